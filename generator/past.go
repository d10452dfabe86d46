package generator

import (
	"crypto/rand"

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
	// found are the stamps of its files, as far as they are there.
	found map[string]publish.Stamp
}

func (l *line) loadLedger() (*past, error) {
	if l.opts.NoState {
		return nil, nil //nolint:nilnil // nothing is remembered
	}
	var was ledger.Ledger
	ok, err := ledger.Load(l.ledgerFile("ledger"), l.optionsKey(), &was)
	if err != nil || !ok {
		return nil, err
	}
	p := &past{&was, len(was.Questions), len(was.Places), map[string]bool{}, nil}
	var recent ledger.Recent
	if ok, err = ledger.Load(l.ledgerFile("recent"), l.optionsKey(), &recent); err != nil {
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
	p.found = make(map[string]publish.Stamp, len(p.Outputs))
	for i := range p.Outputs {
		path := p.Outputs[i].Path
		if stamp, err := dir.Stat(path); err == nil {
			p.found[path] = stamp
		}
	}
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
func (l *line) saveLedger(was *past, now *ledger.Ledger) error {
	if recent := was.since(now); recent != nil {
		return ledger.Save(l.ledgerFile("recent"), l.optionsKey(), recent)
	}
	if was != nil {
		now.Sweep()
	}
	now.Name = rand.Text()
	return ledger.Save(l.ledgerFile("ledger"), l.optionsKey(), now)
}

// since is what is other now than in the large file, or nil if that is much.
func (p *past) since(now *ledger.Ledger) *ledger.Recent {
	const most = 20000 // questions and places, many of which nobody asks any more
	if p == nil || len(now.Outputs) != len(p.Outputs) || len(now.Questions)+len(now.Places) > p.questions+p.places+most {
		return nil
	}
	out := &ledger.Recent{
		Name: p.Name, World: now.World, Questions: now.Questions[p.questions:], Places: now.Places[p.places:],
		Guards: now.Guards, Foreign: now.Foreign,
	}
	before := make(map[string]*ledger.Trace, len(p.Outputs))
	for i := range p.Outputs {
		before[p.Outputs[i].Path] = &p.Outputs[i]
	}
	for i := range now.Outputs {
		t := &now.Outputs[i]
		was := before[t.Path]
		switch {
		case was == nil || len(out.Outputs) == fewChanges:
			return nil
		case p.recent[t.Path] || !was.Same(t):
			out.Outputs = append(out.Outputs, *t)
		}
	}
	return out
}
