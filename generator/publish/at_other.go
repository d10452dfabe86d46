//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package publish

import (
	"io/fs"
	"os"
	"path/filepath"
)

// StampAt is the stamp of what stands at a slash path below an open folder, and
// what kind of file that is: its mode without its permissions. It doesn't follow a link at the end.
func StampAt(folder *os.File, path string) (Stamp, fs.FileMode, error) {
	info, err := os.Lstat(filepath.Join(folder.Name(), filepath.FromSlash(path)))
	if err != nil {
		return Stamp{}, 0, err
	}
	return StampOf(info), info.Mode().Type(), nil
}
