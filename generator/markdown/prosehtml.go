package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// htmlBlock reads HTML that stands by itself.
func (r *proseReader) htmlBlock(n *ast.HTMLBlock) {
	from, to := -1, -1
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		if from < 0 {
			from = s.Start
		}
		if to >= 0 && s.Start != to { // an indented block: line by line
			r.html(from, to)
			from = s.Start
		}
		to = s.Stop
	}
	if n.HasClosure() {
		s := n.ClosureLine
		if to == s.Start && from >= 0 {
			to = s.Stop
		} else {
			if from >= 0 {
				r.html(from, to)
			}
			from, to = s.Start, s.Stop
		}
	}
	if from >= 0 {
		r.html(from, to)
	}
}

// html reads the tags and texts of source[i:j].
func (r *proseReader) html(i, j int) {
	j = min(j, len(r.src.text))
	z := html.NewTokenizer(bytes.NewReader(r.src.text[i:j]))
	at := i
	for {
		kind := z.Next()
		raw := len(z.Raw())
		switch kind {
		case html.ErrorToken:
			if raw > 0 {
				r.literal(at, at+raw)
			}
			r.last = max(r.last, j)
			return
		case html.TextToken:
			r.entities(at, at+raw)
		case html.CommentToken:
			words := string(z.Text())
			lead := bytes.Index(r.src.text[at:at+raw], []byte(strings.TrimSpace(words)))
			r.comment(words, at+max(lead, 0))
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			r.tag(z.Token(), at)
		}
		at += raw
	}
}

func (r *proseReader) tag(t html.Token, at int) {
	class, href, alt, hasAlt := "", "", "", false
	for _, a := range t.Attr {
		switch a.Key {
		case "class":
			class = a.Val
		case "href":
			href = a.Val
		case "alt":
			alt, hasAlt = a.Val, true
		}
	}
	switch t.Type {
	case html.EndTagToken:
		r.close(t.Data)
	case html.SelfClosingTagToken:
		r.endText()
		if slices.Contains(phraseTags, t.Data) {
			r.phrase, r.closed = true, false
		}
		r.href, r.class = href, class
	default:
		r.openTag(t.Data, class, href)
	}
	if t.Data != "img" || !hasAlt || slices.Contains(r.leftOut, "alt") {
		return
	}
	// The value stands somewhere in the tag.
	b := ProseBlock{Scope: "text.attr.alt", Text: alt, Controls: len(r.prose.Controls), Quoted: r.quoted > 0}
	from, n := at, 0
	if k := bytes.Index(r.src.text[at:], []byte(alt)); alt != "" && k >= 0 {
		from, n = at+k, len(alt)
	}
	b.runs = r.places([]stretch{{0, len(alt), from, n}})
	r.prose.Blocks = append(r.prose.Blocks, b)
}

// entities adds source[i:j], which is text in HTML.
func (r *proseReader) entities(i, j int) {
	at := i
	for _, h := range anyEntity.FindAllIndex(r.src.text[i:j], -1) {
		from, to := i+h[0], i+h[1]
		was := string(r.src.text[from:to])
		is := html.UnescapeString(was)
		if was == "&rsquo;" {
			is = "'"
		}
		if is == was {
			continue
		}
		r.literal(at, from)
		r.text.add(is, from, to-from)
		at = to
	}
	r.literal(at, j)
}
