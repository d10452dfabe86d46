package generator_test

import (
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// A check remembers what it found on pages that nobody built, and makes only
// those again that changed since, by it or by a build.
func TestCheckRemembers(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub().With("content/extra.md", page("## So\n\n#### Deep\n\nSee [the price list](about.md).")))
	step := func(what string, pages int, found string) {
		t.Helper()
		s.Later()
		rep := s.Check()
		if rep.Rendered != pages && pages >= 0 {
			t.Errorf("%s: %d pages were made, want %d", what, rep.Rendered, pages)
		}
		text := s.Findings(rep)
		if clean := s.Findings(s.Check(func(o *generator.Options) { o.NoState = true })); text != clean || !strings.Contains(text, found) {
			t.Errorf("%s: found\n%s\nwithout a memory\n%s", what, text, clean)
		}
	}
	step("at first", -1, "heading-order")
	step("again", 0, "heading-order")
	s.Write("content/extra.md", page("## So\n\n#### Deep\n\nRing 01632 960 999."))
	step("after an edit", 1, "nameless-number")
	step("and again", 0, "nameless-number")
	s.Options.Strict = true
	s.Check()
	s.Options.Strict = false
	step("after a strict one", 0, "nameless-number")
	s.Publish()
	step("after a build", 0, "nameless-number")
	s.Replace("content/about.md", "We are few.", "Ring 01632 960 998.")
	step("and an edit", 1, "960 998")
}
