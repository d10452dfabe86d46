package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

const patience = 20 * time.Second

// A bench is a watched folder with tools to work on it.
type bench struct {
	t    *testing.T
	dir  string
	w    *Watcher
	mark int
	mu   sync.Mutex
	seen map[string]bool // marks the watcher has looked at
}

func newBench(t *testing.T, opts Options, files ...string) *bench {
	b := &bench{t: t, dir: t.TempDir(), seen: map[string]bool{}}
	for _, f := range files {
		b.write(f, "first")
	}
	for i, root := range opts.Roots {
		opts.Roots[i] = b.at(root)
	}
	opts.Ignore = func(path string) bool {
		name := filepath.Base(path)
		b.mu.Lock()
		defer b.mu.Unlock()
		if strings.HasPrefix(name, "mark-") {
			b.seen[name] = true
		}
		return strings.HasPrefix(name, "mark-") || strings.HasSuffix(name, "~")
	}
	w, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	b.w = w
	return b
}

func (b *bench) at(p string) string { return filepath.Join(b.dir, filepath.FromSlash(p)) }

func (b *bench) write(p, text string) {
	b.t.Helper()
	err := errors.Join(os.MkdirAll(filepath.Dir(b.at(p)), 0o755), os.WriteFile(b.at(p), []byte(text), 0o644))
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) do(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// quiet waits until the watcher has dealt with everything up to now: it has looked at a
// file made just for this, whose change it ignores. Then it takes the
// tick that may be there, and reports whether there was one.
func (b *bench) quiet() (ticked bool) {
	b.t.Helper()
	b.quietly()
	select {
	case <-b.w.C:
		return true
	default:
		return false
	}
}

// quietly is quiet without taking the tick.
func (b *bench) quietly() {
	b.t.Helper()
	for range 2 { // what the first mark leaves to do is done before the second is seen
		b.mark++
		name := fmt.Sprint("mark-", b.mark)
		b.write("content/"+name, "")
		await(b.t, func() bool {
			b.mu.Lock()
			defer b.mu.Unlock()
			return b.seen[name]
		})
	}
}

// ticks waits for a tick after a change.
func (b *bench) ticks(after string) {
	b.t.Helper()
	select {
	case <-b.w.C:
	case <-time.After(patience):
		b.t.Fatalf("no tick after: %s", after)
	}
}

func await(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatal("waited in vain")
		}
	}
}

func TestChangesTick(t *testing.T) {
	for name, poll := range map[string]time.Duration{"events": 0, "polling": time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, Options{
				Roots: []string{"content", "site.toml", "themes/own", "static"},
				Poll:  poll,
			}, "content/stories/kettle.md", "content/people/ada.md", "site.toml", "elsewhere/x")
			steps := []struct {
				what string
				do   func()
			}{
				{"a file edited", func() { b.write("content/people/ada.md", "second edition") }},
				{"a file added", func() { b.write("content/people/bo.md", "Bo") }},
				{"a file removed", func() { b.do(os.Remove(b.at("content/people/bo.md"))) }},
				{"a root that is a file edited", func() { b.write("site.toml", "edited, too") }},
				{"a file saved by renaming", func() {
					b.write("content/people/ada.md~", "third, by a careful editor")
					b.do(os.Rename(b.at("content/people/ada.md~"), b.at("content/people/ada.md")))
				}},
				{"a root saved by renaming", func() {
					b.write("new.toml", "a careful edit of the settings")
					b.do(os.Rename(b.at("new.toml"), b.at("site.toml")))
				}},
				{"a root removed", func() { b.do(os.Remove(b.at("site.toml"))) }},
				{"a root that is back", func() { b.write("site.toml", "back") }},
				{"a new folder with a file", func() { b.write("content/values/deep/down/trust.md", "trust") }},
				{"an edit in the new folder", func() { b.write("content/values/deep/down/trust.md", "more trust") }},
				{"a folder renamed", func() { b.do(os.Rename(b.at("content/values"), b.at("content/beliefs"))) }},
				{"an edit in the renamed folder", func() { b.write("content/beliefs/deep/down/trust.md", "even more trust") }},
				{"a folder of the old name", func() { b.write("content/values/deep/down/trust.md", "again") }},
				{"an edit in that one", func() { b.write("content/values/deep/down/trust.md", "and again") }},
				{"a folder moved away", func() { b.do(os.Rename(b.at("content/values"), b.at("elsewhere/values"))) }},
				{"a folder moved in", func() { b.do(os.Rename(b.at("elsewhere/values"), b.at("content/stories/values"))) }},
				{"an edit deep in what was moved in", func() { b.write("content/stories/values/deep/down/trust.md", "still?") }},
				{"a folder removed", func() { b.do(os.RemoveAll(b.at("content/stories"))) }},
				{"a root that comes to be", func() { b.write("static/logo.svg", "<svg>") }},
				{"an edit in it", func() { b.write("static/logo.svg", "<svg/> smaller") }},
				{"a root and the folder it is in", func() { b.write("themes/own/strings/en.toml", "hello") }},
				{"an edit in that root", func() { b.write("themes/own/strings/en.toml", "hello there") }},
				{"that root removed", func() { b.do(os.RemoveAll(b.at("themes"))) }},
				{"and made again", func() { b.write("themes/own/base.html", "<html>") }},
				{"and edited", func() { b.write("themes/own/base.html", "<html lang>") }},
			}
			for _, step := range steps {
				b.quiet()
				step.do()
				b.ticks(step.what)
			}
			// What doesn't matter makes no tick.
			for b.quiet() {
			}
			b.write("elsewhere/x", "nobody looks here")
			b.write("other.toml", "beside a root")
			b.write("content/people/.ada.md~", "an editor's backup")
			b.write("themes/other/base.html", "another theme")
			b.do(os.Chmod(b.at("site.toml"), 0o600))
			if b.quiet() {
				t.Error("a change that doesn't matter made a tick")
			}
			b.do(os.RemoveAll(b.at("content")))
			b.ticks("all content removed")
		})
	}
}

// However much happens while nobody reads, one tick waits.
func TestOneTickWaits(t *testing.T) {
	b := newBench(t, Options{Roots: []string{"content"}}, "content/a.md")
	for i := range 100 {
		b.write(fmt.Sprintf("content/%d/story.md", i), "x")
	}
	if !b.quiet() {
		t.Error("no tick")
	}
	b.write("content/77/story.md", "yy")
	b.ticks("an edit in one of many new folders")
	b.w.Close()
	b.w.Close()
	n := 0
	for range b.w.C {
		n++
	}
	if n > 1 {
		t.Errorf("%d ticks were waiting", n)
	}
}

// full stands for a system that has room for a few more folders only.
type full struct {
	events
	room *int
}

func (f full) Add(dir string) error {
	if *f.room--; *f.room < 0 {
		return &os.PathError{Op: "inotify_add_watch", Path: dir, Err: syscall.ENOSPC}
	}
	return f.events.Add(dir)
}

// Where events can't be had, at the start or later on, we look instead.
func TestFallBack(t *testing.T) {
	for _, room := range []int{-1, 0, 1, 3, 4} {
		t.Run(fmt.Sprint("room for ", room), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write := func(p, text string) {
				p = filepath.Join(dir, p)
				if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.WriteFile(p, []byte(text), 0o644)); err != nil {
					t.Fatal(err)
				}
			}
			write("content/a/b.md", "x")
			room := room
			w, err := start(Options{Roots: []string{filepath.Join(dir, "content")}}, func() (events, error) {
				if room < 0 {
					return nil, syscall.EMFILE
				}
				ev, err := newEvents()
				return full{ev, &room}, err
			}, time.Millisecond)
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			for i := range 3 {
				write(fmt.Sprintf("content/new-%d/a.md", i), "new")
				select {
				case <-w.C:
				case <-time.After(patience):
					t.Fatal("no tick")
				}
			}
			await(t, func() bool { return w.Polling() != nil })
			if err := w.Polling(); !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EMFILE) {
				t.Errorf("the reason given is %v", err)
			}
		})
	}
}

// After the system lost events everything is looked at again.
func TestLostEvents(t *testing.T) {
	dir := t.TempDir()
	var sent chan error
	w, err := start(Options{Roots: []string{dir}}, func() (events, error) {
		ev, err := newEvents()
		sent = make(chan error)
		return lossy{ev, sent}, err
	}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	sent <- fsnotify.ErrEventOverflow
	select {
	case <-w.C:
	case <-time.After(patience):
		t.Error("no tick")
	}
	if w.Polling() != nil {
		t.Error(w.Polling())
	}
}

type lossy struct {
	events
	errs chan error
}

func (l lossy) channels() (<-chan fsnotify.Event, <-chan error) {
	changes, _ := l.events.channels()
	return changes, l.errs
}

func (l lossy) Close() error {
	close(l.errs)
	return l.events.Close()
}

// Nothing of a closed watcher runs on.
func TestCloseLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	for _, poll := range []time.Duration{0, time.Hour, time.Nanosecond} {
		w, err := New(Options{Roots: []string{dir, filepath.Join(dir, "missing")}, Poll: poll})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "x"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		w.Close()
		if all := stacks(); strings.Contains(all, "watch.(*") {
			t.Errorf("still running:\n%s", all)
		}
		for range w.C {
		}
	}
	await(t, func() bool { return !strings.Contains(stacks(), "fsnotify.(*") })
}

func stacks() string {
	buf := make([]byte, 1<<20)
	return string(buf[:runtime.Stack(buf, true)])
}
