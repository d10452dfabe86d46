package generator

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/vale"
	"kith/generator/voice"
)

// voices is the hub's voice at one moment: a House for each of its languages,
// and the pages they can read.
type voices struct {
	line   *line
	memory *voiceMemory
	houses map[string]*voice.House
	// pages are all that have words, by their file, in the order of the hub.
	pages []voicePage
	of    map[string]int
}

type voicePage struct {
	rec  *model.Record
	lang string
	// digest stands for the file, and for that of which it is a translation;
	// own for the file alone.
	digest, own ledger.Digest
}

// voiceMemory is what is remembered of the voice check from load to load, and
// in .kith/voice from run to run.
type voiceMemory struct {
	mu     sync.Mutex
	houses map[string]*voice.House // by key
	styles *vale.Set
	under  string // what the styles were loaded from
	found  []diag.Diagnostic
	sheets map[string]storedSheet
	loaded bool
	news   bool
}

// storedSheet is what was said about a page under a key.
type storedSheet struct {
	File string
	Key  ledger.Digest
	// Sheet is without what the rules themselves can tell.
	Sheet voice.Sheet
}

// voices makes the hub's voice ready. Nothing is read yet.
func (l *line) voices(m *voiceMemory, list *diag.List) (*voices, error) {
	styles, err := l.styles(m, list)
	if err != nil {
		return nil, err
	}
	v := &voices{line: l, memory: m, houses: map[string]*voice.House{}, of: map[string]int{}}
	digests := make(map[string]ledger.Digest, len(l.all))
	for _, f := range l.all {
		digests[f.Path] = f.Digest
	}
	world := l.known()
	for i, tag := range l.cfg.Tags() {
		site, bases := l.site, map[string]string(nil)
		if i > 0 {
			site, bases = l.site.Edition(tag)
		}
		var rules *model.Voice
		for _, rec := range site.Records {
			e := rec.Entry()
			if e == nil || (e.Lang != "") != (i > 0) || i > 0 && e.Lang != tag {
				continue
			}
			if rec.Page != nil && rec.Page.Voice != nil && rec.Kind == model.KindVoice {
				rules = rec.Page.Voice
			}
			own := digests[rec.File]
			d := own
			if base := bases[rec.File]; base != "" {
				d = ledger.Join(d[:], []byte(digests[base].String()))
			}
			v.of[rec.File] = len(v.pages)
			v.pages = append(v.pages, voicePage{rec, tag, d, own})
		}
		if rules == nil && i > 0 {
			// Names are spelt alike in all languages.
			if main := v.houses[l.cfg.Tags()[0]]; main != nil {
				rules = main.Names()
			}
		}
		v.houses[tag] = m.house(voice.Options{Voice: rules, Config: l.cfg.Voice, Lang: tag, World: world, Styles: styles})
	}
	return v, nil
}

// house is a House for these options, the one from before if they are the
// same, since its rules are compiled.
func (m *voiceMemory) house(o voice.Options) *voice.House {
	h := voice.New(o)
	m.mu.Lock()
	defer m.mu.Unlock()
	if was := m.houses[h.Key()]; was != nil {
		return was
	}
	if m.houses == nil || len(m.houses) > 20 {
		m.houses = map[string]*voice.House{}
	}
	m.houses[h.Key()] = h
	return h
}

// styles loads the folder of [voice] styles, where its files are not those
// from before.
func (l *line) styles(m *voiceMemory, list *diag.List) (*vale.Set, error) {
	dir := l.cfg.Voice.Styles
	if dir == "" {
		return nil, nil //nolint:nilnil // there are none
	}
	if _, err := fs.Stat(l.fs, dir); err != nil {
		at, n := l.cfg.Place("voice.styles")
		list.Add("no-styles", at, n, fmt.Sprintf("there is no folder %s.", diag.Quote(dir)), "Put a folder of styles there, or take the line out.")
		return nil, nil //nolint:nilnil // as above
	}
	var under strings.Builder
	err := fs.WalkDir(l.fs, dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(l.fs, p)
		fmt.Fprintln(&under, p, ledger.Bytes(data))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the styles: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.styles == nil || m.under != under.String() {
		var found diag.List
		m.styles, m.under = vale.Load(l.fs, dir, &found), under.String()
		m.found = found.Sorted()
	}
	list.Append(m.found...)
	return m.styles, nil
}

// known is what the hub's own names are.
func (l *line) known() voice.World {
	w := voice.World{Company: l.cfg.Organization.Name}
	if w.Company == "" {
		w.Company = l.cfg.Title
	}
	for _, r := range l.site.Records {
		switch {
		case r.Person != nil && r.Person.Lang == "":
			w.People = append(w.People, voice.PersonOf(r.Person.ID, r.Person.Title, r.Person.KnownAs))
		case r.Place != nil && r.Place.Lang == "":
			w.Places = append(w.Places, r.Place.Title)
		}
	}
	return w
}

// sheet is what there is to say about one page.
func (v *voices) sheet(i int) (voice.Sheet, error) {
	p := v.pages[i]
	h := v.houses[p.lang]
	key := ledger.Join([]byte(h.Key()), p.digest[:], []byte(p.lang))
	if s, ok := v.memory.get(p.rec.File, key); ok {
		return s, nil
	}
	src, err := v.line.slurp(p.rec.File, content.MaxMarkdown+1)
	if err != nil {
		return voice.Sheet{}, fmt.Errorf("reading %s: %w", p.rec.File, err)
	}
	s := h.Notes(voice.Page{Record: p.rec, Source: src, Lang: p.lang})
	// It may have been saved since it was looked at; and what a rule that was given
	// up would have said is asked again, so that it is said again that it was.
	if ledger.Bytes(src) == p.own && len(h.Problems()) == 0 {
		v.memory.put(p.rec.File, key, s)
	}
	return s, nil
}

func (m *voiceMemory) get(file string, key ledger.Digest) (voice.Sheet, bool) {
	m.mu.Lock()
	s, ok := m.sheets[file]
	m.mu.Unlock()
	if !ok || s.Key != key {
		return voice.Sheet{}, false
	}
	return s.Sheet.Told(file), true
}

func (m *voiceMemory) put(file string, key ledger.Digest, s voice.Sheet) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sheets == nil {
		m.sheets = map[string]storedSheet{}
	}
	m.sheets[file] = storedSheet{file, key, s.Untold()}
	m.news = true
}

type voiceFile struct{ Sheets []storedSheet }

// load reads what earlier runs said; without it everything is read again.
func (m *voiceMemory) load(dir string) error {
	if dir == "" || m.loaded {
		return nil
	}
	m.loaded = true
	var f voiceFile
	ok, err := ledger.Load(filepath.Join(dir, "voice"), programDigest(), &f)
	if err != nil || !ok {
		return err
	}
	m.sheets = make(map[string]storedSheet, len(f.Sheets))
	for _, s := range f.Sheets {
		m.sheets[s.File] = s
	}
	return nil
}

// save keeps what was said about the pages there are.
func (m *voiceMemory) save(dir string, v *voices) error {
	if dir == "" || !m.news && len(m.sheets) == len(v.pages) {
		return nil
	}
	var f voiceFile
	for _, p := range v.pages {
		if s, ok := m.sheets[p.rec.File]; ok {
			f.Sheets = append(f.Sheets, s)
		}
	}
	m.news = false
	return ledger.Save(filepath.Join(dir, "voice"), programDigest(), &f)
}

// speak reads the pages of the hub, in parallel, and reports what there is to
// say. Drafts, and what is held back, are for who asks for them by path.
func (l *line) speak(rep *Report) (err error) {
	defer caught("reading the pages' words", &err)
	m := &voiceMemory{}
	if err := m.load(l.store.dir); err != nil {
		return err
	}
	v, err := l.voices(m, &l.list)
	if err != nil {
		return err
	}
	v.settings(&l.list)
	held := map[string]bool{}
	for _, h := range l.editions.held() {
		held[h.File] = true
	}
	var todo []int
	for i, p := range v.pages {
		if l.asked(p.rec.File) || len(l.opts.Paths) == 0 && !held[p.rec.File] && !p.rec.Entry().Draft {
			todo = append(todo, i)
		}
	}
	var done atomic.Int64
	var g errgroup.Group
	g.SetLimit(l.jobs())
	sheets := make([]voice.Sheet, len(todo))
	for chunk := range chunks(len(todo)) {
		g.Go(func() (err error) {
			defer caught("reading the pages' words", &err)
			for i := chunk.from; i < chunk.to; i++ {
				if sheets[i], err = v.sheet(todo[i]); err != nil {
					return err
				}
			}
			l.progress("voice", int(done.Add(int64(chunk.to-chunk.from))), len(todo))
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i := range sheets {
		l.list.Append(findings(&sheets[i])...)
	}
	if len(l.opts.Paths) > 0 {
		rep.Sheets = sheets
	}
	for _, h := range v.houses {
		l.list.Append(h.Problems()...)
	}
	if !l.store.own {
		return nil
	}
	return m.save(l.store.dir, v)
}

// asked reports whether somebody wants to hear of a file by name.
func (l *line) asked(file string) bool {
	return slices.ContainsFunc(l.opts.Paths, func(p string) bool {
		return p == "." || p == file || strings.HasPrefix(file, p+"/")
	})
}

// settings reports names in [voice.rules] that nothing has.
func (v *voices) settings(list *diag.List) {
	h := v.houses[v.line.cfg.Tags()[0]]
	var all []diag.Candidate
	for _, r := range h.Unknown() {
		if all == nil {
			for _, name := range h.Known() {
				all = append(all, diag.Candidate{ID: name})
			}
		}
		hint := diag.DidYouMean(r.Name, all)
		if hint == "" {
			hint = "docs/voice-rules.md lists Kith's; those of a style begin with its name."
		}
		list.Add("unknown-voice-rule", r.At, len(r.Name), fmt.Sprintf("there is no rule called %s.", diag.Quote(r.Name)), hint)
	}
}

// findings are the notes of a page as findings, those worth reading first with
// their rank.
func findings(s *voice.Sheet) []diag.Diagnostic {
	out := slices.Clone(s.Findings)
	best, _ := s.Best()
	rank := map[int]int{}
	for i, n := range best {
		rank[n.Rank] = i + 1
	}
	for _, n := range s.Notes {
		d := diag.Diagnostic{
			Code: "voice", Severity: severityOf(n.Level), Pos: n.Pos, Len: n.Len, Message: n.Message,
			Rule: n.Rule, Rank: rank[n.Rank], Fixes: n.Fixes,
		}
		if n.Try != "" {
			d.Hint = "Try: " + n.Try
		}
		if n.Rule == "House.Say" && n.Why != "" { // the house's own reason
			d.Hint += "\nBecause " + n.Why
		}
		out = append(out, d)
	}
	return out
}

func severityOf(l voice.Level) diag.Severity {
	switch l {
	case voice.MustFix:
		return diag.Error
	case voice.Look:
		return diag.Warning
	}
	return diag.Idea
}

// Notes is what there is to say about a page, by its source file, drafts too;
// ok is false where there is no such page.
func (s *Snapshot) Notes(file string) (sheet voice.Sheet, ok bool, err error) {
	defer caught("reading a page's words", &err)
	s.voicesOnce.Do(func() {
		var list diag.List
		s.voices, s.voicesErr = s.line.voices(s.memory, &list)
	})
	if s.voicesErr != nil {
		return voice.Sheet{}, false, s.voicesErr
	}
	i, ok := s.voices.of[file]
	if !ok {
		return voice.Sheet{}, false, nil
	}
	sheet, err = s.voices.sheet(i)
	return sheet, err == nil, err
}

// VoicePrompts are the rules of voice.md in a few lines, for who begins a page.
func (s *Snapshot) VoicePrompts() []string {
	for _, r := range s.line.site.Records {
		if r.Kind == model.KindVoice && r.Page != nil && r.Page.Lang == "" {
			return voice.Prompts(r.Page.Voice)
		}
	}
	return nil
}

// NotesSource is the source that the notes on a page are about, or nil where
// the file is another by now: then another snapshot is on its way.
func (s *Snapshot) NotesSource(file string) []byte {
	if s.voices == nil {
		return nil
	}
	i, ok := s.voices.of[file]
	if !ok {
		return nil
	}
	src, err := s.line.slurp(file, content.MaxMarkdown+1)
	if err != nil || ledger.Bytes(src) != s.voices.pages[i].own {
		return nil
	}
	return src
}
