package meta

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
)

// Text is a value as it was written, and where. The zero Text is an absent
// field; one with a place and no Value is empty or was reported.
type Text struct {
	Value string
	// Pos is where the value starts, inside of its quotes; for an empty
	// value, its key.
	Pos diag.Pos
	// Len is how many bytes the value takes in the file.
	Len int
}

// Part returns the place of n bytes of the value, from a byte on. Where the
// value is not in the file as it is (escapes, folded lines), that is the
// place of the whole value.
func (t Text) Part(from, n int) (diag.Pos, int) {
	if t.Pos.File == "" || t.Len != len(t.Value) || from < 0 || n < 0 || from+n > t.Len {
		return t.Pos, t.Len
	}
	return diag.Pos{File: t.Pos.File, Offset: t.Pos.Offset + from}, n
}

// Text reads one line of text. Values of any type arrive as they were
// written; line breaks become spaces.
func (m *Map) Text(key string) Text {
	f := m.ask(key)
	if f == nil {
		return Text{}
	}
	return m.text(f, &f.value, false)
}

// LongText reads text that may have paragraphs, divided by an empty line.
func (m *Map) LongText(key string) Text {
	f := m.ask(key)
	if f == nil {
		return Text{}
	}
	return m.text(f, &f.value, true)
}

// Texts reads a list of texts. A single one is accepted for a list; empty
// ones are left out.
func (m *Map) Texts(key string) []Text {
	f := m.ask(key)
	if f == nil {
		return nil
	}
	if f.value.kind == scalar {
		if t := m.text(f, &f.value, false); t.Value != "" {
			return []Text{t}
		}
		return nil
	}
	nodes := f.nodes()
	if len(nodes) == 0 {
		return nil
	}
	out := make([]Text, 0, len(nodes))
	for i := range nodes {
		if t := m.text(f, &nodes[i], false); t.Value != "" {
			out = append(out, t)
		}
	}
	return out
}

// text reads a node as text.
func (m *Map) text(f *field, n *node, long bool) Text {
	t := Text{Pos: m.src.pos(n.at), Len: n.n}
	switch n.kind {
	case empty:
		t.Pos, t.Len = m.src.pos(f.at), f.n
		return t
	case broken:
		return t
	case scalar:
	default:
		m.wrong(f, n, "text")
		if n.alone {
			t.Value = tidy(n.text) // it surely was meant so
		}
		return t
	}
	if bad := control(n.text); bad >= 0 && !f.faulty {
		f.faulty = true
		m.src.list.Add(m.src.codes.value, t.Pos, t.Len,
			fmt.Sprintf("%s holds a control character (U+%04X), which nobody can see", m.name(f), bad), "leave it out")
	}
	if long {
		t.Value = paragraphs(n.text)
	} else {
		t.Value = tidy(n.text)
	}
	if t.Value == "" {
		t.Pos, t.Len = m.src.pos(f.at), f.n
	}
	return t
}

// control returns the first control character of a text, or -1.
func control(s string) rune {
	for _, r := range s {
		if r < 0x20 && r != '\n' && r != '\t' && r != '\r' || r >= 0x7f && r < 0xa0 && r != 0x85 {
			return r
		}
	}
	return -1
}

// tidy makes one line of a text: trimmed, in NFC, without control characters,
// and with line breaks as spaces.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	b := make([]byte, 0, len(s)+4)
	gap := false // white space with a line break or tab in it
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == 0x85 || r == 0x2028 || r == 0x2029 || r == '\v' || r == '\f':
			gap = true
		case r == ' ' && gap:
		case unicode.IsControl(r) || r == 0xfeff || r == utf8.RuneError && size == 1:
		default:
			if gap {
				for len(b) > 0 && b[len(b)-1] == ' ' {
					b = b[:len(b)-1]
				}
				b = append(b, ' ')
				gap = false
			}
			b = utf8.AppendRune(b, r)
		}
		i += size
	}
	return norm.NFC.String(strings.TrimSpace(string(b)))
}

// isTidy is true for nearly every text, which then needs no copy.
func isTidy(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	ascii := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x20 || c == 0x7f {
			return false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		return true
	}
	for _, r := range s {
		if r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == utf8.RuneError {
			return false
		}
	}
	return strings.TrimSpace(s) == s && norm.NFC.IsNormalString(s)
}

// paragraphs tidies a text but keeps empty lines between its paragraphs.
func paragraphs(s string) string {
	if !strings.ContainsAny(s, "\n\r") {
		return tidy(s)
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var out, one []string
	flush := func() {
		if p := tidy(strings.Join(one, "\n")); p != "" {
			out = append(out, p)
		}
		one = one[:0]
	}
	for line := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(line) == "" {
			flush()
			continue
		}
		one = append(one, line)
	}
	flush()
	return strings.Join(out, "\n\n")
}
