package generator_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
	"kith/themes"
)

// sample copies the sources of the sample hub of this repository.
func sample(t *testing.T) *sitetest.Site {
	t.Helper()
	files := sitetest.Files{}
	for _, from := range []string{"content", "static"} {
		for name, data := range sitetest.Tree(t, filepath.Join("..", from)) {
			files[from+"/"+name] = data
		}
	}
	settings, err := os.ReadFile(filepath.Join("..", "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	files["site.toml"] = string(settings)
	return sitetest.New(t, files)
}

func crawl(t *testing.T, s *sitetest.Site, base string) {
	t.Helper()
	rep := s.Publish(func(o *generator.Options) { o.BaseURL, o.Verify = base, true })
	if len(rep.Findings) > 0 {
		t.Errorf("findings:\n%s", s.Findings(rep))
	}
	tree := s.Output()
	if len(tree) != rep.Files {
		t.Errorf("%d files in the output, %d in the report", len(tree), rep.Files)
	}
	wrong := append(sitetest.Crawl(tree, base), sitetest.Faceless(tree)...)
	if len(wrong) > 0 {
		t.Errorf("%d things wrong:\n%s", len(wrong), strings.Join(wrong[:min(len(wrong), 30)], "\n"))
	}
	for name, p := range sitetest.Pages(tree) {
		if p.Title == "" || p.H1 == "" && !strings.Contains(tree[name], `http-equiv="refresh"`) {
			t.Errorf("%s: title %q, h1 %q", name, p.Title, p.H1)
		}
	}
}

// The sample hub is whole: no finding, no link that leads nowhere, and no
// story, person, value or route page without somebody to ring or write to.
func TestCrawlSample(t *testing.T) {
	crawl(t, sample(t), "https://hobbin.example/")
}

// So it is below a folder of a larger site.
func TestCrawlSubPath(t *testing.T) {
	crawl(t, sample(t), "https://x.example/hub/")
}

// And so is a hub of sixty stories that nobody wrote by hand, with pages of
// lists, years, terms, drafts and names in several scripts.
func TestCrawlLarge(t *testing.T) {
	crawl(t, sitetest.New(t, large(60)), "https://hub.example/")
}

// large makes a hub of n stories, a fifth as many people, and the rest to
// match. It is the same for the same n.
func large(n int) sitetest.Files {
	f := sitetest.Files{"site.toml": sitetest.Hub()["site.toml"] + "\n"}
	f["site.toml"] = strings.Replace(f["site.toml"], "country", "per_page = 7\ncountry", 1)
	f["site.toml"] = strings.Replace(f["site.toml"], "ana-lopez", "person-0", 1)
	people := max(3, n/5)
	names := []string{"Ana López", "Bo Chen", "علي حسن", "田中 花子", "Éloïse d’Arc", "Olena Коваль", "Ng", "O'Neill Pat"}
	for i := range people {
		team := []string{"Workshop", "Office", "The Road"}[i%3]
		f[fmt.Sprintf("content/people/person-%d.md", i)] = fmt.Sprintf(`---
name: %s %d
role: Does thing %d
email: p%d@hub.example
phone: "+44 1632 960%03d"
team: %s
topics: [Topic %d]
helps_with: [thing %d]
consent: {given: 2026-01-05, covers: [name, photo, quote, voice, email, phone, story]}
---

I do thing %d with [a colleague](person-%d.md).
`, names[i%len(names)], i, i, i, i%1000, team, i%4, i, i, (i+1)%people)
	}
	for i := range 4 {
		f[fmt.Sprintf("content/values/value-%d.md", i)] = fmt.Sprintf(`---
title: We keep promise number %d
statement: What we said, we do.
promise: You can hold us to it.
keeper: person-%d
---

It is number %d.
`, i, i%people, i)
		f[fmt.Sprintf("content/contact/need-%d.md", i)] = fmt.Sprintf(`---
title: I need help with %d
also: [word %d]
topic: Topic %d
people: [person-%d, person-%d]
---

Ring first.
`, i, i, i, i%people, (i+1)%people)
	}
	for i := range n {
		body := fmt.Sprintf("Once there was story %d.\n\n## What happened\n\nMuch, as in [the one before](story-%d.md#what-happened).\n", i, max(0, i-1))
		if i%3 == 0 {
			body += "\n| a | b |\n| - | - |\n| 1 | 2 |\n\nA note.[^1]\n\n[^1]: Said [somebody](person:person-1).\n"
		}
		if i%4 == 0 {
			body += "\n```go\nfunc main() {}\n```\n\n> [!NOTE]\n> See [the promise](value:value-1) or [ask](contact:need-2).\n"
		}
		f[fmt.Sprintf("content/stories/story-%d.md", i)] = fmt.Sprintf(`---
title: Story number %d
summary: This is what happened on the day that story number %d was about.
date: %04d-%02d-%02d
authors: [person-%d]
values: [value-%d]
topics: [Topic %d, Topic %d]
series: %s
---

%s`, i, i, 2024+i%3, 1+i%11, 1+i%28, i%people, i%4, i%4, (i+1)%4, []string{"one", "two", "three"}[i%3], body)
	}
	return f
}

// A writer's heading must not take an id that the page around it needs.
func TestHeadingsLeaveThemeIDs(t *testing.T) {
	literal := regexp.MustCompile(` id="([a-z0-9-]+)"`)
	var body strings.Builder
	body.WriteString("---\ntitle: X\nsummary: A summary that is long enough to be one of the right length.\ndate: 2026-01-01\n" +
		"authors: [ana-lopez]\nupdates: [{date: 2026-01-02, kind: correction, note: it was not so}]\n---\n\n## update 1\n\n")
	err := fs.WalkDir(themes.Files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) != ".html" {
			return err
		}
		data, err := fs.ReadFile(themes.Files, p)
		for _, m := range literal.FindAllStringSubmatch(string(data), -1) {
			fmt.Fprintf(&body, "## %s\n\n", m[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s := sitetest.New(t, sitetest.Hub().With("content/stories/x.md", body.String()).With("content/about.md", "---\ntitle: About\n---\n"+body.String()[strings.Index(body.String(), "\n## "):]))
	s.Publish()
	if wrong := sitetest.Crawl(s.Output(), "https://hub.example/"); len(wrong) > 0 {
		t.Errorf("add these to the reserved ids in content/settings.go:\n%s", strings.Join(wrong, "\n"))
	}
}
