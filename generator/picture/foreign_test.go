package picture_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	"kith/generator/picture"
)

// Pictures that other programs wrote: each comes out upright and in sRGB,
// whatever it was coded in, and nothing of what was hidden in it stays in the
// file that is published. Their README says how they were made.
func TestForeign(t *testing.T) {
	const planted = "Zanzibar38N43"
	quarters := [4]color.NRGBA{{190, 70, 50, 255}, {60, 150, 80, 255}, {50, 80, 170, 255}, {225, 215, 190, 255}}
	grays := [4]color.NRGBA{}
	for i, c := range quarters {
		y := uint8((2126*int(c.R) + 7152*int(c.G) + 722*int(c.B)) / 10000)
		grays[i] = color.NRGBA{y, y, y, 255}
	}
	seen := map[string]bool{"README.md": true}
	for _, c := range []struct {
		name   string
		format picture.Format
		is     func(picture.Info) bool // besides
		fault  picture.Reason
	}{
		{name: "baseline.jpg", format: picture.JPEG, is: func(i picture.Info) bool { return i.Profile == "" && i.Metadata.GPS }},
		{name: "progressive.jpg", format: picture.JPEG, is: func(i picture.Info) bool { return i.Metadata.Thumbnail && i.Metadata.IPTC }},
		{name: "tall.jpg", format: picture.JPEG},
		{name: "gray.jpg", format: picture.JPEG},
		{name: "cmyk.jpg", format: picture.JPEG},
		{name: "adobe-rgb.jpg", format: picture.JPEG, is: func(i picture.Info) bool { return i.Foreign }},
		{name: "p3.jpg", format: picture.JPEG, is: func(i picture.Info) bool { return i.Foreign && i.Profile == "Display P3" }},
		{name: "turned.jpg", format: picture.JPEG, is: func(i picture.Info) bool { return i.Orientation == 6 }},
		{name: "sixteen.png", format: picture.PNG, is: func(i picture.Info) bool { return i.Depth == 16 }},
		{name: "sixteen-p3.png", format: picture.PNG, is: func(i picture.Info) bool { return i.Depth == 16 && i.Foreign }},
		{name: "alpha16.png", format: picture.PNG, is: func(i picture.Info) bool { return i.Depth == 16 && i.Alpha }},
		{name: "interlaced.png", format: picture.PNG},
		{name: "palette.png", format: picture.PNG, is: func(i picture.Info) bool { return i.Drawn }},
		{name: "moving.png", format: picture.PNG, is: func(i picture.Info) bool { return i.Animated && !i.Scales() }},
		{name: "p3.webp", format: picture.WebP, is: func(i picture.Info) bool { return i.Foreign }},
		{name: "lossy.webp", format: picture.WebP},
		{name: "lossless.webp", format: picture.WebP},
		{name: "moving.webp", format: picture.WebP, is: func(i picture.Info) bool { return i.Animated && !i.Scales() }, fault: picture.Unsupported},
		{name: "still.gif", format: picture.GIF},
		{name: "moving.gif", format: picture.GIF, is: func(i picture.Info) bool { return i.Animated }},
		{name: "p3.heic", format: picture.HEIC, is: func(i picture.Info) bool { return i.Metadata.GPS }},
		{name: "p3.avif", format: picture.AVIF, is: func(i picture.Info) bool { return !i.Scales() }, fault: picture.Unsupported},
		{name: "mislabelled.png", format: picture.JPEG, is: func(i picture.Info) bool { return !picture.FitsName("mislabelled.png", i.Format) }},
		{name: "truncated.jpg", format: picture.JPEG, fault: picture.Truncated},
		{name: "bomb.png", format: picture.PNG, fault: picture.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			seen[c.name] = true
			data, err := os.ReadFile(filepath.Join("testdata", "foreign", c.name))
			if err != nil {
				t.Fatal(err)
			}
			looks := func(data []byte, by float64) {
				img, _, err := picture.Decode(data, picture.Limits{})
				var fault *picture.Fault
				if c.fault != "" {
					if !errors.As(err, &fault) || fault.Reason != c.fault {
						t.Errorf("%v, which should be %s", err, c.fault)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				if img.Bounds() != image.Rect(0, 0, 160, 128) {
					t.Fatalf("it is %v", img.Bounds())
				}
				want := quarters
				if c.name == "gray.jpg" {
					want = grays
				}
				for i, w := range want {
					if got := img.At(40+80*(i%2), 32+64*(i/2)); !near(got, w, by) {
						t.Errorf("quarter %d is %v, not %v", i, got, w)
					}
				}
			}
			info, err := picture.Probe(data)
			if err != nil && c.fault != picture.Truncated {
				t.Fatal(err)
			}
			if info.Format != c.format || c.is != nil && !c.is(info) {
				t.Errorf("%+v", info)
			}
			looks(data, 8)
			if c.name != "bomb.png" && !bytes.Contains(data, []byte(planted)) {
				t.Fatal("nothing was hidden in it, so finding nothing means nothing")
			}
			clean, _, err := picture.Clean(data)
			if err != nil {
				clean = picture.CleanBroken(data)
			}
			if again, err := picture.Probe(clean); bytes.Contains(clean, []byte(planted)) || err == nil && again.Metadata.Any() {
				t.Errorf("clean, it still has %+v", again.Metadata)
			}
			if c.fault == "" && c.name != "p3.webp" { // which is told of instead
				looks(clean, 12)
			}
		})
	}
	files, err := os.ReadDir(filepath.Join("testdata", "foreign"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !seen[f.Name()] {
			t.Errorf("nobody looks at %s", f.Name())
		}
	}
}
