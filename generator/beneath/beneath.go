// Package beneath opens and makes files below a folder, and nowhere else,
// whatever links lie in it.
//
// That is what os.Root is for, and it decides here too. But it opens and
// closes every folder on the way to a file, each time: a site of ten thousand
// stories took a quarter of a million calls of the system more than files.
// Where the system can be asked to stay beneath a folder by itself (openat2 on
// Linux), one call does it; where it cannot, or says no, os.Root is asked.
//
// It leaves to others what the files are for. Start reading at Folder.
package beneath

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Folder is an open folder. Any number of goroutines may use it. Names are slash
// paths below it.
type Folder struct {
	root *os.Root
	at   *os.File // the same folder, to ask the system from
	within
}

// Open opens the folder of a root, which stays the caller's.
func Open(root *os.Root) (*Folder, error) {
	at, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	return &Folder{root: root, at: at}, nil
}

// Close lets go of the folder.
func (f *Folder) Close() error {
	f.close()
	return f.at.Close()
}

// Open opens a file for reading.
func (f *Folder) Open(name string) (*os.File, error) {
	return f.open(name, os.O_RDONLY, 0)
}

// Create makes a file that is not there yet, for writing.
func (f *Folder) Create(name string, perm fs.FileMode) (*os.File, error) {
	return f.open(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
}

func (f *Folder) open(name string, flags int, perm fs.FileMode) (*os.File, error) {
	if file := openBeneath(f.at, name, flags, perm); file != nil {
		return file, nil
	}
	return f.root.OpenFile(filepath.FromSlash(name), flags, perm)
}

// Mkdir makes a folder in one that is there.
func (f *Folder) Mkdir(name string, perm fs.FileMode) error {
	if f.mkdir(f.at, name, perm) {
		return nil
	}
	return f.root.Mkdir(filepath.FromSlash(name), perm)
}
