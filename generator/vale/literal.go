package vale

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// need is what a text must hold for a pattern to match in it: one of the
// words (in lower case, see lower), one of the bytes, and the run. Where nothing
// is known, they are empty.
type need struct {
	words []string
	bytes *byteSet
	run   *byteRun
}

type byteSet [256]bool

// needOf finds out what a pattern needs. Dropping what looks around leaves a
// pattern that matches at least as much, so what that needs, this needs too.
func needOf(expr string) need {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		stripped, ok := withoutLooks(expr)
		if !ok {
			return need{}
		}
		if re, err = syntax.Parse(stripped, syntax.Perl); err != nil {
			return need{}
		}
	}
	run := runOf(re)
	re = re.Simplify()
	n := need{words: wordsOf(re), run: run}
	for i, w := range n.words {
		n.words[i] = lower(w)
	}
	n.bytes = bytesOf(re)
	return n
}

// withoutLooks drops (?=...), (?!...), (?<=...), (?<!...) and atomic marks.
func withoutLooks(expr string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(expr); {
		rest := expr[i:]
		if rest[0] == '\\' && len(rest) > 1 {
			if rest[1] >= '1' && rest[1] <= '9' || rest[1] == 'k' {
				return "", false // a group that is meant again
			}
			b.WriteString(rest[:2])
			i += 2
			continue
		}
		if rest[0] == '[' {
			n := classEnd(rest)
			b.WriteString(rest[:n])
			i += n
			continue
		}
		if hasAnyPrefix(rest, "(?=", "(?!", "(?<=", "(?<!") {
			n := groupEnd(rest)
			if n < 0 {
				return "", false
			}
			i += n
			b.WriteString("(?:)")
			continue
		}
		if strings.HasPrefix(rest, "(?>") {
			b.WriteString("(?:")
			i += 3
			continue
		}
		if strings.HasPrefix(rest, "(?(") || strings.HasPrefix(rest, "(?#") {
			return "", false
		}
		b.WriteByte(rest[0])
		i++
	}
	return b.String(), true
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// classEnd returns the length of the [class] that s begins with.
func classEnd(s string) int {
	i := 1
	if i < len(s) && s[i] == '^' {
		i++
	}
	if i < len(s) && s[i] == ']' {
		i++
	}
	for ; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], "[:"):
			if n := strings.Index(s[i:], ":]"); n > 0 {
				i += n + 1
			}
		case s[i] == ']':
			return i + 1
		}
	}
	return len(s)
}

// groupEnd returns the length of the (group) that s begins with, or -1.
func groupEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			i += classEnd(s[i:]) - 1
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

const maxWords = 64

// wordsOf returns words one of which every match holds; nil if none is known.
func wordsOf(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if s := string(re.Rune); len(s) >= 2 {
			return []string{s}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return wordsOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return wordsOf(re.Sub[0])
		}
	case syntax.OpConcat:
		return bestOf(re.Sub)
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			got := wordsOf(sub)
			if got == nil || len(all)+len(got) > maxWords {
				return nil
			}
			all = append(all, got...)
		}
		return all
	}
	return nil
}

// bestOf chooses among the parts of a sequence the one that rules out most.
// Small sets of letters between literals ("utili[sz]e") are written out.
func bestOf(subs []*syntax.Regexp) []string {
	var best []string
	weigh := func(words []string) {
		if len(words) > 0 && weight(words) > weight(best) {
			best = words
		}
	}
	joined := []string{""}
	end := func() {
		if len(joined[0]) >= 2 {
			weigh(joined)
		}
		joined = []string{""}
	}
	for _, sub := range subs {
		for sub.Op == syntax.OpCapture {
			sub = sub.Sub[0]
		}
		switch {
		case sub.Op == syntax.OpLiteral:
			for i := range joined {
				joined[i] += string(sub.Rune)
			}
		case sub.Op == syntax.OpCharClass && few(sub.Rune) > 0 && few(sub.Rune)*len(joined) <= 8:
			var next []string
			for _, j := range joined {
				for i := 0; i < len(sub.Rune); i += 2 {
					for c := sub.Rune[i]; c <= sub.Rune[i+1]; c++ {
						next = append(next, j+string(c))
					}
				}
			}
			joined = next
		case sub.Op == syntax.OpEmptyMatch || sub.Op == syntax.OpWordBoundary:
		default:
			end()
			weigh(wordsOf(sub))
		}
	}
	end()
	return best
}

// few returns how many characters are in a small class, else 0.
func few(ranges []rune) int {
	n := 0
	for i := 0; i < len(ranges); i += 2 {
		n += int(ranges[i+1]-ranges[i]) + 1
		if n > 5 {
			return 0
		}
	}
	return n
}

// weight prefers long words, and few of them.
func weight(words []string) int {
	if len(words) == 0 {
		return 0
	}
	shortest := len(words[0])
	for _, w := range words {
		shortest = min(shortest, len(w))
	}
	return min(shortest, 8)*64 - len(words)
}

// bytesOf returns bytes one of which every match holds; nil if none is known.
func bytesOf(re *syntax.Regexp) *byteSet {
	switch re.Op {
	case syntax.OpLiteral:
		set := &byteSet{}
		addRune(set, re.Rune[0], re.Flags&syntax.FoldCase != 0)
		return set
	case syntax.OpCharClass:
		set := &byteSet{}
		total := 0
		for i := 0; i < len(re.Rune); i += 2 {
			lo, hi := re.Rune[i], re.Rune[i+1]
			for c := lo; c <= min(hi, utf8.RuneSelf-1); c++ {
				set[c] = true
				total++
			}
			if hi >= utf8.RuneSelf {
				for c := 0xc2; c < 0xf5; c++ {
					set[c] = true
				}
			}
		}
		if total > 40 {
			return nil // rules out nothing
		}
		return set
	case syntax.OpCapture, syntax.OpPlus:
		return bytesOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return bytesOf(re.Sub[0])
		}
	case syntax.OpConcat:
		var best *byteSet
		for _, sub := range re.Sub {
			if got := bytesOf(sub); got != nil && (best == nil || got.rarity() < best.rarity()) {
				best = got
			}
		}
		return best
	case syntax.OpAlternate:
		all := &byteSet{}
		for _, sub := range re.Sub {
			got := bytesOf(sub)
			if got == nil {
				return nil
			}
			for i, in := range got {
				all[i] = all[i] || in
			}
		}
		return all
	}
	return nil
}

// rarity is high for sets that nearly every text has something of.
func (b *byteSet) rarity() int {
	n := 0
	for c, in := range b {
		switch {
		case !in:
		case c == ' ' || c >= 'a' && c <= 'z':
			n += 100
		case c >= 'A' && c <= 'Z' || c == '.' || c == ',' || c == '\n':
			n += 10
		default:
			n++
		}
	}
	return n
}

func addRune(set *byteSet, r rune, fold bool) {
	add := func(r rune) {
		if r < utf8.RuneSelf {
			set[r] = true
		} else {
			set[string(r)[0]] = true
		}
	}
	add(r)
	if fold {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			add(f)
		}
	}
}

// lower is s in lower case, each character of the same length as before, so
// that indexes mean the same in both.
func lower(s string) string {
	ascii, same := true, true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < utf8.RuneSelf
		same = same && (s[i] < 'A' || s[i] > 'Z')
	}
	if ascii && same {
		return s
	}
	b := []byte(s)
	if ascii {
		for i, c := range b {
			if c >= 'A' && c <= 'Z' {
				b[i] = c + 'a' - 'A'
			}
		}
		return string(b)
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == n {
			utf8.EncodeRune(b[i:], l)
		}
		i += n
	}
	return string(b)
}

// byteRun is so many characters of a set in a row, as in [A-Z]{3,5}.
type byteRun struct {
	set   byteSet
	least int
}

// runOf returns a run that every match holds; nil if none is known.
func runOf(re *syntax.Regexp) *byteRun {
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return runOf(re.Sub[0])
	case syntax.OpRepeat:
		sub := re.Sub[0]
		if re.Min < 2 || sub.Op != syntax.OpCharClass {
			if re.Min > 0 {
				return runOf(sub)
			}
			return nil
		}
		run := &byteRun{least: re.Min}
		for i := 0; i < len(sub.Rune); i += 2 {
			if sub.Rune[i+1] >= utf8.RuneSelf {
				return nil
			}
			for c := sub.Rune[i]; c <= sub.Rune[i+1]; c++ {
				run.set[c] = true
			}
		}
		return run
	case syntax.OpConcat:
		var best *byteRun
		for _, sub := range re.Sub {
			if got := runOf(sub); got != nil && (best == nil || got.least > best.least) {
				best = got
			}
		}
		return best
	}
	return nil
}

// in says whether a text holds the run.
func (r *byteRun) in(text string) bool {
	n := 0
	for i := 0; i < len(text); i++ {
		if !r.set[text[i]] {
			n = 0
		} else if n++; n == r.least {
			return true
		}
	}
	return false
}
