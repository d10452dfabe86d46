package generator

import (
	"kith/generator/hosting"
	"kith/generator/ledger"
	"kith/generator/pages"
)

// twin is an output that holds another one's bytes ready to be sent, as
// page.html.gz does for page.html.
type twin struct {
	form string // one of hosting.Forms
	at   int    // in the plan
}

// addTwins plans the twins that the settings ask for, behind all else. What
// static/ has at such a path stands there instead.
func (l *line) addTwins() {
	forms := l.cfg.Hosting.Precompress
	if len(forms) == 0 {
		return
	}
	taken := make(map[string]bool, len(l.plan))
	for _, o := range l.plan {
		taken[o.Path] = true
	}
	l.twins = make([][]twin, len(l.plan))
	for i := range l.twins {
		of := l.plan[i].Path
		for _, form := range forms {
			if path := of + "." + form; hosting.IsText(of) && !taken[path] {
				l.twins[i] = append(l.twins[i], twin{form, len(l.plan)})
				l.plan = append(l.plan, pages.Output{Path: path, ID: form})
			}
		}
	}
}

// single is how many outputs of the plan are no twins. They come first.
func (l *line) single() int {
	if l.twins == nil {
		return len(l.plan)
	}
	return len(l.twins)
}

// pack makes the twins of an output that the ledger cannot vouch for. data is
// what the output came to, or nil if it was kept.
func (r *render) pack(i int, data []byte) (err error) {
	if r.twins == nil || r.results[i].failed {
		return nil
	}
	for _, t := range r.twins[i] {
		o, res := &r.plan[t.at], &r.results[t.at]
		// A twin depends on its file's bytes, and on nothing else.
		o.Given = r.results[i].trace.Bytes.String()
		was := r.was.trace(t.at)
		if res.why = r.doubt(t.at); res.why == "" {
			res.kept, *res.trace = true, *was
			if !r.opts.Verify {
				continue
			}
		}
		if data == nil {
			if data, _, err = r.bytes(&r.plan[i]); err != nil {
				return r.failed(&r.plan[i], err)
			}
		}
		packed := hosting.Pack(t.form, data)
		digest := ledger.Bytes(packed)
		if res.kept {
			res.wrong = digest != was.Bytes
			continue
		}
		*res.trace = ledger.Trace{Path: o.Path, ID: o.ID, Given: o.Given, Bytes: digest}
		if err := r.stage(o, res, was, packed); err != nil {
			return err
		}
	}
	return nil
}
