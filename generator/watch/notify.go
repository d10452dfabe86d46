package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// events is what we use of fsnotify; a test puts something in its place that fails.
type events interface {
	Add(dir string) error
	Remove(dir string) error
	Close() error // closes the channels, too
	channels() (<-chan fsnotify.Event, <-chan error)
}

type system struct{ *fsnotify.Watcher }

func (s system) channels() (<-chan fsnotify.Event, <-chan error) {
	return s.Events, s.Errors
}

// newEvents has a buffer, so that a thousand folders going at once are a few
// rounds of looking, not a thousand.
func newEvents() (events, error) {
	w, err := fsnotify.NewBufferedWatcher(4096)
	return system{w}, err
}

var errStopped = errors.New("the system has stopped telling about changes")

// A notifier watches by events. Only folders are watched, never files: an editor that
// saves by renaming makes a new file each time. Two sorts of folders are:
// those in a root, for all their entries, and those above a root, only for the
// coming and going of what leads to it.
type notifier struct {
	w       *Watcher
	ev      events
	watched map[string]bool
}

func (w *Watcher) notifier(events func() (events, error)) (*notifier, error) {
	ev, err := events()
	if err != nil {
		return nil, err
	}
	n := &notifier{w: w, ev: ev, watched: map[string]bool{}}
	if _, err := n.sync(); err != nil {
		ev.Close()
		return nil, err
	}
	return n, nil
}

func (n *notifier) loop() {
	changes, errs := n.ev.channels()
	// fsnotify holds its lock while it hands over an error, and we need that
	// lock to add a folder: somebody else has to take the error.
	troubles := make(chan struct{}, 1)
	n.w.wg.Go(func() {
		for range errs {
			select {
			case troubles <- struct{}{}:
			default:
			}
		}
	})
	err := n.follow(changes, troubles)
	n.ev.Close()
	if err != nil {
		poll := n.w.fallBack(err) // looks at everything now,
		n.w.tick()                // and what changed before is told
		poll()
	}
}

// follow handles events until the watcher is closed, or watching no longer works.
func (n *notifier) follow(changes <-chan fsnotify.Event, troubles <-chan struct{}) error {
	// A folder that goes takes the watches below it along, and its own last
	// event may come after it has come back under another name. So after
	// one has gone we look at everything again, once no event is waiting.
	stale := false
	for {
		if stale && len(changes) == 0 {
			stale = false
			more, err := n.sync()
			if err != nil {
				return err
			}
			if more {
				n.w.tick()
			}
		}
		select {
		case <-n.w.done:
			return nil
		case e, ok := <-changes:
			if !ok {
				return errStopped
			}
			gone, err := n.handle(e)
			if err != nil {
				return err
			}
			stale = stale || gone
		case <-troubles: // most likely more happened than the system could keep
			n.w.tick()
			stale = true
		}
	}
}

// handle ticks if the event matters. It reports whether a watched folder has gone.
func (n *notifier) handle(e fsnotify.Event) (gone bool, err error) {
	if e.Op&^fsnotify.Chmod == 0 {
		return false, nil // indexers and virus scanners touch all the time
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		if n.watched[e.Name] {
			n.forget(e.Name)
			gone = true
		}
	}
	matters, above := n.place(e.Name)
	if !matters {
		return gone, nil
	}
	if above {
		n.w.tick()
		return true, nil // a root may have come or gone
	}
	n.w.tick(e.Name)
	if e.Has(fsnotify.Create) {
		// What was put into a new folder before we watched it made no event.
		before := len(n.watched)
		err = n.addTree(e.Name)
		if len(n.watched) > before {
			n.w.tick()
		}
	}
	return gone, err
}

// place finds out whether a path lies in a root, or on the way to one.
func (n *notifier) place(path string) (matters, above bool) {
	for _, root := range n.w.roots {
		switch {
		case inside(root, path): // the root itself, too
			above = true
		case inside(path, root) && !n.w.ignored(path):
			matters = true
		}
	}
	return matters || above, above
}

// forget drops the watches of a folder and all below it. They may be gone already; if the
// folder was renamed they are not, and would tell of changes under its old name.
func (n *notifier) forget(dir string) {
	for d := range n.watched {
		if inside(d, dir) {
			_ = n.ev.Remove(d)
			delete(n.watched, d)
		}
	}
}

// sync watches all that is to be watched now. It reports whether a folder was
// added. Folders watched already are added again, which costs little and is
// the only way to know: the system may have dropped them.
func (n *notifier) sync() (more bool, err error) {
	before := n.watched
	n.watched = make(map[string]bool, len(before))
	for _, root := range n.w.roots {
		// The folder the root lies in tells when the root comes and goes; if that
		// isn't there either, the nearest one that is.
		for dir := filepath.Dir(root); ; dir = filepath.Dir(dir) {
			ok, err := n.add(dir)
			if err != nil {
				return false, err
			}
			if ok || dir == filepath.Dir(dir) {
				break
			}
		}
		if err := n.addTree(root); err != nil {
			return false, err
		}
	}
	for dir := range n.watched {
		more = more || !before[dir]
		delete(before, dir)
	}
	for dir := range before {
		_ = n.ev.Remove(dir)
	}
	return more, nil
}

// addTree watches path, if it is a folder, and all folders in it. A folder is
// watched before it is read, so what comes into it meanwhile is either read or told.
func (n *notifier) addTree(path string) error {
	if ok, err := n.add(path); !ok {
		return err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil // gone again, or not for us to read
	}
	for _, e := range entries {
		if sub := filepath.Join(path, e.Name()); e.IsDir() && !n.w.ignored(sub) {
			if err := n.addTree(sub); err != nil {
				return err
			}
		}
	}
	return nil
}

// add watches one folder; ok is false if it isn't one, or is gone.
func (n *notifier) add(dir string) (ok bool, err error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return false, nil
	}
	err = n.ev.Add(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return false, nil
	case err != nil:
		return false, err
	}
	n.watched[dir] = true
	return true, nil
}
