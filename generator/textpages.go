package generator

import (
	"crypto/rand"
	"slices"
	"time"

	"kith/generator/ledger"
	"kith/generator/pages"
)

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
	begun := time.Now()
	data, reader, err := t.bytesAt(new(desk), o)
	if err != nil {
		return errCloser // the whole line says it better
	}
	t.watch.page(o.Kind, o.Path, begun)
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
