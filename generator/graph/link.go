package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

// person finds somebody by reference, or says who may have been meant.
func (g *Graph) person(r model.Ref) *Person {
	if r.ID == "" {
		return nil
	}
	if p, ok := g.people[r.ID]; ok {
		return p
	}
	hint := g.names.didYouMean("person", r.ID, g.peopleNames)
	if _, ok := g.routes[r.ID]; ok {
		hint = "There is a contact page of that name, but a person is wanted here."
	}
	g.add("unknown-person", r, fmt.Sprintf("I don't know anyone called %s.", diag.Quote(written(r))), join(hint, "People are the files in content/people."))
	return nil
}

// written is a reference as it stands in the file, for messages.
func written(r model.Ref) string {
	if r.Words == "" {
		return r.ID
	}
	return strings.TrimPrefix(r.Words, "person:")
}

func (g *Graph) persons(refs []model.Ref) []*Person {
	if len(refs) == 0 {
		return nil
	}
	out := make([]*Person, 0, len(refs))
	for _, r := range refs {
		if p := g.person(r); p != nil {
			out = append(out, p)
		}
	}
	return out
}

// asked finds a person or a route.
func (g *Graph) asked(r model.Ref) asker {
	if r.ID == "" {
		return asker{}
	}
	if a := g.quietAsk(r); a.set() {
		return a
	}
	id := strings.TrimPrefix(strings.TrimPrefix(r.ID, "person:"), "contact:")
	names := func() []diag.Candidate { return append(g.peopleNames(), g.routeNames()...) }
	g.add("unknown-person", r, fmt.Sprintf("there is neither a person nor a contact page called %s.", diag.Quote(written(r))),
		join(g.names.didYouMean("ask", id, names), "People are the files in content/people, contact pages those in content/contact."))
	return asker{}
}

func (g *Graph) value(r model.Ref) *Value {
	if r.ID == "" {
		return nil
	}
	if v, ok := g.values[r.ID]; ok {
		return v
	}
	g.add("unknown-value", r, fmt.Sprintf("there is no value called %s.", diag.Quote(written(r))),
		join(g.names.didYouMean("value", r.ID, g.valueNames), "Values are the files in content/values."))
	return nil
}

// term finds a term by its use, making it if need be: teams and topics exist
// by being used.
func (g *Graph) term(kind model.Kind, r model.Ref) *Term {
	if r.ID == "" {
		return nil
	}
	t, ok := g.terms[kind][r.ID]
	if !ok {
		t = &Term{Kind: kind, ID: r.ID, Title: r.Words, used: r.At, spelt: map[string]int{}}
		if t.Title == "" {
			t.Title = r.ID
		}
		g.terms[kind][r.ID] = t
	}
	if t.uses == 0 {
		t.used = r.At
	}
	t.uses++
	if r.Words != "" {
		t.spelt[r.Words]++
	}
	return t
}

// filed finds a term that must have a file.
func (g *Graph) filed(kind model.Kind, code diag.Code, r model.Ref, folder string) *Term {
	if r.ID == "" {
		return nil
	}
	if t, ok := g.terms[kind][r.ID]; ok && t.Entry != nil {
		t.uses++
		return t
	}
	names := func() []diag.Candidate { return g.termNames(kind, true) }
	g.add(code, r, fmt.Sprintf("there is no %s called %s.", kind, diag.Quote(written(r))),
		join(g.names.didYouMean("filed "+string(kind), r.ID, names), "They are the files in content/"+folder+"."))
	return nil
}

// join puts two sentences of a hint together; the first may be missing.
func join(a, b string) string { return strings.TrimSpace(a + " " + b) }

func (g *Graph) linkPeople() {
	for _, id := range sortedKeys(g.people) {
		p := g.people[id]
		p.State = g.personState(p.Person)
		if p.Leave != nil {
			p.Cover = g.person(p.Leave.Cover)
		}
		if p.Departed != nil && p.Departed.Successor.ID != "" {
			a := g.asked(p.Departed.Successor)
			p.Successor, p.Instead = a.person, a.route
		}
		p.Protects = g.person(p.Protected)
		g.persons(p.AnsweredBy)
		for _, c := range p.Channels {
			g.persons(c.AnsweredBy)
		}
		if p.Consent != nil {
			g.person(p.Consent.AskedBy)
		}
		for _, r := range p.Person.Teams {
			p.Teams = append(p.Teams, g.term(model.KindTeam, r))
		}
		for _, r := range p.Person.Topics {
			p.Topics = append(p.Topics, g.term(model.KindTopic, r))
		}
		p.Place = g.filed(model.KindPlace, "unknown-place", p.Person.Place, "places")
		g.asked(p.Ask)
	}
	g.host = g.people[g.cfg.Host.ID]
	if g.host == nil && g.cfg.Host.ID != "" {
		g.person(model.Ref{ID: g.cfg.Host.ID, At: g.cfg.Host.At, Len: len(g.cfg.Host.ID)})
	}
	g.corrections = asker{person: g.host}
	if g.cfg.Corrections.ID != "" {
		g.corrections = g.asked(model.Ref{ID: g.cfg.Corrections.ID, At: g.cfg.Corrections.At, Len: len(g.cfg.Corrections.ID)})
	}
}

func (g *Graph) linkValues() {
	for _, id := range sortedKeys(g.values) {
		v := g.values[id]
		v.Keeper = g.person(v.Value.Keeper)
		v.Retired = v.Value.Retired && (v.RetiredOn.IsZero() || g.begun(v.RetiredOn))
		v.ReplacedBy = g.value(v.Value.ReplacedBy)
		v.asker = g.asked(v.Ask)
	}
}

func (g *Graph) linkRoutes() {
	for _, id := range sortedKeys(g.routes) {
		r := g.routes[id]
		for _, row := range r.Route.People {
			p := g.person(row.Person)
			if p == nil {
				continue
			}
			if p.Relation != "" && p.Relation != "staff" {
				g.add("not-staff", row.Person, fmt.Sprintf("%s is not of the staff (relation: %s), so they can't answer for you.", p.Title, p.Relation),
					"Name a colleague here, or change the relation in "+p.File+".")
				continue
			}
			r.People = append(r.People, answerer{p, row})
		}
		for _, ref := range r.Route.Fallback {
			a := g.asked(ref)
			if a.route == r {
				g.add("self-reference", ref, "this contact page names itself as its own fallback.", "Name somebody else, or leave it out.")
				continue
			}
			if a.set() {
				r.Fallback = append(r.Fallback, a)
			}
		}
		g.persons(r.AnsweredBy)
		r.Topic = g.term(model.KindTopic, r.Route.Topic)
		r.asker = g.asked(r.Ask)
	}
}

func (g *Graph) linkStories() {
	for s := range g.eachStory {
		authors := g.persons(s.Authors)
		told := g.persons(s.ToldBy)
		if len(told) > 0 {
			s.Tellers, s.WrittenWith = unique(told), authors
		} else {
			s.Tellers = unique(authors)
		}
		s.WrittenWith = slices.DeleteFunc(unique(append(s.WrittenWith, g.persons(s.Story.WrittenWith)...)),
			func(p *Person) bool { return slices.Contains(s.Tellers, p) })
		for _, row := range s.Story.People {
			if p := g.person(row.Person); p != nil {
				s.Present = append(s.Present, present{p, row.As})
			}
		}
		s.cast = append(append(make([]*Person, 0, len(s.Tellers)+len(s.WrittenWith)+len(s.Present)), s.Tellers...), s.WrittenWith...)
		for _, p := range s.Present {
			s.cast = append(s.cast, p.who)
		}
		s.cast = unique(s.cast)
		for _, c := range s.Credits {
			g.persons(c.People)
		}
		for _, ref := range s.Story.Values {
			if v := g.value(ref); v != nil {
				s.Values = append(s.Values, v)
			}
		}
		for _, ref := range s.Story.Topics {
			s.Topics = append(s.Topics, g.term(model.KindTopic, ref))
		}
		s.Values, s.Topics = unique(s.Values), unique(s.Topics)
		s.Series = g.term(model.KindSeries, s.Story.Series)
		g.person(s.Owner)
		for _, u := range s.Updates {
			g.person(u.By)
		}
		if s.Image != nil {
			g.persons(s.Image.People)
		}
		s.asker = g.asked(s.Ask)
	}
}

func (g *Graph) linkTerms() {
	for _, kind := range termKinds {
		for _, id := range sortedKeys(g.terms[kind]) {
			t := g.terms[kind][id]
			if len(t.spelt) > 1 || t.Title == "" {
				t.Title = cmp.Or(t.bestSpelling(), t.ID)
			}
			if t.Entry != nil {
				t.asker = g.asked(t.Entry.Ask)
			}
			if t.Team != nil {
				t.Lead = g.person(t.Team.Lead)
				if t.Team.Parent.ID != "" {
					t.Parent = g.terms[kind][t.Team.Parent.ID]
					if t.Parent == nil {
						g.add("unknown-team", t.Team.Parent, fmt.Sprintf("there is no team called %s.", diag.Quote(t.Team.Parent.ID)), "Use the id of a team that somebody is in.")
					} else if t.Parent == t {
						g.add("self-reference", t.Team.Parent, "this team is its own parent.", "Leave parent out for a team that stands by itself.")
						t.Parent = nil
					} else {
						t.Parent.Teams = append(t.Parent.Teams, t)
					}
				}
			}
		}
	}
}

var termKinds = []model.Kind{model.KindTeam, model.KindTopic, model.KindPlace, model.KindSeries}

func (g *Graph) linkPages() {
	for _, key := range sortedKeys(g.pages) {
		p := g.pages[key]
		p.asker = g.asked(p.Ask)
	}
	for _, of := range sortedKeys(g.indexes) {
		g.asked(g.indexes[of].Ask)
	}
}

// unique keeps the first of each, in the list it is given.
func unique[T comparable](in []T) []T {
	out := in[:0]
	if len(in) <= 16 { // as nearly always
		for _, x := range in {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
		return out
	}
	seen := make(map[T]bool, len(in))
	for _, x := range in {
		if !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}
