package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"kith/generator/picture"
)

// However a picture lies in its file, its sizes are those of the same picture
// upright: cut at the same place, of the same colours, as large as is said
// beforehand, and made one after the other of ever smaller pixels.
func TestNegative(t *testing.T) {
	for o := byte(1); o <= 8; o++ {
		w, h := 241, 160
		if o >= 5 {
			w, h = h, w
		}
		raw := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range h {
			for x := range w {
				raw.Set(x, y, color.RGBA{uint8(x), uint8(240 - y), uint8((x + 2*y) / 4), 255})
			}
		}
		data := with(jpegOf(t, raw), 0xe1, turned(o))
		whole, info, err := picture.Decode(data, picture.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := png.Encode(&b, whole); err != nil {
			t.Fatal(err)
		}
		sizes := []picture.Size{
			{Width: 30},
			{Width: 100},
			{Width: 40, Aspect: 1, Focus: picture.Focus{X: .2, Y: .3, Set: true}},
			{Width: 40, Aspect: .8, Focus: picture.Focus{X: .9, Y: .3, Set: true}},
			{Width: 241},
		}
		got, err := picture.NewNegative(data, picture.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		got.Order(sizes)
		for i, s := range sizes {
			got.Reduce(sizes[i:])
			want, err := picture.NewNegative(b.Bytes(), picture.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			a, z := got.Make(s), want.Make(s)
			if height := s.Height(info.Width, info.Height); a.Bounds() != image.Rect(0, 0, s.Width, height) {
				t.Errorf("orientation %d, %+v: %v, not %d high", o, s, a.Bounds(), height)
				continue
			}
			for y := 2; y < a.Bounds().Dy()-2; y += 3 {
				for x := 2; x < a.Bounds().Dx()-2; x += 3 {
					if !near(a.At(x, y), z.At(x, y), 14) {
						t.Fatalf("orientation %d, %+v at %d, %d: %v, not %v", o, s, x, y, a.At(x, y), z.At(x, y))
					}
				}
			}
		}
		if left, all := got.Memory(), int64(3*w*h/2); left > all/16 {
			t.Errorf("orientation %d: %d of %d bytes are left at the end", o, left, all)
		}
	}
}

// A drawing's areas keep their colours to the bit, and steps of its edges that
// look alike become one.
func TestFewerShades(t *testing.T) {
	img := image.NewPaletted(image.Rect(0, 0, 100, 100), color.Palette{})
	for i := range 64 {
		img.Palette = append(img.Palette, color.NRGBA{uint8(4 * i), 100, 50, 255})
	}
	for i := range img.Pix {
		img.Pix[i] = uint8(63 * (i / 5000)) // two areas
		if x := i % 100; i/100 == 50 && x < 64 {
			img.Pix[i] = uint8(x)
		}
	}
	var in bytes.Buffer
	if err := png.Encode(&in, img); err != nil {
		t.Fatal(err)
	}
	n, err := picture.NewNegative(in.Bytes(), picture.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := picture.Encode(n.Make(picture.Size{Width: 100}), picture.PNG, 0, n.Info.Palette())
	if err != nil {
		t.Fatal(err)
	}
	out, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := out.(*image.Paletted)
	if !ok || len(p.Palette) > 40 || len(p.Palette) < 16 {
		t.Fatalf("%T of %d colours", out, len(p.Palette))
	}
	for i := range img.Pix {
		x, y := i%100, i/100
		if much := map[bool]float64{true: 6, false: 0}[y == 50]; !near(out.At(x, y), img.At(x, y), much) {
			t.Fatalf("at %d, %d: %v, not %v", x, y, out.At(x, y), img.At(x, y))
		}
	}
}
