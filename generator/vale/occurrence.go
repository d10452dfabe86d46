package vale

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// occurrence counts, and finds too many in a block, or too few.
type occurrence struct {
	pattern     *pattern
	most, least int
}

func newOccurrence(f *fields, _ *rule, _ env) checker {
	token, fold := f.text("token"), f.flag("ignorecase", false)
	x := &occurrence{most: f.whole("max"), least: f.whole("min")}
	src := "(?:" + token + ")"
	if fold {
		src = "(?i)" + src
	}
	var err error
	if x.pattern, err = wholePattern(src); err != nil {
		f.expression("token", err)
		return nil
	}
	return x
}

func (x *occurrence) patterns() []*pattern { return []*pattern{x.pattern} }

func (x *occurrence) check(r *rule, b *block) ([]find, error) {
	fine := func(n int) bool { return (x.most <= 0 || n <= x.most) && (x.least <= 0 || n >= x.least) }
	if n, ok := x.pattern.whole.count(b.subject); ok && fine(n) {
		return nil, nil
	}
	hits, err := b.finds(x.pattern)
	if err != nil {
		return nil, err
	}
	n := len(hits)
	if fine(n) {
		return nil, nil
	}
	f := find{rule: r}
	if n == 0 {
		f.from, f.to = firstWord(b.text)
	} else {
		found := false
		for _, h := range hits {
			m := b.text[h.from:h.to]
			if strings.TrimSpace(m) != "" && strings.Trim(m, "*@") != "" {
				f.from, f.to, found = h.from, h.to, true
				break
			}
		}
		if !found {
			return nil, nil // nothing but code
		}
	}
	f.match = b.text[f.from:f.to]
	if r.action.Name != "" {
		if f.replacements, err = r.fix(f.match, nil); err != nil {
			return nil, err
		}
	}
	f.say(r, tally(n))
	return []find{f}, nil
}

// firstWord is where the first word stands.
func firstWord(s string) (from, to int) {
	from = len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	for to = from; to < len(s); {
		r, n := utf8.DecodeRuneInString(s[to:])
		if unicode.IsSpace(r) {
			break
		}
		to += n
	}
	return from, to
}

// tally is a number for messages, which may ask for it with %d or %s.
type tally int

func (t tally) String() string { return strconv.Itoa(int(t)) }
