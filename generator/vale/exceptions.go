package vale

import (
	"regexp"
	"sort"
	"strings"
)

// exceptions are terms that a rule lets pass: its own, and those of the
// vocabulary.
type exceptions struct {
	terms   *expr // a term somewhere in the match
	phrases *expr // terms of several words, around the match
	// words are the terms as patterns, in the order in which they are tried.
	words []string
}

var gaps = regexp.MustCompile(`[ \t]+`)

// plainTerm says that a term of a vocabulary is meant as it is. A full stop
// is one: nobody means "Node.js" with any letter in the middle.
func plainTerm(term string) bool {
	bare := strings.ReplaceAll(term, ".", "")
	return regexp.QuoteMeta(bare) == bare
}

// termPattern is a term as an expression.
func termPattern(term string) string {
	if plainTerm(term) {
		term = strings.ReplaceAll(term, ".", `\.`)
	}
	return gaps.ReplaceAllString(term, `\s+`)
}

func newExceptions(own, accepted []string, vocab bool) (exceptions, error) {
	var x exceptions
	all := append([]string(nil), own...)
	if vocab {
		all = append(all, accepted...)
	}
	if len(all) == 0 {
		return x, nil
	}
	written := append([]string(nil), all...)
	sort.SliceStable(all, func(i, j int) bool { return len(all[i]) > len(all[j]) })
	for i, t := range all {
		t = termPattern(t)
		if !strings.HasPrefix(t, "(?i)") {
			t = "(?-i)" + t
		}
		all[i] = t
	}
	x.words = all
	if !vocab || len(accepted) == 0 {
		// Here Vale goes on with the terms as they are now, which heed case.
		written = all
	}
	var phrases []string
	for _, t := range written {
		if strings.ContainsAny(t, " \t") || strings.Contains(t, `\s`) {
			phrases = append(phrases, termPattern(t))
		}
	}
	var err error
	x.terms, err = newExpr(`(?m)\b(?:` + strings.Join(all, "|") + `)\b`)
	if err == nil && len(phrases) > 0 {
		if x.phrases, err = newExpr(`(?i)\b(?:` + strings.Join(phrases, "|") + `)\b`); err != nil {
			x.phrases, err = nil, nil
		}
	}
	return x, err
}

// passes says whether a match is let pass.
func (x *exceptions) passes(b *block, match string, from, to int) (bool, error) {
	if x.terms != nil {
		if ok, err := x.terms.matches(match); ok || err != nil {
			return ok, err
		}
	}
	if x.phrases != nil {
		hits, err := x.phrases.all(b.subject)
		if err != nil {
			return false, err
		}
		for _, h := range hits {
			if from >= h.from && to <= h.to {
				return true, nil
			}
		}
	}
	return false, nil
}
