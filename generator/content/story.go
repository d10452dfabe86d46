package content

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/meta"
	"kith/generator/model"
)

// A summary is shown on cards, in feeds and by search engines.
const shortestSummary, longestSummary = 40, 200

// story reads a story.
func (r reader) story(e model.Entry, body markdown.Body) *model.Story {
	r.timed(&e)
	s := &model.Story{Entry: e}
	r.storySummary(s, body)
	r.storyDate(s)
	r.tellers(s)
	s.Credits = r.credits()
	s.People = r.present()
	s.Values = r.refs(r.Texts("values"), "value:")
	r.tooManyValues(s.Values)
	s.Topics = r.terms("topics")
	s.Format = r.Enum("format", "story", "interview", "day", "letter", "lesson").Value
	if s.Format == "" {
		s.Format = "story"
	}
	s.To = r.str("to")
	s.Owner = r.person("owner")
	s.Changed = r.str("changed")
	s.Image = r.image("image")
	s.Series, s.Part = r.part()
	r.pinned(s)
	s.Updates = r.updates()
	s.MadeWith = r.str("made_with")
	if before(s.Expires, s.Date) {
		_, t := r.Date("expires")
		r.bad("bad-status", t, fmt.Sprintf("the story expires on %s, before its date %s", s.Expires, s.Date), "look at the two dates")
	}
	return s
}

// storySummary checks the summary's length, or takes the body's beginning.
func (r reader) storySummary(s *model.Story, body markdown.Body) {
	t := r.Text("summary")
	const how = "one or two sentences, said as you'd say it"
	s.HasSummary = t.Value != ""
	n := utf8.RuneCountInString(t.Value)
	switch {
	case n == 0:
		s.Summary = body.Excerpt
		if r.lacks("summary") {
			r.bad("summary", r.at("summary"), "the story has no summary, so cards and search results show how its text begins", "add summary: "+how)
		}
	case n < shortestSummary:
		r.bad("summary", t, fmt.Sprintf("the summary has %d characters; from %d on it tells somebody whether to read", n, shortestSummary), how)
	case n > longestSummary:
		r.bad("summary", t, fmt.Sprintf("the summary has %d characters; what is over %d is cut off where it is shown", n, longestSummary), how)
	}
}

// storyDate reads the date. A name such as 2019-05-04-kettle, which files
// from other programs have, says it as well.
func (r reader) storyDate(s *model.Story) {
	s.Date = r.day("date")
	if !s.Date.IsZero() || !r.lacks("date") {
		return
	}
	if len(s.ID) > 11 && s.ID[10] == '-' {
		if d, err := meta.ParseDate(s.ID[:10], false); err == nil {
			s.Date = d
			return
		}
	}
	// A draft has time to find its day.
	if !s.Draft {
		r.bad("no-date", r.at("date"), "the story has no date: when did it happen, or when was it told?", "add date: with the day, as in 2026-02-03")
	}
}

// tellers reads whose voice and whose story it is.
func (r reader) tellers(s *model.Story) {
	s.Authors = r.people("authors")
	s.ToldBy = r.people("told_by")
	s.WrittenWith = r.people("written_with")
	if len(s.Authors)+len(s.ToldBy) == 0 && r.lacks("authors") && r.lacks("told_by") && !s.Draft {
		r.bad("no-teller", meta.Text{}, "nobody tells this story, so it is shown as posted by the host",
			"add authors: with whoever says I in it, or told_by: if somebody else wrote it down")
	}
}

func (r reader) tooManyValues(values []model.Ref) {
	const most = 3
	if len(values) > most {
		first := values[most]
		r.bad("too-many-values", meta.Text{Pos: first.At, Len: first.Len},
			fmt.Sprintf("the story names %d values; one that shows more than %d shows none of them well", len(values), most),
			"keep those that somebody would recognise in what happened")
	}
}

// credits reads who did what besides telling it.
func (r reader) credits() []model.Credit {
	m := r.Map.Map("credits")
	if m == nil {
		return nil
	}
	in := r.in(m)
	var out []model.Credit
	for _, work := range m.Keys() {
		if people := in.people(work.Value); len(people) > 0 {
			r.noTags("credits", work)
			out = append(out, model.Credit{Work: strings.ReplaceAll(work.Value, "_", " "), People: people})
		}
	}
	return out
}

// present reads who else is in the story.
func (r reader) present() []model.Present {
	items := r.Items("people")
	if len(items) == 0 {
		return nil
	}
	out := make([]model.Present, 0, len(items))
	for _, item := range items {
		p := model.Present{Person: r.refTo(item.Text, "person:")}
		if item.Map != nil {
			in := r.in(item.Map)
			p = model.Present{Person: in.person("person"), As: in.str("as"), Consent: in.consent("consent")}
			if in.lacks("person") {
				r.bad("bad-value", in.top(), "an entry under people without a person: who was there?", "add person: with the name of their file, as in person: ada-okonjo")
			}
		}
		if p.Person.ID != "" {
			out = append(out, p)
		}
	}
	return out
}

// part reads the series and the place in it.
func (r reader) part() (model.Ref, int) {
	item := r.Item("series")
	if item.Map == nil {
		return r.termOf("series", item.Text), 0
	}
	in := r.in(item.Map)
	ref := in.term("id")
	n, ok := in.Int("part")
	if in.lacks("id") {
		r.bad("bad-value", in.top(), "series doesn't say which one", "add id: with the name of the file in content/series")
	}
	if ok && n < 1 {
		r.bad("bad-value", in.Text("part"), fmt.Sprintf("there is no part %d: parts count from 1", n), "")
		n = 0
	}
	return ref, n
}

// pinned reads whether the story stands first, and for how long.
func (r reader) pinned(s *model.Story) {
	item := r.Item("pinned")
	if item.Map == nil {
		s.Pinned = item.Text.Value != "" && r.Bool("pinned", false)
		return
	}
	in := r.in(item.Map)
	s.Pinned = true
	s.PinRank, _ = in.Int("rank")
	s.PinUntil = in.day("until")
}

// updates reads what was put right or added later.
func (r reader) updates() []model.Update {
	var out []model.Update
	for _, item := range r.Items("updates") {
		if item.Map == nil {
			r.bad("wrong-type", item.Text, fmt.Sprintf("an update says when and what: %s alone has no date", diag.Quote(item.Text.Value)),
				"write it as {date: 2026-02-03, kind: correction, note: what was wrong}")
			continue
		}
		in := r.in(item.Map)
		u := model.Update{Date: in.day("date"), Note: in.str("note"), By: in.person("by")}
		u.Kind = in.Enum("kind", "correction", "update", "clarification").Value
		if u.Kind == "" {
			u.Kind = "update"
		}
		if in.lacks("date") {
			r.bad("bad-value", in.top(), "an update without a date", "add date: with the day it was made")
		}
		if in.lacks("note") {
			r.bad("bad-value", in.top(), "an update without a note: what changed?", "add note: with a sentence that says it")
		}
		if !u.Date.IsZero() && u.Note != "" {
			out = append(out, u)
		}
	}
	return out
}

// before reports whether one date certainly lies before another.
func before(a, b meta.Date) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	for _, p := range [...][2]int{{a.Year, b.Year}, {a.Month, b.Month}, {a.Day, b.Day}} {
		if p[0] != p[1] {
			return p[0] != 0 && p[1] != 0 && p[0] < p[1]
		}
	}
	return false
}
