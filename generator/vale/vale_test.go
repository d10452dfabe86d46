package vale_test

import (
	"fmt"
	"strings"
	"testing"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/vale"
)

// check runs one rule over a text and returns what it says, a line an alert:
// the place, the match, the message.
func check(t *testing.T, rule, text string) string {
	t.Helper()
	var list diag.List
	s := vale.New()
	s.Parse("Test.Rule", "Test/Rule.yml", []byte(rule), &list)
	if d := list.Sorted(); len(d) > 0 {
		t.Fatalf("%v", d)
	}
	return alerts(s, text)
}

func alerts(s *vale.Set, text string) string {
	var b strings.Builder
	for _, a := range s.Check("a.md", markdown.ReadProse([]byte(text), 0, nil)) {
		at := diag.Locate([]byte(text), a.Offset)
		fmt.Fprintf(&b, "%d:%d %q %q %s\n", at.Line, at.Column, a.Match, text[a.Offset:a.Offset+a.Len], a.Message)
	}
	return b.String()
}

func TestRules(t *testing.T) {
	for _, c := range []struct{ name, rule, text, want string }{
		{
			"existence finds a word, not a part of one", "extends: existence\nmessage: \"not '%s'\"\ntokens: [art, \"colou?r\"]\n",
			"The art of a part.\nColour and *color*.\n",
			"1:5 \"art\" \"art\" not 'art'\n2:13 \"color\" \"color\" not 'color'\n",
		},
		{
			"substitution", "extends: substitution\nmessage: \"'%s', not '%s'\"\nignorecase: true\nswap:\n  utili[sz]e: use\n  in order to: to\n",
			"We Utilise it, in\norder **to** win.\n",
			"1:4 \"Utilise\" \"Utilise\" 'use', not 'Utilise'\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := check(t, c.rule, c.text); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
