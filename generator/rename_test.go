package generator_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/rename"
	"kith/generator/sitetest"
)

// renamings is the small hub with references of every sort, written in every
// way.
const renamings = `
-- content/places/shed.md --
---
name: The shed
---

Down the lane, [past Ana's](../people/ana-lopez.md#main "Ana").
-- content/series/mondays.md --
---
title: Mondays
---

One after the other.
-- content/teams/workshop.md --
---
name: Workshop
lead: "ana-lopez" # she built it
---

See [Bo][bo] and [again][bo].

[bo]: ../people/bo-chen/index.md
-- content/topics/repairs.md --
---
title: Repairs
aliases:
  - /mending/   # long ago
---
-- content/people/_index.md --
---
title: Us
ask: ana-lopez
---
-- content/handbook/tea.md --
---
title: Tea
aliases: ["/brew/"]
---

Two bags. [Why](page:about), says <person:ana-lopez>.
-- content/people/ana-lopez.fr.md --
---
role: Dirige l'atelier
---

Voir [Bo](bo-chen.md), et [moi](person:ana-lopez).
-- content/stories/kettle/index.fr.md --
---
title: La bouilloire
---

![Le couvercle](lid.png) [Ana](../../people/ana-lopez.md)
-- content/stories/many.md --
+++
title = "Many at once"
summary = "Everybody is in this one, and most of them more than once or twice."
date = 2026-10-30
authors = ["ana-lopez", 'bo-chen']
people = [{person = "cleo-park", as = "the one with the kettle"}]
values = ["mend-first"] # ana-lopez chose it
topics = ["Repairs"]
ask = "contact:broken"
series = "mondays"
[credits]
photos = ["bo-chen"]
+++

::: quote person:ana-lopez
ana-lopez is not my name.
:::

::: person bo-chen
:::

[Ana](/people/ana-lopez/), [the kettle](kettle/index.md), [its lid](kettle/lid.png), [value](value:mend-first "ana-lopez"),
[need](contact:broken), [story](<story:letter>), [team](team:workshop), [topic](topic:repairs), [place](place:shed),
[series](series:mondays), [tea](page:handbook/tea), ` + "`person:ana-lopez`" + `, [who](PERSON:ana-lopez).
`

func renameHub() sitetest.Files {
	files := sitetest.Hub(renamings)
	files = files.With("site.toml", files["site.toml"]+`
[sections.handbook]
title = "Handbook"

[[menu]]
name = "Ana" # ana-lopez
url = "/people/ana-lopez/"

[[menu]]
name = "About"
url = "about.md"

[languages.fr]
title = "Petits travaux"
`).Replace("content/people/bo-chen/index.md", "team: Office", "team: Workshop\nplace: shed\nstatus: on_leave\nleave: {from: 2026-12-01, until: 2026-12-24, cover: ana-lopez}").
		Replace("content/values/say-so.md", "title:", "ask: letters\ntitle:").
		Replace("site.toml", `host = "ana-lopez"`, `host = 'ana-lopez'
corrections = "letters"`).
		Replace("content/contact/letters.md", "fallback: [ana-lopez]", "fallback: [person:ana-lopez, broken]")
	return files
}

// sameFindings wants as many findings of each kind as before.
func sameFindings(t *testing.T, s *sitetest.Site, before map[string]int, rep *generator.Report) {
	t.Helper()
	for code, n := range rows(rep) {
		if before[code] != n {
			t.Errorf("%s was found %d times, now %d:\n%s", code, before[code], n, s.Findings(rep))
		}
	}
}

// rows counts findings by code.
func rows(rep *generator.Report) map[string]int {
	out := map[string]int{}
	for _, d := range rep.Findings {
		out[fmt.Sprint(d.Severity, " ", d.Code)]++
	}
	return out
}

func renameIn(t *testing.T, s *sitetest.Site, kind, old, to string) *rename.Plan {
	t.Helper()
	site := generator.Open(s.Options)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := snap.Rename(kind, old, to)
	if err != nil {
		t.Fatalf("renaming %s %s: %v", kind, old, err)
	}
	return plan
}

// After a renaming nothing is found that was not before, the old address leads
// to the new one, and no other byte of any file has changed.
func TestRename(t *testing.T) {
	for _, c := range []struct{ kind, old, to, from, address string }{
		{"person", "ana-lopez", "ana-maria-lopez", "content/people/ana-lopez.md", "people/ana-lopez/"},
		{"person", "bo-chen", "bo-eze", "content/people/bo-chen/index.md", "people/bo-chen/"},
		{"person", "cleo-park", "cléo", "content/people/cleo-park.md", "people/cleo-park/"},
		{"story", "kettle", "singing-kettle", "content/stories/kettle/index.md", "stories/kettle/"},
		{"story", "letter", "no", "content/stories/letter.md", "stories/letter/"},
		{"value", "mend-first", "mend-it", "content/values/mend-first.md", "values/mend-first/"},
		{"route", "broken", "damaged", "content/contact/broken.md", "contact/broken/"},
		{"route", "letters", "cleo-park", "content/contact/letters.md", "contact/letters/"},
		{"topic", "repairs", "Mending things", "content/topics/repairs.md", "topics/repairs/"},
		{"topic", "Letters", "post", "", "topics/letters/"},
		{"team", "workshop", "the-works", "content/teams/workshop.md", "teams/workshop/"},
		{"place", "shed", "barn", "content/places/shed.md", "places/shed/"},
		{"series", "mondays", "tuesdays", "content/series/mondays.md", "series/mondays/"},
		{"page", "about", "who-we-are", "content/about.md", "about/"},
		{"page", "handbook/tea", "brew-up", "content/handbook/tea.md", "handbook/tea/"},
	} {
		for _, dos := range []bool{false, true} {
			t.Run(fmt.Sprint(c.kind, " ", strings.ReplaceAll(c.old, "/", " "), " dos ", dos), func(t *testing.T) {
				t.Parallel()
				if dos && testing.Short() {
					t.Skip("the same with other line ends")
				}
				files := renameHub()
				if dos {
					for name, text := range files {
						if strings.HasSuffix(name, ".md") {
							files[name] = "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
						}
					}
				}
				s := sitetest.New(t, files)
				before := rows(s.Publish())
				plan := renameIn(t, s, c.kind, c.old, c.to)
				for _, ch := range plan.Changes {
					sameButFor(t, ch)
				}
				if err := plan.Write(s.Dir); err != nil {
					t.Fatal(err)
				}
				s.Later()
				rep := s.Publish()
				sameFindings(t, s, before, rep)
				if c.from != "" && s.Read(c.from) != "" {
					t.Errorf("%s is still there", c.from)
				}
				out := s.Output()
				if page := out[c.address+"index.html"]; !strings.Contains(page, `http-equiv="refresh"`) && !strings.Contains(page, "http-equiv=refresh") {
					t.Errorf("nothing leads on from /%s", c.address)
				}
				for name, text := range sitetest.Tree(t, filepath.Join(s.Dir, "content")) {
					for _, left := range []string{c.kind + ":" + c.old, "[" + c.old + "]", "/" + c.old + ".md", ": " + c.old + "\n"} {
						if strings.Contains(strings.ReplaceAll(text, "`person:ana-lopez`", ""), left) {
							t.Errorf("%s still says %q", name, left)
						}
					}
				}
			})
		}
	}
}

// sameButFor holds a change against the lines it had: a line that is not
// about the renamed thing is there as it was, and in its order.
func sameButFor(t *testing.T, c rename.Change) {
	t.Helper()
	old, now := strings.SplitAfter(string(c.Old), "\n"), strings.SplitAfter(string(c.New), "\n")
	changed := 0
	for _, line := range old {
		if i := slices.Index(now, line); i >= 0 {
			now = now[i+1:]
			continue
		}
		changed++
	}
	if changed > 8 || changed == len(old) {
		t.Errorf("%d lines of %s have changed:\n%s", changed, c.File, c.New)
	}
	if strings.HasPrefix(string(c.Old), "\ufeff") != strings.HasPrefix(string(c.New), "\ufeff") {
		t.Errorf("%s lost its byte order mark, or got one", c.File)
	}
	if strings.HasSuffix(c.File, ".md") && strings.Contains(string(c.Old), "\r\n") && strings.Count(string(c.New), "\n") != strings.Count(string(c.New), "\r\n") {
		t.Errorf("%s has two kinds of line ends", c.File)
	}
}

// And back again: the alias that is in the way gives way.
func TestRenameBack(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	s.Publish()
	if err := renameIn(t, s, "person", "bo-chen", "bo-eze").Write(s.Dir); err != nil {
		t.Fatal(err)
	}
	s.Later()
	s.Publish()
	if err := renameIn(t, s, "person", "bo-eze", "bo-chen").Write(s.Dir); err != nil {
		t.Fatal(err)
	}
	s.Later()
	s.Publish()
	if got := s.Read("content/people/bo-chen/index.md"); strings.Count(got, "aliases: [/people/bo-eze/]") != 1 {
		t.Error(got)
	}
}

func TestRenameRefuses(t *testing.T) {
	for _, c := range []struct{ kind, old, to, why string }{
		{"person", "nobody", "somebody", "there is no person"},
		{"person", "ana-lopez", "bo-chen", "already"},
		{"person", "ana-lopez", "Ana Lopez", "space"},
		{"person", "ana-lopez", "con", "Windows"},
		{"person", "ana-lopez", "ana-lopez", "already"},
		{"person", "ana-lopez", "broken", "ask:"},
		{"page", "404", "gone", "what they are for"},
		{"topic", "repairs", "kitchens", "already"},
		{"person", "bo-chen", "bo", "can't be read whole"},
	} {
		files := sitetest.Hub().With("content/404.md", "---\ntitle: Nothing here\n---\n")
		if c.to == "bo" {
			files = files.With("content/stories/bench.md", "---\ntitle: [\nauthors: {bo-chen\n---\n")
		}
		s := sitetest.New(t, files)
		site := generator.Open(s.Options)
		snap, err := site.Load()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := snap.Rename(c.kind, c.old, c.to); err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s %s to %s: %v, want %q", c.kind, c.old, c.to, err, c.why)
		}
		site.Close()
	}
}

// What cannot be done whole is not done at all.
func TestRenameAllOrNothing(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	before := sitetest.Tree(t, filepath.Join(s.Dir, "content"))
	plan := renameIn(t, s, "person", "bo-chen", "bo-eze")
	plan.Moves = append(plan.Moves, rename.Move{From: "content/not-there", To: "content/x"})
	if err := plan.Write(s.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("writing: %v", err)
	}
	if d := sitetest.Diff(before, sitetest.Tree(t, filepath.Join(s.Dir, "content"))); d != "" {
		t.Error(d)
	}
	plan = renameIn(t, s, "person", "bo-chen", "bo-eze")
	s.Replace("content/stories/letter.md", "four pages", "five pages")
	if err := plan.Write(s.Dir); err == nil || !strings.Contains(err.Error(), "changed in the meantime") {
		t.Errorf("writing over somebody's work: %v", err)
	}
}

// Whatever the sample hub holds can be renamed, one after the other.
func TestRenameSample(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("../site.toml")
	if err != nil {
		t.Fatal(err)
	}
	s := sitetest.NewIn(t, dir, sitetest.Files{"site.toml": string(settings)})
	before := rows(s.Publish())
	site := generator.Open(s.Options)
	snap, err := site.Load()
	if err != nil {
		t.Fatal(err)
	}
	items := snap.List("")
	site.Close()
	most := 3
	if testing.Short() {
		most = 1
	}
	had := map[string]int{}
	for _, it := range items {
		if had[it.Kind+" "+it.ID]++; had[it.Kind+" "+it.ID] > 1 {
			continue // a translation
		}
		if had[it.Kind]++; had[it.Kind] > most || it.Kind == "voice" || it.ID == "404" || it.ID == "search" || it.ID == "voice" {
			continue
		}
		if err := renameIn(t, s, it.Kind, it.ID, it.ID+"-x").Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	s.Later()
	rep := s.Publish()
	sameFindings(t, s, before, rep)
}
