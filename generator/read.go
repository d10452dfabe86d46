package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"kith/generator/beneath"
	"kith/generator/config"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/publish"
	"kith/generator/search"
)

// read brings the facts of all source files up to date: what is unchanged is
// taken as known, the rest is read and decoded, in parallel.
func (l *line) read() error {
	tree, err := content.Walk(seenFS{l.fs, l.stats().dirs}, l.cfg)
	if err != nil {
		return err
	}
	l.seen.dirs = nil // the listings of a large hub take megabytes
	if l.themes != nil {
		l.seen.text = nil // a preview compares no stamps of another run
	}
	l.tree = tree
	if l.sources, err = beneath.Open(l.root); err != nil {
		return err
	}
	defer func() { l.sources.Close(); l.sources = nil }()
	dec := content.NewDecoder(l.cfg)
	n := len(tree.Sources)
	l.all = make([]*fact, n+len(tree.Files))
	var settled *settledFacts
	if len(l.store.known) == 0 {
		settled = new(settledFacts)
	}
	var done atomic.Int64
	var g errgroup.Group
	g.SetLimit(l.jobs())
	total := len(l.all)
	for chunk := range chunks(total) {
		g.Go(func() (err error) {
			defer caught("reading sources", &err)
			for i := chunk.from; i < chunk.to; i++ {
				if i < n {
					l.all[i], err = l.readSource(dec, tree.Sources[i])
				} else {
					l.all[i], err = l.readFile(tree.Files[i-n])
				}
				if err != nil {
					return err
				}
				l.all[i] = settled.keep(l.all[i])
			}
			l.progress("reading", int(done.Add(int64(chunk.to-chunk.from))), total)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	l.all = slices.DeleteFunc(l.all, func(f *fact) bool { return f == nil })
	l.gather()
	return nil
}

// settledFacts are those of a hub that is read as a whole. They stay, among all
// that reading a file throws away. It is no use for a few files in a preview:
// memory in which they lie together stays until all of them are read again.
type settledFacts struct {
	mu sync.Mutex
	ledger.Settler
}

func (s *settledFacts) keep(f *fact) *fact {
	if s == nil || f == nil {
		return f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return ledger.Settle(&s.Settler, f, f.Path)
}

// gather puts together what the facts say.
func (l *line) gather() {
	l.list.Append(l.tree.Findings...)
	site := &model.Site{Config: l.cfg, Records: make([]*model.Record, 0, len(l.tree.Sources))}
	for _, f := range l.all {
		if f.Record != nil {
			site.Records = append(site.Records, f.Record)
			l.list.Append(f.Record.Findings...)
			l.unknown = append(l.unknown, f.Record.Unknown...)
			continue
		}
		site.Files = append(site.Files, model.File{
			Path: f.Path, Size: f.Stamp.Size, Digest: f.Digest.String(), Width: f.Width, Height: f.Height, Picture: f.Picture, Hidden: f.Hidden,
		})
	}
	l.site = site
}

type span struct{ from, to int }

// chunks cuts work into pieces large enough to be worth handing out.
func chunks(n int) func(func(span) bool) {
	return func(yield func(span) bool) {
		const size = 16
		for i := 0; i < n; i += size {
			if !yield(span{i, min(n, i+size)}) {
				return
			}
		}
	}
}

// readSource is one Markdown file.
func (l *line) readSource(dec *content.Decoder, s content.Source) (*fact, error) {
	what := s.Key()
	stamp, err := l.stat(s.File)
	if err != nil {
		return l.unreadable(s.File, err), nil
	}
	was := l.store.known[s.File]
	if was != nil && was.Record != nil && was.Source == what && was.Trusted && was.Stamp == stamp {
		return was, nil
	}
	m := reading.Get().(*readBuffers)
	defer reading.Put(m)
	data, err := l.slurpIn(&m.source, s.File, content.MaxMarkdown+1)
	if err != nil {
		return l.unreadable(s.File, err), nil
	}
	f := &fact{Path: s.File, Source: what, Stamp: stamp, Trusted: stamp.MTime < l.stats().trustBefore, Digest: ledger.Bytes(data)}
	if was != nil && was.Record != nil && was.Source == what && was.Digest == f.Digest {
		f.Record, f.Head = was.Record, was.Head
		return f, nil
	}
	rec, html := dec.DecodeIn(m.html, s, data)
	f.Record = rec
	if e := rec.Entry(); e != nil {
		var words search.Gathered
		if rec.Story != nil {
			words = search.GatherIn(m.words, html)
			m.words = words.Lines
		}
		if err := l.store.put(&e.Body, html, words); err != nil {
			return nil, err
		}
	}
	f.Head = graph.Head(rec)
	m.html = html
	if testing {
		// A record that holds on to memory used again is seen at once.
		clear(data)
		clear(html)
		clear(m.words)
	}
	return f, nil
}

// readBuffers is memory for a source, its HTML and its words, used file after file.
type readBuffers struct {
	source bytes.Buffer
	html   []byte
	words  []byte
}

var reading = sync.Pool{New: func() any { return new(readBuffers) }}

// unreadable files a finding about a file and stands in for it.
func (l *line) unreadable(file string, err error) *fact {
	rec := &model.Record{File: file, Findings: []diag.Diagnostic{{
		Code: "unreadable-file", Severity: diag.Error, Pos: diag.In(file),
		Message: "this file cannot be read: " + plainError(err) + ".",
		Hint:    "Check that it is a plain file inside the site's folder and that you may read it.",
	}}}
	return &fact{Path: file, Record: rec}
}

// plainError is the reason of a file error without its path.
func plainError(err error) string {
	if pe, ok := err.(*fs.PathError); ok { //nolint:errorlint // only the outermost
		return pe.Err.Error()
	}
	return err.Error()
}

// readFile is one other file of content/ or static/.
func (l *line) readFile(file string) (*fact, error) {
	stamp, err := l.stat(file)
	if err != nil {
		f := l.unreadable(file, err)
		l.list.Append(f.Record.Findings...)
		return nil, nil //nolint:nilnil // left out, and reported
	}
	was := l.store.known[file]
	if was != nil && was.Record == nil && was.Trusted && was.Stamp == stamp {
		return was, nil
	}
	f := &fact{Path: file, Stamp: stamp, Trusted: stamp.MTime < l.stats().trustBefore}
	data, err := l.slurp(file, 1<<31-1)
	if err != nil {
		l.list.Append(l.unreadable(file, err).Record.Findings...)
		return nil, nil //nolint:nilnil // as above
	}
	f.Digest = ledger.Bytes(data)
	f.look(data)
	return f, nil
}

// stat is a file's stamp: the one taken before anything was read, or, for a
// link, that of the file it leads to.
func (l *line) stat(file string) (publish.Stamp, error) {
	if stamp, ok := l.stats().of[file]; ok {
		return stamp, nil
	}
	info, err := fs.Stat(l.fs, file)
	if err != nil {
		return publish.Stamp{}, err
	}
	if !info.Mode().IsRegular() {
		return publish.Stamp{}, fmt.Errorf("it is not a plain file")
	}
	return publish.StampOf(info), nil
}

// slurp reads a file of the site, up to a number of bytes.
func (l *line) slurp(file string, limit int64) ([]byte, error) {
	return l.slurpIn(new(bytes.Buffer), file, limit)
}

// slurpIn is slurp into memory that may be used again afterwards.
func (l *line) slurpIn(buf *bytes.Buffer, file string, limit int64) ([]byte, error) {
	// Opening a pipe would wait for ever, so look before.
	if !l.seenPlain(file) {
		if info, err := fs.Stat(l.fs, file); err == nil && !info.Mode().IsRegular() {
			return nil, fmt.Errorf("it is not a plain file")
		}
	}
	f, err := l.open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is not a plain file")
	}
	buf.Reset()
	buf.Grow(int(min(info.Size(), limit)) + bytes.MinRead)
	_, err = buf.ReadFrom(io.LimitReader(f, limit))
	return buf.Bytes(), err
}

// open opens a file of the site; while all are being read, from their folder.
func (l *line) open(file string) (fs.File, error) {
	if l.sources != nil {
		return l.sources.Open(file)
	}
	return l.fs.Open(file)
}

// seenPlain reports whether a file was a plain one when the sources were
// looked at.
func (l *line) seenPlain(file string) bool {
	if l.seen == nil {
		return false
	}
	_, ok := l.seen.of[file]
	return ok
}

// settings reads the settings file, with the options that replace some.
func (l *line) settings() (*config.Config, error) {
	file := l.configFile()
	data, err := l.slurp(file, 4<<20)
	if err != nil {
		return nil, l.noSite(err)
	}
	l.configDigest = ledger.Bytes(data)
	return config.Load(file, data, &l.list), nil
}

// configFile is the settings file, from the site's folder.
func (l *line) configFile() string {
	if l.opts.Config == "" {
		return "site.toml"
	}
	return filepath.ToSlash(l.opts.Config)
}

// noSite says that this is not the folder of a hub.
func (l *line) noSite(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no %s in %s, so this is not the folder of a hub. `kith init` makes a new one", l.configFile(), l.dir)
	}
	return fmt.Errorf("reading %s: %s", l.configFile(), plainError(err))
}
