package graph

import (
	"fmt"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
)

// aheadDays is how far contact pages are looked at in advance: leave and
// departures are known before they begin.
const aheadDays = 14

// routeFindings reports what a contact page will lack, or lacks for some.
func (g *Graph) routeFindings(r *Route) {
	main, _ := g.routeAnswers(r)
	if len(main) == 0 {
		return // nobody-answers has said so, or the fallback does
	}
	if day, ok := g.emptyDay(r); ok {
		g.diag.Add("nobody-soon", r.TitleAt, len(r.Title),
			fmt.Sprintf("nobody will answer %s on %s.", diag.Quote(r.Title), day),
			"Name one more person, a fallback:, or a cover: for whoever is away then.")
	}
	quiet := func(a answer) bool {
		for w := range a.who.ways {
			if w.Type != "phone" {
				return true
			}
		}
		return false
	}
	if !slices.ContainsFunc(main, quiet) {
		g.diag.Add("voice-only", r.TitleAt, len(r.Title),
			fmt.Sprintf("whoever needs %s has to make a voice call.", diag.Quote(r.Title)),
			"Not everybody can. Add an email or another channel to one of the people here.")
	}
	for _, lang := range r.Languages {
		if !slices.ContainsFunc(main, func(a answer) bool { return g.speaks(r, a, lang) }) {
			g.diag.Add("language-unanswered", r.TitleAt, len(r.Title),
				fmt.Sprintf("%s offers the language %s, which none of its people speaks.", diag.Quote(r.Title), diag.Quote(lang)),
				"Add it to somebody's languages:, or take it off the page.")
		}
	}
}

// speaks reports whether somebody on a route answers in a language: by their
// line on the route, else by their own, else by the site's.
func (g *Graph) speaks(r *Route, a answer, lang string) bool {
	spoken := a.who.Languages
	for _, row := range r.People {
		if (row.who == a.who || row.who == a.instead) && len(row.row.Languages) > 0 {
			spoken = row.row.Languages
		}
	}
	if len(spoken) == 0 {
		spoken = []string{g.cfg.Language}
	}
	base := func(tag string) string { b, _, _ := strings.Cut(strings.ToLower(tag), "-"); return b }
	return slices.ContainsFunc(spoken, func(s string) bool { return base(s) == base(lang) })
}

// emptyDay finds the first of the coming days on which nobody on a route, nor
// behind it, answers.
func (g *Graph) emptyDay(r *Route) (meta.Date, bool) {
	var days []meta.Date
	var note func(p *Person, depth int)
	note = func(p *Person, depth int) {
		if p == nil || depth > maxSteps {
			return
		}
		add := func(d meta.Date) {
			if !d.IsZero() {
				days = append(days, d)
			}
		}
		if p.Leave != nil {
			add(p.Leave.From)
			if !p.Leave.Until.IsZero() {
				add(p.Leave.Until.Last().AddDays(1))
			}
		}
		if p.Departed != nil {
			add(p.Departed.Date)
		}
		note(p.Cover, depth+1)
		note(p.Successor, depth+1)
		note(p.Protects, depth+1)
	}
	for _, row := range r.People {
		note(row.who, 0)
	}
	for _, f := range r.Fallback {
		note(f.person, 0)
	}
	slices.SortFunc(days, meta.Date.Compare)
	for _, d := range days {
		// The finding comes when the day is near, and goes with it.
		g.notices = append(g.notices, dayNumber(d.First().AddDays(-aheadDays)), dayNumber(d))
		ahead := d.Days() - g.opts.Today.Days()
		if ahead <= 0 || ahead > aheadDays {
			continue
		}
		anyone := slices.ContainsFunc(r.People, func(row answerer) bool { return g.reachableOn(row.who, d, 0) }) ||
			slices.ContainsFunc(r.Fallback, func(f asker) bool {
				return f.route != nil || g.reachableOn(f.person, d, 0)
			})
		if !anyone {
			return d.OnDay(), true
		}
	}
	return meta.Date{}, false
}

// reachableOn reports whether somebody, or who stands in for them, can be
// reached on a day to come.
func (g *Graph) reachableOn(p *Person, day meta.Date, depth int) bool {
	if p == nil || depth > maxSteps || p.Status == "memorial" {
		return false
	}
	n := day.Days()
	if p.Status == "left" && (p.Departed == nil || p.Departed.Date.Days() <= n) {
		switch {
		case p.Instead != nil:
			return true
		case p.Successor != nil:
			return g.reachableOn(p.Successor, day, depth+1)
		}
		return g.host != p && g.reachableOn(g.host, day, depth+1)
	}
	if l := p.Leave; p.Status == "on_leave" && l != nil && (l.From.IsZero() || l.From.Days() <= n) && (l.Until.IsZero() || l.Until.Last().Days() >= n) {
		return g.reachableOn(p.Cover, day, depth+1)
	}
	if p.Protects != nil {
		return g.reachableOn(p.Protects, day, depth+1)
	}
	return p.isStaff() && p.covers("name") && p.hasWay()
}
