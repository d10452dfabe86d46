package picture_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"kith/generator/picture"
)

// A file that is packed no finer than a size would be stands for it as it is:
// encoded anew it would take as many bytes, but for how well its codes are
// chosen, and lose some of what it has.
func TestAsIs(t *testing.T) {
	img := image.NewYCbCr(image.Rect(0, 0, 161, 120), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		img.Y[i] = uint8(i*i/700 + i%161)
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = uint8(90+i%81), uint8(140-i%81/2)
	}
	gray := &image.Gray{Pix: img.Y, Stride: img.YStride, Rect: img.Rect}
	file := func(img image.Image, quality int) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	dots := file(img, 60) // with as much for colour as for light
	i := bytes.Index(dots, []byte{0xff, 0xc0})
	dots[i+11] = 0x11
	whole := picture.Size{Width: 161, Format: picture.JPEG, Quality: 78}
	for name, c := range map[string]struct {
		data []byte
		size picture.Size
		want bool
	}{
		"coarser":        {file(img, 60), whole, true},
		"as fine":        {file(img, 78), whole, true},
		"finer":          {file(img, 79), whole, false},
		"gray":           {file(gray, 60), whole, true},
		"gray, finer":    {file(gray, 90), whole, false},
		"with notes":     {with(file(img, 60), 0xfe, []byte("taken by Ada")), whole, true},
		"upright":        {with(file(img, 60), 0xe1, turned(1)), whole, true},
		"on its side":    {with(file(img, 60), 0xe1, turned(6)), picture.Size{Width: 120, Format: picture.JPEG, Quality: 78}, false},
		"head over":      {with(file(img, 60), 0xe1, turned(3)), whole, false},
		"all of colour":  {dots, whole, false},
		"smaller":        {file(img, 60), picture.Size{Width: 160, Format: picture.JPEG, Quality: 78}, false},
		"cut":            {file(img, 60), picture.Size{Width: 161, Aspect: 2, Format: picture.JPEG, Quality: 78}, false},
		"in gray":        {file(img, 60), picture.Size{Width: 161, Format: picture.JPEG, Quality: 78, Tint: "gray"}, false},
		"another format": {file(img, 60), picture.Size{Width: 161, Format: picture.WebP, Quality: 78}, false},
	} {
		info, err := picture.Probe(c.data)
		if err != nil {
			t.Fatal(name, err)
		}
		if got := picture.AsIs(info, c.size); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
		if !c.want {
			continue
		}
		clean, changed, err := picture.Clean(c.data)
		if err != nil || changed || bytes.Contains(clean, []byte("Ada")) {
			t.Errorf("%s: changed %t, %v", name, changed, err)
		}
		n, err := picture.NewNegative(clean, picture.Limits{})
		if err != nil {
			t.Fatal(name, err)
		}
		anew, err := picture.Encode(n.Make(c.size), picture.JPEG, c.size.Quality, nil)
		if err != nil || len(anew) < len(clean)*9/10 {
			t.Errorf("%s: %d bytes anew, %d as it is, %v", name, len(anew), len(clean), err)
		}
	}
}
