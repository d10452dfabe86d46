// Package check reads finished pages: where they lead, what can be linked to
// in them, and which direct ways to a person stand in their main part.
//
// It looks at the bytes that would be published and knows nothing of content
// or themes, so what it finds is true whoever wrote the markup. Scan makes a
// Page of a page's bytes; Site puts the pages together and says which links
// lead nowhere and from where nobody can be reached (SPEC §1, promise 1).
package check

import (
	"bytes"
	"html"
	"strings"
)

// Page is what a finished page says of itself.
type Page struct {
	// Links are the values of href, src, srcset, action and poster, decoded,
	// each once, in order.
	Links []*Link
	// IDs are the values of id, each as often as it stands there.
	IDs [][]byte
	// Ways are the mailto:, tel:, sms: and other ways to somebody among the
	// links of the main part; Elsewhere those outside of it.
	Ways, Elsewhere []string
	// Flaws are what is hard on readers, in order (flaws.go).
	Flaws []Flaw
	// Form says that something is to be typed and sent off, other than words
	// to search for.
	Form bool
	// Typed are the words in which a number or an address may be typed that is
	// no link, in order (typed.go).
	Typed []Typed
	// Main is the visible text of the main part, Around that of the rest of
	// the body, spaces run together.
	Main, Around []byte
}

// Link is an address that pages use. A scanner makes one of it, however many of
// its pages do.
type Link struct {
	To string
	// Number is for whoever reads the pages, to keep what they know of it. It
	// is zero for a link that is new to the scanner.
	Number uint32

	way  bool   // see IsWay
	page uint64 // the last that has it
}

// Names reports whether a name stands in a text such as Main.
func Names(text []byte, name string) bool {
	name = strings.Join(strings.Fields(name), " ")
	return name != "" && bytes.Contains(text, []byte(name))
}

// Scanner reads pages, one after the other. The zero Scanner is ready.
type Scanner struct {
	s    scanner
	page Page
}

const manyLinks = 8192

// Scan reads a page; what it returns lasts until the next one. The markup need not be well-formed: it is read as a
// browser's tokenizer reads it, tag by tag (HTML Standard §13.2.5, without
// its rarer states).
func (sc *Scanner) Scan(page []byte) *Page {
	s := &sc.s
	if s.known == nil {
		s.known, s.decoded = map[string]*Link{}, map[string]*Link{}
	}
	if len(s.known) > manyLinks {
		clear(s.known)
		clear(s.decoded)
	}
	was := &sc.page
	sc.page = Page{
		Links: was.Links[:0], IDs: was.IDs[:0], Ways: was.Ways[:0], Elsewhere: was.Elsewhere[:0],
		Flaws: was.Flaws[:0], Typed: was.Typed[:0],
	}
	*s = scanner{src: page, page: &sc.page, pages: s.pages + 1, known: s.known, decoded: s.decoded, flawed: flawed{buf: s.flawed.buf}, parts: [2][]byte{s.parts[0][:0], s.parts[1][:0]}, read: s.read}
	s.part()
	s.run()
	return s.page
}

type scanner struct {
	src  []byte
	at   int
	page *Page
	// pages is how many were read, with this one.
	pages uint64
	// known are the links of the pages before as they stand there, decoded as
	// one reads them. Most of a site's links are on all its pages.
	known, decoded map[string]*Link
	// main is how deep in main elements we are; hidden is the name of the
	// hidden element that text is skipped in, depth how often it is open.
	main   int
	hidden string
	depth  int
	text   *[]byte // of the part we are in
	parts  [2][]byte
	read   [2][]byte // the same, as one reads it
	flawed flawed
	typed  typed
}

func (s *scanner) part() {
	s.text = &s.parts[0]
	if s.main == 0 {
		s.text = &s.parts[1]
	}
	s.beginWords()
}

func (s *scanner) run() {
	for s.at < len(s.src) {
		next := bytes.IndexByte(s.src[s.at:], '<')
		if next < 0 {
			s.words(s.src[s.at:])
			break
		}
		s.words(s.src[s.at : s.at+next])
		s.at += next
		s.markup()
	}
	s.ended()
	s.endWords()
	s.read[0], s.read[1] = visible(s.read[0], s.parts[0]), visible(s.read[1], s.parts[1])
	s.page.Main, s.page.Around = s.read[0], s.read[1]
}

// words takes in a stretch of text.
func (s *scanner) words(text []byte) {
	if s.hidden != "" || len(text) == 0 {
		return
	}
	// Most words have one space between them, as they shall. To see that, and
	// whether there are digits, without a branch at each takes half the time.
	var digits, all, twice, before uint8
	for _, b := range text {
		k := kinds[b]
		digits += k & aDigit
		all |= k
		twice |= k & before
		before = k
		if digits == 200 {
			s.typed.digits, digits = s.typed.digits+200, 0
		}
	}
	s.typed.digits += int(digits)
	s.typed.at = s.typed.at || all&anAt != 0
	if all&otherSpace == 0 && twice&aSpace == 0 {
		s.line(text)
		return
	}
	for len(text) > 0 {
		n := 0
		for n < len(text) && !isSpace(text[n]) {
			n++
		}
		*s.text = append(*s.text, text[:n]...)
		text = text[n:]
		n = 0
		for n < len(text) && isSpace(text[n]) {
			n++
		}
		if n > 0 {
			s.space()
		}
		text = text[n:]
	}
}

// line takes in words with one space between them, and perhaps around them.
func (s *scanner) line(text []byte) {
	if text[0] == ' ' {
		s.space()
		text = text[1:]
	}
	words := bytes.TrimSuffix(text, []byte(" "))
	*s.text = append(*s.text, words...)
	if len(words) < len(text) {
		s.space()
	}
}

func (s *scanner) space() {
	if n := len(*s.text); n > 0 && (*s.text)[n-1] != ' ' {
		*s.text = append(*s.text, ' ')
	}
}

// visible is text as one reads it: entities decoded, spaces that do not break
// as any other. It takes the memory of buf.
func visible(buf, b []byte) []byte {
	buf = appendDecoded(buf[:0], bytes.TrimSpace(b))
	if bytes.Contains(buf, nonBreaking) {
		buf = bytes.ReplaceAll(buf, nonBreaking, []byte(" "))
	}
	return buf
}

var nonBreaking = []byte("\u00a0")

// appendDecoded appends text with its entities decoded.
func appendDecoded(to, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(to, b...)
		}
		to, b = append(to, b[:i]...), b[i:]
		// No entity goes on after its letters and digits and a semicolon.
		n := 1
		for n < len(b) && (isLetter(b[n]) || b[n] >= '0' && b[n] <= '9' || b[n] == '#') {
			n++
		}
		if n < len(b) && b[n] == ';' {
			n++
		}
		switch string(b[:n]) {
		case "&amp;":
			to = append(to, '&')
		case "&#39;":
			to = append(to, '\'')
		case "&#34;", "&quot;":
			to = append(to, '"')
		default:
			to = append(to, html.UnescapeString(string(b[:n]))...)
		}
		b = b[n:]
	}
}

// markup reads what begins at a "<".
func (s *scanner) markup() {
	rest := s.src[s.at:]
	switch {
	case len(rest) > 1 && isLetter(rest[1]):
		s.at++
		s.open(s.name())
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.skipTo("-->", 4)
	case len(rest) > 1 && (rest[1] == '!' || rest[1] == '?'):
		s.skipTo(">", 2)
	case len(rest) > 2 && rest[1] == '/' && isLetter(rest[2]):
		s.at += 2
		name := s.name()
		if s.at < len(s.src) && s.src[s.at] == '>' {
			s.at++
		} else {
			s.skipTo(">", 0)
		}
		s.close(name)
	default:
		s.words(rest[:1])
		s.at++
	}
}

func (s *scanner) skipTo(end string, from int) {
	i := bytes.Index(s.src[min(s.at+from, len(s.src)):], []byte(end))
	if i < 0 {
		s.at = len(s.src)
		return
	}
	s.at += from + i + len(end)
}

// name reads the name of a tag, in lower case.
func (s *scanner) name() *word {
	from := s.at
	for s.at < len(s.src) && !isSpace(s.src[s.at]) && s.src[s.at] != '/' && s.src[s.at] != '>' {
		s.at++
	}
	return lower(s.src[from:s.at])
}

// open reads the attributes of a start tag and acts on it.
func (s *scanner) open(el *word) {
	tag := el.text
	isHidden, selfClosing := el.unseen, false
	var a attributes
	for {
		for s.at < len(s.src) && (isSpace(s.src[s.at]) || s.src[s.at] == '/') {
			selfClosing = s.src[s.at] == '/'
			s.at++
		}
		if s.at >= len(s.src) {
			return
		}
		if s.src[s.at] == '>' {
			s.at++
			break
		}
		selfClosing = false
		key, value := s.attribute()
		switch key {
		case idAttribute:
			if bytes.IndexByte(value, '&') >= 0 {
				value = []byte(decode(value))
			}
			s.page.IDs = append(s.page.IDs, value)
		case hrefAttribute, srcAttribute, addressAttribute:
			s.link(tag, bytes.TrimSpace(value))
		case srcsetAttribute:
			for part := range bytes.SplitSeq(value, []byte(",")) {
				if f := bytes.Fields(part); len(f) > 0 {
					s.link(tag, f[0])
				}
			}
		case hiddenAttribute:
			isHidden = true
		}
		a.note(key, value)
	}
	if s.hidden != "" {
		if tag == s.hidden && !selfClosing && !el.void {
			s.depth++
		}
		return
	}
	if !el.inline {
		s.endWords()
		s.space()
	}
	if !isHidden || tag == "title" {
		if el.telling {
			s.opened(tag, &a, selfClosing)
		}
		if el.verbatim && !selfClosing {
			s.endWords()
			s.typed.inside++
		}
	}
	switch {
	case tag == "script" || tag == "style" || tag == "title":
		s.raw(tag)
	case isHidden && !el.void:
		s.hidden, s.depth = tag, 1
	case tag == "main":
		s.main++
		s.part()
	}
}

// raw skips the text of an element in which tags mean nothing.
func (s *scanner) raw(tag string) {
	for s.at < len(s.src) {
		i := bytes.Index(s.src[s.at:], []byte("</"))
		if i < 0 {
			s.at = len(s.src)
			return
		}
		s.at += i
		if rest := s.src[s.at+2:]; len(rest) >= len(tag) && lower(rest[:len(tag)]).text == tag {
			return // its end tag is read next
		}
		s.at += 2
	}
}

func (s *scanner) close(el *word) {
	tag := el.text
	if s.hidden != "" {
		if tag == s.hidden {
			if s.depth--; s.depth == 0 {
				s.hidden = ""
			}
		}
		return
	}
	if el.telling {
		s.closed(tag)
	}
	if !el.inline {
		s.endWords()
	}
	if el.verbatim && s.typed.inside > 0 {
		s.typed.inside--
		s.beginWords()
	}
	if tag == "main" && s.main > 0 {
		s.main--
		s.part()
	}
	if !el.inline {
		s.space()
	}
}

// attribute reads one attribute and its value, still with its entities.
func (s *scanner) attribute() (key attrKind, value []byte) {
	from := s.at
	s.at++ // an attribute's name may begin with "="
	for s.at < len(s.src) && !isSpace(s.src[s.at]) && s.src[s.at] != '/' && s.src[s.at] != '>' && s.src[s.at] != '=' {
		s.at++
	}
	key = attributeNamed(s.src[from:s.at])
	at := s.at
	for at < len(s.src) && isSpace(s.src[at]) {
		at++
	}
	if at >= len(s.src) || s.src[at] != '=' {
		return key, nil
	}
	at++
	for at < len(s.src) && isSpace(s.src[at]) {
		at++
	}
	if at >= len(s.src) {
		s.at = at
		return key, nil
	}
	if q := s.src[at]; q == '"' || q == '\'' {
		end := bytes.IndexByte(s.src[at+1:], q)
		if end < 0 {
			s.at = len(s.src)
			return key, s.src[at+1:]
		}
		s.at = at + 1 + end + 1
		return key, s.src[at+1 : at+1+end]
	}
	s.at = at
	for s.at < len(s.src) && !isSpace(s.src[s.at]) && s.src[s.at] != '>' {
		s.at++
	}
	return key, s.src[at:s.at]
}

// link takes in an address the page uses.
func (s *scanner) link(tag string, value []byte) {
	l, ok := s.known[string(value)]
	if !ok {
		to := decode(value)
		if l, ok = s.decoded[to]; !ok {
			l = &Link{To: to, way: IsWay(to)}
			s.decoded[to] = l
		}
		if to == string(value) {
			s.known[to] = l
		} else {
			s.known[string(value)] = l
		}
	}
	if l.page == s.pages && !l.way {
		return
	}
	l.page = s.pages
	switch {
	case tag == "a" && l.way && s.hidden == "":
		if s.main > 0 {
			s.page.Ways = append(s.page.Ways, l.To)
		} else {
			s.page.Elsewhere = append(s.page.Elsewhere, l.To)
		}
	default:
		s.page.Links = append(s.page.Links, l)
	}
}

// IsWay reports whether an address opens a mail, a call or a chat.
func IsWay(to string) bool {
	for _, scheme := range [...]string{"mailto:", "tel:", "sms:", "https://wa.me/", "https://signal.me/"} {
		if len(to) >= len(scheme) && strings.EqualFold(to[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

func decode(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	return html.UnescapeString(string(b))
}

// word is the name of a tag or attribute, and what it is as a tag.
type word struct {
	text string
	// unseen elements have text that nobody sees on the page, inline ones do
	// not part words, void ones have neither content nor end tag (HTML
	// Standard §13.1.2). In verbatim ones digits are no words of a writer.
	unseen, inline, void, verbatim bool
	// telling elements are those that flaws are about (flaws.go).
	telling bool
	// attribute is what it is as an attribute that is of interest here.
	attribute attrKind
}

// lower is the name of a tag or attribute in lower case; the common ones cost
// no memory.
func lower(b []byte) *word {
	if w := usual[place(b)]; w != nil && w.text == string(b) {
		return w
	}
	if w := unusual(b); w != nil {
		return w
	}
	return &word{text: string(bytes.ToLower(b))}
}

// attributeNamed is an attribute that is of interest here, or none.
func attributeNamed(b []byte) attrKind {
	if w := usual[place(b)]; w != nil && w.text == string(b) {
		return w.attribute
	}
	if w := unusual(b); w != nil {
		return w.attribute
	}
	return 0
}

// unusual is a name that isn't where usual ones are, or not in lower case; nil
// if it is none of ours.
func unusual(b []byte) *word {
	for _, c := range b {
		if c >= 'A' && c <= 'Z' {
			b = bytes.ToLower(b)
			break
		}
	}
	return names[string(b)]
}

// usual has the names of a tag or attribute where a look at their ends finds
// them: there are more of them on a page than words, and a map takes longer.
var usual = func() (out [1024]*word) {
	for name, w := range names {
		if at := place([]byte(name)); out[at] == nil || name < out[at].text {
			out[at] = w
		}
	}
	return out
}()

func place(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	// The factors are the first found with which no two of them meet.
	return (len(b)*56 + int(b[0])*201 + int(b[len(b)-1])*159 + int(b[len(b)/2])*200) & 1023
}

var names = func() map[string]*word {
	m := map[string]*word{}
	add := func(list string) (out []*word) {
		for _, s := range strings.Fields(list) {
			if m[s] == nil {
				m[s] = &word{text: s}
			}
			out = append(out, m[s])
		}
		return out
	}
	add("html head body main header footer nav section article aside div p ul ol li dl dt dd span a img svg path h1 h2 h3 h4 h5 h6 " +
		"blockquote figure figcaption cite em strong small time code pre form label input button link meta title script style template " +
		"table thead tbody tr th td class id href src srcset sizes alt width height lang dir hidden rel type content name action poster " +
		"role aria-label aria-hidden aria-labelledby textarea viewBox loading datetime method for value")
	for _, w := range add("html h1 h2 h3 h4 h5 h6 a button img svg title form textarea input") {
		w.telling = true
	}
	for name, a := range attributeNames {
		add(name)[0].attribute = a
	}
	for _, w := range add("script style template title") {
		w.unseen = true
	}
	for _, w := range add("a abbr b bdi bdo cite code data dfn em i ins kbd mark q s small span strong sub sup time u var wbr ruby rt") {
		w.inline = true
	}
	for _, w := range add("area base br col embed hr img input link meta source track wbr") {
		w.void = true
	}
	for _, w := range add("a button code pre kbd samp time data var textarea") {
		w.verbatim = true
	}
	return m
}()

func isSpace(b byte) bool { return kinds[b]&aSpace != 0 }

// kinds say which bytes of a text need a look.
var kinds = [256]uint8{
	' ': aSpace, '\n': aSpace | otherSpace, '\t': aSpace | otherSpace, '\r': aSpace | otherSpace, '\f': aSpace | otherSpace, '@': anAt,
	'0': aDigit, '1': aDigit, '2': aDigit, '3': aDigit, '4': aDigit, '5': aDigit, '6': aDigit, '7': aDigit, '8': aDigit, '9': aDigit,
}

const (
	aDigit = 1 << iota // the lowest bit, so that they can be added up
	aSpace
	otherSpace // than a blank
	anAt
)

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
