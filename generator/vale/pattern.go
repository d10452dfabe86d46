package vale

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// pattern is one of several expressions, as the tokens of a rule are. It finds
// what (?m)\b(?:A|B|C)\b would find, but looks only for those alternatives
// that can be in a text at all: few rules can find anything in a given
// paragraph, and of a list of three hundred words, hardly one is.
type pattern struct {
	alts []alternative
	word bool // \b on both sides
	// whole is the expression in one piece, where its alternatives depend on
	// each other (flags, back references, empty matches). alts then has one
	// entry, for what it needs.
	whole *expr
	first int // number of the first alternative in the index; see wordIndex
}

type alternative struct {
	literal string // all it matches; in lower case if fold is set
	fold    bool
	expr    *expr
	need    need
}

const (
	wordTemplate    = `(?m)\b(?:%s)\b`
	nonwordTemplate = `(?m)(?:%s)`
)

var (
	looseFlags = regexp.MustCompile(`\(\?[a-zA-Z]*(?:-[a-zA-Z]+)?\)`)
	ownCase    = regexp.MustCompile(`\(\?[a-zA-Z]*-[a-zA-Z]*i`)
	backwards  = regexp.MustCompile(`\\(?:[1-9]|k)|\(\?\(|\(\?P=`)
)

// newPattern makes a pattern of alternatives. A template other than the usual
// two (WordTemplate in .vale.ini) is given with its %s.
func newPattern(alts []string, fold, word bool, template string) (*pattern, error) {
	p := &pattern{word: word}
	apart := template == ""
	if apart {
		for _, a := range alts {
			if looseFlags.MatchString(a) || backwards.MatchString(a) || hasAnyPrefix(a, "|") || strings.HasSuffix(a, "|") {
				apart = false
			}
		}
	}
	flags := ""
	if fold {
		flags = "(?i)"
	}
	if template == "" {
		template = nonwordTemplate
		if word {
			template = wordTemplate
		}
	}
	if apart {
		for _, a := range alts {
			alt, err := newAlternative(flags+strings.Replace(template, "%s", a, 1), a, fold)
			if err != nil {
				return nil, err
			}
			if alt.expr != nil && alt.expr.least == 0 {
				apart = false
				break
			}
			p.alts = append(p.alts, alt)
		}
	}
	if !apart {
		return wholePattern(flags + strings.Replace(template, "%s", strings.Join(alts, "|"), 1))
	}
	return p, nil
}

// wholePattern is a single expression.
func wholePattern(src string) (*pattern, error) {
	e, err := newExpr(src)
	if err != nil {
		return nil, err
	}
	n := needOf(src)
	if e.least == 0 {
		n = need{}
	}
	return &pattern{whole: e, alts: []alternative{{expr: e, need: n}}}, nil
}

func newAlternative(full, src string, fold bool) (alternative, error) {
	// (?-i:Act) is a literal too, but not in any case.
	if re, err := syntax.Parse(src, syntax.Perl); err == nil && re.Op == syntax.OpLiteral && re.Flags&syntax.FoldCase == 0 && !(fold && ownCase.MatchString(src)) {
		lit := string(re.Rune)
		if fold {
			lit = lower(lit)
		}
		a := alternative{literal: lit, fold: fold}
		if len(lit) >= 2 {
			a.need.words = []string{lower(lit)}
		} else {
			a.need.bytes = bytesOf(re)
			addRune(a.need.bytes, re.Rune[0], fold)
		}
		return a, nil
	}
	e, err := newExpr(full)
	if err != nil {
		return alternative{}, err
	}
	return alternative{expr: e, need: needOf(full)}, nil
}

// find returns all matches in a text, of those alternatives that may is true of.
func (p *pattern) find(s *subject, may func(alt int) bool) ([]hit, error) {
	if p.whole != nil {
		if !may(0) {
			return nil, nil
		}
		return s.once(p.whole)
	}
	var live []stream
	for i := range p.alts {
		if !may(i) {
			continue
		}
		a := &p.alts[i]
		var hits []hit
		var err error
		if a.expr != nil {
			hits, err = a.expr.all(s)
		} else {
			hits = a.literals(s, p.word, 0)
		}
		if err != nil {
			return nil, err
		}
		if len(hits) > 0 {
			live = append(live, stream{alt: i, hits: hits})
		}
	}
	switch len(live) {
	case 0:
		return nil, nil
	case 1:
		for i := range live[0].hits {
			live[0].hits[i].alt = live[0].alt
		}
		return live[0].hits, nil
	}
	return p.merge(s, live)
}

// stream is what one alternative finds.
type stream struct {
	alt  int
	hits []hit
}

// merge takes, again and again, the match that begins first; of two that begin
// together, that of the earlier alternative.
func (p *pattern) merge(s *subject, live []stream) ([]hit, error) {
	var out []hit
	pos := 0
	for {
		best := -1
		for i := range live {
			l := &live[i]
			for len(l.hits) > 0 && l.hits[0].from < pos {
				if l.hits[0].to <= pos {
					l.hits = l.hits[1:]
					continue
				}
				// It lies across the end of what was taken: from there, this
				// alternative may find other things.
				a := &p.alts[l.alt]
				if a.expr == nil {
					l.hits = a.literals(s, p.word, pos)
					continue
				}
				again, err := a.expr.from(s, pos)
				if err != nil {
					return nil, err
				}
				l.hits = again
			}
			if len(l.hits) > 0 && (best < 0 || l.hits[0].from < live[best].hits[0].from) {
				best = i
			}
		}
		if best < 0 {
			return out, nil
		}
		h := live[best].hits[0]
		h.alt = live[best].alt
		out = append(out, h)
		pos = h.to
	}
}

// literals finds the places of a literal from an index on.
func (a *alternative) literals(s *subject, word bool, at int) []hit {
	text := s.text
	if a.fold {
		text = s.low
	}
	var hits []hit
	for at < len(text) {
		i := strings.Index(text[at:], a.literal)
		if i < 0 {
			break
		}
		from := at + i
		to := from + len(a.literal)
		if word && (!boundary(s.text, from) || !boundary(s.text, to)) {
			_, n := utf8.DecodeRuneInString(text[from:])
			at = from + n
			continue
		}
		hits = append(hits, hit{from: from, to: to})
		at = to
	}
	return hits
}
