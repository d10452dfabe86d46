package generator_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/generator/sitetest"
)

// Whatever happens to a file in .kith/, the next build gives the same site:
// it makes anew what it can no longer trust.
func TestDamagedState(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub(termsLay))
	s.Later()
	s.Publish()
	s.Publish()
	want := s.Output()
	r := rand.New(rand.NewPCG(5, 6))
	times := 2
	if slow {
		times = 60
	}
	files, _ := filepath.Glob(filepath.Join(s.Dir, ".kith", "*"))
	tried := 0
	for _, f := range files {
		base := filepath.Base(f)
		if strings.HasPrefix(base, "publish-") || strings.HasSuffix(base, ".lock") {
			continue // the record is publish's own, and tested there
		}
		for range times {
			data, err := os.ReadFile(f)
			if err != nil || len(data) == 0 {
				break // bodies have a new name after a rebuild
			}
			tried++
			at := r.IntN(len(data))
			how := "altered"
			switch r.IntN(3) {
			case 0:
				data[at] ^= 1 << r.IntN(8)
			case 1:
				data, how = data[:at], "cut short"
			case 2:
				data, how = append(data, "more"...), "longer"
			}
			if err := os.WriteFile(f, data, 0o644); err != nil {
				t.Fatal(err)
			}
			// An edit, so that the memory is of use, and its undoing.
			s.Replace("content/people/bo-chen/index.md", "Answers the post", "Answers letters")
			s.Publish()
			if clean, _ := s.Clean(); sitetest.Diff(clean, s.Output()) != "" {
				t.Errorf("%s, %s at byte %d:\n%s", base, how, at, sitetest.Diff(clean, s.Output()))
			}
			s.Replace("content/people/bo-chen/index.md", "Answers letters", "Answers the post")
			s.Publish()
			if diff := sitetest.Diff(want, s.Output()); diff != "" {
				t.Errorf("%s, %s at byte %d:\n%s", base, how, at, diff)
			}
		}
	}
	if tried < 6 {
		t.Errorf("only %d damages done, to %v", tried, files)
	}
}
