// Package voice reads a hub's pages with the ear of its house: it turns the
// rules of content/voice.md, the rules that come with Kith, and folders of
// Vale-format styles into notes beside paragraphs.
//
// A note is an offer to whoever tells the story, never a mark. Matching is
// package vale's business, and finding the words in Markdown that of
// markdown.Prose; this package knows who the people of the hub are, which kind
// of page asks for what, what somebody chose to keep, and which few notes are
// worth reading first. It decides nothing about a build: who calls it does.
//
// Start with Note, then House in house.go.
package voice

import "kith/generator/diag"

// Level is how much a note matters, as people say it.
type Level uint8

const (
	// Idea is a thought: take it or leave it.
	Idea Level = iota
	// Look is worth a look.
	Look
	// MustFix would do harm: a wrong name, nobody reachable, a placeholder.
	MustFix
)

// String is the level as people read it.
func (l Level) String() string {
	switch l {
	case MustFix:
		return "must fix"
	case Look:
		return "worth a look"
	}
	return "idea"
}

// Key is the level as settings and scripts write it: "must-fix",
// "worth-a-look" or "idea".
func (l Level) Key() string {
	switch l {
	case MustFix:
		return "must-fix"
	case Look:
		return "worth-a-look"
	}
	return "idea"
}

// Note is one thing somebody could do to a page.
type Note struct {
	// Rule is the rule's name, such as "Kith.Jargon"; rules of voice.md are
	// "House.Say" and so on. `kith explain` knows them.
	Rule  string
	Level Level
	// Pos and Len are the words in the source file, in bytes. A note about
	// the page as a whole stands at its first words, with Len 0, or has
	// Offset -1 where there are none.
	Pos diag.Pos
	Len int
	// Words are the words as they stand in the source.
	Words string
	// Message is what a reader hears, in a clause that quotes the words. It
	// has at most 90 characters, long quotations aside.
	Message string
	// Try is what to do about it, in words.
	Try string
	// Fixes are texts that can stand in place of the source's bytes from Pos
	// to Pos+Len just as they are, best first. There is none where somebody
	// has to think.
	Fixes []string
	// Why says why the rule is there; Before and After show it.
	Why, Before, After string
	// Para is the paragraph, heading, item or field it is about.
	Para Para
	// Rank counts from 1 for the note that is most worth reading on its page.
	Rank int
}

// Para is a stretch of a page that notes stand beside.
type Para struct {
	// Key stands for its words: it stays the same while they do, wherever the
	// paragraph moves. Two equal paragraphs of a page share it.
	Key string
	// Field is the field's name for words in the front matter ("title",
	// "summary", ...), "" for the text.
	Field string
	// At and Len are where it stands in the source file, in bytes.
	At, Len int
	// Text is how it begins, as readers see it, to find it in a page: without
	// marks of Markdown, spaces run together, at most 200 bytes.
	Text string
}

// Sheet is what there is to say about one page.
type Sheet struct {
	// File is the page's source.
	File string
	// Notes are all notes, best first: their Rank counts up.
	Notes []Note
	// Kept are notes that somebody chose to keep, in the order of the page,
	// with the reason they gave.
	Kept []Kept
	// Good are what works already, as clauses: "3 people are named", "no
	// sentence is over 28 words".
	Good []string
	// Findings are about the fields that keep notes.
	Findings []diag.Diagnostic
}

// Kept is a note that somebody chose to live with.
type Kept struct {
	Note
	// Reason is why, in their words; it may be empty.
	Reason string
}
