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
var oneOf = []string{"Kith.AcronymFirst", "Kith.LongSentence", "Kith.SentenceLength", "Kith.ParagraphLength"}

// habit is how many sentences have to be on the long side before that is
// worth a word, where the house has not said how long it likes them.
const habit = 4

// heap is what such a rule found on a page.
type heap struct {
	first Note
	alert vale.Alert
	most  int
	all   int
	said  []string // what they were, each once
}

var number = regexp.MustCompile(`\d+`)

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
	if count, _ := strconv.Atoi(number.FindString(a.Message)); count > w.most {
		w.first, w.alert, w.most = n, a, count
	}
	return w
}

// excused reports whether a rule that counts has nothing to add.
func (h *House) excused(rule string, w *heap, all map[string]*heap) bool {
	if rule != "Kith.SentenceLength" {
		return false
	}
	return all["Kith.LongSentence"] != nil || !h.explicit && w.all < habit
}

// note is about the worst of them, and stands at all of it.
func (w *heap) note(t *text) Note {
	n := w.first
	if w.alert.Block < 0 {
		return n
	}
	if n.Rule == "Kith.AcronymFirst" {
		if len(w.said) > 1 {
			n.Try += "; also " + strings.Join(w.said[1:min(4, len(w.said))], ", ")
		}
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
	for _, end := range sentenceEnd.FindAllStringIndex(s, -1) {
		if end[1] <= at {
			from = end[1]
		} else {
			to = end[1]
			break
		}
	}
	return from, from + len(strings.TrimRight(s[from:to], " \n\t"))
}
