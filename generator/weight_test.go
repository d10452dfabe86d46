package generator_test

import (
	"bytes"
	"compress/gzip"
	"path"
	"regexp"
	"strings"
	"testing"
)

// What the heaviest pages of the sample hub may weigh: the page with its
// sheets and scripts, each packed with gzip as it is sent; pictures and fonts
// are apart. Raise these only with a reason: readers on a bad line pay for it.
const (
	homeWeight  = 14_900
	storyWeight = 16_400
)

// sent are the sheets and scripts that a page names to be fetched with it.
var sent = regexp.MustCompile(`<(?:link rel="stylesheet" href|script type="module" src)="([^"]+)">`)

// TestWeight keeps the sample hub's home page and stories light.
func TestWeight(t *testing.T) {
	s := sample(t)
	s.Build()
	tree := s.Output()
	stories := 0
	for name, page := range tree {
		most := storyWeight
		switch {
		case name == "index.html":
			most = homeWeight
		case path.Base(name) != "index.html" || !strings.Contains(page, ` class="is-story"`):
			continue
		default:
			stories++
		}
		total, parts := packed(page), 1
		for _, m := range sent.FindAllStringSubmatch(page, -1) {
			data, ok := tree[strings.TrimPrefix(m[1], "/")]
			if !ok {
				t.Fatalf("%s: there is no %s", name, m[1])
			}
			total += packed(data)
			parts++
		}
		if parts < 3 {
			t.Errorf("%s: no sheet and script found", name)
		}
		if total > most {
			t.Errorf("%s: %d bytes are sent, and there is room for %d", name, total, most)
		}
	}
	if stories < 10 {
		t.Errorf("%d stories weighed", stories)
	}
}

// packed is how many bytes a file has when gzip has packed it.
func packed(data string) int {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write([]byte(data))
	z.Close()
	return b.Len()
}
