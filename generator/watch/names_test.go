package watch

import (
	"slices"
	"strings"
	"testing"
)

// named takes what waits after a change: the paths, from the bench's folder, sorted, or "anything".
func (b *bench) named() string {
	b.t.Helper()
	b.quietly()
	select {
	case paths := <-b.w.C:
		if paths == nil {
			return "anything"
		}
		for i, p := range paths {
			paths[i] = strings.TrimPrefix(p, b.at("")+"/")
		}
		slices.Sort(paths)
		return strings.Join(slices.Compact(paths), " ")
	default:
		return ""
	}
}

// A tick names every file that has changed since the one before, and none where it may be
// another.
func TestTicksName(t *testing.T) {
	b := newBench(t, Options{Roots: []string{"content", "site.toml"}}, "content/a.md", "content/b.md", "content/sub/c.md", "site.toml")
	for _, step := range []struct {
		what string
		do   func()
		want string
	}{
		{"an edit", func() { b.write("content/a.md", "more") }, "content/a.md"},
		{"edits of several", func() {
			b.write("content/b.md", "more")
			b.write("content/a.md", "and more")
			b.write("content/sub/c.md", "more")
		}, "content/a.md content/b.md content/sub/c.md"},
		{"a new folder", func() { b.write("content/new/d.md", "new") }, "anything"},
		{"an edit in it", func() { b.write("content/new/d.md", "newer") }, "content/new/d.md"},
		{"a root edited", func() { b.write("site.toml", "more") }, "anything"},
		{"an edit after another that may be anything", func() {
			b.write("site.toml", "and more")
			b.write("content/a.md", "once more")
		}, "anything"},
	} {
		for b.quiet() {
		}
		step.do()
		if got := b.named(); got != step.want {
			t.Errorf("%s: %q, want %q", step.what, got, step.want)
		}
	}
}

// More than a tick can name is anything.
func TestMostNamed(t *testing.T) {
	w := &Watcher{c: make(chan []string, 1)}
	for range mostNamed {
		w.tick("a")
	}
	if got := <-w.c; len(got) != mostNamed {
		t.Errorf("%d are named", len(got))
	}
	for range mostNamed + 2 {
		w.tick("a")
	}
	if got := <-w.c; got != nil {
		t.Errorf("%d are named", len(got))
	}
}
