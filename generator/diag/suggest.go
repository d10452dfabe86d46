package diag

import (
	"sort"
	"strings"
	"unicode"

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
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
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

// nearness is 0 for equal words and grows with the distance; 1<<20 means too
// far apart to be meant.
func nearness(want, have string) int {
	if want == have {
		return 0
	}
	if have == "" {
		return 1 << 20
	}
	limit := max(1, min(3, len([]rune(want))/3))
	d := Distance(want, have)
	if d <= limit {
		return d
	}
	for _, part := range strings.Split(have, "-") {
		if part == want {
			return 1
		}
		if len(part) > 3 && len(want) > 3 && Distance(want, part) == 1 {
			return 2
		}
	}
	if len(want) > 2 && strings.HasPrefix(have, want) {
		return 2
	}
	return 1 << 20
}

// Distance is the optimal string alignment distance in characters: one for a
// letter added, left out, changed or swapped with its neighbour. Words of
// more than 128 characters are only compared for equality.
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 128 || len(y) > 128 {
		if a == b {
			return 0
		}
		return max(len(x), len(y))
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(x)][len(y)]
}
