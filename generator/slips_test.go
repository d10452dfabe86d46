package generator_test

import (
	"strings"
	"testing"

	"kith/generator/sitetest"
)

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
