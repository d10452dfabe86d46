package bench

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kith/generator"
)

// hub is the hub to measure edits in: that in KITH_HUB, or a made-up one. Its
// story is put back as it was.
func hub(b *testing.B) (dir, story string, text []byte) {
	dir, story = os.Getenv("KITH_HUB"), storyFile(1)
	if dir == "" {
		dir = writeHub(b)
	} else {
		all, err := fs.Glob(os.DirFS(dir), "content/stories/*.md")
		must(b, err)
		for _, story = range all {
			if !strings.HasPrefix(filepath.Base(story), "_") {
				break
			}
		}
	}
	file := filepath.Join(dir, filepath.FromSlash(story))
	text, err := os.ReadFile(file)
	must(b, err)
	old := time.Now().Add(-time.Hour)
	must(b, os.Chtimes(file, old, old))
	b.Cleanup(func() {
		must(b, os.WriteFile(file, text, 0o644))
		must(b, os.Chtimes(file, old, old))
	})
	return dir, story, text
}

var titleLine = regexp.MustCompile(`(?m)^title: .*$`)

// served measures a preview from a saved file to the bytes of its page.
func served(b *testing.B, edit func(text []byte, n int) (edited []byte, mark string)) {
	dir, story, text := hub(b)
	site := generator.Open(options(dir))
	defer site.Close()
	page := strings.TrimSuffix(strings.TrimPrefix(story, "content/"), ".md") + "/index.html"
	show := func() string {
		snap, err := site.Load(story)
		must(b, err)
		data, err := snap.Bytes(page)
		must(b, err)
		return string(data)
	}
	show()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		b.StopTimer()
		n++
		edited, mark := edit(text, n)
		write(b, dir, story, string(edited))
		b.StartTimer()
		if !strings.Contains(show(), mark) {
			b.Fatal("the page has the old words")
		}
	}
}

func bodyEdit(text []byte, n int) ([]byte, string) {
	mark := fmt.Sprintf("Edit %d.", n)
	return append(text[:len(text):len(text)], "\n"+mark+"\n"...), mark
}

func titleEdit(text []byte, n int) ([]byte, string) {
	mark := fmt.Sprintf("Title %d", n)
	return titleLine.ReplaceAll(text, []byte("title: "+mark)), mark
}

func BenchmarkBodyEditServed(b *testing.B)  { served(b, bodyEdit) }
func BenchmarkTitleEditServed(b *testing.B) { served(b, titleEdit) }

// BenchmarkBuildOneEdit is a build in a hub that was built before, after one
// story got another line.
func BenchmarkBuildOneEdit(b *testing.B) {
	dir, story, text := hub(b)
	build(b, dir)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		b.StopTimer()
		n++
		edited, _ := bodyEdit(text, n)
		write(b, dir, story, string(edited))
		b.StartTimer()
		if rep := build(b, dir); rep.Written > 10 && n > 1 { // the page, and feeds
			b.Fatalf("one edit wrote %d files", rep.Written)
		}
	}
}
