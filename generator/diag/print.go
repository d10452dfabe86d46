package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Place is a position as people read it.
type Place struct {
	// Line and Column count from 1; the column counts characters. Both are 0
	// where the finding is about a whole file.
	Line, Column int
	// Text is the line itself, without its line break.
	Text string
}

// Locate works out line and column of an offset in a file's bytes. An offset
// outside of src is brought back inside. A byte order mark takes no column.
func Locate(src []byte, offset int) Place {
	if offset < 0 {
		return Place{}
	}
	offset = min(offset, len(src))
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	for i := 0; i < utf8.UTFMax-1 && start < offset && offset < len(src) && !utf8.RuneStart(src[offset]); i++ {
		offset-- // inside of a character
	}
	end := len(src)
	if i := bytes.IndexByte(src[start:], '\n'); i >= 0 {
		end = start + i
	}
	text := strings.TrimSuffix(string(src[start:end]), "\r")
	column := utf8.RuneCount(src[start:offset]) + 1
	if start == 0 && bytes.HasPrefix(src, []byte("\ufeff")) {
		text = strings.TrimPrefix(text, "\ufeff")
		column = max(1, column-1)
	}
	return Place{Line: 1 + bytes.Count(src[:start], []byte{'\n'}), Column: column, Text: text}
}

// Printer writes findings for people.
type Printer struct {
	// Source returns a file's bytes, or nil if it cannot be read. It is
	// asked for each file named in a finding.
	Source func(file string) []byte
	// Color turns on ANSI colours.
	Color bool
	// All prints every finding. Otherwise the same kind of finding prints
	// (code, or rule of style) prints five times, then says how many more there are.
	All bool
	// About says what a rule of style is for; nil where nobody knows.
	About func(rule string) string

	cache map[string][]byte
}

const sameKind = 5 // how often one kind prints before "and N more"

// Print writes the findings in the order given.
func (p *Printer) Print(w io.Writer, ds []Diagnostic) error {
	total := map[string]int{}
	for _, d := range ds {
		total[d.Name()]++
	}
	seen := map[string]int{}
	var b strings.Builder
	for _, d := range ds {
		name := d.Name()
		seen[name]++
		if !p.All && seen[name] > sameKind {
			if seen[name] == total[name] {
				fmt.Fprintf(&b, "%s: and %s more like these [%s] (--all shows them)\n\n",
					d.Word(), Thousands(total[name]-sameKind), name)
			}
			continue
		}
		p.one(&b, d)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Place locates a finding, reading its file through Source.
func (p *Printer) Place(pos Pos) Place {
	if pos.Offset < 0 || pos.File == "" || p.Source == nil {
		return Place{}
	}
	src, ok := p.cache[pos.File]
	if !ok {
		src = p.Source(pos.File)
		if p.cache == nil {
			p.cache = map[string][]byte{}
		}
		p.cache[pos.File] = src
	}
	if src == nil {
		return Place{}
	}
	return Locate(src, pos.Offset)
}

func (p *Printer) one(b *strings.Builder, d Diagnostic) {
	at := p.Place(d.Pos)
	b.WriteString(p.paint("1", where(d.Pos, at)))
	b.WriteString(p.paint(severityColor(d.Severity), d.Word()+":"))
	fmt.Fprintf(b, " %s %s\n", Sentence(Plain(d.Message)), p.paint("2", "["+d.Name()+"]"))
	if at.Text != "" {
		text, column := window(at.Text, at.Column)
		fmt.Fprintf(b, "    %s\n    %s\n", text, p.paint("31", caret(text, column, d.Len)))
	}
	if d.Hint != "" {
		for line := range strings.SplitSeq(advice(d.Hint), "\n") {
			fmt.Fprintf(b, "    %s\n", Plain(line))
		}
	}
	for _, r := range d.Related {
		fmt.Fprintf(b, "    %s%s\n", where(r.Pos, p.Place(r.Pos)), Plain(r.Message))
	}
	b.WriteByte('\n')
}

func where(pos Pos, at Place) string {
	switch {
	case pos.File == "":
		return ""
	case at.Line == 0:
		return Plain(pos.File) + ": "
	}
	return fmt.Sprintf("%s:%d:%d: ", Plain(pos.File), at.Line, at.Column)
}

// window cuts a very long line to what surrounds the column.
func window(text string, column int) (string, int) {
	const before, after = 60, 40
	text = Plain(text)
	runes := []rune(text)
	if len(runes) <= before+after {
		return text, column
	}
	from := max(0, column-1-before)
	to := min(len(runes), from+before+after)
	return string(runes[min(from, to):to]), column - from
}

func caret(text string, column, length int) string {
	runes := []rune(text)
	column = min(max(column, 1), len(runes)+1)
	var b strings.Builder
	for _, r := range runes[:column-1] {
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
	}
	rest := string(runes[column-1:])
	n := utf8.RuneCountInString(rest[:min(length, len(rest))])
	b.WriteString(strings.Repeat("^", max(1, n)))
	return b.String()
}

// Plain makes text safe for a terminal: control characters, which could
// move the cursor or hide words, become a visible mark.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '\ufffd'
		}
		return r
	}, s)
}

// Sentence ends a message with a full stop, if it has no end of its own.
func Sentence(s string) string {
	last, n := utf8.DecodeLastRuneInString(s)
	if end, _ := utf8.DecodeLastRuneInString(s[:len(s)-n]); last == ')' && strings.ContainsRune(".!?", end) {
		return s // of a sentence in brackets
	}
	if s == "" || strings.ContainsRune(".!?…:", last) {
		return s
	}
	return s + "."
}

// advice is a hint on a line of its own, as a sentence. One that begins with a
// word of the language of files, such as "people:", keeps its small letter.
func advice(s string) string {
	if strings.Contains(s, "\n") {
		return s
	}
	word, _, _ := strings.Cut(s, " ")
	if !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != ',' }) && word != "kith" {
		first, n := utf8.DecodeRuneInString(s)
		s = string(unicode.ToUpper(first)) + s[n:]
	}
	return Sentence(s)
}

// Thousands writes a count with commas, as in 1,204.
func Thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func (p *Printer) paint(code, s string) string {
	if !p.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func severityColor(s Severity) string {
	switch s {
	case Error:
		return "1;31"
	case Warning:
		return "1;33"
	}
	return "1;36"
}
