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
	Links []string
	// IDs are the values of id, each as often as it stands there.
	IDs []string
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
	if s.seen == nil {
		s.seen = make(map[string]bool, 64)
	}
	clear(s.seen)
	if s.known == nil {
		s.known = map[string]string{}
	}
	if len(s.known) > manyLinks {
		clear(s.known)
	}
	was := &sc.page
	sc.page = Page{
		Links: was.Links[:0], IDs: was.IDs[:0], Ways: was.Ways[:0], Elsewhere: was.Elsewhere[:0],
		Flaws: was.Flaws[:0], Typed: was.Typed[:0],
	}
	*s = scanner{src: page, page: &sc.page, seen: s.seen, known: s.known, flawed: flawed{buf: s.flawed.buf}, parts: [2][]byte{s.parts[0][:0], s.parts[1][:0]}, read: s.read}
	s.part()
	s.run()
	return s.page
}

type scanner struct {
	src  []byte
	at   int
	page *Page
	seen map[string]bool
	// known are links of the pages before, as they stand there: what they say.
	// Most of a site's links are on all its pages.
	known map[string]string
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
	s.typed.from = len(*s.text)
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
	if s.hidden != "" {
		return
	}
	for len(text) > 0 {
		n := 0
		for n < len(text) && isSpace(text[n]) {
			n++
		}
		if n > 0 {
			s.space()
			text = text[n:]
		}
		// Words with one space between them stay as they are.
		n = 0
		for n < len(text) && !(isSpace(text[n]) && (text[n] != ' ' || n+1 == len(text) || isSpace(text[n+1]))) {
			n++
		}
		*s.text = append(*s.text, text[:n]...)
		text = text[n:]
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
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.skipTo("-->", 4)
	case len(rest) > 1 && (rest[1] == '!' || rest[1] == '?'):
		s.skipTo(">", 2)
	case len(rest) > 2 && rest[1] == '/' && isLetter(rest[2]):
		s.at += 2
		name := s.name()
		s.skipTo(">", 0)
		s.close(name)
	case len(rest) > 1 && isLetter(rest[1]):
		s.at++
		s.open(s.name())
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
		case "id":
			s.page.IDs = append(s.page.IDs, decode(value))
		case "href", "src", "poster", "action":
			s.link(tag, bytes.TrimSpace(value))
		case "srcset":
			for part := range bytes.SplitSeq(value, []byte(",")) {
				if f := bytes.Fields(part); len(f) > 0 {
					s.link(tag, f[0])
				}
			}
		case "hidden":
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
		s.opened(tag, &a, selfClosing)
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
	s.closed(tag)
	if !el.inline {
		s.endWords()
	}
	if el.verbatim && s.typed.inside > 0 {
		s.typed.inside--
		s.typed.from = len(*s.text)
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
func (s *scanner) attribute() (key string, value []byte) {
	from := s.at
	s.at++ // an attribute's name may begin with "="
	for s.at < len(s.src) && !isSpace(s.src[s.at]) && s.src[s.at] != '/' && s.src[s.at] != '>' && s.src[s.at] != '=' {
		s.at++
	}
	key = lower(s.src[from:s.at]).text
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
	to, ok := s.known[string(value)]
	if !ok {
		to = decode(value)
		key := to
		if key != string(value) {
			key = string(value)
		}
		s.known[key] = to
	}
	if s.seen[to] && !IsWay(to) {
		return
	}
	s.seen[to] = true
	switch {
	case tag == "a" && IsWay(to) && s.hidden == "":
		if s.main > 0 {
			s.page.Ways = append(s.page.Ways, to)
		} else {
			s.page.Elsewhere = append(s.page.Elsewhere, to)
		}
	default:
		s.page.Links = append(s.page.Links, to)
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
}

// lower is the name of a tag or attribute in lower case; the common ones cost
// no memory.
func lower(b []byte) *word {
	for _, c := range b {
		if c >= 'A' && c <= 'Z' {
			b = bytes.ToLower(b)
			break
		}
	}
	if w := usual[place(b)]; w != nil && w.text == string(b) {
		return w
	}
	if w, ok := names[string(b)]; ok {
		return w
	}
	return &word{text: string(b)}
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

func isSpace(b byte) bool { return spaces[b] }

var spaces = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
