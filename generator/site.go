package generator

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"kith/generator/darkroom"
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/hosting"
	"kith/generator/ledger"
	"kith/generator/meta"
	"kith/generator/pages"
	"kith/generator/theme"
)

// Site is a hub held open for a preview: Load takes the line up to the plan,
// and the pages are rendered when they are asked for. What is known of the
// sources stays in memory from load to load.
type Site struct {
	opts    Options
	mu      sync.Mutex // held while loading
	root    *os.Root
	store   *store
	before  []io.Closer // stores of other settings, and folders; older snapshots still read from them
	key     string
	themes  themeCache
	colours *colours
	memory  voiceMemory
	room    *darkroom.Room
	last    *line          // that of the snapshot before
	saved   sync.WaitGroup // saving goes on behind
}

// Open opens the site's folder for a preview. Nothing is read yet.
func Open(opts Options) *Site { return &Site{opts: opts} }

// Base is the path of the home page, as the settings have it now. The error
// says that this is not the folder of a hub.
func (s *Site) Base() (string, error) {
	l, err := start(s.opts, nil)
	if err != nil {
		return "", err
	}
	defer l.close()
	cfg, err := l.settings()
	if err != nil {
		return "", err
	}
	if s.opts.BaseURL != "" {
		if cfg.URL, err = baseURL(s.opts.BaseURL); err != nil {
			return "", err
		}
	}
	return cfg.BasePath(), nil
}

// Close saves what was learnt and lets go of the folder.
func (s *Site) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saved.Wait()
	if s.last != nil {
		// A preview goes on where its memory cannot be kept.
		_ = s.colours.save(s.last.code)
	}
	for _, c := range s.before {
		c.Close()
	}
	if s.store != nil {
		s.store.Close()
	}
	if s.colours != nil {
		s.colours.close()
	}
	if s.room != nil {
		s.room.Close()
	}
	if s.root != nil {
		s.root.Close()
	}
	s.before, s.store, s.colours, s.room, s.root, s.last = nil, nil, nil, nil, nil, nil
}

// Snapshot is a hub at one moment. It does not change, and may be used by
// several goroutines at once.
type Snapshot struct {
	// Findings are those about the sources. With errors among them there may
	// be nothing to show: see OK.
	Findings []diag.Diagnostic
	Held     []graph.Held
	Next     meta.Date
	// Base is the path of the home page, "/" or "/hub/".
	Base string
	// Headers are those that the site asks its host to send.
	Headers []hosting.Header

	line *line
	// memory is what the voice check knows from load to load.
	memory     *voiceMemory
	voicesOnce sync.Once
	voices     *voices
	voicesErr  error

	mu    sync.Mutex
	made  map[string]made
	facts map[int]*ledger.Facts // of the pages that were made, by output
	shelf shelf                 // for facts
}

type made struct {
	data []byte
	err  error
}

// OK reports whether the sources have no errors.
func (s *Snapshot) OK() bool { return diag.Count(s.Findings, diag.Error) == 0 }

// Load reads what changed and makes a new snapshot, without rendering a
// page. Somebody who knows which files have changed since the load before may
// name them, as slash paths from the site's folder, and then no others are
// looked at. The error is for failures of the machine.
func (s *Site) Load(changed ...string) (*Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.last
	s.last = nil // after a failure everything is looked at
	s.saved.Wait()
	l, err := s.start()
	if err != nil {
		return nil, err
	}
	if was != nil && (was.root != l.root || was.store != l.store) {
		was = nil
	}
	err = l.toFacts(was, changed)
	s.store, s.colours = l.store, l.colours
	if err != nil {
		return nil, err
	}
	if !l.asLinked(was) {
		err := l.fromFacts()
		s.room = l.room
		if err != nil {
			return nil, err
		}
		l.index = newIndex(l.plan)
	}
	s.last = l
	l.learn(was)
	s.saved.Go(func() {
		// A preview goes on where its memory cannot be kept.
		_ = l.store.save(l.all, false)
	})
	return &Snapshot{
		Findings: l.findings(), Held: l.editions.held(), Next: l.graph.Next(), Base: l.cfg.BasePath(), Headers: l.headers(),
		line: l, memory: &s.memory, made: map[string]made{},
	}, nil
}

// start opens the site's folder, or goes on with it as it was opened for the
// load before.
func (s *Site) start() (*line, error) {
	if s.root != nil && !sameFolder(s.root, s.opts.Dir) {
		s.before = append(s.before, s.root)
		s.root = nil
	}
	l, err := start(s.opts, s.root)
	if err != nil {
		return nil, err
	}
	s.root = l.root
	if cfg, err := (&line{opts: s.opts, dir: l.dir, fs: l.fs}).settings(); err == nil {
		// Other settings can mean other facts: begin again.
		key := contentKey(cfg)
		if s.store != nil && s.key != key {
			s.store.release()
			s.before = append(s.before, s.store)
			s.store = nil
		}
		s.key = key
	}
	if s.store != nil && !s.store.whole() {
		s.store.forget()
		s.before = append(s.before, s.store)
		s.store = nil
	}
	l.store, l.colours, l.room, l.themes = s.store, s.colours, s.room, &s.themes
	return l, nil
}

// sameFolder reports whether root is still what dir leads to.
func sameFolder(root *os.Root, dir string) bool {
	a, err := root.Stat(".")
	b, err2 := os.Stat(cmp.Or(dir, "."))
	return err == nil && err2 == nil && os.SameFile(a, b)
}

// learn lets the store know the facts, for the load after.
func (l *line) learn(was *line) {
	known := l.store.known
	if was == nil || was.store != l.store || len(was.all) != len(l.all) {
		known = make(map[string]*fact, len(l.all))
		was = nil
	}
	for i, f := range l.all {
		if was == nil || f != was.all[i] {
			known[f.Path] = f
		}
	}
	l.store.known = known
}

// index finds the outputs of a plan by their paths.
type index struct {
	of    map[string]int
	paths []string // sorted
}

func newIndex(plan []pages.Output) *index {
	x := &index{of: make(map[string]int, len(plan)), paths: make([]string, 0, len(plan))}
	for i := range plan {
		if _, ok := x.of[plan[i].Path]; !ok {
			x.of[plan[i].Path] = i
			x.paths = append(x.paths, plan[i].Path)
		}
	}
	slices.Sort(x.paths)
	return x
}

// Paths lists the files of the site, sorted.
func (s *Snapshot) Paths() []string { return s.line.index.paths }

// ErrNoPage says that a snapshot has no such file.
var ErrNoPage = errors.New("there is no such page")

// Bytes makes a file of the site, or returns it as it was made before. They
// are the bytes that a build with the same options writes. A mistake in a
// template is a *theme.Error.
func (s *Snapshot) Bytes(file string) ([]byte, error) {
	i, ok := s.line.index.of[file]
	if !ok {
		return nil, ErrNoPage
	}
	s.mu.Lock()
	m, ok := s.made[file]
	s.mu.Unlock()
	if ok {
		return m.data, m.err
	}
	o := &s.line.plan[i]
	var reader *graph.Reader
	m.data, reader, m.err = s.line.bytes(o)
	s.learn(i, o, m.data, reader, m.err)
	if o.Kind != "" { // copied files are not kept in memory
		s.mu.Lock()
		s.made[file] = m
		s.mu.Unlock()
	}
	return m.data, m.err
}

// Source is the file in which the words of a page stand, or "".
func (s *Snapshot) Source(file string) string {
	if i, ok := s.line.index.of[file]; ok {
		return s.line.plan[i].At.File
	}
	return ""
}

// Read returns a source file's bytes, for showing where a mistake stands.
func (s *Snapshot) Read(file string) []byte {
	data, err := s.line.slurp(path.Clean(file), 8<<20)
	if err != nil {
		return nil
	}
	return data
}

// Finding turns an error of Bytes into a finding, where it is somebody's
// mistake.
func Finding(err error) (diag.Diagnostic, bool) {
	var te *theme.Error
	if errors.As(err, &te) {
		return te.Diag, true
	}
	var bad *darkroom.Bad
	if errors.As(err, &bad) {
		return badPicture(bad), true
	}
	return diag.Diagnostic{}, false
}

// Item is a line of `kith list`.
type Item struct {
	Kind, ID, Title, File, URL string
	// Date is a story's day; State is "" or why it is held back.
	Date, State string
}

// List says what there is: every kind, published or not. kind narrows it
// down ("" for all).
func (s *Snapshot) List(kind string) []Item {
	var out []Item
	for _, r := range s.line.records() {
		e := r.Entry()
		if e == nil || e.Kind == "index" || kind != "" && string(e.Kind) != kind {
			continue
		}
		it := Item{Kind: string(e.Kind), ID: e.ID, Title: e.Title, File: e.File, URL: s.line.editions.urlOf(e)}
		if r.Story != nil {
			it.Date = r.Story.Date.String()
		}
		for _, h := range s.Held {
			if h.File == e.File {
				it.State = h.Why
			}
		}
		out = append(out, it)
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Kind != out[j].Kind {
			return out[i].Kind < out[j].Kind
		}
		return strings.Compare(out[i].ID, out[j].ID) < 0
	})
	return out
}
