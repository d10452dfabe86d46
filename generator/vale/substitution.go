package vale

import (
	"regexp"
	"sort"
	"strings"
)

// substitution finds words for which there are better ones.
type substitution struct {
	pattern *pattern
	swaps   []swap // by alternative of the pattern
	exceptions
	capitalize bool
	terms      bool // made of a vocabulary: values may be expressions
}

type swap struct {
	key, value string
	fits       *expr // what the value accepts; nil for plain words
	groups     *expr // the key with its groups, where the value has $1
}

var groupMark = regexp.MustCompile(`\$\d+`)

func newSubstitution(f *fields, r *rule, e env) checker {
	pairs := f.pairs("swap")
	fold, nonword := f.flag("ignorecase", false), f.flag("nonword", false)
	own, vocab := f.texts("exceptions"), f.flag("vocab", true)
	x := &substitution{capitalize: f.flag("capitalize", false)}
	f.text("pos")
	var err error
	if x.exceptions, err = newExceptions(own, e.accepted, vocab); err != nil {
		f.expression("exceptions", err)
		return nil
	}
	if err = x.fill(pairs, fold, !nonword, wordsIf(!nonword, e.template)); err != nil {
		f.expression("swap", err)
		return nil
	}
	return x
}

func (x *substitution) fill(pairs [][2]string, fold, word bool, template string) error {
	// The longest first: "in order to" before "in". Among equals Vale leaves
	// it to chance; we go by the letters.
	sort.Slice(pairs, func(i, j int) bool {
		if len(pairs[i][0]) != len(pairs[j][0]) {
			return len(pairs[i][0]) > len(pairs[j][0])
		}
		return pairs[i][0] < pairs[j][0]
	})
	var alts []string
	for _, p := range pairs {
		s := swap{key: p[0], value: p[1]}
		if groupMark.MatchString(s.value) {
			key := s.key
			if fold {
				key = "(?i)" + key
			}
			var err error
			if s.groups, err = newExpr(key); err != nil {
				return err
			}
		} else {
			s.fits = valuePattern(s.value)
		}
		x.swaps = append(x.swaps, s)
		alts = append(alts, noGroups(s.key))
	}
	var err error
	if x.pattern, err = newPattern(alts, fold, word, template); err != nil {
		return err
	}
	if x.pattern.whole != nil {
		// Which one matched is told by groups, then.
		t := nonwordTemplate
		if word {
			t = wordTemplate
		}
		if template != "" {
			t = template
		}
		if fold {
			t = "(?i)" + t
		}
		x.pattern, err = wholePattern(strings.Replace(t, "%s", "("+strings.Join(alts, ")|(")+")", 1))
	}
	return err
}

// phrase says that a text is words and nothing else.
func phrase(s string) bool {
	for _, r := range s {
		if !isLetter(r) && !isDigit(r) && r != ' ' && r != '-' {
			return false
		}
	}
	return true
}

// valuePattern is what a value accepts as right already.
func valuePattern(value string) *expr {
	if phrase(value) {
		return nil
	}
	e, err := newExpr("^(?:" + value + ")$")
	if err != nil {
		return nil
	}
	return e
}

// noGroups makes groups that capture into groups that don't.
func noGroups(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			b.WriteString(s[i : i+2])
			i++
		case s[i] == '(' && (i+1 == len(s) || s[i+1] != '?'):
			b.WriteString("(?:")
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func (x *substitution) patterns() []*pattern { return []*pattern{x.pattern} }

func (x *substitution) check(r *rule, b *block) ([]find, error) {
	hits, err := b.finds(x.pattern)
	if err != nil {
		return nil, err
	}
	var out []find
	for _, h := range hits {
		k := h.alt
		if x.pattern.whole != nil {
			if k = groupOf(&h); k < 0 || k >= len(x.swaps) {
				continue
			}
		}
		f, ok, err := x.found(r, b, h, &x.swaps[k])
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, f)
		}
	}
	return out, nil
}

// groupOf says which group matched, and makes the hit its.
func groupOf(h *hit) int {
	for i := 0; i+1 < len(h.groups); i += 2 {
		if h.groups[i] >= 0 {
			h.from, h.to = h.groups[i], h.groups[i+1]
			return i / 2
		}
	}
	return -1
}

func (x *substitution) found(r *rule, b *block, h hit, s *swap) (find, bool, error) {
	seen := b.text[h.from:h.to]
	want, err := x.want(s, seen)
	if err != nil {
		return find{}, false, err
	}
	replaces := r.action.Name == "replace"
	right, err := x.right(s, want, seen, replaces)
	if right || err != nil {
		return find{}, false, err
	}
	if pass, err := x.passes(b, seen, h.from, h.to); pass || err != nil {
		return find{}, false, err
	}
	f := find{rule: r, from: h.from, to: h.to, match: seen}
	message := r.message
	switch {
	case replaces && len(r.action.Params) == 0:
		f.replacements = options(want)
		for i, o := range f.replacements {
			if x.capitalize && seen == capitalised(seen) {
				o = capitalised(o)
			}
			if r.matchcase {
				o = caseAs(o, seen)
			}
			f.replacements[i] = o
		}
		want = wordList(f.replacements)
		message = unquoted(message)
	case replaces:
		f.replacements = r.action.Params
	default:
		want = spelling(want, seen)
		if x.terms && want != seen && plainTerm(want) {
			f.replacements = []string{keepGaps(want, seen)}
		} else if r.action.Name != "" {
			if f.replacements, err = r.fix(seen, nil); err != nil {
				return f, false, err
			}
		}
	}
	f.message = fill(message, want, seen)
	f.description = fill(r.description, want, seen)
	return f, true, nil
}

// want is what should stand in place of what was seen.
func (x *substitution) want(s *swap, seen string) (string, error) {
	want := s.value
	if x.capitalize && seen == capitalised(seen) {
		want = capitalised(want)
	}
	if s.groups == nil {
		return want, nil
	}
	return s.groups.replace(seen, want)
}

// right says that what was seen is as it should be.
func (x *substitution) right(s *swap, want, seen string, replaces bool) (bool, error) {
	switch {
	case replaces:
		for _, o := range options(want) {
			if o == seen {
				return true, nil
			}
		}
		return false, nil
	case x.terms:
		want = termPattern(want)
	case want == s.value:
		if s.fits == nil {
			return want == seen, nil
		}
		return s.fits.matches(seen)
	}
	e := valuePattern(want)
	if e == nil {
		return want == seen, nil
	}
	return e.matches(seen)
}

// options divides a value at its bars; \| is a bar in the words.
func options(value string) []string {
	var out []string
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
		}
		b.Reset()
	}
	for i := 0; i < len(value); i++ {
		switch {
		case value[i] == '\\' && i+1 < len(value) && value[i+1] == '|':
			b.WriteByte('|')
			i++
		case value[i] == '|':
			end()
		default:
			b.WriteByte(value[i])
		}
	}
	end()
	return out
}

// unquoted takes the quotation marks off the first %s, which is a list that
// has its own.
func unquoted(message string) string {
	for _, q := range []string{"'%s'", `"%s"`} {
		if strings.Count(message, q) == 2 {
			message = strings.Replace(message, q, "%s", 1)
		}
	}
	return message
}

var wideGaps = regexp.MustCompile(`\s+`)

// keepGaps is want with the gaps of what was seen, so that a line break stays.
func keepGaps(want, seen string) string {
	words := strings.Fields(want)
	found := wideGaps.FindAllString(seen, -1)
	if len(found) != len(words)-1 {
		return want
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(found[i-1])
		}
		b.WriteString(w)
	}
	return b.String()
}
