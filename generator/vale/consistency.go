package vale

import (
	"strconv"
	"strings"
)

// consistency finds two ways of writing one thing in a file.
type consistency struct{ pairs []*pattern }

func newConsistency(f *fields, r *rule, e env) checker {
	either := f.pairs("either")
	fold, nonword := f.flag("ignorecase", false), f.flag("nonword", false)
	x := &consistency{}
	t := nonwordTemplate
	if !nonword {
		t = wordTemplate
		if e.template != "" {
			t = e.template
		}
	}
	if fold {
		t = "(?i)" + t
	}
	for _, p := range either {
		pattern, err := wholePattern(strings.Replace(t, "%s", "("+noGroups(p[0])+")|("+noGroups(p[1])+")", 1))
		if err != nil {
			f.expression("either", err)
			return nil
		}
		x.pairs = append(x.pairs, pattern)
	}
	return x
}

func (x *consistency) patterns() []*pattern { return x.pairs }

func (x *consistency) check(r *rule, b *block) ([]find, error) {
	var out []find
	for k, p := range x.pairs {
		hits, err := b.finds(p)
		if err != nil {
			return nil, err
		}
		first := len(out)
		for _, h := range hits {
			side := groupOf(&h)
			if side < 0 {
				continue
			}
			f := find{rule: r, from: h.from, to: h.to, match: b.text[h.from:h.to]}
			f.note = r.name + " " + strconv.Itoa(k) + []string{"a", "b"}[side&1]
			f.say(r, f.match)
			out = append(out, f)
		}
		if len(out) > first {
			out[len(out)-1].last = true
		}
	}
	return out, nil
}

// due is true at the last of a block's finds, once both ways were seen.
func (x *consistency) due(run *reading, f *find) bool {
	if !run.noted(f.note) {
		run.notes = append(run.notes, f.note)
	}
	stem := f.note[:len(f.note)-1]
	return f.last && run.noted(stem+"a") && run.noted(stem+"b")
}
