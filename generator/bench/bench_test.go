package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/meta"
)

// options build the hub in dir for a day after all its stories.
func options(dir string) generator.Options {
	return generator.Options{Dir: dir, Date: meta.Date{Year: 2026, Month: 11, Day: 22}}
}

// build builds, and fails if the site has mistakes.
func build(tb testing.TB, dir string) *generator.Report {
	tb.Helper()
	rep, err := generator.Build(options(dir))
	must(tb, err)
	if !rep.Published {
		for _, d := range rep.Findings {
			if d.Severity == diag.Error {
				tb.Errorf("%v: %s", d.Pos, d.Message)
			}
		}
		tb.FailNow()
	}
	return rep
}

// TestLean sees that the lean theme works and covers all kinds of page: none
// falls back to the built-in theme, whose pages load its own sheet.
func TestLean(t *testing.T) {
	dir := writeHub(t)
	rep := build(t, dir)
	again := options(dir)
	again.Verify = true // also that compiled templates say what interpreted ones say
	if rep, err := generator.Build(again); err != nil || len(rep.Wrong) > 0 {
		t.Error(err, rep)
	}
	for _, d := range rep.Findings {
		if strings.HasPrefix(d.Pos.File, "themes/") || d.Pos.File == "site.toml" {
			t.Errorf("%v: %s", d.Pos, d.Message)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "public", "stories", "story-000", "index.html"))
	must(t, err)
	for _, want := range []string{"lean-", `class="related"`, `class="card person"`, `class="toc"`, `class="prevnext"`, "tel:"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("a story has no %s", want)
		}
	}
	builtin, err := filepath.Glob("../../themes/default/*.html")
	must(t, err)
	for _, f := range builtin {
		if _, err := os.Stat(filepath.Join("theme", filepath.Base(f))); err != nil {
			t.Errorf("the lean theme has no %s", filepath.Base(f))
		}
	}
}

func BenchmarkCold(b *testing.B) {
	dir := writeHub(b)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		must(b, os.RemoveAll(filepath.Join(dir, ".kith")))
		must(b, os.RemoveAll(filepath.Join(dir, "public")))
		b.StartTimer()
		build(b, dir)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/stories, "µs/story")
}

func BenchmarkUnchanged(b *testing.B) {
	dir := writeHub(b)
	build(b, dir)
	b.ReportAllocs()
	for b.Loop() {
		if rep := build(b, dir); rep.Rendered > 0 {
			b.Fatalf("%d pages were made again", rep.Rendered)
		}
	}
}

// BenchmarkOpen is the start of a preview, from what is remembered up to the
// first page.
func BenchmarkOpen(b *testing.B) {
	dir := writeHub(b)
	build(b, dir)
	b.ReportAllocs()
	for b.Loop() {
		site := generator.Open(options(dir))
		show(b, site, 1)
		site.Close()
	}
}

// show loads what changed and returns the page of a story.
func show(tb testing.TB, site *generator.Site, story int) string {
	tb.Helper()
	snap, err := site.Load()
	must(tb, err)
	page, err := snap.Bytes(fmt.Sprintf("stories/story-%03d/index.html", story))
	must(tb, err)
	return string(page)
}
