// Package connect draws how three columns of things hang together: people,
// stories and values, joined by lines.
//
// It knows neither. It puts every column in the order that crosses few lines,
// breaks labels into lines that fit, and says where each thing and each line
// goes; a theme turns that into SVG. It has no state and takes no chances: the
// same graph is always the same picture. Start with Draw; order.go unknots.
package connect

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Graph is what to draw. The columns are people, stories and values, or what
// sums them up.
type Graph struct {
	Left, Middle, Right []string // labels
	// Links join the middle with the left (Side Left) or the right.
	Links []Link
}

// Side is the column at the far end of a link.
type Side int

// The columns beside the middle one.
const (
	Left Side = iota
	Right
)

// Link joins thing Middle of the middle column with thing Other of a side.
type Link struct {
	Side          Side
	Middle, Other int
	// Weight is how many links this one stands for; at least 1.
	Weight int
	// Number is the caller's own, to tell links apart.
	Number int
}

// Shape is the measure of a picture, in the units of its drawing.
type Shape struct {
	Width int
	// LeftX is where the left column's pictures begin, and Face their size.
	LeftX, Face int
	// BoxX and BoxWidth place the middle column.
	BoxX, BoxWidth int
	// RightX is where the right column begins.
	RightX int
	// Letters are how many fit on a line in the middle and in the right
	// column; Lines how many lines a label may have.
	BoxLetters, RightLetters, Lines int
	// LineHeight is from one line of a label to the next, Pad the space in
	// boxes, Gap the least space between things.
	LineHeight, Pad, Gap int
	// BoxBelow and RightBelow leave room below a label for a remark.
	BoxBelow, RightBelow int
	// NameBelow puts the left column's names below their pictures, not
	// beside them; LeftLetters fit there.
	NameBelow   bool
	LeftLetters int
	// Mirrored turns the picture round, for what is read from the right.
	Mirrored bool
}

// Picture is a drawing: things in their order, with places.
type Picture struct {
	Width, Height       int
	Left, Middle, Right []Thing
}

// Thing is a place in the picture. X and Y are the top left of its box (or
// picture); of the right column, the middle of its mark.
type Thing struct {
	// Index is the thing's number in the graph.
	Index         int
	X, Y          int
	Width, Height int
	Lines         []Line
	// Threads are the lines that end at a thing of the middle column.
	Threads []Thread
}

// Line is a line of a label.
type Line struct {
	X, Y int
	Text string
}

// Thread is a line between two things.
type Thread struct {
	// Path is the curve, as the d of an SVG path.
	Path string
	Link Link
}

// Draw lays a graph out.
func Draw(g Graph, s Shape) Picture {
	left, middle, right := Untangle(g)
	p := Picture{Width: s.Width}
	boxes, heights := make([][]string, len(middle)), 0
	for i, m := range middle {
		boxes[i] = Break(g.Middle[m], s.BoxLetters, s.Lines)
		heights += s.boxHeight(len(boxes[i]))
	}
	leftHeight := s.Face
	if s.NameBelow {
		leftHeight += s.LineHeight + 4
	}
	labels := make([][]string, len(right))
	rights := 0
	for i, r := range right {
		labels[i] = Break(g.Right[r], s.RightLetters, s.Lines)
		rights += s.rightHeight(len(labels[i]))
	}
	// The longest column decides how high the picture is; the others are
	// spread over the same height.
	need := func(n, heights int) int { return heights + max(n-1, 0)*s.Gap }
	inner := max(need(len(left), len(left)*leftHeight), need(len(middle), heights), need(len(right), rights))
	p.Height = inner + 2*s.Gap

	at := spread(len(left), inner, s.Gap, func(int) int { return leftHeight })
	leftMid := make([]int, len(g.Left))
	for i, l := range left {
		t := Thing{Index: l, X: s.LeftX, Y: at[i], Width: s.Face, Height: s.Face}
		name := cut(g.Left[l], s.LeftLetters)
		if s.NameBelow {
			t.Lines = []Line{{s.LeftX + s.Face/2, at[i] + s.Face + s.LineHeight - 2, name}}
		} else {
			t.Lines = []Line{{s.LeftX - 12, at[i] + s.Face/2 + 5, name}}
		}
		leftMid[l] = at[i] + s.Face/2
		p.Left = append(p.Left, t)
	}
	at = spread(len(right), inner, s.Gap, func(i int) int { return s.rightHeight(len(labels[i])) })
	rightMid := make([]int, len(g.Right))
	for i, r := range right {
		t := Thing{Index: r, X: s.RightX, Y: at[i] + max(24, len(labels[i])*s.LineHeight)/2}
		first := t.Y - (len(labels[i])-1)*s.LineHeight/2 + 5
		for j, text := range labels[i] {
			t.Lines = append(t.Lines, Line{s.RightX + 16, first + j*s.LineHeight, text})
		}
		rightMid[r] = t.Y
		p.Right = append(p.Right, t)
	}
	at = spread(len(middle), inner, s.Gap, func(i int) int { return s.boxHeight(len(boxes[i])) })
	for i, m := range middle {
		t := Thing{Index: m, X: s.BoxX, Y: at[i], Width: s.BoxWidth, Height: s.boxHeight(len(boxes[i]))}
		for j, text := range boxes[i] {
			t.Lines = append(t.Lines, Line{s.BoxX + s.Pad, at[i] + s.Pad + j*s.LineHeight + s.LineHeight*3/4, text})
		}
		mid := at[i] + t.Height/2
		for _, l := range g.Links {
			switch {
			case l.Middle != m:
			case l.Side == Left:
				t.Threads = append(t.Threads, Thread{s.curve(s.LeftX+s.Face, leftMid[l.Other], s.BoxX, mid), l})
			default:
				t.Threads = append(t.Threads, Thread{s.curve(s.BoxX+s.BoxWidth, mid, s.RightX-8, rightMid[l.Other]), l})
			}
		}
		p.Middle = append(p.Middle, t)
	}
	if s.Mirrored {
		p.mirror()
	}
	return p
}

func (s Shape) boxHeight(lines int) int   { return 2*s.Pad + lines*s.LineHeight + s.BoxBelow }
func (s Shape) rightHeight(lines int) int { return max(24, lines*s.LineHeight) + s.RightBelow }

// spread gives n things of some heights their places between gap and
// gap+inner, with the same space between all of them.
func spread(n, inner, gap int, height func(int) int) []int {
	if n == 0 {
		return nil
	}
	free := inner
	for i := range n {
		free -= height(i)
	}
	at, y := make([]int, n), gap
	for i := range n {
		// As much before the first and behind the last as half of what is
		// between two.
		at[i] = y + free*(2*i+1)/(2*n)
		y += height(i)
	}
	return at
}

// curve is a line that leaves and arrives level.
func (s Shape) curve(x1, y1, x2, y2 int) string {
	if s.Mirrored {
		x1, x2 = s.Width-x1, s.Width-x2
	}
	mid := (x1 + x2) / 2
	return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x1, y1, mid, y1, mid, y2, x2, y2)
}

// mirror turns places round. Labels keep the end they are set from, since
// that turns round with the direction of the text.
func (p *Picture) mirror() {
	for _, column := range [][]Thing{p.Left, p.Middle, p.Right} {
		for i := range column {
			t := &column[i]
			t.X = p.Width - t.X - t.Width
			for j := range t.Lines {
				t.Lines[j].X = p.Width - t.Lines[j].X
			}
		}
	}
}

// Break sets a label in lines of about so many letters. What does not fit in
// the last line ends in an ellipsis.
func Break(label string, letters, lines int) []string {
	var out []string
	line := ""
	words := pieces(label, letters)
	for i, w := range words {
		sep := " "
		if line == "" || strings.HasPrefix(w, joined) {
			sep = ""
		}
		w = strings.TrimPrefix(w, joined)
		if line != "" && width(line)+len(sep)+width(w) > letters {
			if len(out) == lines-1 {
				return append(out, cut(line+sep+strings.Join(words[i:], " "), letters))
			}
			out, line, sep = append(out, line), "", ""
		}
		line += sep + w
	}
	return append(out, line)
}

// joined marks a piece that follows the one before without a space.
const joined = "\u2060"

// pieces are the words of a label. One that is wider than a line is taken
// apart, and so is writing without spaces.
func pieces(label string, letters int) []string {
	var out []string
	for _, w := range strings.Fields(label) {
		first := true
		for width(w) > letters {
			n, at := 0, 0
			for i, r := range w {
				if n += runeWidth(r); n > letters-1 && i > 0 && !unicode.Is(unicode.M, r) {
					break
				}
				at = i + utf8.RuneLen(r)
			}
			head, rest := w[:at], w[at:]
			if last, _ := utf8.DecodeLastRuneInString(head); runeWidth(last) == 1 {
				head += "-"
			}
			if !first {
				head = joined + head
			}
			out, w, first = append(out, head), rest, false
		}
		if !first {
			w = joined + w
		}
		out = append(out, w)
	}
	return out
}

// cut ends a text where it would be too wide.
func cut(s string, letters int) string {
	s = strings.ReplaceAll(s, joined, "")
	if width(s) <= letters {
		return s
	}
	n := 0
	for i, r := range s {
		if n += runeWidth(r); n > letters-1 {
			return strings.TrimRight(s[:i], " ,.;:–-") + "…"
		}
	}
	return s
}

func width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// runeWidth counts what is set about twice as wide as a letter as two.
func runeWidth(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return 2
	}
	return 1
}
