package preview

import (
	"slices"
	"sync"

	"kith/generator/amend"
	"kith/generator/ledger"
)

// undoing remembers what was there before: in a file, so that somebody can take
// back tomorrow what they accepted today.
type undoing struct {
	mu   sync.Mutex
	file string // where it is kept; "" for as long as the preview runs
	dir  string // the hub's
	done []undo
}

// undo is a change that was made. Fields are exported to be kept.
type undo struct {
	ID, File string
	// Said is what became of it, in words.
	Said string
	// At is where the words stand that are others now, Was and Now what they
	// were and are. After is the digest of the file with the change in it.
	At       int
	Was, Now string
	After    string
}

const (
	mostUndo = 50
	undoKey  = "what was changed from a page, 1"
)

type undoFile struct{ Done []undo }

// made is the change from one text to another.
func (u undo) made(was, now []byte) undo {
	from := 0
	for from < len(was) && from < len(now) && was[from] == now[from] {
		from++
	}
	tail := 0
	for tail < len(was)-from && tail < len(now)-from && was[len(was)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	u.At, u.Was, u.Now, u.After = from, string(was[from:len(was)-tail]), string(now[from:len(now)-tail]), amend.Digest(now)
	return u
}

// before is a text as it was without the change; ok is false for one that is
// not what the change made.
func (u *undo) before(now []byte) (was []byte, ok bool) {
	end := u.At + len(u.Now)
	if amend.Digest(now) != u.After || u.At < 0 || end > len(now) || string(now[u.At:end]) != u.Now {
		return nil, false
	}
	return slices.Concat(now[:u.At], []byte(u.Was), now[end:]), true
}

// open reads what earlier previews kept, without that of files which have
// changed since: of these nothing can be taken back, and old words are nobody's.
func (u *undoing) open(dir, file string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.dir, u.file = dir, file
	u.read()
	alive := map[string]bool{}
	for _, one := range slices.Backward(u.done) {
		if _, seen := alive[one.File]; !seen {
			now, err := amend.Read(dir, one.File)
			alive[one.File] = err == nil && amend.Digest(now) == one.After
		}
	}
	before := len(u.done)
	u.done = slices.DeleteFunc(u.done, func(one undo) bool { return !alive[one.File] })
	if len(u.done) != before {
		u.write()
	}
}

// read takes up what another preview may have written.
func (u *undoing) read() {
	var f undoFile
	if u.file == "" {
		return
	}
	// A preview goes on where its memory cannot be had.
	if ok, err := ledger.Load(u.file, undoKey, &f); err == nil && ok {
		u.done = f.Done
	}
}

func (u *undoing) write() {
	if u.file != "" {
		_ = ledger.Save(u.file, undoKey, &undoFile{u.done})
	}
}

func (u *undoing) add(one undo) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.read()
	u.done = append(u.done, one)
	u.done = u.done[max(0, len(u.done)-mostUndo):]
	u.write()
}

// last is the change that made a file what it is now.
func (u *undoing) last(file, digest string) (undo, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, one := range slices.Backward(u.done) {
		if one.File == file {
			return one, one.After == digest
		}
	}
	return undo{}, false
}

func (u *undoing) get(id string) (undo, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	i := slices.IndexFunc(u.done, func(one undo) bool { return one.ID == id })
	if i < 0 {
		return undo{}, false
	}
	return u.done[i], true
}

func (u *undoing) drop(id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.read()
	u.done = slices.DeleteFunc(u.done, func(one undo) bool { return one.ID == id })
	u.write()
}
