package graph_test

import (
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

const anasConsent = "consent: {given: 2026-01-05, covers: [name, photo, quote, voice, email, phone, story]}\n---\n\nI have run"

// ana is the small hub with some fields added to Ana, who is not its host.
func ana(fields string, changes ...string) sitetest.Files {
	return sitetest.Hub(changes...).
		Replace("site.toml", `host = "ana-lopez"`, `host = "bo-chen"`).
		Replace("content/people/ana-lopez.md", anasConsent, fields+"\n"+anasConsent)
}

func has(t *testing.T, tree map[string]string, page string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(tree[page], w) {
			t.Errorf("%s does not hold %q", page, w)
		}
	}
}

func hasNot(t *testing.T, tree map[string]string, page string, words ...string) {
	t.Helper()
	if tree[page] == "" {
		t.Errorf("there is no %s", page)
	}
	for _, w := range words {
		if strings.Contains(tree[page], w) {
			t.Errorf("%s holds %q", page, w)
		}
	}
}

// errors are the findings that stop a build.
func errors(s *sitetest.Site) string {
	rep := s.Build()
	if rep.Published {
		return ""
	}
	return s.Findings(rep)
}

// The pages of those who left or died offer nothing that they would do.
func TestPagesOfThoseWhoAreNotHere(t *testing.T) {
	for name, fields := range map[string]string{
		"left":     "status: left\ndeparted: {date: 2026-11-01, successor: bo-chen}\nask_me_about: [door hinges]",
		"memorial": "status: memorial\nask_me_about: [door hinges]",
	} {
		t.Run(name, func(t *testing.T) {
			s := sitetest.New(t, ana(fields))
			s.Publish()
			hasNot(t, s.Output(), "people/ana-lopez/index.html", "960001", "ana@hub", "Something arrived broken", "I want to write a letter", "door hinges",
				"What can be mended is not replaced")
		})
	}
}

// Where a leaver's work went to a contact page, somebody there answers who
// can: not a colleague who died.
func TestSuccessorOnARoute(t *testing.T) {
	files := ana("status: left\ndeparted: {date: 2026-11-01, successor: 'contact:letters'}", `
-- content/people/dee-ward.md --
---
name: Dee Ward
role: Wrote letters
status: memorial
email: dee@hub.example
---

She wrote.
`).
		Replace("content/contact/letters.md", "people: [bo-chen]", "people: [ana-lopez, dee-ward, bo-chen]").
		Replace("content/contact/letters.md", "fallback: [ana-lopez]", "order: 1")
	s := sitetest.New(t, files)
	s.Publish()
	has(t, s.Output(), "people/ana-lopez/index.html", "mailto:bo@hub.example")
}

// A cover whom nobody can reach is as good as nobody.
func TestChainEndsAtSomebodyWithoutAWayIn(t *testing.T) {
	files := ana("status: on_leave\nleave: {from: 2026-11-01, until: 2026-12-01, cover: cleo-park}")
	if got := errors(sitetest.New(t, files)); !strings.Contains(got, "[cover-loop]") || !strings.Contains(got, "Cleo Park") {
		t.Errorf("want an error about the cover, got:\n%s", got)
	}
}

// "contact:" says that a contact page is meant, also where somebody has the
// same id.
func TestAskWithPrefix(t *testing.T) {
	files := sitetest.Hub(`
-- content/contact/ana-lopez.md --
---
title: I want to see the workshop
people: [bo-chen]
---

Come.
-- content/values/_index.md --
---
title: Values
ask: contact:ana-lopez
---
`)
	s := sitetest.New(t, files)
	s.Publish()
	has(t, s.Output(), "values/index.html", `mailto:bo@hub.example`)
}

// While the host is away, the foot of every page names who answers instead.
func TestHostAway(t *testing.T) {
	files := sitetest.Hub().Replace("content/people/ana-lopez.md", "team: Workshop", "team: Workshop\nleave: {from: 2026-11-01, until: 2026-12-01, cover: bo-chen}").
		Replace("site.toml", "country", "corrections = \"dee-ward\"\ncountry").With("content/people/dee-ward.md", "---\nname: Dee Ward\nrole: Reads\nemail: dee@hub.example\n---\n\nI read.\n")
	s := sitetest.New(t, files)
	s.Publish()
	page := s.Output()["values/index.html"]
	if foot := page[strings.LastIndex(page, "<footer"):]; !strings.Contains(foot, "bo@hub.example") {
		t.Errorf("nobody to write to in the foot:\n%s", foot)
	}
}

// Whoever tells a story is not also named as having written it down.
func TestTellerOnce(t *testing.T) {
	files := sitetest.Hub().Replace("content/stories/bench.md", "authors: [ana-lopez, bo-chen]", "authors: [ana-lopez, bo-chen]\ntold_by: [ana-lopez]")
	s := sitetest.New(t, files)
	s.Publish()
	page := s.Output()["stories/bench/index.html"]
	_, with, ok := strings.Cut(page, "ritten with")
	if !ok {
		_, with, _ = strings.Cut(page, "ritten down")
	}
	if with = with[:min(len(with), 200)]; !strings.Contains(with, "Bo Chen") || strings.Contains(with, "Ana Lopez") {
		t.Errorf("written with: %s", with)
	}
}

// A part stands in its place; the others fill what is left, oldest first.
func TestPartsOfSeries(t *testing.T) {
	files := sitetest.Hub(`
-- content/series/s.md --
---
title: A series
---
`)
	for id, f := range map[string]string{"a": "date: 2026-01-01\nseries: {id: s, part: 2}", "b": "date: 2026-01-02\nseries: s", "c": "date: 2026-01-03\nseries: {id: s, part: 1}", "d": "date: 2026-01-04\nseries: s"} {
		files = files.With("content/stories/"+id+".md", "---\ntitle: Story "+id+"\nauthors: [bo-chen]\nsummary: A summary that is long enough to be one of the right length.\n"+f+"\n---\n\nWords.\n")
	}
	s := sitetest.New(t, files)
	s.Publish()
	page, last := s.Output()["series/s/index.html"], -1
	for _, id := range []string{"c", "a", "b", "d"} {
		at := strings.Index(page, `href="/stories/`+id+`/"`)
		if at < last {
			t.Errorf("story %s stands too early", id)
		}
		last = at
	}
}

// A team or topic that only somebody has who is not listed has no page, and
// nothing links to one.
func TestTermsWithoutPage(t *testing.T) {
	files := ana("status: left\ndeparted: {date: 2026-11-01, successor: bo-chen}").
		Replace("content/people/ana-lopez.md", "topics: [Repairs]", "topics: [Hinges]").
		Replace("content/people/ana-lopez.md", "team: Workshop", "team: Hinge Makers").
		Replace("content/people/cleo-park.md", "relation: customer", "relation: customer\nteam: Choir\ntopics: [Singing]").
		Replace("content/about.md", "We are few.", "We are few, but [many](topic:hinges) and [more](team:choir).")
	for _, f := range []string{"kettle/index.md", "bench.md"} {
		files = files.Replace("content/stories/"+f, "[ana-lopez", "[bo-chen")
	}
	s := sitetest.New(t, files)
	s.Publish()
	if wrong := sitetest.Crawl(s.Output(), "https://hub.example/"); len(wrong) > 0 {
		t.Errorf("links that lead nowhere:\n%s", strings.Join(wrong, "\n"))
	}
}

// Words that are held back do not stand on the pages that exist anyway.
func TestDraftOfSpecialPage(t *testing.T) {
	for _, id := range []string{"404", "search"} {
		for _, state := range []string{"draft: true", "expires: 2026-01-01", "date: 2027-01-01"} {
			s := sitetest.New(t, sitetest.Hub().With("content/"+id+".md", "---\ntitle: Not yet\n"+state+"\n---\n\nHalf a sentence.\n"))
			s.Publish()
			nowhere(t, s.Output(), "Half a sentence", "Not yet")
		}
	}
	s := sitetest.New(t, sitetest.Hub().With("content/search.md", "---\ntitle: Find\nslug: find\n---\n\nLook.\n").Replace("content/about.md", "We are few.", "[Find](search.md)"))
	s.Publish()
	if wrong := sitetest.Crawl(s.Output(), "https://hub.example/"); len(wrong) > 0 {
		t.Errorf("links that lead nowhere:\n%s", strings.Join(wrong, "\n"))
	}
}

// A leaver without a page may still be pictured beside their stories.
func TestPhotoOfLeaverWithoutPage(t *testing.T) {
	for _, page := range []string{"keep", "redirect", "remove"} {
		files := sitetest.Hub().Replace("content/people/bo-chen/index.md", "team: Office", "team: Office\nstatus: left\ndeparted: {date: 2026-11-01, successor: ana-lopez, page: "+page+", photo: true}")
		s := sitetest.New(t, files)
		s.Publish()
		has(t, s.Output(), "stories/letter/index.html", "/assets/pictures/bo-")
		if wrong := sitetest.Crawl(s.Output(), "https://hub.example/"); len(wrong) > 0 {
			t.Errorf("%s: links that lead nowhere:\n%s", page, strings.Join(wrong, "\n"))
		}
	}
}

// An address of somebody who left leads on or says that they are gone, also
// where their successor has no page to lead to, and so do their old ones.
func TestOldAddresses(t *testing.T) {
	files := sitetest.Hub().
		Replace("content/people/bo-chen/index.md", "team: Office", "team: Office\naliases: [/staff/bo/]\nstatus: left\ndeparted: {date: 2026-11-01, successor: ana-lopez, page: remove}").
		Replace("content/stories/bench.md", "date: 2026-06-20", "date: 2026-06-20\naliases: [/old/bench/]\nexpires: 2026-10-01")
	s := sitetest.New(t, files)
	s.Publish()
	for _, page := range []string{"people/bo-chen/index.html", "staff/bo/index.html", "stories/bench/index.html", "old/bench/index.html"} {
		hasNot(t, s.Output(), page, "Bo Chen", "How the bench was built")
	}
}

// Menus and redirects lead somewhere.
func TestLinksOfSettings(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub().Replace("site.toml", "[contact]", "[[menu]]\nname = \"A\"\nurl = \"/nowhere/\"\n[[menu]]\nname = \"B\"\nurl = \"person:nobody\"\n[[redirects]]\nfrom = \"/x/\"\nto = \"/nowhere/else/\"\n[contact]"))
	got := errors(s)
	for _, want := range []string{`"/nowhere/"`, `"nobody"`, `"/nowhere/else/"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no error about %s in:\n%s", want, got)
		}
	}
}

// Who reads a shared inbox is named beside it.
func TestAnsweredBy(t *testing.T) {
	s := sitetest.New(t, ana("answered_by: [bo-chen]"))
	s.Publish()
	page := s.Output()["contact/broken/index.html"]
	_, after, _ := strings.Cut(page, "mailto:ana@hub.example")
	if !strings.Contains(after[:min(len(after), 400)], "Bo Chen") {
		t.Errorf("nobody is named who answers ana@hub.example: %s", after[:min(len(after), 400)])
	}
}

// Without hours of their own, those of their place or of the site hold.
func TestHoursOfTheSite(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	s.Publish(func(o *generator.Options) {})
	has(t, s.Output(), "people/bo-chen/index.html", "9am to 5pm")
}

// A team's file need not say its name: it is called as people write it.
func TestTeamFileWithoutName(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub("-- content/teams/workshop.md --\n---\npurpose: We mend\n---\n-- content/teams/attic.md --\n---\npurpose: We keep\n---\n"))
	s.Publish()
	has(t, s.Output(), "teams/workshop/index.html", "<title>Workshop · ")
	has(t, s.Output(), "people/index.html", ">Workshop<")
	has(t, s.Output(), "teams/index.html", ">attic<")
}

// Two files that would be copied to one address are a mistake, not a draw.
func TestTwoFilesForOneAddress(t *testing.T) {
	files := sitetest.Hub().
		With("content/stories/x/index.md", "---\ntitle: X\nsummary: A summary that is long enough to be one of the right length.\ndate: 2026-10-02\nauthors: [ana-lopez]\nslug: taken\n---\n\n[one](a.pdf)\n").
		With("content/stories/x/a.pdf", "one").
		With("content/stories/taken/a.pdf", "other").
		With("content/stories/y.md", "---\ntitle: Y\nsummary: A summary that is long enough to be one of the right length.\ndate: 2026-10-03\nauthors: [ana-lopez]\n---\n\n[two](taken/a.pdf)\n")
	s := sitetest.New(t, files)
	if said := s.Findings(s.Build()); !strings.Contains(said, "[address-clash]") || !strings.Contains(said, "stories/taken/a.pdf") {
		t.Errorf("no clash:\n%s", said)
	}
}
