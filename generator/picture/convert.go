package picture

import (
	"bytes"
	"image"
	"image/color"
)

// transform turns a profile's numbers into those of sRGB, eight bits each.
type transform struct {
	light [3][256]float32
	m     [9]float32
	back  []uint8 // by light in steps of 1/backSteps
	gray  bool
}

// backSteps is fine enough that the darkest numbers, where light differs
// least, come out right.
const backSteps = 1 << 14

func (p *profile) transform() *transform {
	t := &transform{gray: p.gray, back: make([]uint8, backSteps+1)}
	for c := range 3 {
		for i := range 256 {
			t.light[c][i] = float32(p.curves[c](float64(i) / 255))
		}
	}
	for row := range 3 {
		for col := range 3 {
			sum := 0.0
			for k := range 3 {
				sum += fromXYZ[3*row+k] * p.matrix[3*k+col]
			}
			t.m[3*row+col] = float32(sum)
		}
	}
	for i := range t.back {
		t.back[i] = uint8(numberOf(float64(i)/backSteps)*255 + 0.5)
	}
	return t
}

// number is light as a number of sRGB; what no screen of sRGB can show
// becomes the nearest it can.
func (t *transform) number(light float32) uint8 {
	return t.back[int(min(max(light, 0), 1)*backSteps+0.5)]
}

func (t *transform) rgb(r, g, b uint8) (uint8, uint8, uint8) {
	x, y, z := t.light[0][r], t.light[1][g], t.light[2][b]
	return t.number(t.m[0]*x + t.m[1]*y + t.m[2]*z),
		t.number(t.m[3]*x + t.m[4]*y + t.m[5]*z),
		t.number(t.m[6]*x + t.m[7]*y + t.m[8]*z)
}

// apply converts a picture. The one it was given may be used for the result.
func (t *transform) apply(img image.Image) image.Image {
	if t.gray {
		if g, ok := img.(*image.Gray); ok {
			var table [256]uint8
			for i := range table {
				table[i] = t.number(t.light[0][i])
			}
			for i, v := range g.Pix {
				g.Pix[i] = table[v]
			}
			return g
		}
		n := asNRGBA(img)
		for i := 0; i+3 < len(n.Pix); i += 4 {
			for c := range 3 {
				n.Pix[i+c] = t.number(t.light[0][n.Pix[i+c]])
			}
		}
		return n
	}
	n := asNRGBA(img)
	b := n.Rect
	for y := b.Min.Y; y < b.Max.Y; y++ {
		at := n.PixOffset(b.Min.X, y)
		row := n.Pix[at : at+4*b.Dx()]
		for i := 0; i+3 < len(row); i += 4 {
			row[i], row[i+1], row[i+2] = t.rgb(row[i], row[i+1], row[i+2])
		}
	}
	return n
}

// copied is a picture with pixels of its own, of those that are converted in
// place.
func copied(img image.Image) image.Image {
	switch p := img.(type) {
	case *image.Gray:
		out := *p
		out.Pix = bytes.Clone(p.Pix)
		return &out
	case *image.NRGBA:
		out := *p
		out.Pix = bytes.Clone(p.Pix)
		return &out
	}
	return img
}

// asNRGBA is a picture as plain numbers of eight bits.
func asNRGBA(img image.Image) *image.NRGBA {
	b := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	switch src := img.(type) {
	case *image.NRGBA:
		if b.Min == (image.Point{}) {
			return src
		}
	case *image.YCbCr:
		for y := range b.Dy() {
			row := out.Pix[y*out.Stride:]
			for x := range b.Dx() {
				yi, ci := src.YOffset(b.Min.X+x, b.Min.Y+y), src.COffset(b.Min.X+x, b.Min.Y+y)
				row[4*x], row[4*x+1], row[4*x+2] = color.YCbCrToRGB(src.Y[yi], src.Cb[ci], src.Cr[ci])
				row[4*x+3] = 255
			}
		}
		return out
	case *image.Paletted:
		var colours [256][4]uint8
		for i, c := range src.Palette {
			n, _ := color.NRGBAModel.Convert(c).(color.NRGBA)
			colours[i] = [4]uint8{n.R, n.G, n.B, n.A}
		}
		for y := range b.Dy() {
			from := src.Pix[src.PixOffset(b.Min.X, b.Min.Y+y):]
			row := out.Pix[y*out.Stride:]
			for x := range b.Dx() {
				copy(row[4*x:], colours[from[x]][:])
			}
		}
		return out
	case *image.Gray:
		for y := range b.Dy() {
			from := src.Pix[src.PixOffset(b.Min.X, b.Min.Y+y):]
			row := out.Pix[y*out.Stride:]
			for x := range b.Dx() {
				row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = from[x], from[x], from[x], 255
			}
		}
		return out
	}
	for y := range b.Dy() {
		row := out.Pix[y*out.Stride:]
		for x := range b.Dx() {
			c, _ := color.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = c.R, c.G, c.B, c.A
		}
	}
	return out
}
