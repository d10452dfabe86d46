package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// proseReader makes blocks of tags and texts. How it joins the words of
// inline elements, and to which block it gives them, is Vale's way, down to
// what seems odd: rules were written against just that.
type proseReader struct {
	prose  *Prose
	src    *source
	last   int // index in the source of what was read last
	quoted int // > 0 where somebody else speaks

	text mapped // since the last tag
	buf  mapped // the block so far

	tags         []string // since the last block ended
	classes      []string
	enclosing    []openTag // the blocks that are open
	hidden       string    // an element with an ignored class, and
	begun, ended int       // how many of its name were opened and closed in it
	in           bool      // inside what is left out

	phrase, mask, maskClass, closed bool
	trailing, beside                string // white space before what comes next
	href, class                     string // of the tag just read
	off                             bool   // between vale off and vale on
	masked, leftOut, hiding         []string
	parts                           []ProsePart
	openParts                       []ProsePart
}

type openTag struct{ tag, class string }

var (
	phraseTags = strings.Fields("b big i small abbr acronym cite dfn em kbd strong a br img span sub sup code tt del")
	voidTags   = strings.Fields("area base br col embed hr img input link meta source track wbr")
	leftOut    = strings.Fields("script style pre figure noscript iframe")
	maskedTags = strings.Fields("tt code kbd")
	hiddenBy   = []string{"problematic", "pre", "code"}
	partOf     = map[string]string{
		"a": "link", "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "code": "code", "tt": "code",
	}
	scopeOf = map[string]string{
		"th": "text.table.header", "td": "text.table.cell", "caption": "text.table.caption", "li": "text.list",
		"blockquote": "text.blockquote", "figcaption": "text.figure.caption",
	}
)

func newProseReader(p *Prose, src *source, opt ProseOptions) *proseReader {
	r := &proseReader{prose: p, src: src, masked: maskedTags, leftOut: leftOut, hiding: hiddenBy}
	if len(opt.Masked) > 0 {
		r.masked = opt.Masked
	}
	if len(opt.LeftOut) > 0 {
		r.leftOut = opt.LeftOut
	}
	if len(opt.Hidden) > 0 {
		r.hiding = append(slices.Clone(hiddenBy), opt.Hidden...)
	}
	return r
}

// gap is the line break that HTML has after a block.
func (r *proseReader) gap() { r.text.add("\n", r.last, 0) }

// open is a start tag. What is a link's address is given in place of a class.
func (r *proseReader) open(tag, class string) {
	href := ""
	if tag == "a" {
		href, class = class, ""
	}
	r.openTag(tag, class, href)
}

func (r *proseReader) openTag(tag, class, href string) {
	r.endText()
	if tag == r.hidden {
		r.begun++
	}
	done := r.hidden != "" && r.begun == r.ended && r.begun > 0
	isInline, isVoid := slices.Contains(phraseTags, tag), slices.Contains(voidTags, tag)
	if !isInline && !isVoid {
		r.enclosing = append(r.enclosing, openTag{tag, class})
	}
	hides := !isInline && r.hides(class)
	switch {
	case !isInline && (slices.Contains(r.leftOut, tag) || hides):
		if hides {
			r.hidden, r.begun, r.ended = tag, 1, 0
		}
		r.in = true
		r.prose.Counts[tag]++
	case r.in && (slices.Contains(r.leftOut, tag) || done):
		r.leave(done)
	default:
		if !isInline && !isVoid && len(bytes.TrimSpace(r.buf.bytes)) > 0 {
			r.flush()
		}
		if (tag == "em" || tag == "b") && r.lastTag() == "code" {
			tag = "code" // as Vale has it: emphasis behind code is masked, too
		}
		r.phrase = isInline || isVoid
		r.mask = slices.Contains(r.masked, tag) || slices.Contains(r.leftOut, tag)
		r.closed, r.beside = false, ""
		if scope, ok := partOf[tag]; ok && len(r.openParts) < maxInline {
			r.openParts = append(r.openParts, ProsePart{Scope: scope, From: len(r.buf.bytes), Text: tag, masked: r.mask})
		}
		r.tags = append(r.tags, tag)
		r.classes = append(r.classes, class)
	}
	r.href, r.class = href, class
}

func (r *proseReader) leave(done bool) {
	r.in = false
	if done {
		r.hidden, r.begun, r.ended = "", 0, 0
	}
}

// close is an end tag.
func (r *proseReader) close(tag string) {
	r.endText()
	if tag == r.hidden {
		r.ended++
	}
	done := r.hidden != "" && r.begun == r.ended && r.begun > 0
	isInline := slices.Contains(phraseTags, tag)
	if !isInline {
		for i := len(r.enclosing) - 1; i >= 0; i-- {
			if r.enclosing[i].tag == tag {
				r.enclosing = append(r.enclosing[:i:i], r.enclosing[i+1:]...)
				break
			}
		}
	}
	switch {
	case r.in && (slices.Contains(r.leftOut, tag) || done):
		r.leave(done)
	case isInline:
		r.closed, r.beside = true, ""
		r.closePart(tag)
	}
	if !isInline {
		r.flush()
	}
	r.href, r.class = "", ""
}

// closePart ends a link, emphasis or code.
func (r *proseReader) closePart(tag string) {
	k := len(r.openParts) - 1
	if k < 0 || r.openParts[k].Text != tag {
		return
	}
	p := r.openParts[k]
	r.openParts = r.openParts[:k]
	words := r.buf.bytes[min(p.From, len(r.buf.bytes)):]
	p.From += len(words) - len(bytes.TrimLeft(words, " \n"))
	p.To = len(bytes.TrimRight(r.buf.bytes, " \n"))
	if p.To > p.From {
		p.Text = string(r.buf.bytes[p.From:p.To])
		if p.raw != nil {
			p.Text, p.raw = string(p.raw), nil
		}
		r.parts = append(r.parts, p)
	}
}

func (r *proseReader) hides(class string) bool {
	if class == "" {
		return false
	}
	return slices.ContainsFunc(strings.Split(class, " "), func(c string) bool { return slices.Contains(r.hiding, c) })
}

// comment is <!-- one -->, whose words begin at an index of the source.
func (r *proseReader) comment(words string, at int) {
	r.endText()
	if !r.phrase {
		r.closed, r.beside = true, r.trailing
	}
	words = strings.TrimSpace(words)
	switch words {
	case "vale off":
		r.off = true
	case "vale on":
		r.off = false
	}
	r.prose.Controls = append(r.prose.Controls, Control{Text: words, Offset: r.src.offset(at)})
	r.href, r.class = "", ""
}

// endText reads what stands between two tags.
func (r *proseReader) endText() {
	if len(r.text.bytes) == 0 {
		return
	}
	words, before, after := r.text.trimmed()
	r.text.reset()
	words = words.unescaped()
	if r.hidden != "" && string(words.bytes) == r.hidden {
		r.ended++
	}
	if r.in || r.off {
		r.href, r.class = "", ""
		return
	}
	if len(words.bytes) > 0 {
		r.words(words, before)
	}
	r.trailing = after
	r.href, r.class = "", ""
}

func (r *proseReader) words(words mapped, before string) {
	r.maskClass = r.hides(r.class)
	indent := r.nested() && !r.phrase
	sep := before
	if r.closed && sep == "" {
		sep = r.beside
	}
	r.beside = ""

	for i := range r.openParts {
		if r.openParts[i].masked {
			r.openParts[i].raw = append(r.openParts[i].raw, words.bytes...)
		}
	}
	first, _ := utf8.DecodeRune(words.bytes)
	mask := r.mask || r.maskClass
	tight := !indent && !mask && strings.ContainsRune(".?!,:;)]}—–", first)
	if mask || r.isAddress(words.bytes) {
		words = words.masked()
		mask = false
	}
	r.mask = mask
	lead := ""
	switch {
	case r.closed && sep != "":
		lead = sep
	case !r.closed && r.phrase && !tight:
		lead = " "
	}
	r.closed = false
	if indent {
		lead += " "
	}
	if strings.HasPrefix(lead, " ") && r.trailing == "" && r.opensTightly() {
		lead = lead[1:]
	}
	r.space(lead)
	r.buf.copy(&words, 0, len(words.bytes))
}

// isAddress says that the words are those of the link they stand in.
func (r *proseReader) isAddress(words []byte) bool {
	return r.href != "" && r.href == string(words)
}

// opensTightly says that what follows binds to what the block ends with.
func (r *proseReader) opensTightly() bool {
	c, _ := utf8.DecodeLastRune(r.buf.bytes)
	return strings.ContainsRune("([{—–", c) && len(r.buf.bytes) > 0
}

// space adds white space that the file may not have here.
func (r *proseReader) space(s string) {
	if s == "" {
		return
	}
	r.buf.bytes = append(r.buf.bytes, s...)
}

func (r *proseReader) lastTag() string {
	if n := len(r.tags); n > 0 {
		return r.tags[n-1]
	}
	return ""
}

// nested says that the words are those of an item in an item.
func (r *proseReader) nested() bool {
	n := len(r.tags)
	return n > 3 && r.tags[n-1] == "li" && (r.tags[n-2] == "ol" || r.tags[n-2] == "ul") && r.tags[n-3] == "li"
}

// flush ends a block.
func (r *proseReader) flush() {
	r.endText()
	if len(bytes.TrimSpace(r.buf.bytes)) > 0 {
		r.emit()
	}
	r.buf.reset()
	r.tags, r.classes = r.tags[:0], r.classes[:0]
	r.parts, r.openParts = nil, nil
}

func (r *proseReader) emit() {
	b := ProseBlock{
		Text: string(r.buf.bytes), runs: r.places(r.buf.runs), Parts: r.parts,
		Quoted: r.quoted > 0, Controls: len(r.prose.Controls),
	}
	if slices.Contains(r.tags, "data") {
		b.Scope = "meta"
		r.prose.Counts["meta"]++
		r.prose.Blocks = append(r.prose.Blocks, b)
		return
	}
	for _, tag := range r.tags {
		scope, ok := scopeOf[tag]
		if len(tag) == 2 && tag[0] == 'h' && tag[1] >= '0' && tag[1] <= '9' {
			scope, ok = "text.heading."+tag, true
		}
		if !ok {
			continue
		}
		b.Scope = scope
		b.Summed = scope == "text.blockquote" || scope == "text.list"
		r.prose.Counts[strings.TrimPrefix(scope, "text.")]++
		b.trimLeft()
		break
	}
	if b.Scope == "" {
		b.Scope, b.Running, b.Summed = "text", true, true
		r.prose.Counts["paragraphs"]++
	}
	b.Scope += r.classScopes()
	r.prose.Blocks = append(r.prose.Blocks, b)
}

// classScopes are the classes around a block, which a rule may ask for.
func (r *proseReader) classScopes() string {
	var found []string
	add := func(class string) {
		for _, c := range strings.Fields(class) {
			if !strings.ContainsAny(c, ".&~") && !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
	}
	for _, o := range r.enclosing {
		add(o.class)
	}
	for _, c := range r.classes {
		add(c)
	}
	if len(found) == 0 {
		return ""
	}
	return ".class." + strings.Join(found, ".class.")
}

// trimLeft takes spaces off the beginning of a block.
func (b *ProseBlock) trimLeft() {
	n := len(b.Text) - len(strings.TrimLeft(b.Text, " "))
	if n == 0 {
		return
	}
	b.Text = b.Text[n:]
	for i := range b.runs {
		b.runs[i].at -= n
	}
	for i := range b.Parts {
		b.Parts[i].From -= n
		b.Parts[i].To -= n
	}
}
