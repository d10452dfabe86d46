package generator_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// A snapshot goes on showing its pages after settings have changed that mean
// other facts: the new ones may have a mistake, and then it stays up.
func TestSnapshotOutlivesSettings(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	site := generator.Open(s.Options)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		t.Fatal(err)
	}
	s.Replace("site.toml", `country = "GB"`, `country = "PT"`)
	s.Replace("site.toml", `host = "ana-lopez"`, `host = "nobody"`)
	s.Later()
	next, err := site.Load()
	if err != nil {
		t.Fatal(err)
	}
	if next.OK() {
		t.Error("a host who is nobody is no mistake")
	}
	data, err := snap.Bytes("stories/kettle/index.html")
	if err != nil || !strings.Contains(string(data), "It came in on a Monday") {
		t.Errorf("the last good page can't be shown: %v", err)
	}
}

// A preview whose memory was cut short while it was open reads everything
// again at the next load.
func TestMemoryCutShortUnderAPreview(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	site := generator.Open(options(s))
	defer site.Close()
	if _, err := site.Load(); err != nil {
		t.Fatal(err)
	}
	texts, _ := filepath.Glob(filepath.Join(s.Dir, ".kith", "bodies-*"))
	if len(texts) != 1 {
		t.Fatalf("texts are in %v", texts)
	}
	if err := os.Truncate(texts[0], 0); err != nil {
		t.Fatal(err)
	}
	s.Replace("content/stories/kettle/index.md", "It came in on a Monday", "It came in on a Tuesday")
	snap, err := site.Load("content/stories/kettle/index.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range snap.Paths() {
		if _, err := snap.Bytes(page); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
	}
}
