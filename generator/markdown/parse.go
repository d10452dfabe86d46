package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Limits that no honest text meets. They keep the time a hostile one takes in
// proportion to its length, and the HTML shallower than what browsers follow.
const (
	maxBlocks    = 40   // blocks inside blocks
	maxInline    = 40   // emphasis inside emphasis
	maxBrackets  = 500  // [ still open in one paragraph
	maxDelims    = 2000 // * _ ~ in one paragraph
	maxFootnotes = 1000
	maxCells     = 200_000 // of all tables
	maxPipes     = 1000    // \| in tables
	maxDefLines  = 20_000  // lines of one paragraph that may be link definitions
	maxBraces    = 8       // { in a heading that may carry {#id}
	maxDest      = 2048    // bytes of a link's destination
)

// newParser puts goldmark's parts together with ours. It is written out
// instead of using extensions because nearly every part is fenced in.
func newParser(bare addresses) parser.Parser {
	attr := parser.WithHeadingAttribute()
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(containerParser{}, 90),
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(deepest{extension.NewDefinitionListParser()}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(deepest{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(headings{parser.NewATXHeadingParser(attr), parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(deepest{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(htmlBlocks{parser.NewHTMLBlockParser()}, 900),
			util.Prioritized(footnoteBlocks{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(newLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(delimiters{parser.NewEmphasisParser()}, 500),
			util.Prioritized(delimiters{extension.NewStrikethroughParser()}, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(calloutTransformer{}, 50),
			util.Prioritized(turnTransformer{}, 60),
			util.Prioritized(definitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(tables{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithInlineParsers(bare.parser()...),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// tally counts, for one conversion, what the limits are about.
type tally struct {
	brackets, delims, footnotes, cells, pipes int

	lastEnd  map[string]int // see htmlBlocks
	unclosed []int          // where HTML begins that never ends
}

var tallyKey = parser.NewContextKey()

func count(pc parser.Context) *tally {
	return pc.ComputeIfAbsent(tallyKey, func() any { return &tally{} }).(*tally)
}

// deepest stops opening blocks inside blocks.
type deepest struct{ parser.BlockParser }

func (d deepest) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= 2*maxBlocks { // a list counts twice, with its item
		return nil, parser.NoChildren
	}
	return d.BlockParser.Open(parent, r, pc)
}

// headings looks for {#id .class} only where there are few braces: the search
// begins anew at each.
type headings struct {
	parser.BlockParser
	plain parser.BlockParser
}

func (h headings) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if line, _ := r.PeekLine(); bytes.Count(line, []byte{'{'}) > maxBraces {
		return h.plain.Open(parent, r, pc)
	}
	return h.BlockParser.Open(parent, r, pc)
}

type footnoteBlocks struct{ parser.BlockParser }

func (f footnoteBlocks) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	t := count(pc)
	if t.footnotes >= maxFootnotes || len(pc.OpenedBlocks()) >= 2*maxBlocks {
		return nil, parser.NoChildren
	}
	n, state := f.BlockParser.Open(parent, r, pc)
	if n != nil {
		t.footnotes++
	}
	return n, state
}

// htmlBlocks refuses to begin what never ends: a forgotten --> would swallow
// the rest of the text.
type htmlBlocks struct{ parser.BlockParser }

func (h htmlBlocks) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	at := seg.Start + pos - seg.Padding
	if end := htmlEnd(line[pos:]); end != "" && count(pc).last(r.Source(), end) < at {
		if t := count(pc); !slices.Contains(t.unclosed, at) && len(t.unclosed) < 10 {
			t.unclosed = append(t.unclosed, at)
		}
		return nil, parser.NoChildren
	}
	return h.BlockParser.Open(parent, r, pc)
}

// htmlEnd returns what ends HTML that may hold blank lines.
func htmlEnd(line []byte) string {
	for _, o := range [][2]string{
		{"<!--", "-->"},
		{"<?", "?>"},
		{"<![cdata[", "]]>"},
		{"<!", ">"},
		{"<script", "</script>"},
		{"<style", "</style>"},
		{"<textarea", "</textarea>"},
		{"<pre", "</pre>"},
	} {
		if n := len(o[0]); len(line) >= n && strings.EqualFold(string(line[:n]), o[0]) {
			return o[1]
		}
	}
	return ""
}

// last finds where s stands last, once for each s.
func (t *tally) last(src []byte, s string) int {
	at, ok := t.lastEnd[s]
	if !ok {
		if t.lastEnd == nil {
			t.lastEnd = map[string]int{}
		}
		at = bytes.LastIndex(bytes.ToLower(src), []byte(s))
		t.lastEnd[s] = at
	}
	return at
}

type delimiters struct{ parser.InlineParser }

func (d delimiters) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	t := count(pc)
	if t.delims >= maxDelims {
		return nil
	}
	n := d.InlineParser.Parse(parent, block, pc)
	if n != nil {
		t.delims++
	}
	return n
}

func (delimiters) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) { count(pc).delims = 0 }

// addresses says where a text may hold addresses that are no links yet.
type addresses uint8

const (
	noAddresses addresses = iota
	pageAddresses
	mailAddresses // and those of pages
)

func addressesIn(text []byte) addresses {
	switch {
	case bytes.IndexByte(text, '@') >= 0 || bytes.Contains(text, []byte("www.")):
		return mailAddresses
	case bytes.Contains(text, []byte("://")):
		return pageAddresses
	}
	return noAddresses
}

// parser is goldmark's for addresses, as far as they need it. It asks at every
// space whether one begins there, and takes apart the text at each for that.
func (a addresses) parser() []util.PrioritizedValue {
	linkify := extension.NewLinkifyParser(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"}), extension.WithLinkifyURLRegexp(bareURL))
	switch a {
	case pageAddresses:
		return []util.PrioritizedValue{util.Prioritized(addressesOfPages{linkify}, 999)}
	case mailAddresses:
		return []util.PrioritizedValue{util.Prioritized(plainAddresses{linkify}, 999)}
	}
	return nil
}

// plainAddresses looks for an address only where one can begin, because the
// search for an email address runs to the end of a line.
type plainAddresses struct{ parser.InlineParser }

func (p plainAddresses) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	rest := line
	if len(rest) > 0 && beforeAddress(rest[0]) {
		rest = rest[1:]
	}
	if len(rest) < 4 || rest[0] != 'h' && rest[0] != 'w' && bytes.IndexByte(rest[:min(len(rest), 65)], '@') < 0 {
		return nil
	}
	if !bytes.HasPrefix(rest, []byte("http")) && !bytes.HasPrefix(rest, []byte("www.")) &&
		bytes.IndexByte(rest[:min(len(rest), 65)], '@') < 0 {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// addressesOfPages looks for addresses where their colon is, of which there are
// few: it finds the same as plainAddresses where there is no other kind.
type addressesOfPages struct{ parser.InlineParser }

func (addressesOfPages) Trigger() []byte { return []byte{':'} }

func (p addressesOfPages) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.Position()
	words, ok := parent.LastChild().(*ast.Text)
	if !ok || words.Segment.Stop != at.Start {
		return nil
	}
	before := words.Segment.Value(block.Source())
	before = bytes.TrimSuffix(before, []byte("s"))
	before, ok = bytes.CutSuffix(before, []byte("http"))
	if !ok || !mayBeginAfter(before) {
		return nil
	}
	from := at
	from.Start = words.Segment.Start - words.Segment.Padding + len(before)
	block.SetPosition(line, from)
	link, ok := p.InlineParser.Parse(parent, block, pc).(*ast.AutoLink)
	if !ok {
		return nil
	}
	// Up to its colon the address was taken for words.
	if len(before) == 0 {
		parent.RemoveChild(parent, words)
	} else {
		words.Segment = words.Segment.WithStop(from.Start)
	}
	link.SetPos(from.Start)
	return link
}

// beforeAddress are the bytes that goldmark lets stand before an address in
// the midst of words.
func beforeAddress(b byte) bool { return b == ' ' || b == '*' || b == '_' || b == '~' || b == '(' }

// mayBeginAfter reports whether an address may follow words.
func mayBeginAfter(words []byte) bool {
	n := len(words) - 1
	if n < 0 || words[n] == ' ' {
		return true
	}
	// Of backquotes that enclose nothing goldmark makes words of their own. A
	// sign with a backslash before it is none.
	return (beforeAddress(words[n]) || words[n] == '`') && (n-len(bytes.TrimRight(words[:n], `\\`)))%2 == 0
}

type definitions struct{ parser.ParagraphTransformer }

func (d definitions) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines := p.Lines()
	if lines.Len() > maxDefLines {
		return
	}
	if lines.Len() > 0 {
		// Nearly all paragraphs begin with a word, and a reader is made for each.
		first := lines.At(0)
		if !bytes.HasPrefix(bytes.TrimLeft(first.Value(r.Source()), " \t\n\f\r\v"), []byte{'['}) {
			return
		}
	}
	d.ParagraphTransformer.Transform(p, r, pc)
}

type tables struct{ parser.ParagraphTransformer }

func (t tables) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	lines := p.Lines()
	if lines.Len() < 2 {
		return
	}
	c, widest, escaped, found := count(pc), 0, 0, false
	for i := range lines.Len() {
		seg := lines.At(i)
		line := seg.Value(r.Source())
		n := bytes.Count(line, []byte{'|'})
		found = found || n > 0 || i > 0 && bytes.IndexByte(line, '-') >= 0
		widest = max(widest, n+1)
		escaped += bytes.Count(line, []byte(`\|`))
	}
	if !found {
		return
	}
	if c.cells += widest * lines.Len(); c.cells > maxCells {
		return
	}
	if c.pipes += escaped; c.pipes > maxPipes {
		return
	}
	t.ParagraphTransformer.Transform(p, r, pc)
}

// bareURL is an address that stands in the words as it is. It ends before
// what no address holds unescaped (RFC 3986 §2), brackets above all: a footnote
// may stand right behind it.
var bareURL = regexp.MustCompile(`^https?://[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'*]*)?`)
