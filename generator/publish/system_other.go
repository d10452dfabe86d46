//go:build !unix

package publish

import (
	"io/fs"
)

func inode(fs.FileInfo) uint64 { return 0 }

// On Windows a path below a file is simply not found.
func notFolder(error) bool { return false }

func syncFolder(string) error { return nil }
