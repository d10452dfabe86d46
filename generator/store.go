package generator

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"
	"golang.org/x/sync/errgroup"

	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/publish"
	"kith/generator/search"
)

// errDamaged says that the store of bodies does not hold what it should.
var errDamaged = errors.New("the store of converted texts is damaged")

// facts is what is known of the sources, in one file shared by all commands.
type facts struct {
	Head  factsHead
	Files []storedFact
}

type factsHead struct {
	// Bodies names the file beside it that holds the converted texts, Size
	// how much of it counts.
	Bodies string
	Size   int64
	// ID tells one saving from another.
	ID string
	// Sources is how many of the files are Markdown; they come first.
	Sources int
	// Base is set in the file of recent facts: which file they add to.
	Base string
}

// storedFact is a fact in its file. Its record is bytes, so that several
// workers can read the records of a large hub at once.
type storedFact struct {
	Fact   fact
	Record string
}

// fewChanges is up to how many facts are kept in a small file beside the
// large one, so that one edit does not write the facts of ten thousand.
const fewChanges = 256

// fact is what is known of one source file.
type fact struct {
	Path string
	// Source stands for what its name and neighbours make of it.
	Source string
	Stamp  publish.Stamp
	// Trusted is false for a file that was younger than two seconds: its
	// stamp proves nothing yet.
	Trusted bool
	Digest  ledger.Digest
	// Record is set for Markdown; it is kept beside the rest (storedFact).
	// Head stands for it as others see it (graph.Head).
	Record *model.Record
	Head   ledger.Digest
	// Width, Height and Picture are a picture's, Hidden what another file
	// hides.
	Width, Height int
	Picture       *model.Picture
	Hidden        string
}

// store holds the facts and the converted texts between runs. A process that
// cannot have it for itself reads it and keeps its own additions to itself.
type store struct {
	dir  string // "" where nothing can be kept
	key  string
	lock *flock.Flock
	own  bool

	known map[string]*fact
	// base holds the facts of the large file, by path.
	base map[string]*fact

	// left is where names were found that may not stand, for a preview.
	left map[string]leftIn

	damaged atomic.Bool // a text was not what it was

	mu    sync.Mutex
	old   *os.File // texts from before, up to oldSize
	fresh *os.File // additions; the same file as old where we own it
	size  int64    // of fresh
	name  string
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// openStore reads what is known under key. dir may be "", or a folder that
// cannot be written.
func openStore(dir, key string) (*store, error) {
	s := &store{dir: dir, key: key, known: map[string]*fact{}}
	if dir != "" {
		s.lock = flock.New(filepath.Join(dir, "facts.lock"))
		s.own, _ = s.lock.TryLock()
		if err := s.load(); err != nil {
			s.Close()
			return nil, err
		}
	}
	if s.own && s.old != nil {
		s.fresh = s.old
		return s, nil
	}
	var err error
	if s.own {
		s.name = newName()
		s.fresh, err = os.OpenFile(filepath.Join(dir, s.name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		s.old = s.fresh
	} else {
		s.fresh, err = os.CreateTemp("", "kith-bodies-*")
		if err == nil {
			// Gone with the process; where a system cannot, close removes it.
			_ = os.Remove(s.fresh.Name())
		}
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("making a store for converted texts: %w", err)
	}
	s.size = 0
	return s, nil
}

func newName() string {
	var b [6]byte
	rand.Read(b[:])
	return "bodies-" + hex.EncodeToString(b[:])
}

func (s *store) load() error {
	var f facts
	ok, err := ledger.Load(filepath.Join(s.dir, "facts"), s.key, &f)
	if err != nil || !ok {
		return err
	}
	mode := os.O_RDONLY
	if s.own {
		mode = os.O_RDWR
	}
	old, err := os.OpenFile(filepath.Join(s.dir, filepath.Base(f.Head.Bodies)), mode, 0)
	if err != nil {
		return nil //nolint:nilerr // without its texts a store is no use; all is made anew
	}
	info, err := old.Stat()
	if err != nil || info.Size() < f.Head.Size || !info.Mode().IsRegular() {
		old.Close()
		return nil //nolint:nilerr // as above
	}
	s.old, s.size, s.name = old, f.Head.Size, f.Head.Bodies
	base, err := f.facts()
	if err != nil {
		s.old.Close()
		s.old, s.size, s.name = nil, 0, ""
		return nil //nolint:nilerr // as above
	}
	s.base = make(map[string]*fact, len(base))
	for i := range base {
		s.base[base[i].Path] = &base[i]
	}
	s.known = maps.Clone(s.base)
	return s.loadRecent(info.Size())
}

// facts reads the records, in parallel.
func (f *facts) facts() ([]fact, error) {
	out := make([]fact, len(f.Files))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for c := range chunks(len(out)) {
		g.Go(func() error {
			for i := c.from; i < c.to; i++ {
				var err error
				if out[i], err = f.Files[i].fact(); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return out, g.Wait()
}

// fact is a fact with its record.
func (s *storedFact) fact() (fact, error) {
	f := s.Fact
	if s.Record == "" {
		return f, nil
	}
	f.Record = new(model.Record)
	_, err := ledger.Decode(s.Record, f.Record)
	return f, err
}

// stored is the form of a fact in its file.
func stored(f *fact) storedFact {
	s := storedFact{Fact: *f}
	s.Fact.Record = nil
	if f.Record != nil {
		buf := puts.Get().(*[]byte)
		*buf = ledger.Encode((*buf)[:0], f.Record)
		s.Record = string(*buf)
		puts.Put(buf)
	}
	return s
}

// loadRecent lays the recent facts over the others.
func (s *store) loadRecent(size int64) error {
	var f facts
	ok, err := ledger.Load(filepath.Join(s.dir, "facts-recent"), s.key, &f)
	if err != nil || !ok || f.Head.Base != s.name || f.Head.Size > size {
		return err
	}
	recent, err := f.facts()
	if err != nil {
		return nil //nolint:nilerr // damaged: those files are read again
	}
	s.size = max(s.size, f.Head.Size)
	for i := range recent {
		s.known[recent[i].Path] = &recent[i]
	}
	return nil
}

// puts are buffers in which a text and its words lie side by side, or a record
// is packed.
var puts = sync.Pool{New: func() any { return new([]byte) }}

// put stores a converted text with its words behind it, and says where.
func (s *store) put(b *model.Body, html []byte, words search.Gathered) error {
	b.Size, b.At = len(html), 0
	b.Sum = crc32.Checksum(html, castagnoli)
	b.Words = model.Words{Size: len(words.Lines), Sum: crc32.Checksum(words.Lines, castagnoli), Sums: words.Sums}
	if len(html) == 0 {
		return nil
	}
	buf := puts.Get().(*[]byte)
	defer puts.Put(buf)
	*buf = append(append((*buf)[:0], html...), words.Lines...)
	both := *buf
	s.mu.Lock()
	at := s.size
	s.size += int64(len(both))
	s.mu.Unlock()
	if _, err := s.fresh.WriteAt(both, at); err != nil {
		return fmt.Errorf("storing a converted text: %w", err)
	}
	if s.fresh != s.old {
		at = -at - 1 // in our own file, not in the shared one
	}
	b.At = at
	return nil
}

// get reads a converted text, into buf if it has room.
func (s *store) get(b *model.Body, buf []byte) ([]byte, error) {
	return s.piece(b, 0, slices.Grow(buf[:0], b.Size)[:b.Size], b.Sum)
}

// getWords reads the words of a text into buf, which grows where needed.
func (s *store) getWords(b *model.Body, buf []byte) ([]byte, error) {
	if cap(buf) < b.Words.Size {
		buf = make([]byte, 2*b.Words.Size)
	}
	return s.piece(b, b.Size, buf[:b.Words.Size], b.Words.Sum)
}

// piece fills buf with what is stored of a text from an offset on.
func (s *store) piece(b *model.Body, offset int, buf []byte, sum uint32) ([]byte, error) {
	if len(buf) == 0 {
		return nil, nil
	}
	f, at := s.old, b.At
	if at < 0 {
		f, at = s.fresh, -at-1
	}
	if f == nil {
		return nil, errDamaged
	}
	if _, err := f.ReadAt(buf, at+int64(offset)); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading a converted text: %w", err)
	}
	if crc32.Checksum(buf, castagnoli) != sum {
		s.damaged.Store(true)
		return nil, errDamaged
	}
	return buf, nil
}

// save keeps the facts for the next run, if they are ours to keep. With
// compact, texts that nothing uses any more are dropped once they are most of
// the file; nobody may be reading texts meanwhile.
func (s *store) save(all []*fact, compact bool) error {
	if !s.own || s.dir == "" {
		return nil
	}
	var live int64
	for _, f := range all {
		if e := f.entry(); e != nil {
			live += int64(e.Body.Size + e.Body.Words.Size)
		}
	}
	wasteful := compact && s.size > 2*live+1<<20
	if !wasteful {
		if done, err := s.saveRecent(all); done || err != nil {
			return err
		}
	}
	name, size := s.name, s.size
	var moved *os.File
	if wasteful {
		name = newName()
		f, n, err := s.copyTo(filepath.Join(s.dir, name), all)
		if err != nil {
			return err
		}
		moved, size = f, n
	}
	sources := 0
	for _, f := range all {
		if f.Record != nil {
			sources++
		}
	}
	// One after the other: all of them side by side would take as much memory
	// as the hub itself.
	item := func(i int) any { f := stored(all[i]); return &f }
	if err := ledger.SaveList(filepath.Join(s.dir, "facts"), s.key, &factsHead{Bodies: name, Size: size, ID: rand.Text(), Sources: sources}, len(all), item); err != nil {
		return err
	}
	_ = os.Remove(filepath.Join(s.dir, "facts-recent")) // it added to what was there before
	s.base = make(map[string]*fact, len(all))
	for _, f := range all {
		s.base[f.Path] = f
	}
	if moved != nil {
		s.old.Close()
		s.old, s.fresh, s.name, s.size = moved, moved, name, size
	}
	s.sweep(name)
	return nil
}

// saveRecent keeps the facts that are others than those of the large file,
// if they are few. It reports whether that was enough.
func (s *store) saveRecent(all []*fact) (bool, error) {
	if s.base == nil {
		return false, nil
	}
	out := facts{Head: factsHead{Base: s.name, Size: s.size, ID: rand.Text()}}
	gone := len(s.base)
	for _, f := range all {
		was := s.base[f.Path]
		if was != nil {
			gone--
		}
		if was != f {
			if len(out.Files) == fewChanges {
				return false, nil
			}
			out.Files = append(out.Files, stored(f))
		}
	}
	if gone > fewChanges {
		return false, nil
	}
	if len(out.Files) == 0 {
		return true, nil // all is as the large file has it
	}
	return true, ledger.Save(filepath.Join(s.dir, "facts-recent"), s.key, &out)
}

// copyTo writes the texts in use to a new file, one after the other.
func (s *store) copyTo(path string, all []*fact) (*os.File, int64, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, 0, fmt.Errorf("storing converted texts: %w", err)
	}
	var buf []byte
	var at, flushed int64
	for _, x := range all {
		e := x.entry()
		if e == nil || e.Body.Size == 0 {
			continue
		}
		html, err := s.get(&e.Body, nil)
		if err != nil {
			f.Close()
			return nil, 0, err
		}
		words, err := s.getWords(&e.Body, nil)
		if err != nil {
			f.Close()
			return nil, 0, err
		}
		e.Body.At = at
		at += int64(len(html) + len(words))
		buf = append(append(buf, html...), words...)
		if len(buf) > 1<<20 {
			if _, err := f.WriteAt(buf, flushed); err != nil {
				f.Close()
				return nil, 0, fmt.Errorf("storing converted texts: %w", err)
			}
			flushed, buf = at, buf[:0]
		}
	}
	if _, err := f.WriteAt(buf, flushed); err != nil {
		f.Close()
		return nil, 0, fmt.Errorf("storing converted texts: %w", err)
	}
	return f, at, nil
}

// sweep removes files of texts that no facts name.
func (s *store) sweep(keep string) {
	old, _ := filepath.Glob(filepath.Join(s.dir, "bodies-*"))
	for _, f := range old {
		if filepath.Base(f) != keep {
			_ = os.Remove(f)
		}
	}
}

// whole reports whether all texts are still there. Somebody may have cut
// their file short while a preview has it open.
func (s *store) whole() bool {
	if s.damaged.Load() {
		return false
	}
	info, err := s.fresh.Stat()
	return err == nil && info.Size() >= s.size
}

// forget takes back what the facts say of texts that are damaged.
func (s *store) forget() {
	if s.own {
		_ = os.Remove(filepath.Join(s.dir, "facts"))
	}
	s.release()
}

// release lets others have the facts, and forgets them. Texts can be read until
// close.
func (s *store) release() {
	s.known, s.base = nil, nil
	if s.own {
		s.own = false
		_ = s.lock.Unlock()
	}
}

// Close lets go of everything.
func (s *store) Close() error {
	if s.old != nil {
		s.old.Close()
	}
	if s.fresh != nil && s.fresh != s.old {
		s.fresh.Close()
		if !s.own {
			_ = os.Remove(s.fresh.Name())
		}
	}
	s.release()
	return nil
}

func (f *fact) entry() *model.Entry {
	if f.Record == nil {
		return nil
	}
	return f.Record.Entry()
}
