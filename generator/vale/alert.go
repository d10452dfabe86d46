package vale

import "kith/generator/diag"

// Alert is what a rule has to say about a place.
type Alert struct {
	// Rule is its name, "Style.Rule".
	Rule string
	// Level is how grave the style finds it.
	Level Level
	// Message and Description are filled in; Link is for reading on.
	Message, Description, Link string
	// Offset and Len say where in the file it is. An alert about a whole text
	// has Len 0.
	Offset, Len int
	// Match is the text as the rule saw it, without markup.
	Match string
	// Action says what could be done, Replacements with what result: each is
	// one that could stand in place of the match. "" takes the match away.
	Action       Action
	Replacements []string
	// Scope is the block's, such as "text.heading.h2".
	Scope string
	// Block is the index of the block in the Prose; -1 for the whole text.
	Block int
	// From and To are where the match stands in the block's Text.
	From, To int
}

// Level is how grave a rule is.
type Level uint8

// The levels of Vale. People read them as idea, worth a look and must fix.
const (
	Suggestion Level = iota
	Warning
	Error
)

var levelNames = []string{"suggestion", "warning", "error"}

func (l Level) String() string { return levelNames[min(int(l), 2)] }

// ParseLevel reads the name of a level.
func ParseLevel(s string) (Level, bool) {
	for i, name := range levelNames {
		if s == name {
			return Level(i), true
		}
	}
	return 0, false
}

// Severity is the level as findings of Kith have it.
func (l Level) Severity() diag.Severity {
	return []diag.Severity{diag.Idea, diag.Warning, diag.Error}[min(int(l), 2)]
}

// Action is what a rule proposes: suggest, replace, remove, convert or edit.
type Action struct {
	Name   string
	Params []string
}
