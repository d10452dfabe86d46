package markdown

import (
	"html"
	"regexp"
	"sort"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// mapped is text with the places of its parts. While it is being made, those
// count from the start of the cleaned source.
type mapped struct {
	bytes []byte
	runs  []stretch
}

// add appends s, which stands for the m bytes of the source at src.
func (t *mapped) add(s string, src, m int) {
	if s == "" {
		return
	}
	at := len(t.bytes)
	t.bytes = append(t.bytes, s...)
	if k := len(t.runs) - 1; k >= 0 && len(s) == m {
		if last := &t.runs[k]; last.n == last.m && last.at+last.n == at && last.src+last.m == src {
			last.n += len(s)
			last.m += m
			return
		}
	}
	t.runs = append(t.runs, stretch{at, len(s), src, m})
}

// copy appends u[i:j].
func (t *mapped) copy(u *mapped, i, j int) {
	first := sort.Search(len(u.runs), func(k int) bool { return u.runs[k].at+u.runs[k].n > i })
	for _, r := range u.runs[first:] {
		lo, hi := max(i, r.at), min(j, r.at+r.n)
		switch {
		case r.at >= j:
			return
		case lo >= hi:
		case r.n == r.m:
			t.add(string(u.bytes[lo:hi]), r.src+lo-r.at, hi-lo)
		default:
			t.add(string(u.bytes[lo:hi]), r.src, r.m)
		}
	}
}

func (t *mapped) reset() { t.bytes, t.runs = t.bytes[:0], t.runs[:0] }

// written adds source[i:j], whose backslashes and entities are Markdown's.
func (r *proseReader) written(i, j int) {
	src := r.src.text
	from := i
	for i < j {
		switch c := src[i]; {
		case c == '\\' && i+1 < j && util.IsPunct(src[i+1]):
			r.literal(from, i)
			r.text.add(string(src[i+1:i+2]), i+1, 1)
			i += 2
			from = i
			continue
		case c == '&':
			if s, n := entity(src[i:j]); n > 0 {
				r.literal(from, i)
				if string(src[i:i+n]) == "&rsquo;" {
					s = "'" // as Vale has it
				}
				r.text.add(s, i, n)
				i += n
				from = i
				continue
			}
		}
		i++
	}
	r.literal(from, j)
	r.last = max(r.last, j)
}

// literal adds source[i:j] as it is.
func (r *proseReader) literal(i, j int) {
	if j > i && j <= len(r.src.text) {
		r.text.add(string(r.src.text[i:j]), i, j-i)
		r.last = max(r.last, j)
	}
}

// code adds a piece of a code span, whose line breaks are spaces.
func (r *proseReader) code(i, j int) {
	for k := i; k < j; k++ {
		if r.src.text[k] == '\n' {
			r.literal(i, k)
			r.text.add(" ", k, 1)
			i = k + 1
		}
	}
	r.literal(i, j)
}

// trimmed returns t without the white space around it, and says what was there.
func (t *mapped) trimmed() (out mapped, before, after string) {
	i, j := 0, len(t.bytes)
	for i < j {
		c, n := utf8.DecodeRune(t.bytes[i:j])
		if !unicode.IsSpace(c) {
			break
		}
		i += n
	}
	for j > i {
		c, n := utf8.DecodeLastRune(t.bytes[i:j])
		if !unicode.IsSpace(c) {
			break
		}
		j -= n
	}
	if len(t.bytes) > 0 {
		before, after = spaceOf(t.bytes[0]), spaceOf(t.bytes[len(t.bytes)-1])
	}
	out.copy(t, i, j)
	return out, before, after
}

func spaceOf(c byte) string {
	switch c {
	case '\n', '\r':
		return "\n"
	case ' ', '\t':
		return " "
	}
	return ""
}

var anyEntity = regexp.MustCompile(`&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?`)

// unescaped undoes the entities that are left in the words, as Vale does:
// "?a=1&copy=2" is read as "?a=1©=2".
func (t *mapped) unescaped() mapped {
	hits := anyEntity.FindAllIndex(t.bytes, -1)
	if hits == nil {
		return *t
	}
	var out mapped
	at := 0
	for _, h := range hits {
		was := string(t.bytes[h[0]:h[1]])
		is := html.UnescapeString(was)
		if is == was {
			continue
		}
		out.copy(t, at, h[0])
		var whole mapped
		whole.copy(t, h[0], h[1])
		first, last := whole.runs[0], whole.runs[len(whole.runs)-1]
		out.add(is, first.src, last.src+last.m-first.src)
		at = h[1]
	}
	out.copy(t, at, len(t.bytes))
	return out
}

// masked is t with a star for each character.
func (t *mapped) masked() mapped {
	var out mapped
	for i := 0; i < len(t.bytes); {
		c, n := utf8.DecodeRune(t.bytes[i:])
		var one mapped
		one.copy(t, i, i+n)
		star := "*"
		if c == '\n' {
			star = "\n"
		}
		if len(one.runs) > 0 {
			first, last := one.runs[0], one.runs[len(one.runs)-1]
			out.add(star, first.src, last.src+last.m-first.src)
		}
		i += n
	}
	return out
}

// places turns indexes of the cleaned source into offsets in the file.
func (r *proseReader) places(runs []stretch) []stretch {
	out := make([]stretch, 0, len(runs))
	for _, u := range runs {
		from := r.src.offset(u.src)
		m := r.src.offset(u.src+u.m) - from
		if u.n == u.m && m != u.n {
			// The cleaned source is not the file here (line ends, patches):
			// byte by byte, then.
			for k := range u.n {
				f := r.src.offset(u.src + k)
				out = append(out, stretch{u.at + k, 1, f, max(0, r.src.offset(u.src+k+1)-f)})
			}
			continue
		}
		out = append(out, stretch{u.at, u.n, from, m})
	}
	return out
}

func decimal(n int) string { return strconv.Itoa(n) }
