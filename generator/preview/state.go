package preview

import (
	"cmp"
	"slices"
	"sync"

	"kith/generator/diag"
)

// state is what there is to show at a moment. It does not change; another
// takes its place.
type state struct {
	// gen counts the looks at the hub.
	gen int64
	// good is the newest snapshot without errors, nil if there never was one.
	good  Snapshot
	paths []string // of good

	// wall is what is wrong with the newest sources. It stands over the pages
	// of good, which are then older.
	wall []card
	more int // mistakes beyond those on the wall
	// findings are what is worth a look in good: the worst first.
	findings []diag.Diagnostic
	// desk is where notes on the pages of good lie.
	desk *desk

	// touched says since which generation a file that browsers have seen has
	// other bytes.
	touched map[string]int64

	looked     bool          // there was a first look
	superseded chan struct{} // closed when another state has taken its place
}

// mostCards is how many mistakes the wall shows; the terminal has them all.
const mostCards = 20

// show puts what a load brought in place of what was there.
func (s *Server) show(snap Snapshot, err error, findings []diag.Diagnostic) {
	was := s.now.Load()
	next := &state{
		gen: was.gen + 1, good: was.good, paths: was.paths, findings: was.findings, touched: was.touched, desk: was.desk,
		looked: true, superseded: make(chan struct{}),
	}
	switch {
	case err != nil:
		next.wall = []card{failureCard(err)}
	case !snap.OK():
		var errs []diag.Diagnostic
		for _, d := range findings {
			if d.Severity == diag.Error {
				errs = append(errs, d)
			}
		}
		// First those with a place: one about a whole file, such as a missing
		// date, is often what another in it leads to.
		slices.SortStableFunc(errs, func(a, b diag.Diagnostic) int { return placed(a) - placed(b) })
		next.more = max(0, len(errs)-mostCards)
		for _, d := range errs[:min(len(errs), mostCards)] {
			next.wall = append(next.wall, s.card(d, snap.Read))
		}
	default:
		next.good, next.paths, next.desk = snap, snap.Paths(), &desk{}
		next.findings = append([]diag.Diagnostic(nil), findings...)
		sortWorstFirst(next.findings)
		if was.good != nil {
			next.touched = s.served.changed(snap, was.touched, next.gen)
		}
	}
	s.now.Store(next)
	close(was.superseded)
}

func placed(d diag.Diagnostic) int {
	if d.Pos.Offset >= 0 && d.Pos.File != "" {
		return 0
	}
	return 1
}

// served knows which files beside pages went to a browser, and as which
// bytes, so that a page is loaded anew when a picture on it has changed.
type served struct {
	mu   sync.Mutex
	tags map[string]string
}

func (v *served) note(file, tag string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.tags == nil {
		v.tags = map[string]string{}
	}
	v.tags[file] = tag
}

// changed adds to touched the files that are others now.
func (v *served) changed(snap Snapshot, touched map[string]int64, gen int64) map[string]int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := touched
	for file, tag := range v.tags {
		now := ""
		if data, err := snap.Bytes(file); err == nil {
			now = tagOf(data)
		}
		if now == tag {
			continue
		}
		v.tags[file] = now
		if len(out) == len(touched) {
			out = map[string]int64{}
			for k, g := range touched {
				out[k] = g
			}
		}
		out[file] = gen
	}
	return out
}

// shelf keeps the last good bytes of the pages somebody looked at, for when
// one of them cannot be made any more: the mistake then stands over the page.
type shelf struct {
	mu    sync.Mutex
	pages map[string][]byte
	order []string
}

const shelfSize = 32

func (s *shelf) put(file string, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages == nil {
		s.pages = map[string][]byte{}
	}
	if _, ok := s.pages[file]; !ok {
		s.order = append(s.order, file)
		if len(s.order) > shelfSize {
			delete(s.pages, s.order[0])
			s.order = s.order[1:]
		}
	}
	s.pages[file] = data
}

func (s *shelf) get(file string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.pages[file]
	return data, ok
}

// Base is the path of the hub's home page, as far as it is known.
func (s *Server) Base() string {
	if st := s.now.Load(); st.good != nil {
		return escapePath(st.good.Base())
	}
	return escapePath(cmp.Or(s.opts.Base, "/"))
}
