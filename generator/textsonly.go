package generator

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"

	"kith/generator/content"
	"kith/generator/graph"
	"kith/generator/ledger"
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
