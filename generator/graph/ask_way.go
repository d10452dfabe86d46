package graph

import (
	"net/url"
	"strings"
	"sync"
)

// Reached is somebody whom a direct way leads to.
type Reached struct{ ID, Name string }

// doors are the direct ways of a hub by their address. They are looked up for the checks of
// finished pages only, so they are collected when the first is asked for.
type doors struct {
	once sync.Once
	by   map[string][]Reached
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
	g.doors.once.Do(func() {
		g.doors.by = map[string][]Reached{}
		for _, p := range g.peopleOrder {
			if !g.reachable(p) {
				continue
			}
			for _, c := range g.ways(p) {
				if w := g.way(c); textual[w.Type] && !w.Shared && w.URL != "" {
					key := WayKey(w.URL)
					g.doors.by[key] = append(g.doors.by[key], Reached{p.ID, p.Title})
				}
			}
		}
	})
	if found := g.doors.by[address]; len(found) > 0 {
		return found
	}
	return nil
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
