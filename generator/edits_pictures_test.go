package generator_test

import (
	"fmt"
	"image/png"
	"strings"

	"kith/generator/sitetest"
)

// pictureEdits change pictures, and what is made of them.
var pictureEdits = []edit{
	{"picture", func(d *driver) {
		f := d.some("content/", ".png")
		if f != "" {
			d.put(f, sitetest.Files{}.With(f, fmt.Sprintf("png %dx%d %d", 5+d.pick(9), 5+d.pick(9), d.n))[f])
		}
	}},
	{"picture of the same size", func(d *driver) { // in pixels, and in bytes
		f := d.some("content/", ".png")
		if c, err := png.DecodeConfig(strings.NewReader(d.files[f])); err == nil {
			d.put(f, sitetest.Files{}.With(f, fmt.Sprintf("png %dx%d %d", c.Width, c.Height, d.n))[f])
		}
	}},
	{"picture from elsewhere", func(d *driver) {
		f := d.some("content/", ".png")
		if f == "" {
			return
		}
		mark := fmt.Sprint("mark", d.pick(3))
		photo := sitetest.Photo(20+d.pick(30), 30, 1+d.pick(8), mark)
		d.put(f, one(d, photo, photo[:len(photo)/2], sitetest.Drawing(20, 9, mark), sitetest.Moving(9, 9, mark), sitetest.WebP(mark), sitetest.SVG(mark), "words", ""))
	}},
	{"focus", func(d *driver) {
		d.set("content/people/bo-chen/index.md", "photo", fmt.Sprintf("{src: bo.png, focus: \"%d%% %d%%\"}", 10*d.pick(11), 10*d.pick(11)))
	}},
	{"picture out", func(d *driver) { d.drop(d.some("content/", ".png")) }},
	{"icon", func(d *driver) {
		f := one(d, "static/logo.svg", "static/favicon.svg", "static/favicon.png", "static/site.webmanifest")
		if d.files[f] != "" && d.pick(3) == 0 {
			d.drop(f)
			return
		}
		d.put(f, sitetest.Files{}.With(f, one(d, "png 9x9 7", "png 90x9 7", d.word(),
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>`,
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>a</text></svg>`))[f])
	}},
	{"cards", func(d *driver) {
		t := d.files["site.toml"]
		off := strings.Replace(t, "draw = true", "draw = false", 1)
		if off == t {
			off = strings.Replace(t, "draw = false", "draw = true", 1)
		}
		d.put("site.toml", off)
	}},
	{"focus", func(d *driver) {
		f := "content/people/bo-chen/index.md"
		d.put(f, strings.Replace(d.files[f], "photo: {src: bo.png", "photo: {src: bo.png, focus: "+one(d, "10% 10%", "left", "90% 80%"), 1))
	}},
	{"frame", func(d *driver) {
		f := "content/people/bo-chen/index.md"
		d.put(f, strings.Replace(d.files[f], "photo: {src: bo.png", "photo: {src: bo.png, frame: "+one(d, "oval", "square", "arch"), 1))
	}},
}
