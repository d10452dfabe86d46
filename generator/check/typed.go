package check

// Typed are some words of a page that stand in one paragraph, cell or the
// like, outside of links and code, and hold digits enough for a telephone
// number, or an @.
type Typed struct {
	Text string
	Main bool
}

// typed is where the scanner is in words that may hold a number or an address.
type typed struct {
	from   int  // where they begin in the text of the part
	digits int  // how many there are in them
	at     bool // there is an @ in them
	inside int  // how many links and the like are open
}

// fewest is how many digits a telephone number has at least that somebody has
// to themselves.
const fewest = 7

func (s *scanner) beginWords() {
	t := &s.typed
	t.from, t.digits, t.at = len(*s.text), 0, false
}

// endWords ends the words in which a number may stand. Others begin.
func (s *scanner) endWords() {
	t := &s.typed
	words := (*s.text)[min(t.from, len(*s.text)):]
	worth := len(words) >= fewest && (t.digits >= fewest || t.at)
	s.beginWords()
	if worth && t.inside == 0 {
		s.page.Typed = append(s.page.Typed, Typed{Text: string(visible(nil, words)), Main: s.main > 0})
	}
}
