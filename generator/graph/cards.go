package graph

import (
	"sync"

	"kith/generator/view"
)

// cards remembers people as other pages show them. Somebody stands on the page
// of every story they tell and on each list it is in, and is the same on all.
type cards struct {
	mu    sync.RWMutex
	short map[*Person][]view.PersonCard
	full  map[*Person]view.PersonCard
}

// shortCard is a person's name, face and role, for use inside of other
// things. The less it holds, the fewer pages change with a person.
func (g *Graph) shortCard(p *Person) view.PersonCard { return g.shortCards(p)[0] }

// shortCards is a list of one person's card. All who ask get the same list.
func (g *Graph) shortCards(p *Person) []view.PersonCard {
	return remember(g, &g.cards.short, p, func() []view.PersonCard { return []view.PersonCard{g.makeShortCard(p)} })
}

// card is a person as shown elsewhere than on their own page, with how to
// reach them.
func (g *Graph) card(p *Person) view.PersonCard {
	return remember(g, &g.cards.full, p, func() view.PersonCard { return g.makeCard(p) })
}

// remember makes what m has not got yet. While the graph is being linked
// nothing is remembered, since what is true of people is not known by then.
func remember[T any](g *Graph, m *map[*Person]T, p *Person, build func() T) T {
	if !g.linked {
		return build()
	}
	g.cards.mu.RLock()
	c, ok := (*m)[p]
	g.cards.mu.RUnlock()
	if ok {
		return c
	}
	c = build()
	g.cards.mu.Lock()
	defer g.cards.mu.Unlock()
	if *m == nil {
		*m = map[*Person]T{}
	}
	(*m)[p] = c
	return c
}
