package generator

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
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
	// text is what they all are, written down, young the files whose stamp
	// can't be trusted yet.
	text  []byte
	young []string
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
		t := &table{stats: s, root: l.root}
		t.folder(root)
		all = append(all, t.text...)
		young = young || t.young
		if root == "themes" && !t.young {
			s.theme = ledger.Bytes(t.text)
		}
	}
	t := &table{stats: s, root: l.root}
	if info, err := fs.Stat(l.fs, l.configFile()); err == nil {
		t.file(l.configFile(), publish.StampOf(info))
	}
	all = append(all, t.text...)
	if !young && !t.young {
		s.digest = ledger.Bytes(all)
	}
	s.text = all
	l.seen = s
	return s
}

// table writes down the stamps of one tree.
type table struct {
	*stats
	root  *os.Root
	text  []byte
	young bool
}

// entry is something in a folder, as it was when it was looked at: what there
// is to know of it in a listing, and by itself.
type entry struct {
	name  string
	kind  fs.FileMode
	stamp publish.Stamp
	err   error
}

func (e *entry) Name() string               { return e.name }
func (e *entry) IsDir() bool                { return e.kind.IsDir() }
func (e *entry) Type() fs.FileMode          { return e.kind }
func (e *entry) Info() (fs.FileInfo, error) { return e, e.err }
func (e *entry) Size() int64                { return e.stamp.Size }
func (e *entry) Mode() fs.FileMode          { return e.kind }
func (e *entry) ModTime() time.Time         { return time.Unix(0, e.stamp.MTime) }
func (e *entry) Sys() any                   { return nil }

func (t *table) folder(dir string) {
	entries, err := t.list(dir)
	if err != nil {
		t.text = fmt.Appendf(t.text, "%s\x00%v\x00", dir, err)
		return
	}
	listed := make([]fs.DirEntry, len(entries))
	t.dirs[dir] = listed
	t.text = slices.Grow(t.text, len(entries)*96) // as much as most take
	for i := range entries {
		e := &entries[i]
		listed[i] = e
		p := path.Join(dir, e.name)
		switch {
		case e.err != nil:
			t.text = fmt.Appendf(t.text, "%s\x00%v\x00", p, e.err)
			t.young = true // gone meanwhile: look closer
			t.stats.young = append(t.stats.young, p)
		case e.IsDir():
			t.folder(p)
		case e.kind.IsRegular():
			t.of[p] = e.stamp
			t.file(p, e.stamp)
		case e.kind&fs.ModeSymlink != 0:
			if info, err := fs.Stat(t.root.FS(), p); err == nil {
				t.file(p, publish.StampOf(info))
			} else {
				t.text = fmt.Appendf(t.text, "%s\x00%v\x00", p, err)
			}
		default:
			t.text = fmt.Appendf(t.text, "%s\x00%v\x00", p, e.kind)
		}
	}
}

// list looks at everything in a folder, in the order of names. To look at ten
// thousand files one by one takes a while, so it is done several at a time.
func (t *table) list(dir string) ([]entry, error) {
	folder, err := t.root.Open(dir)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	names, err := folder.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	entries := make([]entry, len(names))
	var wait sync.WaitGroup
	const each = 512 // they are looked at faster than they are handed out
	for from := 0; from < len(names); from += each {
		look := func() {
			for i := from; i < min(from+each, len(names)); i++ {
				e := &entries[i]
				e.name = names[i]
				e.stamp, e.kind, e.err = publish.StampAt(folder, e.name)
			}
		}
		if len(names) <= each {
			look()
			break
		}
		wait.Go(look)
	}
	wait.Wait()
	return entries, nil
}

func (t *table) file(p string, stamp publish.Stamp) {
	if stamp.MTime >= t.trustBefore {
		t.young = true
		t.stats.young = append(t.stats.young, p)
	}
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
