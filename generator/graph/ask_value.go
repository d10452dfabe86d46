package graph

import (
	"slices"
	"strings"

	"kith/generator/model"
	"kith/generator/view"
)

func valueName(v *Value) string {
	if v.Short != "" {
		return v.Short
	}
	return v.Title
}

func (g *Graph) valueCard(v *Value) view.ValueCard {
	c := g.valueLine(v)
	c.Promise, c.Stories = v.Promise, len(v.Stories)
	if v.Keeper != nil {
		if a := g.answers(v.Keeper); a != nil {
			k := g.shortCard(a.who)
			c.Keeper = &k
		}
	}
	var faces []*Person
	from, proof := g, v.Stories
	if len(proof) == 0 && g.main != nil && g.main.values[v.ID] != nil {
		from, proof = g.main, g.main.values[v.ID].Stories // not told in this language
	}
	for _, n := range proof {
		for _, p := range from.stories[n].Tellers {
			if !slices.Contains(faces, p) && len(faces) < 6 && p.covers("name") {
				faces = append(faces, p)
			}
		}
		if len(faces) == 6 {
			break
		}
	}
	for _, p := range faces {
		c.Faces = append(c.Faces, g.shortCard(g.people[p.ID]))
	}
	if len(proof) > 0 {
		latest := from.stories[proof[0]]
		c.Latest = storyLine(latest)
		c.Latest.Language, c.Latest.Dir = g.inLanguage(&latest.Entry)
	}
	return c
}

// valueLine is what a value says, without its promise, who keeps it and who
// showed it.
func (g *Graph) valueLine(v *Value) view.ValueCard {
	c := view.ValueCard{ID: v.ID, Title: v.Title, Short: v.Short, Statement: v.Statement, URL: v.URL, Retired: v.Retired}
	c.Language, c.Dir = g.inLanguage(&v.Entry)
	return c
}

func (g *Graph) askValueCard(id string) any {
	if v := g.values[id]; v != nil {
		return g.valueCard(v)
	}
	return nil
}

// ValueCard is a value as shown in lists.
func (r *Reader) ValueCard(id string) (view.ValueCard, bool) {
	return ask[view.ValueCard](r, "value.card "+id)
}

func (g *Graph) askValue(id string) any {
	v := g.values[id]
	if v == nil {
		return nil
	}
	p := view.ValuePage{
		Value: g.valueCard(v), Hardest: v.Hardest, LooksLike: v.LooksLike, Not: v.Not, Since: viewDate(v.Since),
	}
	// The stories on the page say who showed it.
	p.Value.Faces, p.Value.Latest = nil, nil
	g.pageHead(&p.Page, &v.Entry, v.URL, Published)
	p.Feed = g.ownFeed("value "+v.ID, v.Title, v.URL)
	if v.Summary == "" && v.Statement != "" {
		p.Description = v.Statement
	}
	if v.Retired {
		p.RetiredOn, p.RetiredWhy = viewDate(v.RetiredOn), v.RetiredWhy
		if v.ReplacedBy != nil {
			p.ReplacedBy = &view.Link{Text: v.ReplacedBy.Title, URL: v.ReplacedBy.URL}
		}
	}
	return p
}

// Value is a value's page without its stories and text.
func (r *Reader) Value(id string) (view.ValuePage, bool) { return ask[view.ValuePage](r, "value "+id) }

// ValueIDs are the ids of all values: those in force, and those retired.
type ValueIDs struct{ Live, Retired []string }

func (g *Graph) askValues(string) any {
	var out ValueIDs
	for _, v := range g.valueOrder {
		if v.Retired {
			out.Retired = append(out.Retired, v.ID)
		} else {
			out.Live = append(out.Live, v.ID)
		}
	}
	return out
}

// Values lists all values in order: those in force, and those retired.
func (r *Reader) Values() (live, retired []view.ValueCard) {
	ids, _ := ask[ValueIDs](r, "values ")
	return Cards(ids.Live, r.ValueCard), Cards(ids.Retired, r.ValueCard)
}

func (g *Graph) termCard(t *Term) view.TermCard {
	c := view.TermCard{Kind: string(t.Kind), ID: t.ID, Title: t.Title, URL: t.URL, Stories: len(t.Stories), People: len(t.Members)}
	if t.Entry != nil {
		c.Summary = t.Entry.Summary
		c.Language, c.Dir = g.inLanguage(t.Entry)
	} else if g.main != nil {
		c.Language, c.Dir = g.main.cfg.Language, direction(g.main.cfg.Language)
	}
	if t.Team != nil && t.Team.Purpose != "" {
		c.Summary = t.Team.Purpose
	}
	return c
}

func (g *Graph) askTermCard(what string) any {
	kind, id, _ := strings.Cut(what, " ")
	if t := g.terms[model.Kind(kind)][id]; t != nil {
		return g.termCard(t)
	}
	return nil
}

// TermCard is a term as shown in lists.
func (r *Reader) TermCard(kind model.Kind, id string) (view.TermCard, bool) {
	return ask[view.TermCard](r, "term.card "+string(kind)+" "+id)
}

func (g *Graph) askValueNames(string) any {
	out := []view.Link{}
	for _, v := range g.valueOrder {
		if !v.Retired {
			l := view.Link{Text: valueName(v), URL: v.URL}
			l.Language, l.Dir = g.inLanguage(&v.Entry)
			out = append(out, l)
		}
	}
	return out
}
