package voice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kith/generator/model"
)

// good says what works on a page, as far as it can be worked out.
func (h *House) good(t *text, notes []Note) []string {
	var out []string
	who := h.named(t)
	if s := t.Record.Story; s != nil {
		for _, refs := range [][]model.Ref{s.Authors, s.ToldBy} {
			for _, r := range refs {
				for i, p := range h.opts.World.People {
					if p.ID == r.ID && !slices.Contains(who, i) {
						who = append(who, i)
					}
				}
			}
		}
	}
	switch len(who) {
	case 0:
	case 1:
		out = append(out, h.opts.World.People[who[0]].called()+" is named")
	default:
		out = append(out, many(len(who))+" people are named")
	}
	longest, sentences, time, place, you := 0, 0, false, false, false
	for _, i := range t.body() {
		text := t.flat.Blocks[i].Text
		time = time || hasTime(text) || hasDay(text)
		place = place || slices.ContainsFunc(h.opts.World.Places, func(p string) bool { return strings.Contains(text, p) })
		you = you || addresses(text)
		if !t.flat.Blocks[i].Running {
			continue
		}
		for _, s := range t.sentencesIn(i) {
			longest = max(longest, wordCount(s))
			sentences++
		}
	}
	switch {
	case time && place:
		out = append(out, "there is a time and a place")
	case time:
		out = append(out, "there is a time")
	case place:
		out = append(out, "there is a place")
	}
	if sentences > 2 && longest <= h.sentence && spaced(t.Lang) {
		out = append(out, fmt.Sprintf("no sentence is over %d words", h.sentence))
	}
	if kind := t.Record.Kind; you && english(t.Lang) && (kind == model.KindRoute || kind == model.KindValue) {
		out = append(out, "it speaks to the reader")
	}
	return out
}

// many is a number from two on as one says it.
func many(n int) string {
	if small := []string{"two", "three", "four", "five", "six", "seven", "eight", "nine"}; n-2 < len(small) {
		return small[n-2]
	}
	return strconv.Itoa(n)
}

// called is what somebody is called in running words.
func (p Person) called() string {
	if p.KnownAs != "" {
		return p.KnownAs
	}
	return p.Name
}
