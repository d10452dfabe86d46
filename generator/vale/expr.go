package vale

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"
	resyntax "github.com/dlclark/regexp2/v2/syntax"
)

// patience is how long one search may take. What Go's own engine can read
// never takes long; the other one backtracks, and with some patterns has not
// found out on the day of judgement.
const patience = 500 * time.Millisecond

// expr is a regular expression as Vale understands it: that of regexp2 in its
// RE2 mode. Where Go's engine means the same, that does the work.
type expr struct {
	src  string
	once sync.Once // for std
	when sync.Once // for big
	std  *regexp.Regexp
	lead *lead
	runs *runs
	big  *regexp2.Regexp
	// bigLead is for big, where only that can do it.
	bigLead *lead
	err     error
	// always says that std means the same in any text, not only in plain ones.
	always bool
	// simple says that Go's engine can read it.
	simple bool
	// literal is all it matches, if that is one text.
	literal string
	// least is the length of the shortest match; 0 also if unknown.
	least int
	slow  atomic.Bool
}

// newExpr reads an expression. It is compiled when it is first needed.
func newExpr(src string) (*expr, error) {
	e := &expr{src: src}
	re, err := syntax.Parse(src, syntax.Perl)
	if err == nil && !strings.Contains(src, `\Q`) && !strings.Contains(src, `\C`) {
		e.simple = true
		e.least = shortest(re)
		e.always = !hasBoundary(re)
		if re.Op == syntax.OpLiteral && re.Flags&syntax.FoldCase == 0 {
			e.literal = string(re.Rune)
		}
		return e, nil
	}
	if stripped, ok := withoutLooks(src); ok {
		if re, err := syntax.Parse(stripped, syntax.Perl); err == nil {
			e.least = shortest(re)
		}
	}
	e.compileBig()
	return e, e.err
}

// compileBig makes the engine that can do everything.
func (e *expr) compileBig() {
	e.when.Do(func() {
		big, err := regexp2.Compile(e.src, regexp2.RE2)
		if err != nil {
			e.err = err
			return
		}
		big.MatchTimeout = patience
		e.big = big
		if !e.simple && e.least > 0 {
			e.bigLead = newBigLead(e.src)
		}
	})
}

// compile makes the engine that is quick, if that can do it.
func (e *expr) compile() {
	e.once.Do(func() {
		if e.least == 0 || !e.simple {
			return
		}
		if e.std, _ = regexp.Compile(e.src); e.std != nil {
			if e.runs = newRuns(e.src); e.runs == nil {
				e.lead = newLead(e.src)
			}
		}
	})
}

func shortest(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return shortest(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min * shortest(re.Sub[0])
	case syntax.OpConcat:
		n := 0
		for _, s := range re.Sub {
			n += shortest(s)
		}
		return n
	case syntax.OpAlternate:
		n := shortest(re.Sub[0])
		for _, s := range re.Sub[1:] {
			n = min(n, shortest(s))
		}
		return n
	}
	return 0
}

func hasBoundary(re *syntax.Regexp) bool {
	if re.Op == syntax.OpWordBoundary || re.Op == syntax.OpNoWordBoundary || re.Flags&syntax.FoldCase != 0 {
		return true
	}
	for _, s := range re.Sub {
		if hasBoundary(s) {
			return true
		}
	}
	return false
}

// hit is a match, in bytes of the subject.
type hit struct {
	from, to int
	alt      int // which alternative
	// groups are from and to of what was captured, -1 where nothing was.
	groups []int
}

// subject is a text that is searched.
type subject struct {
	text, low string
	ascii     bool
	plain     bool // see plain
	has       bits
	runes     []rune
	starts    []int // of each rune, and the end
	// found is what was looked for already: three published styles find the
	// passive voice with one and the same long expression.
	found map[string][]hit
}

// once looks for an expression, or remembers what was found.
func (s *subject) once(e *expr) ([]hit, error) {
	if hits, ok := s.found[e.src]; ok {
		return hits, nil
	}
	hits, err := e.all(s)
	if err == nil {
		if s.found == nil {
			s.found = map[string][]hit{}
		}
		s.found[e.src] = hits
	}
	return hits, err
}

func newSubject(text string) *subject {
	s := &subject{text: text, low: lower(text)}
	s.look()
	return s
}

// part is a piece of a text as a subject of its own.
func (s *subject) part(from, to int) *subject {
	p := &subject{text: s.text[from:to], low: s.low[from:to]}
	p.look()
	return p
}

func (s *subject) look() {
	s.ascii = true
	for i := 0; i < len(s.text); i++ {
		c := s.text[i]
		s.has[c>>6] |= 1 << (c & 63)
		s.ascii = s.ascii && c < utf8.RuneSelf
	}
	s.plain = s.ascii || plain(s.text)
}

func (s *subject) asRunes() []rune {
	if s.runes != nil {
		return s.runes
	}
	s.runes = make([]rune, 0, len(s.text))
	if !s.ascii {
		s.starts = make([]int, 0, len(s.text)+1)
	}
	for i, r := range s.text {
		s.runes = append(s.runes, r)
		if !s.ascii {
			s.starts = append(s.starts, i)
		}
	}
	if !s.ascii {
		s.starts = append(s.starts, len(s.text))
	}
	return s.runes
}

// hit is a match of the engine that counts in characters.
func (s *subject) hit(m *regexp2.Match) hit {
	h := hit{from: s.toByte(m.RuneIndex), to: s.toByte(m.RuneIndex + m.RuneLength)}
	groups := m.Groups()
	for i := range groups[1:] {
		g := &groups[i+1]
		if len(g.Captures) == 0 {
			h.groups = append(h.groups, -1, -1)
			continue
		}
		h.groups = append(h.groups, s.toByte(g.RuneIndex), s.toByte(g.RuneIndex+g.RuneLength))
	}
	return h
}

func (s *subject) toByte(rune int) int {
	if s.ascii {
		return rune
	}
	return s.starts[rune]
}

func (s *subject) toRune(at int) int {
	if s.ascii {
		return at
	}
	return utf8.RuneCountInString(s.text[:at])
}

// errSlow is what a search that took too long ends with.
type errSlow struct{ src string }

func (e errSlow) Error() string { return "takes too long: " + e.src }

// all returns every match, left to right.
func (e *expr) all(s *subject) ([]hit, error) {
	e.compile()
	if e.runs != nil && (s.plain || !e.runs.folded) {
		return e.runs.all(s.text), nil
	}
	if e.std != nil && (e.always || s.plain) {
		if e.lead != nil {
			return e.lead.all(s), nil
		}
		found := e.std.FindAllStringSubmatchIndex(s.text, -1)
		hits := make([]hit, len(found))
		for i, f := range found {
			hits[i] = hit{from: f[0], to: f[1], groups: f[2:]}
		}
		return hits, nil
	}
	return e.from(s, 0)
}

// count is how many matches there are, where that can be known without
// writing each down.
func (e *expr) count(s *subject) (n int, ok bool) {
	e.compile()
	if e.runs == nil || !s.plain && e.runs.folded {
		return 0, false
	}
	e.runs.each(s.text, func(int, int) { n++ })
	return n, true
}

// from returns every match that begins at an index or behind it.
func (e *expr) from(s *subject, at int) ([]hit, error) {
	e.compileBig()
	if e.slow.Load() {
		return nil, errSlow{e.src}
	}
	if e.err != nil {
		return nil, e.err
	}
	var hits []hit
	var err error
	if e.bigLead != nil && s.plain {
		hits, err = e.bigLead.allAround(s, at)
	} else {
		var m *regexp2.Match
		m, err = e.big.FindRunesMatchStartingAt(s.asRunes(), s.toRune(at))
		for m != nil && err == nil {
			hits = append(hits, s.hit(m))
			m, err = e.big.FindNextMatch(m)
		}
	}
	if err != nil {
		e.slow.Store(true)
		return nil, errSlow{e.src}
	}
	return hits, nil
}

// matches says whether there is any match.
func (e *expr) matches(text string) (bool, error) {
	if e.literal != "" {
		return strings.Contains(text, e.literal), nil
	}
	e.compile()
	if e.std != nil && (e.always || plain(text)) {
		return e.std.MatchString(text), nil
	}
	if e.slow.Load() {
		return false, errSlow{e.src}
	}
	e.compileBig()
	if e.err != nil {
		return false, e.err
	}
	ok, err := e.big.MatchString(text)
	if err != nil {
		e.slow.Store(true)
		return false, errSlow{e.src}
	}
	return ok, nil
}

// replace puts text in place of every match, $1 being the first group.
func (e *expr) replace(text, with string) (string, error) {
	e.compileBig()
	if e.big == nil {
		return text, e.err
	}
	out, err := e.big.Replace(text, with, -1, -1)
	if err != nil {
		e.slow.Store(true)
		return text, errSlow{e.src}
	}
	return out, nil
}

// plain is true for a text in which all letters and digits are those of ASCII.
// Quotation marks and dashes may be any: they are in no word and have no other
// case, so where words begin and end is the same for both engines.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < utf8.RuneSelf {
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if resyntax.IsWordChar(r) || unicode.SimpleFold(r) != r {
			return false
		}
		i += n - 1
	}
	return true
}

// boundary says that a word begins or ends at an index.
func boundary(s string, i int) bool {
	var before, after bool
	if i > 0 {
		if c := s[i-1]; c < utf8.RuneSelf {
			before = wordByte(c)
		} else {
			r, _ := utf8.DecodeLastRuneInString(s[:i])
			before = resyntax.IsWordChar(r)
		}
	}
	if i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			after = wordByte(c)
		} else {
			r, _ := utf8.DecodeRuneInString(s[i:])
			after = resyntax.IsWordChar(r)
		}
	}
	return before != after
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
