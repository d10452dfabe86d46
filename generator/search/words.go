package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord is how many characters of a word count.
const longestWord = 32

// letters are those that Unicode does not take apart into a plain letter and
// a mark, or that people type in several ways.
var letters = map[rune]string{
	'ł': "l", 'ø': "o", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i",
	'ŋ': "n", 'ŧ': "t", 'ς': "σ",
	'ى': "ي", 'ی': "ي", 'ة': "ه", 'ک': "ك", 'ٱ': "ا",
}

// Words cuts a text into words the way people type them: small letters,
// without accents, apostrophes and marks. Scripts without spaces between
// words give pairs of characters. A single character is a word only in those.
func Words(text string) []string {
	var out []string
	var run []rune
	joined := false // run is of a script without spaces
	flush := func() {
		out = appendRun(out, run, joined)
		run = run[:0]
	}
	for _, r := range fold(text) {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			flush()
			continue
		}
		if j := spaceless(r); j != joined {
			flush()
			joined = j
		}
		run = append(run, r)
	}
	flush()
	return out
}

func appendRun(out []string, run []rune, joined bool) []string {
	switch {
	case joined && len(run) > 1:
		for i := range len(run) - 1 {
			out = append(out, string(run[i:i+2]))
		}
	case joined && len(run) == 1, len(run) > 1:
		out = append(out, string(run[:min(len(run), longestWord)]))
	}
	return out
}

// spaceless reports whether a letter is of a script that puts no spaces
// between words.
func spaceless(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// fold makes small plain letters of a text.
func fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		r = unicode.ToLower(r)
		if r < utf8.RuneSelf {
			if r != '\'' {
				b.WriteByte(byte(r))
			}
			continue
		}
		if silent(r) {
			continue
		}
		if to, ok := letters[r]; ok {
			b.WriteString(to)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// silent are characters that stand within words and are no part of them:
// marks, apostrophes, the Arabic stroke that stretches, invisible signs.
func silent(r rune) bool {
	switch r {
	case '‘', '’', 'ʼ', 'ـ':
		return true
	}
	return unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r)
}
