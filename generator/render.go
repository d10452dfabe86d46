package generator

import (
	"bytes"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/pages"
	"kith/generator/publish"
	"kith/generator/theme"
)

// render makes every output the ledger cannot vouch for, in parallel. Each
// result goes into its own slot, so the order of workers leaves no mark.
type render struct {
	*line
	was *past        // nil when nothing is remembered
	dir *publish.Dir // nil when nothing is to be published

	results []result
	traces  []ledger.Trace // by output, as the ledger keeps them
	reach   Reach

	questions questions
	shelf     shelf // for traces
}

type result struct {
	trace  *ledger.Trace // among the render's traces
	staged bool
	kept   bool
	why    string
	wrong  bool
	// failed says that it could not be made: there is a finding.
	failed bool
}

func (l *line) render(was *past, dir *publish.Dir) (*render, error) {
	r := &render{
		line: l, was: was, dir: dir,
		results: make([]result, len(l.plan)), traces: make([]ledger.Trace, len(l.plan)),
	}
	for i := range r.results {
		r.results[i].trace = &r.traces[i]
	}
	if was != nil {
		r.questions.after, r.shelf.places.after = uint32(len(was.Questions)), uint32(len(was.Places))
	} else {
		// About what the outputs of a hub ask and lead to.
		r.questions.expect(6*len(l.plan), 24)
		r.shelf.places.expect(5*len(l.plan), 45)
	}
	if was != nil && !l.opts.Clean && was.changed == nil {
		if err := l.compare(was); err != nil {
			return nil, err
		}
	}
	l.env.Whole = was == nil
	var done atomic.Int64
	var g errgroup.Group
	g.SetLimit(l.jobs())
	// The last come first: feeds, the finder's files and photos on cards take
	// far more memory than pages while they are made, and what there is to
	// know about pages grows with each.
	for _, c := range slices.Backward(slices.Collect(chunks(l.single()))) {
		g.Go(func() error {
			d := desks.Get().(*desk)
			defer desks.Put(d) // not before pack is done with what is on it
			for i := c.from; i < c.to; i++ {
				data, err := r.output(i, d)
				if err == nil {
					err = r.pack(i, data)
				}
				if err != nil {
					return err
				}
			}
			l.progress("rendering", int(done.Add(int64(c.to-c.from))), l.single())
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	r.reach = r.checkFinished()
	return r, nil
}

// sameWorld reports whether nothing but words of texts is another than in the
// last build.
func (l *line) sameWorld(was *past) bool {
	return was != nil && !l.opts.Clean && was.World == l.world()
}

// compare finds the questions whose answer is another than last time. It
// asks as few of them again as it can: in the same world only those about
// words, which can be asked before there is a plan.
func (l *line) compare(was *past) (err error) {
	defer caught("comparing answers", &err)
	qs := was.Questions
	changed := make([]bool, len(qs))
	same := l.sameWorld(was)
	quiet := map[string]bool{} // beginnings of questions whose guard is as before
	if !same {
		for _, guard := range was.Guards {
			if l.editions.digest(l.env, guard.Text) == guard.Answer {
				edition, text := graph.Edition(guard.Text)
				for begins, guarded := range graph.Guards() {
					if guarded == text {
						quiet[graph.InEdition(edition, begins)] = true
					}
				}
			}
		}
	}
	var ask []int
	for i, q := range qs {
		edition, text := graph.Edition(q.Text)
		name, _, _ := strings.Cut(text, " ")
		if same && graph.Knows(name) && !graph.OfWords(name) || len(quiet) > 0 && quiet[graph.InEdition(edition, name+" ")] {
			continue
		}
		ask = append(ask, i)
	}
	var g errgroup.Group
	g.SetLimit(l.jobs())
	for c := range chunks(len(ask)) {
		g.Go(func() (err error) {
			defer caught("comparing answers", &err)
			for _, i := range ask[c.from:c.to] {
				changed[i] = l.editions.digest(l.env, qs[i].Text) != qs[i].Answer
			}
			return nil
		})
	}
	was.changed = changed
	return g.Wait()
}

// world stands for everything the graph was made from, but the words of
// bodies.
func (l *line) world() ledger.Digest {
	if l.worldDigest != (ledger.Digest{}) {
		return l.worldDigest
	}
	b := fmt.Appendf(make([]byte, 0, 96*len(l.all)+256), "%v %s %t %t %t %s\n", l.today, l.configDigest, l.opts.Drafts, l.opts.Future, l.opts.Mark, l.cfg.URL)
	for _, f := range l.all {
		b = append(append(b, f.Path...), 0)
		d := f.Digest
		if f.Record != nil {
			d = f.Head
		}
		b = append(b, d[:]...)
	}
	l.worldDigest = ledger.Bytes(b)
	return l.worldDigest
}

// doubt says why an output has to be made again, or "" if the ledger vouches
// for it.
func (r *render) doubt(i int) string {
	o, t := &r.plan[i], r.was.trace(i)
	switch {
	case t == nil:
		return "it is new"
	case t.Kind != o.Kind || t.ID != o.ID:
		return "something else stands at its address"
	case t.Given != o.Given:
		return "the plan says something else about it"
	}
	for _, q := range t.Asked {
		if r.was.changed[q] {
			return "another answer to: " + r.was.Questions[q].Text
		}
	}
	if r.dir != nil && !r.was.stands(i) {
		return "its file is not the one that was written"
	}
	return ""
}

// output makes an output, unless the ledger vouches for it. It returns the
// bytes of one that was made, which lie on the desk.
func (r *render) output(i int, d *desk) ([]byte, error) {
	o, res, was := &r.plan[i], &r.results[i], r.was.trace(i)
	res.why = r.doubt(i)
	if res.why == "" {
		res.kept = true
		*res.trace = *was
		if !r.opts.Verify {
			return nil, nil
		}
	}
	if o.Drawn && r.dir == nil {
		// It is made to be published, and there is nothing in it to check.
		*res.trace = ledger.Trace{Path: o.Path, Kind: o.Kind, ID: o.ID, Given: o.Given}
		return nil, nil
	}
	begun := time.Now()
	data, reader, err := r.bytesAt(d, o)
	if err != nil {
		res.failed = true
		return nil, r.failed(o, err)
	}
	r.watch.page(o.Kind, o.Path, begun)
	digest := ledger.Bytes(data)
	if res.kept {
		res.wrong = digest != was.Bytes
		return data, nil
	}
	*res.trace = ledger.Trace{Path: o.Path, Kind: o.Kind, ID: o.ID, Given: o.Given, Bytes: digest}
	if o.Kind != "" {
		res.trace.Facts = r.facts(o, data, reader, &r.shelf)
	}
	if reader != nil {
		d.asked = d.asked[:0]
		for _, q := range reader.Notes() {
			d.asked = append(d.asked, r.questions.number(q.Question, q.Answer))
		}
		res.trace.Asked = r.shelf.list(d.asked)
	}
	return data, r.stage(o, res, was, data)
}

// stage puts an output where it waits to be published, unless the file on the
// disk has these bytes already.
func (r *render) stage(o *pages.Output, res *result, was *ledger.Trace, data []byte) error {
	if r.dir == nil {
		return nil
	}
	if r.opts.Clean {
		// The folder is emptied before the files move in, so all must.
		res.staged = true
		return r.dir.Stage(o.Path, data)
	}
	if same, stamp := r.same(o.Path, was, res.trace.Bytes, len(data)); same {
		res.trace.Size, res.trace.MTime, res.trace.Inode = stamp.Size, stamp.MTime, stamp.Inode
		return nil
	}
	res.staged = true
	return r.dir.Stage(o.Path, data)
}

// desk is memory to make an output in: a build makes tens of thousands, one
// after the other.
type desk struct {
	buf    bytes.Buffer
	reader graph.Reader
	asked  []uint32
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// same reports whether the file on the disk has these bytes already. The
// file's stamp vouches for what we wrote; in doubt its bytes are read.
func (r *render) same(path string, was *ledger.Trace, digest ledger.Digest, size int) (bool, publish.Stamp) {
	if r.dir.Fresh() && path[0] != '.' {
		return false, publish.Stamp{} // the folder was empty but for names like .git
	}
	stamp, err := r.dir.Stat(path)
	if err != nil || stamp.Size != int64(size) {
		return false, stamp
	}
	if was != nil && stamp == (publish.Stamp{Size: was.Size, MTime: was.MTime, Inode: was.Inode}) {
		return was.Bytes == digest, stamp
	}
	data, err := r.dir.Read(path)
	return err == nil && ledger.Bytes(data) == digest, stamp
}

// bytes makes an output. A bug of ours panics; it is turned into an error
// that names the page, so that the old site stays.
//
// The reader it was made with is nil for a file that is copied.
func (l *line) bytes(o *pages.Output) (data []byte, reader *graph.Reader, err error) {
	return l.bytesAt(new(desk), o)
}

// bytesAt makes an output at a desk, which is free again once the caller is
// done with the data and the reader.
func (l *line) bytesAt(d *desk, o *pages.Output) (data []byte, reader *graph.Reader, err error) {
	defer caught("making "+o.Path, &err)
	if o.Source != "" {
		data, err := l.slurp(o.Source, 1<<31-1)
		if err != nil {
			return nil, nil, fmt.Errorf("copying %s: %w", o.Source, err)
		}
		if ledger.Bytes(data).String() != o.Given {
			return nil, nil, fmt.Errorf("%w: %s", ErrMoving, o.Source)
		}
		data, err = l.cleaned(o.Source, data)
		return data, nil, err
	}
	if o.Picture != nil {
		data, err := l.room.Get(o.Picture.Order)
		return data, nil, err
	}
	g := l.editions[o.Edition]
	reader = g.ReadIn(&d.reader, l.env)
	if o.Encode != nil {
		data, err := o.Encode(reader)
		return data, reader, err
	}
	v, err := o.View(reader)
	if err != nil {
		return nil, nil, err
	}
	reader.Note("template " + o.Kind + " " + g.Language())
	d.buf.Reset()
	if err := l.theme.Render(&d.buf, o.Kind, g.Language(), v); err != nil {
		return nil, nil, err
	}
	if l.opts.Verify {
		var again bytes.Buffer
		if err := l.theme.Interpret(&again, o.Kind, g.Language(), v); err != nil || !bytes.Equal(d.buf.Bytes(), again.Bytes()) {
			return nil, nil, fmt.Errorf("%w: the templates of %s say something else compiled than interpreted", ErrBug, o.Path)
		}
	}
	return d.buf.Bytes(), reader, nil
}

// ErrMoving says that a source changed between being read and being used.
var ErrMoving = errors.New("a file changed while the site was being built; build again")

// ErrBug is a mistake of Kith's own.
var ErrBug = errors.New("this is a bug in kith")

// caught turns a panic into an error that says what was being done, so that
// the old site stays. In tests a bug is to be seen.
func caught(doing string, err *error) {
	if testing {
		return
	}
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: while %s: %v\n%s", ErrBug, doing, p, debug.Stack())
	}
}

// failed turns a template's mistake into a finding and hands on the rest.
func (r *render) failed(_ *pages.Output, err error) error {
	var te *theme.Error
	if errors.As(err, &te) {
		r.list.Append(te.Diag)
		return nil
	}
	return err
}

// allPlaces are the places that pages link to, by their numbers.
func (r *render) allPlaces() []string {
	if r.was == nil {
		return r.shelf.places.texts()
	}
	return slices.Concat(r.was.Places, r.shelf.places.texts())
}

// ledger is what to remember of this run. Questions and places keep their
// numbers: what a kept output asked has the same answers as before.
func (r *render) ledger() *ledger.Ledger {
	out := &ledger.Ledger{World: r.world(), Places: r.allPlaces(), Outputs: r.traces}
	if r.was != nil {
		out.Questions = r.was.Questions
	}
	out.Questions = slices.Grow(out.Questions, len(r.questions.ends))
	for i, text := range r.questions.texts() {
		answer := r.questions.answers[i]
		if answer == (ledger.Digest{}) {
			answer = r.editions.digest(r.env, text)
		}
		out.Questions = append(out.Questions, ledger.Question{Text: text, Answer: answer})
	}
	if l := r.line; l.sameWorld(r.was) {
		out.Guards = r.was.Guards
		return out
	}
	seen := map[string]bool{}
	for _, g := range r.editions {
		for _, text := range graph.Guards() {
			if text = g.Question(text); !seen[text] {
				seen[text] = true
				out.Guards = append(out.Guards, ledger.Question{Text: text, Answer: r.editions.digest(r.env, text)})
			}
		}
	}
	slices.SortFunc(out.Guards, func(a, b ledger.Question) int { return strings.Compare(a.Text, b.Text) })
	return out
}
