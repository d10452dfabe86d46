package graph

import (
	"fmt"
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

const maxSteps = 5 // covers and successors are followed no further

// answer is who answers in the end when somebody is asked.
type answer struct {
	who *Person
	// instead is whom they stand in for, why is "", "cover", "successor",
	// "protected" or "host".
	instead *Person
	why     string
}

// answers follows covers, successors and protectors from a person to
// somebody who can be reached today. It returns nil where the way ends at
// nobody; chains has reported that already.
func (g *Graph) answers(p *Person) *answer {
	first, why := p, ""
	seen := map[*Person]bool{}
	for step := 0; p != nil && step <= maxSteps && !seen[p]; step++ {
		seen[p] = true
		next, reason := g.nextAnswer(p)
		if reason == "" {
			if !g.reachable(p) {
				return nil
			}
			a := &answer{who: p, why: why}
			if p != first {
				a.instead = first
			}
			return a
		}
		if why == "" {
			why = reason
		}
		p = next
	}
	return nil
}

// nextAnswer is who stands in for a person today, or "" if nobody needs to.
func (g *Graph) nextAnswer(p *Person) (*Person, string) {
	switch {
	case p.State == Memorial:
		return nil, "memorial"
	case p.State == Left:
		if p.Instead != nil {
			return p.Instead.successor(p), "successor"
		}
		if p.Successor == nil && g.host != p {
			return g.host, "host"
		}
		return p.Successor, "successor"
	case p.State == Away:
		return p.Cover, "cover"
	case p.Protects != nil:
		return p.Protects, "protected"
	}
	return nil, ""
}

// successor is who takes over from somebody on a contact page: the first who
// is there, else the first who has somebody in their place.
func (r *Route) successor(of *Person) *Person {
	var other *Person
	for _, a := range r.People {
		switch {
		case a.who == of || a.who.State == Memorial:
		case a.who.State == Active:
			return a.who
		case other == nil:
			other = a.who
		}
	}
	return other
}

// reachable reports whether somebody has a direct way in that may be shown.
func (g *Graph) reachable(p *Person) bool {
	if !p.isStaff() || p.State != Active || !p.covers("name") {
		return false
	}
	return p.hasWay()
}

func (p *Person) hasWay() bool {
	for range p.ways {
		return true
	}
	return false
}

// ways goes through the direct ways to reach a person, email and phone first.
// What their consent does not cover is left out.
func (p *Person) ways(yield func(model.Channel) bool) {
	if p.Email != "" && p.covers("email") && !yield(model.Channel{Type: "email", Value: p.Email}) {
		return
	}
	if p.Phone != nil && p.covers("phone") && !yield(model.Channel{Type: "phone", Phone: p.Phone, Value: p.Phone.E164}) {
		return
	}
	for _, c := range p.Channels {
		switch c.Type {
		case "email":
			if !p.covers("email") {
				continue
			}
		case "phone", "sms", "whatsapp", "signal", "textphone", "relay":
			if !p.covers("phone") {
				continue
			}
		}
		if !yield(c) {
			return
		}
	}
}

// chains checks every cover and successor: a loop, or an end at nobody, is
// an error that prints the chain. A loop is told once, whoever leads into it.
func (g *Graph) chains() {
	round := map[*Person]bool{} // who is in a loop that was told, or leads to it
	for _, id := range sortedKeys(g.people) {
		p := g.people[id]
		if p.State == Active && p.Protects == nil || p.State == Memorial {
			continue
		}
		names := []string{p.Title}
		seen := map[*Person]bool{p: true}
		at := p
		for step := 0; ; step++ {
			next, reason := g.nextAnswer(at)
			if reason == "" {
				// The host has a finding of their own.
				if at != g.host && !g.reachable(at) {
					g.brokenChain(p, names, reason, fmt.Sprintf("%s can't be reached.", at.known()))
				}
				break
			}
			if next == nil {
				if at.State == Left && at == g.host && at.Departed == nil || at.State == Left && at == g.host && at.Departed.Successor.ID == "" {
					break // the host left and named nobody: told as just that
				}
				g.brokenChain(p, append(names, "nobody"), reason, "It ends at nobody.")
				break
			}
			names = append(names, next.Title)
			if round[next] {
				round[p] = true
				break
			}
			if seen[next] && next != p {
				break // it is told of those in the circle
			}
			if seen[next] {
				others := g.roundFrom(next, p)
				g.brokenChain(p, names, reason, "It leads round in a circle.", others...)
				for q := range seen {
					round[q] = true
				}
				break
			}
			if step == maxSteps {
				g.brokenChain(p, names, reason, "It is longer than five steps.")
				break
			}
			seen[next] = true
			at = next
		}
	}
}

// roundFrom are the places at which a circle goes on, other than that of the
// person it is told of.
func (g *Graph) roundFrom(first, told *Person) []diag.Related {
	var out []diag.Related
	for at := first; ; {
		next, _ := g.nextAnswer(at)
		if pos, _ := placeOfNext(at); at != told {
			out = append(out, diag.Related{Pos: pos, Message: fmt.Sprintf("here it goes on from %s to %s", at.known(), next.known())})
		}
		if at = next; at == first {
			return out
		}
	}
}

// placeOfNext is where it stands who answers for somebody.
func placeOfNext(p *Person) (diag.Pos, int) {
	var r model.Ref
	switch {
	case p.State == Away && p.Leave != nil:
		r = p.Leave.Cover
	case p.State == Left && p.Departed != nil:
		r = p.Departed.Successor
	default:
		r = p.Protected
	}
	if r.At.File != "" {
		return r.At, r.Len
	}
	return diag.In(p.File), 0
}

func (g *Graph) brokenChain(p *Person, names []string, reason, what string, others ...diag.Related) {
	pos, length := placeOfNext(p)
	code := diag.Code("cover-loop")
	if reason == "cover" && len(names) == 2 && names[1] == "nobody" {
		code = "no-cover"
	}
	g.diag.Add(code, pos, length,
		fmt.Sprintf("whoever asks for %s is sent on like this: %s. %s", p.known(), strings.Join(names, " → "), what),
		"Name somebody who is there and can be reached, as cover: or successor:.", others...)
}

// routeAnswers lists who answers a route today, in order, each once; then
// its fallbacks.
func (g *Graph) routeAnswers(r *Route) (main, fallback []answer) {
	seen := map[*Person]bool{}
	for _, row := range r.People {
		if a := g.answers(row.who); a != nil && !seen[a.who] {
			seen[a.who] = true
			main = append(main, *a)
		}
	}
	for _, f := range r.Fallback {
		a := g.ask(f, 0)
		if a != nil && !seen[a.who] {
			seen[a.who] = true
			fallback = append(fallback, *a)
		}
	}
	return main, fallback
}

// ask follows a person or route to somebody who answers.
func (g *Graph) ask(a asker, depth int) *answer {
	switch {
	case depth > maxSteps:
		return nil
	case a.person != nil:
		return g.answers(a.person)
	case a.route != nil:
		for _, row := range a.route.People {
			if got := g.answers(row.who); got != nil {
				return got
			}
		}
		for _, f := range a.route.Fallback {
			if got := g.ask(f, depth+1); got != nil {
				return got
			}
		}
	}
	return nil
}

// contactFor is the person of a page (SPEC §3.6): the first of the askers
// and people given who can be reached, then the section's ask, then the
// host.
func (g *Graph) contactFor(own asker, section string, near ...*Person) answer {
	if a := g.ask(own, 0); a != nil {
		return *a
	}
	for _, p := range near {
		if p == nil || !p.isStaff() || p.State == Memorial {
			continue
		}
		if a := g.answers(p); a != nil {
			return *a
		}
	}
	if ix := g.indexes[section]; ix != nil && ix.Ask.ID != "" {
		if a := g.ask(g.quietAsk(ix.Ask), 0); a != nil {
			return *a
		}
	}
	if g.host != nil {
		if a := g.answers(g.host); a != nil {
			return *a
		}
		return answer{who: g.host, why: "host"}
	}
	return answer{}
}

// quietAsk finds a person or a route, and reports nothing. A prefix says
// which is meant; without one a person comes first.
func (g *Graph) quietAsk(r model.Ref) asker {
	id := strings.TrimPrefix(strings.TrimPrefix(r.ID, "person:"), "contact:")
	if p, ok := g.people[id]; ok && !strings.HasPrefix(r.ID, "contact:") {
		return asker{person: p}
	}
	if rt, ok := g.routes[id]; ok && !strings.HasPrefix(r.ID, "person:") {
		return asker{route: rt}
	}
	return asker{}
}

func (g *Graph) storyContact(s *Story) answer {
	near := append([]*Person{}, s.Tellers...)
	near = append(near, s.WrittenWith...)
	for _, p := range s.Present {
		near = append(near, p.who)
	}
	for _, v := range s.Values {
		near = append(near, v.Keeper)
	}
	return g.contactFor(s.asker, "stories", near...)
}

func (p *Person) known() string {
	if p.KnownAs != "" {
		return p.KnownAs
	}
	return p.Title
}
