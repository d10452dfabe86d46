package generator

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"sync"
	"time"

	"kith/generator/ledger"
	"kith/generator/publish"
)

// stats are the stamps of all sources, taken once, before anything is read:
// a file that changes afterwards has another stamp next time.
type stats struct {
	// of has the stamps of plain files by path; links are not among them.
	of map[string]publish.Stamp
	// dirs are the folders that were listed, so that nobody has to ask for
	// them again.
	dirs map[string][]fs.DirEntry
	// digest stands for all of them. It is zero where one is too young to be
	// trusted, so that the next run looks closer.
	digest ledger.Digest
	// theme stands for the files under themes/; zero where one is young.
	theme ledger.Digest
	// trustBefore is the time, in nanoseconds since 1970, before which a file
	// was last written if its stamp is to be trusted: one written within the
	// last two seconds may change again without its stamp showing it.
	trustBefore int64
}

// stats looks at the sources, the first time it is asked.
func (l *line) stats() *stats {
	if l.seen != nil {
		return l.seen
	}
	s := &stats{
		of: map[string]publish.Stamp{}, dirs: map[string][]fs.DirEntry{},
		trustBefore: l.now().Add(-2 * time.Second).UnixNano(),
	}
	var all []byte
	young := false
	for _, root := range []string{"content", "static", "themes"} {
		t := &table{stats: s, fsys: l.fs}
		t.folder(root)
		all = append(all, t.text...)
		young = young || t.young
		if root == "themes" && !t.young {
			s.theme = ledger.Bytes(t.text)
		}
	}
	t := &table{stats: s, fsys: l.fs}
	if info, err := fs.Stat(l.fs, l.configFile()); err == nil {
		t.file(l.configFile(), info)
	}
	all = append(all, t.text...)
	if !young && !t.young {
		s.digest = ledger.Bytes(all)
	}
	l.seen = s
	return s
}

// table writes down the stamps of one tree.
type table struct {
	*stats
	fsys  fs.FS
	text  []byte
	young bool
}

// entry is a directory entry that was looked at.
type entry struct {
	fs.DirEntry
	info fs.FileInfo
	err  error
}

func (e entry) Info() (fs.FileInfo, error) { return e.info, e.err }

func (t *table) folder(dir string) {
	found, err := fs.ReadDir(t.fsys, dir)
	if err != nil {
		t.text = fmt.Appendf(t.text, "%s\x00%v\x00", dir, err)
		return
	}
	// A folder of ten thousand files takes a while to look at one by one.
	entries := make([]fs.DirEntry, len(found))
	var wait sync.WaitGroup
	for c := range chunks(len(found)) {
		look := func() {
			for i := c.from; i < c.to; i++ {
				e := entry{DirEntry: found[i]}
				if !e.IsDir() {
					e.info, e.err = found[i].Info()
				}
				entries[i] = e
			}
		}
		if len(found) < 256 {
			look()
			continue
		}
		wait.Go(look)
	}
	wait.Wait()
	t.dirs[dir] = entries
	for _, d := range entries {
		e := d.(entry)
		p := path.Join(dir, e.Name())
		switch {
		case e.IsDir():
			t.folder(p)
		case e.err != nil:
			t.text = fmt.Appendf(t.text, "%s\x00%v\x00", p, e.err)
			t.young = true // gone meanwhile: look closer
		case e.Type().IsRegular():
			t.of[p] = publish.StampOf(e.info)
			t.file(p, e.info)
		case e.Type()&fs.ModeSymlink != 0:
			if info, err := fs.Stat(t.fsys, p); err == nil {
				t.file(p, info)
			} else {
				t.text = fmt.Appendf(t.text, "%s\x00%v\x00", p, err)
			}
		default:
			t.text = fmt.Appendf(t.text, "%s\x00%v\x00", p, e.Type())
		}
	}
}

func (t *table) file(p string, info fs.FileInfo) {
	stamp := publish.StampOf(info)
	t.young = t.young || stamp.MTime >= t.trustBefore
	t.text = append(append(t.text, p...), 0)
	t.text = append(strconv.AppendInt(t.text, stamp.Size, 10), ' ')
	t.text = append(strconv.AppendInt(t.text, stamp.MTime, 10), ' ')
	t.text = append(strconv.AppendUint(t.text, stamp.Inode, 10), 0)
}

// seenFS is the site's folder with its listings as stats took them.
type seenFS struct {
	fs.FS
	dirs map[string][]fs.DirEntry
}

func (f seenFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if entries, ok := f.dirs[name]; ok {
		return entries, nil
	}
	return fs.ReadDir(f.FS, name)
}

// Stat keeps links from being followed out of the site's folder: the folder
// underneath refuses that.
func (f seenFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }
