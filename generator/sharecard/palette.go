package sharecard

import (
	"image"
	"image/color"
	"sort"
)

// A card has at most 256 colours, which makes it small, sharp at the edges of
// letters, and quick to write. Some are the same on all cards of a look: the
// wall, the floor, and the steps from them to the words. The rest are chosen
// for the faces.

// steps is how many shades lie between a ground and the words on it.
const steps = 15

// ramp are the places in the palette of the shades from a ground to an ink.
type ramp [steps + 1]uint8

// inks is the part of the palette that all cards share.
type inks struct {
	colours                            []color.NRGBA
	wall, deep, paper                  uint8
	title, soft, company, companyBrand ramp
}

func newInks(c Colours) *inks {
	k := &inks{}
	add := func(c color.NRGBA) uint8 {
		for i, have := range k.colours {
			if have == c {
				return uint8(i)
			}
		}
		k.colours = append(k.colours, c)
		return uint8(len(k.colours) - 1)
	}
	k.wall, k.deep, k.paper = add(c.Wall), add(c.WallDeep), add(c.Paper)
	between := func(a, b color.NRGBA) (r ramp) {
		for i := range r {
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(steps-i) + int(b)*i + steps/2) / steps) }
			r[i] = add(color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255})
		}
		return r
	}
	k.title, k.soft = between(c.Wall, c.OnWall), between(c.Wall, c.OnWallSoft)
	k.company, k.companyBrand = between(c.Paper, c.Ink), between(c.Paper, c.Brand)
	return k
}

// bits is how finely colours are told apart when they are counted.
const bits = 5

// bin is the colours that are told apart from others, and how many there are.
type bin struct {
	n       int
	r, g, b int // sums
	at      [3]int
}

// reduced is a picture in the colours of a palette that begins with fixed
// ones; up to 256 in all.
func reduced(src *image.RGBA, fixed []color.NRGBA) *image.Paletted {
	exact := make(map[[3]uint8]uint8, len(fixed))
	for i, c := range fixed {
		exact[[3]uint8{c.R, c.G, c.B}] = uint8(i)
	}
	var bins [1 << (3 * bits)]bin
	place := func(p []uint8) int {
		return int(p[0])>>(8-bits)<<(2*bits) | int(p[1])>>(8-bits)<<bits | int(p[2])>>(8-bits)
	}
	b := src.Rect
	out := image.NewPaletted(b, nil)
	const open = 255 // stands for "not yet known"
	for y := b.Min.Y; y < b.Max.Y; y++ {
		row := src.Pix[src.PixOffset(b.Min.X, y):][:4*b.Dx()]
		to := out.Pix[out.PixOffset(b.Min.X, y):][:b.Dx()]
		var before [3]uint8
		for x := range to {
			p := row[4*x : 4*x+4]
			if now := [3]uint8{p[0], p[1], p[2]}; x > 0 && now == before && to[x-1] != open {
				to[x] = to[x-1] // most of it is wall
				continue
			} else {
				before = now
			}
			if i, ok := exact[[3]uint8{p[0], p[1], p[2]}]; ok {
				to[x] = i
				continue
			}
			to[x] = open
			v := &bins[place(p)]
			v.n++
			v.r, v.g, v.b = v.r+int(p[0]), v.g+int(p[1]), v.b+int(p[2])
		}
	}
	var used []*bin
	for i := range bins {
		if v := &bins[i]; v.n > 0 {
			v.at = [3]int{v.r / v.n, v.g / v.n, v.b / v.n}
			used = append(used, v)
		}
	}
	chosen := medianCut(used, open-len(fixed))
	for _, c := range fixed {
		out.Palette = append(out.Palette, c)
	}
	for _, c := range chosen {
		out.Palette = append(out.Palette, c)
	}
	// Each bin goes to its nearest colour, fixed ones included.
	all := append(append([]color.NRGBA{}, fixed...), chosen...)
	var to [1 << (3 * bits)]uint8
	for i := range bins {
		if v := &bins[i]; v.n > 0 {
			to[i] = nearest(all, v.at)
		}
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		row := src.Pix[src.PixOffset(b.Min.X, y):][:4*b.Dx()]
		pix := out.Pix[out.PixOffset(b.Min.X, y):][:b.Dx()]
		for x := range pix {
			if pix[x] == open {
				pix[x] = to[place(row[4*x:4*x+4])]
			}
		}
	}
	return out
}

func nearest(all []color.NRGBA, c [3]int) uint8 {
	best, least := 0, 1<<30
	for i, have := range all {
		r, g, b := int(have.R)-c[0], int(have.G)-c[1], int(have.B)-c[2]
		if d := 2*r*r + 4*g*g + 3*b*b; d < least { // eyes see green best
			best, least = i, d
		}
	}
	return uint8(best)
}

// medianCut chooses up to n colours: it halves, again and again, the box of
// colours that differ most, and takes the mean of each box in the end.
func medianCut(bins []*bin, n int) []color.NRGBA {
	if len(bins) == 0 {
		return nil
	}
	type box struct {
		bins   []*bin
		axis   int
		spread float64
	}
	measure := func(bins []*bin) box {
		out := box{bins: bins}
		for axis := range 3 {
			var sum, squares, count float64
			for _, v := range bins {
				x, n := float64(v.at[axis]), float64(v.n)
				sum, squares, count = sum+x*n, squares+x*x*n, count+n
			}
			if spread := squares - sum*sum/count; spread > out.spread {
				out.axis, out.spread = axis, spread
			}
		}
		return out
	}
	boxes := []box{measure(bins)}
	for len(boxes) < n {
		widest := 0
		for i := range boxes {
			if boxes[i].spread > boxes[widest].spread {
				widest = i
			}
		}
		w := boxes[widest]
		if w.spread <= 0 || len(w.bins) < 2 {
			break
		}
		sort.SliceStable(w.bins, func(i, j int) bool { return w.bins[i].at[w.axis] < w.bins[j].at[w.axis] })
		total, half, cut := 0, 0, 1
		for _, v := range w.bins {
			total += v.n
		}
		for cut = 1; cut < len(w.bins)-1; cut++ {
			if half += w.bins[cut-1].n; 2*half >= total {
				break
			}
		}
		boxes[widest] = measure(w.bins[:cut])
		boxes = append(boxes, measure(w.bins[cut:]))
	}
	var out []color.NRGBA
	for _, x := range boxes {
		var n, r, g, b int
		for _, v := range x.bins {
			n, r, g, b = n+v.n, r+v.r, g+v.g, b+v.b
		}
		out = append(out, color.NRGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255})
	}
	return out
}
