package graph_test

import (
	"strings"
	"testing"

	"kith/generator/markdown"
	"kith/generator/sitetest"
)

func TestSaysFileName(t *testing.T) {
	for alt, want := range map[string]bool{
		"kettle.jpg": true, "kettle": true, "Kettle": true, "": false, "A kettle": false, "IMG_2041": true, "DSC01234.JPG": true, "PXL_20260101_101112": true,
		"Image 12": false, "photo (123)": true, "Platform 9": false, "The kettle, mended": false,
	} {
		if markdown.SaysFileName(alt, "a/kettle.jpg") != want {
			t.Errorf("%q: want %v", alt, want)
		}
	}
}

func TestAlt(t *testing.T) {
	const kettle = "content/stories/kettle/index.md"
	for _, c := range []struct {
		image string
		want  []string
	}{
		{"{src: kettle.png, alt: A kettle on a bench}", nil},
		{"{src: kettle.png, decorative: true}", nil},
		{"kettle.png", []string{"missing-alt", `the picture "kettle.png" has no words`, `If Ana is in it: alt: "Ana at the …"`, "decorative: true"}},
		{"{src: kettle.png, people: [ana-lopez, bo-chen]}", []string{"missing-alt", `alt: "Ana and Bo Chen at the …"`}},
		{"{src: kettle.png, alt: Kettle.PNG}", []string{"alt-file-name", `"Kettle.PNG" is the name of a file`}},
		{"{src: kettle.png, alt: DSC_0412}", []string{"alt-file-name"}},
	} {
		s := sitetest.New(t, sitetest.Hub().Replace(kettle, "{src: kettle.png, alt: A kettle on a bench}", c.image))
		got := s.Findings(s.Build())
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("image: %s lacks %q:\n%s", c.image, want, got)
			}
		}
		if len(c.want) == 0 && strings.Contains(got, "alt") {
			t.Errorf("image: %s: %s", c.image, got)
		}
	}
	// Who is in a picture may stand in its file's name.
	s := sitetest.New(t, sitetest.Hub().Replace(kettle, "{src: kettle.png, alt: A kettle on a bench}", "ana-at-work.png").With("content/stories/kettle/ana-at-work.png", "png 40x30 ana"))
	if got := s.Findings(s.Build()); !strings.Contains(got, `alt: "Ana at the …"`) {
		t.Error(got)
	}
}
