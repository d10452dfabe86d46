package outside

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
)

// Memory is what sites said, and on which day. Days are numbers that grow by
// one.
type Memory map[string]Remembered

// Remembered is an answer with its day.
type Remembered struct {
	Answer
	Day int
}

// How long answers hold, in days: what is there stays there a while, and what
// is gone may have been mended.
const (
	holdsThere = 7
	holdsGone  = 1
)

// Load reads a memory. Without one that can be read it is empty: then all is
// asked again.
func Load(file string) Memory {
	m := Memory{}
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, &m) != nil {
		return Memory{}
	}
	return m
}

// Fresh returns what was said of an address lately.
func (m Memory) Fresh(address string, day int) (Answer, bool) {
	r, ok := m[address]
	holds := holdsGone
	if r.State == There || r.State == Moved {
		holds = holdsThere
	}
	if !ok || r.Day > day || day-r.Day >= holds {
		return Answer{}, false
	}
	return r.Answer, true
}

// Save keeps the answers of a day with those that still hold, whole or not at
// all.
func (m Memory) Save(file string, answers map[string]Answer, day int) error {
	maps.DeleteFunc(m, func(address string, _ Remembered) bool { _, ok := m.Fresh(address, day); return !ok })
	for address, a := range answers {
		m[address] = Remembered{a, day}
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(data); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}
