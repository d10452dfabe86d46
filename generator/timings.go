package generator

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Timings says where a build spent its time.
type Timings struct {
	// Stages are the steps of the line, in order, by the clock.
	Stages []Timing
	// Kinds are the templates, slowest first. Their times are those of all
	// workers together, so they can be longer than the stage.
	Kinds []Timing
	// Slowest are the ten pages that took longest.
	Slowest []Timing
}

// Timing is how long something took, and how many outputs it made.
type Timing struct {
	Name  string
	Count int
	Took  time.Duration
}

const slowestShown = 10

// stopwatch collects timings; a nil one does nothing.
type stopwatch struct {
	mu     sync.Mutex
	stages []Timing
	begun  time.Time
	kinds  map[string]*Timing
	slow   []Timing
}

// stage ends the stage before and begins one.
func (w *stopwatch) stage(name string) {
	if w == nil {
		return
	}
	now := time.Now()
	if n := len(w.stages); n > 0 {
		w.stages[n-1].Took = now.Sub(w.begun)
	}
	w.begun = now
	if name != "" {
		w.stages = append(w.stages, Timing{Name: name})
	}
}

// page notes how long an output took since a moment.
func (w *stopwatch) page(kind, path string, since time.Time) {
	if w == nil {
		return
	}
	took := time.Since(since)
	if kind == "" {
		kind = "(files)"
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.kinds == nil {
		w.kinds = map[string]*Timing{}
	}
	k := w.kinds[kind]
	if k == nil {
		k = &Timing{Name: kind}
		w.kinds[kind] = k
	}
	k.Count++
	k.Took += took
	w.slow = append(w.slow, Timing{path, 1, took})
	if len(w.slow) > 20*slowestShown {
		w.trim()
	}
}

func (w *stopwatch) trim() {
	slices.SortFunc(w.slow, slower)
	w.slow = w.slow[:min(len(w.slow), slowestShown)]
}

func slower(a, b Timing) int { return cmp.Or(cmp.Compare(b.Took, a.Took), cmp.Compare(a.Name, b.Name)) }

// timings ends the last stage and sums up.
func (w *stopwatch) timings() *Timings {
	if w == nil {
		return nil
	}
	w.stage("")
	w.trim()
	t := &Timings{Stages: w.stages, Slowest: w.slow}
	for _, k := range w.kinds {
		t.Kinds = append(t.Kinds, *k)
	}
	slices.SortFunc(t.Kinds, slower)
	return t
}
