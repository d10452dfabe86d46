package voice

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/generator/model"
)

// The rules that need more than words: who there is, what kind of page this
// is, who said what. Each looks at a page and returns what it found; rules.go
// says of each what it is for.

// seen is something a native rule found. block is -1 for the page as a whole.
type seen struct {
	rule     string
	block    int
	from, to int
	message  string
	try      string
	fix      string
}

// native runs those rules.
func (h *House) native(t *text) []seen {
	var out []seen
	for _, rule := range []func(*House, *text) []seen{
		namedHuman, firstPerson, speaksToYou, quoteOwner, nameSpelling, (*House).termCase, formatShape, lessonTone,
	} {
		out = append(out, rule(h, t)...)
	}
	return out
}

// namedHuman: a story, a lesson or a letter has somebody in it by name.
func namedHuman(h *House, t *text) []seen {
	s := t.Record.Story
	if s == nil || !slices.Contains([]string{"", "story", "lesson", "letter"}, s.Format) {
		return nil
	}
	for _, refs := range [][]model.Ref{s.Authors, s.ToldBy, s.WrittenWith} {
		if len(refs) > 0 {
			return nil
		}
	}
	if len(s.People) > 0 || s.To != "" || len(h.named(t)) > 0 {
		return nil
	}
	return []seen{{rule: "Kith.NamedHuman", block: -1, message: "Nobody in this story has a name yet.", try: "who was there? Ask them, then link them"}}
}

// named are the people of the hub whose names stand in a page's words.
func (h *House) named(t *text) []int {
	var out []int
	for i := range t.flat.Blocks {
		out = append(out, h.names.mentionedIn(t.flat.Blocks[i].Text, t.wordsIn(i))...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const enoughWords = 100 // less is too short to be told in one way or another

// firstPerson: who tells a story says I or we now and then.
func firstPerson(_ *House, t *text) []seen {
	s := t.Record.Story
	if s == nil || !english(t.Lang) || !slices.Contains([]string{"", "story", "day", "lesson"}, s.Format) || len(s.ToldBy) > 0 {
		return nil
	}
	words, selfs, yous, sentences, own := 0, 0, 0, 0, 0
	for _, i := range t.body() {
		for _, said := range t.sentencesIn(i) {
			n := selves(said)
			words += wordCount(said)
			selfs += n
			yous += addressed(said)
			sentences++
			if n > 0 {
				own++
			}
		}
	}
	// Who explains something to somebody says you, and it isn't a report either.
	if words < enoughWords || selfs*100 >= words || own*8 > sentences || yous*50 >= words {
		return nil
	}
	message := fmt.Sprintf("This reads like a report: %d of %d sentences say I or we.", own, sentences)
	if own == 0 {
		message = "This reads like a report: nobody in it says I or we."
	}
	return []seen{{rule: "Kith.FirstPerson", block: t.opening, message: message, try: "tell it as you'd tell a friend"}}
}

// speaksToYou: a contact page or a value speaks to its reader.
func speaksToYou(_ *House, t *text) []seen {
	if kind := t.Record.Kind; kind != model.KindRoute && kind != model.KindValue || !english(t.Lang) {
		return nil
	}
	words := 0
	for i := range t.flat.Blocks {
		text := t.flat.Blocks[i].Text
		if addresses(text) {
			return nil
		}
		words += wordCount(text)
	}
	if words < 15 {
		return nil
	}
	return []seen{{rule: "Kith.SpeaksToYou", block: t.opening, message: "The reader isn't in this page yet.", try: `start one sentence with "you"`}}
}

// nameSpelling: people's whole names are spelt as they spell them.
func nameSpelling(h *House, t *text) []seen {
	var out []seen
	for i := range t.flat.Blocks {
		text := t.flat.Blocks[i].Text
		found, who := h.names.slips(text, t.wordsIn(i))
		for k, s := range found {
			out = append(out, seen{
				rule: "Kith.NameSpelling", block: i, from: s.from, to: s.to, fix: who[k].Name,
				message: fmt.Sprintf("%q looks like %s.", text[s.from:s.to], who[k].Name), try: "use the spelling they use",
			})
		}
	}
	return out
}

// formatShape: a story of some format has what makes it one.
func formatShape(_ *House, t *text) []seen {
	s := t.Record.Story
	if s == nil {
		return nil
	}
	say := func(message, try string) []seen {
		return []seen{{rule: "Kith.FormatShape", block: t.opening, message: message, try: try}}
	}
	all := func(has func(string) bool) bool {
		for i := range t.flat.Blocks {
			if has(t.flat.Blocks[i].Text) {
				return true
			}
		}
		return false
	}
	question := func(text string) bool {
		return strings.ContainsAny(text, "?？؟;") && strings.ContainsAny(text, "?？؟")
	}
	switch s.Format {
	case "interview":
		if !all(question) {
			return say("An interview with no questions in it?", "write what you asked above each answer")
		}
	case "lesson":
		if s.Changed == "" {
			return say("A lesson that doesn't say what changed.", "add changed: with what is different since")
		}
	case "letter":
		if s.To == "" {
			return say("A letter to nobody.", "add to: with who it is for")
		}
	case "day":
		if !all(hasTime) {
			return say("A day with no time of day in it.", `say when: "half past six", "after lunch"`)
		}
	}
	return nil
}

// lessonTone: whoever had the trouble that a lesson is about doesn't smile.
func lessonTone(_ *House, t *text) []seen {
	if t.format() != "lesson" || !english(t.Lang) {
		return nil
	}
	for _, i := range t.body() {
		if at := strings.IndexByte(t.flat.Blocks[i].Text, '!'); at >= 0 {
			return []seen{{
				rule: "Kith.Exclamation", block: i, from: at, to: at + 1,
				message: "A lesson with an exclamation mark sounds as if it had been fun.", try: "a full stop",
			}}
		}
	}
	return nil
}

var clock = regexp.MustCompile(`(?i)\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.|uhr|heures?|o'?clock|o’clock)\b`)

// termCase: the company's name, and the names of voice.md, are written as
// they are written.
func (h *House) termCase(t *text) []seen {
	var out []seen
	for i := range t.flat.Blocks {
		text := t.flat.Blocks[i].Text
		for _, term := range h.terms {
			if !term.maybe(text) {
				continue
			}
			for _, at := range term.find.FindAllStringIndex(text, -1) {
				if said := text[at[0]:at[1]]; term.wrong(said, text, at[0], at[1]) {
					out = append(out, seen{
						rule: "Kith.TermCase", block: i, from: at[0], to: at[1], fix: term.name,
						message: fmt.Sprintf("%q is written %s.", said, term.name), try: term.name,
					})
				}
			}
		}
	}
	return out
}

// term is a name that is always written the same way.
type term struct {
	name string
	find *regexp.Regexp
	// listed is true for a name of voice.md. The company's own, which kith init
	// lists, may be made of common words (Next, Corner Bakery), so it is left alone
	// in small letters.
	listed bool
}

func newTerm(name string, listed bool) (term, bool) {
	words := strings.Fields(name)
	if len(words) == 0 || utf8.RuneCountInString(name) < 3 {
		return term{}, false
	}
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	find, err := regexp.Compile(`(?i)` + strings.Join(words, `\s+`))
	return term{strings.Join(strings.Fields(name), " "), find, listed}, err == nil
}

// maybe is false for a text that hasn't the name's first letter in front of
// its second, in any case: nearly all places of nearly all texts.
func (t term) maybe(text string) bool {
	if len(t.name) < 2 || t.name[0] >= utf8.RuneSelf || t.name[1] >= utf8.RuneSelf || !unicode.IsLetter(rune(t.name[1])) {
		return true
	}
	a, b := t.name[0]|0x20, t.name[1]|0x20
	for i := 0; i+1 < len(text); i++ {
		if text[i]|0x20 == a && text[i+1]|0x20 == b {
			return true
		}
	}
	return false
}

// wrong reports whether words that are the name but for their case ought to
// be written as it is. All in capitals is a way of speaking, and of headings;
// part of an address or of another word is no name.
func (t term) wrong(said, text string, from, to int) bool {
	same := strings.Join(strings.Fields(said), " ")
	if same == t.name || said == strings.ToUpper(said) {
		return false
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:from]); from > 0 && (inWord(before) || strings.ContainsRune("@./-_", before)) {
		return false
	}
	after, n := utf8.DecodeRuneInString(text[to:])
	if to < len(text) {
		next, _ := utf8.DecodeRuneInString(text[to+n:])
		if inWord(after) || strings.ContainsRune("@/-_", after) || after == '.' && inWord(next) {
			return false
		}
	}
	return t.listed || odd(t.name) || said != strings.ToLower(said)
}

// odd reports whether a name can't be taken for common words in small letters:
// there is a sign, a digit, or a capital inside of a word.
func odd(name string) bool {
	inside := false
	for _, r := range name {
		if r != ' ' && !unicode.IsLetter(r) || inside && unicode.IsUpper(r) {
			return true
		}
		inside = r != ' '
	}
	return false
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// english reports whether a tag is of a kind of English.
func english(lang string) bool {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return base == "en"
}

// spaced reports whether a language puts spaces between its words.
func spaced(lang string) bool {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return !slices.Contains([]string{"ja", "zh", "yue", "th", "lo", "km", "my", "bo", "dz"}, base)
}
