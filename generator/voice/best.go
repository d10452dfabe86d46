package voice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Most is how many notes a person is shown about a page at once.
const Most = 5

// alike is how many notes of one rule are shown before "and 4 more".
const alike = 3

// Best are the notes of a page that somebody is shown, best first: at most
// Most, and at most three of a kind. more counts those left out, as a whole
// and by rule.
func (s *Sheet) Best() (best []Note, more More) {
	shown := map[string]int{}
	for _, n := range s.Notes {
		if len(best) < Most && shown[n.Rule] < alike {
			best = append(best, n)
			shown[n.Rule]++
			continue
		}
		more.All++
		if more.Of == nil {
			more.Of = map[string]int{}
		}
		more.Of[n.Rule]++
	}
	return best, more
}

// More is how many notes were left out.
type More struct {
	All int
	Of  map[string]int
}

// Summary says in a line how a page stands: what works first, then how much
// there is to say. It is never a mark.
func (s *Sheet) Summary() string {
	good := strings.Join(s.Good, ", ")
	if good != "" {
		good = strings.ToUpper(good[:1]) + good[1:] + ". "
	}
	kept := ""
	switch n := len(s.Kept); n {
	case 0:
	case 1:
		kept = " One is kept."
	default:
		kept = fmt.Sprintf(" %d are kept.", n)
	}
	switch n := len(s.Notes); n {
	case 0:
		return good + "Nothing to add." + kept
	case 1:
		return good + "One note." + kept
	default:
		return good + fmt.Sprintf("%d notes.", n) + kept
	}
}

// rank puts the notes that are most worth reading first and numbers them.
// weight says how much a rule's notes help, from 0 to 9. The second and third
// note of a rule say less than the first, so other rules come before them.
func rank(notes []Note, weight func(rule string) int) {
	slices.SortStableFunc(notes, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Pos.Offset, b.Pos.Offset), cmp.Compare(b.Len, a.Len), strings.Compare(a.Rule, b.Rule))
	})
	again := map[string]int{}
	score := make(map[int]int, len(notes)) // by place in the page
	order := make([]int, len(notes))
	for i, n := range notes {
		order[i] = i
		score[i] = int(n.Level)*20 + weight(n.Rule)*2 - min(again[n.Rule], alike)*7
		again[n.Rule]++
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(score[b], score[a]) })
	sorted := make([]Note, len(notes))
	for i, at := range order {
		sorted[i] = notes[at]
		sorted[i].Rank = i + 1
	}
	copy(notes, sorted)
}
