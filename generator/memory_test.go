package generator_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// A preview that is left open for weeks takes no more memory, and holds no
// more files open, after the ten thousandth edit than after some hundreds.
func TestMemoryStaysFlat(t *testing.T) {
	warm, edits := 100, 300
	if slow {
		warm, edits = 500, 10000
	}
	s := sitetest.New(t, sitetest.Hub())
	site := generator.Open(options(s))
	defer site.Close()
	first := s.Read("site.toml")
	edit := func(i int) {
		file := "content/stories/kettle/index.md"
		text := s.Read(file)
		switch {
		case i%100 == 99:
			file = "site.toml"
			text = fmt.Sprintf("per_page = %d\n", 10+i%7) + first
		case i%50 == 49:
			file, text = "content/stories/new.md", fmt.Sprintf("---\ntitle: New\ndate: 2026-11-0%d\n---\n\nNew.\n", 1+i%9)
		case i%10 == 9:
			text = field(text, "date", fmt.Sprintf("2026-10-%02d", 1+i%28))
		case i%2 == 1:
			text = field(text, "title", fmt.Sprintf("Title %04d", i%10000))
		default:
			text = field(text, "summary", fmt.Sprintf("Summary number %04d of what happened to it.", i%10000))
		}
		s.Write(file, text)
		snap, err := site.Load(file)
		if err == nil {
			_, err = snap.Bytes("stories/kettle/index.html")
		}
		if err != nil || !snap.OK() {
			t.Fatal(err, snap.Findings)
		}
	}
	// used is the memory in use, in KiB, and the number of open files.
	used := func() (kib, open int) {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC() // what the first let go of
		runtime.ReadMemStats(&m)
		files, _ := os.ReadDir("/proc/self/fd")
		return int(m.HeapAlloc >> 10), len(files)
	}
	for i := range warm {
		edit(i)
	}
	kib, open := used()
	for i := range edits {
		edit(warm + i)
	}
	after, opened := used()
	t.Logf("after %d edits %d KiB and %d files, after %d more %d KiB and %d files", warm, kib, open, edits, after, opened)
	if after > kib+1024 {
		t.Errorf("memory grew from %d to %d KiB", kib, after)
	}
	if opened > open+2 {
		t.Errorf("%d files were open, then %d", open, opened)
	}
}
