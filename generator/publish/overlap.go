package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// CheckOverlap refuses an output folder that is, holds or lies inside one of the
// sources (files or folders; they need not exist), and the two folders
// nobody means: the root of a disk and the user's home. Links are followed, and folders
// are compared as the file system compares them, so another spelling doesn't
// slip through. The error is ErrOverlap and says which is in which.
func CheckOverlap(out string, sources ...string) error {
	o, err := newPlace(out)
	if err != nil {
		return failed("find the output folder", out, err)
	}
	if info, err := os.Stat(out); err == nil && !info.IsDir() {
		return &refusal{ErrOverlap, out + " is a file: the output needs a folder of its own, such as public"}
	}
	if filepath.Dir(o.path) == o.path {
		return &refusal{ErrOverlap, out + " is the root of the disk: give the output a folder of its own, such as public"}
	}
	if home, err := os.UserHomeDir(); err == nil {
		if h, err := newPlace(home); err == nil && (o.within(h) && h.within(o)) {
			return &refusal{ErrOverlap, out + " is your home folder: give the output a folder of its own, such as public"}
		}
	}
	for _, source := range sources {
		s, err := newPlace(source)
		if err != nil {
			return failed("find", source, err)
		}
		inside, holds := o.within(s), s.within(o)
		how := ""
		switch {
		case inside && holds:
			how = "is the same as"
		case inside:
			how = "lies inside"
		case holds:
			how = "holds"
		default:
			continue
		}
		return &refusal{ErrOverlap, fmt.Sprintf("the output folder %s %s %s, which is read to make the site: "+
			"choose a folder that nothing else uses, such as public", out, how, source)}
	}
	return nil
}

// A place is a path and the folders it lies in, as the file system knows them.
type place struct {
	path  string
	self  os.FileInfo   // nil if it doesn't exist
	above []os.FileInfo // itself and the folders above, as far as they exist
}

func newPlace(name string) (place, error) {
	p, err := resolve(name)
	if err != nil {
		return place{}, err
	}
	pl := place{path: p}
	for dir := p; ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err == nil {
			pl.above = append(pl.above, info)
			if dir == p {
				pl.self = info
			}
		}
		if filepath.Dir(dir) == dir {
			return pl, nil
		}
	}
}

// within reports whether p is q or somewhere below it.
func (p place) within(q place) bool {
	if q.self != nil {
		for _, info := range p.above {
			if os.SameFile(info, q.self) {
				return true
			}
		}
	}
	a, b := p.path, q.path
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		a, b = strings.ToLower(a), strings.ToLower(b)
	}
	rel, err := filepath.Rel(b, a)
	return err == nil && filepath.IsLocal(rel)
}

// resolve follows the links in a path of which the end may not exist yet.
func resolve(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if err == nil || !errors.Is(err, fs.ErrNotExist) || filepath.Dir(abs) == abs {
		return real, err
	}
	dir, err := resolve(filepath.Dir(abs))
	return filepath.Join(dir, filepath.Base(abs)), err
}
