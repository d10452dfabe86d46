package graph

import (
	"slices"
	"sync"
)

// Related stories: 3 points for each shared topic, 2 for a value, 1 for a
// person; the newest wins among equals; three are shown (SPEC §3.6).
//
// Stories have numbers, newest first. For one story, the points of all
// others are counted in an array: each list of stories with one of its
// topics, values or people adds to it. That is exact, and takes a few
// microseconds among ten thousand.

const relatedShown = 3

// relations are the stories of every topic, value and person, by number.
type relations struct {
	once   sync.Once
	topics map[*Term][]int32
	values map[*Value][]int32
	people map[*Person][]int32
	points sync.Pool // of *[]uint8, as long as there are stories, all zero
}

func (x *relations) make(stories []*Story) {
	x.topics, x.values = map[*Term][]int32{}, map[*Value][]int32{}
	x.people = map[*Person][]int32{}
	for _, s := range stories {
		n := s.n
		for _, t := range s.Topics {
			x.topics[t] = append(x.topics[t], n)
		}
		for _, v := range s.Values {
			x.values[v] = append(x.values[v], n)
		}
		for _, p := range s.cast {
			x.people[p] = append(x.people[p], n)
		}
	}
	x.points.New = func() any {
		buf := make([]uint8, len(stories))
		return &buf
	}
}

func (g *Graph) askRelated(id string) any {
	s := g.all[id]
	if s == nil || !g.live(s) {
		return nil
	}
	x := g.relations
	x.once.Do(func() { x.make(g.stories) })
	buf := x.points.Get().(*[]uint8)
	points := *buf
	add := func(list []int32, n uint8) {
		for _, i := range list {
			// Somebody could share a hundred topics; they stop counting.
			if points[i] < 250 {
				points[i] += n
			}
		}
	}
	for _, t := range s.Topics {
		add(x.topics[t], 3)
	}
	for _, v := range s.Values {
		add(x.values[v], 2)
	}
	for _, p := range s.cast {
		add(x.people[p], 1)
	}
	points[s.n] = 0
	ids := []string{}
	for _, i := range best(points) {
		ids = append(ids, g.stories[i].ID)
	}
	clear(points)
	x.points.Put(buf)
	return ids
}

// best finds the numbers with the most points, the smaller number first
// among equals; those without points are left out.
func best(points []uint8) []int {
	var top []int
	floor := uint8(0)
	for i, n := range points {
		if n <= floor {
			continue
		}
		at := len(top)
		for at > 0 && points[top[at-1]] < n {
			at--
		}
		top = slices.Insert(top, at, i)
		if len(top) > relatedShown {
			top = top[:relatedShown]
		}
		if len(top) == relatedShown {
			floor = points[top[relatedShown-1]]
		}
	}
	return top
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
