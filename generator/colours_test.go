package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// inCode lays stories over the small hub that show code: four different
// pieces, each several times, and one in a language nobody knows.
func inCode(stories int) string {
	var b strings.Builder
	for i := range stories {
		fmt.Fprintf(&b, `
-- content/stories/code-%d.md --
---
title: Code, part %d
date: 2026-10-%02d
authors: [ana-lopez]
---

Words.

%s

%s

%s
`, i, i, 1+i%28, fence("go", i%3), fence("Go", i%3), fence("sh", 0))
	}
	return b.String() + "\n" + fence("unheard-of", 1) + "\n"
}

func fence(lang string, n int) string {
	return fmt.Sprintf("```%s\nprint(\"%d < & >\") # x\n```", lang, n)
}

const piecesOfCode = 4

func TestColouredOnce(t *testing.T) {
	count, undo := generator.CountColours()
	defer undo()
	s := sitetest.New(t, sitetest.Hub(inCode(40)))
	s.Later()
	s.Options.Jobs = 8
	s.Publish()
	want := s.Output()
	if !strings.Contains(want["stories/code-0/index.html"], `<span class="`) {
		t.Fatal("nothing is coloured")
	}
	if count() != piecesOfCode {
		t.Errorf("a first build coloured %d pieces, want %d", count(), piecesOfCode)
	}
	// Everything but the colours is forgotten; whatever the number of workers,
	// the bytes are the same.
	for _, jobs := range []int{1, 2, 8} {
		s.Options.Jobs = jobs
		forget(t, s.Dir, func(name string) bool { return !strings.HasPrefix(name, "colours-") })
		s.Publish(func(o *generator.Options) { o.Clean = true })
		if diff := sitetest.Diff(want, s.Output()); diff != "" {
			t.Errorf("%d workers:\n%s", jobs, diff)
		}
	}
	if count() != piecesOfCode {
		t.Errorf("after more builds, pieces were coloured %d times, want %d", count(), piecesOfCode)
	}
	site := generator.Open(s.Options)
	defer site.Close()
	snap, err := site.Load()
	if err != nil {
		t.Fatal(err)
	}
	served, err := snap.Bytes("stories/code-7/index.html")
	if err != nil || string(served) != want["stories/code-7/index.html"] {
		t.Errorf("served is not as built: %v\n%s", err, served)
	}
	if count() != piecesOfCode {
		t.Error("a preview coloured again")
	}
	s.Replace("content/stories/code-3.md", "# x", "# y")
	s.Publish()
	if count() != piecesOfCode+1 {
		t.Errorf("one new piece made %d", count()-piecesOfCode)
	}
}

// forget takes files out of .kith/.
func forget(t *testing.T, dir string, which func(name string) bool) {
	t.Helper()
	files, err := os.ReadDir(filepath.Join(dir, ".kith"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if which(f.Name()) {
			if err := os.RemoveAll(filepath.Join(dir, ".kith", f.Name())); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestDamagedColours damages the store of colours in every place and way: the
// site stays as it is, and only what is lost is coloured again.
func TestDamagedColours(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub(inCode(6)))
	s.Later()
	s.Publish()
	want := s.Output()
	file := filepath.Join(s.Dir, ".kith", "colours-1")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	count, undo := generator.CountColours()
	defer undo()
	step := max(1, len(good)/5)
	if slow {
		step = max(1, len(good)/100)
	}
	for at := 0; at < len(good); at += step {
		for _, bad := range [][]byte{
			good[:at],
			append(append(append([]byte{}, good[:at]...), good[at]^0x40), good[at+1:]...),
			append(append([]byte{}, good[:at]...), good[min(len(good), at+5):]...),
		} {
			before := count()
			forget(t, s.Dir, func(name string) bool { return !strings.HasPrefix(name, "publish-") })
			if err := os.WriteFile(file, bad, 0o644); err != nil {
				t.Fatal(err)
			}
			s.Publish()
			if diff := sitetest.Diff(want, s.Output()); diff != "" {
				t.Fatalf("damaged at %d of %d:\n%s", at, len(good), diff)
			}
			if n := count() - before; n < 1 || n > piecesOfCode {
				t.Fatalf("damaged at %d of %d, %d pieces were coloured", at, len(good), n)
			}
			// What was mended is kept, although the damaged file is still there.
			forget(t, s.Dir, func(name string) bool { return name == "facts" || strings.HasPrefix(name, "ledger-") })
			before = count()
			s.Publish(func(o *generator.Options) { o.Verify = true })
			if n := count() - before; n != 0 {
				t.Fatalf("damaged at %d of %d, %d pieces were coloured twice", at, len(good), n)
			}
		}
	}
}

// TestPrunedColours edits code again and again.
func TestPrunedColours(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub(inCode(3)))
	count, undo := generator.CountColours()
	defer undo()
	most := 0
	for i := range 70 {
		s.Replace("content/stories/code-2.md", "# x", fmt.Sprintf("# x %d", i))
		s.Later()
		s.Publish()
		files, err := filepath.Glob(filepath.Join(s.Dir, ".kith", "colours-*"))
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, len(files))
		s.Replace("content/stories/code-2.md", fmt.Sprintf("# x %d", i), "# x")
	}
	if most > 65 {
		t.Errorf("there were %d files of colours", most)
	}
	// What is in use outlives the pruning, what is not does not.
	s.Publish()
	before := count()
	forget(t, s.Dir, func(name string) bool { return !strings.HasPrefix(name, "colours-") })
	s.Publish(func(o *generator.Options) { o.Clean = true })
	if n := count() - before; n != 0 {
		t.Errorf("%d pieces in use were forgotten", n)
	}
	s.Replace("content/stories/code-2.md", "# x", "# x 0")
	s.Publish()
	if n := count() - before; n != 1 {
		t.Errorf("what nothing used for long was not forgotten (%d)", n)
	}
}

// TestColoursOfTwo builds one hub into two folders at once, again and again.
func TestColoursOfTwo(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub(inCode(12)))
	s.Later()
	want, _ := s.Clean()
	for round := range 5 {
		forget(t, s.Dir, func(name string) bool { return strings.HasPrefix(name, "colours-") == (round%2 == 0) })
		var wait sync.WaitGroup
		dirs := []string{t.TempDir(), t.TempDir()}
		for _, dir := range dirs {
			wait.Go(func() {
				opts := s.Options
				opts.Out = dir
				if _, err := generator.Build(opts); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		for _, dir := range dirs {
			if diff := sitetest.Diff(want, sitetest.Tree(t, dir)); diff != "" {
				t.Errorf("round %d:\n%s", round, diff)
			}
		}
	}
}
