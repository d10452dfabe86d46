package voice_test

import (
	"slices"
	"strings"
	"testing"

	"kith/generator/voice"
)

// told are rules of which the example is a description of what is meant: a
// paragraph of 120 words is no example for a table.
var told = []string{"Kith.LongSentence", "Kith.ParagraphLength", "Kith.SentenceLength", "Kith.ReadingGrade"}

// What the manual shows as before is what the rule finds, and what it shows as
// after is not.
func TestBeforeAndAfter(t *testing.T) {
	h, cfg := house(t, "", "", "en")
	for _, r := range voice.Defaults() {
		if r.File == "" || slices.Contains(told, r.Name) {
			continue
		}
		page := func(text string) voice.Sheet {
			text = strings.Trim(text, "`")
			file := "content/stories/x.md"
			switch r.Name {
			case "Kith.StaleTime":
				file = "content/about.md"
			case "Kith.AltFiller":
				text = "![" + strings.TrimSuffix(text, ".") + "](a.jpg)"
			case "Kith.HeadingCase":
				text = "## " + text + "\n\nSo it went.\n\n## " + text
			}
			return notes(t, h, cfg, file, story+text+"\n")
		}
		if s := page(r.Before); !has(s, r.Name) {
			t.Errorf("%s does not find %q\n%s", r.Name, r.Before, lines(s))
		}
		if s := page(r.After); has(s, r.Name) {
			t.Errorf("%s finds something in %q", r.Name, r.After)
		}
	}
}
