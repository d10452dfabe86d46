package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// This file says what a tree would be as HTML: tags that open and close, and
// texts between them. prosetags.go makes blocks of those.

func (r *proseReader) blocks(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c)
	}
}

func (r *proseReader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		if answer, _ := n.AttributeString(turnAttr); answer == "a" {
			r.quoted++
			defer func() { r.quoted-- }()
		}
		r.within("p", n)
		r.gap()
	case *ast.TextBlock:
		r.inlines(n)
		if n.NextSibling() != nil {
			r.gap()
		}
	case *ast.Heading:
		r.within("h"+string(rune('0'+n.Level)), n)
		r.gap()
	case *ast.Blockquote:
		r.quotation(n)
	case *ast.List:
		r.around(map[bool]string{true: "ol", false: "ul"}[n.IsOrdered()], n)
	case *ast.ListItem:
		r.open("li", "")
		if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			r.gap()
		}
		r.blocks(n)
		r.close("li")
		r.gap()
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		r.open("pre", "")
		r.close("pre")
		r.gap()
	case *ast.ThematicBreak:
		r.open("hr", "")
		r.gap()
	case *ast.HTMLBlock:
		r.htmlBlock(n)
	case *ast.LinkReferenceDefinition:
	case *container:
		r.container(n)
	case *east.Table:
		r.table(n)
	case *east.DefinitionList:
		r.around("dl", n)
	case *east.DefinitionTerm:
		r.within("dt", n)
		r.gap()
	case *east.DefinitionDescription:
		r.around("dd", n)
	case *east.FootnoteList:
		r.open("div", "footnotes")
		r.gap()
		r.open("hr", "")
		r.gap()
		r.around("ol", n)
		r.close("div")
		r.gap()
	case *east.Footnote:
		r.around("li", n)
	default:
		r.blocks(n)
	}
}

// around is a tag with blocks in it, each on its line.
func (r *proseReader) around(tag string, n ast.Node) {
	r.open(tag, "")
	r.gap()
	r.blocks(n)
	r.close(tag)
	r.gap()
}

// within is a tag with words in it.
func (r *proseReader) within(tag string, n ast.Node) {
	r.open(tag, "")
	r.inlines(n)
	r.close(tag)
}

func (r *proseReader) quotation(n *ast.Blockquote) {
	if _, callout := n.AttributeString(calloutAttr); callout {
		r.around("div", n)
		return
	}
	r.quoted++
	r.around("blockquote", n)
	r.quoted--
}

// container is a writer's block. Whoever speaks in a pull quote or on a
// recording is quoted; what stands in the others are our own words.
func (r *proseReader) container(n *container) {
	switch strings.ToLower(n.name) {
	case "quote":
		r.quoted++
		r.around("blockquote", n)
		r.quoted--
	case "audio", "video":
		r.quoted++
		r.around("div", n)
		r.quoted--
	default:
		r.around("div", n)
	}
}

func (r *proseReader) table(n *east.Table) {
	r.open("table", "")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		head, tag := row.Kind() == east.KindTableHeader, "td"
		if head {
			tag = "th"
			r.open("thead", "")
		}
		r.open("tr", "")
		r.gap()
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			r.within(tag, cell)
			r.gap()
		}
		r.close("tr")
		r.gap()
		if head {
			r.close("thead")
			r.gap()
			if row.NextSibling() != nil {
				r.open("tbody", "")
				r.gap()
			}
		}
	}
	r.close("table")
	r.gap()
}

func (r *proseReader) inlines(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		r.inline(c)
	}
}

func (r *proseReader) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		if n.IsRaw() {
			r.literal(n.Segment.Start, n.Segment.Stop)
		} else {
			r.written(n.Segment.Start, n.Segment.Stop)
		}
		switch {
		case n.HardLineBreak():
			r.open("br", "")
			r.text.add("\n", n.Segment.Stop, r.lineBreak(n.Segment.Stop))
		case n.SoftLineBreak():
			r.text.add("\n", n.Segment.Stop, r.lineBreak(n.Segment.Stop))
		}
	case *ast.String:
		r.text.add(string(n.Value), r.last, 0)
	case *ast.CodeSpan:
		r.open("code", "")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				r.code(t.Segment.Start, t.Segment.Stop)
			}
		}
		r.close("code")
	case *ast.Emphasis:
		r.within(map[bool]string{true: "strong", false: "em"}[n.Level == 2], n)
	case *east.Strikethrough:
		r.within("del", n)
	case *ast.Link:
		r.open("a", string(unescape(n.Destination)))
		r.inlines(n)
		r.close("a")
	case *ast.Image:
		r.alt(n)
	case *ast.AutoLink:
		label := n.Label(r.src.text)
		url := string(n.URL(r.src.text))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
			url = "mailto:" + url
		}
		r.open("a", string(util.URLEscape([]byte(url), false)))
		at := n.Pos()
		if at < 0 {
			at = r.last
		}
		if i := bytes.Index(r.src.text[min(at, len(r.src.text)):], label); i >= 0 && i <= 1 {
			at += i
		}
		r.literal(at, at+len(label))
		r.close("a")
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			r.html(s.Start, s.Stop)
		}
	case *east.FootnoteLink:
		r.open("sup", "")
		r.open("a", "#")
		r.text.add(decimal(n.Index), r.last, 0)
		r.close("a")
		r.close("sup")
	case *east.FootnoteBacklink:
		r.text.add("\u00a0", r.last, 0)
		r.open("a", "#")
		r.text.add("\u21a9\ufe0e", r.last, 0)
		r.close("a")
	case *east.TaskCheckBox:
		r.open("input", "")
		r.text.add(" ", r.last, 0)
	default:
		r.inlines(n)
	}
}

// alt is what stands in place of a picture.
func (r *proseReader) alt(n *ast.Image) {
	inner := &proseReader{prose: &Prose{Counts: map[string]int{}}, src: r.src, last: r.last}
	inner.plain(n)
	r.open("img", "")
	r.endText()
	r.last = max(r.last, inner.last)
	if slices.Contains(r.leftOut, "alt") {
		return
	}
	r.prose.Blocks = append(r.prose.Blocks, ProseBlock{
		Scope: "text.attr.alt", Text: string(inner.text.bytes), runs: inner.places(inner.text.runs),
		Controls: len(r.prose.Controls), Quoted: r.quoted > 0,
	})
}

// plain collects words without tags.
func (r *proseReader) plain(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text, *ast.String:
			if t, ok := c.(*ast.Text); ok && t.HardLineBreak() {
				r.written(t.Segment.Start, t.Segment.Stop)
				r.text.add("\n", t.Segment.Stop, 1)
				continue
			}
			r.inline(c)
		default:
			r.plain(c)
		}
	}
}

func (r *proseReader) lineBreak(at int) int {
	if at < len(r.src.text) {
		return 1
	}
	return 0
}
