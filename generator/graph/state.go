package graph

import (
	"time"

	"kith/generator/diag"
	"kith/generator/hours"
	"kith/generator/meta"
	"kith/generator/model"
)

// State is what today makes of a story or page.
type State uint8

// The states of stories and pages.
const (
	Published State = iota
	Draft
	Scheduled
	Expired  // it was public; its address says it is gone
	Withheld // somebody in it has not agreed
)

// PersonState is what today makes of a person.
type PersonState uint8

// The states of people.
const (
	Active PersonState = iota
	Away
	Left
	Memorial
)

// dayNumber turns a date into yyyymmdd; months and days that were not given
// count as the first.
func dayNumber(d meta.Date) int {
	return d.Year*10000 + max(d.Month, 1)*100 + max(d.Day, 1)
}

func fromDay(n int) meta.Date {
	return meta.Date{Year: n / 10000, Month: n / 100 % 100, Day: n % 100}
}

func (g *Graph) today() int { return dayNumber(g.opts.Today) }

// localDay is the day of a date in the site's zone: a story dated late at
// night in UTC may belong to the next day.
func (g *Graph) localDay(d meta.Date) (day int, key int64) {
	t := d.Time(g.zone).In(g.zone)
	return t.Year()*10000 + int(t.Month())*100 + t.Day(), t.Unix()
}

// begun reports whether a date is today or past; it notes a future one as a
// day on which something changes.
func (g *Graph) begun(d meta.Date) bool {
	n := dayNumber(d)
	if n > g.today() {
		g.thresholds = append(g.thresholds, n)
		return false
	}
	return true
}

// over reports whether the last day of something is past; the day after it
// is one on which something changes.
func (g *Graph) over(last meta.Date) bool {
	t := time.Date(last.Year, time.Month(max(last.Month, 1)), max(last.Day, 1), 0, 0, 0, 0, time.UTC)
	if last.Month == 0 {
		t = t.AddDate(1, 0, -1)
	} else if last.Day == 0 {
		t = t.AddDate(0, 1, -1)
	}
	t = t.AddDate(0, 0, 1)
	return g.begun(meta.DateOf(t).OnDay())
}

// personState is what a person's status and its dates come to today. Status
// says which, dates say when.
func (g *Graph) personState(p *model.Person) PersonState {
	if p.Departed != nil && p.Status == "left" {
		if p.Departed.Date.IsZero() || g.begun(p.Departed.Date) {
			return Left
		}
	} else if p.Status == "left" {
		return Left
	}
	switch p.Status {
	case "memorial":
		return Memorial
	case "on_leave":
		if p.Leave == nil {
			return Away
		}
		from := p.Leave.From.IsZero() || g.begun(p.Leave.From)
		until := !p.Leave.Until.IsZero() && g.over(p.Leave.Until)
		if from && !until {
			return Away
		}
	}
	return Active
}

// publish works out which stories and pages exist today.
func (g *Graph) publish() {
	for s := range g.eachStory {
		s.day, s.sortKey = g.localDay(s.Date)
		s.State = g.entryState(&s.Entry, s.State, s.day)
		s.gone = s.State == Expired || s.State == Withheld && g.wasPublic(s)
		s.pinned = s.Pinned && (s.PinUntil.IsZero() || !g.over(s.PinUntil))
		if m := g.main; m != nil && m.all[s.ID] != nil && m.all[s.ID].State == Withheld {
			s.State, s.gone = Withheld, m.all[s.ID].gone
		}
		// What is told in another language alone is in that one's lists.
		if g.visible(s.State) && g.tells(&s.Entry) {
			g.stories = append(g.stories, s)
		}
		g.hold("story", &s.Entry, s.State)
	}
	for _, key := range sortedKeys(g.pages) {
		p := g.pages[key]
		day := 0
		if !p.Date.IsZero() {
			day, _ = g.localDay(p.Date)
		}
		p.State = g.entryState(&p.Entry, p.State, day)
		g.hold("page", &p.Entry, p.State)
	}
}

func (g *Graph) entryState(e *model.Entry, s State, day int) State {
	switch {
	case s == Withheld:
		return Withheld
	case e.Draft:
		return Draft
	case day > g.today():
		g.thresholds = append(g.thresholds, day)
		return Scheduled
	case !e.Expires.IsZero() && g.begun(e.Expires):
		return Expired
	}
	return Published
}

func (g *Graph) hold(what string, e *model.Entry, s State) {
	h := Held{File: e.File, What: what, ID: e.ID}
	switch s {
	case Draft:
		if g.opts.Drafts {
			return
		}
		h.Why = "draft"
	case Scheduled:
		if g.opts.Future {
			return
		}
		h.Why = "scheduled"
		if n := g.byFile[e.File]; n.story != nil {
			h.Until = fromDay(n.story.day)
		} else if n.page != nil {
			h.Until = n.page.Date
		}
	case Expired:
		h.Why = "expired"
	default:
		return // consent.go files its own, with whom to ask
	}
	g.held = append(g.held, h)
}

// live reports whether a story has its page today.
func (g *Graph) live(s *Story) bool {
	return g.visible(s.State)
}

// shows reports whether a plain page is published today, in this language.
func (g *Graph) shows(p *Page) bool { return g.visible(p.State) && g.tells(&p.Entry) }

func (g *Graph) visible(s State) bool {
	return s == Published || s == Draft && g.opts.Drafts || s == Scheduled && g.opts.Future
}

func (g *Graph) mark(s State) string {
	if g.opts.Mark {
		switch s {
		case Draft:
			return "draft"
		case Scheduled:
			return "scheduled"
		}
	}
	return ""
}

func (g *Graph) add(code diag.Code, r model.Ref, message, hint string, related ...diag.Related) {
	g.diag.Add(code, r.At, r.Len, message, hint, related...)
}

// readSiteHours reads the hours that hold for whoever has none of their own.
func (g *Graph) readSiteHours() {
	text := g.cfg.Contact.Hours
	if text == "" {
		return
	}
	s, err := hours.Parse(text)
	if err != nil {
		at, n := g.cfg.Place("contact.hours")
		g.diag.Add("bad-hours", at, n, "these hours can't be read: "+err.Error(), "hours look like this: Mo-Fr 09:00-12:30,13:30-17:00; We off")
		return
	}
	g.siteHours = model.Availability{Text: text, Schedule: &s}
}

// schedules notes the days on which opening hours with dates in them change
// what they say.
func (g *Graph) schedules() {
	note := func(e *model.Entry, a model.Availability) {
		if a.Schedule == nil {
			return
		}
		for _, r := range a.Schedule.Rules {
			if r.Holidays && len(g.cfg.Contact.Holidays) == 0 {
				g.diag.Add("no-holidays", diag.In(e.File), 0, "the hours here speak of public holidays (PH), but site.toml names none.", "Add holidays = [2026-12-25] and so on under [contact] in site.toml.")
				break
			}
		}
		for _, d := range a.Schedule.Thresholds() {
			g.thresholds = append(g.thresholds, d.Year*10000+d.Month*100+d.Day)
		}
	}
	note(&model.Entry{File: g.cfg.File}, g.siteHours)
	for _, p := range g.people {
		note(&p.Entry, p.Availability)
		for _, c := range p.Channels {
			note(&p.Entry, c.Hours)
		}
	}
	for _, r := range g.routes {
		note(&r.Entry, r.Availability)
		for _, row := range r.Route.People {
			note(&r.Entry, row.Hours)
		}
	}
	for _, t := range g.terms[model.KindPlace] {
		if t.Place != nil {
			note(t.Entry, t.Place.Availability)
		}
	}
}
