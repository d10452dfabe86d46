package voice

import (
	"fmt"
	"strings"

	"kith/generator/model"
)

// mostPrompts is how many rules somebody is reminded of when they begin to
// write. The page "How we talk" has them all.
const mostPrompts = 6

// Prompts are a house's rules in a few lines, for somebody who begins a page.
func Prompts(v *model.Voice) []string {
	if v == nil {
		return nil
	}
	var out []string
	for _, s := range v.Say {
		if len(out) == mostPrompts-2 {
			break
		}
		line := fmt.Sprintf("%s, not %s", s.Say, strings.Join(s.InsteadOf, " or "))
		if s.Because != "" {
			line += ": " + s.Because
		}
		out = append(out, line)
	}
	if len(v.Never) > 0 {
		out = append(out, "never: "+strings.Join(phrases(v.Never[:min(3, len(v.Never))]), "; "))
	}
	var rest []string
	switch v.People {
	case "we":
		rest = append(rest, `"we" is all of us; what you did, you say as "I"`)
	case "I":
		rest = append(rest, `you speak as "I"`)
	}
	if v.Sentence > 0 {
		rest = append(rest, fmt.Sprintf("sentences up to %d words", v.Sentence))
	}
	if len(rest) > 0 {
		out = append(out, strings.Join(rest, "; "))
	}
	return out
}
