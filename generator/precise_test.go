package generator_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// An edit renders the pages whose bytes it changes. A view may offer more
// than the built-in theme shows, so after some edits a few pages are rendered
// for nothing; wasted says how many at most.
func TestPrecise(t *testing.T) {
	edits := []struct {
		name string
		do   func(s *sitetest.Site)
		// pages are all that is rendered, if not nil.
		pages  []string
		wasted int
	}{
		{
			"the end of a body", func(s *sitetest.Site) {
				s.Write("content/stories/story-3.md", s.Read("content/stories/story-3.md")+"\nThe end.\n")
			},
			[]string{"search/words-2.json", "stories/story-3/index.html"}, // no other text has "end"
			0,
		},
		{
			"words that a text has already", func(s *sitetest.Site) {
				s.Write("content/stories/story-3.md", s.Read("content/stories/story-3.md")+"\nOnce there, once.\n")
			},
			[]string{"stories/story-3/index.html"},
			0,
		},
		{
			"the end of a person's body", func(s *sitetest.Site) {
				s.Write("content/people/person-3.md", s.Read("content/people/person-3.md")+"\nThe end.\n")
			},
			[]string{"people/person-3/index.html"},
			0,
		},
		{
			"the end of a value's body", func(s *sitetest.Site) {
				s.Write("content/values/value-2.md", s.Read("content/values/value-2.md")+"\nThe end.\n")
			},
			[]string{"values/value-2/index.html", "values/value-2/page/2/index.html"},
			0,
		},
		{
			"the end of a need's body", func(s *sitetest.Site) {
				s.Write("content/contact/need-2.md", s.Read("content/contact/need-2.md")+"\nThe end.\n")
			},
			[]string{"contact/need-2/index.html"},
			0,
		},
		{"a story's title", func(s *sitetest.Site) { s.Replace("content/stories/story-3.md", "Story number 3", "Another title") }, nil, 0},
		{"a story's opening", func(s *sitetest.Site) {
			s.Replace("content/stories/story-3.md", "Once there", "Once upon a time there")
		}, nil, 1},
		{"a story's summary", func(s *sitetest.Site) { s.Replace("content/stories/story-3.md", "This is what", "That is what") }, nil, 8},
		{"a person's name", func(s *sitetest.Site) { s.Replace("content/people/person-2.md", "name: ", "name: Dr ") }, nil, 0},
		{"a person's role", func(s *sitetest.Site) { s.Replace("content/people/person-2.md", "Does thing", "Does another thing") }, nil, 3},
		{"a person's phone", func(s *sitetest.Site) { s.Replace("content/people/person-2.md", "960002", "960777") }, nil, 1},
		{"a person's help", func(s *sitetest.Site) {
			s.Replace("content/people/person-2.md", "helps_with: [thing", "helps_with: [another thing")
		}, nil, 2},
		{
			"a person's pronouns", func(s *sitetest.Site) { s.Replace("content/people/person-2.md", "role:", "pronouns: they/them\nrole:") },
			[]string{"people/person-2/index.html"},
			0,
		},
		{"a person's team", func(s *sitetest.Site) { s.Replace("content/people/person-2.md", "The Road", "Office") }, nil, 8},
		{"a value's title", func(s *sitetest.Site) { s.Replace("content/values/value-1.md", "number 1", "number one") }, nil, 7},
		{"a value's promise", func(s *sitetest.Site) { s.Replace("content/values/value-1.md", "hold us", "always hold us") }, nil, 0},
		{"a need's title", func(s *sitetest.Site) { s.Replace("content/contact/need-1.md", "help with 1", "help with one") }, nil, 0},
		{"a need's other words", func(s *sitetest.Site) { s.Replace("content/contact/need-1.md", "word 1", "word one") }, nil, 1},
		{
			"a need's steps", func(s *sitetest.Site) { s.Replace("content/contact/need-1.md", "also:", "steps: [You ring]\nalso:") },
			[]string{"contact/need-1/index.html"},
			0,
		},
		{"a new story", func(s *sitetest.Site) {
			s.Write("content/stories/new.md", strings.NewReplacer("2024-01-01", "2026-11-16", "Story number 0", "A new one").Replace(s.Read("content/stories/story-0.md")))
		}, nil, 3},
		{"a story less", func(s *sitetest.Site) {
			s.Replace("content/stories/story-11.md", "story-10.md#what-happened", "story-9.md#what-happened")
			s.Remove("content/stories/story-10.md")
		}, nil, 7},
		{"a story's topics", func(s *sitetest.Site) { s.Replace("content/stories/story-3.md", "Topic 3, Topic 0", "Topic 2") }, nil, 10},
		{"a story's date, in its place", func(s *sitetest.Site) {
			s.Replace("content/stories/story-3.md", "date: 2024-04-04", "date: 2024-04-05")
		}, nil, 0},
		{"a new person", func(s *sitetest.Site) {
			s.Write("content/people/zoe.md", strings.NewReplacer("name: ", "name: Zoe ", "p4@", "zoe@", "960004", "960044").Replace(s.Read("content/people/person-4.md")))
		}, nil, 4}, // further pages of a topic and a team know how many people they have, and show nobody
		{"a comment in a template", func(s *sitetest.Site) { s.Write("themes/default/partials/proof.html", "{{/* mine */}}") }, nil, 11},
		{"a word above a list", func(s *sitetest.Site) {
			s.Write("content/values/_index.md", "---\ntitle: What counts\n---\n\nWords.\n")
		}, nil, 0},
		{"a static file", func(s *sitetest.Site) { s.Write("static/a.txt", "a") }, []string{"a.txt"}, 0},
		{"an alias", func(s *sitetest.Site) { s.Replace("content/stories/story-3.md", "date:", "aliases: [/old/]\ndate:") }, []string{"_redirects", "old/index.html"}, 0},
		{"a note above the fields", func(s *sitetest.Site) {
			s.Replace("content/stories/story-3.md", "title:", "# a note for ourselves\ntitle:")
		}, []string{}, 0},
		{"a touched file", func(s *sitetest.Site) { s.Write("content/stories/story-3.md", s.Read("content/stories/story-3.md")) }, []string{}, 0},
	}
	s := sitetest.New(t, large(36))
	s.Publish()
	for n, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			before := s.Output()
			e.do(s)
			s.Later()
			rep := s.Publish(func(o *generator.Options) { o.Why = true })
			after := s.Output()
			if n%4 == 3 || n == len(edits)-1 { // a stale page would stay stale
				if clean, _ := s.Clean(); !maps.Equal(clean, after) {
					t.Error(sitetest.Diff(clean, after))
				}
			}
			var rendered, useless []string
			why := map[string]string{}
			for _, r := range rep.Why {
				why[r.Path] = r.Why
				rendered = append(rendered, r.Path)
				if before[r.Path] == after[r.Path] {
					useless = append(useless, r.Path)
				}
			}
			slices.Sort(rendered)
			t.Logf("%d of %d rendered, %d for nothing", len(rendered), rep.Files, len(useless))
			if e.pages != nil && !slices.Equal(rendered, e.pages) {
				t.Errorf("rendered %v, want %v", rendered, e.pages)
			}
			if len(useless) > e.wasted {
				for _, u := range useless {
					t.Errorf("%s was rendered for nothing: %s", u, why[u])
				}
			}
		})
	}
}

// The people of a team or topic are shown once, and not on each page of its
// stories again: in a large hub that would be hundreds of pages.
func TestPeopleOnFirstPage(t *testing.T) {
	s := sitetest.New(t, large(36))
	s.Publish()
	out := s.Output()
	for term, people := range map[string]string{"teams/office/": `<ul class="team">`, "topics/topic-0/": `<div class="stack later">`} {
		first, second := out[term+"index.html"], out[term+"page/2/index.html"]
		if !strings.Contains(first, people) {
			t.Errorf("%s shows nobody", term)
		}
		if second == "" || strings.Contains(second, people) {
			t.Errorf("%s has no second page, or it shows the people again: %s", term, second)
		}
	}
}
