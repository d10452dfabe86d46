package generator_test

import (
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
