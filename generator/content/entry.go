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

const longestTitle = 70 // characters; search results cut off what is longer

// titleKeys are the fields a kind may have its title in, the usual one first.
func titleKeys(kind model.Kind) []string {
	switch kind {
	case model.KindPerson, model.KindPlace, model.KindTeam:
		return []string{"name", "title"}
	case model.KindTopic, model.KindSeries:
		return []string{"title", "name"}
	}
	return []string{"title"}
}

// title fills in the title, from the heading the body starts with if need be.
func (r reader) title(e *model.Entry) {
	var t meta.Text
	keys := titleKeys(r.Kind)
	for _, key := range keys {
		if next := r.line(key); t.Value == "" && next.Value != "" {
			t = next
		}
	}
	lacks := t.Value == ""
	for _, key := range keys {
		lacks = lacks && r.lacks(key)
	}
	h1, found := r.heading()
	switch {
	case found && t.Value == "" && lacks:
		t = h1
		r.drop(h1)
		if r.Kind != model.KindIndex {
			r.list.Append(diag.Diagnostic{
				Code: "missing-title", Severity: diag.Warning, Pos: h1.Pos, Len: h1.Len,
				Message: fmt.Sprintf("there is no %s, so the first heading stands in for it", keys[0]),
				Hint:    fmt.Sprintf("move it to the fields at the top, as %s: %s", keys[0], quoted(h1.Value)),
			})
		}
	case found && h1.Value == t.Value:
		r.drop(h1)
	case t.Value == "" && lacks && needsTitle(r.Kind) && !r.restricted():
		r.bad("missing-title", r.titleSpot(keys), missingTitle(r.Kind), fmt.Sprintf("add %s: to the fields between the --- lines at the top", keys[0]))
	}
	e.Title, e.TitleAt = t.Value, t.Pos
	if n := utf8.RuneCountInString(t.Value); n > longestTitle && r.Kind == model.KindStory {
		r.bad("long-title", t, fmt.Sprintf("the title has %d characters; search results and phones cut off what is over %d", n, longestTitle),
			"what would you call it if you told it to a friend? The rest can go into the summary")
	}
}

// titleSpot is the empty field, or the file.
func (r reader) titleSpot(keys []string) meta.Text {
	for _, key := range keys {
		if r.Has(key) {
			return r.at(key)
		}
	}
	return meta.Text{}
}

func needsTitle(kind model.Kind) bool {
	switch kind {
	case model.KindIndex, model.KindTeam, model.KindTopic:
		return false // the folder's name, or the words in which it is used
	}
	return true
}

func missingTitle(kind model.Kind) string {
	switch kind {
	case model.KindPerson:
		return "name is empty: how should people address them?"
	case model.KindValue:
		return `the value has no title: a sentence somebody could say, such as "We pick up the phone"`
	case model.KindRoute:
		return `the contact page has no title: what happened to the customer, in their words, such as "Something arrived broken"`
	case model.KindPlace:
		return "the place has no name: what do people call it?"
	case model.KindStory:
		return "the story has no title: what happened, in a few words?"
	}
	return "the page has no title"
}

// quoted writes a text for a hint, the way it is safe in YAML and not too
// long to read.
func quoted(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:77]) + "..."
	}
	if !strings.ContainsAny(s, ":#{}[],&*!|>'\"%@`\\") {
		return s
	}
	b := []byte{'"'}
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(append(b, '"'))
}

// common reads the fields that all kinds have.
func (r reader) common(e *model.Entry) {
	summary := r.line("summary")
	e.Summary = summary.Value
	e.Slug = r.slug()
	e.Ask = r.asked("ask")
	e.Aliases = r.aliases()
	e.Checked = r.day("checked")
	if params := r.Tree("params"); params.Kind != 0 {
		e.Params = &params
	}
	e.VoiceKeep = r.voiceKeep()
}

// ordered reads the place in a list, for the kinds that have one.
func (r reader) ordered(e *model.Entry) { e.Order, _ = r.Int("order") }

// timed reads what says whether a story or page is there at all.
func (r reader) timed(e *model.Entry) {
	e.Draft = r.Bool("draft", false) || r.Faulty("draft") // "draft: treu" was no wish to be read
	e.Expires = r.day("expires")
	r.found(e)
}

// untimed is for the kinds that cannot be held back. Somebody who writes
// draft: true must not find the page published.
func (r reader) untimed(e *model.Entry) {
	for _, key := range [...]string{"draft", "expires"} {
		set := false
		if key == "draft" {
			set = r.Bool(key, false)
		} else {
			set = !r.day(key).IsZero()
		}
		if set {
			r.bad("bad-value", r.at(key), fmt.Sprintf("%s works on stories and pages only, so this would be published", diag.Quote(key)),
				"move the file into a folder named _drafts until it is ready")
		}
	}
	r.found(e)
}

// found reads what search engines and feeds go by.
func (r reader) found(e *model.Entry) {
	e.NoIndex = r.Bool("noindex", false)
	e.Canonical = r.url("canonical")
	e.UID = r.str("uid")
}

// slug reads another name for the page's address.
func (r reader) slug() string {
	t := r.Text("slug")
	if t.Value == "" {
		return ""
	}
	id := Normal(t.Value)
	fault := faultOf(id)
	switch {
	case fault == "" && isReserved(id):
		r.bad("reserved-name", t, fmt.Sprintf("Windows keeps the name %s for itself", diag.Quote(id)), "take another one")
		return ""
	case fault == "":
		return id
	}
	hint := "use letters, digits and single hyphens, as in first-day"
	if right := Slug(t.Value); right != "" {
		hint = fmt.Sprintf("write %s", right)
	}
	r.bad("bad-id", t, fmt.Sprintf("%s can't be part of an address: %s", diag.Quote(t.Value), fault), hint)
	return ""
}

// whole reads a file that may say everything.
func (r reader) whole(rec *model.Record, e model.Entry, body markdown.Body) {
	r.common(&e)
	switch r.Kind {
	case model.KindStory:
		rec.Story = r.story(e, body)
	case model.KindPerson:
		rec.Person = r.somebody(e)
	case model.KindValue:
		rec.Value = r.value(e)
	case model.KindRoute:
		rec.Route = r.route(e)
	case model.KindTeam:
		rec.Team = r.team(e)
	case model.KindTopic:
		rec.Topic = r.topic(e)
	case model.KindPlace:
		rec.Place = r.place(e)
	case model.KindSeries:
		rec.Series = r.series(e)
	case model.KindPage, model.KindVoice:
		rec.Page = r.page(e)
	case model.KindIndex:
		rec.Index = r.index(e)
	}
}
