package phone

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Found is a number that stands in running text.
type Found struct {
	Number
	// From and To are where, in bytes.
	From, To int
	// Sure says that nothing but a telephone number is written like this. Else
	// it could be one: an order may have the same digits.
	Sure bool
}

// In finds the telephone numbers in running text, in order. What is written
// like a date, a price, a span of time or a code is none. country is the ISO
// code of the country whose numbers are written without their + and code; it
// may be empty.
func In(text, country string) []Found {
	var out []Found
	for at := 0; at < len(text); {
		s := stretchFrom(text, at)
		if len(s.groups) == 0 {
			break
		}
		out = append(out, s.numbers(text, country)...)
		at = s.groups[len(s.groups)-1].to
	}
	return out
}

// group is a run of digits, with the + or bracket before it.
type group struct {
	from, to int
	digits   int
	// sep is what stands between it and the group before: "" for the first.
	sep string
}

// stretch are groups of digits with nothing between them but what telephone
// numbers have between their digits.
type stretch struct{ groups []group }

// stretchFrom is the next stretch at or after a place.
func stretchFrom(text string, at int) (s stretch) {
	begin := at
	for at < len(text) && !isDigit(text[at]) {
		at++
	}
	for at < len(text) && len(s.groups) < 64 {
		g, end := group{from: at}, begin // end is that of the group before
		if n := len(s.groups); n > 0 {
			end = s.groups[n-1].to
		}
		for g.from > end && (text[g.from-1] == '+' || text[g.from-1] == '(') {
			g.from-- // a + or a bracket just before the digits is theirs
		}
		if len(s.groups) > 0 {
			g.sep = text[end:g.from]
		}
		for at < len(text) && isDigit(text[at]) {
			at++
			g.digits++
		}
		g.to = at
		s.groups = append(s.groups, g)
		next, ok := between(text, at)
		if !ok {
			break
		}
		at = next
	}
	return s
}

// between is where the next digit stands if only what parts the digits of a
// telephone number is before it: spaces, brackets, one dot, dash or slash.
func between(text string, at int) (next int, ok bool) {
	marks, pluses := 0, 0
	for n := 0; at < len(text) && n < 5; n++ {
		if isDigit(text[at]) {
			return at, n > 0
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == '+':
			pluses++
		case strings.ContainsRune(".-/‐‑‒–—−", r):
			marks++
		case r == ' ', r == '(', r == ')', r == '\u00a0', r == '\u202f', r == '\u2009', r == '\n':
		default:
			return 0, false
		}
		if marks > 1 || pluses > 1 {
			return 0, false
		}
		at += size
	}
	return 0, false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// numbers are those in a stretch: first those that are surely meant, from each
// place where one may begin the longest; then, in what is left, those that
// could be one.
func (s stretch) numbers(text, country string) []Found {
	taken := make([]bool, len(s.groups))
	type span struct {
		Found
		i, j int
	}
	var out []Found
	var unsure []span
	for i := range s.groups {
		if taken[i] || !s.begins(text, i) {
			continue
		}
		var maybe *span
		for j := s.furthest(text, i); j >= i; j-- {
			f, ok := s.number(text, country, i, j)
			if ok && f.Sure {
				for k := i; k <= j; k++ {
					taken[k] = true
				}
				out, maybe = append(out, f), nil
				break
			}
			if ok && maybe == nil {
				maybe = &span{f, i, j}
			}
		}
		if maybe != nil {
			unsure = append(unsure, *maybe)
		}
	}
	for _, f := range unsure {
		if !slices.Contains(taken[f.i:f.j+1], true) {
			for k := f.i; k <= f.j; k++ {
				taken[k] = true
			}
			out = append(out, f.Found)
		}
	}
	slices.SortFunc(out, func(a, b Found) int { return a.From - b.From })
	return out
}

// furthest is the last group that a number may have which begins with the
// ith.
func (s stretch) furthest(text string, i int) int {
	last, digits := i-1, 0
	for j := i; j < len(s.groups); j++ {
		g := s.groups[j]
		if digits += g.digits; digits > 15 || j > i && strings.Contains(text[g.from:g.to], "+") {
			break // more than there can be, or another number
		}
		last = j
	}
	return last
}

// begins reports whether a number may begin with a group.
func (s stretch) begins(text string, i int) bool {
	g := s.groups[i]
	if g.digits == 1 && isDigit(text[g.from]) && text[g.from] != '1' {
		return false // only Americans begin with one digit by itself
	}
	if i > 0 {
		first := text[g.from]
		return first == '+' || strings.ContainsAny(g.sep, " \n/") || strings.ContainsRune(g.sep, '\u00a0')
	}
	before, size := utf8.DecodeLastRuneInString(text[:g.from])
	switch {
	case g.from == 0, unicode.IsSpace(before):
		return true
	case unicode.IsLetter(before), unicode.IsDigit(before), unicode.Is(unicode.Sc, before), strings.ContainsRune("#@_=&%§*~^\\<>", before):
		return before == '>' || isWide(before)
	case strings.ContainsRune(".,:-/–—+", before):
		// "tel:0800", but no "10:0800", "3.0800" or "RX-0800".
		prev, _ := utf8.DecodeLastRuneInString(text[:g.from-size])
		return !unicode.IsDigit(prev) && (before == ':' || before == '.' || !unicode.IsLetter(prev)) && before != '+'
	}
	return true
}

// isWide reports whether a letter is of a script that puts no spaces between
// words.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// ends reports whether a number may end with a group.
func (s stretch) ends(text string, j int) bool {
	if j+1 < len(s.groups) {
		next := s.groups[j+1]
		return text[next.from] == '+' || text[next.from] == '(' || strings.ContainsAny(next.sep, " \n/") || strings.ContainsRune(next.sep, '\u00a0')
	}
	after, size := utf8.DecodeRuneInString(text[s.groups[j].to:])
	switch {
	case size == 0:
		return true
	case unicode.IsLetter(after):
		return isWide(after)
	case strings.ContainsRune("%°_@=²³", after), unicode.Is(unicode.Sc, after):
		return false
	case strings.ContainsRune(".,:'’/-", after):
		then, _ := utf8.DecodeRuneInString(text[s.groups[j].to+size:])
		return !unicode.IsDigit(then) && (strings.ContainsRune(".,:", after) || !unicode.IsLetter(then))
	}
	return true
}

// number reads the groups from one to another as a number.
func (s stretch) number(text, country string, i, j int) (f Found, ok bool) {
	from, to := s.groups[i].from, s.groups[j].to
	written := text[from:to]
	digits := 0
	for _, g := range s.groups[i : j+1] {
		digits += g.digits
	}
	plus := strings.Contains(written, "+")
	if digits < 7 || !plus && country == "" && !strings.HasPrefix(written, "00") || !s.ends(text, j) {
		return f, false
	}
	if open := strings.Count(written, "(") - strings.Count(written, ")"); open > 0 {
		if !strings.HasPrefix(written, "(") {
			return f, false
		}
		from, written = from+1, written[1:] // a number in brackets
	}
	n, err := Parse(written, country)
	if err != nil {
		return f, false
	}
	f = Found{Number: n, From: from, To: to}
	f.Sure = !n.Unassigned && s.sure(text, written, i, j, n)
	return f, true
}

var (
	// aDate is how a date begins, or the first of two.
	aDate = regexp.MustCompile(`^(\d{1,2}([./-])\d{1,2}([./-])(19|20)?\d\d|(19|20)\d\d([./-])[01]?\d([./-])[0-3]?\d)(\D|$)`)
	// pairs is how numbers are written in France, with dots as well.
	pairs = regexp.MustCompile(`^0\d([. -]\d\d){4}$`)
)

// sure reports whether what could be a number is meant as one.
func (s stretch) sure(text, written string, i, j int, n Number) bool {
	said := saidBefore(text[:s.groups[i].from])
	switch {
	case said == aCode:
		return false
	case strings.HasPrefix(written, "+"), said == aPhone:
		return true
	case aDate.MatchString(written) && !pairs.MatchString(written):
		return false
	case i == j:
		return false // a row of digits
	case n.Calling == 1:
		return american(s.groups[i : j+1])
	}
	digits := strings.TrimLeft(written, "(")
	for _, g := range s.groups[i : j+1] {
		if g.digits == 1 {
			return false
		}
	}
	// In most countries numbers begin with a 0 when they are dialled from
	// within, and little else does.
	return strings.HasPrefix(digits, "0") && s.groups[i].digits > 1
}

// american reports whether digits stand as they do in (212) 555-0123.
func american(groups []group) bool {
	if len(groups) == 4 && groups[0].digits == 1 {
		groups = groups[1:]
	}
	return len(groups) == 3 && groups[0].digits == 3 && groups[1].digits == 3 && groups[2].digits == 4 &&
		groups[2].sep != " " && groups[1].sep != " "
}
