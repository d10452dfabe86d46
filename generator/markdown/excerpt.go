package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	excerptLen = 200
	leadLen    = 400
	enough     = 70 // a sentence end before this leaves too little
)

// leafKind says what a leaf's words count for.
type leafKind uint8

const (
	leafRunning leafKind = iota // paragraphs: excerpt and lead
	leafOther                   // lists, quotations: an excerpt if there is nothing else
	leafHeading                 // words only
)

// account closes a leaf: its plain words are counted, and kept as far as the
// excerpt needs them.
func (w *writer) account(kind leafKind) {
	w.words += countWords(w.plain)
	if w.apart > 0 {
		kind = leafHeading
	}
	switch kind {
	case leafRunning:
		if len(w.lead) == 0 {
			w.lead = appendWords(w.lead, w.plain, 4*leadLen)
		}
		w.running = appendWords(w.running, w.plain, 8*excerptLen)
	case leafOther:
		w.other = appendWords(w.other, w.plain, 8*excerptLen)
	}
	w.plain = w.plain[:0]
	w.single = 0
}

// appendWords adds words with single spaces between them, up to a length.
func appendWords(dst, words []byte, limit int) []byte {
	if len(dst) >= limit {
		return dst
	}
	space := len(dst) > 0
	for i := 0; i < len(words) && len(dst) < limit; i++ {
		b := words[i]
		if b == ' ' || b == '\n' || b == '\t' {
			space = len(dst) > 0
			continue
		}
		if space {
			dst = append(dst, ' ')
			space = false
		}
		dst = append(dst, b)
	}
	return dst
}

func (w *writer) excerpt() string {
	text := w.running
	if len(text) == 0 {
		text = w.other
	}
	// The clone lets go of the rest.
	return strings.Clone(cutText(string(firstOf(text, excerptLen)), excerptLen))
}

// firstOf is as much of a text as cutText looks at for n characters: those,
// and what follows up to a next one that is no space.
func firstOf(text []byte, n int) []byte {
	text = bytes.TrimSpace(text)
	for i, chars := 0, 0; i < len(text); chars++ {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if chars >= n && !unicode.IsSpace(r) {
			return text[:i]
		}
	}
	return text
}

// cutText shortens s to n characters: at the end of a sentence where one is
// not too near the beginning, else after a word, with "…".
func cutText(s string, n int) string {
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	head := cutRunes(s, n)
	end, word := 0, 0
	for i, r := range head {
		switch {
		case unicode.IsSpace(r):
			word = i
			if endsSentence(head[:i]) {
				end = i
			}
		case strings.ContainsRune("。！？", r):
			end = i + utf8.RuneLen(r)
		}
	}
	if endsSentence(head) && strings.HasPrefix(s[len(head):], " ") {
		end = len(head)
	}
	if utf8.RuneCountInString(head[:end]) >= enough {
		return head[:end]
	}
	head = cutRunes(head, n-1)
	if word > 0 && word < len(head) {
		head = head[:word]
	}
	return strings.TrimRightFunc(head, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-.", r)
	}) + "…"
}

// endsSentence says that a sentence ends with s. "Mrs." and single letters,
// as in initials, end none.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "”’\"')»“‘ \u00a0\u202f")
	if s == "" {
		return false
	}
	r, size := utf8.DecodeLastRuneInString(s)
	switch r {
	case '!', '?', '…':
		return true
	case '.':
		s = s[:len(s)-size]
	default:
		return false
	}
	last := s[strings.LastIndexAny(s, " (“«")+1:]
	switch strings.ToLower(strings.TrimLeft(last, "(“«‘„")) {
	case "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "z.b", "e.g", "i.e", "bzw", "ca", "vgl", "sr", "sra", "mme", "m":
		return false
	}
	return utf8.RuneCountInString(last) != 1 || !unicode.IsUpper([]rune(last)[0])
}

// countWords counts what stands between spaces. Scripts that set no spaces
// count two characters as a word.
func countWords(s []byte) int {
	n, dense := 0, 0
	inWord := false
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			i++
			switch ascii[b] {
			case letter:
				if inWord {
					continue
				}
				n++
				inWord = true
				for i < len(s) && ascii[s[i]] == letter {
					i++
				}
			case space:
				inWord = false
			}
			continue
		}
		r, size := utf8.DecodeRune(s[i:])
		i += size
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			dense++
		case unicode.IsSpace(r) || r == '—' || r == '–':
			inWord = false
		case !inWord && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
			inWord = true
		}
	}
	return n + (dense+1)/2
}

// ascii says what a byte is to countWords: most of what anybody writes.
var ascii = func() (t [256]uint8) {
	for b := range byte(utf8.RuneSelf) {
		switch {
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9':
			t[b] = letter
		case b == ' ' || b == '\n' || b == '\t':
			t[b] = space
		}
	}
	return t
}()

const (
	letter = iota + 1
	space
)
