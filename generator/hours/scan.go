package hours

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind int

const (
	end       kind = iota
	semicolon      // ;
	comma          // ,
	colon          // : after days, as in "Mo-Fr: 9:00-17:00"
	dash           // - and its longer relatives
	word           // letters
	date           // 2026-12-24
	clock          // 9:00
	always         // 24/7
	number         // digits that are none of these
	other
)

type token struct {
	kind   kind
	text   string
	offset int
}

var (
	dateForm   = regexp.MustCompile(`^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}`)
	clockForm  = regexp.MustCompile(`^[0-9]{1,2}:[0-9]{2}`)
	alwaysForm = regexp.MustCompile(`^24/7`)
	numberForm = regexp.MustCompile(`^[0-9]+([.:/h]?[0-9]+)*[\pL\pM]*`)
	wordForm   = regexp.MustCompile(`^[\pL][\pL\pM]*\.?`)
)

// scan cuts the text into tokens; the last is the end, right behind the last but one.
func scan(s string) []token {
	var tokens []token
	last := 0
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if unicode.IsSpace(r) {
			at += n
			continue
		}
		k, n := scanOne(s[at:], r, n)
		tokens = append(tokens, token{k, s[at : at+n], at})
		at += n
		last = at
	}
	return append(tokens, token{end, "", last})
}

func scanOne(s string, r rune, n int) (kind, int) {
	switch r {
	case ';':
		return semicolon, n
	case ',':
		return comma, n
	case ':':
		return colon, n
	case '-', '‐', '‑', '–', '—', '−':
		return dash, n
	}
	if r >= '0' && r <= '9' {
		for _, form := range []struct {
			kind kind
			at   []int
		}{
			{date, dateForm.FindStringIndex(s)},
			{clock, clockForm.FindStringIndex(s)},
			{always, alwaysForm.FindStringIndex(s)},
		} {
			if form.at != nil && !strings.ContainsAny(next(s[form.at[1]:]), "0123456789:./") {
				return form.kind, form.at[1]
			}
		}
		return number, numberForm.FindStringIndex(s)[1]
	}
	if at := wordForm.FindStringIndex(s); at != nil {
		return word, at[1]
	}
	return other, n
}

// next is the first byte of s, if there is one.
func next(s string) string { return s[:min(1, len(s))] }
