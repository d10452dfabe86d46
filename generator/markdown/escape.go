package markdown

import (
	"strings"
	"unicode/utf8"
)

// appendText escapes s as HTML text.
func appendText(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		default:
			dst = append(dst, s[i])
		}
	}
	return dst
}

// appendAttr escapes s for a value between double quotes. The result is good
// as text too.
func appendAttr(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&quot;"...)
		default:
			dst = append(dst, s[i])
		}
	}
	return dst
}

const hexDigits = "0123456789ABCDEF"

// appendURL escapes a URL for a value between double quotes. What no URL may
// hold is percent-encoded; letters of any script stay as they are, for people
// read addresses. Brackets belong to a host that is a number (RFC 3986 §3.2.2)
// and to nothing else.
func appendURL(dst []byte, s string) []byte {
	host := -1
	if i := strings.Index(s, "://["); i >= 0 {
		host = i + strings.IndexByte(s[i:], ']')
	}
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b == '&':
			dst = append(dst, "&amp;"...)
		case b <= ' ' || b == 0x7f || b == '"' || b == '<' || b == '>' || b == '\\' || b == '^' || b == '`' || b == '{' || b == '|' || b == '}',
			(b == '[' || b == ']') && i > host:
			dst = append(dst, '%', hexDigits[b>>4], hexDigits[b&15])
		default:
			dst = append(dst, b)
		}
	}
	return dst
}

// cutRunes returns at most n characters of s.
func cutRunes(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	i := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return s[:i]
}
