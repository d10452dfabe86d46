package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// raw is the writer's memory of raw HTML.
type raw struct {
	rawTags int      // how many were met
	rawAt   int      // index of the first
	muted   string   // the element whose words aren't for readers
	open    []string // safe: elements begun and not ended; links as "a", "a slot", "a none"
}

// silent are elements whose content is no text to read.
var silent = []string{"script", "style", "iframe", "object", "noembed", "noframes", "noscript", "xmp", "plaintext", "template", "svg", "math", "head", "title"}

// breaking are elements that part words from each other.
const breaking = " address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer form " +
	"h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section summary table tbody td tfoot th thead tr ul "

func breaks(tag string) bool { return strings.Contains(breaking, " "+tag+" ") }

// rawInline writes a piece of HTML among words.
func (w *writer) rawInline(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	var b []byte
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		b = append(b, seg.Value(w.src.text)...)
	}
	at := n.Segments.At(0).Start
	z := html.NewTokenizerFragment(bytes.NewReader(b), "")
	switch z.Next() {
	case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		w.tag(z.Token(), at, len(b), true)
	}
}

// htmlBlock writes HTML that stands on lines of its own.
func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	lines := text.NewSegments()
	for i := range n.Lines().Len() {
		lines.Append(n.Lines().At(i))
	}
	if n.HasClosure() {
		lines.Append(n.ClosureLine)
	}
	var b []byte
	for i := range lines.Len() {
		seg := lines.At(i)
		b = append(b, seg.Value(w.src.text)...)
	}
	mark := len(w.open)
	inP := false // a paragraph for words that have none around them
	closeP := func() {
		if inP {
			for len(w.out) > 0 && (w.out[len(w.out)-1] == '\n' || w.out[len(w.out)-1] == ' ') {
				w.out = w.out[:len(w.out)-1]
			}
			w.add("</p>\n")
			inP = false
		}
		w.account(leafOther)
	}
	z := html.NewTokenizer(bytes.NewReader(b))
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		from := at
		at += len(z.Raw())
		size := at - from
		switch kind {
		case html.TextToken:
			words := string(z.Text())
			if w.muted != "" || strings.TrimSpace(words) == "" && !inP {
				w.keepSpace(words)
				continue
			}
			if !w.safe && !inP {
				w.add("<p>")
				words = strings.TrimLeft(words, " \t\r\n")
				inP = true
			}
			w.literal(words)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			if !w.safe && breaks(tok.Data) && tok.Data != "br" && tok.Data != "td" && tok.Data != "th" {
				closeP()
			}
			w.tag(tok, segmentPos(lines, from), size, false)
		}
	}
	closeP()
	w.muted = ""
	if w.safe {
		w.closeTags(mark, true)
		w.add("\n")
	}
}

func (w *writer) keepSpace(words string) {
	if w.safe && w.muted == "" && words != "" {
		w.add(" ")
	}
}

// tag deals with one tag.
func (w *writer) tag(tok html.Token, at, size int, inline bool) {
	if w.hidden > 0 {
		return
	}
	if w.rawTags++; w.rawTags == 1 {
		w.rawAt = at
	}
	name := tok.Data
	if w.muted != "" {
		if tok.Type == html.EndTagToken && name == w.muted {
			w.muted = ""
		}
		return
	}
	if tok.Type == html.StartTagToken && slices.Contains(silent, name) {
		w.muted = name
		return
	}
	if w.safe {
		w.safeTag(tok, at, size, inline)
		return
	}
	if breaks(name) && len(w.plain) > 0 && w.plain[len(w.plain)-1] != ' ' {
		w.put(" ")
	}
}

// endRaw closes, at the end of a leaf, what raw HTML left open in it.
func (w *writer) endRaw(mark int) {
	w.muted = ""
	w.closeTags(mark, false)
}

// reportRaw says once per file that there is HTML which was not kept.
func (w *writer) reportRaw() {
	for _, at := range w.tally.unclosed {
		w.report("raw-html", at, min(at+4, len(w.src.text)), "This has no end, so it is shown as text.",
			"A comment ends with -->, other HTML with a tag of its name: </script>")
	}
	if w.rawTags == 0 || w.safe {
		return
	}
	message := "There is raw HTML here. Its words stay, its tag goes."
	if w.rawTags > 1 {
		message = "There is raw HTML here: " + strconv.Itoa(w.rawTags) + " tags, of which this is the first. The words stay, the tags go."
	}
	w.report("raw-html", w.rawAt, w.rawAt+1, message,
		`Most of what HTML is used for has a way in Markdown. site.toml can keep a safe part of it: [markdown] html = "safe".`)
}

// segmentPos says where in the source a byte of joined lines stands.
func segmentPos(lines *text.Segments, at int) int {
	for i := range lines.Len() {
		seg := lines.At(i)
		size := seg.Len()
		if at < size {
			return seg.Start + max(0, at-seg.Padding)
		}
		at -= size
	}
	if n := lines.Len(); n > 0 {
		return lines.At(n - 1).Stop
	}
	return 0
}
