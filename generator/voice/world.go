package voice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// World is what a hub knows that words alone don't tell: whose names there
// are, and what its places are called.
type World struct {
	// People are all who have a page.
	People []Person
	// Company is what the firm is called.
	Company string
	// Places are the names of its places.
	Places []string
}

// Person is somebody with a page.
type Person struct {
	ID string
	// Name is the whole name, KnownAs what people call them.
	Name, KnownAs string
	// Whole is true if the name is a given and a family name, long enough for
	// a slip in it to be one.
	Whole bool
}

// PersonOf is somebody as the check knows them.
func PersonOf(id, name, knownAs string) Person {
	return Person{id, name, knownAs, len(strings.Fields(name)) > 1 && utf8.RuneCountInString(name) >= shortestWhole}
}

// shortestWhole is how long a whole name has to be for one letter not to make
// it somebody else's.
const shortestWhole = 8

// names finds the people of a hub in running words.
type names struct {
	people []Person
	called map[string][]int // as written: whole names and what people are called
	folded map[string][]int // without case and accents
	near   map[string][]int // folded names with one letter left out
	first  map[string]bool  // folded first words of whole names
	// most is how many words the longest of the whole names has, longest that
	// of all.
	most, longest int
}

func newNames(people []Person) *names {
	n := &names{people: people, called: map[string][]int{}, folded: map[string][]int{}, near: map[string][]int{}, first: map[string]bool{}}
	for i, p := range people {
		n.called[p.Name] = append(n.called[p.Name], i)
		if p.KnownAs != "" && p.KnownAs != p.Name {
			n.called[p.KnownAs] = append(n.called[p.KnownAs], i)
		}
		n.longest = max(n.longest, len(strings.Fields(p.Name)), len(strings.Fields(p.KnownAs)))
		if !p.Whole {
			continue
		}
		key := fold(p.Name)
		words := strings.Fields(key)
		n.most = max(n.most, len(words))
		n.first[words[0]] = true
		n.folded[key] = append(n.folded[key], i)
		for _, d := range without(key) {
			n.near[d] = append(n.near[d], i)
		}
	}
	return n
}

// without are a text's variants with one letter left out, each once.
func without(s string) []string {
	r := []rune(s)
	out := make([]string, 0, len(r))
	for i := range r {
		if i > 0 && r[i] == r[i-1] {
			continue
		}
		out = append(out, string(r[:i])+string(r[i+1:]))
	}
	return out
}

// fold takes case and accents off.
func fold(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// misspelt finds the person whose name somebody probably meant: one letter
// more, less or other, two swapped, or only case and accents. A name that is
// right, or as near to two people, is nobody's slip.
func (n *names) misspelt(words string) (Person, bool) {
	if n.called[words] != nil {
		return Person{}, false
	}
	key := fold(words)
	if who := n.folded[key]; len(who) > 0 {
		return n.one(who)
	}
	if !capitals(words) {
		return Person{}, false
	}
	var who []int
	add := func(candidates []int) {
		for _, i := range candidates {
			if !slices.Contains(who, i) && nearly(key, fold(n.people[i].Name)) {
				who = append(who, i)
			}
		}
	}
	add(n.near[key]) // a letter is missing
	for _, d := range without(key) {
		add(n.folded[d]) // a letter too many
		add(n.near[d])   // another letter
	}
	return n.one(who)
}

func (n *names) one(who []int) (Person, bool) {
	if len(who) != 1 {
		return Person{}, false
	}
	return n.people[who[0]], true
}

// capitals reports whether every word begins with a capital.
func capitals(s string) bool {
	for _, w := range strings.Fields(s) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// nearly reports whether two different texts are one slip apart: a letter
// more, less or other, in one word that keeps its first letter. A whole word
// must not become another by it: "Ann Lee" is not "Ann See".
func nearly(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) || a == b {
		return false
	}
	slips := 0
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		slips++
		if slips > 1 || x[i][0] != y[i][0] || min(utf8.RuneCountInString(x[i]), utf8.RuneCountInString(y[i])) < 4 || !slip([]rune(x[i]), []rune(y[i])) {
			return false
		}
	}
	return slips == 1
}

// slip reports whether one change makes one word of the other.
func slip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i < len(a) && slices.Equal(a[i+1:], b[i+1:])
	case 1:
		return slices.Equal(a[i:], b[i+1:])
	}
	return false
}

// span is a stretch of a block's text.
type span struct{ from, to int }

// wordsOf are the words of a text: letters and marks, with apostrophes and
// hyphens inside.
func wordsOf(s string) []span {
	out := make([]span, 0, len(s)/6+1)
	from := -1
	for i, r := range s {
		if 'a' <= r && r <= 'z' || unicode.IsLetter(r) || unicode.IsMark(r) || from >= 0 && (r == '\'' || r == '’' || r == '-') {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 {
			out = append(out, trimmed(s, from, i))
			from = -1
		}
	}
	if from >= 0 {
		out = append(out, trimmed(s, from, len(s)))
	}
	return out
}

// trimmed takes apostrophes and hyphens off a word's end, and a possessive.
func trimmed(s string, from, to int) span {
	w := s[from:to]
	if c := w[len(w)-1]; c == '\'' || c == '-' || c >= utf8.RuneSelf {
		w = strings.TrimRight(w, "'’-")
	}
	for _, end := range []string{"'s", "’s"} {
		w = strings.TrimSuffix(w, end)
	}
	return span{from, from + len(w)}
}

// slips finds misspelt names in a text of these words.
func (n *names) slips(text string, words []span) (found []span, who []Person) {
	if n.most == 0 {
		return nil, nil
	}
	for i := 0; i < len(words); i++ {
		first := text[words[i].from:words[i].to]
		if !capitals(first) && !n.first[fold(first)] {
			continue
		}
		for k := min(n.most, len(words)-i); k >= 2; k-- {
			from, to := words[i].from, words[i+k-1].to
			if !joined(text, words[i:i+k]) {
				continue
			}
			s := text[from:to]
			if n.called[s] != nil {
				i += k - 1
				break
			}
			if p, ok := n.misspelt(s); ok {
				found, who = append(found, span{from, to}), append(who, p)
				i += k - 1
				break
			}
		}
	}
	return found, who
}

// joined reports whether nothing but white space is between words.
func joined(text string, words []span) bool {
	for i := 1; i < len(words); i++ {
		gap := text[words[i-1].to:words[i].from]
		if gap == "" || strings.TrimSpace(gap) != "" {
			return false
		}
	}
	return true
}

// mentioned are the people named in a text, by whole name or as they are
// called: their indexes, counting up.
func (n *names) mentioned(text string) []int { return n.mentionedIn(text, wordsOf(text)) }

func (n *names) mentionedIn(text string, words []span) []int {
	var out []int
	for i := range words {
		for k := 1; k <= min(n.longest, len(words)-i); k++ {
			if joined(text, words[i:i+k]) {
				out = append(out, n.called[text[words[i].from:words[i+k-1].to]]...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
