package generator

import (
	"fmt"
	"strings"

	"kith/generator/diag"
)

// unsaid tells once of the titles that share cards can't show, because no font
// that Kith has has their letters. The cards are whole without them, with a
// name or a face, so nothing else would tell.
func (l *line) unsaid() {
	if !l.graph.Cards() {
		return
	}
	var at diag.Pos
	var first string
	n := 0
	for _, g := range l.editions {
		for _, t := range g.Shared() {
			title := g.Titled(t)
			if !strings.ContainsFunc(title, unusual) || l.shareCards().fonts.Can(title) {
				continue
			}
			if n++; n == 1 {
				at, first = t.At, title
			}
		}
	}
	if n == 0 {
		return
	}
	pages := "page"
	if n > 1 {
		pages = fmt.Sprintf("page and %d more", n-1)
	}
	l.list.Add("card-letters", at, 0,
		fmt.Sprintf("the picture for links to this %s can't say its title, since I have no letters for %s. It shows whose story it is, or the face alone.", pages, diag.Quote(first)),
		"Give me a font that has them, as TrueType or OpenType: [cards] font = \"static/fonts/ours.ttf\" in site.toml.")
}

// unusual reports whether a letter is none of Latin, Greek or Cyrillic, nor a
// mark that stands among those.
func unusual(r rune) bool { return r > 0x52f && (r < 0x1c80 || r > 0x2bff) }
