package meta

import (
	"bytes"
	"fmt"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"kith/generator/diag"
)

// slip is a mistake in a piece of YAML, in words for people who write
// stories. Offsets are those of the piece.
type slip struct {
	text  []byte
	lines *lines
	// asWritten is text before anything in it was masked.
	asWritten []byte

	at, n         int
	message, hint string
	// certain says that the mistake stands by itself. Others may be what an
	// earlier one in the same piece led to.
	certain bool

	// What to mask before reading on: nothing if to is 0. value is what was
	// probably meant; nothing if nobody can tell.
	from, to int
	value    string
	tabs     bool   // mask tabs that indent
	name     string // of an anchor that was not found
}

// notFields is our own problem, for a piece that is valid YAML and no fields.
const notFields = "not fields"

// explain finds out what the YAML reader stumbled over. It knows its messages
// (libyaml's, unchanged for many years) and looks at the text around.
func (s *slip) explain(p *yaml.LoadError) {
	mark := s.lines.at(p.Mark.Line, p.Mark.Column)
	context := mark
	if p.ContextMark.Line > 0 {
		context = s.lines.at(p.ContextMark.Line, p.ContextMark.Column)
	}
	has := func(words string) bool { return strings.Contains(p.Message, words) }
	in := func(words string) bool { return strings.Contains(p.ContextMsg, words) }
	s.at, s.n = mark, 1
	switch {
	case has("depth"):
		s.message, s.certain = "lists and fields are nested too deeply here", true
	case s.tabAt(mark):
	case in("quoted scalar") && has("unexpected"):
		s.unclosedQuote(context)
	case in("quoted scalar"):
		s.badEscape(context, mark)
	case in("block scalar"):
		s.blockText(context, mark)
	case has("mapping values are not allowed"):
		s.strayColon(mark)
	case has("could not find expected ':'"), has(notFields):
		s.strayLine(context)
	case has("block sequence entries are not allowed"):
		s.quotes(mark, "-", "a list starts on the line below its name")
	case has("mapping keys are not allowed"):
		s.quotes(mark, "?", "")
	case has("unknown anchor"):
		s.quotes(mark, "*", "")
		s.name = anchorName(s.text, mark)
	case in("an alias"), in("an anchor"), in("a tag"), has("tag handle"), has("tag shorthand"):
		s.quotes(context, "", "")
	case in("directive"):
		s.quotes(context, "%", "")
	case has("cannot start any token"):
		s.quotes(mark, "", "")
	case in("flow") || has("node content"):
		s.brackets(context, mark)
	case has("document start"):
		s.at, s.n = mark, 1
		s.message = "this line starts further left than the ones above it"
		s.hint = "fields of one thing start below each other"
	default:
		s.indentation(mark, p)
	}
	s.n = min(max(s.n, 1), max(len(s.text)-s.at, 0))
}

// mask overwrites what was understood with letters that mean nothing, without
// moving anything. It returns whether there is something to read again.
func (s *slip) mask() bool {
	if s.tabs {
		for at := 0; at < len(s.text); at = nextLine(s.text, at) {
			for i := at; i < len(s.text) && (s.text[i] == ' ' || s.text[i] == '\t'); i++ {
				s.text[i] = ' '
			}
		}
		return true
	}
	if s.to <= s.from {
		return false
	}
	for i := s.from; i < s.to; i++ {
		s.text[i] = 'x'
	}
	return true
}

// tabAt knows tabs that indent.
func (s *slip) tabAt(mark int) bool {
	start, end := lineAround(s.text, mark)
	for i := start; i < end && i <= mark; i++ {
		switch s.text[i] {
		case ' ':
		case '\t':
			s.at, s.n, s.certain, s.tabs = i, 1, true, true
			s.message, s.hint = "a tab indents this line", "use spaces; most editors can be told to"
			return true
		default:
			return false
		}
	}
	return false
}

func (s *slip) unclosedQuote(open int) {
	_, end := lineAround(s.text, open)
	s.lastValue(open, end)
	quote := string(s.text[open : open+1])
	inside := strings.TrimPrefix(s.words(), quote)
	s.value, s.certain = inside, true
	s.message = fmt.Sprintf("the quote that opens before %s is never closed", diag.Quote(inside))
	s.hint = "close it at the end of the value: " + quote + inside + quote
}

func (s *slip) badEscape(open, mark int) {
	_, end := lineAround(s.text, open)
	s.lastValue(open, end)
	s.value = strings.Trim(s.words(), `"`)
	s.at, s.n, s.certain = min(mark, len(s.text)), 2, true
	if s.at > 0 && s.at < len(s.text) && s.text[s.at] != '\\' && s.text[s.at-1] == '\\' {
		s.at--
	}
	s.message = "a backslash in double quotes starts a code for a letter, and this is none"
	s.hint = "use single quotes, in which a backslash is just a backslash: " + quoteYAML(s.value)
}

// blockText knows words behind the sign | or >, which only says that the text
// comes on the lines below.
func (s *slip) blockText(open, mark int) {
	sign := string(s.text[open : open+1])
	_, end := lineAround(s.text, open)
	s.lastValue(open, end)
	s.value = strings.TrimSpace(strings.TrimLeft(s.words(), "|>+-"))
	s.at, s.n, s.certain = mark, 1, true
	s.message = fmt.Sprintf("text after %s starts on the line below, indented", sign)
	s.hint = "or put the value in quotes if it should start with " + sign
}

// quotes knows values that start with a sign which means something to YAML.
func (s *slip) quotes(at int, sign, orElse string) {
	at = min(at, max(len(s.text)-1, 0))
	_, end := lineAround(s.text, at)
	s.lastValue(at, end)
	if sign == "" && at < len(s.text) {
		sign = string(s.text[at : at+1])
	}
	s.value, s.certain = s.words(), true
	s.message, s.hint = needsQuotes(s.value, sign)
	if orElse != "" {
		s.hint += "; " + orElse
	}
}

// lastValue sets the mask and the mark to a value that ends its line.
func (s *slip) lastValue(from, end int) {
	s.from = from
	s.to = from + len(valueText(s.text[from:max(from, end)]))
	s.at, s.n = from, s.to-from
}

// words are the value that lastValue found, as somebody wrote it.
func (s *slip) words() string { return string(s.asWritten[s.from:s.to]) }

func needsQuotes(value, sign string) (message, hint string) {
	return fmt.Sprintf("a value that starts with %s needs quotes", sign),
		"write it as " + quoteYAML(value)
}

func (y *yamlReader) needsQuotes(at int, value, sign string) {
	message, hint := needsQuotes(value, sign)
	y.syntax(at, len(value), message, hint)
}

// quoteYAML puts a value in the quotes that suit it.
func quoteYAML(s string) string {
	switch {
	case !strings.ContainsAny(s, `"\`):
		return `"` + s + `"`
	default:
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
}

func anchorName(text []byte, at int) string {
	end := min(at+1, len(text))
	for end < len(text) && !isSpace(text[end]) && !bytes.ContainsRune([]byte(",[]{}"), rune(text[end])) {
		end++
	}
	return string(text[min(at+1, len(text)):end])
}
