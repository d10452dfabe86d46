package meta

import (
	"bytes"
	"fmt"

	"kith/generator/diag"
)

const maxFrontMatter = 256 << 10 // more is a mistake, not a page's fields

// Parse splits a file into front matter and body and decodes the front
// matter. Mistakes go to the list with their place in the file. The Map is
// never nil. What can be read is returned even if something else cannot; ask
// Map.Damaged before saying that a field is missing.
func Parse(file string, src []byte, list *diag.List) (m *Map, body []byte, bodyOffset int) {
	s := &source{file: file, list: list, codes: contentCodes}
	s.checkText(src)
	m = &Map{src: s}
	p := s.split(src)
	if !p.found {
		return m, src[p.body:], p.body
	}
	if p.end-p.start > maxFrontMatter {
		s.damaged = true
		list.Add("too-large", s.pos(p.open), 3, fmt.Sprintf("the front matter is larger than %d KiB", maxFrontMatter>>10),
			"close it with a line of three dashes, and write long text below that line")
		return m, src[p.body:], p.body
	}
	text := s.clean(src[p.start:p.end:p.end], p.start)
	if p.toml {
		m.fields = s.toml(text, p.start)
	} else {
		m.fields = s.yaml(text, p.start)
	}
	return m, src[p.body:], p.body
}

// ParseSettings decodes a whole file of TOML settings. Its Map reports under
// the codes of settings, and its Done takes every unknown key for a mistake.
func ParseSettings(file string, src []byte, list *diag.List) *Map {
	s := &source{file: file, list: list, codes: settingsCodes}
	s.checkText(src)
	start := 0
	if bytes.HasPrefix(src, bom) {
		start = len(bom)
	}
	m := &Map{src: s}
	if len(src) > 1<<20 {
		list.Add("too-large", diag.In(file), 0, "the file is larger than 1 MiB", "settings of a site fit in a few KiB")
		s.damaged = true
		return m
	}
	m.fields = s.toml(s.clean(src[start:len(src):len(src)], start), start)
	return m
}

var bom = []byte("\ufeff")

// parts says where front matter and body lie in a file.
type parts struct {
	found, toml      bool
	open, start, end int // the opening fence, and what is between the fences
	body             int
}

// Fields says where in a file the lines between the two fences stand, for
// somebody who adds one. There are none, or they are so damaged that nothing
// should be added, where ok is false.
func Fields(src []byte) (start, end int, toml, ok bool) {
	s := &source{list: &diag.List{}, codes: contentCodes}
	p := s.split(src)
	return p.start, p.end, p.toml, p.found && !s.damaged
}

func (s *source) split(src []byte) parts {
	p := parts{}
	if bytes.HasPrefix(src, bom) {
		p.open, p.body = len(bom), len(bom)
	}
	open := p.open
	if !isFence(src, open) {
		below := s.fenceBelow(src, open)
		if below < 0 {
			return s.unopened(src, p)
		}
		open = below
	}
	p.found, p.open = true, open
	p.toml = src[open] == '+'
	p.start = nextLine(src, open)
	for at := p.start; at < len(src); at = nextLine(src, at) {
		if closes(src, at, p.toml) {
			p.end, p.body = at, nextLine(src, at)
			return p
		}
	}
	p.end, p.body = s.unclosed(src, p)
	return p
}

// isFence tells whether the line at offset is exactly --- or +++.
func isFence(src []byte, at int) bool {
	line := fenceLine(src, at)
	return string(line) == "---" || string(line) == "+++"
}

func closes(src []byte, at int, toml bool) bool {
	if src[at] != '-' && src[at] != '.' && src[at] != '+' {
		return false
	}
	line := string(fenceLine(src, at))
	if toml {
		return line == "+++"
	}
	return line == "---" || line == "..."
}

// fenceLine returns the line at offset without blanks behind it.
func fenceLine(src []byte, at int) []byte {
	_, end := lineAround(src, at)
	return bytes.TrimRight(src[at:max(at, end)], " \t\r")
}

// fenceBelow finds front matter that starts below blank lines, which many
// editors leave behind. Fields must follow, since a body may well start with
// a line of its own.
func (s *source) fenceBelow(src []byte, at int) int {
	open := at
	for open < len(src) && (src[open] == '\n' || src[open] == '\r' || src[open] == ' ' || src[open] == '\t') {
		open++
	}
	if open == at || !isFence(src, open) || open > 0 && src[open-1] != '\n' {
		return -1
	}
	if first := nextLine(src, open); keyLength(src[first:]) == 0 {
		return -1
	}
	for end := nextLine(src, open); end < len(src); end = nextLine(src, end) {
		if closes(src, end, src[open] == '+') {
			s.syntax(open, 3, "the front matter does not start on the first line of the file",
				"remove the blank lines above it")
			return open
		}
	}
	return -1
}

// unopened knows fields that begin without a fence: below a line of dashes
// that an editor has bettered, or at once. Both need an end, since a body may
// begin with a rule, or with words and a colon.
func (s *source) unopened(src []byte, p parts) parts {
	first := p.open
	for first < len(src) && len(fenceLine(src, first)) == 0 {
		first = nextLine(src, first)
	}
	start := first
	line := fenceLine(src, first)
	dashes := looksLikeFence(line)
	if dashes {
		start = nextLine(src, first)
	}
	if start >= len(src) || !isField(src[start:], dashes) {
		return p
	}
	for at := nextLine(src, start); at < len(src); at = nextLine(src, at) {
		if !looksLikeFence(fenceLine(src, at)) {
			continue
		}
		s.damaged = true
		if dashes {
			s.syntax(first, len(line), "the line above the fields is not three plain hyphens",
				"write --- there and below the last field; word processors make something else of them")
		} else {
			s.syntax(first, len(line), "the fields start without a line of --- above them", "put a line of just --- above the first field")
		}
		return parts{found: true, open: first, start: start, end: at, body: nextLine(src, at)}
	}
	return p
}

// isField tells whether a text begins with a field; of any name, or of one
// that no text begins with by chance.
func isField(text []byte, any bool) bool {
	n := keyLength(text)
	if n == 0 {
		return false
	}
	switch string(text[:n]) {
	case "title", "name", "summary", "date", "authors", "draft":
		return true
	}
	return any
}

// unclosed reports front matter without an end and guesses where it should
// have been, so that the fields above are known.
func (s *source) unclosed(src []byte, p parts) (end, body int) {
	fence := string(src[p.open : p.open+3])
	hint := fmt.Sprintf("put a line of just %s below the last field", fence)
	end, body = -1, -1
	for at := p.start; at < len(src); at = nextLine(src, at) {
		line := fenceLine(src, at)
		if looksLikeFence(line) {
			place := diag.Locate(src, at)
			hint = fmt.Sprintf("line %d looks like the end, but is not exactly %s", place.Line, fence)
			end, body = at, nextLine(src, at)
			break
		}
		if end < 0 && len(line) == 0 {
			end, body = at, at
		}
	}
	if end < 0 {
		end, body = len(src), len(src)
	}
	s.damaged = true
	s.syntax(p.open, 3, fmt.Sprintf("the front matter that starts with %s here never ends", fence), hint)
	return end, body
}

// looksLikeFence knows what an editor's auto-correction makes of three dashes.
func looksLikeFence(line []byte) bool {
	line = bytes.TrimSpace(line)
	if len(line) < 2 {
		return false
	}
	for _, r := range string(line) {
		switch r {
		case '-', '+', '–', '—', '‐', '‑', '−', '_', '=':
		default:
			return false
		}
	}
	return true
}
