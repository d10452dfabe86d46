package vale

import (
	"regexp/syntax"
	"unicode/utf8"
)

// runs finds what "\w+" and "[^\s]+" find, which are the words of a text: rules
// that count ask for them in every sentence.
type runs struct {
	in      [utf8.RuneSelf]bool
	grouped int // how many groups there are around
}

// newRuns returns nil for an expression that is more than a run of characters.
func newRuns(src string) *runs {
	re, err := syntax.Parse(src, syntax.Perl)
	if err != nil {
		return nil
	}
	r := &runs{}
	bounded := 0
	for re.Op == syntax.OpCapture || re.Op == syntax.OpConcat {
		if re.Op == syntax.OpCapture {
			r.grouped++
			re = re.Sub[0]
			continue
		}
		if len(re.Sub) != 3 || re.Sub[0].Op != syntax.OpWordBoundary || re.Sub[2].Op != syntax.OpWordBoundary || r.grouped > 0 {
			return nil
		}
		bounded++
		re = re.Sub[1]
	}
	if re.Op != syntax.OpPlus || re.Flags&syntax.NonGreedy != 0 || re.Sub[0].Op != syntax.OpCharClass {
		return nil
	}
	class := re.Sub[0].Rune
	for i := 0; i < len(class); i += 2 {
		for c := class[i]; c <= min(class[i+1], utf8.RuneSelf-1); c++ {
			r.in[c] = true
		}
	}
	if bounded > 0 { // a run ends at a boundary if it is of whole words
		for c := range r.in {
			if r.in[c] != wordByte(byte(c)) {
				return nil
			}
		}
	}
	return r
}

// all finds the runs in a text that is ASCII.
func (r *runs) all(text string) []hit {
	var hits []hit
	for i := 0; i < len(text); {
		if !r.in[text[i]] {
			i++
			continue
		}
		from := i
		for i < len(text) && r.in[text[i]] {
			i++
		}
		h := hit{from: from, to: i}
		for range r.grouped {
			h.groups = append(h.groups, from, i)
		}
		hits = append(hits, h)
	}
	return hits
}
