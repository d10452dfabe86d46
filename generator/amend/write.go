package amend

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// ErrChanged says that a file no longer holds what the change was made from.
var ErrChanged = errors.New("the file has changed in the meantime")

// Write puts now in the place of was, in a file below content/ of the hub in
// dir. file is a slash path from dir.
//
// It is meant for requests that come over a network, so it trusts no path: the
// file is a Markdown file below content/, of which no part begins with a dot;
// neither it nor a folder on the way is a link; it is there already; and it
// still holds was, byte for byte (else ErrChanged). All of it goes through one
// os.Root, so that a link that appears meanwhile leads nowhere either. The new
// text is complete on the disk before it takes the old one's place in one
// step: whoever reads sees one or the other.
func Write(dir, file string, was, now []byte) (err error) {
	if why := unfit(file); why != "" {
		return fmt.Errorf("%q %s", file, why)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("opening the hub's folder: %w", err)
	}
	defer root.Close()
	info, err := plain(root, file)
	if err != nil {
		return err
	}
	name := filepath.FromSlash(file)
	if err := same(root, name, was); err != nil {
		return err
	}
	tmp := filepath.Join(filepath.Dir(name), ".kith-"+rand.Text()[:10])
	defer root.Remove(tmp)
	if err := fill(root, tmp, now, info.Mode().Perm()); err != nil {
		return fmt.Errorf("writing beside %s: %w", file, err)
	}
	// Somebody may have saved while we wrote.
	if err := same(root, name, was); err != nil {
		return err
	}
	if err := root.Rename(tmp, name); err != nil {
		return fmt.Errorf("writing %s: %w", file, err)
	}
	return nil
}

// Read returns the bytes of a file that Write would write.
func Read(dir, file string) ([]byte, error) {
	if why := unfit(file); why != "" {
		return nil, fmt.Errorf("%q %s", file, why)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the hub's folder: %w", err)
	}
	defer root.Close()
	if _, err := plain(root, file); err != nil {
		return nil, err
	}
	return root.ReadFile(filepath.FromSlash(file))
}

// unfit says what is wrong with a path, or nothing.
func unfit(file string) string {
	if !fs.ValidPath(file) || strings.ContainsAny(file, "\\:\x00") {
		return "is no path inside the hub"
	}
	if !strings.HasPrefix(file, "content/") {
		return "is not below content/"
	}
	if !strings.EqualFold(path.Ext(file), ".md") {
		return "is no Markdown file"
	}
	for part := range strings.SplitSeq(file, "/") {
		if strings.HasPrefix(part, ".") {
			return "has a name that begins with a dot"
		}
	}
	return ""
}

// plain looks at every step of a path, and says no to links.
func plain(root *os.Root, file string) (fs.FileInfo, error) {
	for i, r := range file + "/" {
		if r != '/' {
			continue
		}
		part := file[:i]
		info, err := root.Lstat(filepath.FromSlash(part))
		switch {
		case err != nil:
			return nil, err
		case part == file && info.Mode().IsRegular():
			return info, nil
		case part == file || !info.IsDir():
			return nil, fmt.Errorf("%s is a link or something else that is no plain file or folder", part)
		}
	}
	return nil, fs.ErrNotExist
}

func same(root *os.Root, name string, was []byte) error {
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if string(now) != string(was) {
		return ErrChanged
	}
	return nil
}

func fill(root *os.Root, name string, data []byte, perm fs.FileMode) (err error) {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.Write(data); err != nil {
		return err
	}
	// The mask of the process may have taken some of it away.
	if err := f.Chmod(perm); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return f.Sync()
}
