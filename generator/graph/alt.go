package graph

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/model"
)

// altFindings looks for pictures in fields that say nothing, or no more than
// their file's name, to those who can't see them. A portrait has the name of
// whoever it shows, and the field of a picture that is there for its looks
// says so.
func (g *Graph) altFindings() {
	if g.main != nil {
		return // the main language's pictures are those of all
	}
	for _, n := range g.each {
		e, _, _ := g.entryOf(n)
		if e == nil {
			continue
		}
		for _, im := range picturesOf(n) {
			switch {
			case im.Decorative:
			case im.HasAlt && markdown.SaysFileName(im.Alt, im.Src.ID):
				g.add("alt-file-name", model.Ref{At: im.AltAt, Len: len(im.Alt)},
					fmt.Sprintf("%s is the name of a file, and says nothing to those who can't see the picture.", diag.Quote(im.Alt)), g.altHint(n, im))
			case !im.HasAlt && n.person == nil:
				g.add("missing-alt", im.Src, fmt.Sprintf("the picture %s has no words for those who can't see it.", diag.Quote(im.Src.Words)), g.altHint(n, im))
			}
		}
	}
}

// altHint says what could be written, from who is in the picture.
func (g *Graph) altHint(n node, im *model.Image) string {
	decorative := "Or decorative: true, if nobody would miss it."
	if who := g.inPicture(im); len(who) > 0 {
		return fmt.Sprintf("Say where they are or what they do, as in alt: \"%s at the …\". %s", list(who), decorative)
	}
	if n.story != nil && len(n.story.Tellers) > 0 && n.story.Tellers[0].covers("name") {
		name := n.story.Tellers[0].known()
		return fmt.Sprintf("Add alt: with what it shows, as you'd say it on the telephone. If %s is in it: alt: \"%s at the …\", and people: [%s]. %s",
			name, name, n.story.Tellers[0].ID, decorative)
	}
	return "Add alt: with what it shows, as in image: {src: " + im.Src.Words + ", alt: A kettle without its base}. " + decorative
}

// inPicture is who is in a picture: those of whom it is said, or those whose
// names its file has.
func (g *Graph) inPicture(im *model.Image) []string {
	var who []string
	for _, r := range im.People {
		if p := g.people[r.ID]; p != nil {
			who = append(who, p.known())
		}
	}
	if len(who) > 0 {
		return who
	}
	base := path.Base(im.Src.ID)
	words := strings.Split(diagFold(strings.TrimSuffix(base, path.Ext(base))), "-")
	for _, p := range g.peopleOrder {
		name := diagFold(p.known())
		if len(name) > 2 && slices.Contains(words, name) || strings.Contains(strings.Join(words, "-"), p.ID) {
			who = append(who, p.known())
		}
	}
	return who
}

// list is names in a row, as somebody says them.
func list(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
