package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"kith/generator/sitetest"
)

// Thousands of broken links of an old site are all reported, and the first
// hundreds of them with what was meant.
func TestManyBrokenLinks(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntitle: Many\n---\n\n")
	const many = 1000
	for range many {
		b.WriteString("[a](story:lettre) [b](stories/lettre.md) [c](topic:repair) [d](/stories/lettre/)\n")
	}
	s := sitetest.New(t, sitetest.Hub().With("content/about.md", b.String()))
	hints := map[string]int{}
	for _, d := range s.Build().Findings {
		if d.Pos.File == "content/about.md" {
			kind := fmt.Sprint(d.Code, " ", d.Message)
			hints[kind+" all"]++
			if strings.HasPrefix(d.Hint, "did you mean") {
				hints[kind]++
			}
		}
	}
	if len(hints) != 8 {
		t.Errorf("want hints for four kinds of links, got %v", hints)
	}
	for kind, n := range hints {
		if strings.HasSuffix(kind, " all") && n != many || !strings.HasSuffix(kind, " all") && (n < 100 || n == many) {
			t.Errorf("%s: %d", kind, n)
		}
	}
}
