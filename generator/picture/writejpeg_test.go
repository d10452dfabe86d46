package picture_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"testing"

	"kith/generator/picture"
)

// wrong is how far a picture is from another, on the average of its colours.
func wrong(a, b image.Image) float64 {
	sum, size := 0.0, a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			r, g, bl, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			r2, g2, b2, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			for _, d := range []float64{float64(r) - float64(r2), float64(g) - float64(g2), float64(bl) - float64(b2)} {
				sum += d * d / 257 / 257
			}
		}
	}
	return math.Sqrt(sum / float64(3*size.X*size.Y))
}

// Whatever its kind and size, a picture comes back from its JPEG as near to
// what it was as from one of image/jpeg at that quality, and takes no more
// bytes.
func TestJPEGs(t *testing.T) {
	shades := map[string]func(x, y int) color.NRGBA{
		"flat":   func(int, int) color.NRGBA { return color.NRGBA{200, 30, 60, 255} },
		"smooth": func(x, y int) color.NRGBA { return color.NRGBA{uint8(2 * x), uint8(3 * y), uint8(x + y), 255} },
		"grain": func(x, y int) color.NRGBA {
			n := uint32(x*7919+y*104729) * 2654435761
			return color.NRGBA{uint8(n >> 24), uint8(n >> 20), uint8(n >> 13), 255}
		},
		"edges": func(x, y int) color.NRGBA {
			v := uint8(255 * ((x/3 + y/5) % 2))
			return color.NRGBA{v, v, v, 255}
		},
	}
	for _, size := range []image.Point{{1, 1}, {7, 9}, {16, 16}, {17, 33}, {95, 64}} {
		for name, shade := range shades {
			colours, gray := image.NewNRGBA(image.Rectangle{Max: size}), image.NewGray(image.Rectangle{Max: size})
			for y := range size.Y {
				for x := range size.X {
					colours.SetNRGBA(x, y, shade(x, y))
					gray.Set(x, y, shade(x, y))
				}
			}
			whole := image.NewYCbCr(image.Rect(-2, -2, size.X, size.Y), image.YCbCrSubsampleRatio444)
			thin := image.NewYCbCr(image.Rect(-2, -2, size.X, size.Y), image.YCbCrSubsampleRatio420)
			for y := range size.Y {
				for x := range size.X {
					c := shade(x, y)
					for _, p := range []*image.YCbCr{whole, thin} {
						p.Y[p.YOffset(x, y)], p.Cb[p.COffset(x, y)], p.Cr[p.COffset(x, y)] = color.RGBToYCbCr(c.R, c.G, c.B)
					}
				}
			}
			for kind, img := range map[string]image.Image{
				"colours": colours, "gray": gray, "444": whole.SubImage(image.Rectangle{Max: size}), "420": thin.SubImage(image.Rectangle{Max: size}),
			} {
				for _, quality := range []int{1, 40, 78, 100} {
					what := fmt.Sprint(name, " ", size, " ", kind, " ", quality)
					data, err := picture.Encode(img, picture.JPEG, quality, nil)
					if err != nil {
						t.Fatal(what, err)
					}
					got, err := jpeg.Decode(bytes.NewReader(data))
					if err != nil {
						t.Fatal(what, err)
					}
					if _, ok := got.(*image.Gray); ok != (kind == "gray") || got.Bounds().Size() != size {
						t.Errorf("%s: came back as %T of %v", what, got, got.Bounds())
					}
					var other bytes.Buffer
					if err := jpeg.Encode(&other, img, &jpeg.Options{Quality: quality}); err != nil {
						t.Fatal(err)
					}
					theirs, err := jpeg.Decode(&other)
					if err != nil {
						t.Fatal(err)
					}
					if a, b := wrong(img, got), wrong(img, theirs); a > 1.02*b+0.3 {
						t.Errorf("%s: wrong by %.2f, theirs by %.2f", what, a, b)
					}
				}
			}
		}
	}
}

// FuzzJPEG encodes what comes.
func FuzzJPEG(f *testing.F) {
	f.Add([]byte("some pixels"), 3, 78)
	f.Add([]byte{0, 255, 255, 0, 0, 0, 255, 255, 1}, 2, 100)
	f.Fuzz(func(t *testing.T, pix []byte, width, quality int) {
		width = min(max(width, 1), 64)
		if len(pix) < width || len(pix) > 1<<14 {
			return
		}
		img := &image.Gray{Pix: pix, Stride: width, Rect: image.Rect(0, 0, width, len(pix)/width)}
		data, err := picture.Encode(img, picture.JPEG, quality, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil || got.Bounds() != img.Rect {
			t.Fatalf("%v, %v", err, got)
		}
		if quality >= 100 && wrong(img, got) > 1.5 {
			t.Errorf("wrong by %.2f", wrong(img, got))
		}
	})
}
