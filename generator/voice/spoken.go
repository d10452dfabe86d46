package voice

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Nearly every page is asked for its sentences, its days and times, and who
// speaks to whom. Regular expressions for that took longer than all rules of
// words together, so it is done by hand here.

// asciiWords yields where the words of a text stand: letters, digits and
// underscores of ASCII in a row, which is what \b goes by.
func asciiWords(s string) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for i := 0; i < len(s); {
			from := i
			for i < len(s) && wordByte(s[i]) {
				i++
			}
			if i > from && !yield(from, i) {
				return
			}
			for i < len(s) && !wordByte(s[i]) {
				i++
			}
		}
	}
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// selves counts the words by which somebody speaks of themselves.
func selves(s string) int {
	n := 0
	for from, to := range asciiWords(s) {
		switch s[from:to] {
		case "I", "we", "We", "my", "My", "our", "Our", "me", "Me", "us", "Us", "myself", "Myself", "ourselves", "Ourselves", "mine", "Mine", "ours", "Ours":
			n++
		}
	}
	return n
}

// addresses reports whether a text says you.
func addresses(s string) bool { return addressed(s) > 0 }

// addressed is how often.
func addressed(s string) int {
	n := 0
	for from, to := range asciiWords(s) {
		if w := s[from:to]; len(w) < 3 || w[0]|0x20 != 'y' {
			continue
		}
		switch strings.ToLower(s[from:to]) {
		case "you", "your", "yours", "yourself", "yourselves":
			n++
		}
	}
	return n
}

// hasDay knows weekdays, months and years.
func hasDay(s string) bool {
	for from, to := range asciiWords(s) {
		switch w := s[from:to]; w {
		case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
			"January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December":
			return true
		default:
			if len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && digit(w[2]) && digit(w[3]) {
				return true
			}
		}
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// hasTime knows times of day, in digits everywhere and in English words.
func hasTime(s string) bool {
	return strings.ContainsAny(s, "0123456789") && clock.MatchString(s) || saysTime(s)
}

// saysTime knows noon, half past, before six and at four.
func saysTime(s string) bool {
	before, end := "", -1
	for from, to := range asciiWords(s) {
		w := strings.ToLower(s[from:to])
		next := end >= 0 && from == end+1 && s[end] == ' '
		switch w {
		case "noon", "midday", "midnight", "morning", "lunch", "afternoon", "evening", "night", "dawn":
			return true
		case "past":
			if next && (before == "half" || before == "quarter") {
				return true
			}
		case "to":
			if next && before == "quarter" {
				return true
			}
		case "six", "seven", "eight", "nine", "ten":
			if next && (before == "before" || before == "at") {
				return true
			}
		case "one", "two", "three", "four", "five", "eleven", "twelve":
			if next && before == "at" {
				return true
			}
		}
		before, end = w, to
	}
	return false
}

// sentenceEnds yields where sentences end: from the mark to behind the white
// space that follows it and what it closes, as [.!?…]["”’»)\]]*\s+|[。！？] would.
func sentenceEnds(s string) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for i := 0; i < len(s); {
			r, n := rune(s[i]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(s[i:])
			}
			to := -1
			switch r {
			case '。', '！', '？':
				to = i + n
			case '.', '!', '?', '…':
				to = closed(s, i+n)
			}
			if to < 0 {
				i += n
				continue
			}
			if !yield(i, to) {
				return
			}
			i = to
		}
	}
}

// closed is where the white space behind an index ends, behind quotation marks
// and brackets; -1 if there is none.
func closed(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("\"”’»)]", r) {
			break
		}
		i += n
	}
	from := i
	for i < len(s) && strings.IndexByte(" \t\n\f\r", s[i]) >= 0 {
		i++
	}
	if i == from {
		return -1
	}
	return i
}

// sentencesOf divides a text where sentences end.
func sentencesOf(s string) []string {
	var out []string
	from := 0
	for _, to := range sentenceEnds(s) {
		out = append(out, strings.TrimSpace(s[from:to]))
		from = to
	}
	if rest := strings.TrimSpace(s[from:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// sentencesIn are those of a block.
func (t *text) sentencesIn(block int) []string {
	if t.divided == nil {
		t.divided = make([][]string, len(t.flat.Blocks))
	}
	if t.divided[block] == nil {
		t.divided[block] = sentencesOf(t.flat.Blocks[block].Text)
	}
	return t.divided[block]
}

// wordCount is how many words a text has, divided by white space.
func wordCount(s string) int {
	n, in := 0, false
	for _, r := range s {
		space := unicode.IsSpace(r)
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}

// wordsIn are the words of a block.
func (t *text) wordsIn(block int) []span {
	if t.words == nil {
		t.words = make([][]span, len(t.flat.Blocks))
	}
	if t.words[block] == nil {
		t.words[block] = wordsOf(t.flat.Blocks[block].Text)
	}
	return t.words[block]
}
