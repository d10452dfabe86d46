package beneath

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"sync"

	"golang.org/x/sys/unix"
)

// openBeneath returns nil where the system says no, for whatever reason.
func openBeneath(folder *os.File, name string, flags int, perm fs.FileMode) *os.File {
	fd, ok := openat2(folder, name, flags, perm)
	if !ok {
		return nil
	}
	return os.NewFile(uintptr(fd), name)
}

// within is the folder in which one was made last: a site has thousands of
// folders beside each other.
type within struct {
	mu   sync.Mutex
	name string // "" for none
	fd   int
}

// mkdir reports whether it made a folder. The system can't be told where to
// stay when it makes one, so the folder around it is opened first.
func (w *within) mkdir(folder *os.File, name string, perm fs.FileMode) bool {
	dir, base := path.Split(name)
	if base == "" || base == "." || base == ".." {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	in := int(folder.Fd())
	if dir != "" {
		if dir != w.name && !w.enter(folder, dir) {
			return false
		}
		in = w.fd
	}
	return unix.Mkdirat(in, base, uint32(perm.Perm())) == nil
}

func (w *within) enter(folder *os.File, dir string) bool {
	w.leave()
	fd, ok := openat2(folder, dir, unix.O_PATH|unix.O_DIRECTORY, 0)
	if ok {
		w.name, w.fd = dir, fd
	}
	return ok
}

func (w *within) leave() {
	if w.name != "" {
		_ = unix.Close(w.fd)
		w.name = ""
	}
}

func (w *within) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.leave()
}

func openat2(folder *os.File, name string, flags int, perm fs.FileMode) (fd int, ok bool) {
	how := unix.OpenHow{Flags: uint64(flags) | unix.O_CLOEXEC | unix.O_LARGEFILE, Mode: uint64(perm.Perm()), Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_MAGICLINKS}
	for {
		fd, err := unix.Openat2(int(folder.Fd()), name, &how)
		if !errors.Is(err, unix.EINTR) {
			return fd, err == nil
		}
	}
}
