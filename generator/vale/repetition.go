package vale

import (
	"strings"
	"unicode"
)

// repetition finds the same thing twice in a row.
type repetition struct {
	pattern     *pattern
	most        int
	fold, alpha bool
	exceptions
}

func newRepetition(f *fields, _ *rule, e env) checker {
	tokens := f.texts("tokens")
	x := &repetition{most: f.whole("max"), fold: f.flag("ignorecase", false), alpha: f.flag("alpha", false)}
	own, vocab := f.texts("exceptions"), f.flag("vocab", true)
	var err error
	if x.exceptions, err = newExceptions(own, e.accepted, vocab); err != nil {
		f.expression("exceptions", err)
		return nil
	}
	src := "(" + strings.Join(tokens, "|") + ")"
	if x.fold {
		src = "(?i)" + src
	}
	if x.pattern, err = wholePattern(src); err != nil {
		f.expression("tokens", err)
		return nil
	}
	return x
}

func (x *repetition) patterns() []*pattern { return []*pattern{x.pattern} }

func (x *repetition) check(r *rule, b *block) ([]find, error) {
	hits, err := b.finds(x.pattern)
	if err != nil {
		return nil, err
	}
	var out []find
	prev, count := "", 0
	for i, h := range hits {
		now := strings.TrimSpace(b.text[h.from:h.to])
		same := now != "" && (now == prev || x.fold && strings.EqualFold(now, prev))
		if same && x.alpha {
			same = strings.IndexFunc(now, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
		}
		prev = now
		if !same {
			continue
		}
		if count++; count <= x.most {
			continue
		}
		from, to := hits[i-1].from, h.to
		both := b.text[from:to]
		if len(sentences(both)) != 1 {
			continue // "I forgot about that. That is important."
		}
		pass, err := x.passes(b, both, from, to)
		if err != nil {
			return nil, err
		}
		if pass {
			continue
		}
		f := find{rule: r, from: from, to: to, match: both}
		if r.action.Name != "" {
			if f.replacements, err = r.fix(both, nil); err != nil {
				return nil, err
			}
		}
		f.say(r, now)
		out = append(out, f)
		count = 0
	}
	return out, nil
}
