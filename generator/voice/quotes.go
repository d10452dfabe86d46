package voice

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longQuote = 8  // words; up to as many are a phrase, not somebody speaking
	monologue = 60 // words of a paragraph that is nothing but a quotation
)

var verse = regexp.MustCompile(`\p{Lu}\p{L}+ \d+:\d+`)

// quoteOwner: what somebody says has somebody who says it, by name or as
// "she said", within two sentences. Where people
// write speech with other words for saying, only quotations set apart count.
func quoteOwner(h *House, t *text) []seen {
	if t.format() == "interview" {
		return nil // whose answers they are stands above
	}
	var out []seen
	blocks := t.flat.Blocks
	owned := func(around ...string) bool {
		for _, s := range around {
			if h.owner(s, t.Lang) {
				return true
			}
		}
		return false
	}
	miss := func(block, from, to int) {
		out = append(out, seen{
			rule: "Kith.QuoteOwner", block: block, from: from, to: to,
			message: fmt.Sprintf("Who said %q?", opening(blocks[block].Text[from:to])), try: "add the name (and check they agreed)",
		})
	}
	for i := t.start; i < len(blocks); i++ {
		b := &blocks[i]
		if b.Quoted {
			first := i
			words := 0
			for ; i < len(blocks) && blocks[i].Quoted; i++ {
				words += len(strings.Fields(blocks[i].Text))
			}
			i--
			if words <= longQuote || t.speaker(first) || h.signed(blocks[i].Text, t.Lang) ||
				owned(lastOf(t.beside(first, -1)), firstOf(t.beside(i, 1))) {
				continue
			}
			miss(first, 0, len(blocks[first].Text))
			continue
		}
		if !english(t.Lang) || !b.Running && b.Scope != "text.list" || t.talk(i) {
			continue
		}
		speech := b.Speech()
		if len(speech) > 1 {
			continue // people talk to each other, or these are examples
		}
		for _, q := range speech {
			said := strings.TrimFunc(b.Text[q[0]:q[1]], func(r rune) bool { return strings.ContainsRune(`“”„"«»「」 `, r) })
			if q[0] == 0 && q[1] >= len(strings.TrimSpace(b.Text)) && len(strings.Fields(said)) > monologue {
				continue // somebody tells all of it, and the page says who
			}
			last, _ := utf8.DecodeLastRuneInString(said)
			if len(strings.Fields(said)) <= longQuote || !strings.ContainsRune(".!?…,", last) && !unicode.IsUpper(firstRune(said)) {
				continue
			}
			before, after := b.Text[:q[0]], b.Text[q[1]:]
			if owned(lastOf(before), firstOf(after)) ||
				strings.TrimSpace(before) == "" && owned(lastOf(t.beside(i, -1))) ||
				strings.TrimSpace(after) == "" && owned(firstOf(t.beside(i, 1))) {
				continue
			}
			miss(i, q[0], q[1])
		}
	}
	return out
}

// talk reports whether people are speaking to each other here: the paragraph
// before or after begins with speech too, and who speaks goes back and forth.
func (t *text) talk(block int) bool {
	for _, step := range []int{-1, 1} {
		if strings.ContainsRune("“\"„«", firstRune(t.beside(block, step))) {
			return true
		}
	}
	return false
}

// speaker reports whether a quotation is one of the writers' blocks, which
// have their speaker in the line above.
func (t *text) speaker(block int) bool {
	at, _ := t.flat.Blocks[block].Place(0, 0)
	before := strings.TrimRight(string(t.Source[:min(max(at, 0), len(t.Source))]), " \t\r\n>")
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return strings.HasPrefix(strings.TrimSpace(line), ":::")
}

// beside is the text of the block before or after, "" at a heading.
func (t *text) beside(block, step int) string {
	i := block + step
	if i < t.start || i >= len(t.flat.Blocks) || strings.HasPrefix(t.flat.Blocks[i].Scope, "text.heading") {
		return ""
	}
	return t.flat.Blocks[i].Text
}

// lastOf and firstOf are the two sentences nearest to a quotation.
func lastOf(s string) string {
	all := sentencesOf(s)
	return strings.Join(all[max(0, len(all)-2):], "\n")
}

func firstOf(s string) string {
	all := sentencesOf(s)
	return strings.Join(all[:min(2, len(all))], "\n")
}

var saying = regexp.MustCompile(`(?i)\b(?:sa(?:id|ys?|ying)|tells?|told|telling|ask(?:s|ed|ing)?|wr(?:ote|ites?|itten)|repl(?:y|ies|ied)|answer(?:s|ed)?|shout(?:s|ed)?|call(?:s|ed)|whisper(?:s|ed)?|thought|thinks?|thinking|reads?|explain(?:s|ed)?|add(?:s|ed)|laugh(?:s|ed)?|recall(?:s|ed)?|remember(?:s|ed)?|describe[sd]?|according to|such as|for example|for instance|thoughts?|syndrome|citing|cites?|put(?:s)? it|in (?:his|her|their|my) (?:own )?words|went|goes|sang|sings|yell(?:s|ed)?|quote[sd]?|joke[sd]?|comment(?:s|ed)?|mention(?:s|ed)?|suggest(?:s|ed)?|heard|feedback|survey|message[sd]?|email(?:ed|s)?|tweet(?:s|ed)?|sign|label|note|letter|title[d]?|motto|proverb|saying|question|phrase|mission|vision|definition|define[sd]?|state[sd]?)\b`)

// owner reports whether somebody who may have said it stands in a text.
func (h *House) owner(s, lang string) bool {
	if s == "" {
		return false
	}
	if len(h.names.mentioned(s)) > 0 || english(lang) && saying.MatchString(s) {
		return true
	}
	return hasName(s) || verse.MatchString(s)
}

// signed reports whether a quotation ends with its speaker: a dash and a name.
func (h *House) signed(s, lang string) bool {
	if i := strings.LastIndexAny(s, "—–―~"); i >= 0 && len(s)-i < 120 {
		return true
	}
	if i := strings.LastIndex(s, "-- "); i >= 0 && len(s)-i < 120 {
		return true
	}
	if i := strings.LastIndex(s, " - "); i >= 0 && len(s)-i < 120 {
		return true
	}
	return len(h.names.mentioned(s)) > 0
}

// hasName reports whether there is a word with a capital that doesn't begin
// a sentence. In a language that writes all nouns so it nearly always is.
func hasName(s string) bool {
	for _, sentence := range sentencesOf(s) {
		for i, w := range strings.Fields(sentence) {
			w = strings.TrimLeft(w, `"“‘('*`)
			r, n := utf8.DecodeRuneInString(w)
			if i > 0 && unicode.IsUpper(r) && len(w) > n && !strings.HasPrefix(w, "I'") && !strings.HasPrefix(w, "I’") {
				return true
			}
		}
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// opening is how a quotation begins, short enough for a message.
func opening(s string) string {
	words := strings.Fields(strings.TrimFunc(s, func(r rune) bool { return strings.ContainsRune(`“”„"«»「」 `, r) }))
	if len(words) <= 6 {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:6], " ") + " ..."
}
