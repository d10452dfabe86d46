package graph_test

import (
	"strings"
	"testing"

	"kith/generator/sitetest"
)

const letters = "content/contact/letters.md"

// A contact page is looked at before somebody is missing from it.
func TestRouteFindings(t *testing.T) {
	away := func(who, when string) func(sitetest.Files) sitetest.Files {
		return func(f sitetest.Files) sitetest.Files {
			return f.Replace("content/people/"+who, "consent:", "status: on_leave\nleave: {"+when+"}\nconsent:")
		}
	}
	for _, c := range []struct {
		name  string
		files sitetest.Files
		code  string // "" for no finding
		says  string
	}{
		{"as it is", sitetest.Hub(), "", ""},
		{
			"both away on one day",
			away("bo-chen/index.md", "from: 2026-11-20, until: 2026-11-22, cover: ana-lopez")(
				away("ana-lopez.md", "from: 2026-11-22, until: 2026-11-30, cover: bo-chen")(sitetest.Hub())),
			"nobody-soon", "on 2026-11-22",
		},
		{
			"both away, but later than one looks",
			away("bo-chen/index.md", "from: 2026-12-20, until: 2026-12-22, cover: ana-lopez")(
				away("ana-lopez.md", "from: 2026-12-22, until: 2026-12-30, cover: bo-chen")(sitetest.Hub())),
			"", "",
		},
		{
			"one away, covered",
			away("bo-chen/index.md", "from: 2026-11-20, until: 2026-11-22, cover: ana-lopez")(sitetest.Hub()),
			"", "",
		},
		{
			"a phone and nothing else",
			sitetest.Hub().Replace("content/people/bo-chen/index.md", "email: bo@hub.example", `phone: "+44 1632 960002"`),
			"voice-only", "has to make a voice call",
		},
		{
			"a language nobody speaks",
			sitetest.Hub().Replace(letters, "people: [bo-chen]", "people: [bo-chen]\nlanguages: [en, pt]"),
			"language-unanswered", `the language "pt"`,
		},
		{
			"a language somebody speaks here",
			sitetest.Hub().Replace(letters, "people: [bo-chen]", "people: [{person: bo-chen, languages: [pt-BR]}]\nlanguages: [pt]"),
			"", "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sitetest.New(t, c.files)
			said := s.Findings(s.Build())
			for _, code := range []string{"nobody-soon", "voice-only", "language-unanswered"} {
				if found := strings.Contains(said, "["+code+"]"); found != (code == c.code) {
					t.Errorf("%s: found is %t\n%s", code, found, said)
				}
			}
			if !strings.Contains(said, c.says) {
				t.Errorf("no word of %q:\n%s", c.says, said)
			}
		})
	}
}
