package check

import (
	"bytes"
	"html"
	"strings"
)

// Flaw is something on a page that is hard on those who read it: with eyes, by
// ear, or in a hurry.
type Flaw struct {
	Kind FlawKind
	// Words are those of the heading or link, or the address of the picture.
	Words string
	// To is where a link leads.
	To string
	// Main says that it stands in the main part.
	Main bool
	// Level is a heading's, Before that of the heading before it.
	Level, Before uint8
}

// FlawKind says what is wrong.
type FlawKind uint8

// The kinds of flaws. Not all are found in the bytes of a page alone: those
// from OldWay on are found by whoever knows the people of a hub.
const (
	NoTitle      FlawKind = iota + 1 // no h1
	TwoTitles                        // more than one h1
	Skipped                          // a heading two levels below the one before
	VagueLink                        // a link that says "here"
	EmptyLink                        // a link that says nothing
	EmptyButton                      // a button that says nothing
	NoAlt                            // a picture without alt
	NoLanguage                       // html without lang
	Asks                             // a link that says "contact us"
	OldWay                           // the number or address of somebody who is not to be reached by it
	NobodysWay                       // a number or address of nobody in particular
	FormOnly                         // a form, and nobody to talk to
	OldTyped                         // as OldWay, typed into words that are no link
	NobodysTyped                     // as NobodysWay, likewise
)

// attributes are those of a tag that flaws are about.
type attributes struct {
	href, src, lang, kind, method []byte
	hasHref, hasAlt, named        bool
	silent                        bool // taken out of what is read aloud
	alt                           bool // there are words in it
}

// attrKind is one of the attributes that are of interest here.
type attrKind uint8

const (
	idAttribute attrKind = iota + 1
	hrefAttribute
	srcAttribute
	srcsetAttribute
	addressAttribute // of something else
	hiddenAttribute
	altAttribute
	langAttribute
	typeAttribute
	methodAttribute
	labelAttribute
	silentAttribute
	roleAttribute
)

var attributeNames = map[string]attrKind{
	"id": idAttribute, "href": hrefAttribute, "src": srcAttribute, "srcset": srcsetAttribute, "poster": addressAttribute, "action": addressAttribute,
	"hidden": hiddenAttribute, "alt": altAttribute, "lang": langAttribute, "type": typeAttribute, "method": methodAttribute,
	"aria-label": labelAttribute, "aria-labelledby": labelAttribute, "title": labelAttribute, "aria-hidden": silentAttribute, "role": roleAttribute,
}

func (a *attributes) note(key attrKind, value []byte) {
	switch key {
	case hrefAttribute:
		a.href, a.hasHref = value, true
	case srcAttribute:
		a.src = value
	case altAttribute:
		a.hasAlt, a.alt = true, len(bytes.TrimSpace(value)) > 0
	case langAttribute:
		a.lang = value
	case typeAttribute:
		a.kind = value
	case methodAttribute:
		a.method = value
	case labelAttribute:
		a.named = a.named || len(bytes.TrimSpace(value)) > 0
	case silentAttribute:
		a.silent = a.silent || string(value) == "true"
	case roleAttribute:
		a.silent = a.silent || string(value) == "presentation" || string(value) == "none"
	}
}

// flawed is what the scanner knows of the page so far, for its flaws.
type flawed struct {
	words  phrases // of the page's language
	buf    []byte
	titles int
	last   uint8 // level of the heading before, in the main part
	// in is the heading, link or button that is open, from where its text
	// begins; "" for none.
	heading, link span
	form          bool
	search        bool
}

// span is an element that is open.
type span struct {
	tag   string
	from  int // in the text of the part
	part  *[]byte
	named bool   // it has words other than its text
	to    []byte // as it stands there
	level uint8
}

func (s *scanner) flaw(f Flaw) {
	f.Main = s.main > 0
	s.page.Flaws = append(s.page.Flaws, f)
}

// opened looks at a start tag that is not hidden.
func (s *scanner) opened(tag string, a *attributes, selfClosing bool) {
	d := &s.flawed
	switch tag { // each is a telling word
	case "html":
		d.words = wordsOf(string(a.lang))
		if len(bytes.TrimSpace(a.lang)) == 0 {
			s.flaw(Flaw{Kind: NoLanguage})
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		d.heading = span{tag: tag, from: len(*s.text), part: s.text, level: tag[1] - '0'}
	case "a":
		if a.hasHref && !selfClosing {
			d.link = span{tag: tag, from: len(*s.text), part: s.text, named: a.named || a.silent, to: bytes.TrimSpace(a.href)}
		}
	case "button":
		d.link = span{tag: tag, from: len(*s.text), part: s.text, named: a.named || a.silent}
	case "img":
		d.link.named = d.link.named || a.alt
		if !a.hasAlt && !a.silent && !a.named {
			s.flaw(Flaw{Kind: NoAlt, Words: decode(a.src)})
		}
	case "svg":
		d.link.named = d.link.named || a.named && !a.silent
	case "title": // of a drawing; that of the page stands in its head
		d.link.named = true
	case "form":
		d.form, d.search = true, strings.EqualFold(string(a.method), "get") || len(a.method) == 0
	case "textarea":
		s.page.Form = s.page.Form || d.form || s.main > 0
	case "input":
		if k := strings.ToLower(string(a.kind)); k == "email" || k == "tel" || k == "text" && d.form && !d.search {
			s.page.Form = true
		}
	}
}

// closed looks at an end tag.
func (s *scanner) closed(tag string) {
	d := &s.flawed
	switch {
	case tag == "form":
		d.form = false
	case tag == d.heading.tag && tag != "":
		s.endHeading()
	case tag == d.link.tag && tag != "":
		s.endLink()
	}
}

func (s *scanner) endHeading() {
	d := &s.flawed
	h := d.heading
	d.heading = span{}
	if h.part != s.text {
		return
	}
	if h.level == 1 {
		if d.titles++; d.titles == 2 {
			s.flaw(Flaw{Kind: TwoTitles, Words: s.since(h), Level: 1})
		}
	}
	if s.main == 0 {
		return
	}
	if before := d.last; before > 0 && h.level > before+1 {
		s.flaw(Flaw{Kind: Skipped, Words: s.since(h), Level: h.level, Before: before})
	}
	d.last = h.level
}

func (s *scanner) endLink() {
	d := &s.flawed
	a := d.link
	d.link = span{}
	if a.part != s.text {
		return
	}
	text := (*s.text)[a.from:]
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		switch {
		case a.named:
		case a.tag == "button":
			s.flaw(Flaw{Kind: EmptyButton})
		default:
			s.flaw(Flaw{Kind: EmptyLink, To: decode(a.to)})
		}
	case a.tag == "button" || a.named || d.words == nil || len(text) > longest:
	default:
		d.buf = fold(d.buf, text)
		if kind, told := d.words[string(d.buf)]; told {
			s.flaw(Flaw{Kind: kind, Words: s.since(a), To: decode(a.to)})
		}
	}
}

// ended looks at the page as a whole.
func (s *scanner) ended() {
	if s.flawed.titles == 0 {
		s.flaw(Flaw{Kind: NoTitle})
	}
}

// since is the text of an element that ends here.
func (s *scanner) since(a span) string {
	text := bytes.TrimSpace((*s.text)[a.from:])
	if len(text) > 200 {
		text = text[:bytes.LastIndexByte(text[:200], ' ')+1]
	}
	return strings.TrimSpace(html.UnescapeString(string(text)))
}
