package vale

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"
)

// lead finds matches of an expression where one can begin, and nowhere else:
// nearly all begin with one of a few words. An engine would try each letter.
type lead struct {
	words []string // in lower case
	// start matches at the beginning of a text, later behind its first
	// character, which is there because \b and ^ look at it.
	start, later *regexp.Regexp
	// at is for expressions that only the other engine can read: it matches
	// where the search begins.
	at *regexp2.Regexp
}

const maxLeads = 48

// newLead returns nil where too little is known about how matches begin.
func newLead(src string) *lead {
	l := &lead{words: leadsOf(src)}
	if l.words == nil {
		return nil
	}
	var err error
	if l.start, err = regexp.Compile(`\A(?:` + src + `)`); err != nil {
		return nil
	}
	if l.later, err = regexp.Compile(`\A(?s:.)(?:` + src + `)`); err != nil {
		return nil
	}
	return l
}

// newBigLead is newLead for an expression that looks around. Without what looks
// around, it begins with the same words.
func newBigLead(src string) *lead {
	stripped, ok := withoutLooks(src)
	if !ok {
		return nil
	}
	l := &lead{words: leadsOf(stripped)}
	if l.words == nil {
		return nil
	}
	var err error
	if l.at, err = regexp2.Compile(`\G(?:`+src+`)`, regexp2.RE2); err != nil {
		return nil
	}
	l.at.MatchTimeout = patience
	return l
}

// leadsOf are words one of which every match begins with, in lower case; nil
// if none are known.
func leadsOf(src string) []string {
	re, err := syntax.Parse(src, syntax.Perl)
	if err != nil {
		return nil
	}
	words, _ := leads(re)
	for i, w := range words {
		if len(w) < 2 {
			return nil
		}
		words[i] = lower(w)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// leads returns texts one of which every match begins with; whole says that a
// match is one of them. Nil means that nothing is known.
func leads(re *syntax.Regexp) (words []string, whole bool) {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpBeginText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}, true
	case syntax.OpLiteral:
		return []string{string(re.Rune)}, true
	case syntax.OpCharClass:
		if n := few(re.Rune); n > 0 {
			for i := 0; i < len(re.Rune); i += 2 {
				for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
					words = append(words, string(c))
				}
			}
			return words, true
		}
	case syntax.OpCapture:
		return leads(re.Sub[0])
	case syntax.OpPlus:
		words, _ = leads(re.Sub[0])
		return words, false
	case syntax.OpRepeat:
		if re.Min > 0 {
			words, _ = leads(re.Sub[0])
			return words, false
		}
	case syntax.OpQuest:
		if words, whole = leads(re.Sub[0]); words != nil {
			return append(slices.Clone(words), ""), whole
		}
	case syntax.OpAlternate:
		whole = true
		for _, sub := range re.Sub {
			w, all := leads(sub)
			if w == nil || len(words)+len(w) > maxLeads {
				return nil, false
			}
			words, whole = append(words, w...), whole && all
		}
		return words, whole
	case syntax.OpConcat:
		words, whole = []string{""}, true
		for _, sub := range re.Sub {
			more, all := leads(sub)
			if more == nil || len(more)*len(words) > maxLeads {
				return usable(words), false
			}
			var next []string
			for _, w := range words {
				for _, m := range more {
					next = append(next, w+m)
				}
			}
			words = next
			if !all {
				return usable(words), false
			}
		}
		return words, true
	}
	return nil, false
}

// usable returns nil if a match may begin with anything.
func usable(words []string) []string {
	if slices.Contains(words, "") {
		return nil
	}
	return words
}

// places are where a match may begin, in order.
func (l *lead) places(s *subject) []int {
	var places []int
	for _, w := range l.words {
		for at := 0; ; {
			i := strings.Index(s.low[at:], w)
			if i < 0 {
				break
			}
			places = append(places, at+i)
			at += i + 1
		}
	}
	if len(l.words) > 1 {
		slices.Sort(places)
	}
	return places
}

// allAround finds the matches of an expression that looks around, from an
// index on.
func (l *lead) allAround(s *subject, at int) ([]hit, error) {
	var hits []hit
	for _, p := range l.places(s) {
		if p < at {
			continue
		}
		m, err := l.at.FindRunesMatchStartingAt(s.asRunes(), s.toRune(p))
		if err != nil {
			return nil, err
		}
		if m != nil {
			h := s.hit(m)
			hits, at = append(hits, h), max(h.to, p+1)
		}
	}
	return hits, nil
}

// all finds the matches in a text.
func (l *lead) all(s *subject) []hit {
	var hits []hit
	pos := 0
	for _, p := range l.places(s) {
		if p < pos {
			continue
		}
		var m []int
		shift := 0
		if p == 0 {
			m = l.start.FindStringSubmatchIndex(s.text)
		} else {
			_, n := utf8.DecodeLastRuneInString(s.text[:p])
			shift = p - n
			if m = l.later.FindStringSubmatchIndex(s.text[shift:]); m != nil {
				m[0] = n
			}
		}
		if m == nil {
			continue
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += shift
			}
		}
		hits = append(hits, hit{from: m[0], to: m[1], groups: m[2:]})
		pos = max(m[1], pos+1)
	}
	return hits
}
