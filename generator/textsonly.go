package generator

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"kith/generator/content"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/pages"
	"kith/generator/publish"
	"kith/generator/search"
)

// The commonest edit is other words in a text. It decides nothing about
// anything but the pages that show the text: all other answers, the plan and
// the findings are those of the last build. So a new process need not link ten
// thousand stories to make one page. It links a small hub of what the page
// asked about, which nearcopy.go finds, makes the page of that, and believes
// it if every answer it got but the text has the digest that the ledger has of
// the whole hub's. Whatever is not plainly so goes down the line, whole.

// mostTexts is how many texts may have changed: a page for each is made, one
// after the other.
const mostTexts = 8

// errCloser says that it takes the whole line to know what changed.
var errCloser = errors.New("look closer")

// textsOnly is a build in which nothing has changed but the words of some
// texts. It returns nil if that is not so.
func (l *line) textsOnly(dir *publish.Dir, seen *ledger.Seen) (*Report, error) {
	if seen == nil || seen.Texts == "" || dir.Records() != len(seen.Outputs) {
		return nil, nil //nolint:nilnil // look closer
	}
	// All is done on a line beside, of which nothing is left but the theme if
	// it comes to nothing.
	t := &textEdit{
		line: &line{opts: l.opts, dir: l.dir, root: l.root, fs: l.fs, seen: l.seen, watch: l.watch},
		out:  dir, seen: seen,
	}
	defer t.letGo()
	rep, err := t.build()
	l.ahead = t.ahead
	if err == nil {
		return rep, t.publish(rep)
	}
	// A bug of ours is seen in tests; here the whole line may do without it.
	if errors.Is(err, errCloser) || errors.Is(err, errDamaged) || errors.Is(err, ErrBug) {
		return nil, nil //nolint:nilnil // as above
	}
	return rep, err
}

// textEdit is such a build.
type textEdit struct {
	*line
	out  *publish.Dir
	seen *ledger.Seen

	was    ledger.Texts
	recent ledger.Recent
	traces *ledger.Parts // of the ledger's large file
	facts  *ledger.Parts // of the facts' large file
	head   factsHead     // of the facts' large file
	fresh  []fact        // facts that are kept beside it

	edited map[string]*fact // by file
	other  map[string]bool  // questions that ask for their texts
	made   []madeText
	// respelt are the stories that have other words now.
	respelt []respelt
	index   []madeText       // files of words of the search index
	near    map[string]*fact // what the small hub is made of, by file
}

// madeText is an output that shows one.
type madeText struct {
	output, at uint32 // its number in Seen.Outputs, and in the large file
	trace      ledger.Trace
	asked      map[string]ledger.Digest
	why        string
	data       []byte
	staged     bool
}

// letGo closes what was opened.
func (t *textEdit) letGo() {
	for _, p := range []*ledger.Parts{t.facts, t.traces} {
		if p != nil {
			p.Close()
		}
	}
	if t.store != nil {
		t.store.Close()
	}
	if t.colours != nil {
		t.colours.close()
	}
	if t.room != nil {
		t.room.Close()
	}
}

// build makes the pages, and says what the last build said.
func (t *textEdit) build() (rep *Report, err error) {
	defer caught("reading texts that changed", &err)
	t.watch.stage("texts: have only words changed?")
	files, err := t.changed()
	if err != nil {
		return nil, err
	}
	if t.cfg, err = t.settings(); err != nil {
		return nil, errCloser
	}
	if t.opts.BaseURL != "" {
		if t.cfg.URL, err = baseURL(t.opts.BaseURL); err != nil {
			return nil, errCloser
		}
	}
	if t.today = t.day(); dayNumber(t.today) != t.seen.Today {
		return nil, errCloser
	}
	rep = new(Report)
	if _, err := ledger.Decode(string(t.seen.Report), rep); err != nil {
		return nil, errCloser
	}
	t.foreseeTheme()
	if err := t.read(files); err != nil {
		return nil, err
	}
	var standing errgroup.Group // the outputs are looked at meanwhile
	standing.Go(t.stand)
	if err := cmp.Or(t.makePages(), standing.Wait()); err != nil {
		return nil, err
	}
	return rep, nil
}

// makePages makes the pages that show the texts.
func (t *textEdit) makePages() (err error) {
	defer caught("making pages of texts that changed", &err)
	if err := t.recall(); err != nil {
		return err
	}
	if err := t.spell(); err != nil {
		return err
	}
	if len(t.recent.Outputs)+len(t.made)+len(t.index) > fewChanges {
		return errCloser
	}
	if len(t.made) > 0 {
		t.watch.stage("texts: the pages that show them")
		if err := t.copyNear(); err != nil {
			return err
		}
	}
	for i := range t.made {
		if err := t.make(&t.made[i]); err != nil {
			return err
		}
	}
	t.made = append(t.made, t.index...)
	return nil
}

// changed lists the sources that are not what they were, if they are few texts
// and no file came or went.
func (t *textEdit) changed() ([]string, error) {
	ok, err := ledger.Load(t.ledgerFile("texts"), t.optionsKey(), &t.was)
	if err != nil || !ok || t.was.Name != t.seen.Texts || t.was.Runs >= fewChanges {
		return nil, errCloser
	}
	files := t.was.Young
	old, now := t.was.Stamps, t.line.seen.text
	for len(old) > 0 && len(now) > 0 {
		var was, is, path []byte
		if path, was, old, ok = cutStamp(old); !ok {
			return nil, errCloser
		}
		other := []byte(nil)
		if other, is, now, ok = cutStamp(now); !ok || !bytes.Equal(path, other) {
			return nil, errCloser
		}
		if !bytes.Equal(was, is) {
			files = append(files, string(path))
			if len(files) > 2*mostTexts {
				return nil, errCloser
			}
		}
	}
	slices.Sort(files)
	files = slices.Compact(files)
	if len(old)+len(now) > 0 || len(files) > mostTexts {
		return nil, errCloser
	}
	return files, nil
}

// cutStamp takes a path and its stamp off a table of stats.
func cutStamp(text []byte) (path, stamp, rest []byte, ok bool) {
	path, rest, ok = bytes.Cut(text, []byte{0})
	if !ok {
		return nil, nil, nil, false
	}
	stamp, rest, ok = bytes.Cut(rest, []byte{0})
	return path, stamp, rest, ok
}

// read reads the files, and makes sure that nothing but words is another in
// them, nor was found wrong about them.
func (t *textEdit) read(files []string) error {
	if err := t.openFacts(); err != nil {
		return err
	}
	dec := content.NewDecoder(t.cfg)
	t.edited = map[string]*fact{}
	for _, file := range files {
		stamp, plain := t.line.seen.of[file]
		was, err := t.known(file)
		if err != nil || !plain || was == nil || was.Record == nil || was.Record.Entry() == nil || stamp.Size > content.MaxMarkdown {
			return errCloser
		}
		source, ok := content.SourceOf(was.Source)
		if !ok || source.File != file || slices.Contains(t.was.Told, file) {
			return errCloser
		}
		data, err := t.slurp(file, content.MaxMarkdown+1)
		if err != nil {
			return errCloser
		}
		rec, html := dec.DecodeIn(nil, source, data)
		e, old := rec.Entry(), was.Record.Entry()
		if e == nil || len(rec.Findings)+len(rec.Unknown)+len(was.Record.Findings)+len(was.Record.Unknown) > 0 {
			return errCloser
		}
		var words search.Gathered
		if rec.Story != nil {
			words = search.Gather(html)
		}
		if err := t.store.put(&e.Body, html, words); err != nil {
			return err
		}
		if graph.Head(rec) != was.Head {
			return errCloser
		}
		if t.cfg.Search.Body && e.Body.Words.Sums != old.Body.Words.Sums {
			t.respelt = append(t.respelt, respelt{file, &old.Body, &e.Body})
		}
		t.edited[file] = &fact{
			Path: file, Source: was.Source, Stamp: stamp, Trusted: stamp.MTime < t.line.seen.trustBefore, Digest: ledger.Bytes(data), Record: rec, Head: was.Head,
		}
	}
	return nil
}

// stand makes sure that all outputs are as they were written.
func (t *textEdit) stand() error {
	outputs := t.seen.Outputs
	for i, stamp := range stampsOf(t.out, len(outputs), func(i int) string { return outputs[i].Path }) {
		if s := &outputs[i]; stamp == (publish.Stamp{}) || stamp != (publish.Stamp{Size: s.Size, MTime: s.MTime, Inode: s.Inode}) {
			return errCloser
		}
	}
	return nil
}

// recall finds the outputs that show the texts, and how they came to be.
func (t *textEdit) recall() (err error) {
	key := t.key(built)
	if t.traces, err = ledger.OpenParts(t.ledgerFile(built.large), key); err != nil || t.traces == nil {
		return errCloser
	}
	var head struct{ Name string }
	if err := t.traces.Head(&head); err != nil || head.Name != t.was.Ledger || t.traces.Len(1) != t.was.Questions || t.traces.Len(2) != t.was.Places {
		return errCloser
	}
	ok, err := ledger.Load(t.ledgerFile(built.small), key, &t.recent)
	if err != nil {
		return errCloser
	}
	if !ok || t.recent.Name != head.Name {
		t.recent = ledger.Recent{Name: head.Name, World: t.was.World, Guards: t.was.Guards, Foreign: t.was.Foreign}
	}
	if t.recent.World != t.was.World || len(t.recent.Questions)+len(t.recent.Places) > mostRecent/2 {
		return errCloser
	}
	t.other = map[string]bool{}
	for _, s := range t.was.Shown {
		e := t.edited[s.File]
		if e == nil {
			continue
		}
		t.other[s.Question] = true
		answer := ledger.Of(e.entry().Body.Digest)
		for i, n := range s.Outputs {
			if slices.ContainsFunc(t.made, func(m madeText) bool { return m.output == n }) {
				continue // it shows two of them
			}
			m := madeText{output: n, at: s.At[i], why: "another answer to: " + s.Question}
			if err := t.remembered(&m); err != nil {
				return err
			}
			if m.asked[s.Question] == answer {
				continue // it was another meanwhile
			}
			if t.made = append(t.made, m); len(t.made) > mostTexts {
				return errCloser
			}
		}
	}
	return nil
}

// remembered fills in how an output came to be.
func (t *textEdit) remembered(m *madeText) (err error) {
	if int(m.output) >= len(t.seen.Outputs) {
		return errCloser
	}
	stamp := t.seen.Outputs[m.output]
	if i := slices.IndexFunc(t.recent.Outputs, func(o ledger.Trace) bool { return o.Path == stamp.Path }); i >= 0 {
		m.trace = t.recent.Outputs[i]
	} else if m.trace, err = ledger.Part[ledger.Trace](t.traces, 0, int(m.at)); err != nil {
		return errCloser
	}
	if stamp != (ledger.Stamp{Path: m.trace.Path, Size: m.trace.Size, MTime: m.trace.MTime, Inode: m.trace.Inode}) {
		return errCloser
	}
	m.asked = make(map[string]ledger.Digest, len(m.trace.Asked))
	for _, q := range m.trace.Asked {
		question, err := t.question(q)
		if err != nil {
			return errCloser
		}
		m.asked[question.Text] = question.Answer
	}
	return nil
}

func (t *textEdit) question(n uint32) (ledger.Question, error) {
	if i := int(n) - t.was.Questions; i >= 0 {
		if i >= len(t.recent.Questions) {
			return ledger.Question{}, errCloser
		}
		return t.recent.Questions[i], nil
	}
	return ledger.Part[ledger.Question](t.traces, 1, int(n))
}

func (t *textEdit) place(n uint32) (string, error) {
	if i := int(n) - t.was.Places; i >= 0 {
		if i >= len(t.recent.Places) {
			return "", errCloser
		}
		return t.recent.Places[i], nil
	}
	return ledger.Part[string](t.traces, 2, int(n))
}

// make makes an output of the small hub, and compares what it asked with what
// the whole one answered.
func (t *textEdit) make(m *madeText) error {
	at := slices.IndexFunc(t.plan, func(o pages.Output) bool { return o.Path == m.trace.Path })
	if at < 0 {
		return errCloser
	}
	o := &t.plan[at]
	if o.Kind != m.trace.Kind || o.ID != m.trace.ID || o.Given != m.trace.Given || o.Source != "" || o.Size() != nil {
		return errCloser
	}
	data, reader, err := t.bytesAt(new(desk), o)
	if err != nil {
		return errCloser // the whole line says it better
	}
	asked := questions{numbers: numbers{after: uint32(t.was.Questions + len(t.recent.Questions))}}
	kept := shelf{places: numbers{after: uint32(t.was.Places + len(t.recent.Places))}}
	trace := m.trace
	trace.Bytes, trace.Asked = ledger.Bytes(data), nil
	if o.Kind != "" {
		trace.Facts = t.line.facts(o, data, reader, &kept)
	}
	places := kept.places.texts()
	if !t.sameFacts(&m.trace.Facts, &trace.Facts, places) || t.flawed(o, &trace.Facts) {
		return errCloser
	}
	for _, n := range reader.Notes() {
		answer := n.Answer
		if answer == (ledger.Digest{}) {
			answer = t.editions.digest(t.env, n.Question)
		}
		if was, known := m.asked[n.Question]; !known || answer != was && !t.other[n.Question] {
			return errCloser
		}
		trace.Asked = append(trace.Asked, asked.number(n.Question, answer))
	}
	for i, text := range asked.texts() {
		t.recent.Questions = append(t.recent.Questions, ledger.Question{Text: text, Answer: asked.answers[i]})
	}
	t.recent.Places = append(t.recent.Places, places...)
	m.staged = trace.Bytes != m.trace.Bytes
	m.trace, m.data = trace, data
	return nil
}

// sameFacts reports whether the checks of the finished site say the same of a
// page as before. places are those of now, which come behind all others.
func (t *textEdit) sameFacts(was, now *ledger.Facts, places []string) bool {
	if !slices.Equal(was.Flaws, now.Flaws) || was.Leads != now.Leads || !slices.Equal(was.IDs, now.IDs) || len(was.Places) != len(now.Places) {
		return false
	}
	for i, n := range was.Places {
		place, err := t.place(n)
		if err != nil || place != places[int(now.Places[i])-t.was.Places-len(t.recent.Places)] {
			return false
		}
	}
	return true
}

// flawed reports whether a flaw of a page stands in its source. None did, or
// its file had been told of: then those it has are the theme's.
func (t *textEdit) flawed(o *pages.Output, f *ledger.Facts) bool {
	x := flawFindings{finished: &finished{line: t.line}}
	return slices.ContainsFunc(f.Flaws, func(f ledger.Flaw) bool {
		_, _, ok := x.inSource(o, f, 0)
		return ok
	})
}

// publish moves what was made into place, and remembers it.
func (t *textEdit) publish(rep *Report) error {
	t.watch.stage("save: facts")
	if err := t.keepTexts(); err != nil {
		return err
	}
	t.watch.stage("publish: files into place")
	var staged []string
	for i := range t.made {
		if m := &t.made[i]; m.staged {
			if err := t.out.Stage(m.trace.Path, m.data); err != nil {
				return err
			}
			staged = append(staged, m.trace.Path)
		}
	}
	if len(staged) > 0 {
		if err := t.out.Commit(staged, nil); err != nil {
			return err
		}
	}
	rep.Published = true
	rep.Rendered, rep.Written, rep.Removed, rep.Kept = len(t.made), len(staged), 0, len(t.seen.Outputs)-len(t.made)
	for i := range t.made {
		m := &t.made[i]
		if t.opts.Why {
			rep.Why = append(rep.Why, Reason{m.trace.Path, m.why})
		}
		if m.staged {
			if s, err := t.out.Stat(m.trace.Path); err == nil {
				m.trace.Size, m.trace.MTime, m.trace.Inode = s.Size, s.MTime, s.Inode
			}
		}
		t.seen.Outputs[m.output] = ledger.Stamp{Path: m.trace.Path, Size: m.trace.Size, MTime: m.trace.MTime, Inode: m.trace.Inode}
		if at := slices.IndexFunc(t.recent.Outputs, func(o ledger.Trace) bool { return o.Path == m.trace.Path }); at >= 0 {
			t.recent.Outputs[at] = m.trace
		} else {
			t.recent.Outputs = append(t.recent.Outputs, m.trace)
		}
	}
	if err := foreign(t.out, rep, len(t.seen.Outputs), true); err != nil {
		return err
	}
	t.watch.stage("save: ledger")
	t.recent.Foreign = rep.Foreign
	if len(t.made) > 0 {
		if err := ledger.Save(t.ledgerFile(built.small), t.key(built), &t.recent); err != nil {
			return err
		}
	}
	t.was.Foreign, t.was.Stamps, t.was.Young = rep.Foreign, t.line.seen.text, t.line.seen.young
	t.was.Runs++
	t.was.Name = rand.Text()
	if err := ledger.Save(t.ledgerFile("texts"), t.optionsKey(), &t.was); err != nil {
		return err
	}
	t.seen.Sources, t.seen.Texts = t.line.seen.digest, t.was.Name
	return ledger.Save(t.ledgerFile("seen"), t.optionsKey(), t.seen)
}

// texts is what the next run needs to find out that only words have changed.
// It has no name where that can't be found out.
func (r *render) texts(out *ledger.Ledger) *ledger.Texts {
	broken := false
	told := map[string]bool{}
	for _, d := range r.list.Sorted() {
		broken = broken || d.Page != "" && (d.Code == brokenCode(true) || d.Code == brokenCode(false))
		told[d.Pos.File] = true
		for _, also := range d.Related {
			told[also.Pos.File] = true
		}
	}
	version := ""
	if r.store.own {
		version = factsVersion(r.store.dir, r.store.key)
	}
	// A broken link is told in the source if it stands there, and names that may
	// not stand are looked for in all words. Packed twins go with their files.
	if version == "" || broken || r.twins != nil || len(r.graph.Unnamed()) > 0 {
		return &ledger.Texts{}
	}
	t := &ledger.Texts{
		Name: rand.Text(), Stamps: r.seen.text, Young: r.seen.young, Facts: version,
		Ledger: out.Name, Questions: len(out.Questions), Places: len(out.Places), World: out.World, Guards: out.Guards, Foreign: out.Foreign,
	}
	if r.was != nil && r.was.Name == out.Name {
		t.Questions, t.Places = r.was.questions, r.was.places
	}
	t.Together = r.graph.Serieses()
	t.Told, t.Shown = slices.Sorted(maps.Keys(told)), r.shownTexts(out)
	if len(r.editions) == 1 && r.cfg.Search.Body {
		t.Findable, t.Words = r.findableTexts(t.Shown)
	}
	return t
}

// shownTexts says which outputs show the text of which file.
func (r *render) shownTexts(out *ledger.Ledger) []ledger.ShownText {
	asked := map[uint32]string{} // the files asked for, by question
	for i, q := range out.Questions {
		edition, text := graph.Edition(q.Text)
		if strings.HasPrefix(text, "find.words ") {
			asked[uint32(i)] = ""
		}
		what, ok := strings.CutPrefix(text, "text ")
		if !ok {
			continue
		}
		for _, g := range r.editions {
			if g == r.graph && edition == "" || g != r.graph && g.Language() == edition {
				if f := g.TextFile(what); f != "" {
					asked[uint32(i)] = f
				}
			}
		}
	}
	at := map[uint32]int{} // in shown, by question
	var shown []ledger.ShownText
	for i := range out.Outputs {
		for _, q := range out.Outputs[i].Asked {
			file, ok := asked[q]
			if !ok {
				continue
			}
			n, ok := at[q]
			if !ok {
				n = len(shown)
				at[q], shown = n, append(shown, ledger.ShownText{File: file, Question: out.Questions[q].Text})
			}
			in := uint32(i)
			if r.was != nil && r.was.Name == out.Name {
				in = uint32(r.was.of[i])
			}
			shown[n].Outputs, shown[n].At = append(shown[n].Outputs, uint32(i)), append(shown[n].At, in)
		}
	}
	return shown
}

// factsVersion names the facts that are saved under a key, "" if there are
// none.
func factsVersion(dir, key string) string {
	p, err := ledger.OpenParts(filepath.Join(dir, "facts"), key)
	if err != nil || p == nil {
		return ""
	}
	defer p.Close()
	var head factsHead
	if err := p.Head(&head); err != nil {
		return ""
	}
	recent, err := recentFacts(dir, key, &head)
	if err != nil {
		return ""
	}
	return head.ID + " " + recent.Head.ID
}

// recentFacts are the facts in the small file that add to those of a large
// one; none if it adds to another.
func recentFacts(dir, key string, base *factsHead) (facts, error) {
	var f facts
	ok, err := ledger.Load(filepath.Join(dir, "facts-recent"), key, &f)
	if err != nil || !ok || f.Head.Base != base.Bodies {
		return facts{}, err
	}
	return f, nil
}
