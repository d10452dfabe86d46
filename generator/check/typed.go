package check

import "bytes"

// Typed are some words of a page that stand in one paragraph, cell or the
// like, outside of links and code, and hold digits enough for a telephone
// number, or an @.
type Typed struct {
	Text string
	Main bool
}

// typed is where the scanner is in words that may hold a number or an address.
type typed struct {
	from   int // where they begin in the text of the part
	inside int // how many links and the like are open
}

// fewest is how many digits a telephone number has at least that somebody has
// to themselves.
const fewest = 7

// endWords ends the words in which a number may stand.
func (s *scanner) endWords() {
	t := &s.typed
	words := (*s.text)[min(t.from, len(*s.text)):]
	t.from = len(*s.text)
	if t.inside > 0 || !mayHoldWay(words) {
		return
	}
	s.page.Typed = append(s.page.Typed, Typed{Text: string(visible(nil, words)), Main: s.main > 0})
}

// mayHoldWay reports whether words are worth a closer look.
func mayHoldWay(words []byte) bool {
	if len(words) < fewest {
		return false
	}
	digits := 0
	for _, c := range words {
		if c-'0' <= 9 {
			if digits++; digits == fewest {
				return true
			}
		}
	}
	return bytes.IndexByte(words, '@') >= 0
}
