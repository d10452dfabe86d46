package generator_test

import (
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/sitetest"
)

// A preview says of finished pages what a check says, as soon as they have
// been made; of one page, when that one was.
func TestLook(t *testing.T) {
	files := sitetest.Hub().With("content/extra.md", page("Prices are [here](about.md).")).
		With("themes/default/404.html", `<!doctype html><html lang="en"><title>Lost</title><main><h1>Lost</h1></main></html>`).
		With("themes/default/partials/foot.html", foot(t, `<p><a href="/about/">Click here</a> <a href="/nowhere/">Nowhere</a></p>`))
	s := sitetest.New(t, files)
	site := generator.Open(s.Options)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		t.Fatal(err)
	}
	codes := func(ds []diag.Diagnostic) string {
		var out []string
		for _, d := range ds {
			out = append(out, string(d.Code))
		}
		return strings.Join(out, " ")
	}
	if got := codes(snap.Look("extra/index.html")); got != "" {
		t.Errorf("before it was made: %s", got)
	}
	if _, err := snap.Bytes("extra/index.html"); err != nil {
		t.Fatal(err)
	}
	if got := codes(snap.Look("extra/index.html")); got != "vague-link vague-link broken-link" {
		t.Errorf("when it was made: %s", got)
	}
	for _, p := range snap.Paths() {
		if err := snap.Try(p); err != nil {
			t.Fatal(err)
		}
	}
	rep := s.Build()
	if got, want := codes(snap.Finished()), codes(rep.Findings); got != want {
		t.Errorf("a preview finds %s, a build %s", got, want)
	}
}
