package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"kith/generator/diag"
)

// writer walks a syntax tree once. While it writes HTML it collects everything
// that a Doc holds. Writers are pooled; reset prepares one.
type writer struct {
	c     *Converter
	file  string
	src   source
	safe  bool // raw HTML goes through the allow-list
	tree  *ast.Document
	tally *tally
	defs  map[string]int // label -> index of a link definition's destination

	out   []byte // the HTML
	plain []byte // the words of the leaf being written
	slots []Slot

	headings []Heading
	levels   []levelMark
	ids      map[string]bool // false: belongs to the page around
	numbered map[string]int  // id -> the number to try next
	notes    map[int]string  // footnote -> id
	outside  []Outside
	findings []diag.Diagnostic

	running, other, lead        []byte // see excerpt.go
	words                       int
	hasCode, hasTable, hasMedia bool

	aside  int // > 0 inside what isn't running text
	apart  int // > 0 inside what no excerpt is made of: tables, footnotes
	hidden int // > 0 inside what only its plain words are wanted of
	depth  int // of emphasis
	from   int // text before this index is not written
	single int // single quotation marks that are open
	inLink bool

	raw
}

func (w *writer) reset(c *Converter, file string, src source, safe bool) {
	if w.ids == nil {
		w.ids, w.numbered = map[string]bool{}, map[string]int{}
	}
	*w = writer{
		c: c, file: file, src: src, safe: safe,
		out: w.out[:0], plain: w.plain[:0], slots: w.slots[:0],
		headings: w.headings[:0], levels: w.levels[:0], outside: w.outside[:0], findings: w.findings[:0],
		running: w.running[:0], other: w.other[:0], lead: w.lead[:0],
		ids: w.ids, numbered: w.numbered,
	}
	clear(w.ids)
	clear(w.numbered)
	for _, id := range c.opt.Reserved {
		w.ids[id] = false
	}
}

func (w *writer) document(n *ast.Document) {
	w.tree = n
	w.blocks(n)
	w.endRaw(0)
}

func (w *writer) blocks(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.textBlock(n)
	case *ast.Heading:
		w.heading(n)
	case *ast.Blockquote:
		w.blockquote(n)
	case *ast.List:
		w.list(n)
	case *ast.CodeBlock:
		w.codeBlock(n, nil)
	case *ast.FencedCodeBlock:
		w.codeBlock(n, n.Info)
	case *ast.ThematicBreak:
		w.add("<hr>\n")
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *ast.LinkReferenceDefinition:
	case *container:
		w.container(n)
	case *east.Table:
		w.table(n)
	case *east.DefinitionList:
		w.definitionList(n)
	case *east.FootnoteList:
		w.footnotes(n)
	default:
		w.blocks(n)
	}
}

// leaf writes the inlines of a block and accounts for its words.
func (w *writer) leaf(n ast.Node, kind leafKind) {
	mark := len(w.raw.open)
	w.inlines(n)
	w.endRaw(mark)
	w.account(kind)
}

func (w *writer) paragraph(n *ast.Paragraph) {
	if images := onlyImages(n); len(images) == 1 && len(images[0].Title) > 0 {
		w.image(images[0], PictureFigure)
		w.add("\n")
		w.account(leafOther)
		return
	}
	start := len(w.out)
	w.add("<p>")
	inner, slots := len(w.out), len(w.slots)
	kind := leafOther
	if w.aside == 0 && n.Parent().Kind() != ast.KindListItem {
		kind = leafRunning
	}
	w.leaf(n, kind)
	if len(w.out) == inner && len(w.slots) == slots {
		w.out = w.out[:start] // a comment, or tags alone
		return
	}
	w.add("</p>\n")
}

// textBlock is a paragraph of a tight list.
func (w *writer) textBlock(n *ast.TextBlock) {
	if box, ok := n.FirstChild().(*east.TaskCheckBox); ok {
		w.add(`<label><input type="checkbox" disabled`)
		if box.IsChecked {
			w.add(` checked`)
		}
		w.add(`> `)
		w.leaf(n, leafOther)
		w.add(`</label>`)
	} else {
		w.leaf(n, leafOther)
	}
	if n.NextSibling() != nil {
		w.add("\n")
	}
}

func (w *writer) blockquote(n *ast.Blockquote) {
	w.aside++
	defer func() { w.aside-- }()
	kind, ok := n.AttributeString(calloutAttr)
	if !ok {
		w.add("<blockquote>\n")
		w.blocks(n)
		w.add("</blockquote>\n")
		return
	}
	w.openCallout(kind.(string))
	first := n.FirstChild()
	if title, ok := first.(*ast.TextBlock); ok {
		w.leaf(title, leafOther)
		first = first.NextSibling()
	} else {
		w.label(kind.(string))
	}
	w.add("</strong></p>\n")
	for c := first; c != nil; c = c.NextSibling() {
		w.block(c)
	}
	w.add("</div>\n")
}

// openCallout leaves the heading open.
func (w *writer) openCallout(kind string) {
	w.add(`<div class="note`)
	if kind != "note" {
		w.add(" ")
		w.add(kind)
	}
	w.add(`" role="note"><p><strong>`)
}

func (w *writer) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	w.add("<")
	w.add(tag)
	if n.IsOrdered() && n.Start != 1 {
		w.add(` start="`)
		w.out = strconv.AppendInt(w.out, int64(n.Start), 10)
		w.add(`"`)
	}
	if hasTasks(n) {
		w.add(` class="tasks"`)
	}
	w.add(">\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.add("<li>")
		if first := c.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			w.add("\n")
		}
		w.blocks(c)
		w.add("</li>\n")
	}
	w.add("</")
	w.add(tag)
	w.add(">\n")
}

func hasTasks(n *ast.List) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t := c.FirstChild(); t != nil {
			if _, ok := t.FirstChild().(*east.TaskCheckBox); ok {
				return true
			}
		}
	}
	return false
}

func (w *writer) definitionList(n *east.DefinitionList) {
	w.add("<dl>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == east.KindDefinitionTerm {
			w.add("<dt>")
			w.leaf(c, leafOther)
			w.add("</dt>\n")
			continue
		}
		w.add("<dd>")
		if first := c.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			w.add("\n")
		}
		w.aside++
		w.blocks(c)
		w.aside--
		w.add("</dd>\n")
	}
	w.add("</dl>\n")
}

// add writes HTML, unless only plain words are wanted.
func (w *writer) add(s string) {
	if w.hidden == 0 {
		w.out = append(w.out, s...)
	}
}

// label leaves a word to the theme.
func (w *writer) label(key string) {
	w.slots = append(w.slots, Slot{Kind: Label, At: len(w.out), Text: key})
}

// report files a finding about the text from index i to j.
func (w *writer) report(code diag.Code, i, j int, message, hint string) {
	at, length := w.src.span(i, j)
	w.findings = append(w.findings, diag.Diagnostic{
		Code: code, Severity: code.Severity(), Pos: diag.Pos{File: w.file, Offset: at}, Len: length,
		Message: message, Hint: hint,
	})
}
