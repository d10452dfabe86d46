package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"kith/generator/beneath"
)

// stage is where finished bytes wait until the whole site has passed its checks.
//
// Into a folder that has files, most of what is staged replaces one of them:
// there staged files are numbered and lie flat, so that no folder is made for
// them. Into an empty folder everything is new: there they lie as they will in
// the site, and Commit moves whole folders, not thousands of files. That also
// keeps writers from waiting for each other, who would all make their files in
// one folder.
type stage struct {
	mu     sync.Mutex
	root   *os.Root          // nil until the first file
	files  *beneath.Folder   // the same, to make files in
	staged map[string]uint64 // output path -> its number, 0 for what lies as it will in the site
	dirs   map[string]bool   // folders that the staged site has
	next   uint64
}

// stagedName is the slash path in the staging folder of what is staged for a path.
func stagedName(path string, number uint64) string {
	if number == 0 {
		return siteName + "/" + path
	}
	return strconv.FormatUint(number, 36)
}

// siteName is the folder in the staging folder that is a site by itself.
const siteName = "site"

// Stage writes the bytes that path shall have after Commit. A later Stage of the
// same path replaces an earlier one. Nothing in the published site changes.
// Any number of goroutines may stage at once.
func (d *Dir) Stage(path string, data []byte) error {
	if err := ValidPath(path); err != nil {
		return err
	}
	if err := d.makeStage(); err != nil {
		return failed("make the staging folder in", d.shown, err)
	}
	f, number, err := d.createStaged(path)
	if err == nil {
		err = errors.Join(d.writeAll(f, path, data), f.Close())
	}
	if err != nil {
		_ = d.stage.root.Remove(filepath.FromSlash(stagedName(path, number)))
		return failed("write", d.full(path), err)
	}
	s := &d.stage
	s.mu.Lock()
	old, again := s.staged[path]
	s.staged[path] = number
	s.mu.Unlock()
	if again {
		if err := s.root.Remove(filepath.FromSlash(stagedName(path, old))); err != nil {
			return failed("write again", d.full(path), err)
		}
	}
	return nil
}

// makeStage makes the staging folder, at the first call.
func (d *Dir) makeStage() error {
	s := &d.stage
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.root != nil {
		return nil
	}
	if err := d.at("mkdir", stageName); err != nil {
		return err
	}
	if err := d.root.Mkdir(stageName, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	root, err := d.root.OpenRoot(stageName)
	if err != nil {
		return err
	}
	if s.files, err = beneath.Open(root); err != nil {
		root.Close()
		return err
	}
	s.root, s.staged, s.dirs = root, map[string]uint64{}, map[string]bool{}
	return nil
}

// createStaged makes the file for an output path, and says under which number it
// waits. Where the place in the staged site is taken, by a file of that name
// or, where the system thinks so, of one that differs in case, it lies beside
// it: whether both can be published is for the plan of the site to say.
func (d *Dir) createStaged(path string) (f *os.File, number uint64, err error) {
	if err := d.at("create", path); err != nil {
		return nil, 0, err
	}
	s := &d.stage
	if d.fresh && d.stagedDir(path) == nil {
		if f, err = s.files.Create(stagedName(path, 0), 0o644); err == nil {
			return f, 0, nil
		}
	}
	s.mu.Lock()
	s.next++
	number = s.next
	s.mu.Unlock()
	f, err = s.files.Create(stagedName(path, number), 0o644)
	return f, number, err
}

// stagedDir makes the folder of a file in the staged site.
func (d *Dir) stagedDir(file string) error {
	s := &d.stage
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mkdir(path.Dir(file))
}

// mkdir makes a folder of the staged site and those it is in, the first of
// which is the site's own. The caller holds the lock.
func (s *stage) mkdir(dir string) error {
	if s.dirs[dir] {
		return nil
	}
	if dir != "." {
		if err := s.mkdir(path.Dir(dir)); err != nil {
			return err
		}
	}
	if err := s.files.Mkdir(path.Join(siteName, dir), 0o755); err != nil {
		return err
	}
	s.dirs[dir] = true
	return nil
}

// writeAll writes data; a fault leaves half of it, as a full disk or a kill would.
func (d *Dir) writeAll(w io.Writer, path string, data []byte) error {
	if err := d.at("write", path); err != nil {
		_, _ = w.Write(data[:len(data)/2])
		return err
	}
	_, err := w.Write(data)
	return err
}

// wholeFolders finds the folders of the staged site that can be moved as they
// are, of those that do not exist in the published one: all that waits in them
// is wanted. Folders within them are not named.
func (s *stage) wholeFolders(missing []string, want map[string]bool) map[string]bool {
	mixed := map[string]bool{} // holds something that stays behind
	for to, number := range s.staged {
		if want[to] && number == 0 {
			continue
		}
		for dir := path.Dir(to); dir != "." && !mixed[dir]; dir = path.Dir(dir) {
			mixed[dir] = true
		}
	}
	whole := map[string]bool{}
	for _, dir := range missing { // parents come first
		if s.dirs[dir] && !mixed[dir] && !inside(whole, dir) {
			whole[dir] = true
		}
	}
	return whole
}

// inside reports whether a folder is one of those, or in one of them.
func inside(dirs map[string]bool, dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if dirs[dir] {
			return true
		}
	}
	return false
}

// dropStage removes the staging folder with everything in it, also one that a
// killed run left.
func (d *Dir) dropStage() error {
	s := &d.stage
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.root != nil {
		s.files.Close()
		s.root.Close()
		s.root, s.files, s.staged, s.dirs = nil, nil, nil, nil
	}
	if err := d.at("unstage", stageName); err != nil {
		return failed("remove the staging folder in", d.shown, err)
	}
	if err := d.root.RemoveAll(stageName); err != nil {
		return failed("remove the staging folder in", d.shown, err)
	}
	return nil
}

// Clean empties the output folder: everything goes, ours or not, except what has
// a name beginning with a dot at its top. It is for the caller who was asked to (--clean), and
// right before Commit, so that a build with mistakes leaves the old site. What is
// staged stays. Afterwards Foreign is nil and Commit may replace dotfiles.
func (d *Dir) Clean() error {
	names, err := d.entries()
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := d.at("clean", name); err != nil {
			return failed("remove", d.full(name), err)
		}
		if err := d.root.RemoveAll(name); err != nil {
			return failed("remove", d.full(name), err)
		}
	}
	var gone []string
	for p := range d.rec.live {
		if !strings.HasPrefix(p, ".") {
			gone = append(gone, p)
		}
	}
	if err := d.rec.forget(gone); err != nil {
		return err
	}
	d.foreign, d.cleaned, d.fresh = "", true, true
	return nil
}
