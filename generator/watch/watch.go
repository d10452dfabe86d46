// Package watch says when to look again, and where: it watches files and folders,
// with all that is in them, and ticks when something in them has changed. It never
// says what: what a change means is worked out by reading the sources.
//
//	w, err := watch.New(watch.Options{Roots: []string{"content", "site.toml"}})
//	for changed := range w.C {
//		load(changed)
//	}
//
// Ticks are not delayed to gather events: the first event ticks at once, and while
// the reader is busy all further events become one tick that waits for it. A
// change is therefore always followed by a load that starts after it. A tick names
// the paths it is about, or none where any may have changed: when events were lost,
// when folders came or went, and when we look at every file ourselves.
//
// Where the system can't watch (too many folders, a network disk, or because it
// was asked to) the package looks at every file every so often instead.
//
// What is ignored is the caller's to say. Start reading at New; notify.go is the
// watching by events, poll.go the one by looking.
package watch

import (
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Options says what to watch.
type Options struct {
	// Roots are files and folders; folders are watched with all that is in them.
	// They need not exist: their coming, going and coming back is noticed. Links
	// to folders inside a root are not followed; a root may be one.
	Roots []string

	// Ignore reports whether changes to a path don't matter; a folder that is
	// ignored isn't looked into. The path begins with its root as given in
	// Roots, made absolute. It is called by one goroutine at a time. May be nil.
	Ignore func(path string) bool

	// Poll, if not 0, asks for looking at every file in this interval
	// instead of waiting for the system's events.
	Poll time.Duration
}

// fallbackPoll is how often we look when events turn out not to work.
const fallbackPoll = time.Second

// A Watcher watches until it is closed.
type Watcher struct {
	// C has a tick after something changed: the absolute paths, or nil if it may
	// be anything. It holds one at most, so a reader that was busy finds one tick
	// for everything that happened meanwhile. It is closed by Close.
	C <-chan []string

	c     chan []string
	roots []string // absolute
	opts  Options
	// how often to look if events don't work
	fallback time.Duration

	done chan struct{}
	once sync.Once
	wg   sync.WaitGroup

	mu  sync.Mutex
	why error
}

// New starts watching. What changes after it has returned is noticed. It fails
// only if the working directory is gone: where events can't be had it polls, see Polling.
func New(opts Options) (*Watcher, error) {
	return start(opts, newEvents, fallbackPoll)
}

func start(opts Options, events func() (events, error), fallback time.Duration) (*Watcher, error) {
	w := &Watcher{c: make(chan []string, 1), opts: opts, fallback: fallback, done: make(chan struct{})}
	w.C = w.c
	for _, root := range opts.Roots {
		abs, err := filepath.Abs(root)
		if err != nil {
			return nil, err
		}
		w.roots = append(w.roots, abs)
	}
	if opts.Poll > 0 {
		w.run(w.poller(opts.Poll))
		return w, nil
	}
	n, err := w.notifier(events)
	if err != nil {
		w.run(w.fallBack(err))
		return w, nil
	}
	w.run(n.loop)
	return w, nil
}

// run calls loop in the watcher's goroutine; C is closed when that ends.
func (w *Watcher) run(loop func()) {
	w.wg.Go(func() {
		defer close(w.c)
		loop()
	})
}

// fallBack notes why events don't work and returns the loop that does without.
func (w *Watcher) fallBack(why error) func() {
	w.mu.Lock()
	w.why = why
	w.mu.Unlock()
	return w.poller(w.fallback)
}

// Polling returns the reason why the system's events are not used although they
// were not declined by Options.Poll, and nil while they are.
func (w *Watcher) Polling() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.why
}

// Close stops watching and closes C. When it returns nothing of the watcher runs any more.
// It may be called more than once.
func (w *Watcher) Close() {
	w.once.Do(func() { close(w.done) })
	w.wg.Wait()
}

// mostNamed is how many paths a tick names; beyond that looking at everything is no
// slower, and nothing has to be kept.
const mostNamed = 2000

// tick lets the reader know which path has changed, or, with none, that anything may have.
// What the reader has yet to hear of an earlier change becomes part of it: the load that is
// to come starts late enough for this one too. One goroutine ticks at a time.
func (w *Watcher) tick(paths ...string) {
	select {
	case before := <-w.c:
		if before == nil || len(before) == mostNamed {
			paths = nil
		} else if paths != nil {
			paths = append(before, paths...)
		}
	default:
	}
	w.c <- paths
}

// ignored applies Options.Ignore to a path inside a root. Roots themselves were asked for.
func (w *Watcher) ignored(path string) bool {
	return w.opts.Ignore != nil && w.opts.Ignore(path)
}

// inside reports whether path is dir or lies in it.
func inside(path, dir string) bool {
	if rest, ok := strings.CutPrefix(path, dir); ok {
		return rest == "" || rest[0] == filepath.Separator || strings.HasSuffix(dir, string(filepath.Separator))
	}
	return false
}
