package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
)

// Survey is where a hub is thin: what kith report shows the keeper. It is
// about pages and promises. It counts nobody's stories and ranks nobody.
type Survey struct {
	// Date is the day it was made for, Next the day on which the site
	// changes by itself ("" for never).
	Date string `json:"date"`
	Next string `json:"next_change,omitempty"`
	// Months are the last twelve, the oldest first, as in "2026-11".
	Months []string        `json:"months"`
	Values []SurveyValue   `json:"values"`
	Voices []SurveyVoice   `json:"voices"`
	Untold []SurveyThing   `json:"people_without_a_story"`
	Alone  []SurveyThing   `json:"topics_without_a_person"`
	Load   []SurveyLoad    `json:"only_way_in"`
	Island []SurveyThing   `json:"islands"`
	Due    []SurveyDue     `json:"due"`
	Stale  []SurveyLetters `json:"to_confirm"`
}

// SurveyThing is one thing of the hub, and where it stands.
type SurveyThing struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Title string `json:"title"`
	File  string `json:"file,omitempty"`
	// Note is a reason to begin with, in a few words.
	Note string `json:"note,omitempty"`
	// Face is the portrait of a person: the path of its smallest size on the
	// site, "" where there is none; then Monogram stands for it.
	Face     string `json:"-"`
	Monogram string `json:"-"`
}

// SurveyStory is a story in which somebody showed a value.
type SurveyStory struct {
	SurveyThing
	URL string `json:"url"`
	// Month is an index into Survey.Months, Teller who told it, as one calls
	// them.
	Month  int    `json:"month"`
	Teller string `json:"teller,omitempty"`
}

// SurveyValue is how often a value was shown.
type SurveyValue struct {
	SurveyThing
	Keeper string `json:"keeper,omitempty"`
	// Months has the number of stories of each of Survey.Months, Stories those
	// themselves, the newest first.
	Months  []int         `json:"months"`
	Stories []SurveyStory `json:"stories,omitempty"`
	// Last is the day of the newest story that shows it, Ago how many months
	// back that is; "" and -1 where none does.
	Last string `json:"last,omitempty"`
	Ago  int    `json:"months_ago"`
}

// SurveyVoice is how many stories of the last twelve months people of a level
// told: "front", "office", "lead", or "" where their files do not say.
type SurveyVoice struct {
	Level   string `json:"level"`
	Stories int    `json:"stories"`
}

// SurveyLoad is somebody who answers for a large part of the pages.
type SurveyLoad struct {
	SurveyThing
	Pages int `json:"pages"`
	Of    int `json:"of"`
}

// SurveyDue is a day on which something ends or has to be looked at.
type SurveyDue struct {
	Date string `json:"date"`
	What string `json:"what"`
	File string `json:"file,omitempty"`
}

// SurveyLetters is what one person is asked to confirm.
type SurveyLetters struct {
	SurveyThing
	Email string        `json:"email,omitempty"`
	Items []SurveyCheck `json:"items"`
	// Stories are those they told, for looking through.
	Stories []string `json:"stories,omitempty"`
}

// SurveyCheck is one thing to confirm. Checked is the day it last was.
type SurveyCheck struct {
	SurveyThing
	URL     string `json:"url"`
	Checked string `json:"checked,omitempty"`
}

const (
	surveyMonths = 12
	// loaded is from which share of all pages on somebody carries a lot: a
	// quarter.
	loaded = 4
)

// Survey looks over the hub.
func (g *Graph) Survey() Survey {
	s := Survey{Date: g.opts.Today.ISO(), Next: g.Next().ISO(), Months: g.lastMonths()}
	g.surveyValues(&s)
	g.surveyVoices(&s)
	g.surveyGaps(&s)
	g.surveyLoad(&s)
	g.surveyDue(&s)
	g.surveyStale(&s)
	return s
}

// monthOf counts months from year 0 for a day as yyyymmdd.
func monthOf(day int) int { return day/10000*12 + day/100%100 - 1 }

func (g *Graph) lastMonths() []string {
	out := make([]string, surveyMonths)
	now := monthOf(g.today())
	for i := range out {
		m := now - surveyMonths + 1 + i
		out[i] = fmt.Sprintf("%04d-%02d", m/12, m%12+1)
	}
	return out
}

func (g *Graph) surveyValues(s *Survey) {
	now := monthOf(g.today())
	for _, v := range g.valueOrder {
		if v.Retired {
			continue
		}
		row := SurveyValue{SurveyThing: thingOf("value", &v.Entry), Months: make([]int, surveyMonths), Ago: -1}
		row.Title = valueName(v)
		if v.Keeper != nil {
			row.Keeper = v.Keeper.Title
		}
		last := 0
		for _, n := range v.Stories {
			st := g.stories[n]
			last = max(last, st.day)
			if back := now - monthOf(st.day); back >= 0 && back < surveyMonths {
				row.Months[surveyMonths-1-back]++
				row.Stories = append(row.Stories, g.surveyStory(st, surveyMonths-1-back))
			}
		}
		if last > 0 {
			row.Last, row.Ago = fromDay(last).ISO(), now-monthOf(last)
		}
		s.Values = append(s.Values, row)
	}
}

func (g *Graph) surveyStory(st *Story, month int) SurveyStory {
	row := SurveyStory{SurveyThing: thingOf("story", &st.Entry), URL: g.absolute(st.URL), Month: month}
	for _, p := range st.Tellers {
		if named(p) {
			row.Teller = p.known()
			row.Face, row.Monogram = g.surveyFace(p)
			break
		}
	}
	return row
}

// personThing is a person of the hub, with their face.
func (g *Graph) personThing(p *Person) SurveyThing {
	row := thingOf("person", &p.Entry)
	row.Face, row.Monogram = g.surveyFace(p)
	return row
}

// surveyFace is the smallest picture there is of somebody's face, as a path on
// the site, and what stands for it where there is none.
func (g *Graph) surveyFace(p *Person) (face, monogram string) {
	c := g.card(p)
	if c.Face == nil {
		return "", c.Monogram
	}
	src := c.Face.Src
	if first, _, _ := strings.Cut(c.Face.SrcSet, " "); first != "" {
		src = first
	}
	return g.sitePath(src), c.Monogram
}

func (g *Graph) surveyVoices(s *Survey) {
	now := monthOf(g.today())
	count := map[string]int{}
	for _, st := range g.stories {
		if now-monthOf(st.day) >= surveyMonths {
			continue
		}
		levels := map[string]bool{}
		for _, p := range st.Tellers {
			if p.isStaff() {
				levels[p.Level] = true
			}
		}
		for level := range levels {
			count[level]++
		}
	}
	for _, level := range []string{"front", "office", "lead", ""} {
		if level != "" || count[level] > 0 {
			s.Voices = append(s.Voices, SurveyVoice{level, count[level]})
		}
	}
}

func thingOf(kind string, e *model.Entry) SurveyThing {
	return SurveyThing{Kind: kind, ID: e.ID, Title: e.Title, File: e.File}
}

// surveyGaps finds who and what nothing is told of, and nobody answers for.
func (g *Graph) surveyGaps(s *Survey) {
	for _, p := range g.peopleOrder {
		told := len(p.Stories) + len(p.InStories)
		if len(p.Stories) == 0 && p.isStaff() && p.State == Active {
			row := g.personThing(p)
			row.Note = g.whereToBegin(p)
			s.Untold = append(s.Untold, row)
		}
		if told+len(p.Answers)+len(p.BacksUp)+len(p.Keeps)+len(p.Covering)+len(p.Teams) == 0 && p.State == Active {
			s.Island = append(s.Island, thingOf("person", &p.Entry))
		}
	}
	for _, t := range g.termOrder(model.KindTopic) {
		if len(t.Members) == 0 && len(t.Routes) == 0 {
			row := SurveyThing{Kind: "topic", ID: t.ID, Title: t.Title}
			if t.Entry != nil {
				row.File = t.Entry.File
			}
			s.Alone = append(s.Alone, row)
		}
	}
	for _, v := range g.valueOrder {
		if !v.Retired && len(v.Stories) == 0 {
			s.Island = append(s.Island, thingOf("value", &v.Entry))
		}
	}
	for _, st := range g.stories {
		if len(st.cast) == 0 && len(st.Values) == 0 && len(st.Topics) == 0 {
			s.Island = append(s.Island, thingOf("story", &st.Entry))
		}
	}
}

// whereToBegin is what to sit down with somebody for who has told nothing yet.
func (g *Graph) whereToBegin(p *Person) string {
	for _, id := range g.storyIDs {
		st := g.all[id]
		if st.State != Draft {
			continue
		}
		for _, r := range append(append([]model.Ref{}, st.Authors...), st.ToldBy...) {
			if strings.TrimPrefix(r.ID, "person:") == p.ID {
				return fmt.Sprintf("has a draft: %q", st.Title)
			}
		}
	}
	switch {
	case len(p.InStories) > 0:
		return fmt.Sprintf("is in %q, told by others", g.stories[p.InStories[0]].Title)
	case len(p.AskMeAbout) > 0:
		return "likes to be asked about " + p.AskMeAbout[0]
	}
	return ""
}

// surveyLoad finds the people for whom so many pages have nobody else.
func (g *Graph) surveyLoad(s *Survey) {
	pages, of := map[*Person]int{}, 0
	count := func(question string) {
		of++
		if a, _ := g.pageAnswer(question); a.who != nil {
			pages[a.who]++
		}
	}
	for _, st := range g.stories {
		count("story " + st.ID)
	}
	for _, v := range g.valueOrder {
		count("value " + v.ID)
	}
	for _, r := range g.routeOrder {
		main, _ := g.routeAnswers(r)
		if len(main) == 1 {
			count("route " + r.ID)
		} else {
			of++
		}
	}
	for _, p := range g.pageOrder {
		count("page " + p.Page.Key())
	}
	for _, p := range g.peopleOrder {
		if n := pages[p]; n > 1 && n*loaded >= of {
			s.Load = append(s.Load, SurveyLoad{g.personThing(p), n, of})
		}
	}
}

// surveyDue lists what ends, or wants to be looked at, and when.
func (g *Graph) surveyDue(s *Survey) {
	add := func(d meta.Date, file, format string, args ...any) {
		if !d.IsZero() {
			s.Due = append(s.Due, SurveyDue{d.ISO(), fmt.Sprintf(format, args...), file})
		}
	}
	for _, p := range g.peopleOrder {
		if p.State == Memorial || p.State == Left {
			continue
		}
		if l := p.Leave; l != nil && p.Status == "on_leave" {
			if p.State == Away {
				add(l.Until, p.File, "the last day of %s's leave", p.known())
			} else if !l.From.IsZero() && dayNumber(l.From) > g.today() {
				add(l.From, p.File, "%s goes on leave%s", p.known(), instead(p.Cover))
			}
		}
		if d := p.Departed; d != nil && p.Status == "left" {
			add(d.Date, p.File, "%s leaves%s", p.known(), instead(p.Successor))
		}
		if c := p.Consent; c != nil && c.Withdrawn.IsZero() {
			if !g.over(c.Until) || c.Until.IsZero() {
				add(c.Until, p.File, "the consent of %s ends", p.Title)
			}
			add(c.ReviewBy, p.File, "look with %s at what they agreed to", p.Title)
		}
	}
	for _, id := range g.storyIDs {
		if st := g.all[id]; st.State == Scheduled {
			add(st.Date, st.File, "the story %q comes out", st.Title)
		}
	}
	for _, st := range g.stories {
		add(st.Expires, st.File, "the story %q goes", st.Title)
	}
	for _, p := range g.pageOrder {
		add(p.Expires, p.File, "the page %q goes", p.Title)
	}
	add(g.cfg.Security.Expires, "site.toml", "security.txt is over")
	slices.SortStableFunc(s.Due, func(a, b SurveyDue) int { return cmp.Compare(a.Date, b.Date) })
}

// instead says who answers for somebody from a day on.
func instead(p *Person) string {
	if p == nil {
		return ""
	}
	return "; " + p.known() + " answers"
}

// surveyStale groups what wants confirming by the person who would know.
func (g *Graph) surveyStale(s *Survey) {
	letters := map[*Person]*SurveyLetters{}
	var order []*Person
	look := func(kind string, e *model.Entry, href string, who *Person) {
		if !e.Checked.IsZero() && !g.overdue(kind, e) {
			return
		}
		if who == nil || !g.reachable(who) {
			if who = g.host; who == nil {
				return
			}
		}
		l := letters[who]
		if l == nil {
			l = &SurveyLetters{SurveyThing: g.personThing(who), Email: who.Email}
			for _, n := range who.Stories {
				l.Stories = append(l.Stories, g.stories[n].Title)
			}
			letters[who] = l
			order = append(order, who)
		}
		l.Items = append(l.Items, SurveyCheck{thingOf(kind, e), g.absolute(href), e.Checked.ISO()})
	}
	g.lookedAfter(look)
	slices.SortStableFunc(order, func(a, b *Person) int { return cmp.Compare(a.key, b.key) })
	for _, p := range order {
		s.Stale = append(s.Stale, *letters[p])
	}
}

// overdue reports whether the day on which a page was looked at is too long
// ago for its kind.
func (g *Graph) overdue(kind string, e *model.Entry) bool {
	if e.Checked.IsZero() {
		return false
	}
	f := g.cfg.Fresh
	months := map[string]int{"person": f.Person, "route": f.Contact, "value": f.Value, "page": f.Page}[kind]
	day, _ := g.localDay(e.Checked)
	return g.today() > addMonths(day, months)
}

// Overdue are findings about pages that nobody has looked at for too long,
// values that nobody has shown, and consents to talk about again. They belong
// to a check, and to no build: a page does not grow worse on a day.
func (g *Graph) Overdue(list *diag.List) {
	g.unshown(list)
	g.toReview(list)
	g.lookedAfter(func(kind string, e *model.Entry, _ string, who *Person) {
		if !g.overdue(kind, e) {
			return
		}
		whom := "whoever knows"
		if who != nil {
			whom = who.Title
		}
		list.Add("not-fresh", diag.In(e.File), 0,
			fmt.Sprintf("this page was last looked at on %s.", e.Checked.ISO()),
			fmt.Sprintf("Ask %s whether it is still right, then put today's date at checked:. kith report has the words for a letter.", whom))
	})
}

// unshown reports values that are only said: nobody has told a story that
// shows them, or not for a year.
func (g *Graph) unshown(list *diag.List) {
	for _, v := range g.valueOrder {
		if v.Retired {
			continue
		}
		last := 0
		for _, n := range v.Stories {
			last = max(last, g.stories[n].day)
		}
		keeper := "whoever keeps it"
		if v.Keeper != nil && g.reachable(v.Keeper) {
			keeper = v.Keeper.Title
		}
		switch months := monthOf(g.today()) - monthOf(last); {
		case last == 0:
			list.Add("unshown-value", v.TitleAt, len(v.Title), fmt.Sprintf("%s is a promise without a story yet.", diag.Quote(v.Title)),
				fmt.Sprintf("Ask %s when it last cost something to keep, and who was there: that's the story. It names this value under values:.", keeper))
		case months > surveyMonths:
			list.Add("unshown-value", v.TitleAt, len(v.Title), fmt.Sprintf("no story has shown %s for %d months.", diag.Quote(v.Title), months),
				fmt.Sprintf("Ask %s whether you still keep it. If so, somebody has a story; if not, kith retire value %s.", keeper, v.ID))
		}
	}
}

// toReview reports consents that were to be talked about by a day.
func (g *Graph) toReview(list *diag.List) {
	for _, p := range g.peopleOrder {
		c := p.Consent
		if c == nil || c.ReviewBy.IsZero() || dayNumber(c.ReviewBy) > g.today() || p.State == Left || p.State == Memorial || g.agreement(c) == ended {
			continue
		}
		list.Add("consent-review", c.ReviewByAt, len(c.ReviewBy.ISO()),
			fmt.Sprintf("somebody was to look with %s at what they agreed to by %s.", p.Title, c.ReviewBy.ISO()),
			fmt.Sprintf("Ask %s to talk to them, then write a later day at review_by:.", g.consentAsker(p)))
	}
}

// lookedAfter goes through the pages that somebody looks at again from time
// to time, each with its address and the person who would know; nil for
// nobody.
func (g *Graph) lookedAfter(page func(kind string, e *model.Entry, href string, who *Person)) {
	for _, p := range g.peopleOrder {
		if p.isStaff() && p.State == Active {
			page("person", &p.Entry, p.URL, p)
		}
	}
	for _, r := range g.routeOrder {
		var who *Person
		if main, back := g.routeAnswers(r); len(main)+len(back) > 0 {
			who = append(main, back...)[0].who
		}
		page("route", &r.Entry, r.URL, who)
	}
	for _, v := range g.valueOrder {
		if !v.Retired {
			page("value", &v.Entry, v.URL, v.Keeper)
		}
	}
	for _, p := range g.pageOrder {
		if g.visible(p.State) && !p.Special() {
			a, _ := g.pageAnswer("page " + p.Page.Key())
			page("page", &p.Entry, p.URL, a.who)
		}
	}
}

// addMonths moves a day, as yyyymmdd, some months on. It may name a 31st that
// the month does not have; for comparing days that makes no difference.
func addMonths(day, months int) int {
	m := monthOf(day) + months
	return m/12*10000 + (m%12+1)*100 + day%100
}
