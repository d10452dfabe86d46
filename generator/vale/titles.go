package vale

import (
	"regexp"
	"slices"
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

// terms are words of which the case is known, and expressions that let words be
// as they are.
type terms struct {
	list  []term
	words *expr // what counts as a word of a sentence, terms first
}

type term struct {
	text string
	expr *expr
}

func newTerms(words []string) (*terms, error) {
	if len(words) == 0 {
		return &terms{}, nil
	}
	t := &terms{}
	for _, w := range words {
		e, err := newExpr(w)
		if err != nil {
			return nil, err
		}
		t.list = append(t.list, term{w, e})
	}
	var err error
	t.words, err = newExpr(`(?i)\b(?:` + strings.Join(words, "|") + `)\b|` + plainWords.String())
	return t, err
}

// kept returns the form of a word that the terms prescribe.
func (t *terms) kept(word string) (string, bool) {
	for i := range t.list {
		if strings.EqualFold(t.list[i].text, word) {
			return t.list[i].text, true
		}
		if ok, err := t.list[i].expr.matches(word); ok && err == nil {
			return word, true
		}
	}
	return "", false
}

// infinitive guesses whether the word behind a "to" is a verb, before which a
// title has a capital: "How To Win", but "Road to Rome". Vale knows more of
// grammar than that.
func infinitive(rest string) bool {
	next, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	if r, _ := utf8.DecodeRuneInString(next); !unicode.IsLower(r) {
		return false
	}
	for _, end := range []string{"tion", "sion", "ment", "ness", "ity", "ship", "ism", "ing", "ings", "ers", "ies", "ions", "ments"} {
		if strings.HasSuffix(next, end) {
			return false
		}
	}
	return true
}

// titled is s As a Title.
func titled(s string, t *terms, prefix string, chicago bool) string {
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
		isSmall := slices.Contains(smallWords, small) || chicago && slices.Contains(prepositions, small)
		term, ok := t.kept(word)
		if small == "to" && !chicago && infinitive(body[m[1]:]) {
			isSmall = false
		}
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

// sentenced is s as a sentence. indicator says that after a word another
// sentence begins.
func sentenced(s string, t *terms, prefix string, indicator func(word string, i int) bool) string {
	start := matchPrefix(prefix, s)
	words := t.split(s[len(start):])
	made := make([]string, len(words))
	for i, w := range words {
		term, ok := t.kept(w)
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

func (t *terms) split(s string) []string {
	if t.words == nil {
		return plainWords.FindAllString(s, -1)
	}
	words, err := t.words.texts(s)
	if err != nil {
		return plainWords.FindAllString(s, -1)
	}
	return words
}

// texts returns all that an expression finds in a text.
func (e *expr) texts(s string) ([]string, error) {
	hits, err := e.all(newSubject(s))
	out := make([]string, len(hits))
	for i, h := range hits {
		out[i] = s[h.from:h.to]
	}
	return out, err
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
