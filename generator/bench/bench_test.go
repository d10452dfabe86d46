package bench

import (
	"fmt"
	"math/rand/v2"
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

func BenchmarkEdit(b *testing.B) {
	dir := writeHub(b)
	text := storyText(rand.New(rand.NewPCG(3, 4)), 1)
	build(b, dir)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		b.StopTimer()
		n++
		write(b, dir, storyFile(1), fmt.Sprintf("%s\nEdit %d.\n", text, n))
		b.StartTimer()
		if rep := build(b, dir); rep.Written > 1 && n > 1 {
			b.Fatalf("one edit wrote %d files", rep.Written)
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

// BenchmarkLoad is what a preview does after a file was saved: read what
// changed, and make the page that was asked for.
func BenchmarkLoad(b *testing.B) {
	for _, what := range []string{"body", "title"} {
		b.Run(what, func(b *testing.B) {
			dir := writeHub(b)
			text := storyText(rand.New(rand.NewPCG(3, 4)), 1)
			site := generator.Open(options(dir))
			defer site.Close()
			show(b, site, 1)
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				b.StopTimer()
				n++
				edited := fmt.Sprintf("%s\nEdit %d.\n", text, n)
				if what == "title" {
					edited = strings.Replace(text, "title: ", fmt.Sprintf("title: Edit %d, or ", n), 1)
				}
				write(b, dir, storyFile(1), edited)
				b.StartTimer()
				if page := show(b, site, 1); !strings.Contains(page, fmt.Sprintf("Edit %d", n)) {
					b.Fatal("the page has the old words")
				}
			}
		})
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
