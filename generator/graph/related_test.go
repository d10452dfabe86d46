package graph

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRelatedNear compares with counting all stories, and wants it to be of use.
func TestRelatedNear(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	topics, values, people := make([]*Term, 6), make([]*Value, 4), make([]*Person, 60)
	for i := range topics {
		topics[i] = &Term{}
	}
	for i := range values {
		values[i] = &Value{}
	}
	for i := range people {
		people[i] = &Person{}
	}
	stories := make([]*Story, 900)
	for i := range stories {
		s := &Story{n: int32(i)}
		for _, n := range rnd.Perm(len(topics))[:rnd.IntN(4)] {
			s.Topics = append(s.Topics, topics[n])
		}
		for _, n := range rnd.Perm(len(values))[:rnd.IntN(3)] {
			s.Values = append(s.Values, values[n])
		}
		for _, n := range rnd.Perm(len(people))[:rnd.IntN(4)] {
			s.cast = append(s.cast, people[n])
		}
		stories[i] = s
	}
	var x relations
	x.make(stories)
	for _, values := range []bool{false, true} {
		used := 0
		for _, s := range stories {
			got, ok := x.near(make([]uint64, (len(stories)+63)/64), s, stories, values)
			if !ok {
				continue
			}
			used++
			want := x.count(newTally(len(stories)), s)
			if !slices.Equal(got, want) {
				t.Fatalf("story %d, values %t: %v, want %v", s.n, values, got, want)
			}
		}
		if used < len(stories)/20 {
			t.Errorf("of %d stories only %d were answered, values %t", len(stories), used, values)
		}
	}
}
