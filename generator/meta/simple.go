package meta

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// mostSimple is up to how many fields each is compared with all before it.
const mostSimple = 64

// simple reads front matter of the plainest kind, which is nearly all there is
// on a large hub: a line for each field, its value some words, words in double
// quotes, or a list of words in brackets. It understands them as the YAML
// reader does, without the tree that one makes of a text, which takes longer
// than all else that happens to the fields of a story. Anything else it leaves
// alone (ok is false): FuzzSimple holds it against the reader.
func simple(text []byte, base int) (fields []field, ok bool) {
	fields = make([]field, 0, bytes.Count(text, []byte{'\n'})+1)
	for from := 0; from < len(text); {
		end := len(text)
		if n := bytes.IndexByte(text[from:], '\n'); n >= 0 {
			end = from + n
		}
		line := text[from:end]
		if len(line) > 0 {
			n := simpleKey(line)
			if n == 0 || len(fields) == mostSimple {
				return nil, false
			}
			key := line[:n]
			for i := range fields {
				if fields[i].key == string(key) {
					return nil, false
				}
			}
			for n++; n < len(line) && line[n] == ' '; n++ {
			}
			v, ok := simpleValue(bytes.TrimRight(line[n:], " "), base+from+n)
			if !ok {
				return nil, false
			}
			fields = append(fields, field{key: string(key), at: base + from, n: len(key), value: v})
		}
		from = end + 1
	}
	return fields, len(fields) > 0
}

// simpleKey is how long the name is that a line begins with, if a colon and a
// space follow it.
func simpleKey(line []byte) int {
	n := 0
	for n < len(line) && n < 100 && (isWordByte(line[n]) || n > 0 && line[n] == '-') {
		n++
	}
	if n+1 < len(line) && line[n] == ':' && line[n+1] == ' ' {
		return n
	}
	return 0
}

func simpleValue(v []byte, at int) (node, bool) {
	switch {
	case len(v) == 0:
		return node{}, false
	case v[0] == '"':
		if v = v[1:]; len(v) == 0 || bytes.IndexAny(v, "\"\\") != len(v)-1 || v[len(v)-1] != '"' {
			return node{}, false
		}
		v = v[:len(v)-1]
		return node{kind: scalar, text: string(v), at: at + 1, n: len(v)}, onOneLine(v)
	case v[0] == '[':
		return simpleList(v, at)
	case bytes.IndexByte(v, '#') >= 0 || bytes.Contains(v, []byte(": ")) || v[len(v)-1] == ':':
		return node{}, false
	}
	return simpleWords(v, at)
}

// simpleWords are words without quotes.
func simpleWords(v []byte, at int) (node, bool) {
	if !isWordByte(v[0]) || string(v) == "null" || !onOneLine(v) {
		return node{}, false
	}
	return node{kind: scalar, plain: true, text: string(v), at: at, n: len(v)}, true
}

func simpleList(v []byte, at int) (node, bool) {
	end := len(v) - 1
	if v[end] != ']' || end == 0 {
		return node{}, false
	}
	out := node{kind: list, at: at, n: 1, items: make([]node, 0, bytes.Count(v, []byte{','})+1)}
	for from := 1; from < end; {
		to := end
		if n := bytes.IndexByte(v[from:end], ','); n >= 0 {
			to = from + n
		}
		for from < to && v[from] == ' ' {
			from++
		}
		item := bytes.TrimRight(v[from:to], " ")
		for _, c := range item {
			if !isWordByte(c) && c != '-' && c != ' ' {
				return node{}, false
			}
		}
		if len(item) == 0 {
			return node{}, false
		}
		n, ok := simpleWords(item, at+from)
		if !ok {
			return node{}, false
		}
		out.items = append(out.items, n)
		from = to + 1
	}
	return out, true
}

// onOneLine reports whether all characters can be seen, so that none is a line
// break for YAML, or refused by it.
func onOneLine(v []byte) bool {
	for len(v) > 0 {
		if c := v[0]; c >= ' ' && c < 0x7f {
			v = v[1:]
			continue
		}
		r, n := utf8.DecodeRune(v)
		if n == 1 || !unicode.IsGraphic(r) {
			return false
		}
		v = v[n:]
	}
	return true
}

func isWordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_'
}
