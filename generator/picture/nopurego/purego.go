// Package purego stands in for the module of that name, which go.mod replaces
// with it.
//
// The decoder of HEIC would use it to look for a libheif on the machine and
// call that instead of its own copy. Then kith would not be one static program
// any more, and the same photo could come out differently on two machines. This
// stand-in finds no library, ever, so `go build ./cmd/kith` needs no tags.
package purego

import "errors"

// Modes of Dlopen.
const (
	RTLD_NOW    = 2     //nolint:revive // the original's name
	RTLD_GLOBAL = 0x100 //nolint:revive // as above
)

// Dlopen finds nothing.
func Dlopen(string, int) (uintptr, error) {
	return 0, errors.New("kith uses no libraries of the machine")
}

// RegisterLibFunc refuses. On Windows the decoder opens a library without
// Dlopen, and falls back on its own copy when this panics.
func RegisterLibFunc(any, uintptr, string) {
	panic("kith uses no libraries of the machine")
}
