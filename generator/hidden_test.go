package generator_test

import (
	"encoding/base64"
	"os"
	"strings"
	"testing"

	"kith/generator/sitetest"
)

// planted is hidden in every picture below.
const planted = "Zanzibar38N43"

// hidden is what no file of a site may hold: marks of metadata, besides what
// was planted.
var hidden = []string{
	planted, base64.StdEncoding.EncodeToString([]byte(planted))[:12], "Exif\x00", "http://ns.adobe.com/xap", "ICC_PROFILE", "Photoshop 3.0", "8BIM", "eXIf", "iTXt", "tEXt", "tIME",
	"XMP Data", "MPF\x00", "ftypmp42", "JFXX", "sodipodi:docname", "inkscape:e", "<metadata",
}

// Nothing of what a camera or a program hides in a picture is published,
// however the picture gets there: in a page, as a portrait, behind a link, as a
// poster, in static/, as the logo, as an icon; in vCards and share cards, which
// are made of it, too.
func TestNothingHidden(t *testing.T) {
	t.Parallel()
	heic, err := os.ReadFile("picture/testdata/photo.heic")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(heic), "HIDDENMARK") {
		t.Fatal("the HEIC picture hides nothing, so finding nothing means nothing")
	}
	const story = `---
title: What the camera saw
summary: Pictures of all kinds, each with more in it than anybody should see.
date: 2026-11-10
authors: [bo-chen]
image: {src: turned.jpg, alt: Turned}
---
![A](a.jpg) ![B](b.png) ![C](c.gif) ![D](d.webp) ![E](e.svg) ![F](f.heic "From a telephone")

[the original](a.jpg) [turned](turned.jpg) [drawn](b.png) [moving](c.gif) [w](d.webp) [s](e.svg) [h](f.heic)

:::video clip.mp4
poster: turned.jpg
:::
`
	files := sitetest.Hub().With("content/stories/seen/index.md", story).
		With("content/stories/seen/clip.mp4", "\x00\x00\x00\x18ftypisom").
		Replace("site.toml", "draw = false", "draw = true").
		Replace("content/people/bo-chen/index.md", "bo.png", "bo.jpg")
	for name, data := range map[string]string{
		"content/people/bo-chen/bo.jpg": sitetest.Photo(240, 300, 6, planted),
		"a.jpg":                         sitetest.Photo(900, 60, 1, planted), "turned.jpg": sitetest.Photo(90, 60, 8, planted),
		"b.png": sitetest.Drawing(60, 40, planted), "c.gif": sitetest.Moving(20, 20, planted), "d.webp": sitetest.WebP(planted),
		"e.svg": sitetest.SVG(planted), "f.heic": strings.ReplaceAll(string(heic), "HIDDENMARK", planted[:10]),
	} {
		if strings.Contains(name, "/") {
			files[name] = data
			continue
		}
		files["content/stories/seen/"+name], files["static/img/"+name] = data, data
	}
	files["static/favicon.png"] = sitetest.Drawing(64, 64, planted)
	files["static/half.jpg"] = sitetest.Photo(90, 60, 1, planted)[:1500]
	s := sitetest.New(t, files)
	rep := s.Publish()
	if said := s.Findings(rep); !strings.Contains(said, `"half.jpg" ends too early`) {
		t.Errorf("half a picture is not told:\n%s", said)
	}
	out := s.Output()
	for _, want := range []string{
		"img/a.jpg", "img/b.png", "img/c.gif", "img/d.webp", "img/e.svg", "img/f.heic", "img/turned.jpg", "half.jpg",
		"stories/seen/a.jpg", "stories/seen/turned.jpg", "stories/seen/f.heic", "stories/seen/share.png", "people/bo-chen/bo-chen.vcf", "favicon.ico",
	} {
		if out[want] == "" {
			t.Errorf("%s is not published", want)
		}
	}
	if !strings.Contains(out["people/bo-chen/bo-chen.vcf"], "PHOTO") {
		t.Error("the vCard has no photo")
	}
	made := 0
	for name := range out {
		if strings.HasPrefix(name, "assets/pictures/") {
			made++
		}
	}
	if made < 10 {
		t.Errorf("only %d sizes were made", made)
	}
	for name, data := range out {
		for _, h := range append(hidden, planted[:10]) {
			if h == "Exif\x00" && strings.HasSuffix(name, ".heic") {
				continue // the name of an item, which is empty now
			}
			if strings.Contains(data, h) {
				t.Errorf("%s holds %q", name, h)
			}
		}
	}
	for _, leak := range sitetest.Leaks(out, sitetest.Secrets{Words: []string{planted[:10]}}) {
		t.Error(leak)
	}
	// What need not be touched is as it was, to the byte.
	if a := out["img/a.jpg"]; !strings.Contains(files["static/img/a.jpg"], a[len(a)-400:len(a)-2]) {
		t.Error("the pixels of img/a.jpg are not those that were there")
	}
}

// The same for pictures that other programs wrote, in every format and colour
// there is: shown in a page, linked to and in static/, with all that ExifTool
// could put into them.
func TestNothingHiddenByOthers(t *testing.T) {
	t.Parallel()
	found, err := os.ReadDir("picture/testdata/foreign")
	if err != nil {
		t.Fatal(err)
	}
	story := "---\ntitle: What others made\nsummary: Pictures of all kinds, each written by another program than ours.\ndate: 2026-11-10\nauthors: [bo-chen]\n---\n\n"
	files := sitetest.Hub().Replace("site.toml", "draw = false", "draw = true").Replace("content/people/bo-chen/index.md", "bo.png", "bo.heic")
	held := 0
	for _, f := range found {
		name := f.Name()
		data, err := os.ReadFile("picture/testdata/foreign/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".md") {
			continue
		}
		if name == "p3.heic" {
			files["content/people/bo-chen/bo.heic"] = string(data)
		}
		if strings.Contains(string(data), planted) {
			held++
		}
		files["static/img/"+name] = string(data)
		if name != "bomb.png" && name != "truncated.jpg" { // findings that stop a page's picture
			files["content/stories/others/"+name] = string(data)
			story += "![Four quarters, " + name + "](" + name + ")\n\n[The file](" + name + ")\n\n"
		}
	}
	if held < 20 {
		t.Fatalf("only %d files hide something", held)
	}
	files["content/stories/others/index.md"] = story
	s := sitetest.New(t, files)
	said := s.Findings(s.Publish())
	for _, want := range []string{
		`"truncated.jpg" ends too early`, `"bomb.png" is 20,000 × 20,000 pixels`, `"mislabelled.png" is really a JPEG picture`,
		`"p3.webp" is in Display P3, and as a WebP file it can't be converted here`,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it isn't said that %s:\n%s", want, said)
		}
	}
	out := s.Output()
	if !strings.Contains(out["people/bo-chen/bo-chen.vcf"], "\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/") || out["stories/others/share.png"] == "" {
		t.Error("the vCard has no photo, or the story no card")
	}
	for name, data := range out {
		for _, h := range append(hidden, "Display P3", "Artifex", "Zanzibar") {
			switch {
			case h == "Exif\x00" && (strings.HasSuffix(name, ".heic") || strings.HasSuffix(name, ".avif")):
				continue // the name of an item, which is empty now
			case strings.Contains(data, h):
				t.Errorf("%s holds %q", name, h)
			}
		}
	}
}
