package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// What errors.Is finds in the errors of this package; their messages say more.
var (
	// ErrBusy: another process is publishing into the same folder.
	ErrBusy = errors.New("the output folder is in use")
	// ErrForeign: the folder is full, and there is no record that we filled it.
	ErrForeign = errors.New("the output folder holds files that kith did not make")
	// ErrBlocked: a path we want to write is taken by something that isn't ours.
	ErrBlocked = errors.New("something that kith did not make is in the way")
	// ErrOverlap: the output folder and a folder of sources are in each other.
	ErrOverlap = errors.New("the output folder overlaps the sources")
	// ErrPath: a path can't be an output on every system a site is built on.
	ErrPath = errors.New("not a path for an output")
)

// A refusal is an error whose message stands alone and whose kind is known.
type refusal struct {
	kind error
	msg  string
}

func (r *refusal) Error() string { return r.msg }
func (r *refusal) Unwrap() error { return r.kind }

// failed says what we could not do to which file, and drops the words that
// the os package puts around the cause: they name calls and inner paths.
func failed(doing, file string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("could not %s %s: %w", doing, file, err)
}

// missing reports whether err says that there is no such file, also because what should be
// its folder is a file.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || notFolder(err)
}
