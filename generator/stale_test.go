package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"kith/generator/sitetest"
)

// A story's page shows the titles of its neighbours in time, related to it or
// not, so another title or address there makes it anew.
func TestNeighboursTitle(t *testing.T) {
	story := func(title, slug, date string) string {
		return "---\ntitle: " + title + "\nslug: " + slug + "\nsummary: A summary that is long enough to be one of the right length.\ndate: " + date + "\n---\n\nWords.\n"
	}
	s := sitetest.New(t, sitetest.Hub(`
-- content/stories/kettle/index.md --
-- content/stories/letter.md --
-- content/stories/bench.md --
`).With("content/stories/a.md", story("First", "a", "2026-01-01")).With("content/stories/b.md", story("Second", "b", "2026-01-02")))
	s.Publish()
	for _, text := range []string{story("Another", "b", "2026-01-02"), story("Another", "c", "2026-01-02")} {
		s.Write("content/stories/b.md", text)
		s.Later()
		s.Publish()
		clean, _ := s.Clean()
		if d := sitetest.Diff(clean, s.Output()); d != "" {
			t.Errorf("an incremental build is not like a clean one:\n%s", d)
		}
	}
}

// Licence texts of a theme keep their names, so their addresses do not tell
// that they are others.
func TestLicenceOfTheme(t *testing.T) {
	const file = "themes/default/assets/LICENCE.txt"
	s := sitetest.New(t, sitetest.Hub().With(file, "One."))
	s.Publish()
	s.Write(file, "Two.")
	s.Later()
	s.Publish()
	if got := s.Output()["assets/LICENCE.txt"]; got != "Two." {
		t.Errorf("the licence is %q", got)
	}
}

// A store of texts that was damaged costs one slow build, not all to come.
func TestDamagedStoreHeals(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	s.Later()
	s.Publish()
	stores, _ := filepath.Glob(filepath.Join(s.Dir, ".kith", "bodies-*"))
	for _, f := range stores {
		data, _ := os.ReadFile(f)
		os.WriteFile(f, bytes.Repeat([]byte("x"), len(data)), 0o644)
	}
	s.Replace("content/people/ana-lopez.md", "name: Ana", "name: Dr Ana")
	s.Later()
	s.Publish()
	clean, _ := s.Clean()
	if d := sitetest.Diff(clean, s.Output()); d != "" {
		t.Error(d)
	}
	s.Replace("content/people/ana-lopez.md", "had a roof", "had a door")
	s.Later()
	if rep := s.Publish(); rep.Kept == 0 {
		t.Error("nothing is remembered any more")
	}
}
