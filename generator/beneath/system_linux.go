package beneath

import (
	"errors"
	"io/fs"
	"os"
	"path"

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

// mkdirBeneath reports whether it made the folder. The system can't be told
// where to stay when it makes one, so the folder around it is opened first.
func mkdirBeneath(folder *os.File, name string, perm fs.FileMode) bool {
	dir, base := path.Split(name)
	in := int(folder.Fd())
	if dir != "" {
		fd, ok := openat2(folder, dir, unix.O_PATH|unix.O_DIRECTORY, 0)
		if !ok {
			return false
		}
		defer unix.Close(fd)
		in = fd
	}
	return base != "" && base != "." && base != ".." && unix.Mkdirat(in, base, uint32(perm.Perm())) == nil
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
