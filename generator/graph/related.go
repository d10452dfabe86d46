package graph

import (
	"cmp"
	"fmt"
	mathbits "math/bits"
	"slices"
	"strings"
	"sync"
)

// Related stories: 3 points for each shared topic, 2 for a value, 1 for a
// person; the newest wins among equals; three are shown (SPEC §3.6).
//
// Comparing every story with every other takes too long for a large hub.
// But stories with the same topics and values score the same against any
// other, so they are compared as one: a signature. Only shared people are
// looked at story by story.

const relatedShown = 3

type signature struct {
	// topics and values are sets of bits, a bit for each that is in use.
	topics, values []uint64
	// stories has the newest few first; more could never be shown.
	stories []*Story
}

type signatures struct {
	all  []*signature
	of   map[*Story]*signature
	mu   sync.Mutex
	best map[*signature][]*Story // candidates by topics and values alone
}

// bits gives each thing a number, in the order in which they come.
type bits[T comparable] struct{ of map[T]int }

func (b *bits[T]) set(things []T) []uint64 {
	var out []uint64
	for _, t := range things {
		n, ok := b.of[t]
		if !ok {
			n = len(b.of)
			b.of[t] = n
		}
		for len(out) <= n/64 {
			out = append(out, 0)
		}
		out[n/64] |= 1 << (n % 64)
	}
	return out
}

func (g *Graph) signaturesOf() *signatures {
	g.memo.mu.Lock()
	defer g.memo.mu.Unlock()
	if g.signatures != nil {
		return g.signatures
	}
	out := &signatures{of: map[*Story]*signature{}, best: map[*signature][]*Story{}}
	topics, values := bits[*Term]{map[*Term]int{}}, bits[*Value]{map[*Value]int{}}
	byKey := map[string]*signature{}
	for _, s := range g.stories {
		t, v := topics.set(s.Topics), values.set(s.Values)
		key := fmt.Sprint(t, v)
		sig := byKey[key]
		if sig == nil {
			sig = &signature{topics: t, values: v}
			byKey[key] = sig
			out.all = append(out.all, sig)
		}
		if len(sig.stories) <= relatedShown {
			sig.stories = append(sig.stories, s)
		}
		out.of[s] = sig
	}
	g.signatures = out
	return out
}

func common(a, b []uint64) int {
	n := 0
	for i := range min(len(a), len(b)) {
		n += mathbits.OnesCount64(a[i] & b[i])
	}
	return n
}

func (a *signature) score(b *signature) int {
	return 3*common(a.topics, b.topics) + 2*common(a.values, b.values)
}

// candidates are the stories that could be related by topics and values: the
// newest few of the best signatures.
func (x *signatures) candidates(sig *signature) []*Story {
	x.mu.Lock()
	got, ok := x.best[sig]
	x.mu.Unlock()
	if ok {
		return got
	}
	// Only the best scores can be shown; so many are kept as it takes to
	// fill the list, and one more for the story itself.
	const room = relatedShown + 1
	byScore := map[int][]*signature{}
	counts := make([]int, 0, 32)
	floor := 1
	for _, other := range x.all {
		n := sig.score(other)
		if n < floor {
			continue
		}
		for len(counts) <= n {
			counts = append(counts, 0)
		}
		counts[n] += len(other.stories)
		byScore[n] = append(byScore[n], other)
		for above := sum(counts[floor+1:]); floor < n && above >= room; above = sum(counts[floor+1:]) {
			delete(byScore, floor)
			floor++
		}
	}
	var out []*Story
	for n := len(counts) - 1; n >= floor && len(out) < room; n-- {
		var list []*Story
		for _, other := range byScore[n] {
			list = append(list, other.stories...)
		}
		slices.SortFunc(list, newestFirst)
		out = append(out, list[:min(len(list), room)]...)
	}
	x.mu.Lock()
	x.best[sig] = out
	x.mu.Unlock()
	return out
}

func sum(list []int) int {
	n := 0
	for _, x := range list {
		n += x
	}
	return n
}

func newestFirst(a, b *Story) int {
	return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(b.sortKey, a.sortKey), strings.Compare(a.ID, b.ID))
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

func (g *Graph) askRelated(id string) any {
	s := g.all[id]
	if s == nil || !g.live(s) {
		return nil
	}
	x := g.signaturesOf()
	own := s.cast
	type scored struct {
		story *Story
		score int
	}
	var found []scored
	seen := map[*Story]bool{s: true}
	consider := func(t *Story) {
		if seen[t] {
			return
		}
		seen[t] = true
		n := x.of[s].score(x.of[t])
		for _, p := range t.cast {
			if slices.Contains(own, p) {
				n++
			}
		}
		if n > 0 {
			found = append(found, scored{t, n})
		}
	}
	for _, t := range x.candidates(x.of[s]) {
		consider(t)
	}
	for _, p := range own {
		for _, t := range p.Stories {
			consider(t)
		}
		for _, t := range p.InStories {
			consider(t)
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), newestFirst(a.story, b.story))
	})
	ids := []string{}
	for _, f := range found[:min(len(found), relatedShown)] {
		ids = append(ids, f.story.ID)
	}
	return ids
}
