package diag

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Candidate is a name that could have been meant: its id and other words
// people know it by.
type Candidate struct {
	ID    string
	Words []string
}

// Nearest returns up to three ids that somebody who wrote name may have
// meant, best first. It looks at ids, whole names, parts of names and
// prefixes, with accents and case set aside.
func Nearest(name string, all []Candidate) []string {
	want := Fold(name)
	if want == "" {
		return nil
	}
	type hit struct {
		id    string
		score int
	}
	var hits []hit
	for _, c := range all {
		best := 1 << 20
		for _, w := range append([]string{c.ID}, c.Words...) {
			if s := nearness(want, Fold(w)); s < best {
				best = s
			}
		}
		if best < 1<<20 {
			hits = append(hits, hit{c.ID, best})
		}
	}
	sort.Slice(hits, func(i, j int) bool {
		if hits[i].score != hits[j].score {
			return hits[i].score < hits[j].score
		}
		return hits[i].id < hits[j].id
	})
	var out []string
	for _, h := range hits {
		if len(out) == 3 || (len(out) > 0 && h.score > hits[0].score+1) {
			break
		}
		out = append(out, h.id)
	}
	return out
}

// DidYouMean words the nearest candidates as a hint, or returns "".
func DidYouMean(name string, all []Candidate) string {
	near := Nearest(name, all)
	if len(near) == 0 {
		return ""
	}
	for i, id := range near {
		near[i] = `"` + id + `"`
		for _, c := range all {
			if c.ID == id && len(c.Words) > 0 && !strings.EqualFold(c.Words[0], id) {
				near[i] = c.Words[0] + ` ("` + id + `")`
			}
		}
	}
	if len(near) == 1 {
		return "did you mean " + near[0] + "?"
	}
	return "did you mean " + strings.Join(near[:len(near)-1], ", ") + " or " + near[len(near)-1] + "?"
}

// Fold lowers case, drops accents and turns everything that is neither a
// letter nor a digit into single hyphens, for comparing what people type.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	if !ascii(s) {
		s = norm.NFKD.String(s)
	}
	for _, r := range s {
		switch {
		case r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// plain reports whether a text is its own fold, as most ids are.
func plain(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if !letter && (c != '-' || i == 0 || i == len(s)-1 || s[i-1] == '-') {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// nearness is 0 for equal words and grows with the distance; 1<<20 means too
// far apart to be meant. An old site brought along can have thousands of
// broken links to thousands of pages, so what cannot be near is not measured.
func nearness(want, have string) int {
	if want == have {
		return 0
	}
	if have == "" {
		return 1 << 20
	}
	n := utf8.RuneCountInString(want)
	limit := max(1, min(3, n/3))
	if d := distanceUpTo(limit, want, have); d <= limit {
		return d
	}
	for part := range strings.SplitSeq(have, "-") {
		if part == want {
			return 1
		}
		if len(part) > 3 && len(want) > 3 && distanceUpTo(1, want, part) == 1 {
			return 2
		}
	}
	if len(want) > 2 && strings.HasPrefix(have, want) {
		return 2
	}
	return 1 << 20
}

// distanceUpTo is Distance where it is at most limit, and something greater
// where it is not.
func distanceUpTo(limit int, a, b string) int {
	// A character has up to four bytes, so this far apart needs no counting.
	if len(a) > 4*(len(b)+limit) || len(b) > 4*(len(a)+limit) {
		return limit + 1
	}
	if n := utf8.RuneCountInString(a) - utf8.RuneCountInString(b); n > limit || -n > limit {
		return limit + 1
	}
	return distance(limit, a, b)
}

// longest is the number of characters up to which words are compared.
const longest = 128

// Distance is the optimal string alignment distance in characters: one for a
// letter added, left out, changed or swapped with its neighbour. Words of
// more than 128 characters are only compared for equality.
func Distance(a, b string) int { return distance(2*longest, a, b) }

// distance is Distance, but gives up as soon as it must be more than limit.
func distance(limit int, a, b string) int {
	var as, bs [longest]rune
	x, xn := runes(as[:0], a)
	y, yn := runes(bs[:0], b)
	if xn > longest || yn > longest {
		if a == b {
			return 0
		}
		return max(xn, yn)
	}
	// The row for a character of x, and the two before it.
	var rows [3][longest + 1]uint8
	for j := range yn + 1 {
		rows[0][j] = uint8(j)
	}
	nearest, before := 0, 0
	for i := 1; i <= xn; i++ {
		row, last, prior := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = uint8(i)
		nearest, before = i, nearest
		for j := 1; j <= yn; j++ {
			cost := uint8(1)
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, prior[j-2]+1)
			}
			row[j] = d
			nearest = min(nearest, int(d))
		}
		if nearest > limit && before > limit {
			return nearest
		}
	}
	return int(rows[xn%3][yn])
}

// runes are the first characters of a text, as many as fit, and their number.
func runes(out []rune, s string) ([]rune, int) {
	n := 0
	for _, r := range s {
		if n++; n <= cap(out) {
			out = append(out, r)
		}
	}
	return out, n
}
