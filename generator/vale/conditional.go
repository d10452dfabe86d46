package vale

import "strings"

// conditional finds what needs something else: an acronym that was not
// spelt out before.
type conditional struct {
	first, second *pattern
	defines       bool // second captures what it allows
	exceptions
}

func newConditional(f *fields, _ *rule, e env) checker {
	first, second := f.text("first"), f.text("second")
	f.flag("ignorecase", false) // Vale reads it and does nothing with it
	own, vocab := f.texts("exceptions"), f.flag("vocab", true)
	x := &conditional{defines: captures(second)}
	var err error
	if x.exceptions, err = newExceptions(own, e.accepted, vocab); err != nil {
		f.expression("exceptions", err)
		return nil
	}
	if x.first, err = wholePattern(first); err != nil {
		f.expression("first", err)
		return nil
	}
	if x.second, err = wholePattern(second); err != nil {
		f.expression("second", err)
		return nil
	}
	return x
}

// captures says whether an expression has a group that captures.
func captures(src string) bool {
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '[':
			i += classEnd(src[i:]) - 1
		case '(':
			rest := src[i+1:]
			if !strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "?P<") ||
				strings.HasPrefix(rest, "?<") && !strings.HasPrefix(rest, "?<=") && !strings.HasPrefix(rest, "?<!") {
				return true
			}
		}
	}
	return false
}

func (x *conditional) patterns() []*pattern { return []*pattern{x.first, x.second} }

func (x *conditional) check(r *rule, b *block) ([]find, error) {
	if !b.may(x.first) {
		return nil, nil // nor are definitions looked for, as in Vale
	}
	var out []find
	hits, err := b.finds(x.second)
	if err != nil {
		return nil, err
	}
	if !x.defines && len(hits) > 0 {
		return nil, nil
	}
	for _, h := range hits {
		for i := 0; i+1 < len(h.groups); i += 2 {
			if h.groups[i] >= 0 && h.groups[i+1] > h.groups[i] {
				out = append(out, find{rule: r, from: h.from, to: h.to, note: b.text[h.groups[i]:h.groups[i+1]]})
			}
		}
	}
	firsts, err := b.finds(x.first)
	if err != nil {
		return nil, err
	}
	for _, h := range firsts {
		pass, err := x.passes(b, b.text[h.from:h.to], h.from, h.to)
		if err != nil {
			return nil, err
		}
		if pass {
			continue
		}
		f, err := r.found(b, h)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (x *conditional) due(run *reading, f *find) bool {
	if f.note != "" {
		run.notes = append(run.notes, f.note)
		return false
	}
	return !x.defines || !run.noted(f.match)
}
