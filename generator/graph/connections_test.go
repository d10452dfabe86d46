package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"kith/generator/sitetest"
)

const connections = "connections/index.html"

// Everybody stands in the picture, those without a story too; somebody who
// takes back a consent doesn't.
func TestConnectionsOfASmallHub(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	s.Publish()
	tree := s.Output()
	has(t, tree, connections, "The kettle that sang", "Ana Lopez", "Bo Chen", "Cleo Park", `class="told-line"`, `class="shows-line"`)
	if n := strings.Count(tree[connections], `<g class="st">`); n%2 != 0 || n == 0 {
		t.Errorf("%d stories in two pictures", n)
	}
	s = sitetest.New(t, sitetest.Hub().Replace("content/people/cleo-park.md", agreed, withdrawn))
	s.Publish()
	hasNot(t, s.Output(), connections, "Cleo", "cleo")
}

// A hub without stories has nothing to draw, and nothing leads there.
func TestNoConnectionsWithoutStories(t *testing.T) {
	files := sitetest.Hub()
	for name := range files {
		if strings.HasPrefix(name, "content/stories/") {
			delete(files, name)
		}
	}
	s := sitetest.New(t, files)
	s.Build()
	for name, page := range s.Output() {
		if name == connections || strings.Contains(page, "/connections/") {
			t.Errorf("%s leads to connections", name)
		}
	}
}

// More than sixty stories are summed up by topic, or by year where few have
// one; the page stays small whatever their number.
func TestConnectionsSummedUp(t *testing.T) {
	many := func(topic func(i int) string) string {
		var b strings.Builder
		for i := range 130 {
			fmt.Fprintf(&b, "-- content/stories/made-%03d.md --\n---\ntitle: Made %d\nsummary: One of a great many, and as good as the others, which is what it is here for.\ndate: %d-03-0%d\nauthors: [%s]\nvalues: [mend-first]\n%s---\n\nWords.\n",
				i, i, 2020+i%4, 1+i%9, []string{"ana-lopez", "bo-chen"}[i%2], topic(i))
		}
		return b.String()
	}
	for _, c := range []struct {
		topic func(int) string
		want  []string
	}{
		{func(i int) string { return fmt.Sprintf("topics: [subject %d]\n", i%15) }, []string{"subject 1", "/topics/subject-1/", "nine stories", "Everything else", `w5"`}},
		{func(int) string { return "" }, []string{"2021", "/stories/in/2023/", `w5"`}},
	} {
		s := sitetest.New(t, sitetest.Hub(many(c.topic)))
		s.Publish()
		tree := s.Output()
		has(t, tree, connections, c.want...)
		hasNot(t, tree, connections, "Made 17<")
		if n := len(tree[connections]); n > 40<<10 {
			t.Errorf("the page has %d bytes", n)
		}
	}
}
