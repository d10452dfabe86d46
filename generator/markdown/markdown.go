package markdown

import (
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"kith/generator/diag"
)

// Options decide how Markdown is read. The zero value works.
type Options struct {
	// Lang is the BCP 47 tag of the text. It chooses the quotation marks;
	// a language without marks of its own here gets the English ones.
	Lang string
	// HTML says what becomes of raw HTML: "off" (also "") drops tags and
	// comments and keeps the words, "safe" keeps what an allow-list names.
	HTML string
	// NoTypographer leaves quotes, dashes and dots as they were typed.
	NoTypographer bool
	// Reserved are ids that the page around the text uses, such as "main".
	// No heading gets one of them.
	Reserved []string
}

// Converter turns Markdown into HTML. It is safe for concurrent use.
type Converter struct {
	opt     Options
	marks   marks
	stops   [256]bool
	parsers [mailAddresses + 1]parser.Parser
	pool    sync.Pool
}

// Doc is what a body of Markdown became.
type Doc struct {
	// HTML still lacks what the slots stand for. Complete it with Fill.
	HTML []byte
	// Body are the facts.
	Body Body
	// Findings are about this text alone. Their positions count from the
	// start of the file.
	Findings []diag.Diagnostic
}

// Body holds the facts about a text. It is plain data, without pointers, so
// that it can be stored.
type Body struct {
	Outline
	Brief
}

// Outline is what stands where in a text. It is looked at when links are
// checked and when the text's own page is made.
type Outline struct {
	// Slots in the order of their places in the HTML. They stand first, because
	// linking a hub looks at those of all texts and at nothing behind them.
	Slots []Slot
	// Headings in order. Their levels are those in the HTML: the highest
	// heading a text uses is a 2, because the page's title is the only 1.
	Headings []Heading
	// Outside are the links to other sites, which need no slot.
	Outside []Outside
	// Anchors are all ids in the HTML, sorted.
	Anchors []string
}

// Brief is what others may say of a text: lists, cards, feeds.
type Brief struct {
	// Excerpt is the beginning of the running text, at most 200 characters,
	// cut at the end of a sentence where one is near, else at a word with "…".
	Excerpt string
	// Lead is the first paragraph as plain text, at most 400 characters.
	Lead string
	// Words counts everything one reads, code blocks aside.
	Words int
	// HasCode says that code is to be coloured, so the page needs the StyleSheet.
	HasCode bool
	// HasTable and HasMedia say that there is a table, a video or a recording.
	HasTable, HasMedia bool
}

// Heading is one line of a text's outline.
type Heading struct {
	// Level is 2 to 6.
	Level int
	// ID is the anchor in the HTML.
	ID string
	// Text is plain text.
	Text string
	// Offset is where the heading stands in the file.
	Offset int
}

// Outside is a link that leaves the site.
type Outside struct {
	// URL has one of the schemes http, https, mailto or tel.
	URL string
	// Offset and Len say where it stands in the file.
	Offset, Len int
}

// New returns a Converter.
func New(opt Options) *Converter {
	c := &Converter{opt: opt, marks: marksFor(opt.Lang)}
	for a := range c.parsers {
		c.parsers[a] = newParser(addresses(a))
	}
	c.stops = stopsFor(opt, c.marks)
	c.pool.New = func() any { return &writer{} }
	return c
}

// Convert turns the Markdown src into HTML and facts. File is what diagnostics
// say; base is where src begins in that file, so that their positions count
// from the file's start. The same text gives the same Doc.
func (c *Converter) Convert(file string, src []byte, base int) Doc {
	return c.ConvertIn(nil, file, src, base)
}

// ConvertIn is Convert with the HTML in the memory of buf, where it has room.
func (c *Converter) ConvertIn(buf []byte, file string, src []byte, base int) Doc {
	doc, ok := c.convert(buf, file, src, base, c.opt.HTML == "safe")
	if !ok {
		// Raw HTML nested deeper than a browser would follow.
		doc, _ = c.convert(buf, file, src, base, false)
	}
	return doc
}

func (c *Converter) convert(buf []byte, file string, src []byte, base int, safe bool) (Doc, bool) {
	w := c.pool.Get().(*writer)
	defer c.pool.Put(w)
	w.reset(c, file, clean(src, base), safe)

	pc := parser.NewContext()
	tree := c.parsers[addressesIn(w.src.text)].Parse(text.NewReader(w.src.text), parser.WithContext(pc))
	w.tally = count(pc)
	w.document(tree.(*ast.Document))
	return w.doc(buf)
}

// doc copies the result out of the pooled writer.
func (w *writer) doc(buf []byte) (Doc, bool) {
	w.settleLevels()
	w.reportRaw()
	html, slots := w.out, w.slots
	if w.safe && w.rawTags > 0 {
		var ok bool
		if html, slots, ok = rebalance(html, slots); !ok {
			return Doc{}, false
		}
	}
	anchors := make([]string, 0, len(w.ids))
	for id, ours := range w.ids {
		if ours {
			anchors = append(anchors, id)
		}
	}
	slices.Sort(anchors)
	diag.Sort(w.findings)
	return Doc{
		HTML: append(buf[:0], html...),
		Body: Body{
			Outline{
				Slots:    slices.Clone(slots),
				Headings: slices.Clone(w.headings),
				Outside:  slices.Clone(w.outside),
				Anchors:  anchors,
			},
			Brief{
				Excerpt:  w.excerpt(),
				Lead:     strings.Clone(cutText(strings.TrimSpace(string(w.lead)), leadLen)),
				Words:    w.words,
				HasCode:  w.hasCode,
				HasTable: w.hasTable,
				HasMedia: w.hasMedia,
			},
		},
		Findings: slices.Clone(w.findings),
	}, true
}
