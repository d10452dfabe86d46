package generator_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"kith/generator/sitetest"
)

// Bo's ways and Ana's, as pages, cards, data and the index of the search have
// them.
var (
	bosWays  = []string{"bo@hub.example", "960007", "960 007", "960008", "960 008"}
	anasWays = []string{"ana@hub.example", "960001", "960 001"}
)

// saying are the files of a site in which one of some words stands.
func saying(out map[string]string, words []string) map[string]bool {
	files := map[string]bool{}
	for name, text := range out {
		for _, w := range words {
			if strings.Contains(text, w) {
				files[name] = true
			}
		}
	}
	return files
}

// linked is the JSON-LD of a page.
func linked(page string) string {
	_, data, _ := strings.Cut(page, `<script type="application/ld+json">`)
	data, _, _ = strings.Cut(data, "</script>")
	return data
}

// While somebody is away, and from the day on which they leave, no file of the
// site offers them any more: no page, card, feed, data for machines or index of
// the search. Wherever they were offered, whoever answers instead is; also where
// they stood in for others. On the days before and after, they are. Nothing but
// the date changes.
func TestSuccession(t *testing.T) {
	for _, c := range []struct {
		what, status string
		days         map[string]bool // whether he is there
	}{
		{
			"leave", "status: on_leave\nleave: {from: 2026-11-20, until: 2026-11-24, cover: ana-lopez}",
			map[string]bool{"2026-11-19": true, "2026-11-20": false, "2026-11-24": false, "2026-11-25": true},
		},
		{"leaving", "status: left\ndeparted: {date: 2026-12-01, successor: ana-lopez}", map[string]bool{"2026-11-30": true, "2026-12-01": false}},
		{"leaving, the page too", "status: left\ndeparted: {date: 2026-12-01, successor: ana-lopez, page: redirect, byline: role}", map[string]bool{"2026-11-30": true, "2026-12-01": false}},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			s := sitetest.New(t, successionHub(c.status))
			s.Publish()
			here := s.Output()
			offered := saying(here, bosWays)
			for _, surface := range []string{
				"people/bo-chen/index.html", "contact/letters/index.html", "contact/parcels/index.html", "stories/letter/index.html", "stories/van/index.html",
				"values/say-so/index.html", "asked/index.html", "people/bo-chen/bo-chen.vcf", "people/dee-ward/dee-ward.vcf", "people/eve-fox/index.html",
				"people/flo-gray/index.html", "teams/office/index.html", "search/near.json", "fr/people/bo-chen/bo-chen.vcf", "fr/contact/letters/index.html",
			} {
				if !offered[surface] {
					t.Fatalf("%s does not offer him to begin with", surface)
				}
			}
			for _, day := range slices.Sorted(maps.Keys(c.days)) {
				s.Options.Date = sitetest.Day(day)
				s.Later()
				s.Publish()
				out := s.Output()
				his := saying(out, bosWays)
				if c.days[day] {
					if !maps.Equal(his, offered) {
						t.Errorf("on %s, when he is there, not all that offered him does, or more: %v, want %v", day, his, offered)
					}
					continue
				}
				for name := range his {
					t.Errorf("on %s %s still offers him", day, name)
				}
				hers := saying(out, anasWays)
				for name := range offered {
					text, there := out[name]
					moved := strings.Contains(text, "refresh") && strings.Contains(text, "/people/ana-lopez/")
					if there && !hers[name] && !moved {
						t.Errorf("on %s %s offers nobody in his place", day, name)
					}
					if strings.Contains(linked(here[name]), "bo@hub.example") && !strings.Contains(linked(text), "ana@hub.example") && !moved {
						t.Errorf("on %s the data of %s name nobody in his place:\n%s", day, name, linked(text))
					}
				}
				if code, ok := out["people/bo-chen/qr.svg"]; ok && code != here["people/ana-lopez/qr.svg"] {
					t.Errorf("on %s his code leads to nobody who is there", day)
				}
				// Paper can't be changed, but its address leads on.
				if page := out["people/bo-chen/index.html"]; !strings.Contains(page, "/people/ana-lopez/") {
					t.Errorf("on %s the page on his old codes leads to nobody:\n%s", day, page)
				}
				for name, text := range out {
					if strings.HasSuffix(name, "feed.xml") && strings.Contains(text, "<uri>https://hub.example/people/bo-chen/</uri>") && out["people/bo-chen/index.html"] == "" {
						t.Errorf("on %s %s names a page that is not there", day, name)
					}
				}
			}
		})
	}
}

// successionHub has somebody who is counted on everywhere: on a contact page,
// behind another, as teller, keeper, cover and lead, and on a page by name.
func successionHub(status string) sitetest.Files {
	files := sitetest.Hub(`
-- content/people/dee-ward.md --
---
name: Dee Ward
role: Drives the van
email: dee@hub.example
team: Office
status: on_leave
leave: {from: 2026-11-01, until: 2027-03-31, cover: bo-chen}
consent: {given: 2026-01-05, covers: [name, photo, quote, voice, email, phone, story]}
---

I drive.
-- content/people/eve-fox.md --
---
name: Eve Fox
role: Sweeps
protected: bo-chen
team: Office
consent: {given: 2026-01-05, covers: [name, story]}
---

I sweep.
-- content/people/flo-gray.md --
---
name: Flo Gray
role: Was here before
status: left
departed: {date: 2025-01-01, successor: bo-chen}
consent: {given: 2024-01-05, covers: [name, story]}
---

I was here.
-- content/contact/parcels.md --
---
title: Where is my parcel?
people: [dee-ward]
fallback: [bo-chen]
---

It is on the van.
-- content/teams/office.md --
---
name: Office
lead: bo-chen
---

We sit.
-- content/asked.md --
---
title: Asked
ask: bo-chen
---

Ask away.
-- content/stories/van.md --
---
title: A van on a hill
summary: The van would not go up the hill, and then it did, with a push.
date: 2026-10-01
authors: [dee-ward, eve-fox]
values: [say-so]
topics: [Letters]
---

Up it went.
`)
	files["site.toml"] += "\n[feeds]\nfor = [\"people\", \"values\", \"topics\"]\n" + french
	return files.Replace("content/people/bo-chen/index.md", "email: bo@hub.example\n", "email: bo@hub.example\nphone: \"+44 1632 960007\"\nchannels: [{type: sms, value: \"+44 1632 960008\"}]\n"+status+"\n")
}
