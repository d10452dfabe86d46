package publish

import (
	"io/fs"
)

// Stamp is what a file system tells about a file without opening it: enough to
// see that it is still the file it was.
type Stamp struct {
	Size  int64  // bytes
	MTime int64  // last change of the bytes, nanoseconds since 1970
	Inode uint64 // 0 where there is none (Windows)
}

// StampOf makes a stamp from what os.Stat or a directory entry returned.
func StampOf(info fs.FileInfo) Stamp {
	return Stamp{Size: info.Size(), MTime: info.ModTime().UnixNano(), Inode: inode(info)}
}

// Stat returns the stamp of a published file. If there is none, or something
// that is not a file, the error is fs.ErrNotExist.
//
// It goes by the plain path, not step by step through the os.Root: it is asked for every
// output on every run, and looking is harmless.
func (d *Dir) Stat(path string) (Stamp, error) {
	if err := ValidPath(path); err != nil {
		return Stamp{}, err
	}
	stamp, kind, err := StampAt(d.folder, path)
	switch {
	case missing(err), err == nil && !kind.IsRegular():
		return Stamp{}, failed("find", d.full(path), fs.ErrNotExist)
	case err != nil:
		return Stamp{}, failed("look at", d.full(path), err)
	}
	return stamp, nil
}
