package icon

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// A palette changes no pixel; a picture of more colours than fit has none.
func TestFew(t *testing.T) {
	for name, c := range map[string]struct {
		shade   func(x, y int) color.RGBA
		palette bool
	}{
		"one":     {func(int, int) color.RGBA { return color.RGBA{1, 2, 3, 255} }, true},
		"nothing": {func(int, int) color.RGBA { return color.RGBA{} }, true},
		"edges":   {func(x, _ int) color.RGBA { return color.RGBA{uint8(x / 2), uint8(x / 4), 0, uint8(x)} }, true},
		"many":    {func(x, y int) color.RGBA { return color.RGBA{uint8(x), uint8(y), 0, 255} }, false},
	} {
		src := image.NewRGBA(image.Rect(0, 0, 256, 8))
		for y := range 8 {
			for x := range 256 {
				src.SetRGBA(x, y, c.shade(x, y))
			}
		}
		var with, without bytes.Buffer
		small := few(src)
		if _, ok := small.(*image.Paletted); ok != c.palette {
			t.Errorf("%s: palette %t", name, ok)
		}
		if err := png.Encode(&with, small); err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(&without, src); err != nil {
			t.Fatal(err)
		}
		a, b := decode(t, with.Bytes()), decode(t, without.Bytes())
		for y := range 8 {
			for x := range 256 {
				if n, m := color.NRGBAModel.Convert(a.At(x, y)), color.NRGBAModel.Convert(b.At(x, y)); n != m {
					t.Fatalf("%s: %d,%d is %v, was %v", name, x, y, n, m)
				}
			}
		}
	}
}
