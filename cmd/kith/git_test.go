package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestGitAtWork(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	write("one/.git/HEAD", "")
	write("one/hub/site.toml", "")
	write("one/.git/worktrees/two/HEAD", "")
	write("two/.git", "gitdir: ../one/.git/worktrees/two\n")
	for hub, lock := range map[string]string{"one/hub": "one/.git/index.lock", "two": "one/.git/worktrees/two/index.lock"} {
		busy := gitAtWork(filepath.Join(dir, filepath.FromSlash(hub)))
		if busy == nil {
			t.Fatalf("no git at %s", hub)
		}
		if busy() {
			t.Errorf("%s: busy without a lock", hub)
		}
		file := write(lock, "")
		if !busy() {
			t.Errorf("%s: not busy with a lock", hub)
		}
		old := time.Now().Add(-2 * longestCheckout)
		if err := os.Chtimes(file, old, old); err != nil {
			t.Fatal(err)
		}
		if busy() {
			t.Errorf("%s: busy with a lock that somebody left behind", hub)
		}
	}
}
