package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// levelMark remembers where a heading's level stands in the HTML, twice. The
// levels are set when all headings are known: the highest one a text uses
// becomes h2, whether its writer began with #, ## or ###, and the others keep
// their distance.
type levelMark struct {
	open, end int // indexes of the digits
	level     int // as written
	heading   int // index in headings, or -1
}

func (w *writer) heading(n *ast.Heading) {
	w.add("<h")
	mark := levelMark{open: len(w.out), level: n.Level, heading: -1}
	w.add("0")
	idAt := len(w.out)
	w.headingAttributes(n)
	w.add(">")
	start := len(w.plain)
	markRaw := len(w.raw.open)
	w.inlines(n)
	w.endRaw(markRaw)
	words := strings.Join(strings.Fields(string(w.plain[start:])), " ")
	w.add("</h")
	mark.end = len(w.out)
	w.add("0>\n")

	id := w.freshID(explicitID(n), words)
	attr := ` id="` + id + `"`
	w.insert(idAt, attr)
	mark.end += len(attr)
	if w.aside == 0 {
		mark.heading = len(w.headings)
		w.headings = append(w.headings, Heading{ID: id, Text: words, Offset: w.src.offset(max(n.Pos(), 0))})
	}
	w.levels = append(w.levels, mark)
	w.account(leafHeading)
}

// insert puts an attribute in at an index, moving the slots behind it.
func (w *writer) insert(at int, s string) {
	n := len(w.out)
	w.out = append(w.out, s...)
	copy(w.out[at+len(s):], w.out[at:n])
	copy(w.out[at:], s)
	for i := len(w.slots) - 1; i >= 0 && w.slots[i].At >= at; i-- {
		w.slots[i].At += len(s)
	}
}

func (w *writer) settleLevels() {
	highest := 7
	for _, m := range w.levels {
		highest = min(highest, m.level)
	}
	for _, m := range w.levels {
		level := min(6, m.level-highest+2)
		w.out[m.open] = byte('0' + level)
		w.out[m.end] = byte('0' + level)
		if m.heading >= 0 {
			w.headings[m.heading].Level = level
		}
	}
}

// headingAttributes writes class and lang of {.class lang=fr}. Nothing else
// that people may write there reaches the page.
func (w *writer) headingAttributes(n *ast.Heading) {
	for _, a := range n.Attributes() {
		value, ok := a.Value.([]byte)
		if !ok {
			continue
		}
		name := string(a.Name)
		if name != "class" && name != "lang" {
			continue
		}
		safe := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if r == '-' || r == '_' || r == ' ' || unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, string(value))), " ")
		if safe != "" {
			w.add(" " + name + `="` + safe + `"`)
		}
	}
}

func explicitID(n *ast.Heading) string {
	v, _ := n.AttributeString("id")
	b, _ := v.([]byte)
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("\"'<>&`=/", r) {
			return -1
		}
		return r
	}, string(b))
}

// freshID returns an id nobody has yet: the one asked for, or one made of
// words. Letters of any script stay, since browsers show them in addresses.
func (w *writer) freshID(want, words string) string {
	id := want
	if id == "" {
		id = idOf(words)
	}
	if _, taken := w.ids[id]; taken {
		base := id
		n := max(2, w.numbered[base])
		for ; taken; n++ {
			id = base + "-" + strconv.Itoa(n)
			_, taken = w.ids[id]
		}
		w.numbered[base] = n // the next of ten thousand need not try them all
	}
	w.ids[id] = true
	return id
}

func idOf(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(words) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '’' || r == '\'' || r == 0xad:
			// "what it wasn't" is what-it-wasnt
		default:
			gap = true
		}
		if b.Len() > 80 {
			break
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}
