package vale

import (
	"regexp/syntax"
	"unicode/utf8"
)

// runs finds what "\w+", "[^\s]+" and "\b[\w'’-]+\b" find, which are the words
// of a text: rules that count ask for them in every sentence.
type runs struct {
	in      [utf8.RuneSelf]bool
	class   []rune // of the others: from, to, from, to ...
	bounded bool   // \b on both sides
	grouped int    // how many groups there are around
	// folded says that the class was made larger by (?i), which engines do
	// differently for letters that few texts have.
	folded bool
}

// newRuns returns nil for an expression that is more than a run of characters.
func newRuns(src string) *runs {
	re, err := syntax.Parse(src, syntax.Perl)
	if err != nil {
		return nil
	}
	r := &runs{}
	for re.Op == syntax.OpCapture || re.Op == syntax.OpConcat {
		if re.Op == syntax.OpCapture {
			r.grouped++
			re = re.Sub[0]
			continue
		}
		if len(re.Sub) != 3 || re.Sub[0].Op != syntax.OpWordBoundary || re.Sub[2].Op != syntax.OpWordBoundary || r.grouped > 0 || r.bounded {
			return nil
		}
		r.bounded = true
		re = re.Sub[1]
	}
	if re.Op != syntax.OpPlus || re.Flags&syntax.NonGreedy != 0 || re.Sub[0].Op != syntax.OpCharClass || r.bounded && r.grouped > 0 {
		return nil
	}
	r.folded = (re.Flags|re.Sub[0].Flags)&syntax.FoldCase != 0
	class := re.Sub[0].Rune
	for i := 0; i < len(class); i += 2 {
		for c := class[i]; c <= min(class[i+1], utf8.RuneSelf-1); c++ {
			r.in[c] = true
		}
		if class[i+1] >= utf8.RuneSelf {
			r.class = append(r.class, max(class[i], utf8.RuneSelf), class[i+1])
		}
	}
	return r
}

// width is the length of the character at an index if it is one of a run's,
// else of less than nothing.
func (r *runs) width(text string, i int) int {
	if c := text[i]; c < utf8.RuneSelf {
		if r.in[c] {
			return 1
		}
		return -1
	}
	c, n := utf8.DecodeRuneInString(text[i:])
	for k := 0; k < len(r.class); k += 2 {
		if c >= r.class[k] && c <= r.class[k+1] {
			return n
		}
	}
	return -n
}

// all finds the runs in a text.
func (r *runs) all(text string) []hit {
	hits := make([]hit, 0, len(text)/6+1) // about as many as words
	r.each(text, func(from, to int) {
		h := hit{from: from, to: to}
		for range r.grouped {
			h.groups = append(h.groups, from, to)
		}
		hits = append(hits, h)
	})
	return hits
}

func (r *runs) each(text string, found func(from, to int)) {
	for i := 0; i < len(text); {
		from := i
		for i < len(text) {
			n := r.width(text, i)
			if n < 0 {
				break
			}
			i += n
		}
		if i == from {
			i -= r.width(text, i)
			continue
		}
		to := i
		if r.bounded { // as much of the run as stands between boundaries
			for from < to && !boundary(text, from) {
				from += r.width(text, from)
			}
			for from < to && !boundary(text, to) {
				_, n := utf8.DecodeLastRuneInString(text[:to])
				to -= n
			}
			if from == to {
				continue
			}
		}
		found(from, to)
	}
}
