package generator

import (
	"slices"
	"strings"
	"sync"

	"kith/generator/ledger"
)

// shelf holds what is known of pages once they were made: the places they link
// to, and short lists. It stays while page after page is made, so it lies side
// by side. Each list by itself, among all that is thrown away after a page,
// would keep the memory around it from being used for anything else.
type shelf struct {
	places numbers

	mu    sync.Mutex
	lists room[uint32]
	flaws room[ledger.Flaw]
	words map[string]string // of flaws, each once: many are on hundreds of pages
}

// list keeps a list of numbers.
func (s *shelf) list(list []uint32) []uint32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lists.keep(list)
}

// flawed keeps a list of flaws.
func (s *shelf) flawed(list []ledger.Flaw) []ledger.Flaw {
	if len(list) == 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	list = s.flaws.keep(list)
	for i := range list {
		f := &list[i]
		f.Words, f.To = s.word(f.Words), s.word(f.To)
	}
	return list
}

func (s *shelf) word(text string) string {
	if text == "" {
		return ""
	}
	kept, ok := s.words[text]
	if !ok {
		if s.words == nil {
			s.words = map[string]string{}
		}
		kept = strings.Clone(text)
		s.words[kept] = kept
	}
	return kept
}

// room is memory for short lists, one behind the other.
type room[T any] struct{ last []T }

const roomFor = 4096 // elements

// keep copies a list.
func (r *room[T]) keep(list []T) []T {
	if len(r.last)+len(list) > cap(r.last) {
		r.last = make([]T, 0, max(roomFor, len(list)))
	}
	from := len(r.last)
	r.last = append(r.last, list...)
	return slices.Clip(r.last[from:])
}
