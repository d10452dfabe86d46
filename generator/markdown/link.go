package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"kith/generator/diag"
)

const linkHint = "Links go to https:, http:, mailto: or tel: addresses, to files (notes.pdf, ../people/ada.md), " +
	"or to person:, story:, value:, contact:, page:, team:, topic:, place: or series: and an id."

// target is an address and where it stands in the text.
type target struct {
	dest     string
	from, to int
}

func (w *writer) linkNode(n *ast.Link) {
	t := w.target(n, n.Destination, n.Reference)
	w.link(t, w.plainText(n.Title), func() { w.inlines(n) })
}

// target finds out where a link's or an image's destination stands.
func (w *writer) target(n ast.Node, dest []byte, ref *ast.ReferenceLink) target {
	t := target{dest: unescape(dest), from: max(0, n.Pos())}
	t.to = t.from + len(dest)
	if ref != nil {
		if at, ok := w.definition(ref.Value); ok {
			t.from, t.to = at, at+len(dest)
		} else {
			t.to = t.from + 1
		}
	}
	t.to = min(t.to, len(w.src.text))
	t.from = min(t.from, t.to)
	return t
}

// link writes what body writes, as a link if the address allows it.
func (w *writer) link(t target, title string, body func()) {
	if w.hidden > 0 || w.muted != "" || w.inLink {
		body()
		return
	}
	w.inLink = true
	defer func() { w.inLink = false }()
	words := len(w.plain)
	switch judge(t.dest) {
	case inside:
		open := w.openSlot(t, title)
		html := len(w.out)
		body()
		w.closeSlot(open, words, html)
	case outside:
		w.openOutside(t, title)
		html := len(w.out)
		body()
		if len(w.out) == html {
			w.literal(strings.TrimSpace(t.dest)) // a link without words
		}
		w.add("</a>")
	case nowhere:
		w.report("broken-link", t.from, t.to, "This link leads nowhere: nothing stands between its parentheses.", linkHint)
		body()
	default:
		w.refuse(t)
		body()
	}
}

func (w *writer) openSlot(t target, title string) int {
	at, length := w.src.span(t.from, t.to)
	w.slots = append(w.slots, Slot{Kind: LinkOpen, At: len(w.out), Dest: decodeDest(t.dest), Title: title, Offset: at, Len: length})
	return len(w.slots) - 1
}

func (w *writer) closeSlot(open, words, html int) {
	text := fields(w.plain[min(words, len(w.plain)):])
	if text == "" && (len(w.out) > html || len(w.slots) > open+1) {
		text = " " // a picture, perhaps: not empty
	}
	w.slots[open].Text = text
	w.slots = append(w.slots, Slot{Kind: LinkClose, At: len(w.out)})
}

func (w *writer) openOutside(t target, title string) {
	dest := strings.TrimSpace(t.dest)
	at, length := w.src.span(t.from, t.to)
	w.outside = append(w.outside, Outside{URL: dest, Offset: at, Len: length})
	w.add(`<a href="`)
	w.out = appendURL(w.out, dest)
	if title != "" {
		w.add(`" title="`)
		w.out = appendAttr(w.out, title)
	}
	w.add(`">`)
}

func (w *writer) refuse(t target) {
	hint := linkHint
	if name, _, ok := strings.Cut(t.dest, ":"); ok {
		all := make([]diag.Candidate, len(refKinds))
		for i, k := range refKinds {
			all[i].ID = k
		}
		if near := diag.Nearest(name, all); len(near) > 0 && near[0] != strings.ToLower(name) {
			hint = `did you mean "` + near[0] + `:"?`
		}
	}
	if strings.HasPrefix(bare(t.dest), "//") {
		hint = "Begin with https:// for another site, or with one / for this one."
	}
	w.report("bad-link", t.from, t.to, "A page must not link to "+diag.Quote(t.dest)+". Its words stay, the link goes.", hint)
}

func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.src.text)
	from := max(0, n.Pos())
	if i := bytes.Index(w.src.text[from:min(len(w.src.text), from+len(label)+8)], label); i >= 0 {
		from += i
	}
	t := target{dest: string(n.URL(w.src.text)), from: from, to: min(from+len(label), len(w.src.text))}
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(t.dest), "mailto:") {
		t.dest = "mailto:" + t.dest
	}
	w.link(t, "", func() {
		if _, _, ref := splitRef(t.dest); ref && w.inLink {
			return // <person:ada> shows Ada's name
		}
		w.literal(string(label))
	})
}

func (w *writer) image(n *ast.Image, class string) {
	alt := w.plainOf(n)
	if w.hidden > 0 {
		w.plain = append(w.plain, alt...)
		return
	}
	if w.muted != "" {
		return
	}
	w.picture(w.target(n, n.Destination, n.Reference), alt, w.plainText(n.Title), class)
}

// picture writes a picture of this site. One from elsewhere would tell that
// place who is reading, so only its description stays.
func (w *writer) picture(t target, alt, title, class string) {
	verdict := judge(t.dest)
	if verdict == inside {
		if _, _, ref := splitRef(t.dest); ref {
			verdict = refused
		}
	}
	switch verdict {
	case inside:
		if alt == "" {
			w.report("missing-alt", t.from, t.to, "This picture has no words for those who cannot see it.",
				"Write what it shows between the brackets: ![A hall kettle with its base removed](kettle.jpg)")
		} else if SaysFileName(alt, decodeDest(t.dest)) {
			w.report("alt-file-name", t.from, t.to, "This picture is called by its file's name for those who cannot see it.",
				"Write what it shows between the brackets, as you'd say it on the telephone: ![A hall kettle with its base removed](kettle.jpg)")
		}
		at, length := w.src.span(t.from, t.to)
		w.slots = append(w.slots, Slot{
			Kind: Image, At: len(w.out), Dest: decodeDest(t.dest), Text: alt, Title: title, Class: class, Offset: at, Len: length,
		})
		return
	case nowhere:
		w.report("broken-link", t.from, t.to, "This picture names no file.", "It looks like this: ![What it shows](kettle.jpg)")
	case outside:
		w.report("outside-picture", t.from, t.to, "A picture from "+diag.Quote(t.dest)+" is left out; its words stay.",
			"Keep the picture beside the text and give its file name: a picture from elsewhere tells others who reads this.")
	default:
		w.report("bad-link", t.from, t.to, "A page must not load a picture from "+diag.Quote(t.dest)+".",
			"Keep the picture beside the text and give its file name: a picture from elsewhere tells others who reads this.")
	}
	switch {
	case alt == "":
	case class == PictureInline:
		w.literal(alt)
	default:
		w.add("<p>")
		w.literal(alt)
		w.add("</p>\n")
	}
}

// plainOf returns the plain words below a node without writing them.
func (w *writer) plainOf(n ast.Node) string {
	start := len(w.plain)
	w.hidden++
	w.inlines(n)
	w.hidden--
	s := fields(w.plain[start:])
	w.plain = w.plain[:start]
	return s
}

// plainText sets a title, which goldmark leaves as it was typed.
func (w *writer) plainText(raw []byte) string {
	if len(raw) == 0 {
		return ""
	}
	s := unescape(raw)
	if w.c.opt.NoTypographer {
		return strings.Join(strings.Fields(s), " ")
	}
	t := writer{c: w.c, src: source{text: []byte(protect.Replace(s))}, hidden: 1}
	t.text(0, len(t.src.text))
	return fields(t.plain)
}

// protect keeps text from being unescaped a second time.
var protect = strings.NewReplacer(`\`, `\\`, `&`, `\&`)

func fields(b []byte) string {
	return strings.Join(strings.Fields(string(b)), " ")
}
