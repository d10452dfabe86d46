package voice

import "strings"

const gradeName = "Kith.ReadingGrade"

// To count syllables as Vale does takes longer than all other rules together.
// So a page is looked at quickly first: groups of vowels are nearly syllables,
// and where those are far from too many, nobody has to count.
const (
	usualGrade = 12  // as the rule's file has it
	quickError = 2.5 // more than the two ways of counting differ
)

// mayBeHard reports whether a page may be harder to read than the house likes.
func (h *House) mayBeHard(t *text) bool {
	limit := usualGrade
	if v := h.opts.Voice; v != nil && v.Grade > 0 {
		limit = v.Grade
	}
	words, sentences, syllables := 0, 0, 0
	for i := range t.flat.Blocks {
		b := &t.flat.Blocks[i]
		if !b.Summed {
			continue
		}
		ends := 0
		for range sentenceEnds(b.Text) {
			ends++
		}
		sentences += max(1, ends)
		for w := range strings.FieldsSeq(b.Text) {
			words++
			syllables += vowelGroups(w)
		}
	}
	if words == 0 {
		return false
	}
	grade := 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
	return grade > float64(limit)-quickError
}

// vowelGroups is about how many syllables a word has.
func vowelGroups(w string) int {
	n, in := 0, false
	for i := 0; i < len(w); i++ {
		vowel := strings.IndexByte("aeiouyAEIOUY", w[i]) >= 0
		if vowel && !in {
			n++
		}
		in = vowel
	}
	if n > 1 && (strings.HasSuffix(w, "e") || strings.HasSuffix(w, "es") || strings.HasSuffix(w, "ed")) {
		n--
	}
	return max(1, n)
}
