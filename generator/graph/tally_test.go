package graph

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTally compares with counting one by one.
func TestTally(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n := 1 + rnd.IntN(700)
		tally := newTally(n)
		for range 3 { // used again and again
			tally.clear()
			points := make([]int, n)
			lists := map[int]*members{}
			for i := range rnd.IntN(12) {
				part := 1 + rnd.IntN(20)
				lists[i] = &members{}
				for j := range n {
					if rnd.IntN(part) == 0 {
						enlist(lists, i, int32(j))
					}
				}
			}
			all := map[int][]int32{}
			for i, m := range lists {
				all[i] = m.list
			}
			settle(lists, n)
			for i, m := range lists {
				p := 1 + rnd.IntN(3)
				if i == 0 {
					p = 300 // more planes than one by one
				}
				for _, j := range all[i] {
					points[j] += p
				}
				tally.add(m, p)
			}
			but := rnd.IntN(n)
			points[but] = 0
			want := []int{}
			for len(want) < relatedShown {
				best := 0
				for i, p := range points {
					if p > points[best] {
						best = i
					}
				}
				if points[best] == 0 {
					break
				}
				want = append(want, best)
				points[best] = 0
			}
			if got := tally.best(relatedShown, int32(but)); !slices.Equal(got, want) {
				t.Fatalf("%d stories: %v, want %v", n, got, want)
			}
		}
	}
}
