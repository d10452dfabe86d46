package graph

import (
	"net/url"
	"strings"
	"sync"

	"kith/generator/model"
)

// Reached is somebody whom a direct way leads to.
type Reached struct{ ID, Name string }

// doors are the direct ways of a hub by their address. They are looked up for the checks of
// finished pages only, so they are collected when the first is asked for.
type doors struct {
	once   sync.Once
	by     map[string][]Reached
	owners map[string]Owner
}

// textual are the kinds of ways by which a person answers at once or in
// writing: what the first promise of a hub counts (SPEC §1).
var textual = map[string]bool{
	"email": true, "phone": true, "sms": true, "whatsapp": true, "signal": true, "textphone": true, "relay": true,
}

// askWay is who answers at an address such as "mailto:ada@hobbin.example"
// today: those of the staff who are here and whose name and number may be
// shown. A way that is marked as shared leads to nobody in particular.
func (g *Graph) askWay(address string) any {
	if found := g.openDoors().by[address]; len(found) > 0 {
		return found
	}
	return nil
}

func (g *Graph) openDoors() *doors {
	g.doors.once.Do(func() {
		g.doors.by = map[string][]Reached{}
		g.ownDoors()
		for _, p := range g.peopleOrder {
			if !g.reachable(p) || p.Protects != nil {
				continue
			}
			for c := range p.ways {
				if w := g.way(c); textual[w.Type] && !w.Shared && w.URL != "" {
					key := WayKey(w.URL)
					g.doors.by[key] = append(g.doors.by[key], Reached{p.ID, p.Title})
				}
			}
		}
	})
	return g.doors
}

// Owner is whose address it is that leads to nobody today.
type Owner struct {
	// Name is who had it, Instead who answers for them now; both are "" for
	// what belongs to a shop, an emergency or an inbox whose readers are named.
	Name, Instead string
	// Why is "left", "memorial", "consent" or "protected", or "" for those who
	// are only away.
	Why string
}

// ownDoors collects the addresses that stand in the hub's fields for a reason,
// though nobody answers at them directly today.
func (g *Graph) ownDoors() {
	g.doors.owners = map[string]Owner{}
	add := func(url string, o Owner) {
		key := WayKey(url)
		if _, taken := g.doors.owners[key]; url != "" && !taken {
			g.doors.owners[key] = o
		}
	}
	for _, id := range sortedKeys(g.routes) {
		if u := g.routes[id].Urgent; u != nil {
			add(urgentURL(u.Channel), Owner{})
		}
	}
	for _, t := range g.terms[model.KindPlace] {
		if t.Place != nil && t.Place.Phone != nil {
			add("tel:"+t.Place.Phone.E164, Owner{})
		}
	}
	if g.cfg.Security.Contact != "" {
		add(g.cfg.Security.Contact, Owner{})
	}
	// A number for messages is dialled as well, so it is known by its digits
	// too: first those that lead to somebody today.
	dialled := func(c model.Channel, o Owner) {
		if c.Phone != nil {
			add("tel:"+c.Phone.E164, o)
		}
	}
	for _, p := range g.peopleOrder {
		if g.reachable(p) && p.Protects == nil {
			for c := range p.ways {
				dialled(c, Owner{})
			}
		}
	}
	for _, id := range sortedKeys(g.people) {
		p := g.people[id]
		if p.Email != "" {
			add("mailto:"+mailPath(p.Email), g.owner(p, "email"))
		}
		if p.Phone != nil {
			add("tel:"+p.Phone.E164, g.owner(p, "phone"))
		}
		for _, c := range p.Channels {
			var o Owner
			switch {
			case c.Shared && len(c.AnsweredBy)+len(p.AnsweredBy) > 0:
			case c.Type == "email":
				o = g.owner(p, "email")
			default:
				o = g.owner(p, "phone")
			}
			add(g.way(c).URL, o)
			dialled(c, o)
		}
	}
}

// owner is somebody who has a number or address, covered by their consent as
// "phone" or "email".
func (g *Graph) owner(p *Person, as string) Owner {
	o := Owner{Name: p.Title}
	if a := g.answers(p); a != nil && a.who != p {
		o.Instead = a.who.Title
	}
	switch {
	case p.State == Left:
		o.Why = "left"
	case p.State == Memorial:
		o.Why, o.Instead = "memorial", ""
	case p.Protects != nil:
		o.Why = "protected"
	case !p.covers("name") || !p.covers(as):
		o.Why = "consent"
	}
	return o
}

// askOwner is whose an address is that leads to nobody today; nil for one that
// stands in no field of the hub.
func (g *Graph) askOwner(address string) any {
	if o, ok := g.openDoors().owners[address]; ok {
		return o
	}
	return nil
}

// Owner says whose an address is that leads to nobody today. ok is false for
// one that the hub knows nothing of.
func (r *Reader) Owner(address string) (o Owner, ok bool) {
	return ask[Owner](r, "way.owner "+WayKey(address))
}

// WayKey is the part of a way's address that says where it leads: without
// the subject of a mail, in lower case.
func WayKey(address string) string {
	address, _, _ = strings.Cut(address, "?")
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	return strings.ToLower(address)
}

// Way says who answers at an address; most often it is one person or nobody.
func (r *Reader) Way(address string) []Reached {
	found, _ := ask[[]Reached](r, "way "+WayKey(address))
	return found
}

// Answering names whom somebody gets who follows a link to a person's page or
// a contact page, as one says it in running words; "" for other pages.
func (g *Graph) Answering(kind, id string) string {
	var a *answer
	switch kind {
	case "person":
		if p := g.people[id]; p != nil {
			a = g.answers(p)
		}
	case "route":
		if r := g.routes[id]; r != nil {
			if main, back := g.routeAnswers(r); len(main)+len(back) > 0 {
				a = &append(main, back...)[0]
			}
		}
	}
	if a == nil {
		return ""
	}
	return a.who.known()
}

func (g *Graph) askCountry(string) any { return g.cfg.Country }

// Country is the country in which numbers are written without its code.
func (r *Reader) Country() string {
	c, _ := ask[string](r, "country ")
	return c
}
