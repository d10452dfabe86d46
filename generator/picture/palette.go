package picture

import (
	"image"
	"image/color"
	"math"
	"slices"
)

// toPalette takes the nearest colour of a palette for every pixel.
func toPalette(img image.Image, p color.Palette) *image.Paletted {
	src := asNRGBA(img)
	out := image.NewPaletted(src.Rect, p)
	colours := make([][4]int, len(p))
	for i, c := range p {
		n, _ := color.NRGBAModel.Convert(c).(color.NRGBA)
		colours[i] = [4]int{int(n.R), int(n.G), int(n.B), int(n.A)}
	}
	found := map[uint32]uint8{}
	for y := range src.Rect.Dy() {
		for x := range src.Rect.Dx() {
			c := src.Pix[y*src.Stride+4*x:]
			key := uint32(c[0])<<24 | uint32(c[1])<<16 | uint32(c[2])<<8 | uint32(c[3])
			i, ok := found[key]
			if !ok {
				i = nearest(colours, int(c[0]), int(c[1]), int(c[2]), int(c[3]))
				found[key] = i
			}
			out.Pix[y*out.Stride+x] = i
		}
	}
	return out
}

func nearest(colours [][4]int, r, g, b, a int) uint8 {
	best, at := math.MaxInt, 0
	for i, c := range colours {
		dr, dg, db, da := c[0]-r, c[1]-g, c[2]-b, c[3]-a
		if c[3] == 0 && a == 0 {
			return uint8(i)
		}
		if d := 2*dr*dr + 4*dg*dg + 3*db*db + 6*da*da; d < best {
			best, at = d, i
		}
	}
	return uint8(at)
}

// alike is how far apart, in each channel, two shades may be that nobody can
// tell apart side by side in an edge.
const alike = 6

// rare is the share of the pixels that a shade has at most if it is only a
// step in the edges between others; one of a smooth transition has more.
const rare = 1.0 / 500

// thrifty makes do with fewer colours: the many shades that smooth edges are
// made of become few. What a drawing's areas are filled with stays as it is. A
// quarter fewer bytes, and nobody sees which.
func thrifty(img *image.Paletted) *image.Paletted {
	var count [256]int
	for _, v := range img.Pix {
		count[v]++
	}
	var order []int
	for i := range img.Palette {
		if count[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return count[b] - count[a] })
	most := int(rare * float64(len(img.Pix)))
	var kept color.Palette
	var shades [][4]int
	var to [256]uint8
	for _, i := range order {
		n, _ := color.NRGBAModel.Convert(img.Palette[i]).(color.NRGBA)
		c := [4]int{int(n.R), int(n.G), int(n.B), int(n.A)}
		at := -1
		if count[i] <= most && len(shades) > 0 {
			if near := nearest(shades, c[0], c[1], c[2], c[3]); similar(shades[near], c) {
				at = int(near)
			}
		}
		if at < 0 {
			at = len(kept)
			kept, shades = append(kept, n), append(shades, c)
		}
		to[i] = uint8(at)
	}
	out := &image.Paletted{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect, Palette: kept}
	for i, v := range out.Pix {
		out.Pix[i] = to[v]
	}
	return out
}

func similar(a, b [4]int) bool {
	for i := range 3 {
		if d := a[i] - b[i]; d > alike || d < -alike {
			return false
		}
	}
	return a[3] == b[3]
}
