package voice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

// longKept is from how many bytes on the beginning stands for kept words: a
// sentence need not be copied whole.
const longKept = 60

// Keep is what to write into voice_keep to live with a note, as it is: its
// words, or the beginning of them; where it has none, nothing but its rule.
func (n *Note) Keep() (words, rule string) {
	if n.Words == "" {
		return "", n.Rule
	}
	w := plain(n.Words)
	if len(w) > 2*longKept {
		w = w[:strings.LastIndexByte(w[:longKept+30], ' ')]
		w = strings.ToValidUTF8(w, "")
	}
	return w, n.Rule
}

// plain runs white space together, so that a line may be broken elsewhere.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// keeps reports whether somebody chose to live with a note.
func keeps(k model.Keep, n *Note) bool {
	if k.Rule != "" && !sameRule(k.Rule, n.Rule) {
		return false
	}
	if k.Words == "" {
		return true
	}
	words, said := plain(k.Words), plain(n.Words)
	return words == said || len(words) >= longKept && strings.HasPrefix(said, words)
}

func style(rule string) string {
	s, _, _ := strings.Cut(rule, ".")
	return s
}

// keep parts the notes somebody chose to live with from the others, and says
// which choices are about nothing any more.
func (h *House) keep(t *text, notes []Note) (left []Note, kept []Kept, findings []diag.Diagnostic) {
	for _, n := range notes {
		i := slices.IndexFunc(t.entry.VoiceKeep, func(k model.Keep) bool { return keeps(k, &n) })
		if i < 0 {
			left = append(left, n)
			continue
		}
		kept = append(kept, Kept{n, t.entry.VoiceKeep[i].Why})
	}
	slices.SortStableFunc(kept, func(a, b Kept) int { return cmp.Compare(a.Pos.Offset, b.Pos.Offset) })
	var list diag.List
	for _, k := range t.entry.VoiceKeep {
		if k.Rule != "" && !h.knows(k.Rule) {
			var all []diag.Candidate
			for _, name := range Names() {
				all = append(all, diag.Candidate{ID: name})
			}
			hint := diag.DidYouMean(k.Rule, all)
			if hint == "" {
				hint = "docs/voice-rules.md lists Kith's"
			}
			list.Add("voice-keep", k.At, k.Len, fmt.Sprintf("voice_keep names a rule nobody knows: %s", diag.Quote(k.Rule)), hint)
			continue
		}
		if k.Words != "" && !t.says(k.Words) {
			list.Add("voice-keep", k.At, k.Len, fmt.Sprintf("voice_keep is about words that aren't here any more: %s", diag.Quote(k.Words)), "take that line out")
		}
	}
	return left, kept, list.Sorted()
}

// knows reports whether a name is a rule's, or a style's.
func (h *House) knows(name string) bool {
	return slices.ContainsFunc(h.Known(), func(k string) bool { return sameRule(name, k) })
}

// says reports whether words stand on a page, in its source or as it is read.
func (t *text) says(words string) bool {
	words = plain(words)
	for i := range t.flat.Blocks {
		b := &t.flat.Blocks[i]
		if strings.Contains(plain(b.Text), words) {
			return true
		}
		if at, n := b.Place(0, len(b.Text)); at >= 0 && at+n <= len(t.Source) && strings.Contains(plain(string(t.Source[at:at+n])), words) {
			return true
		}
	}
	return false
}

// apart drops notes about a place that another note is about: the house's
// first, then Kith's, then the graver.
func apart(notes []Note) []Note {
	order := slices.Clone(notes)
	slices.SortStableFunc(order, func(a, b Note) int {
		return cmp.Or(cmp.Compare(origin(a.Rule), origin(b.Rule)), cmp.Compare(b.Level, a.Level), cmp.Compare(a.Pos.Offset, b.Pos.Offset))
	})
	var out []Note
	for _, n := range order {
		taken := slices.ContainsFunc(out, func(o Note) bool {
			return n.Len > 0 && o.Len > 0 && !whole(n.Rule) && !whole(o.Rule) &&
				n.Pos.Offset < o.Pos.Offset+o.Len && o.Pos.Offset < n.Pos.Offset+n.Len
		})
		if !taken {
			out = append(out, n)
		}
	}
	return out
}

// whole reports whether a rule's notes are about a whole sentence, paragraph
// or quotation, and so say something else than notes about words in it.
func whole(rule string) bool {
	return slices.Contains(oneOf, rule) || rule == "Kith.QuoteOwner" || rule == "Kith.HeadingCase"
}

func origin(rule string) int {
	switch style(rule) {
	case "House":
		return 0
	case "Kith":
		return 1
	}
	return 2
}
