package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// stopsFor are the bytes at which text can't simply be copied.
func stopsFor(opt Options, m marks) (t [256]bool) {
	bytes := "\\&<>"
	if !opt.NoTypographer {
		bytes += "\"'-."
		if m.spaced {
			bytes += " "
		}
	}
	for _, b := range []byte(bytes) {
		t[b] = true
	}
	return t
}

// put writes words that need no escaping.
func (w *writer) put(s string) {
	if w.muted != "" {
		return
	}
	if w.hidden == 0 {
		w.out = append(w.out, s...)
	}
	w.plain = append(w.plain, s...)
}

// literal writes words as they are, escaped in the HTML.
func (w *writer) literal(s string) {
	if w.muted != "" {
		return
	}
	if w.hidden == 0 {
		w.out = appendText(w.out, s)
	}
	w.plain = append(w.plain, s...)
}

// text writes src[i:end]: Markdown's backslashes and entities are undone, and
// quotes, dashes and dots set as a printer would.
func (w *writer) text(i, end int) {
	src := w.src.text
	i = max(i, w.from)
	set, stops := !w.c.opt.NoTypographer, &w.c.stops
	for i < end {
		j := i
		for j < end && !stops[src[j]] {
			j++
		}
		if j > i {
			if w.muted == "" {
				if w.hidden == 0 {
					w.out = append(w.out, src[i:j]...)
				}
				w.plain = append(w.plain, src[i:j]...)
			}
			i = j
			continue
		}
		i += w.mark(i, end, set)
	}
}

// mark writes what begins at src[i], which is one of the stops, and returns
// how many bytes that took.
func (w *writer) mark(i, end int, set bool) int {
	src := w.src.text
	switch b := src[i]; b {
	case '\\':
		if i+1 < end && util.IsPunct(src[i+1]) {
			w.literal(string(src[i+1 : i+2]))
			return 2
		}
	case '&':
		if s, n := entity(src[i:end]); n > 0 {
			w.literal(s)
			return n
		}
	case '"', '\'':
		if set {
			w.put(w.quote(i, b))
			return 1
		}
	case '-':
		n := run(src[i:end], '-')
		if set && (n == 2 || n == 3) && !w.option(i, n) {
			w.put([]string{"–", "—"}[n-2])
			return n
		}
		w.put(string(src[i : i+n]))
		return n
	case '.':
		n := run(src[i:end], '.')
		if set && n == 3 {
			w.put("…")
			return 3
		}
		w.put(string(src[i : i+n]))
		return n
	case ' ':
		if s := frenchSpace(w.plain, src[i+1:min(len(src), i+3)]); s != "" {
			w.put(s)
			return 1
		}
	}
	w.literal(string(src[i : i+1]))
	return 1
}

// option recognises the two hyphens of a command's --option.
func (w *writer) option(i, n int) bool {
	src := w.src.text
	prev, _ := utf8.DecodeLastRune(w.plain)
	return n == 2 && (len(w.plain) == 0 || prev == ' ' || prev == '(') &&
		i+n < len(src) && src[i+n] >= 'a' && src[i+n] <= 'z'
}

func run(s []byte, b byte) int {
	n := 0
	for n < len(s) && s[n] == b {
		n++
	}
	return n
}

// entity decodes a character reference at the beginning of s.
func entity(s []byte) (string, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 || s[1] == '#' && end < 3 {
		return "", 0
	}
	ref := s[:end+1]
	if ref[1] == '#' {
		digits, radix := string(ref[2:end]), 10
		if len(digits) > 1 && (digits[0] == 'x' || digits[0] == 'X') {
			digits, radix = digits[1:], 16
		}
		if len(digits) > 7 || !util.IsAlphaNumeric(digits[0]) {
			return "", 0
		}
		v, err := strconv.ParseUint(digits, radix, 32)
		if err != nil {
			return "", 0
		}
		if r := rune(v); v <= unicode.MaxRune && utf8.ValidRune(r) && (r == '\t' || r == '\n' || r >= ' ' && r != 0x7f) {
			return string(r), len(ref)
		}
		return "\ufffd", len(ref)
	}
	e, ok := util.LookUpHTML5EntityByName(string(ref[1:end]))
	if !ok {
		return "", 0
	}
	return string(e.Characters), len(ref)
}

// quote chooses the mark for a straight quote: opening where a word begins,
// closing elsewhere. What was written before is in plain, so emphasis between
// a quote and its word does no harm.
func (w *writer) quote(i int, b byte) string {
	m := &w.c.marks
	prev, next := rune(' '), rune(' ')
	if len(w.plain) > 0 {
		prev, _ = utf8.DecodeLastRune(w.plain)
	}
	if rest := w.src.text[i+1:]; len(rest) > 0 {
		next, _ = utf8.DecodeRune(rest)
	}
	opening := opensAfter(prev) && !unicode.IsSpace(next) && !closesBefore(next)
	if b == '"' {
		switch {
		case opening:
			return m.open
		case unicode.IsSpace(prev) && unicode.IsSpace(next):
			return `"` // neither
		}
		return m.close
	}
	if opening && !elided(w.src.text[i+1:]) {
		w.single++
		return m.open1
	}
	if w.single > 0 && !unicode.IsLetter(next) && !unicode.IsDigit(next) {
		w.single--
		return m.close1
	}
	return "’"
}

// opensAfter says that a quotation may begin after r. Closing marks are among
// them, for languages that open with those: then what follows decides.
func opensAfter(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("([{<>/=-–—“‘„‚«‹»›”\"", r)
}

func closesBefore(r rune) bool { return strings.ContainsRune(".,;:!?)]}", r) }

// elided recognises the apostrophe of 'twas and the '90s.
func elided(rest []byte) bool {
	if len(rest) > 1 && util.IsNumeric(rest[0]) && util.IsNumeric(rest[1]) {
		return len(rest) == 2 || rest[2] == 's' || !util.IsAlphaNumeric(rest[2])
	}
	for _, s := range []string{"twas", "tis", "twere", "em", "til", "cause", "n'", "n’", "bout", "round"} {
		if len(rest) >= len(s) && bytes.EqualFold(rest[:len(s)], []byte(s)) &&
			(len(rest) == len(s) || !util.IsAlphaNumeric(rest[len(s)])) {
			return true
		}
	}
	return false
}
