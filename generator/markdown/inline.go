package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *writer) inlines(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.String:
		w.literal(string(n.Value))
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			w.wrap("strong", n)
		} else {
			w.wrap("em", n)
		}
	case *east.Strikethrough:
		w.wrap("del", n)
	case *ast.Link:
		w.linkNode(n)
	case *ast.Image:
		w.image(n, PictureInline)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.RawHTML:
		w.rawInline(n)
	case *east.FootnoteLink:
		w.noteRef(n)
	case *east.FootnoteBacklink:
		w.noteBack(n)
	case *east.TaskCheckBox: // textBlock wrote it
	default:
		w.inlines(n)
	}
}

// wrap writes children inside of a tag. Beyond maxInline the tag is left out,
// because browsers stop at some depth too, less gracefully.
func (w *writer) wrap(tag string, n ast.Node) {
	if w.depth++; w.depth <= maxInline {
		w.add("<" + tag + ">")
		w.inlines(n)
		w.add("</" + tag + ">")
	} else {
		w.inlines(n)
	}
	w.depth--
}

func (w *writer) textNode(n *ast.Text) {
	if n.IsRaw() {
		w.literal(string(n.Segment.Value(w.src.text)))
	} else {
		w.text(n.Segment.Start, n.Segment.Stop)
	}
	switch {
	case n.HardLineBreak():
		if w.muted == "" {
			w.add("<br>\n")
			w.plain = append(w.plain, ' ')
		}
	case n.SoftLineBreak():
		w.put("\n")
	}
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	if w.muted != "" {
		return
	}
	w.add("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		v := t.Segment.Value(w.src.text)
		for i, b := range v {
			if b == '\n' {
				v = append([]byte(nil), v...)
				for j := i; j < len(v); j++ {
					if v[j] == '\n' {
						v[j] = ' '
					}
				}
				break
			}
		}
		w.literal(string(v))
	}
	w.add("</code>")
}

// footnotes writes the notes at the foot of a text.
func (w *writer) footnotes(n *east.FootnoteList) {
	w.aside++
	w.apart++
	w.add("<ol class=\"notes fine\">\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		f, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		w.add(`<li id="` + w.noteID(f.Index) + `">`)
		w.blocks(f)
		// Where the note ends in a list or a code block, the way back follows it.
		for b := f.FirstChild(); b != nil; b = b.NextSibling() {
			if back, ok := b.(*east.FootnoteBacklink); ok {
				w.noteBack(back)
			}
		}
		w.add("</li>\n")
	}
	w.add("</ol>\n")
	w.aside--
	w.apart--
}

// noteID gives a footnote its id; a heading may have taken n1 before.
func (w *writer) noteID(index int) string {
	id, ok := w.notes[index]
	if !ok {
		if w.notes == nil {
			w.notes = map[int]string{}
		}
		id = w.freshID("n"+strconv.Itoa(index), "")
		w.notes[index] = id
	}
	return id
}

func refID(note string, ref int) string {
	id := "r" + note[1:]
	if ref > 0 {
		id += "." + strconv.Itoa(ref+1)
	}
	return id
}

func (w *writer) noteRef(n *east.FootnoteLink) {
	if w.hidden > 0 || w.muted != "" {
		return
	}
	note := w.noteID(n.Index)
	number := strconv.Itoa(n.Index)
	id := refID(note, n.RefIndex)
	if _, taken := w.ids[id]; !taken {
		w.ids[id] = true
		w.add(`<a class="fnref" id="` + id + `" href="#` + note + `" role="doc-noteref" aria-label="`)
	} else {
		w.add(`<a class="fnref" href="#` + note + `" role="doc-noteref" aria-label="`)
	}
	w.label("footnote")
	w.add(" " + number + `">` + number + `</a>`)
}

func (w *writer) noteBack(n *east.FootnoteBacklink) {
	w.add(` <a href="#` + refID(w.noteID(n.Index), n.RefIndex) + `" role="doc-backlink">`)
	w.label("back")
	if n.RefCount > 1 {
		w.add(" " + strconv.Itoa(n.RefIndex+1))
	}
	w.add("</a>")
}
