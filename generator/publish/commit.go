package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Commit makes the staged files the published ones and removes what is no longer
// wanted: first everything goes on record, then each staged file takes its place in one
// step, then the files in remove go, then the folders that this left empty.
// Only what has to make room for a new file goes before it: a file where a
// folder is needed, a folder where a file is, a name that differs in case only.
//
// All of paths must be staged (else it is a bug and Commit panics); what is
// staged and not in paths is dropped. Paths in remove that are not on record, or are
// in paths too, are left alone. Both are slash paths relative to the output folder.
//
// Errors: ErrForeign, and ErrBlocked if something that isn't ours stands where
// a file has to go. In both cases, and when the record can't be written, the site
// is as it was. If the system fails later, every file is whole, some new and some
// old, and the next run finds them in Unsettled. After an error only Close is left
// to do.
func (d *Dir) Commit(paths, remove []string) error {
	err := d.commit(paths, remove)
	return errors.Join(err, d.dropStage())
}

func (d *Dir) commit(paths, remove []string) error {
	if err := d.Foreign(); err != nil {
		return err
	}
	p, err := d.plan(paths, remove)
	if err != nil {
		return err
	}
	if len(p.write)+len(p.early)+len(p.late)+len(d.rec.unsettled) == 0 {
		return nil
	}
	gone := slices.Concat(p.early, p.late)
	if err := d.rec.begin(p.write, gone); err != nil {
		return err
	}
	if err := d.makeRoom(p); err != nil {
		return err
	}
	if err := d.moveIn(p); err != nil {
		return err
	}
	for _, old := range p.late {
		if err := d.remove(old); err != nil {
			return failed("remove", d.full(old), err)
		}
	}
	d.prune(gone)
	return d.rec.done(gone)
}

// A plan says what Commit will do. All lists are sorted.
type plan struct {
	write []string        // to put into place
	early []string        // ours, to remove before, to make room
	late  []string        // ours, to remove after
	whole []string        // folders to put into place with all that is in them
	files []string        // of write, those that are in no such folder
	dirs  []string        // to make if they don't exist, parents first
	empty []string        // folders without files, in the way of a file
	want  map[string]bool // write as a set
	drop  map[string]bool // early and late as a set
}

// plan looks at the folder and finds what stands in the way, before anything changes.
func (d *Dir) plan(paths, remove []string) (*plan, error) {
	p := &plan{want: map[string]bool{}, drop: map[string]bool{}}
	for _, to := range paths {
		if _, staged := d.stage.staged[to]; !staged {
			panic("publish: " + to + " is to be published but was not staged")
		}
		p.want[to] = true
	}
	p.write = sorted(p.want)
	for _, old := range remove {
		if d.rec.live[old] && !p.want[old] {
			p.drop[old] = true
		}
	}
	d.orderRemovals(p)
	dirs := dirCache{}
	for _, to := range p.write {
		there, err := d.checkDir(p, dirs, path.Dir(to), to)
		if err != nil {
			return nil, err
		}
		if there {
			if err := d.checkFile(p, to); err != nil {
				return nil, err
			}
		}
	}
	for dir, there := range dirs {
		if !there || len(p.early) > 0 { // making room may take a folder with it
			p.dirs = append(p.dirs, dir)
		}
	}
	slices.Sort(p.dirs)
	p.files = p.write
	if len(p.early) == 0 {
		d.keepWhole(p)
	}
	return p, nil
}

// keepWhole finds the folders that need not be filled file by file.
func (d *Dir) keepWhole(p *plan) {
	whole := d.stage.wholeFolders(p.dirs, p.want)
	if len(whole) == 0 {
		return
	}
	within := func(path string) bool { return inside(whole, path) }
	p.whole = sorted(whole)
	p.dirs = slices.DeleteFunc(p.dirs, within)
	p.files = slices.DeleteFunc(slices.Clone(p.write), within)
}

// orderRemovals tells apart what has to go before the new files come.
func (d *Dir) orderRemovals(p *plan) {
	if len(p.drop) == 0 {
		return
	}
	// Names are compared without case: on most desktops Team/ and team/ are one folder.
	files := map[string]bool{}   // what is written
	folders := map[string]bool{} // and the folders it needs
	for to := range p.want {
		files[fold(to)] = true
		for dir := path.Dir(to); dir != "." && !folders[fold(dir)]; dir = path.Dir(dir) {
			folders[fold(dir)] = true
		}
	}
	kept := map[string]string{} // on record and staying
	for was := range d.rec.live {
		if !p.drop[was] {
			kept[fold(was)] = was
		}
	}
	for _, old := range sorted(p.drop) {
		key := fold(old)
		early := files[key] || folders[key]
		for dir := path.Dir(key); dir != "." && !early; dir = path.Dir(dir) {
			early = files[dir]
		}
		switch twin := kept[key]; {
		case twin != "" && d.same(old, twin):
			delete(p.drop, old) // the file stays, under its other name
		case early:
			p.early = append(p.early, old)
		default:
			p.late = append(p.late, old)
		}
	}
}

func fold(path string) string { return strings.ToLower(path) }

func (d *Dir) same(a, b string) bool {
	x, errX := d.Stat(a)
	y, errY := d.Stat(b)
	return errX == nil && errY == nil && x == y
}

// dirCache: does this folder exist? One that is about to make room does not.
type dirCache map[string]bool

// checkDir finds out whether dir exists or has to be made for the file to.
func (d *Dir) checkDir(p *plan, known dirCache, dir, to string) (there bool, err error) {
	if dir == "." {
		return true, nil
	}
	if there, ok := known[dir]; ok {
		return there, nil
	}
	there, err = d.checkDir(p, known, path.Dir(dir), to)
	if err != nil || !there {
		known[dir] = false
		return false, err
	}
	info, err := d.root.Stat(filepath.FromSlash(dir))
	switch {
	case missing(err):
		there = false
	case err != nil:
		return false, failed("use the folder", d.full(dir), err)
	case info.IsDir():
	case d.rec.live[dir] && p.drop[dir]:
		there = false
	default:
		return false, d.blocked(to, dir, "a file")
	}
	known[dir] = there
	return there, nil
}

// checkFile makes sure that nothing but our own file is where to has to go.
func (d *Dir) checkFile(p *plan, to string) error {
	info, err := d.root.Lstat(filepath.FromSlash(to))
	switch {
	case missing(err):
		return nil
	case err != nil:
		return failed("look at", d.full(to), err)
	case info.IsDir():
		if err := d.checkTree(p, to); err != nil {
			return err
		}
		p.empty = append(p.empty, to)
	case !d.rec.live[to] && !d.cleaned && !p.drop[d.twin(p, to)]:
		return d.blocked(to, to, "a file")
	}
	return nil
}

// twin finds the path about to be removed that differs from to in case only: on
// some systems its file is what we just saw under the name to.
func (d *Dir) twin(p *plan, to string) string {
	for _, old := range p.early {
		if strings.EqualFold(old, to) && d.same(old, to) {
			return old
		}
	}
	return ""
}

// checkTree makes sure that a folder in the way of a file holds only what goes.
func (d *Dir) checkTree(p *plan, dir string) error {
	return fs.WalkDir(d.root.FS(), dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return failed("read the folder", d.full(at), err)
		}
		if !e.IsDir() && !p.drop[at] {
			return d.blocked(dir, at, "a file")
		}
		return nil
	})
}

func (d *Dir) blocked(to, by, what string) error {
	return &refusal{ErrBlocked, fmt.Sprintf("could not write %s: %s is %s that kith did not make. "+
		"Move it away (files to publish as they are belong in static/), or build with --clean",
		d.full(to), d.full(by), what)}
}

// makeRoom removes what is in the way and makes the folders that are needed.
func (d *Dir) makeRoom(p *plan) error {
	for _, old := range p.early {
		if err := d.remove(old); err != nil {
			return failed("remove", d.full(old), err)
		}
	}
	d.prune(p.early)
	for _, dir := range p.empty {
		if err := d.removeEmpty(dir); err != nil {
			return failed("remove the folder", d.full(dir), err)
		}
	}
	// One floor after the other: a folder needs the one that it is in.
	for _, floor := range byDepth(p.dirs) {
		err := d.each(floor, func(dir string) error {
			if err := d.at("mkdir", dir); err != nil {
				return failed("make the folder", d.full(dir), err)
			}
			err := d.root.Mkdir(filepath.FromSlash(dir), 0o755)
			if err != nil && !errors.Is(err, fs.ErrExist) {
				return failed("make the folder", d.full(dir), err)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// byDepth parts folders by how deep they are, keeping their order.
func byDepth(dirs []string) [][]string {
	var out [][]string
	for _, dir := range dirs {
		depth := strings.Count(dir, "/")
		for len(out) <= depth {
			out = append(out, nil)
		}
		out[depth] = append(out[depth], dir)
	}
	return out
}

// hands is how many operations on files go on at a time: the system makes each
// wait a little.
const hands = 4

// each does something with paths, several at a time, until the first mistake.
// Where faults are tried out it is one after the other, so that they fall
// where they were meant to.
func (d *Dir) each(paths []string, do func(path string) error) error {
	const some = 64
	g, ctx := errgroup.WithContext(context.Background())
	g.SetLimit(hands)
	if d.fault != nil {
		g.SetLimit(1)
	}
	for part := range slices.Chunk(paths, some) {
		g.Go(func() error {
			for _, path := range part {
				if ctx.Err() != nil {
					return nil //nolint:nilerr // the mistake itself is told
				}
				if err := do(path); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// moveIn puts what was staged into its place.
func (d *Dir) moveIn(p *plan) error {
	for _, dir := range p.whole {
		if err := d.rename(path.Join(siteName, dir), dir); err != nil {
			return err
		}
	}
	return d.each(p.files, func(to string) error { return d.rename(stagedName(to, d.stage.staged[to]), to) })
}

func (d *Dir) rename(staged, to string) error {
	err := d.at("rename", to)
	if err == nil {
		err = d.root.Rename(filepath.Join(stageName, filepath.FromSlash(staged)), filepath.FromSlash(to))
	}
	if err != nil {
		return failed("put in place", d.full(to), err)
	}
	return nil
}

// remove deletes one of our files. If it is gone, or became a folder, it is
// not ours any more.
func (d *Dir) remove(old string) error {
	if err := d.at("remove", old); err != nil {
		return err
	}
	name := filepath.FromSlash(old)
	info, err := d.root.Lstat(name)
	if err == nil && !info.IsDir() {
		err = d.root.Remove(name)
	}
	if missing(err) {
		return nil
	}
	return err
}

// prune removes the folders of files that are gone, if nothing else is in them.
// A folder that can't be removed is empty and harms nobody.
func (d *Dir) prune(gone []string) {
	dirs := map[string]bool{}
	for _, old := range gone {
		for dir := path.Dir(old); dir != "." && !dirs[dir]; dir = path.Dir(dir) {
			dirs[dir] = true
		}
	}
	deepest := slices.Sorted(maps.Keys(dirs))
	slices.Reverse(deepest)
	for _, dir := range deepest {
		d.rmdir(dir)
	}
}

// removeEmpty removes a folder that has nothing but folders in it.
func (d *Dir) removeEmpty(dir string) error {
	var dirs []string
	err := fs.WalkDir(d.root.FS(), dir, func(at string, _ fs.DirEntry, err error) error {
		if missing(err) {
			return nil
		}
		dirs = append(dirs, at)
		return err
	})
	if err != nil {
		return err
	}
	slices.Reverse(dirs)
	for _, at := range dirs {
		d.rmdir(at)
	}
	return nil
}

// rmdir removes a folder if it is empty. A link to a folder is somebody's and stays.
func (d *Dir) rmdir(dir string) {
	if d.at("rmdir", dir) != nil {
		return
	}
	name := filepath.FromSlash(dir)
	if info, err := d.root.Lstat(name); err == nil && info.IsDir() {
		_ = d.root.Remove(name)
	}
}
