package markdown

import (
	"sort"
	"unicode/utf8"
)

// source is a text made fit for parsing, with a way back to where things stood
// in the file.
type source struct {
	text []byte
	base int
	size int // of the text as it was
	// From text index at[i] on, the original index is that plus by[i].
	at, by []int
	// before is what the text was made of, if that was not the file.
	before *source
}

// clean returns src with LF line ends and in valid UTF-8 without NUL. Nearly
// always that is src itself.
func clean(src []byte, base int) source {
	s := source{text: src, base: base, size: len(src)}
	if fine(src) {
		return s
	}
	out := make([]byte, 0, len(src)+16)
	shift := func(orig int) {
		s.at = append(s.at, len(out))
		s.by = append(s.by, orig-len(out))
	}
	for i := 0; i < len(src); {
		b := src[i]
		switch {
		case b == '\r':
			out = append(out, '\n')
			i++
			if i < len(src) && src[i] == '\n' {
				i++
				shift(i)
			}
		case b < ' ' && b != '\n' && b != '\t' || b == 0x7f:
			out = append(out, "\ufffd"...)
			i++
			shift(i)
		case b < utf8.RuneSelf:
			out = append(out, b)
			i++
		default:
			r, n := utf8.DecodeRune(src[i:])
			i += n
			out = utf8.AppendRune(out, r)
			if r == utf8.RuneError && n == 1 {
				shift(i)
			}
		}
	}
	s.text = out
	return s
}

func fine(src []byte) bool {
	for _, b := range src {
		if b < ' ' && b != '\n' && b != '\t' || b == 0x7f {
			return false
		}
	}
	return utf8.Valid(src)
}

// offset says where in the file the text's index i stands.
func (s *source) offset(i int) int {
	if n := sort.SearchInts(s.at, i+1); n > 0 {
		i += s.by[n-1]
	}
	if s.before != nil {
		return s.before.offset(min(max(i, 0), s.size))
	}
	return s.base + min(max(i, 0), s.size)
}

// span returns offset and length in the file of text[i:j].
func (s *source) span(i, j int) (offset, length int) {
	offset = s.offset(i)
	return offset, max(0, s.offset(j)-offset)
}
