package graph

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"kith/generator/model"
)

// order puts every list in the order in which it is shown.
func (g *Graph) order() {
	slices.SortFunc(g.stories, func(a, b *Story) int {
		return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(b.sortKey, a.sortKey), strings.Compare(a.ID, b.ID))
	})
	g.numbers = make([]int32, len(g.stories))
	for i, s := range g.stories {
		s.n, g.numbers[i] = int32(i), int32(i)
	}
	tag, err := language.Parse(g.cfg.Language)
	if err != nil {
		tag = language.Und
	}
	col := collate.New(tag)
	var buf collate.Buffer
	for _, id := range sortedKeys(g.people) {
		p := g.people[id]
		p.key = string(col.KeyFromString(&buf, cmp.Or(p.SortName, p.Title)))
		buf.Reset()
		g.peopleOrder = append(g.peopleOrder, p)
	}
	slices.SortStableFunc(g.peopleOrder, func(a, b *Person) int { return strings.Compare(a.key, b.key) })
	for _, id := range sortedKeys(g.values) {
		g.valueOrder = append(g.valueOrder, g.values[id])
	}
	slices.SortStableFunc(g.valueOrder, func(a, b *Value) int { return byOrder(a.Order, b.Order) })
	for _, id := range sortedKeys(g.routes) {
		g.routeOrder = append(g.routeOrder, g.routes[id])
	}
	slices.SortStableFunc(g.routeOrder, func(a, b *Route) int { return byOrder(a.Order, b.Order) })
	for _, key := range sortedKeys(g.pages) {
		if p := g.pages[key]; g.shows(p) {
			g.pageOrder = append(g.pageOrder, p)
		}
	}
	slices.SortStableFunc(g.pageOrder, func(a, b *Page) int { return byOrder(a.Order, b.Order) })
}

// byOrder puts things with an order before those without.
func byOrder(a, b int) int {
	switch {
	case a == b:
		return 0
	case a == 0:
		return 1
	case b == 0:
		return -1
	}
	return cmp.Compare(a, b)
}

// inverses gives both directions of every relation (SPEC §3.6).
func (g *Graph) inverses() {
	for _, s := range g.stories {
		for _, p := range s.Tellers {
			p.Stories = append(p.Stories, s.n)
		}
		in := append([]*Person{}, s.WrittenWith...)
		for _, p := range s.Present {
			in = append(in, p.who)
		}
		for _, p := range unique(in) {
			if !slices.Contains(s.Tellers, p) {
				p.InStories = append(p.InStories, s.n)
			}
		}
		for _, v := range s.Values {
			v.Stories = append(v.Stories, s.n)
		}
		for _, t := range s.Topics {
			t.Stories = append(t.Stories, s.n)
		}
		if s.Series != nil {
			s.Series.Stories = append(s.Series.Stories, s.n)
		}
		for _, p := range s.Tellers {
			for _, t := range p.Teams {
				t.tells(s)
			}
			if t := p.Place; t != nil {
				t.tells(s)
			}
		}
	}
	for _, t := range g.terms[model.KindSeries] {
		g.parts(t.Stories)
	}
	for _, p := range g.peopleOrder {
		if !g.listed(p) {
			continue
		}
		for _, t := range unique(append(append([]*Term{}, p.Teams...), p.Topics...)) {
			t.Members = append(t.Members, p)
		}
		if p.Place != nil {
			p.Place.Members = append(p.Place.Members, p)
		}
	}
	for _, r := range g.routeOrder {
		for _, a := range r.People {
			a.who.Answers = append(a.who.Answers, r)
		}
		for _, f := range r.Fallback {
			if f.person != nil {
				f.person.BacksUp = append(f.person.BacksUp, r)
			}
		}
		if r.Topic != nil {
			r.Topic.Routes = append(r.Topic.Routes, r)
		}
	}
	for _, v := range g.valueOrder {
		if v.Keeper != nil && !v.Retired {
			v.Keeper.Keeps = append(v.Keeper.Keeps, v)
		}
	}
	for _, p := range g.peopleOrder {
		if p.State == Away && p.Cover != nil {
			p.Cover.Covering = append(p.Cover.Covering, p)
		}
		if p.State == Left && p.Successor != nil {
			p.Successor.TookOver = append(p.Successor.TookOver, p)
		}
	}
}

// parts puts a series in order: a story with a part stands in that place,
// the others fill what is left, oldest first.
func (g *Graph) parts(stories []int32) {
	var all, placed, others []*Story
	for _, n := range stories {
		all = append(all, g.stories[n])
	}
	slices.SortFunc(all, func(a, b *Story) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.sortKey, b.sortKey), strings.Compare(a.ID, b.ID))
	})
	for _, s := range all {
		if s.Part > 0 {
			placed = append(placed, s)
		} else {
			others = append(others, s)
		}
	}
	slices.SortStableFunc(placed, func(a, b *Story) int { return cmp.Compare(a.Part, b.Part) })
	for i := range stories {
		from := &others
		if len(others) == 0 || len(placed) > 0 && placed[0].Part <= i+1 {
			from = &placed
		}
		s := (*from)[0]
		*from = (*from)[1:]
		s.part = i + 1
		stories[i] = s.n
	}
}

// tells puts a story on a term's list, once.
func (t *Term) tells(s *Story) {
	if n := len(t.Stories); n == 0 || t.Stories[n-1] != s.n {
		t.Stories = append(t.Stories, s.n)
	}
}

// listed reports whether a person stands in lists of colleagues.
func (g *Graph) listed(p *Person) bool {
	return p.isStaff() && (p.State == Active || p.State == Away) && p.covers("name")
}

// years lists the years with stories, newest first, and how many.
func (g *Graph) years() (years, counts []int) {
	for _, s := range g.stories {
		y := s.day / 10000
		if y == 0 {
			continue // a date that could not be read, and was let through
		}
		if n := len(years); n == 0 || years[n-1] != y {
			years, counts = append(years, y), append(counts, 0)
		}
		counts[len(counts)-1]++
	}
	return years, counts
}
