package generator_test

import (
	"testing"

	"kith/generator/sitetest"
)

// The small hub of package sitetest is what the other tests vary, so it has
// to be without a finding itself.
func TestSmallHub(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	rep := s.Publish()
	if len(rep.Findings) > 0 {
		t.Errorf("the small hub has findings:\n%s", s.Findings(rep))
	}
	got := s.Output()
	want, _ := s.Clean()
	if d := sitetest.Diff(want, got); d != "" {
		t.Error(d)
	}
	again := s.Publish()
	if again.Rendered != 0 || again.Written != 0 {
		t.Errorf("an unchanged site rendered %d and wrote %d files", again.Rendered, again.Written)
	}
	s.Later()
	s.Publish()
	again = s.Publish()
	if again.Rendered != 0 || again.Written != 0 || again.Kept != rep.Files {
		t.Errorf("a site at rest rendered %d, wrote %d and kept %d of %d files", again.Rendered, again.Written, again.Kept, rep.Files)
	}
}
