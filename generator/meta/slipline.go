package meta

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"kith/generator/diag"
)

// yamlLine is a line of front matter taken apart as "- key: value".
type yamlLine struct {
	start, end int // without the line break
	indent     int // of what follows spaces and list dashes
	key        string
	item       bool // a value of a list, without a key
	keyAt      int
	value      int // where the value starts; end if there is none
}

// lineOf takes the line apart that an offset is in.
func lineOf(text []byte, at int) yamlLine {
	l := yamlLine{}
	l.start, l.end = lineAround(text, at)
	l.end = max(l.start, l.end)
	i := l.start
	for i < l.end && (text[i] == ' ' || text[i] == '-' && i+1 < l.end && text[i+1] == ' ') {
		i++
	}
	l.keyAt, l.indent, l.value = i, i-l.start, l.end
	if n := keyLength(text[i:l.end]); n > 0 {
		if c := bytes.IndexByte(text[i:l.end], ':'); c >= 0 && (i+c+1 == l.end || text[i+c+1] == ' ') {
			l.key = string(text[i : i+n])
			l.value = i + c + 1
			for l.value < l.end && text[l.value] == ' ' {
				l.value++
			}
		}
	}
	if l.key == "" && i >= l.start+2 && i < l.end && text[i-2] == '-' {
		l.item, l.value = true, i
	}
	return l
}

// lead is what stands before the value, for hints.
func (l yamlLine) lead() string {
	if l.item {
		return "- "
	}
	return l.key + ": "
}

// strayColon explains a colon where YAML expects none. Mostly it stands in a
// title.
func (s *slip) strayColon(mark int) {
	l := lineOf(s.text, mark)
	if (l.key != "" || l.item) && l.value < mark {
		if c := s.text[l.value]; c == '"' || c == '\'' {
			s.wordsBehind(l)
			return
		}
		s.lastValue(l.value, l.end)
		s.value, s.certain = s.words(), true
		s.message = fmt.Sprintf("the colon in %s reads as the start of another field", diag.Quote(s.value))
		s.hint = "a colon inside needs quotes: " + l.lead() + quoteYAML(s.value)
		return
	}
	if above, ok := s.above(l.start); ok {
		if s.noSpace(above) {
			return
		}
		if above.key != "" && above.value < above.end && l.indent > above.indent {
			s.at, s.n, s.certain = l.keyAt, max(1, len(l.key)), true
			s.message = "this line is indented further than the one above, so it reads as more of " + diag.Quote(above.key)
			s.hint = "move it to the left, under " + diag.Quote(above.key)
			return
		}
		if above.key == "" && !above.item {
			s.noColon(above)
			return
		}
	}
	s.message, s.hint = "there is a colon here that YAML cannot place", "text with a colon inside needs quotes"
}

// strayLine explains a line that is no field.
func (s *slip) strayLine(at int) {
	l := lineOf(s.text, at)
	if s.noSpace(l) || s.noDashSpace(l) {
		return
	}
	s.noColon(l)
}

// noSpace knows "title:Kettle".
func (s *slip) noSpace(l yamlLine) bool {
	rest := s.text[l.keyAt:l.end]
	n := keyLength(rest)
	if n == 0 || n+1 >= len(rest) || rest[n] != ':' || rest[n+1] == ' ' || rest[n+1] == '/' {
		return false
	}
	s.at, s.n, s.certain = l.keyAt, len(valueText(rest)), true
	s.message, s.hint = missingSpace(valueText(rest))
	return true
}

func missingSpace(line []byte) (message, hint string) {
	n := keyLength(line)
	key, value := string(line[:n]), string(line[n+1:])
	// Text programs put a space there that looks like one and isn't.
	if ordinary := strings.TrimLeftFunc(value, unicode.IsSpace); ordinary != value && value[0] >= utf8.RuneSelf {
		return fmt.Sprintf("the space after the colon of %s is a special one, as text programs make them", diag.Quote(key)),
			"type it again with the space bar: " + key + ": " + ordinary
	}
	return fmt.Sprintf("a space is missing after the colon of %s", diag.Quote(key)), "write " + key + ": " + value
}

func (y *yamlReader) missingSpace(at int, line []byte) {
	message, hint := missingSpace(line)
	y.syntax(at, len(line), message, hint)
}

// noDashSpace knows "-Kettles" in a list.
func (s *slip) noDashSpace(l yamlLine) bool {
	rest := valueText(s.text[l.keyAt:l.end])
	if len(rest) < 2 || rest[0] != '-' || rest[1] == '-' || rest[1] == ' ' {
		return false
	}
	s.at, s.n, s.certain = l.keyAt, len(rest), true
	s.message, s.hint = missingDashSpace(rest)
	return true
}

func missingDashSpace(item []byte) (message, hint string) {
	return "a space is missing after the dash", "write - " + string(item[1:])
}

func (y *yamlReader) missingDashSpace(at, n int, item []byte) {
	message, hint := missingDashSpace(firstWord(item))
	y.syntax(at, n, message, hint)
}

func (s *slip) noColon(l yamlLine) {
	words := valueText(s.text[l.keyAt:l.end])
	s.at, s.n = l.keyAt, len(words)
	s.message = fmt.Sprintf("%s is not a field: it has no name and colon", diag.Quote(string(words)))
	s.hint = "fields look like title: Our first day. A longer text goes below the front matter"
	if key, value, ok := strings.Cut(string(words), "="); ok && keyLength(words) > 0 {
		s.hint = "write " + strings.TrimSpace(key) + ": " + strings.TrimSpace(value) + " (an equals sign is for TOML, between lines of +++)"
	}
}

// wordsBehind knows a value whose quotes close too early.
func (s *slip) wordsBehind(l yamlLine) {
	s.lastValue(l.value, l.end)
	whole := s.words()
	s.value, s.certain = whole, true
	s.message = "the quotes of this value close before it ends"
	s.hint = "put the quotes around all of it: " + l.lead() + quoteYAML(whole)
	if whole[0] == '\'' {
		s.hint = "double a single quote inside, or write " + l.lead() + "\"" +
			strings.ReplaceAll(strings.Trim(whole, "'"), `"`, `\"`) + `"`
		s.value = strings.Trim(whole, "'")
	}
}

// brackets explains mistakes in [lists, like, this] and {fields: like this}.
func (s *slip) brackets(open, mark int) {
	c := byte(0)
	if mark < len(s.text) {
		c = s.text[mark]
	}
	if open == mark && (c == ']' || c == '}' || c == ',') {
		if l := lineOf(s.text, mark); l.value == mark {
			s.quotes(mark, "", "")
			return
		}
	}
	if open >= len(s.text) || s.text[open] != '[' && s.text[open] != '{' {
		s.at, s.message, s.hint = mark, "something is missing here", "is there a comma or a bracket too many?"
		return
	}
	closing := map[byte]string{'[': "]", '{': "}"}[s.text[open]]
	if !bytes.Contains(s.text[open:], []byte(closing)) {
		l := lineOf(s.text, open)
		s.lastValue(open, l.end)
		s.certain = true
		s.message = fmt.Sprintf("the bracket %c is never closed", s.text[open])
		s.hint = "close it with " + closing + ", or put quotes around a text that starts with " + string(s.text[open])
		return
	}
	s.at, s.n = mark, 1
	s.message = fmt.Sprintf("a comma is missing between the things in %c %s, or one is too many", s.text[open], closing)
	s.hint = "text with commas, colons or brackets inside needs quotes there"
}

// indentation explains the rest, which is mostly lines that start at the
// wrong column.
func (s *slip) indentation(mark int, p *yaml.LoadError) {
	l := lineOf(s.text, mark)
	if (l.key != "" || l.item) && l.value < mark && l.value < l.end {
		switch s.text[l.value] {
		case '"', '\'':
			s.wordsBehind(l)
			return
		case '[', '{':
			s.lastValue(l.value, l.end)
			s.value, s.certain = s.words(), true
			s.message, s.hint = needsQuotes(s.value, string(s.text[l.value:l.value+1]))
			return
		}
	}
	if s.noDashSpace(l) || s.noSpace(l) {
		return
	}
	if mark >= l.start && strings.TrimSpace(string(s.text[l.start:min(mark, l.end)])) == "" && mark < len(s.text) {
		s.at, s.n = mark, len(valueText(s.text[mark:max(mark, l.end)]))
		s.message = "this line starts at another column than the ones it belongs to"
		s.hint = "fields of one thing start below each other; use the same number of spaces"
		return
	}
	s.message = "this cannot be read as YAML: " + strings.TrimPrefix(p.Message, "yaml: ")
	s.hint = "if it is meant as text, put quotes around it"
}

// above returns the last line before a place that is not blank.
func (s *slip) above(start int) (yamlLine, bool) {
	for start > 0 {
		l := lineOf(s.text, start-1)
		if len(bytes.TrimSpace(s.text[l.start:l.end])) > 0 {
			return l, true
		}
		start = l.start
	}
	return yamlLine{}, false
}

// firstWord returns the text up to the first blank.
func firstWord(b []byte) []byte {
	if i := bytes.IndexAny(b, " \t\n"); i > 0 {
		return b[:i]
	}
	return b
}
