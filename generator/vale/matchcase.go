package vale

import (
	"strings"
	"unicode"
)

// letterCase is how a text is written, as far as another can be written so.
type letterCase uint8

const (
	mixed letterCase = iota // nothing to go by
	lowerCase
	upperCase
	titleCase
)

func caseOf(s string) letterCase {
	var letters, upper, lower int
	first := false
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		switch {
		case unicode.IsUpper(r):
			upper++
			first = first || letters == 0
		case unicode.IsLower(r):
			lower++
		}
		letters++
	}
	switch {
	case letters == 0:
		return mixed
	case upper == 0:
		return lowerCase
	case lower == 0 && letters > 1:
		return upperCase
	case lower == 0 || first && upper == 1:
		return titleCase
	}
	return mixed
}

func (c letterCase) apply(s string) string {
	switch c {
	case lowerCase:
		return strings.ToLower(s)
	case upperCase:
		return strings.ToUpper(s)
	case titleCase:
		return capitalised(strings.ToLower(s))
	}
	return s
}

// caseAs writes a replacement as the text was written that it replaces. Words
// that both begin or end with keep their own case; what is between them is
// one change, written as what it changes.
func caseAs(replacement, seen string) string {
	to, gaps := wordsApart(replacement)
	from, _ := wordsApart(seen)
	if len(to) == 0 || len(from) == 0 {
		return caseOf(seen).apply(replacement)
	}
	head, tail := 0, 0
	for head < len(to) && head < len(from) && strings.EqualFold(to[head], from[head]) {
		head++
	}
	for tail < len(to)-head && tail < len(from)-head && strings.EqualFold(to[len(to)-1-tail], from[len(from)-1-tail]) {
		tail++
	}
	changed := from[head : len(from)-tail]
	middle := caseOf(strings.Join(changed, " "))
	if len(changed) == 0 { // a word comes in: as the next one is
		if tail > 0 {
			middle = caseOf(from[len(from)-tail])
		} else if head > 0 {
			middle = caseOf(from[head-1])
		}
	}
	each := middle == titleCase && allCapital(changed)
	var b strings.Builder
	for i, w := range to {
		b.WriteString(gaps[i])
		c := middle
		switch {
		case i < head:
			c = caseOf(from[i])
		case i >= len(to)-tail:
			c = caseOf(from[len(from)-(len(to)-i)])
		case c == titleCase && !each && i > head:
			c = lowerCase
		}
		b.WriteString(c.apply(w))
	}
	b.WriteString(gaps[len(to)])
	return b.String()
}

func allCapital(words []string) bool {
	for _, w := range words {
		if caseOf(w) != titleCase {
			return false
		}
	}
	return len(words) > 1
}

// wordsApart returns the words of a text and what stands before, between and
// behind them.
func wordsApart(s string) (words, gaps []string) {
	runes := []rune(s)
	inWord := func(i int) bool {
		r := runes[i]
		return unicode.IsLetter(r) || (r == '\'' || r == '’') &&
			i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1])
	}
	for i := 0; ; {
		from := i
		for i < len(runes) && !inWord(i) {
			i++
		}
		gaps = append(gaps, string(runes[from:i]))
		if i == len(runes) {
			return words, gaps
		}
		from = i
		for i < len(runes) && inWord(i) {
			i++
		}
		words = append(words, string(runes[from:i]))
	}
}
