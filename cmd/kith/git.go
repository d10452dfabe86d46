package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// longestCheckout is how long git may keep its lock and still be believed to
// be changing files: one that was killed leaves it behind, and one that waits
// for somebody to write a message keeps it.
const longestCheckout = 10 * time.Second

// gitAtWork says whether git is changing the files of a folder just now. While
// it does, half of them are of one branch and half of another, and between two
// of them may be more time than between two saves. It is nil where there is no
// git.
func gitAtWork(dir string) func() bool {
	lock := gitLock(dir)
	if lock == "" {
		return nil
	}
	return func() bool {
		info, err := os.Stat(lock)
		return err == nil && time.Since(info.ModTime()) < longestCheckout
	}
}

// gitLock is the file that is there while git works on a folder, "" where there
// is no git.
func gitLock(dir string) string {
	for {
		at := filepath.Join(dir, ".git")
		if info, err := os.Stat(at); err == nil {
			if info.IsDir() {
				return filepath.Join(at, "index.lock")
			}
			// A second work tree has a file that says where its own folder is.
			text, err := os.ReadFile(at)
			to, ok := strings.CutPrefix(strings.TrimSpace(string(text)), "gitdir: ")
			if err != nil || !ok {
				return ""
			}
			if to = filepath.FromSlash(to); !filepath.IsAbs(to) {
				to = filepath.Join(dir, to)
			}
			return filepath.Join(to, "index.lock")
		}
		above := filepath.Dir(dir)
		if above == dir {
			return ""
		}
		dir = above
	}
}
