package meta

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// checkText reports, once per file, what is not text.
func (s *source) checkText(src []byte) {
	at, message, hint := -1, "", "save the file as UTF-8"
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		at, message = 0, "the file is saved as UTF-16"
	}
	if i := bytes.IndexByte(src, 0); at < 0 && i >= 0 {
		at, message, hint = i, "the file holds a NUL byte, so it is not a text", "is it a picture or another kind of file with the wrong ending?"
	}
	if !utf8.Valid(src) {
		if i := invalidAt(src); at < 0 || i < at {
			at, message, hint = i, fmt.Sprintf("the byte %#x here is not UTF-8 text", src[i]), "save the file as UTF-8"
		}
	}
	if at >= 0 {
		s.damaged = true
		s.list.Add("not-text", s.pos(at), 1, message, hint)
	}
}

func invalidAt(src []byte) int {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(src) - 1
}

// clean replaces, byte for byte, what the readers of YAML and TOML stumble
// over. Offsets stay as they are. Line separators from pasted text would end
// a line for YAML, where nobody can see it; they become blanks.
func (s *source) clean(text []byte, base int) []byte {
	var out []byte
	put := func(at, n int, c byte) {
		if out == nil {
			out = bytes.Clone(text)
		}
		for i := at; i < at+n; i++ {
			out[i] = c
		}
	}
	reported := false
	for i := 0; i < len(text); {
		c := text[i]
		if c >= 0x20 && c < 0x7f || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case c == 0 || r == utf8.RuneError && size == 1:
			put(i, size, '?') // checkText has said so
		case r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			put(i, size, ' ')
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff:
			put(i, size, ' ')
			if !reported {
				reported = true
				s.syntax(base+i, size, fmt.Sprintf("there is a control character here (U+%04X), which nobody can see", r),
					"delete it; it often comes along when text is pasted")
			}
		}
		i += size
	}
	if out == nil {
		return text
	}
	return out[:len(out):len(out)]
}
