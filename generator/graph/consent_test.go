package graph_test

import (
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// withdrawn is the small hub after Cleo took her consent back.
const withdrawn = `consent: {given: 2026-02-01, covers: [name, photo, quote, story], withdrawn: 2026-11-10}`

const agreed = `consent: {given: 2026-02-01, covers: [name, quote, story], asked_by: ana-lopez, until: 2028-01-01}`

// nowhere fails the test if some words stand anywhere in the output, names of
// files included.
func nowhere(t *testing.T, tree map[string]string, words ...string) {
	t.Helper()
	for name, data := range tree {
		for _, w := range words {
			if strings.Contains(data, w) || strings.Contains(name, w) {
				t.Errorf("%s holds %q", name, w)
			}
		}
	}
}

// A link without words takes the title of what it leads to, but not that of
// a story that is held back.
func TestTitleOfHeldStoryStaysIn(t *testing.T) {
	files := sitetest.Hub().
		Replace("content/stories/kettle/index.md", "The kettle that sang", "The kettle of Cleo Park").
		Replace("content/stories/letter.md", "[the kettle](story:kettle)", "[](story:kettle) or [](../stories/kettle/index.md)").
		Replace("content/stories/bench.md", "date: 2026-06-20", "date: 2027-06-20").
		Replace("content/about.md", "We are few.", "We are few. [](story:bench)")
	files = files.Replace("content/people/cleo-park.md", agreed, withdrawn)
	s := sitetest.New(t, files)
	s.Publish()
	nowhere(t, s.Output(), "Cleo", "cleo", "How the bench was built")
}

// A picture of somebody who has not agreed is not copied, whoever shows it
// and wherever it lies.
func TestPictureWithoutConsent(t *testing.T) {
	files := sitetest.Hub(`
-- content/people/cleo.png --
png 11x11 cleo
-- static/img/cleo-static.png --
png 11x12 cleo
-- static/img/team.png --
png 11x13 team
-- content/stories/cleos/index.md --
---
title: What she brought
summary: She came in with a lamp, and went out with the same lamp.
date: 2026-10-01
authors: [cleo-park]
image: {src: /img/lamp.png, alt: A lamp}
---

It was a lamp. ![The shade](shade.png) [The plan](plan.pdf)
-- content/stories/cleos/shade.png --
png 9x9 shade
-- content/stories/cleos/plan.pdf --
plan
-- static/img/lamp.png --
png 8x8 lamp
`).
		Replace("content/people/cleo-park.md", "relation: customer", "relation: customer\nphoto: cleo.png").
		Replace("content/stories/letter.md", "topics: [Letters]", "topics: [Letters]\nimage: {src: /img/cleo-static.png, alt: Somebody, people: [bo-chen]}").
		Replace("content/stories/bench.md", "topics: [Repairs]", "topics: [Repairs]\nimage: {src: /img/team.png, alt: All of us}").
		Replace("content/about.md", "We are few.", "We are few. ![She](people/cleo.png) ![Shade](stories/cleos/shade.png) [plan](stories/cleos/plan.pdf)").
		Replace("content/stories/kettle/index.md", "image: {src: kettle.png, alt: A kettle on a bench}", "image: {src: /img/cleo-static.png, alt: Her, people: [cleo-park]}").
		Replace("content/people/cleo-park.md", agreed, withdrawn)
	s := sitetest.New(t, files)
	rep := s.Publish()
	nowhere(t, s.Output(), "cleo-static.png", "cleo.png", "shade.png", "plan.pdf", "lamp.png")
	if s.Output()["img/team.png"] == "" {
		t.Error("the picture that nobody objects to is not there")
	}
	if got := strings.Count(s.Findings(rep), "[held-file]"); got != 4 {
		t.Errorf("%d findings about files that are left out, want 4:\n%s", got, s.Findings(rep))
	}
}

// Without photo in covers their pictures go; the story stays.
func TestNoPhotoKeepsStory(t *testing.T) {
	files := sitetest.Hub().Replace("content/stories/kettle/index.md", "alt: A kettle on a bench}", "alt: A kettle on a bench, people: [cleo-park]}")
	s := sitetest.New(t, files)
	rep := s.Publish()
	out := s.Output()
	if !strings.Contains(out["stories/kettle/index.html"], "It came in on a Monday") {
		t.Errorf("the story is not there:\n%s", s.Findings(rep))
	}
	nowhere(t, out, "kettle.png", "A kettle on a bench")
}

// What does not stand among the things agreed to is not on their page.
func TestPlaceWithoutConsent(t *testing.T) {
	files := sitetest.Hub().Replace("content/people/cleo-park.md", "relation: customer", "relation: customer\nlocation: Little Snoring")
	s := sitetest.New(t, files)
	s.Publish()
	nowhere(t, s.Output(), "Little Snoring")
}

// A held story says nothing before its day and that it is gone from then on, also
// where the consent had ended before; every day before the announced one has
// the same bytes.
func TestHeldBeforeItsDay(t *testing.T) {
	files := sitetest.Hub().
		Replace("content/stories/kettle/index.md", "date: 2026-11-01", "date: 2026-12-01").
		Replace("content/people/cleo-park.md", agreed, withdrawn)
	s := sitetest.New(t, files)
	rep := s.Publish()
	before := s.Output()
	if before["stories/kettle/index.html"] != "" {
		t.Error("an address that was never public says that it is gone")
	}
	if rep.Next.String() != "2026-12-01" {
		t.Errorf("next change %q", rep.Next)
	}
	after, _ := s.Clean(func(o *generator.Options) { o.Date = sitetest.Day("2026-12-01") })
	has(t, after, "stories/kettle/index.html", "noindex")
	hasNot(t, after, "stories/kettle/index.html", "Cleo", "kettle that sang")
}
