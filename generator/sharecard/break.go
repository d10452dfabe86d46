package sharecard

import (
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// block is words set in lines.
type block struct {
	f     *Font
	size  int
	lead  int // from line to line
	lines []string
	right bool // it runs from the right
}

// room is what a block may take, and the sizes to try, the largest first.
type room struct {
	width, height int
	most          int // lines
	sizes         []int
	leading       int // in hundredths of the size
}

// fit sets a text as large as its room allows. Where even the smallest size
// will not do, it ends with an ellipsis.
func fit(f *Font, text string, in room) block {
	var buf sfnt.Buffer
	if f.lead > 0 {
		in.leading = in.leading * f.lead / 100
	}
	right := fromRight(text)
	set := func(size int) (setter, block) {
		return setter{f, fixed.I(size), &buf, right}, block{f: f, size: size, lead: size * in.leading / 100, right: right}
	}
	parts := breaks(text)
	for _, size := range in.sizes {
		s, b := set(size)
		most := in.lines(size)
		if b.lines = s.balanced(parts, fixed.I(in.width), most); b.lines != nil {
			return b
		}
	}
	size := in.sizes[len(in.sizes)-1]
	s, b := set(size)
	parts = s.hyphenated(parts, fixed.I(in.width))
	if b.lines = s.balanced(parts, fixed.I(in.width), in.lines(size)); b.lines == nil {
		b.lines = s.cut(parts, fixed.I(in.width), in.lines(size))
	}
	return b
}

// lines is how many of a size have room.
func (in room) lines(size int) int {
	n := 1
	for n < in.most && size*3/4+size*in.leading/100*n <= in.height {
		n++
	}
	return n
}

// part is a piece of text that stays whole, and whether a space follows.
type part struct {
	text  string
	space bool
}

// breaks is a text in the parts between which a line may end: after spaces,
// after hyphens and dashes, and between ideographs, but not before a mark that
// closes nor after one that opens.
func breaks(text string) (out []part) {
	for _, word := range strings.Split(text, " ") {
		if word == "" {
			continue
		}
		rs := []rune(word)
		from := 0
		for i := 1; i < len(rs); i++ {
			a, b := rs[i-1], rs[i]
			if wide(a) && wide(b) || wide(a) && unicode.IsLetter(b) || unicode.IsLetter(a) && wide(b) ||
				wide(b) && closes(a) || syllable(a, b) || (a == '-' || a == '–' || a == '—' || a == '/') && i-from > 3 && len(rs)-i > 3 {
				if closes(b) || opens(a) {
					continue
				}
				out = append(out, part{string(rs[from:i]), false})
				from = i
			}
		}
		out = append(out, part{string(rs[from:]), true})
	}
	return out
}

// wide reports whether a line may end at this letter wherever it stands.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'
}

func closes(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("。、，．・：；？！ーゃゅょっャュョッ々", r)
}

func opens(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }

// join is some parts as one line.
func join(parts []part) string {
	var b strings.Builder
	for i, p := range parts {
		b.WriteString(p.text)
		if p.space && i < len(parts)-1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// balanced breaks parts into as few lines as hold them, at most so many, of as
// even a length as can be: a last line with one short word is the worst. It is
// nil if they do not fit.
func (s setter) balanced(parts []part, width fixed.Int26_6, most int) []string {
	n := len(parts)
	// upTo[i] is how wide the parts before i are, each with the space behind it.
	upTo := make([]fixed.Int26_6, n+1)
	space := s.width("n n") - s.width("nn")
	gap := func(i int) fixed.Int26_6 {
		if parts[i].space {
			return space
		}
		return 0
	}
	for i, p := range parts {
		w := s.width(p.text)
		if w > width {
			return nil
		}
		upTo[i+1] = upTo[i] + w + gap(i)
	}
	span := func(i, j int) fixed.Int26_6 { return upTo[j] - upTo[i] - gap(j-1) }
	need, at := 1, 0
	for i := range parts {
		if span(at, i+1) > width {
			need, at = need+1, i
		}
	}
	if need > most {
		return nil
	}
	// The cost of a line is the square of what it lacks; the best breaks into
	// exactly need lines are found from the end.
	const never = 1 << 62
	type cell struct {
		cost int64
		next int
	}
	best := make([][]cell, need+1)
	for k := range best {
		best[k] = make([]cell, n+1)
		for i := range best[k] {
			best[k][i].cost = never
		}
	}
	best[0][n].cost = 0
	ideal := span(0, n) / fixed.Int26_6(need)
	for k := 1; k <= need; k++ {
		for i := n - 1; i >= 0; i-- {
			for j := i + 1; j <= n; j++ {
				l := span(i, j)
				if l > width {
					break
				}
				if best[k-1][j].cost == never {
					continue
				}
				lack := int64(ideal-l) / 16
				cost := best[k-1][j].cost + lack*lack
				if j < n && weak(parts[j-1].text) {
					cost += int64(ideal/16) * int64(ideal/16) / 12
				}
				if cost < best[k][i].cost {
					best[k][i] = cell{cost, j}
				}
			}
		}
	}
	if best[need][0].cost == never {
		return nil
	}
	var lines []string
	for k, i := need, 0; k > 0; k-- {
		j := best[k][i].next
		lines = append(lines, join(parts[i:j]))
		i = j
	}
	return lines
}

// weak reports whether a line should rather not end with this word: one or
// two letters that lean on what follows.
func weak(word string) bool {
	n := 0
	for _, r := range word {
		if !unicode.IsLetter(r) || wide(r) {
			return false
		}
		n++
	}
	return n <= 2
}

// hyphenated parts words that are wider than a line.
func (s setter) hyphenated(parts []part, width fixed.Int26_6) (out []part) {
	for _, p := range parts {
		rest, hyphen := []rune(p.text), "-"
		if s.f.joined {
			hyphen = "" // no such thing
		}
		for s.width(string(rest)) > width {
			n := len(rest) - 1
			for n > 1 && s.width(string(rest[:n])+hyphen) > width {
				n--
			}
			out = append(out, part{string(rest[:n]) + hyphen, false})
			rest = rest[n:]
		}
		out = append(out, part{string(rest), p.space})
	}
	return out
}

// cut fills lines as far as they go, and ends the last with an ellipsis.
func (s setter) cut(parts []part, width fixed.Int26_6, most int) []string {
	var lines []string
	at := 0
	for len(lines) < most && at < len(parts) {
		end := at + 1
		for end < len(parts) && s.width(join(parts[at:end+1])) <= width {
			end++
		}
		line := join(parts[at:end])
		if len(lines) == most-1 && end < len(parts) {
			rs := []rune(line)
			for len(rs) > 0 && s.width(trimmed(rs)) > width {
				rs = rs[:len(rs)-1]
			}
			return append(lines, trimmed(rs))
		}
		lines = append(lines, line)
		at = end
	}
	return lines
}

func trimmed(rs []rune) string {
	return strings.TrimRightFunc(string(rs), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) + "…"
}
