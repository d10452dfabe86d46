package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"sync"
)

// stage is where finished bytes wait until the whole site has passed its checks.
// Its files are numbered and lie flat: thousands of writers need no folder made
// and no path walked, and the one folder each page needs is made once, in Commit.
type stage struct {
	mu    sync.Mutex
	root  *os.Root          // nil until the first file
	names map[string]string // output path -> name in the staging folder
	next  uint64
}

// Stage writes the bytes that path shall have after Commit. A later Stage of the
// same path replaces an earlier one. Nothing in the published site changes.
// Any number of goroutines may stage at once.
func (d *Dir) Stage(path string, data []byte) error {
	if err := ValidPath(path); err != nil {
		return err
	}
	root, name, err := d.stageFor()
	if err != nil {
		return failed("make the staging folder in", d.shown, err)
	}
	if err := d.writeStaged(root, name, path, data); err != nil {
		_ = root.Remove(name)
		return failed("write", d.full(path), err)
	}
	d.stage.mu.Lock()
	old := d.stage.names[path]
	d.stage.names[path] = name
	d.stage.mu.Unlock()
	if old != "" {
		if err := root.Remove(old); err != nil {
			return failed("write again", d.full(path), err)
		}
	}
	return nil
}

// stageFor returns the staging folder, made at the first call, and a free name in it.
func (d *Dir) stageFor() (*os.Root, string, error) {
	s := &d.stage
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.root == nil {
		if err := d.at("mkdir", stageName); err != nil {
			return nil, "", err
		}
		if err := d.root.Mkdir(stageName, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, "", err
		}
		root, err := d.root.OpenRoot(stageName)
		if err != nil {
			return nil, "", err
		}
		s.root, s.names = root, map[string]string{}
	}
	s.next++
	return s.root, strconv.FormatUint(s.next, 36), nil
}

func (d *Dir) writeStaged(root *os.Root, name, path string, data []byte) error {
	if err := d.at("create", path); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	err = d.writeAll(f, path, data)
	return errors.Join(err, f.Close())
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

// dropStage removes the staging folder with everything in it, also one that a
// killed run left.
func (d *Dir) dropStage() error {
	s := &d.stage
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.root != nil {
		s.root.Close()
		s.root, s.names = nil, nil
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
