// Package preview is the HTTP side of `kith serve`: it answers a browser from
// the newest good snapshot of the hub, tells open pages when what they show
// has changed, and puts mistakes over the page instead of in its place.
//
// It does not know how to build: it is given a function that loads a Snapshot,
// and asks that for bytes. The bytes it serves are those of the snapshot; one
// script tag is added to the response of a page, never to the page. What the
// coach says stands beside the paragraphs in the browser only: the script asks
// for it and finds the paragraphs by their words.
//
// # Who may change a file
//
// One address writes, when somebody accepts a note, keeps their own words or
// takes that back. Whoever runs a preview visits other pages in the same
// browser, so these must not be able to write through it:
//
//   - A page elsewhere can send a POST to localhost without asking (CSRF), as
//     a form or by script. It can't choose its Origin, so a change must have
//     ours, to the port: a program on another port of this machine is another
//     origin, though of the same site. Sec-Fetch-Site, where a browser sends
//     it, must say the same. The body is JSON, which no form sends.
//   - A name elsewhere can be bent to lead to this machine (DNS rebinding).
//     Then Origin and Host agree, and both are that name: guard.go answers to
//     no name but localhost and those it was told.
//   - A change also brings a token, drawn when the server starts and told only
//     to pages of this origin, which no other page can read. It stands against
//     a browser that gets one of the above wrong, and against a page left open
//     from another run.
//   - A request names a note and one of its offers, and kith writes those
//     words where the note stands. Only the reason for keeping something is
//     the request's own, and it becomes one quoted text in the front matter.
//   - It writes the Markdown file that the page is made from and no other:
//     below content/, no links, no names with a dot in front (package amend),
//     and only over the bytes that the note was made from.
//   - Where the preview listens on more than this machine, nothing is written
//     unless whoever started it said so: everybody who can look could write.
//
// All of this is about browsers. A program that runs on this machine as
// another user can ask for the token as well; what it can do with it is the
// above, and each change can be taken back.
//
// Start reading at Server. state.go is what there is to show at a moment,
// answer.go finds what a path leads to, live.go tells browsers of changes,
// wall.go words mistakes, coach.go notes and change.go what becomes of them,
// behind.go renders the rest, guard.go keeps others out.
package preview

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"kith/generator/diag"
	"kith/generator/hosting"
)

// Snapshot is a hub at one moment. It may be used by several goroutines.
type Snapshot interface {
	// Base is the path of the home page: "/" or, as in "/hub/", a folder.
	Base() string
	// Headers are those that the published site asks its host to send.
	Headers() []hosting.Header
	// Paths lists the files of the site, sorted.
	Paths() []string
	// Bytes makes a file of the site, or returns it as made before.
	Bytes(file string) ([]byte, error)
	// Try makes a file and lets go of it, to find out whether it can be made.
	Try(file string) error
	// Look says what is to be said of a finished page, if it was made, and
	// Finished of all pages together, when all were made.
	Look(file string) []diag.Diagnostic
	Finished() []diag.Diagnostic
	// Findings are those about the sources, OK that none of them is an error.
	Findings() []diag.Diagnostic
	OK() bool
	// Source is the source file in which the words of a file stand, or "".
	Source(file string) string
	// Read returns a source file's bytes, or nil.
	Read(file string) []byte
	// Notes is what there is to say about the words of a page. The zero Notes
	// says that nobody is asked.
	Notes(file string) Notes
}

// Cause is why the hub was looked at.
type Cause uint8

// The causes.
const (
	Start  Cause = iota // the first time
	Change              // a file changed
	Clock               // time went by
	Behind              // a page was rendered behind, and has a mistake
	Looked              // all pages were rendered behind and looked at
)

// Event is what came of looking at the hub.
type Event struct {
	Cause    Cause
	Snapshot Snapshot // nil if Err is set
	Err      error
	Took     time.Duration
	// Findings are all that is known now.
	Findings []diag.Diagnostic
}

// Options say what to show.
type Options struct {
	// Load makes a new snapshot of the hub. changed are the paths at which
	// something has changed since the call before; nil says that it may be
	// anywhere. One call runs at a time.
	Load func(changed []string) (Snapshot, error)
	// Explain turns an error of Bytes into a finding where it is somebody's
	// mistake. May be nil.
	Explain func(error) (diag.Diagnostic, bool)
	// Base is the path of the home page, as far as it is known before the
	// first look; "" is "/".
	Base string
	// Dir is the hub's folder as an absolute path, for links to an editor and
	// for changes that somebody accepts.
	Dir string
	// Undo is the file in which changes are kept that can be taken back; "" keeps
	// them for as long as the preview runs.
	Undo string
	// ReadOnly says, in a sentence for whoever looks, why files cannot be
	// changed from a page. "" lets them be changed.
	ReadOnly string
	// Editor makes such links; the zero Editor makes none.
	Editor Editor
	// Hosts are names and addresses, besides those of this machine's own
	// loopback, under which the preview answers.
	Hosts []string
	// AnyAddress answers under every numeric address, for a preview that
	// listens on all of them. Names stay refused.
	AnyAddress bool
	// Busy says that whoever changes files now is not done, such as git in the
	// middle of a checkout. May be nil.
	Busy func() bool
	// Told hears what came of each look. Calls do not overlap. May be nil.
	Told func(Event)
}

// Server shows a hub and keeps up with its changes.
type Server struct {
	opts  Options
	guard guard
	now   atomic.Pointer[state]

	// What follows belongs to whoever loads.
	loading sync.Mutex
	settle  time.Duration // how long a mistake must stand before it is shown
	glance  time.Duration // how long a first change waits to see whether it is one of many
	quiet   time.Duration // how long nothing must change for a burst of changes to be over
	busy    time.Duration // how long a burst may take for Options.Busy

	asked  atomic.Int64 // requests being answered
	served served
	shelf  shelf

	token    string        // that pages of this server send along with a change
	writing  sync.Mutex    // held while a file is changed
	patience time.Duration // how long an answer to a change waits for the hub to be looked at
	undo     undoing

	close     chan struct{} // closed when open connections should end
	closeOnce sync.Once
}

// New returns a server that has nothing to show yet: see Load.
func New(opts Options) *Server {
	s := &Server{opts: opts, guard: newGuard(opts), settle: 100 * time.Millisecond, glance: 2 * time.Millisecond, quiet: 20 * time.Millisecond, busy: 10 * time.Second, close: make(chan struct{}), token: rand.Text(), patience: 2 * time.Second}
	if opts.ReadOnly != "" {
		opts.Undo = ""
	}
	s.undo.open(opts.Dir, opts.Undo)
	if opts.Explain == nil {
		s.opts.Explain = func(error) (diag.Diagnostic, bool) { return diag.Diagnostic{}, false }
	}
	// Generations go on where an earlier server of this hub left off, so that
	// pages which are still open can tell old from new.
	s.now.Store(&state{gen: time.Now().UnixMilli(), desk: &desk{}, superseded: make(chan struct{})})
	return s
}

// Load takes the first look at the hub. The error is one of the machine or of
// a folder that is no hub; mistakes in the sources are shown in the browser.
func (s *Server) Load() error {
	_, _, err := s.look(Start, nil, nil)
	return err
}

// Run keeps up with changes until ctx is done: it looks again at each tick of
// changes, which names the paths for Options.Load, and at each tick of clock,
// since a day may have begun. When nothing changes it renders, behind, the
// pages that nobody asked for.
func (s *Server) Run(ctx context.Context, changes <-chan []string, clock <-chan struct{}) {
	b := newBehind(s)
	defer b.stop()
	b.begin(s.now.Load())
	burst := false
	for {
		cause := Change
		var changed []string
		var ok bool
		select {
		case <-ctx.Done():
			return
		case changed, ok = <-changes:
			if !ok {
				changes = nil
				continue
			}
			if burst || s.isMany(&changed, changes) {
				changed = s.rest(ctx, changed, changes)
			}
		case <-clock:
			cause = Clock
		}
		b.stop()
		again := true
		for again {
			changed, again, _ = s.look(cause, changed, changes)
			cause = Change
		}
		// More changes by now are a save in two steps, or many files that come
		// too slowly for isMany to have seen it.
		burst = len(changes) > 0
		b.begin(s.now.Load())
	}
}

// isMany finds out whether a change is the first of many, such as the thousand
// files of a git checkout, which come within microseconds of each other: then
// they are looked at once, all together. It takes a moment that nobody sees.
// Another step of saving the same file is not many; changed gets it too.
func (s *Server) isMany(changed *[]string, changes <-chan []string) bool {
	moment := time.NewTimer(s.glance)
	defer moment.Stop()
	if s.opts.Busy != nil && s.opts.Busy() {
		return true
	}
	for {
		if !one(*changed) {
			return true
		}
		select {
		case more, ok := <-changes:
			if !ok {
				return false
			}
			if more == nil {
				*changed = nil
			} else {
				*changed = append(*changed, more...)
			}
		case <-moment.C:
			return false
		}
	}
}

// one reports whether a tick is about one file. One without names may be about
// anything, but comes from somebody who has looked at everything already, or
// with a folder, whose files come next.
func one(changed []string) bool {
	return len(changed) > 0 && !slices.ContainsFunc(changed, func(path string) bool { return path != changed[0] })
}

// rest waits until a burst of changes is over, though no longer than two seconds
// (or s.busy, while whoever makes them says that there will be more), and
// returns all of them.
func (s *Server) rest(ctx context.Context, changed []string, changes <-chan []string) []string {
	end, busyUntil := time.NewTimer(2*time.Second), time.Now().Add(s.busy)
	defer end.Stop()
	more := func() bool { return s.opts.Busy != nil && time.Now().Before(busyUntil) && s.opts.Busy() }
	for {
		quiet := time.NewTimer(s.quiet)
		select {
		case more, ok := <-changes:
			quiet.Stop()
			if !ok {
				return changed
			}
			if changed != nil && more != nil {
				changed = append(changed, more...)
			} else {
				changed = nil
			}
		case <-quiet.C:
			if !more() {
				return changed
			}
		case <-end.C:
			quiet.Stop()
			if !more() {
				return changed
			}
			end.Reset(2 * time.Second)
		case <-ctx.Done():
			quiet.Stop()
			return changed
		}
	}
}

// look loads and shows. A half-written file is a mistake for a moment, and
// would put a wall over the page between two halves of a save: so with
// mistakes it waits a little, and if there was another change meanwhile, shows
// nothing and asks to be called again, with that. What is good is shown at
// once.
func (s *Server) look(cause Cause, changed []string, changes <-chan []string) (more []string, again bool, err error) {
	s.loading.Lock()
	defer s.loading.Unlock()
	begun := time.Now()
	snap, err := s.opts.Load(changed)
	took := time.Since(begun)
	if (err != nil || !snap.OK()) && changes != nil {
		wait := time.NewTimer(s.settle)
		defer wait.Stop()
		select {
		case more, ok := <-changes:
			if ok {
				return more, true, nil
			}
		case <-wait.C:
		}
	}
	ev := Event{Cause: cause, Snapshot: snap, Err: err, Took: took}
	if err == nil {
		ev.Findings = snap.Findings()
	}
	s.show(snap, err, ev.Findings)
	if s.opts.Told != nil {
		s.opts.Told(ev)
	}
	return nil, false, err
}

// note adds a finding of a page rendered behind to what is shown, unless the
// hub has changed since.
func (s *Server) note(of *state, d diag.Diagnostic) (*state, bool) {
	s.loading.Lock()
	defer s.loading.Unlock()
	if s.now.Load() != of {
		return nil, false
	}
	return s.add(of, Behind, d), true
}

// looked adds what was found on finished pages to what there is to show.
func (s *Server) looked(of *state, ds []diag.Diagnostic) {
	s.loading.Lock()
	defer s.loading.Unlock()
	if s.now.Load() == of && len(ds) > 0 {
		s.add(of, Looked, ds...)
	}
}

func (s *Server) add(of *state, why Cause, ds ...diag.Diagnostic) *state {
	next := *of
	next.findings = append(slices.Clone(of.findings), ds...)
	sortWorstFirst(next.findings)
	next.superseded = make(chan struct{})
	s.now.Store(&next)
	close(of.superseded)
	if s.opts.Told != nil {
		s.opts.Told(Event{Cause: why, Snapshot: next.good, Findings: ds})
	}
	return &next
}

// Close ends open connections, so that a server can be shut down.
func (s *Server) Close() { s.closeOnce.Do(func() { close(s.close) }) }

// Handler answers requests. It may be used before Load has returned: requests
// then wait for there to be something to show.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/_kith/events", s.events)
	mux.HandleFunc("/_kith/source", s.source)
	mux.HandleFunc("/_kith/notes", s.notes)
	mux.HandleFunc(changePath, s.change)
	mux.HandleFunc("/_kith/", s.own)
	mux.HandleFunc("/", s.site)
	return s.guard.wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The mux would redirect paths it finds unclean, and so would know
		// better than the site what its addresses are.
		if !isOwn(r.URL.Path) {
			s.site(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	}))
}

// sortWorstFirst orders findings for reading: errors, warnings, ideas.
func sortWorstFirst(ds []diag.Diagnostic) {
	slices.SortStableFunc(ds, func(a, b diag.Diagnostic) int { return cmp.Compare(b.Severity, a.Severity) })
}

// ErrNoPage says that a snapshot has no such file. Snapshot.Bytes returns it.
var ErrNoPage = errors.New("there is no such page")
