// Package publish puts the finished site into its output folder, and takes out
// what is no longer part of it, so that at every moment every file there is
// whole and nothing that Kith did not make is lost.
//
// A build goes through it in four steps:
//
//	d, err := publish.Open("public", ".kith")  // lock, record of an earlier run
//	d.Stage("stories/kettle/index.html", html) // any number of goroutines
//	d.Commit(changed, gone)                    // staged files move into place
//	d.Close()                                  // what was staged and not wanted goes
//
// The record is a file in the record folder that names every path we wrote and
// have not removed since. A path goes on record, and the record to the disk,
// before its file is first written: a run killed at any point therefore leaves
// nothing behind that the next run would not know to be ours. Only paths on
// record are ever removed or replaced.
//
// Staged files wait in a folder named .kith-stage inside the output folder, not
// beside it: only there is it certain that they are on the same file system
// (the output folder may be a mount or a link) and that one os.Root covers both
// ends of the move. The folder can be read by its owner only, since what waits
// in it has not passed the last checks, and it is gone after Close; one left by
// a killed run goes at the next Open.
//
// Only the record is flushed to the disk (fsync), not the files. Flushing thirty
// thousand files takes minutes and protects from nothing but a power cut; the site
// can be made again from its sources, and a file cut short has another size than
// the ledger remembers, so the next build writes it anew. The record can't be made
// again.
//
// Which files are wanted, which are unchanged and what their bytes are is the
// caller's business. Start reading at Open, then Stage and Commit.
package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// Dir is an output folder held by this process. Stage, Stat and Read may be
// called by several goroutines at once; everything else by one at a time.
type Dir struct {
	out     string // absolute, links resolved
	shown   string // as the caller named it, for messages
	root    *os.Root
	folder  *os.File // the same folder, to look at files from
	lock    *flock.Flock
	holder  string // file that says who holds the lock
	rec     *record
	foreign string // something in the folder that isn't ours, while there is no record
	fresh   bool   // see Fresh
	cleaned bool   // Clean was asked for, so what stands in the way may be replaced
	made    bool   // Open made the folder
	stage   stage

	// fault is asked before each operation on a file; tests make it fail.
	fault func(op, path string) error
}

// Open takes hold of the output folder outDir, making it if it is missing.
// The record of what is ours, and the lock, are files in recordDir named after
// the output folder, so several output folders can share one recordDir.
//
// The error is ErrBusy (see errors.Is) if another process holds the folder
// with the same recordDir. Leftovers of a killed run are removed from the staging folder.
// Open succeeds on a folder that is full of somebody else's files: see Foreign.
func Open(outDir, recordDir string) (*Dir, error) {
	return open(outDir, recordDir, nil)
}

// OpenFaulty is Open for tests of what is built upon it: fault is asked before
// each operation on a file, and what it returns is the operation's error.
func OpenFaulty(outDir, recordDir string, fault func(op, path string) error) (*Dir, error) {
	return open(outDir, recordDir, fault)
}

func open(outDir, recordDir string, fault func(op, path string) error) (_ *Dir, err error) {
	d := &Dir{shown: outDir, fault: fault}
	defer func() {
		if err != nil {
			d.release()
		}
	}()
	if _, err := os.Stat(outDir); errors.Is(err, fs.ErrNotExist) {
		d.made = true
	}
	for _, dir := range []string{recordDir, outDir} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, failed("make the folder", dir, err)
		}
	}
	if d.out, err = realPath(outDir); err != nil {
		return nil, failed("find the folder", outDir, err)
	}
	base, err := realPath(recordDir)
	if err != nil {
		return nil, failed("find the folder", recordDir, err)
	}
	name := filepath.Join(base, "publish-"+key(d.out, base))
	if err := d.take(name); err != nil {
		return nil, err
	}
	if d.root, err = os.OpenRoot(d.out); err != nil {
		return nil, failed("open the folder", outDir, err)
	}
	if d.folder, err = os.Open(d.out); err != nil {
		return nil, failed("open the folder", outDir, err)
	}
	if err := d.dropStage(); err != nil {
		return nil, err
	}
	if d.rec, err = loadRecord(name+".record", d.at); err != nil {
		return nil, err
	}
	if err := d.settle(); err != nil {
		return nil, err
	}
	something, err := d.anything()
	if err != nil {
		return nil, err
	}
	d.fresh = something == ""
	if len(d.rec.live) == 0 {
		d.foreign = something
	}
	return d, nil
}

// take locks the folder for this process and notes who holds it.
func (d *Dir) take(name string) error {
	lock := flock.New(name + ".lock")
	ok, err := lock.TryLock()
	if err != nil {
		return failed("lock the output folder with", lock.Path(), err)
	}
	if !ok {
		who := ""
		if pid, err := os.ReadFile(name + ".holder"); err == nil && len(pid) < 20 {
			who = " (process " + strings.TrimSpace(string(pid)) + ")"
		}
		return &refusal{ErrBusy, fmt.Sprintf("another kith%s is writing to %s just now: "+
			"wait until it has finished or stop it, then try again", who, d.shown)}
	}
	d.lock, d.holder = lock, name+".holder"
	// Who holds it is a courtesy, in a file of its own because a locked file
	// can't be read on Windows. Failing to say so is no reason not to build.
	_ = os.WriteFile(d.holder, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644)
	return nil
}

// settle looks at what an interrupted run left: paths that went on record but
// whose files were never written come off it, and their folders go if empty.
func (d *Dir) settle() error {
	var never []string
	for _, p := range d.Unsettled() {
		if _, err := d.root.Lstat(filepath.FromSlash(p)); missing(err) {
			never = append(never, p)
		}
	}
	if len(never) == 0 {
		return nil
	}
	d.prune(never)
	return d.rec.forget(never)
}

// Close lets go of the folder. What is staged and was not committed is
// removed, and so is the folder if Open made it and nothing came of it. Close may be
// called more than once.
func (d *Dir) Close() error {
	if d.root == nil {
		return nil
	}
	err := d.dropStage()
	d.release()
	if d.made {
		_ = os.Remove(d.out) // only if it is still empty
	}
	return err
}

func (d *Dir) release() {
	if d.root != nil {
		d.root.Close()
		d.root = nil
	}
	if d.folder != nil {
		d.folder.Close()
		d.folder = nil
	}
	if d.lock != nil {
		os.Remove(d.holder)
		d.lock.Close()
		d.lock = nil
	}
}

// Foreign is nil if the folder is ours to publish into: it is empty (files and
// folders whose names begin with a dot don't count), or there is a record of what we
// put there. Otherwise it is ErrForeign with a message that names the folder and something
// in it, and Commit will refuse until Clean has been called.
func (d *Dir) Foreign() error {
	if d.foreign == "" {
		return nil
	}
	return &refusal{ErrForeign, fmt.Sprintf("%s is not empty (there is %s in it, for one) and "+
		"there is no record that kith made what it holds, so nothing in it was touched", d.shown, d.foreign)}
}

// Fresh reports whether there was nothing in the folder when it was opened, or
// Clean took it away: then nobody else's files are in it. Names that begin with
// a dot do not count.
func (d *Dir) Fresh() bool { return d.fresh }

// Recorded returns all paths that are ours or may be: written by an earlier run
// and not removed since, including those that an interrupted run may have
// written. Sorted slash paths, relative to the output folder.
func (d *Dir) Recorded() []string { return sorted(d.rec.live) }

// Records is how many paths are on record, Has whether one of them is.
func (d *Dir) Records() int         { return len(d.rec.live) }
func (d *Dir) Has(path string) bool { return d.rec.live[path] }

// Unsettled returns the paths that a run which did not finish was about to write,
// replace or remove: their files, if they exist, are whole, but may be the ones from before
// or from that run. Sorted; empty after a successful Commit.
func (d *Dir) Unsettled() []string { return sorted(d.rec.unsettled) }

// Others returns the files in the output folder that are not on record, sorted.
// Those whose path begins with a dot are left out. It reads every folder, by its
// plain path as Stat does: an os.Root would look at every file in it as well.
func (d *Dir) Others() ([]string, error) {
	var others []string
	err := fs.WalkDir(os.DirFS(d.out), ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return failed("read", d.full(p), err)
		case p == ".":
		case p[0] == '.' && e.IsDir():
			return fs.SkipDir
		case p[0] != '.' && !e.IsDir() && !d.rec.live[p]:
			others = append(others, p)
		}
		return nil
	})
	slices.Sort(others)
	return others, err
}

// Read returns the bytes of a published file.
func (d *Dir) Read(path string) ([]byte, error) {
	if err := ValidPath(path); err != nil {
		return nil, err
	}
	data, err := d.root.ReadFile(filepath.FromSlash(path))
	if err != nil {
		return nil, failed("read", d.full(path), err)
	}
	return data, nil
}

// anything names an entry of the folder that we must assume is somebody's.
func (d *Dir) anything() (string, error) {
	names, err := d.entries()
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}

// entries lists the top of the folder, sorted, without dotfiles.
func (d *Dir) entries() ([]string, error) {
	list, err := fs.ReadDir(d.root.FS(), ".")
	if err != nil {
		return nil, failed("read the folder", d.shown, err)
	}
	var names []string
	for _, e := range list {
		if !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// at is called before each operation on a file.
func (d *Dir) at(op, path string) error {
	if d.fault == nil {
		return nil
	}
	return d.fault(op, path)
}

// full is path as the user would write it.
func (d *Dir) full(path string) string {
	return filepath.Join(d.shown, filepath.FromSlash(path))
}

// key names an output folder inside a record folder. A folder within the site is named
// by where it is seen from there, so that a site which is moved or
// restored elsewhere with its record keeps it.
func key(out, recordDir string) string {
	where := "at " + out
	if rel, err := filepath.Rel(filepath.Dir(recordDir), out); err == nil && filepath.IsLocal(rel) {
		where = "in " + filepath.ToSlash(rel)
	}
	sum := sha256.Sum256([]byte(where))
	return hex.EncodeToString(sum[:8])
}

func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

func sorted(set map[string]bool) []string {
	list := make([]string, 0, len(set))
	for p := range set {
		list = append(list, p)
	}
	slices.Sort(list)
	return list
}
