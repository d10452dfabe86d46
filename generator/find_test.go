package generator_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kith/generator/search"
	"kith/generator/sitetest"
)

const findLay = `
-- content/stories/marmalade.md --
---
title: Łucja’s marmalade
date: 2026-10-01
authors: [ana-lopez]
topics: [Kitchens]
---

It boiled over, and the quagga laughed.

` + "```" + `
func verbatim() {}
` + "```" + `
-- content/stories/hidden.md --
---
title: An unfinished zanzibar
date: 2026-10-02
authors: [ana-lopez]
draft: true
---

Not yet, zanzibar.
-- content/stories/later.md --
---
title: A later xylograph
date: 2027-10-02
authors: [ana-lopez]
---

Not yet, xylograph.
-- content/stories/unlisted.md --
---
title: An unlisted quokka
date: 2026-10-02
authors: [ana-lopez]
noindex: true
---

For those who have the address, quokka.
`

// lookUp does what a script does: the titles of the stories of a word, with
// its weight in each.
func lookUp(t *testing.T, tree map[string]string, word string) []string {
	t.Helper()
	var near struct{ Stories, Shards, Block int }
	if err := json.Unmarshal([]byte(tree["search/near.json"]), &near); err != nil {
		t.Fatal(err)
	}
	var words map[string]string
	if err := json.Unmarshal([]byte(tree[fmt.Sprintf("search/words-%d.json", search.Shard(word, near.Shards))]), &words); err != nil {
		t.Fatal(err)
	}
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	var out []string
	story, n, shift := 0, 0, 0
	for _, c := range strings.TrimPrefix(words[word], "*") {
		d := strings.IndexRune(digits, c)
		n |= (d & 31) << shift
		if shift += 5; d >= 32 {
			continue
		}
		story += n >> 2
		var rows [][]any
		if err := json.Unmarshal([]byte(tree[fmt.Sprintf("search/stories-%d.json", story/near.Block)]), &rows); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%v %d", rows[story%near.Block][0], n&3))
		n, shift = 0, 0
	}
	return out
}

func TestFinder(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub(findLay))
	tree, _ := s.Clean()
	for word, want := range map[string][]string{
		"marmalade": {"Łucja’s marmalade 3"},
		"lucjas":    {"Łucja’s marmalade 3"},
		"quagga":    {"Łucja’s marmalade 0"},
		"verbatim":  nil, // code
		"zanzibar":  nil, // a draft
		"xylograph": nil, // not out yet
		"quokka":    nil, // noindex
	} {
		if got := lookUp(t, tree, word); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	for _, in := range []string{"kitchens 1", "lopez 2"} {
		word, weight, _ := strings.Cut(in, " ")
		if got := lookUp(t, tree, word); !slices.Contains(got, "Łucja’s marmalade "+weight) {
			t.Errorf("%s: %q", word, got)
		}
	}
	for path, text := range tree {
		if !strings.HasPrefix(path, "search/") || strings.HasSuffix(path, ".html") {
			continue
		}
		for _, never := range []string{"zanzibar", "xylograph", "quokka", "hidden"} {
			if strings.Contains(text, never) {
				t.Errorf("%s has %q", path, never)
			}
		}
	}

	// Without the words of texts: titles still lead there.
	s.Write("site.toml", s.Read("site.toml")+"\n[search]\nbody = false\n")
	tree, _ = s.Clean()
	if got := lookUp(t, tree, "quagga"); got != nil {
		t.Errorf("quagga: %q though the words of texts are left out", got)
	}
	if got := lookUp(t, tree, "marmalade"); len(got) != 1 {
		t.Errorf("marmalade: %q", got)
	}
}

// Everybody who has a page is found by name, and so are the stories they are
// in, as far as the page names them. What somebody helps with leads to staff
// alone, and a need knows who answers it.
func TestFinderPeople(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub(`
-- content/people/tess-moll.md --
---
name: Tess Moll
role: Customer
relation: customer
helps_with: [unicycles]
consent: {given: 2026-01-01, covers: [name, story]}
---
-- content/people/uma-vik.md --
---
name: Uma Vik
role: Used to run the shop
helps_with: [tandems]
consent: {given: 2026-01-01, covers: [name, story]}
departed: {date: 2026-02-01, successor: ana-lopez, page: remove, byline: role}
---
-- content/contact/squeaks.md --
---
title: It squeaks
also: [it groans]
people: [ana-lopez]
---
-- content/stories/wheel.md --
---
title: One wheel
date: 2026-10-01
authors: [ana-lopez]
people: [tess-moll, uma-vik]
---

She rode off.
`))
	s.Write("content/people/ana-lopez.md", strings.Replace(s.Read("content/people/ana-lopez.md"), "[broken things]", "[broken things, It groans]", 1))
	tree, _ := s.Clean()
	if got := lookUp(t, tree, "tess"); !slices.Equal(got, []string{"One wheel 1"}) {
		t.Errorf("tess: %q", got)
	}
	if got := lookUp(t, tree, "uma"); got != nil {
		t.Errorf("uma, who is shown by her role: %q", got)
	}
	near := tree["search/near.json"]
	for _, want := range []string{
		`["Tess Moll","people/tess-moll/","Customer","","","TM"]`,
		`"people/ana-lopez/"]`, // who answers the need
	} {
		if !strings.Contains(near, want) {
			t.Errorf("near.json lacks %s:\n%s", want, near)
		}
	}
	for _, never := range []string{"unicycles", "tandems", "Uma Vik"} {
		if strings.Contains(near, never) {
			t.Errorf("near.json has %s", never)
		}
	}
	if got := strings.Count(strings.ToLower(tree["search/index.html"]), ">it groans</a>"); got != 1 {
		t.Errorf("the A to Z has what Ana says and what her contact page says %d times", got)
	}
}
