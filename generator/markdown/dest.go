package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// refKinds are the schemes that name things of the site.
var refKinds = []string{"person", "story", "value", "contact", "page", "team", "topic", "place", "series"}

// verdict is what a page may do with an address.
type verdict uint8

const (
	refused verdict = iota
	nowhere         // nothing was written
	inside          // a place of this site, for the Resolver
	outside         // http, https, mailto or tel
)

// judge decides about an address, after undoing every disguise that a browser
// or a later decoding step could undo too: percent signs, control characters,
// invisible characters, case, backslashes for slashes.
func judge(dest string) verdict {
	if strings.TrimSpace(dest) == "" {
		return nowhere
	}
	if strings.ContainsFunc(dest, unicode.IsControl) {
		return refused
	}
	plain, open := bare(dest), bare(dest)
	for range 4 {
		next := bare(unpercent(open))
		if next == open {
			break
		}
		open = next
	}
	if open == "" || strings.HasPrefix(open, "//") || strings.HasPrefix(plain, "//") {
		return refused
	}
	name := scheme(open)
	if name != scheme(plain) {
		return refused // a scheme that only shows after decoding
	}
	rest := plain[min(len(plain), len(name)+1):]
	switch name {
	case "":
		return inside
	case "http", "https":
		if host := strings.TrimPrefix(rest, "//"); host == rest || host == "" || host[0] == '/' {
			return refused
		}
		return outside
	case "mailto", "tel":
		if rest == "" {
			return refused
		}
		return outside
	}
	for _, k := range refKinds {
		if k == name && rest != "" && len(open) > len(name)+1 {
			return inside
		}
	}
	return refused
}

// bare lowers case, drops what cannot be seen and turns \ into /.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case r == utf8.RuneError, r == 0xad, unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r),
			unicode.Is(unicode.Variation_Selector, r), r == 0x115f, r == 0x1160, r == 0x3164, r == 0x34f:
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// scheme returns what stands before a colon that comes before any of / ? #.
func scheme(s string) string {
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' {
		return ""
	}
	if i == 0 {
		return ":" // no name at all: nothing known, so refused
	}
	return s[:i]
}

// unpercent decodes every percent sign that is followed by two hex digits.
func unpercent(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if b, ok := percent(s, i); ok {
			out = append(out, b)
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

func percent(s string, i int) (byte, bool) {
	if s[i] != '%' || i+2 >= len(s) {
		return 0, false
	}
	hi, lo := unhex(s[i+1]), unhex(s[i+2])
	return byte(hi<<4 | lo), hi >= 0 && lo >= 0
}

func unhex(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'a' && b <= 'f':
		return int(b-'a') + 10
	case b >= 'A' && b <= 'F':
		return int(b-'A') + 10
	}
	return -1
}

// unescape undoes Markdown's backslashes and entities.
func unescape(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 && bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		switch {
		case raw[i] == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]):
			i++
		case raw[i] == '&':
			if s, n := entity(raw[i:]); n > 0 {
				b.WriteString(s)
				i += n - 1
				continue
			}
		}
		b.WriteByte(raw[i])
	}
	return b.String()
}

// decodeDest is the form of an address that a Slot carries.
func decodeDest(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if b, ok := percent(s, i); ok && b != '#' && b != '?' && b != '%' && b >= ' ' && b != 0x7f {
			out = append(out, b)
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	if !utf8.Valid(out) {
		return s
	}
	return string(out)
}

func splitDest(dest string) (path, query, fragment string) {
	path, fragment, _ = strings.Cut(dest, "#")
	path, query, _ = strings.Cut(path, "?")
	return decoded(path), query, decoded(fragment)
}

func decoded(s string) string {
	if d := unpercent(s); utf8.ValidString(d) {
		return d
	}
	return s
}

func splitRef(dest string) (kind, id string, ok bool) {
	kind, id, ok = strings.Cut(dest, ":")
	if !ok {
		return "", "", false
	}
	kind = strings.ToLower(strings.TrimSpace(kind))
	for _, k := range refKinds {
		if k == kind {
			return kind, strings.TrimSpace(id), true
		}
	}
	return "", "", false
}
