package generator

import (
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/pages"
)

// Try makes a file and lets go of its bytes: for finding out behind a
// preview, page by page, whether all of them can be made. Bytes would keep
// every page of the hub in memory.
func (s *Snapshot) Try(file string) error {
	i, ok := s.line.index.of[file]
	if !ok {
		return ErrNoPage
	}
	s.mu.Lock()
	m, ok := s.made[file]
	s.mu.Unlock()
	if ok {
		return m.err
	}
	o := &s.line.plan[i]
	data, reader, err := s.line.bytes(o)
	s.learn(i, o, data, reader, err)
	return err
}

// learn keeps the facts of a page that was made.
func (s *Snapshot) learn(i int, o *pages.Output, data []byte, reader *graph.Reader, err error) {
	if err != nil || o.Kind == "" {
		return
	}
	s.mu.Lock()
	known := s.facts[i] != nil
	s.mu.Unlock()
	if known {
		return
	}
	f := s.line.facts(o, data, reader, &s.shelf)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.facts == nil {
		s.facts = map[int]*ledger.Facts{}
	}
	s.facts[i] = &f
}

// Look says what is to be said of one finished page, as far as it can be told
// without the others. It is empty for a page that was not made yet.
func (s *Snapshot) Look(file string) []diag.Diagnostic {
	i, ok := s.line.index.of[file]
	if !ok {
		return nil
	}
	return s.finished(i, i+1)
}

// Finished says what is to be said of all finished pages, once all were made.
func (s *Snapshot) Finished() []diag.Diagnostic { return s.finished(0, len(s.line.plan)) }

func (s *Snapshot) finished(from, to int) []diag.Diagnostic {
	f := finished{line: s.line, facts: make([]*ledger.Facts, len(s.line.plan)), at: s.line.index.of, partly: true}
	s.mu.Lock()
	for i, facts := range s.facts {
		f.facts[i] = facts
	}
	s.mu.Unlock()
	f.places = s.shelf.places.all()
	var list diag.List
	f.check(&list, from, to)
	out, _ := s.line.settled(list.Sorted())
	return out
}
