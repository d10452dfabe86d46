package graph

import (
	"cmp"
	"slices"
	"sort"
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
	topics, values []string
	// stories has the newest few first; more could never be shown.
	stories []*Story
}

type signatures struct {
	all  []*signature
	of   map[*Story]*signature
	mu   sync.Mutex
	best map[*signature][]*Story // candidates by topics and values alone
}

func (g *Graph) signaturesOf() *signatures {
	g.memo.mu.Lock()
	defer g.memo.mu.Unlock()
	if g.signatures != nil {
		return g.signatures
	}
	out := &signatures{of: map[*Story]*signature{}, best: map[*signature][]*Story{}}
	byKey := map[string]*signature{}
	for _, s := range g.stories {
		var topics, values []string
		for _, t := range s.Topics {
			topics = append(topics, t.ID)
		}
		for _, v := range s.Values {
			values = append(values, v.ID)
		}
		slices.Sort(topics)
		slices.Sort(values)
		key := strings.Join(topics, "\x00") + "\x01" + strings.Join(values, "\x00")
		sig := byKey[key]
		if sig == nil {
			sig = &signature{topics: topics, values: values}
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

func common(a, b []string) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c == 0:
			n, i, j = n+1, i+1, j+1
		case c < 0:
			i++
		default:
			j++
		}
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
	defer x.mu.Unlock()
	if got, ok := x.best[sig]; ok {
		return got
	}
	byScore := map[int][]*Story{}
	for _, other := range x.all {
		if n := sig.score(other); n > 0 {
			byScore[n] = append(byScore[n], other.stories...)
		}
	}
	scores := make([]int, 0, len(byScore))
	for n := range byScore {
		scores = append(scores, n)
	}
	sort.Sort(sort.Reverse(sort.IntSlice(scores)))
	var out []*Story
	for _, n := range scores {
		list := byScore[n]
		slices.SortFunc(list, newestFirst)
		out = append(out, list[:min(len(list), relatedShown+1)]...)
		if len(out) > relatedShown {
			break
		}
	}
	x.best[sig] = out
	return out
}

func newestFirst(a, b *Story) int {
	return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(b.sortKey, a.sortKey), strings.Compare(a.ID, b.ID))
}

func (s *Story) persons() []*Person {
	all := append([]*Person{}, s.Tellers...)
	all = append(all, s.WrittenWith...)
	for _, p := range s.Present {
		all = append(all, p.who)
	}
	return unique(all)
}

func (g *Graph) askRelated(id string) any {
	s := g.all[id]
	if s == nil || !g.live(s) {
		return nil
	}
	x := g.signaturesOf()
	own := s.persons()
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
		for _, p := range t.persons() {
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
