package vale

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// capitalization finds text that is not written in a certain case.
type capitalization struct {
	match     string
	expr      *expr // where match is an expression
	chicago   bool
	threshold float64
	prefix    string
	endings   []string // indicators
	terms     *terms
	words     *expr // what counts as a word
	exceptions
}

func newCapitalization(f *fields, _ *rule, e env) checker {
	x := &capitalization{
		match: f.text("match"), chicago: f.text("style") == "Chicago", threshold: f.float("threshold"),
		prefix: f.text("prefix"), endings: f.texts("indicators"),
	}
	own, vocab := f.texts("exceptions"), f.flag("vocab", true)
	if x.threshold == 0 {
		x.threshold = 0.8
	}
	var err error
	if x.exceptions, err = newExceptions(own, e.accepted, vocab); err != nil {
		f.expression("exceptions", err)
		return nil
	}
	switch x.match {
	case "$title", "$sentence":
		// Without a vocabulary, Vale takes the exceptions for expressions that
		// heed case; with one, for words of which the case is known.
		words := x.exceptions.words
		if vocab && len(e.accepted) > 0 {
			words = append(append([]string(nil), own...), e.accepted...)
			sort.SliceStable(words, func(i, j int) bool { return len(words[i]) > len(words[j]) })
		}
		if x.terms, err = newTerms(words); err != nil {
			f.expression("exceptions", err)
			return nil
		}
		src := `[\p{N}\p{L}*]+[^\s]*`
		if x.exceptions.terms != nil {
			src = x.exceptions.terms.src + "|" + src
		}
		if x.words, err = newExpr(src); err != nil {
			f.expression("exceptions", err)
			return nil
		}
	case "$lower", "$upper":
	default:
		if strings.HasPrefix(x.match, "$") {
			f.report(f.at("match"), "there is no case called "+x.match, "$title, $sentence, $lower, $upper, or an expression")
			return nil
		}
		if x.expr, err = newExpr(x.match); err != nil {
			f.expression("match", err)
			return nil
		}
	}
	return x
}

func (x *capitalization) patterns() []*pattern { return nil }

func (x *capitalization) check(r *rule, b *block) ([]find, error) {
	want, ok, err := x.judge(b.text)
	if ok || err != nil {
		return nil, err
	}
	f := find{rule: r, to: len(b.text), match: b.text}
	switch {
	case r.action.Name == "replace" && len(r.action.Params) == 0:
		if x.words != nil {
			f.replacements = []string{want}
		}
	case r.action.Name == "replace":
		f.replacements = r.action.Params
	case r.action.Name != "":
		if f.replacements, err = r.fix(b.text, nil); err != nil {
			return nil, err
		}
	}
	f.say(r, b.text, want)
	return []find{f}, nil
}

func (x *capitalization) judge(text string) (want string, ok bool, err error) {
	switch x.match {
	case "$lower":
		want = strings.ToLower(text)
	case "$upper":
		want = strings.ToUpper(text)
	case "$title":
		return x.compare(text, titled(text, x.terms, x.prefix, x.chicago))
	case "$sentence":
		return x.compare(text, sentenced(text, x.terms, x.prefix, x.indicates))
	default:
		want = x.expr.src
		if ok, err := x.expr.matches(text); ok || err != nil {
			return want, ok, err
		}
	}
	if x.expr == nil && want == text {
		return want, true, nil
	}
	ok, err = x.excepted(text)
	return want, ok, err
}

func (x *capitalization) indicates(word string, i int) bool {
	for _, e := range x.endings {
		if len(word) > len(e) && strings.HasSuffix(word, e) {
			return true
		}
	}
	return i == 0 && listNumber.MatchString(word)
}

func (x *capitalization) excepted(word string) (bool, error) {
	if x.exceptions.terms == nil {
		return false, nil
	}
	return x.exceptions.terms.matches(word)
}

// compare says whether enough words are as they should be.
func (x *capitalization) compare(text, want string) (string, bool, error) {
	right, err := x.words.texts(want)
	if err != nil {
		return want, false, err
	}
	have, err := x.words.texts(text)
	if err != nil {
		return want, false, err
	}
	count := 0
	for i, w := range have {
		good := i >= len(right) || w == right[i]
		if !good {
			if good, err = x.excepted(w); err != nil {
				return want, false, err
			}
		}
		switch {
		case good, x.match == "$title" && w == strings.ToUpper(w):
			count++
		case x.match == "$sentence" && i == 0 && w != titleOf(w):
			return want, false, nil
		}
	}
	return want, len(have) > 0 && float64(count)/float64(len(have)) >= x.threshold, nil
}

// titleOf has small letters, and a capital wherever a word begins; behind a
// hyphen or an apostrophe, too.
func titleOf(w string) string {
	prev := ' '
	return strings.Map(func(r rune) rune {
		begins := unicode.IsSpace(prev)
		if prev < utf8.RuneSelf {
			begins = !wordByte(byte(prev))
		}
		prev = r
		if begins {
			return unicode.ToTitle(r)
		}
		return r
	}, strings.ToLower(w))
}
