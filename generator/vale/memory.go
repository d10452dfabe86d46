package vale

import (
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"io"
	"sync"

	"kith/generator/markdown"
)

// Memory keeps what was found in each block, by what the block says. Of a
// file that changed, only the blocks that changed are checked again; a text
// that stands in two files is checked once. It may be used by several
// goroutines at once. Make one with NewMemory or ReadMemory.
type Memory struct {
	lock    sync.Mutex
	digest  string
	entries map[blockKey]*entry
}

// blockKey stands for a block in some settings.
type blockKey [16]byte

// entry is what is known about a block. Fields are exported to be written.
type entry struct {
	Finds []saved
	Found bool // Finds are known
	Stats *savedStats
	used  bool
}

type saved struct {
	Rule                 string
	From, To             int
	Match                string
	Message, Description string
	Replacements         []string
	Note                 string
	Last                 bool
}

type savedStats [7]float64

// NewMemory returns an empty Memory.
func NewMemory() *Memory { return &Memory{entries: map[blockKey]*entry{}} }

// written is how a Memory lies on disk.
type written struct {
	Digest  string
	Entries map[blockKey]*entry
}

// ReadMemory reads what Write wrote.
func ReadMemory(r io.Reader) (*Memory, error) {
	var w written
	if err := gob.NewDecoder(r).Decode(&w); err != nil {
		return nil, err
	}
	if w.Entries == nil {
		return nil, errors.New("no entries")
	}
	return &Memory{digest: w.Digest, entries: w.Entries}, nil
}

// Write writes what was asked for since the Memory was made or read; of the
// rest, the texts are gone.
func (m *Memory) Write(w io.Writer) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	out := written{Digest: m.digest, Entries: make(map[blockKey]*entry, len(m.entries))}
	for k, e := range m.entries {
		if e.used {
			out.Entries[k] = e
		}
	}
	return gob.NewEncoder(w).Encode(out)
}

// Remember has the Set use a Memory. One that comes from other rules or other
// settings is emptied. Call it before the first Check.
func (s *Set) Remember(m *Memory) {
	s.prepare()
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.digest != s.digest {
		m.digest, m.entries = s.digest, map[blockKey]*entry{}
	}
	s.memory = m
}

// key says which block this is, in which settings.
func (run *reading) key(b *markdown.ProseBlock) (k blockKey) {
	if run.set.memory == nil {
		return k
	}
	h := sha256.New()
	for _, part := range []string{run.prof.key, b.Scope, b.Text} {
		_, _ = io.WriteString(h, part)
		_, _ = h.Write([]byte{0})
	}
	if b.Running {
		_, _ = h.Write([]byte{1})
	}
	// What links and code there are matters only to rules that ask for them.
	if run.prof.parts || run.prof.leavesOut {
		for _, p := range b.Parts {
			_, _ = io.WriteString(h, p.Scope+p.Text)
			_, _ = h.Write([]byte{byte(p.From), byte(p.From >> 8), byte(p.To), byte(p.To >> 8)})
		}
	}
	copy(k[:], h.Sum(nil))
	return k
}

func (m *Memory) at(k blockKey) *entry {
	e := m.entries[k]
	if e == nil {
		e = &entry{}
		m.entries[k] = e
	}
	e.used = true
	return e
}

func (s *Set) remembered(k blockKey) ([]find, bool) {
	if s.memory == nil {
		return nil, false
	}
	s.memory.lock.Lock()
	e := s.memory.at(k)
	found, ok := e.Finds, e.Found
	s.memory.lock.Unlock()
	if !ok {
		return nil, false
	}
	out := make([]find, 0, len(found))
	for _, f := range found {
		r := s.byName[f.Rule]
		if r == nil {
			return nil, false
		}
		out = append(out, find{
			rule: r, from: f.From, to: f.To, match: f.Match, message: f.Message, description: f.Description,
			replacements: f.Replacements, note: f.Note, last: f.Last,
		})
	}
	return out, true
}

func (s *Set) remember(k blockKey, finds []find) {
	if s.memory == nil {
		return
	}
	out := make([]saved, 0, len(finds))
	for _, f := range finds {
		out = append(out, saved{
			Rule: f.rule.name, From: f.from, To: f.to, Match: f.match, Message: f.message, Description: f.description,
			Replacements: f.replacements, Note: f.note, Last: f.last,
		})
	}
	s.memory.lock.Lock()
	defer s.memory.lock.Unlock()
	e := s.memory.at(k)
	e.Finds, e.Found = out, true
}

// stats measures a text, or remembers what was measured.
func (s *Set) stats(k blockKey, text string) stats {
	if s.memory == nil {
		return measure(text)
	}
	s.memory.lock.Lock()
	known := s.memory.at(k).Stats
	s.memory.lock.Unlock()
	if known != nil {
		return stats{known[0], known[1], known[2], known[3], known[4], known[5], known[6]}
	}
	m := measure(text)
	s.memory.lock.Lock()
	defer s.memory.lock.Unlock()
	s.memory.at(k).Stats = &savedStats{m.words, m.sentences, m.characters, m.syllables, m.complex, m.polysyllabic, m.long}
	return m
}
