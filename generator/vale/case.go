package vale

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var titleWords = regexp.MustCompile(`[\p{N}\p{L}]+[^\s-/]*`)

// Words that a title has in small letters, unless they begin or end it.
var (
	smallWords   = strings.Fields("a an and as at but by en for if in nor of on or per the to vs vs. via v v.")
	prepositions = strings.Fields("with from into during including until against among throughout despite towards upon concerning " +
		"about over through before between after since without under within along following across beyond around down near above")
)

// kept returns the form of a word that a list of terms prescribes.
func kept(terms []*term, word string) (string, bool) {
	for _, t := range terms {
		if strings.EqualFold(t.text, word) {
			return t.text, true
		}
		if t.expr != nil {
			if ok, err := t.expr.matches(word); ok && err == nil {
				return word, true
			}
		}
	}
	return "", false
}

// term is an exception as it was written, which may be an expression.
type term struct {
	text string
	expr *expr
}

// titled is s As a Title. Unlike Vale we don't know nouns from verbs, so "to"
// is small wherever it may be.
func titled(s string, terms []*term, prefix string, chicago bool) string {
	start := matchPrefix(prefix, s)
	body := s[len(start):]
	end := len(body)
	last := 0
	var b strings.Builder
	for _, m := range titleWords.FindAllStringIndex(body, -1) {
		word := body[m[0]:m[1]]
		b.WriteString(body[last:m[0]])
		last = m[1]
		small := strings.ToLower(word)
		before := func(n int) byte {
			if m[0] >= n {
				return body[m[0]-n]
			}
			return 0
		}
		after := byte(0)
		if m[1] < end {
			after = body[m[1]]
		}
		isSmall := contains2(smallWords, small) || chicago && contains2(prepositions, small)
		term, ok := kept(terms, word)
		switch {
		case ok:
			b.WriteString(term)
		case isSmall && m[0] > 0 && m[1] < end && (before(1) == ' ' || before(1) == '-' || before(1) == '/') &&
			before(2) != ':' && before(2) != '-' && (after != '-' || before(1) == '-'):
			b.WriteString(small)
		default:
			b.WriteString(firstLetter(word, unicode.ToTitle))
		}
	}
	b.WriteString(body[last:])
	return start + b.String()
}

func contains2(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// sentenced is s as a sentence. indicator says that after a word another
// sentence begins.
func sentenced(s string, terms []*term, prefix string, indicator func(word string, i int) bool) string {
	start := matchPrefix(prefix, s)
	words := sentenceWords(s[len(start):], terms)
	made := make([]string, len(words))
	for i, w := range words {
		term, ok := kept(terms, w)
		switch {
		case ok:
			made[i] = term
		case i == 0 || indicator(words[i-1], i-1):
			r, n := utf8.DecodeRuneInString(w)
			made[i] = string(unicode.ToTitle(r)) + strings.ToLower(w[n:])
		default:
			made[i] = strings.ToLower(w)
		}
	}
	return start + strings.Join(made, " ")
}

var plainWords = regexp.MustCompile(`[\p{N}\p{L}*]+[^\s]*`)

func sentenceWords(s string, terms []*term) []string {
	if len(terms) == 0 {
		return plainWords.FindAllString(s, -1)
	}
	all := make([]string, len(terms))
	for i, t := range terms {
		all[i] = t.text
	}
	return wordsBy(`(?i)\b(?:`+strings.Join(all, "|")+`)\b|[\p{N}\p{L}*]+[^\s]*`, s)
}

// wordsBy returns all that an expression finds.
func wordsBy(src, s string) []string {
	e, err := newExpr(src)
	if err != nil {
		return plainWords.FindAllString(s, -1)
	}
	hits, _ := e.all(newSubject(s))
	out := make([]string, len(hits))
	for i, h := range hits {
		out[i] = s[h.from:h.to]
	}
	return out
}

func matchPrefix(prefix, s string) string {
	if prefix == "" {
		return ""
	}
	re, err := regexp.Compile(prefix)
	if err != nil {
		return ""
	}
	if m := re.FindStringIndex(s); m != nil && m[0] == 0 {
		return s[:m[1]]
	}
	return ""
}
