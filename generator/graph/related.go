package graph

import (
	"math/bits"
	"slices"
	"sync"
)

// Related stories: 3 points for each shared topic, 2 for a value, 1 for a
// person; the newest wins among equals; three are shown (SPEC §3.6).
//
// Stories have numbers, newest first. For one story, the points of all others
// are counted: each list of stories with one of its topics, values or people
// adds to them. That is exact, and takes a few microseconds among ten thousand,
// because sixty-four stories are counted at once (tally.go).

const relatedShown = 3

const perTopic, perValue, perPerson = 3, 2, 1

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
	found, ok := x.near(t.left, s, g.stories, true)
	if !ok {
		found, ok = x.near(t.left, s, g.stories, false)
	}
	if !ok {
		found = x.count(t, s)
	}
	ids := make([]string, 0, len(found))
	for _, i := range found {
		ids = append(ids, g.stories[i].ID)
	}
	return ids
}

// count finds the stories that have most in common with one among all.
func (x *relations) count(t *tally, s *Story) []int {
	t.clear()
	for _, topic := range s.Topics {
		t.add(x.topics[topic], perTopic)
	}
	for _, v := range s.Values {
		t.add(x.values[v], perValue)
	}
	for _, p := range s.cast {
		t.add(x.people[p], perPerson)
	}
	return t.best(relatedShown, s.n)
}

// mostNear is how many stories near looks at one by one: more are counted faster.
const mostNear = 512

// near looks at those stories only that have all topics of a story, and all its
// values if that is asked for, or somebody who is in it. Where three of them have
// more points than any other can have, these are what is looked for; else it
// returns false. It keeps what a story costs from growing with the hub. set is
// memory to use.
func (x *relations) near(set []uint64, s *Story, stories []*Story, values bool) ([]int, bool) {
	if len(s.Topics) == 0 || values && len(s.Values) == 0 || x.topics[s.Topics[0]].bits == nil {
		return nil, false
	}
	copy(set, x.topics[s.Topics[0]].bits)
	for _, topic := range s.Topics[1:] {
		if !x.topics[topic].within(set) {
			return nil, false
		}
	}
	// All others lack a topic, and share nobody.
	others := perTopic*(len(s.Topics)-1) + perValue*len(s.Values)
	if values {
		for _, v := range s.Values {
			if !x.values[v].within(set) {
				return nil, false
			}
		}
		others = max(others, perTopic*len(s.Topics)+perValue*(len(s.Values)-1)) // or a value
	}
	many := 0
	for _, b := range set {
		many += bits.OnesCount64(b)
	}
	for _, p := range s.cast {
		m := x.people[p]
		if many += len(m.list); many > mostNear || m.bits != nil {
			return nil, false
		}
		for _, n := range m.list {
			set[n/64] |= 1 << (n % 64)
		}
	}
	set[s.n/64] &^= 1 << (s.n % 64)
	var best [relatedShown]struct{ number, points int }
	for w, b := range set {
		for ; b != 0; b &= b - 1 {
			n := 64*w + bits.TrailingZeros64(b)
			p := inCommon(s, stories[n])
			at := relatedShown
			for at > 0 && p > best[at-1].points { // not among equals: the newer came first
				at--
			}
			if at < relatedShown {
				copy(best[at+1:], best[at:])
				best[at].number, best[at].points = n, p
			}
		}
	}
	if best[relatedShown-1].points <= others {
		return nil, false
	}
	out := make([]int, relatedShown)
	for i := range best {
		out[i] = best[i].number
	}
	return out, true
}

// within leaves in a set of stories those that are members. It returns false
// where these are not known as a set.
func (m *members) within(set []uint64) bool {
	for w, b := range m.bits {
		set[w] &= b
	}
	return m.bits != nil
}

// inCommon are the points of one story for another.
func inCommon(s, other *Story) (points int) {
	for _, t := range s.Topics {
		if slices.Contains(other.Topics, t) {
			points += perTopic
		}
	}
	for _, v := range s.Values {
		if slices.Contains(other.Values, v) {
			points += perValue
		}
	}
	for _, p := range s.cast {
		if slices.Contains(other.cast, p) {
			points += perPerson
		}
	}
	return points
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
