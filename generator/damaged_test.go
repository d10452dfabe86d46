package generator_test

import (
	"bytes"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// Half a portrait is left out everywhere, on the card for address books too,
// and the site is published without it.
func TestHalfAPortrait(t *testing.T) {
	t.Parallel()
	files := sitetest.Hub().Replace("content/people/bo-chen/index.md", "bo.png", "bo.jpg")
	whole := sitetest.Photo(240, 300, 1, "mark")
	s := sitetest.New(t, files.With("content/people/bo-chen/bo.jpg", whole))
	s.Publish()
	if !strings.Contains(s.Output()["people/bo-chen/bo-chen.vcf"], "PHOTO") {
		t.Fatal("the whole portrait is not on the card")
	}
	s.Write("content/people/bo-chen/bo.jpg", whole[:len(whole)/2])
	rep := s.Publish()
	said, out := s.Findings(rep), s.Output()
	if !strings.Contains(said, `"bo.jpg" ends too early: part of it is missing. It is left out.`) {
		t.Errorf("it isn't said that half of it is missing:\n%s", said)
	}
	if strings.Contains(out["people/bo-chen/bo-chen.vcf"], "PHOTO") || strings.Contains(out["people/bo-chen/index.html"], "pictures/bo-") {
		t.Error("half a portrait is shown")
	}
	want, clean := s.Clean()
	if a, b := said, s.Findings(clean); a != b {
		t.Errorf("findings differ; incremental:\n%s\nclean:\n%s", a, b)
	}
	if diff := sitetest.Diff(want, out); diff != "" {
		t.Error(diff)
	}
}

// A portrait that looks whole from outside, and whose pixels can't be read, is
// a mistake that stops a build, also where only the card shows it.
func TestDamagedPortrait(t *testing.T) {
	t.Parallel()
	s := sitetest.New(t, sitetest.Hub())
	s.Publish()
	stood := s.Output()
	damaged := []byte(sitetest.Drawing(24, 30, "mark"))
	at := bytes.Index(damaged, []byte("IDAT")) + 30
	copy(damaged[at:], "not these pixels, though")
	s.Write("content/people/bo-chen/bo.png", string(damaged))
	rep := s.Build()
	_, clean := s.Clean()
	for how, rep := range map[string]*generator.Report{"incremental": rep, "clean": clean} {
		if said := s.Findings(rep); rep.Published || !strings.Contains(said, "[damaged-picture]") {
			t.Errorf("%s: published is %t, and it said:\n%s", how, rep.Published, said)
		}
	}
	if diff := sitetest.Diff(stood, s.Output()); diff != "" {
		t.Errorf("the site has a mistake, but its output changed:\n%s", diff)
	}
}
