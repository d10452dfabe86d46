package generator

import (
	"crypto/rand"
	"os"
	"sync"
	"time"

	"kith/generator/ledger"
	"kith/generator/publish"
)

// past is what is remembered of the build before.
type past struct {
	*ledger.Ledger
	// questions and places are how many of them are in the large file, recent
	// the paths of the outputs that are in the small one.
	questions, places int
	recent            map[string]bool
	// found are the stamps of its files, by output; zero where there is none.
	found []publish.Stamp
	// of says which output each of the plan was, -1 for none.
	of []int32
	// changed says which questions have another answer now; nil until they
	// have been asked again.
	changed []bool
	// in is where it is remembered.
	in memory
}

// memory is where is remembered what the outputs asked: a large file, and a
// small one with what is other since.
type memory struct {
	large, small string
	// checked is that of checks, which write no output: what was found on a
	// page that was made to be looked at need not be looked for again. The
	// files of its outputs are on no disk, so a build can't go by it.
	checked bool
}

var (
	built   = memory{large: "ledger", small: "recent"}
	checked = memory{large: "checked", small: "rechecked", checked: true}
)

// key is what a memory was made under. Whether warnings are errors changes
// nothing about what is found on a page.
func (l *line) key(of memory) string {
	return optionsKey(l.opts, l.opts.Strict && !of.checked)
}

// lastLooked is the younger of the two memories: it has to have less done
// again. Whichever it is, what is found is the same.
func (l *line) lastLooked() memory {
	when := func(of memory) (t time.Time) {
		for _, name := range []string{of.large, of.small} {
			if info, err := os.Stat(l.ledgerFile(name)); err == nil && info.ModTime().After(t) {
				t = info.ModTime()
			}
		}
		return t
	}
	if when(checked).After(when(built)) {
		return checked
	}
	return built
}

// worthKeeping is from how many pages on that a check made it remembers them
// although a build remembers all others: fewer are made again sooner than the
// large file is written.
const worthKeeping = 200

// rememberChecked saves what a check found on the pages it made.
func (l *line) rememberChecked(r *render) error {
	if l.stateDir() == "" || l.opts.NoState {
		return nil
	}
	made := 0
	for i := range r.results {
		switch {
		case r.results[i].failed:
			return nil // it has no facts
		case !r.results[i].kept && r.plan[i].Kind != "":
			made++
		}
	}
	was := r.was
	if was != nil && !was.in.checked {
		if made < worthKeeping {
			return nil
		}
		was = nil
	}
	if was != nil && made == 0 && was.World == r.world() {
		return nil
	}
	return l.saveLedger(checked, was, r.ledger())
}

func (l *line) loadLedger(of memory) (*past, error) {
	if l.opts.NoState {
		return nil, nil //nolint:nilnil // nothing is remembered
	}
	var was ledger.Ledger
	ok, err := ledger.Load(l.ledgerFile(of.large), l.key(of), &was)
	if err != nil || !ok {
		return nil, err
	}
	p := &past{Ledger: &was, questions: len(was.Questions), places: len(was.Places), recent: map[string]bool{}, in: of}
	var recent ledger.Recent
	if ok, err = ledger.Load(l.ledgerFile(of.small), l.key(of), &recent); err != nil {
		return nil, err
	}
	if ok && recent.Name == was.Name {
		p.add(&recent)
	}
	for _, t := range was.Outputs {
		for _, q := range t.Asked {
			if int(q) >= len(was.Questions) {
				return nil, nil //nolint:nilnil // damaged: build everything
			}
		}
		for _, n := range t.Facts.Places {
			if int(n) >= len(was.Places) {
				return nil, nil //nolint:nilnil // as above
			}
		}
	}
	return p, nil
}

// look looks for the files that were written.
func (p *past) look(dir *publish.Dir) {
	p.found = stampsOf(dir, len(p.Outputs), func(i int) string { return p.Outputs[i].Path })
}

// stampsOf looks for many files of the output folder, several at a time. The
// stamp of one that is not there is zero.
func stampsOf(dir *publish.Dir, n int, path func(int) string) []publish.Stamp {
	out := make([]publish.Stamp, n)
	var wait sync.WaitGroup
	const each = 512 // they are looked at faster than they are handed out
	for from := 0; from < n; from += each {
		wait.Go(func() {
			for i := from; i < min(from+each, n); i++ {
				out[i], _ = dir.Stat(path(i))
			}
		})
	}
	wait.Wait()
	return out
}

// pair finds what the outputs of the plan were before. Most plans are in the
// order of the one before. For a folder that is to be emptied all are new.
func (p *past) pair(l *line) {
	if p == nil {
		return
	}
	plan := l.plan
	p.of = make([]int32, len(plan))
	if l.opts.Clean {
		for i := range p.of {
			p.of[i] = -1
		}
		return
	}
	var at map[string]int32
	next := 0
	for i := range plan {
		if next < len(p.Outputs) && p.Outputs[next].Path == plan[i].Path {
			p.of[i] = int32(next)
			next++
			continue
		}
		if at == nil {
			at = make(map[string]int32, len(p.Outputs))
			for n := range p.Outputs {
				at[p.Outputs[n].Path] = int32(n)
			}
		}
		n, ok := at[plan[i].Path]
		if !ok {
			p.of[i] = -1
			continue
		}
		p.of[i], next = n, int(n)+1
	}
}

// trace is how an output of the plan came to be; nil if it is new.
func (p *past) trace(i int) *ledger.Trace {
	if p == nil || p.of[i] < 0 {
		return nil
	}
	return &p.Outputs[p.of[i]]
}

// stands reports whether the file of an output of the plan is the one that
// was written.
func (p *past) stands(i int) bool {
	t := p.trace(i)
	if t == nil {
		return false
	}
	stamp := p.found[p.of[i]]
	return stamp != (publish.Stamp{}) && stamp == publish.Stamp{Size: t.Size, MTime: t.MTime, Inode: t.Inode}
}

// add lays what is recent over the rest.
func (p *past) add(recent *ledger.Recent) {
	at := make(map[string]*ledger.Trace, len(recent.Outputs))
	for i := range recent.Outputs {
		at[recent.Outputs[i].Path] = &recent.Outputs[i]
	}
	for i := range p.Outputs {
		if t := at[p.Outputs[i].Path]; t != nil {
			p.Outputs[i] = *t
			p.recent[t.Path] = true
		}
	}
	p.Questions, p.Places = append(p.Questions, recent.Questions...), append(p.Places, recent.Places...)
	p.World, p.Guards, p.Foreign = recent.World, recent.Guards, recent.Foreign
}

// saveLedger keeps what is known now: in the small file, where it is the same
// outputs as before and few of them are others than in the large one.
func (l *line) saveLedger(in memory, was *past, now *ledger.Ledger) error {
	if recent := was.since(now); recent != nil {
		now.Name = was.Name
		return ledger.Save(l.ledgerFile(in.small), l.key(in), recent)
	}
	if was != nil {
		now.Sweep()
	}
	now.Name = rand.Text()
	return ledger.Save(l.ledgerFile(in.large), l.key(in), now)
}

// mostRecent is how many questions and places the small file may have, many of
// which nobody asks any more.
const mostRecent = 20000

// since is what is other now than in the large file, or nil if that is much.
func (p *past) since(now *ledger.Ledger) *ledger.Recent {
	if p == nil || len(now.Outputs) != len(p.Outputs) || len(now.Questions)+len(now.Places) > p.questions+p.places+mostRecent {
		return nil
	}
	out := &ledger.Recent{
		Name: p.Name, World: now.World, Questions: now.Questions[p.questions:], Places: now.Places[p.places:],
		Guards: now.Guards, Foreign: now.Foreign,
	}
	for i := range now.Outputs {
		t, was := &now.Outputs[i], p.trace(i)
		switch {
		case was == nil || len(out.Outputs) == fewChanges:
			return nil
		case p.recent[t.Path] || !was.Same(t):
			out.Outputs = append(out.Outputs, *t)
		}
	}
	return out
}
