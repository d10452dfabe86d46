package picture_test

import (
	"image"
	"testing"

	"kith/generator/picture"
)

// BenchmarkSizes is a photo of 12 MP as most pages show it.
func BenchmarkSizes(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	seed := uint32(1)
	for i := range img.Y {
		seed = seed*1664525 + 1013904223
		img.Y[i] = uint8(128 + int(seed>>28) + i%4000/40)
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = uint8(100+i%2000/40), uint8(140-i%2000/40)
	}
	t := &testing.T{}
	data := jpegOf(t, img)
	var sizes []picture.Size
	for _, w := range []int{400, 800, 1200, 1800} {
		sizes = append(sizes, picture.Size{Width: w, Format: picture.JPEG, Quality: 78})
	}
	info, err := picture.Probe(data)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := picture.Decode(data, picture.Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n, err := picture.NewNegative(data, picture.Limits{Shrink: picture.Shrink(info, sizes)})
			if err != nil {
				b.Fatal(err)
			}
			n.Order(sizes)
			for i, s := range sizes {
				n.Reduce(sizes[i:])
				if _, err := picture.Encode(n.Make(s), s.Format, s.Quality, nil); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
