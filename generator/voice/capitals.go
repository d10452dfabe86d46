package voice

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/generator/vale"
)

// small are the words that a heading in capitals leaves small, and an
// abbreviation leaves out.
var small = []string{
	"a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "it", "nor", "of", "on", "or", "over", "so", "the", "to", "up", "via", "vs", "with", "yet",
}

// titled reports whether a heading is written like a title, Every Word With a
// Capital, and words the note: vale would take the capitals off names as well.
// What stands with a capital in the middle of a sentence on this page is one.
func (t *text) titled(a *vale.Alert) bool {
	if a.Block < 0 {
		return false
	}
	text := t.flat.Blocks[a.Block].Text
	words := strings.Fields(text)
	named := inFull(words)
	begins, capitals, better := true, 0, slices.Clone(words)
	for i, w := range words {
		bare := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		first, n := utf8.DecodeRuneInString(bare)
		rest := bare[min(n, len(bare)):]
		switch {
		case begins, bare == "", named[i], slices.Contains(small, strings.ToLower(bare)), strings.ContainsFunc(bare, unicode.IsDigit),
			strings.ContainsFunc(rest, unicode.IsUpper), strings.Contains(bare, "."):
		case unicode.IsLower(first):
			return false
		case unicode.IsUpper(first) && !t.name(bare):
			capitals++
			better[i] = strings.Replace(w, bare, string(unicode.ToLower(first))+rest, 1)
		}
		begins = bare != "" && strings.ContainsAny(w[len(w)-1:], ":.?!") || begins && bare == ""
	}
	if capitals < 2 {
		return false
	}
	a.Message = fmt.Sprintf(`"%s" could be "%s", as you'd write it by hand.`, text, strings.Join(better, " "))
	return true
}

// inFull says which words of a heading are what an abbreviation behind them
// stands for, and so a name: "Office of National Statistics (ONS)".
func inFull(words []string) []bool {
	out := make([]bool, len(words))
	for i, w := range words {
		letters := strings.Trim(w, "():,.")
		if len(letters) < 2 || w[0] != '(' || letters != strings.ToUpper(letters) {
			continue
		}
		for from := i - 1; from >= 0 && i-from <= len(letters)+3; from-- {
			if stands(strings.Join(words[from:i], " "), letters) {
				for k := from; k < i; k++ {
					out[k] = true
				}
				break
			}
		}
	}
	return out
}

// name reports whether a word stands with a capital inside a sentence of the
// page's text.
func (t *text) name(word string) bool {
	for _, i := range t.body() {
		text := t.flat.Blocks[i].Text
		for at := 0; ; {
			k := strings.Index(text[at:], word)
			if k < 0 {
				break
			}
			at += k
			before := strings.TrimRight(text[:at], " ")
			if last, _ := utf8.DecodeLastRuneInString(before); before != "" && (unicode.IsLetter(last) || last == ',' || unicode.IsDigit(last)) {
				return true
			}
			at += len(word)
		}
	}
	return false
}

// stands reports whether a text has words whose first letters are those of an
// abbreviation: "Canadian Digital Service" for CDS.
func stands(text, letters string) bool {
	words := strings.Fields(text)
	for i := range words {
		k := 0
		for j := i; j < len(words) && k < len(letters); j++ {
			w := strings.TrimLeft(words[j], `("'“‘*`)
			r, _ := utf8.DecodeRuneInString(w)
			if unicode.ToUpper(r) == rune(letters[k]) && !strings.HasPrefix(w, letters) {
				k++
				continue
			}
			if !slices.Contains(small, w) || j == i {
				break
			}
		}
		if k == len(letters) {
			return true
		}
	}
	return false
}
