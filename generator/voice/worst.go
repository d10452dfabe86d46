package voice

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kith/generator/vale"
)

// oneOf are the rules that count: one note a page about the worst place helps,
// and a note on each would be a scolding.
var oneOf = []string{"Kith.AcronymFirst", "Kith.HeadingCase", "Kith.OneSpelling", "Kith.ReadingGrade", "Kith.LongSentence", "Kith.SentenceLength", "Kith.ParagraphLength"}

// A long sentence now and then is how people talk. It is worth a word from
// one in so many on; sooner where the house has said how long it likes them.
const (
	often        = 5
	oftenForUs   = 10
	fewSentences = 3
)

// heap is what such a rule found on a page.
type heap struct {
	first Note
	alert vale.Alert
	most  int
	all   int
	said  []string // what they were, each once
}

var (
	number   = regexp.MustCompile(`\d+`)
	fraction = regexp.MustCompile(`\.\d+`)
)

func (w *heap) add(n Note, a vale.Alert) *heap {
	if w == nil {
		w = &heap{}
	}
	w.all++
	if a.Match != "" && !slices.Contains(w.said, a.Match) {
		w.said = append(w.said, a.Match)
	}
	if w.all == 1 {
		w.first, w.alert = n, a
	}
	if n.Rule == "Kith.HeadingCase" || n.Rule == "Kith.OneSpelling" || n.Rule == "Kith.AcronymFirst" {
		return w // the first of them stands for all
	}
	if count, _ := strconv.Atoi(number.FindString(a.Message)); count > w.most {
		w.first, w.alert, w.most = n, a, count
	}
	return w
}

// excused reports whether a rule that counts has nothing to add.
func (h *House) excused(t *text, rule string, w *heap, all map[string]*heap) bool {
	switch rule {
	case "Kith.SentenceLength":
		share := often
		if h.explicit {
			share = oftenForUs
		}
		return all["Kith.LongSentence"] != nil || w.all < fewSentences || w.all*share < t.sentences()
	case "Kith.ReadingGrade": // what helps is the same
		return all["Kith.LongSentence"] != nil && (h.opts.Voice == nil || h.opts.Voice.Grade == 0)
	case "Kith.HeadingCase": // one alone may well be a name
		return w.all < 2
	}
	return false
}

// sentences is how many sentences the text proper has.
func (t *text) sentences() int {
	n := 0
	for _, i := range t.body() {
		n += len(t.sentencesIn(i))
	}
	return n
}

// note is about the worst of them, and stands at all of it.
func (w *heap) note(t *text) Note {
	n := w.first
	switch n.Rule {
	case "Kith.ReadingGrade": // about all of it, so it stands where that begins
		n.Message = fraction.ReplaceAllString(n.Message, "")
		w.alert.Block, n.Pos.Offset, n.Len, n.Words = t.opening, -1, 0, ""
		if t.opening >= 0 {
			n.Pos.Offset, _ = t.flat.Blocks[t.opening].Place(0, 0)
		}
		return n
	case "Kith.AcronymFirst":
		n.Try = fmt.Sprintf(`say it once in full, with "(%s)" behind it`, w.alert.Match)
		if len(w.said) > 1 {
			n.Try += "; also " + strings.Join(w.said[1:min(4, len(w.said))], ", ")
		}
		return n
	case "Kith.HeadingCase", "Kith.OneSpelling":
		return n
	}
	if w.alert.Block < 0 {
		return n
	}
	b := &t.flat.Blocks[w.alert.Block]
	from, to := 0, len(b.Text)
	if n.Rule != "Kith.ParagraphLength" {
		from, to = sentenceAt(b.Text, w.alert.From)
	}
	n.Pos.Offset, n.Len = b.Place(from, to)
	n.Words = string(t.Source[n.Pos.Offset : n.Pos.Offset+n.Len])
	if w.all > 1 {
		n.Try += fmt.Sprintf("; %d more on this page are as long", w.all-1)
	}
	return n
}

// sentenceAt are the bounds of the sentence around a place.
func sentenceAt(s string, at int) (from, to int) {
	to = len(s)
	for _, end := range sentenceEnds(s) {
		if end <= at {
			from = end
		} else {
			to = end
			break
		}
	}
	return from, from + len(strings.TrimRight(s[from:to], " \n\t"))
}
