package graph

import "sync"

// Related stories: 3 points for each shared topic, 2 for a value, 1 for a
// person; the newest wins among equals; three are shown (SPEC §3.6).
//
// Stories have numbers, newest first. For one story, the points of all others
// are counted: each list of stories with one of its topics, values or people
// adds to them. That is exact, and takes a few microseconds among ten thousand,
// because sixty-four stories are counted at once (tally.go).

const relatedShown = 3

// relations are the stories of every topic, value and person, by number.
type relations struct {
	once   sync.Once
	topics map[*Term]*members
	values map[*Value]*members
	people map[*Person]*members
	tally  sync.Pool // of *tally
}

func (x *relations) make(stories []*Story) {
	x.topics, x.values = map[*Term]*members{}, map[*Value]*members{}
	x.people = map[*Person]*members{}
	for _, s := range stories {
		for _, t := range s.Topics {
			enlist(x.topics, t, s.n)
		}
		for _, v := range s.Values {
			enlist(x.values, v, s.n)
		}
		for _, p := range s.cast {
			enlist(x.people, p, s.n)
		}
	}
	settle(x.topics, len(stories))
	settle(x.values, len(stories))
	settle(x.people, len(stories))
	x.tally.New = func() any { return newTally(len(stories)) }
}

func (g *Graph) askRelated(id string) any {
	s := g.all[id]
	if s == nil || !g.live(s) {
		return nil
	}
	x := g.relations
	x.once.Do(func() { x.make(g.stories) })
	t := x.tally.Get().(*tally)
	defer x.tally.Put(t)
	t.clear()
	for _, topic := range s.Topics {
		t.add(x.topics[topic], 3)
	}
	for _, v := range s.Values {
		t.add(x.values[v], 2)
	}
	for _, p := range s.cast {
		t.add(x.people[p], 1)
	}
	ids := make([]string, 0, relatedShown)
	for _, i := range t.best(relatedShown, s.n) {
		ids = append(ids, g.stories[i].ID)
	}
	return ids
}

// askRelatedFacts stands for all that related stories depend on. While it is
// the same, none of them needs to be looked for.
func (g *Graph) askRelatedFacts(string) any {
	type facts struct {
		ID                     string
		Day                    int
		Key                    int64
		Topics, Values, People []string
	}
	out := make([]facts, 0, len(g.stories))
	for _, s := range g.stories {
		f := facts{ID: s.ID, Day: s.day, Key: s.sortKey}
		for _, t := range s.Topics {
			f.Topics = append(f.Topics, t.ID)
		}
		for _, v := range s.Values {
			f.Values = append(f.Values, v.ID)
		}
		for _, p := range s.cast {
			f.People = append(f.People, p.ID)
		}
		out = append(out, f)
	}
	return out
}

// Guards are questions that stand before others: while a guard's answer is
// the same, so are all answers to questions that begin with its key.
func Guards() map[string]string {
	return map[string]string{"related ": "related.facts ", "story.next ": "related.facts "}
}
