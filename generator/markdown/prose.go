package markdown

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/text"
)

// Prose is what a file says, as a checker of style reads it: block by block,
// without markup, and with the way back from each word to where it stands in
// the file. It is divided as Vale divides Markdown, so that rules written for
// Vale find the same blocks here.
type Prose struct {
	// Source is the file, as it is on disk.
	Source []byte
	// Blocks in the order in which a reader of the HTML would meet them. Alt
	// texts stand before the block their picture is in.
	Blocks []ProseBlock
	// Controls are the comments (<!-- vale off -->) of the text, in order.
	Controls []Control
	// Counts says how many there are of what: "paragraphs", "list",
	// "blockquote", "heading.h2", "table.cell", "pre", ...
	Counts map[string]int
}

// ProseBlock is one heading, paragraph, item, quotation, cell or alt text.
type ProseBlock struct {
	// Scope names what it is, in Vale's words: "text" for a paragraph, else
	// "text.heading.h2", "text.list", "text.blockquote", "text.table.cell",
	// "text.attr.alt", "text.frontmatter.title", ...
	Scope string
	// Text is what it says. Code and bare addresses are stars, one a
	// character, so that a count of words still counts them.
	Text string
	// Running says that this is a paragraph of its own, to be divided into
	// sentences, which are asked for by the scopes paragraph and sentence.
	Running bool
	// Summed says that the block is part of what is measured: paragraphs,
	// quotations and items.
	Summed bool
	// Quoted says that somebody else is speaking: a block quotation, or the
	// answers of an interview.
	Quoted bool
	// Controls is how many of the Prose's Controls stand before the block's end.
	Controls int
	// Parts are the links, emphasis and code in it, in order.
	Parts []ProsePart

	runs []stretch
}

// ProsePart is a piece of a block that has a scope of its own: "link",
// "strong", "emphasis" or "code".
type ProsePart struct {
	Scope string
	// From and To are where it stands in the block's Text.
	From, To int
	// Text is what it says; for code, which the block masks, what was written,
	// with as many characters as there are stars.
	Text string

	masked bool
	raw    []byte
}

// Control is a comment that may speak to the checker.
type Control struct {
	// Text is the comment without its marks and the white space around it.
	Text string
	// Offset is where it stands in the file.
	Offset int
}

// Field is a text of the front matter.
type Field struct {
	Key, Value string
	// Offset and Len say where it stands in the file.
	Offset, Len int
}

// Patch is something to be read other than it is written: at Offset of the
// file, Len bytes count as Text. That is how styles have passages ignored.
type Patch struct {
	Offset, Len int
	Text        string
}

// stretch maps text[at:at+n] to file[src:src+m]. Where n and m are equal, byte by
// byte; else as a whole, such as an entity.
type stretch struct{ at, n, src, m int }

// ProseOptions are for texts that are not to be read in the usual way.
type ProseOptions struct {
	// Patches are in the order of their offsets and do not overlap.
	Patches []Patch
	// Masked are the tags of which the words count as stars, in place of the
	// usual tt, code and kbd. LeftOut are those of which nothing is read, in
	// place of pre and the like. Hidden are more classes of that kind.
	Masked, LeftOut, Hidden []string
}

// ReadProse reads the body of a file, which begins at index body, and texts of
// its front matter.
func ReadProse(file []byte, body int, fields []Field) *Prose {
	return ReadProseWith(ProseOptions{}, file, body, fields)
}

// ReadProseWith is ReadProse with options.
func ReadProseWith(opt ProseOptions, file []byte, body int, fields []Field) *Prose {
	p := &Prose{Source: file, Counts: map[string]int{}}
	for _, f := range fields {
		b := ProseBlock{Scope: "text.frontmatter." + f.Key, Text: f.Value}
		if f.Offset >= 0 && f.Len >= 0 && f.Offset+f.Len <= len(file) {
			b.runs = aligned(f.Value, file, f.Offset, f.Offset+f.Len)
		}
		p.Blocks = append(p.Blocks, b)
	}
	src := patched(file, body, opt.Patches)
	tree := newParser(addressesIn(src.text)).Parse(text.NewReader(src.text))
	r := newProseReader(p, &src, opt)
	r.blocks(tree)
	r.endText()
	r.flush()
	return p
}

// Place returns where Text[i:j] stands in the file. Markup within is part of
// it, markup around it is not.
func (b *ProseBlock) Place(i, j int) (offset, length int) {
	if len(b.runs) == 0 {
		return 0, 0
	}
	from := b.offset(i, false)
	if j <= i {
		return from, 0
	}
	return from, max(0, b.offset(j, true)-from)
}

// offset maps an index of the text. As an end, it is that of the byte before.
func (b *ProseBlock) offset(i int, end bool) int {
	k := i
	if end {
		k--
	}
	n := sort.Search(len(b.runs), func(n int) bool { return b.runs[n].at > k }) - 1
	if n < 0 {
		return b.runs[0].src
	}
	switch r := b.runs[n]; {
	case k >= r.at+r.n: // white space that the file does not have here
		if !end && n+1 < len(b.runs) {
			return b.runs[n+1].src
		}
		return r.src + r.m
	case r.n == r.m:
		return r.src + i - r.at
	case end:
		return r.src + r.m
	default:
		return r.src
	}
}

// Asis says whether Text[i:j] stands in the file exactly as it is here, so
// that it can be replaced there.
func (b *ProseBlock) Asis(file []byte, i, j int) bool {
	at, n := b.Place(i, j)
	return at >= 0 && at+n <= len(file) && string(file[at:at+n]) == b.Text[i:j]
}

// Speech returns the passages of the text that stand in quotation marks, as
// pairs of indexes into Text, the marks included.
func (b *ProseBlock) Speech() [][2]int {
	var out [][2]int
	open, closes := -1, ""
	for i, r := range b.Text {
		mark := string(r)
		switch {
		case open >= 0 && strings.Contains(closes, mark):
			out = append(out, [2]int{open, i + len(mark)})
			open = -1
		case open < 0:
			for _, pair := range speechMarks {
				if r == pair.open {
					open, closes = i, pair.close
					break
				}
			}
		}
	}
	return out
}

// speechMarks open a quotation, with what may close it in some language. A
// single mark is mostly an apostrophe, so those are no sign of speech.
var speechMarks = []struct {
	open  rune
	close string
}{
	{'“', `”"`}, {'„', `“”"`}, {'"', `"”`}, {'«', "»"}, {'»', "«»"}, {'”', "”"}, {'「', "」"},
}

// Raw is the file as it was written, front matter included, as one block.
// Line ends are LF.
func (p *Prose) Raw() *ProseBlock {
	var t mapped
	src := p.Source
	from := 0
	for i := 0; i < len(src); i++ {
		with, n := "", 0
		switch {
		case src[i] == '\r' && i+1 < len(src) && src[i+1] == '\n':
			with, n = "\n", 2
		case src[i] == '\r':
			with, n = "\n", 1
		case src[i] == '&' && bytes.HasPrefix(src[i:], []byte("&rsquo;")):
			with, n = "'", len("&rsquo;")
		default:
			continue
		}
		t.add(string(src[from:i]), from, i-from)
		t.add(with, i, n)
		i += n - 1
		from = i + 1
	}
	t.add(string(src[from:]), from, len(src)-from)
	return &ProseBlock{Scope: "raw", Text: string(t.bytes), Controls: len(p.Controls), runs: t.runs}
}
