package generator_test

import (
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

const cleoAgrees = "consent: {given: 2026-02-01, covers: [name, quote, story], asked_by: ana-lopez, until: 2028-01-01}"

// nameHub types Cleo's name into what is published, and where nobody reads it.
func nameHub(consent string) sitetest.Files {
	return sitetest.Hub(`
-- content/people/cleo-marsh.md --
---
name: Cleo Marsh
role: Bench hand
email: marsh@hub.example
---
-- content/stories/hidden.md --
---
title: A draft about Cleo Park
summary: A draft that nobody reads, whoever it may be about in the end.
date: 2026-11-01
authors: [ana-lopez]
draft: true
---
Cleo Park.
-- static/words.vtt --
WEBVTT

00:00.000 --> 00:02.000
Thank you, Cleo!
`).
		Replace("content/people/cleo-park.md", cleoAgrees, consent).
		Replace("content/people/cleo-park.md", "name: Cleo Park", "name: Cléo Park\nknown_as: Cleo").
		Replace("content/stories/letter.md", "The letter was four", "CLEO\nPark's letter, which Cleo (not Cleo Marsh, Cleopatra, cleo.png) wrote <!-- Cleo -->, was four").
		Replace("content/about.md", "We are few.", "We are few. ![Cléo Park at the door](/img/lamp.png)")
}

// Each place where a name still stands is a finding, in what is published.
func TestNamesLeft(t *testing.T) {
	where := func(s *sitetest.Site, rep *generator.Report) string {
		var out []string
		for _, line := range strings.Split(s.Findings(rep), "\n") {
			if strings.Contains(line, "name-left") {
				at, _, _ := strings.Cut(line, ": ")
				out = append(out, at)
			}
		}
		return strings.Join(out, " ")
	}
	const want = "content/about.md:7:15 content/stories/letter.md:10:1 content/stories/letter.md:11:22 static/words.vtt:4:12"
	withdrawn := "consent: {given: 2026-02-01, covers: [name, quote, story], withdrawn: 2026-11-10}"
	for name, c := range map[string]struct{ consent, want string }{
		"agreed":    {cleoAgrees, ""},
		"withdrawn": {withdrawn, want},
		"ended":     {strings.Replace(withdrawn, "withdrawn", "until", 1), want},
		"never":     {"", want},
	} {
		t.Run(name, func(t *testing.T) {
			s := sitetest.New(t, nameHub(c.consent))
			if got := where(s, s.Build()); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if got := where(s, s.Build()); got != c.want {
				t.Errorf("a second time: %s", got)
			}
		})
	}
}
