package picture

import (
	"fmt"
	"image"
	"math"
)

// Tone is the colour that a picture has most of, as classes of a style sheet
// for the place it will come to: one of five for how light it is, one of nine
// for its hue, as in "tone tone-l3 tone-h5". Few tones in a style sheet that
// all pages share do what a style in every page would, which the content
// policy forbids. It is "" for what may be seen through.
func Tone(img image.Image) string {
	b := img.Bounds()
	type sum struct{ r, g, b, n float64 }
	var bins [64]sum
	const grid = 24
	for gy := range grid {
		for gx := range grid {
			x, y := b.Min.X+(2*gx+1)*b.Dx()/(2*grid), b.Min.Y+(2*gy+1)*b.Dy()/(2*grid)
			r, g, bl, a := img.At(x, y).RGBA()
			if a < 0xf000 {
				return ""
			}
			s := &bins[r>>14<<4|g>>14<<2|bl>>14]
			s.r, s.g, s.b, s.n = s.r+float64(r)/65535, s.g+float64(g)/65535, s.b+float64(bl)/65535, s.n+1
		}
	}
	most := sum{}
	for _, s := range bins {
		if s.n > most.n {
			most = s
		}
	}
	l, c, h := oklch(most.r/most.n, most.g/most.n, most.b/most.n)
	hue := "g"
	if c >= 0.03 {
		hue = fmt.Sprint(int(math.Round(h/45)) % 8)
	}
	return fmt.Sprintf("tone tone-l%d tone-h%s", min(max(int(l*5), 0), 4), hue)
}

// oklch is a colour of sRGB as lightness, chroma and hue.
func oklch(r, g, b float64) (l, c, h float64) {
	r, g, b = lightOf(r), lightOf(g), lightOf(b)
	x := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	y := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	z := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	l = 0.2104542553*x + 0.7936177850*y - 0.0040720468*z
	aa := 1.9779984951*x - 2.4285922050*y + 0.4505937099*z
	bb := 0.0259040371*x + 0.7827717662*y - 0.8086757660*z
	h = math.Atan2(bb, aa) * 180 / math.Pi
	if h < 0 {
		h += 360
	}
	return l, math.Hypot(aa, bb), h
}
