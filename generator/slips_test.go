package generator_test

import (
	"strings"
	"testing"

	"kith/generator/sitetest"
)

// What the line says about slips that are only seen once all files are read.
func TestSlipsAcrossFiles(t *testing.T) {
	const fields = "title: Old news\nsummary: Something that was on the old site, and is here now.\ndate: 2026-10-01\n"
	for _, c := range []struct{ text, want string }{
		{"authors: [Cleo Parc]\n---\nHi.\n", `I don't know anyone called "Cleo Parc".`},
		{"authors: [\"person:Cleo\"]\n---\nHi.\n", `I don't know anyone called "Cleo".`},
		{"values: [Mend It]\nauthors: ana-lopez\n---\nHi.\n", `there is no value called "Mend It".`},
		{"authors: ana-lopez\n---\nSee [them](www.ferry.example).\n", `For another website, begin with https://, as in https://www.ferry.example`},
		{"authors: ana-lopez\naliases: [/old/news.html, /Old/News.html]\n---\nHi.\n", `content/stories/news.md asks for the address "/old/news.html" twice`},
		{"authors: ana-lopez\naliases: /about/\n---\nHi.\n", `Write another address here or take it out`},
	} {
		s := sitetest.New(t, sitetest.Hub().With("content/stories/news.md", "---\n"+fields+c.text))
		if got := s.Findings(s.Build()); !strings.Contains(got, c.want) {
			t.Errorf("%s\nwant %s\ngot %s", c.text, c.want, got)
		}
	}
}

// A date that [check] lets through although it can't be read is no year.
func TestNoYearZero(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub().
		With("content/stories/news.md", "---\ntitle: Old news\nsummary: Something that was on the old site, and is here now.\ndate: 0000-00-00\nauthors: ana-lopez\n---\nHi.\n"))
	s.Write("site.toml", s.Read("site.toml")+"\n[check]\nbad-date = \"warning\"\n")
	s.Publish()
	tree := s.Output()
	if _, ok := tree["stories/news/index.html"]; !ok {
		t.Error("the story is not there")
	}
	if _, ok := tree["stories/in/0/index.html"]; ok {
		t.Error("there is a year 0")
	}
	if strings.Contains(tree["stories/index.html"], "/stories/in/0/") {
		t.Error("the stories are from the year 0")
	}
}
