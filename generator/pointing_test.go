package generator_test

import (
	"strings"
	"testing"

	"kith/generator/sitetest"
)

// Findings about site.toml point at what is to be changed, and a file whose
// fields can't be read is accused of nothing else.
func TestFindingsPointAtTheirCause(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub().
		Replace("site.toml", "host =", "theme = \"nix\"\nhost =").
		Replace("site.toml", "[organization]", "[[redirects]]\nfrom = \"/old/\"\nto = \"/nowhere/\"\n\n[organization]"))
	got := s.Findings(s.Build())
	for _, want := range []string{
		"theme = \"nix\"\n             ^^^",
		"to = \"/nowhere/\"\n          ^^^^^^^^^\n    Write the path of a page",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
	s = sitetest.New(t, sitetest.Hub().Replace("content/people/bo-chen/index.md", "consent: {", "notes: [\nconsentt: {"))
	if got := s.Findings(s.Build()); !strings.Contains(got, "[front-matter]") || strings.Contains(got, "on record for Bo") {
		t.Error(got)
	}
}
