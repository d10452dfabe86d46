// Package sitetest helps tests: a site from one text, built on a fixed day by
// a fixed clock, its output read and compared.
//
// Hub in hub.go is a small hub to vary, Site a folder with a site in it that
// can be changed and built again. Nothing outside of tests uses this package.
package sitetest

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/meta"
)

// Site is a folder with a site in it.
type Site struct {
	tb  testing.TB
	Dir string
	// Clock is the time that Options.Now tells. Every change moves it on, and
	// gives the file that time, so no two versions of a file share a stamp.
	Clock time.Time
	// Options is what Build starts from.
	Options generator.Options
}

// New writes the files into a new folder.
func New(tb testing.TB, files Files) *Site {
	tb.Helper()
	return NewIn(tb, tb.TempDir(), files)
}

// NewIn writes the files into a folder.
func NewIn(tb testing.TB, dir string, files Files) *Site {
	tb.Helper()
	s := &Site{
		tb: tb, Dir: dir,
		Clock: time.Date(2026, 11, 17, 9, 0, 0, 0, time.UTC),
	}
	s.Options = generator.Options{Dir: s.Dir, Date: Day(Date), Jobs: 2, Now: func() time.Time { return s.Clock }}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		s.Write(name, files[name])
	}
	return s
}

// Day reads a date such as 2026-11-17.
func Day(s string) meta.Date {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return meta.DateOf(d).OnDay()
}

func (s *Site) path(name string) string { return filepath.Join(s.Dir, filepath.FromSlash(name)) }

// Write changes or adds a file.
func (s *Site) Write(name, data string) {
	s.tb.Helper()
	p := s.path(name)
	s.must(os.MkdirAll(filepath.Dir(p), 0o755))
	s.must(os.WriteFile(p, []byte(data), 0o644))
	s.touch(p)
}

func (s *Site) touch(p string) {
	s.Clock = s.Clock.Add(time.Millisecond)
	s.must(os.Chtimes(p, s.Clock, s.Clock))
}

// Read returns a file's text, "" if there is none.
func (s *Site) Read(name string) string {
	if info, err := os.Stat(s.path(name)); err != nil || !info.Mode().IsRegular() {
		return "" // a pipe would never end
	}
	data, _ := os.ReadFile(s.path(name))
	return string(data)
}

// Remove takes a file away, and the folders that this leaves empty.
func (s *Site) Remove(name string) {
	s.tb.Helper()
	s.must(os.Remove(s.path(name)))
	for dir := filepath.Dir(s.path(name)); dir != s.Dir; dir = filepath.Dir(dir) {
		if os.Remove(dir) != nil {
			break
		}
	}
}

// Rename moves a file, which keeps its time.
func (s *Site) Rename(from, to string) {
	s.tb.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.path(to)), 0o755))
	s.must(os.Rename(s.path(from), s.path(to)))
}

// Replace changes old into new in a file, which must hold it.
func (s *Site) Replace(name, old, new string) {
	s.tb.Helper()
	text := s.Read(name)
	if !strings.Contains(text, old) {
		s.tb.Fatalf("%s does not hold %q", name, old)
	}
	s.Write(name, strings.Replace(text, old, new, 1))
}

// Forget takes away files of what builds remember, by a pattern of names.
func (s *Site) Forget(pattern string) {
	files, err := filepath.Glob(filepath.Join(s.Dir, ".kith", pattern))
	s.must(err)
	for _, f := range files {
		s.must(os.RemoveAll(f))
	}
}

// Later moves the clock on, so that files' times count as settled.
func (s *Site) Later() { s.Clock = s.Clock.Add(10 * time.Second) }

// Build builds the site; change may alter the options.
func (s *Site) Build(change ...func(*generator.Options)) *generator.Report {
	s.tb.Helper()
	rep, err := s.TryBuild(change...)
	if err != nil {
		s.tb.Fatalf("building: %v", err)
	}
	return rep
}

// TryBuild is Build for a build that may fail.
func (s *Site) TryBuild(change ...func(*generator.Options)) (*generator.Report, error) {
	opts := s.Options
	for _, f := range change {
		f(&opts)
	}
	return generator.Build(opts)
}

// Check looks at the site without publishing.
func (s *Site) Check(change ...func(*generator.Options)) *generator.Report {
	s.tb.Helper()
	opts := s.Options
	for _, f := range change {
		f(&opts)
	}
	rep, err := generator.Check(opts)
	if err != nil {
		s.tb.Fatalf("checking: %v", err)
	}
	return rep
}

// Publish builds the site and fails the test unless it was published.
func (s *Site) Publish(change ...func(*generator.Options)) *generator.Report {
	s.tb.Helper()
	rep := s.Build(change...)
	if !rep.Published {
		s.tb.Fatalf("the site was not published:\n%s", s.Findings(rep))
	}
	return rep
}

// Findings is a report's findings as people read them.
func (s *Site) Findings(rep *generator.Report) string {
	p := diag.Printer{All: true, Source: func(f string) []byte { return []byte(s.Read(f)) }}
	var b strings.Builder
	_ = p.Print(&b, rep.Findings)
	return b.String()
}

// Output reads the output folder, without dotfiles of the build itself.
func (s *Site) Output() map[string]string {
	s.tb.Helper()
	return Tree(s.tb, s.path("public"))
}

// Clean builds the same site into a new folder, knowing nothing of before,
// and returns what came of it.
func (s *Site) Clean(change ...func(*generator.Options)) (map[string]string, *generator.Report) {
	s.tb.Helper()
	out, err := os.MkdirTemp("", "kith-clean-*")
	s.must(err)
	defer os.RemoveAll(out)
	rep := s.Build(append(slices.Clone(change), func(o *generator.Options) { o.Out, o.NoState = out, true })...)
	return Tree(s.tb, out), rep
}

func (s *Site) must(err error) {
	s.tb.Helper()
	if err != nil {
		s.tb.Fatal(err)
	}
}

// Tree reads all files of a folder. A folder that is not there has none.
func Tree(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		tb.Fatal(err)
	}
	return out
}

// Diff says in words how two trees differ, "" if they do not: which files
// are missing or too many, and where the first difference in a file is.
func Diff(want, got map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(want)) {
		g, ok := got[name]
		switch {
		case !ok:
			fmt.Fprintf(&b, "missing: %s\n", name)
		case g != want[name]:
			fmt.Fprintf(&b, "differs: %s\n%s", name, firstDifference(want[name], g))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			fmt.Fprintf(&b, "too many: %s\n", name)
		}
	}
	return b.String()
}

func firstDifference(want, got string) string {
	n := 0
	for n < len(want) && n < len(got) && want[n] == got[n] {
		n++
	}
	cut := func(s string) string { return s[max(0, min(n, len(s))-60):min(len(s), n+100)] }
	return fmt.Sprintf("  at byte %d\n  want ...%q\n  got  ...%q\n", n, cut(want), cut(got))
}
