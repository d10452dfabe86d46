package vale

import (
	"strings"
	"unicode"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) }
func isDigit(r rune) bool  { return unicode.IsDigit(r) }

const maxSpellings = 64

// spelling is the form of a term that differs from what was seen in nothing
// but case: for "OAuth2?" and "oauth" it is "OAuth". Without one, the term.
func spelling(term, seen string) string {
	seen = strings.Join(strings.Fields(seen), " ")
	for _, s := range spellings(term) {
		if strings.EqualFold(s, seen) {
			return s
		}
	}
	return term
}

// spellings are all texts that an expression matches, if those are a few.
func spellings(term string) []string {
	p := speller{runes: []rune(term)}
	out, ok := p.either(false)
	if ok && p.at == len(p.runes) && len(out) > 0 {
		return out
	}
	if s := letters(term); s != "" {
		return []string{s}
	}
	return nil
}

type speller struct {
	runes []rune
	at    int
}

func (p *speller) either(nested bool) ([]string, bool) {
	var done []string
	now := []string{""}
	for p.at < len(p.runes) {
		switch p.runes[p.at] {
		case ')':
			if !nested {
				return nil, false
			}
			p.at++
			return append(done, now...), true
		case '|':
			done, now = append(done, now...), []string{""}
			p.at++
			continue
		}
		atom, ok := p.atom()
		if !ok || len(now)*len(atom) > maxSpellings {
			return nil, false
		}
		var next []string
		for _, a := range now {
			for _, b := range atom {
				next = append(next, a+b)
			}
		}
		now = next
	}
	return append(done, now...), !nested
}

func (p *speller) atom() ([]string, bool) {
	var atom []string
	switch r := p.runes[p.at]; r {
	case '(':
		p.at++
		if p.at < len(p.runes) && p.runes[p.at] == '?' {
			if p.at+1 >= len(p.runes) || p.runes[p.at+1] != ':' {
				return nil, false
			}
			p.at += 2
		}
		inner, ok := p.either(true)
		if !ok {
			return nil, false
		}
		atom = inner
	case '\\':
		if p.at+1 >= len(p.runes) || isLetter(p.runes[p.at+1]) || isDigit(p.runes[p.at+1]) {
			return nil, false
		}
		atom = []string{string(p.runes[p.at+1])}
		p.at += 2
	case '[', ']', '{', '}', '.', '*', '+', '^', '$':
		return nil, false
	default:
		atom = []string{string(r)}
		p.at++
	}
	if p.at < len(p.runes) {
		switch p.runes[p.at] {
		case '?':
			atom = append(atom, "")
			p.at++
		case '*', '+', '{':
			return nil, false
		}
	}
	return atom, true
}

// letters are those of an expression that has no sets, groups or repetitions.
func letters(term string) string {
	var b strings.Builder
	runes := []rune(term)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case r == '\\':
			if i+1 >= len(runes) {
				return ""
			}
			i++
			b.WriteRune(runes[i])
		case r == '?':
		case strings.ContainsRune("[](){}|.*+^$", r):
			return ""
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
