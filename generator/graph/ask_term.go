package graph

import (
	"slices"
	"strconv"
	"strings"

	"kith/generator/model"
	"kith/generator/view"
)

// TermFacts is what the page of a team, topic, place or series shows besides
// its stories, people and text.
type TermFacts struct {
	Page     view.Page
	Card     view.TermCard
	Image    *view.Image
	Lead     string
	Parent   *view.TermCard
	Within   []view.TermCard
	Routes   []string
	Address  string
	Geo      string
	Visit    string
	Closed   string
	Access   string
	Phone    string
	PhoneURL string
	Hours    *view.Hours
}

func (g *Graph) askTerm(what string) any {
	kind, id, _ := strings.Cut(what, " ")
	t := g.terms[model.Kind(kind)][id]
	if t == nil {
		return nil
	}
	f := TermFacts{Card: g.termCard(t)}
	f.Page.ID, f.Page.Title, f.Page.Description = t.ID, t.Title, f.Card.Summary
	f.Page.URL, f.Page.Canonical = t.URL, g.absolute(t.URL)
	if t.Entry != nil {
		g.pageHead(&f.Page, t.Entry, t.URL, Published)
		if f.Page.Title == "" {
			f.Page.Title = t.Title
		}
	}
	f.Page.Feed = g.ownFeed(string(t.Kind)+" "+t.ID, t.Title, t.URL)
	for _, r := range t.Routes {
		f.Routes = append(f.Routes, r.ID)
	}
	if t.Lead != nil && g.listed(t.Lead) {
		f.Lead = t.Lead.ID
	}
	if t.Parent != nil && t.Parent.hasPage() {
		c := g.termCard(t.Parent)
		f.Parent = &c
	}
	for _, sub := range t.Teams {
		f.Within = append(f.Within, g.termCard(sub))
	}
	switch {
	case t.Team != nil:
		f.Image = g.image(t.Entry, t.URL, t.Team.Photo, t.Title)
	case t.Topic != nil:
		f.Image = g.image(t.Entry, t.URL, t.Topic.Image, "")
	case t.Series != nil:
		f.Image = g.image(t.Entry, t.URL, t.Series.Image, "")
	case t.Place != nil:
		p := t.Place
		f.Image = g.image(t.Entry, t.URL, p.Photo, t.Title)
		f.Address, f.Geo, f.Visit, f.Closed, f.Access = p.Address, p.Geo, p.Visit, p.Closed, p.Access
		f.Hours = g.hours(p.Availability, t.Title, "")
		if p.Phone != nil {
			f.Phone, f.PhoneURL = p.Phone.Text, "tel:"+p.Phone.E164
		}
	}
	return f
}

// Term is what a term's page shows besides its stories, people and text.
func (r *Reader) Term(kind model.Kind, id string) (TermFacts, bool) {
	return ask[TermFacts](r, "term "+string(kind)+" "+id)
}

func (g *Graph) askTermPeople(what string) any {
	kind, id, _ := strings.Cut(what, " ")
	out := []string{}
	if t := g.terms[model.Kind(kind)][id]; t != nil {
		for _, p := range t.Members {
			out = append(out, p.ID)
		}
	}
	return out
}

// TermPeople are the ids of those who belong to a term.
func (r *Reader) TermPeople(kind model.Kind, id string) []string {
	ids, _ := ask[[]string](r, "term.people "+string(kind)+" "+id)
	return ids
}

// hasPage reports whether a term has a page: it needs words of its own, or
// something to list. A team that only a leaver was in has neither.
func (t *Term) hasPage() bool {
	return t.Entry != nil || len(t.Stories) > 0 || len(t.Members) > 0 || len(t.Routes) > 0
}

// termOrder lists the terms of a kind that have a page: by their order, then
// by title.
func (g *Graph) termOrder(kind model.Kind) []*Term {
	var out []*Term
	for _, id := range sortedKeys(g.terms[kind]) {
		t := g.terms[kind][id]
		if t.hasPage() {
			out = append(out, t)
		}
	}
	keys := g.collateKeys(len(out), func(i int) string { return out[i].Title })
	slices.SortStableFunc(out, func(a, b *Term) int {
		x, y := 0, 0
		if a.Entry != nil {
			x = a.Entry.Order
		}
		if b.Entry != nil {
			y = b.Entry.Order
		}
		if c := byOrder(x, y); c != 0 {
			return c
		}
		return strings.Compare(keys[a.Title], keys[b.Title])
	})
	return out
}

func (g *Graph) askTopicNames(string) any {
	out := []view.Link{}
	for _, t := range g.termOrder(model.KindTopic) {
		if n := len(t.Stories); n > 0 {
			l := view.Link{Text: t.Title, URL: t.URL, Note: strconv.Itoa(n)}
			l.Language, l.Dir = g.inLanguage(t.Entry)
			out = append(out, l)
		}
	}
	return out
}

func (g *Graph) askTerms(kind string) any {
	out := []string{}
	for _, t := range g.termOrder(model.Kind(kind)) {
		out = append(out, t.ID)
	}
	return out
}

// Terms lists the terms of a kind that have a page.
func (r *Reader) Terms(kind model.Kind) []view.TermCard {
	ids, _ := ask[[]string](r, "terms "+string(kind))
	return Cards(ids, func(id string) (view.TermCard, bool) { return r.TermCard(kind, id) })
}

// Serieses are the ids of the published stories of each series that has some.
func (g *Graph) Serieses() [][]string {
	var out [][]string
	series := g.terms[model.KindSeries]
	for _, id := range sortedKeys(series) {
		var ids []string
		for _, n := range series[id].Stories {
			ids = append(ids, g.stories[n].ID)
		}
		if len(ids) > 0 {
			out = append(out, ids)
		}
	}
	return out
}
