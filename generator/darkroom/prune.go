package darkroom

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Spare is how many bytes a room keeps of what no page uses any more: an edit
// that is taken back finds its sizes still there.
const Spare = 256 << 20

// Prune removes what nobody has wanted since the room was opened, the oldest
// first, until no more than spare bytes of it are left.
func (r *Room) Prune(spare int64) {
	used := map[string]bool{}
	r.mu.Lock()
	for digest, j := range r.jobs {
		used[r.path(digest, toneKey)] = true
		j.mu.Lock()
		for _, s := range j.sizes {
			used[r.path(digest, s.Key(digest))] = true
		}
		j.mu.Unlock()
	}
	r.mu.Unlock()
	type entry struct {
		path string
		size int64
		at   time.Time
	}
	var old []entry
	var sum int64
	_ = filepath.WalkDir(r.dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil //nolint:nilerr // what can't be read stays
		}
		if used[p] {
			return nil
		}
		if info, err := d.Info(); err == nil {
			old = append(old, entry{p, info.Size(), info.ModTime()})
			sum += info.Size()
		}
		return nil
	})
	slices.SortFunc(old, func(a, b entry) int { return cmp.Or(a.at.Compare(b.at), strings.Compare(a.path, b.path)) })
	for _, e := range old {
		if sum <= spare {
			return
		}
		if os.Remove(e.path) == nil {
			sum -= e.size
			_ = os.Remove(filepath.Dir(e.path)) // if it was the last one
		}
	}
}

// Forget removes everything made of a picture: it must not be shown any more.
func (r *Room) Forget(digest string) {
	if digest != "" {
		_ = os.RemoveAll(filepath.Dir(r.path(digest, toneKey)))
	}
}
