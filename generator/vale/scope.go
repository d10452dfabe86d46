package vale

import (
	"slices"
	"strings"
)

// scope says in which blocks a rule looks: one of several alternatives, each of
// which may have several parts ("paragraph & ~list").
type scope struct {
	words   []string
	anyOf   [][]selector
	without []string // parts of blocks that are to be left out (~link)
}

type selector struct {
	sections []string
	not      bool
}

// partScopes are those of pieces of a block.
var partScopes = []string{"link", "strong", "emphasis", "code"}

func newScope(words []string) scope {
	s := scope{words: words}
	for _, w := range words {
		var all []selector
		for part := range strings.SplitSeq(w, "&") {
			part = strings.TrimSpace(part)
			name := strings.TrimPrefix(part, "~")
			sel := selector{not: name != part}
			for section := range strings.SplitSeq(name, ".") {
				sel.sections = append(sel.sections, strings.TrimSpace(section))
			}
			if sel.not && len(sel.sections) == 1 && slices.Contains(partScopes, name) {
				s.without = append(s.without, name)
			}
			all = append(all, sel)
		}
		s.anyOf = append(s.anyOf, all)
	}
	return s
}

// names says whether the scope asks for something by its name.
func (s *scope) names(section string) bool {
	for _, all := range s.anyOf {
		for _, sel := range all {
			if !sel.not && slices.Contains(sel.sections, section) {
				return true
			}
		}
	}
	return false
}

// fits says whether a rule of this scope looks at a block, given by its
// sections ("text heading h2 md").
func (s *scope) fits(block []string) bool {
	sentence := len(block) > 0 && block[0] == "sentence"
	for _, all := range s.anyOf {
		if sentence && !slices.ContainsFunc(all, func(sel selector) bool { return !sel.not && slices.Contains(sel.sections, "sentence") }) {
			continue
		}
		if fitsAll(all, block) {
			return true
		}
	}
	return false
}

func fitsAll(all []selector, block []string) bool {
	for _, sel := range all {
		has := true
		for _, section := range sel.sections {
			has = has && slices.Contains(block, section)
		}
		if has == sel.not {
			return false
		}
		if sel.not && (slices.Contains(block, "raw") || slices.Contains(block, "summary")) {
			return false
		}
	}
	return true
}
