package sharecard

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Frame is what a portrait hangs in: a shape (oval, arch, square) and what it
// is made of (brass, black, plain), as the theme's classes have it: "oval
// brass". Others are plain ovals.
type Frame string

func (f Frame) parts() (shape, stuff string) {
	shape, stuff = "oval", "plain"
	for _, w := range strings.Fields(string(f)) {
		switch w {
		case "oval", "arch", "square":
			shape = w
		case "brass", "black", "plain":
			stuff = w
		}
	}
	return shape, stuff
}

// The measures of a large frame on a card, in pixels; smaller ones are like it.
const (
	frameWidth = 376
	frameRim   = 8
	frameMat   = 15
)

// Photo is the size of the portrait in a large frame.
func (f Frame) Photo() image.Point { return f.photo(frameWidth) }

// photo is the size of the portrait in a frame so wide.
func (f Frame) photo(width int) image.Point {
	w := width - 2*(rim(width)+mat(width))
	if shape, _ := f.parts(); shape == "square" {
		return image.Pt(w, w)
	}
	return image.Pt(w, w*5/4)
}

func rim(width int) int { return (frameRim*width + frameWidth/2) / frameWidth }
func mat(width int) int { return (frameMat*width + frameWidth/2) / frameWidth }

// hang hangs a portrait on the wall: bottom is the middle of its lower end.
func (p *Painter) hang(dst *image.RGBA, who Person, bottom image.Point, width int) error {
	c := p.look.Colours
	shape, stuff := who.Frame.parts()
	inset := rim(width) + mat(width)
	height := who.Frame.photo(width).Y + 2*inset
	outer := image.Rect(bottom.X-width/2, bottom.Y-height, bottom.X+width/2, bottom.Y)
	p.wire(dst, outer)
	mask := shapeMask(shape, outer.Dx(), outer.Dy())
	wide, near := p.shadows.of(shape, mask)
	shadow(dst, wide, outer.Min.Add(image.Pt(0, 18*width/frameWidth)), 105)
	shadow(dst, near, outer.Min.Add(image.Pt(0, 2)), 70)
	put := func(r image.Rectangle, src image.Image) {
		m := shapeMask(shape, r.Dx(), r.Dy())
		draw.DrawMask(dst, r, src, src.Bounds().Min, m, image.Point{}, draw.Over)
	}
	wood := map[string]color.NRGBA{"brass": {0xc9, 0xa5, 0x5b, 255}, "black": {0x20, 0x20, 0x1f, 255}, "plain": {0xe2, 0xdd, 0xd2, 255}}[stuff]
	put(outer, image.NewUniform(wood))
	put(outer.Inset(rim(width)), image.NewUniform(c.Mat))
	inner := outer.Inset(inset)
	if who.Photo != nil {
		photo, err := who.Photo()
		if err != nil {
			return err
		}
		if photo != nil {
			put(inner, fitted(photo, inner.Size()))
			return nil
		}
	}
	field, ink := c.WallDeep, c.OnWall
	switch stuff {
	case "brass":
		field, ink = c.Accent, c.OnAccent
	case "plain":
		field, ink = c.AccentWash, c.Ink
	}
	put(inner, image.NewUniform(field))
	p.monogram(dst, inner, who.Monogram, ink)
	return nil
}

// fitted is a picture in that size exactly.
func fitted(src image.Image, size image.Point) image.Image {
	if src.Bounds().Size() == size {
		return src
	}
	dst := image.NewRGBA(image.Rectangle{Max: size})
	xdraw.CatmullRom.Scale(dst, dst.Rect, src, src.Bounds(), draw.Src, nil)
	return dst
}

// shadow darkens what a soft mask covers.
func shadow(dst *image.RGBA, m *image.Alpha, at image.Point, strength uint8) {
	draw.DrawMask(dst, m.Rect.Add(at), image.NewUniform(color.NRGBA{8, 14, 10, strength}), image.Point{}, m, m.Rect.Min, draw.Over)
}

// wire draws what a frame hangs on: a nail, and a wire from it to both sides.
func (p *Painter) wire(dst *image.RGBA, frame image.Rectangle) {
	c := p.look.Colours.OnWallSoft
	w := frame.Dx()
	at := image.Rect(frame.Min.X, frame.Min.Y-w/5, frame.Max.X, frame.Min.Y+w/8)
	x, y := float64(w)/2, float64(w)/5-float64(w)*.155 // the nail
	z := vector.NewRasterizer(at.Dx(), at.Dy())
	for _, dx := range []float64{-.2, .2} {
		thick(z, x, y, x+dx*float64(w), float64(w)/5+.09*float64(w), max(.8, float64(w)*.003))
	}
	c.A = 190
	z.Draw(dst, at, image.NewUniform(c), image.Point{})
	z.Reset(at.Dx(), at.Dy())
	c.A = 255
	disc(z, float32(x), float32(y), max(3.5, float32(w)*.0147))
	z.Draw(dst, at, image.NewUniform(c), image.Point{})
}

// disc adds a circle.
func disc(z *vector.Rasterizer, x, y, r float32) {
	k := r * .5523
	z.MoveTo(x-r, y)
	z.CubeTo(x-r, y-k, x-k, y-r, x, y-r)
	z.CubeTo(x+k, y-r, x+r, y-k, x+r, y)
	z.CubeTo(x+r, y+k, x+k, y+r, x, y+r)
	z.CubeTo(x-k, y+r, x-r, y+k, x-r, y)
	z.ClosePath()
}

// thick adds a straight line of that half width.
func thick(z *vector.Rasterizer, x0, y0, x1, y1, half float64) {
	l := math.Hypot(x1-x0, y1-y0)
	nx, ny := float32(-(y1-y0)/l*half), float32((x1-x0)/l*half)
	a, b, c, d := float32(x0), float32(y0), float32(x1), float32(y1)
	z.MoveTo(a+nx, b+ny)
	z.LineTo(c+nx, d+ny)
	z.LineTo(c-nx, d-ny)
	z.LineTo(a-nx, b-ny)
	z.ClosePath()
}

// monogram draws one or two letters in the middle of a field; a head and
// shoulders where there are none for them, because somebody is there.
func (p *Painter) monogram(dst *image.RGBA, in image.Rectangle, text string, c color.Color) {
	text, f := pick(p.look.Fonts.Heads, text)
	if f == nil {
		somebody(dst, in, c)
		return
	}
	size := in.Dx() * 46 / 100
	var buf sfnt.Buffer
	wide := func() int { return setter{f, fixed.I(size), &buf, false}.width(text).Ceil() }
	if w, most := wide(), in.Dx()*70/100; w > most {
		size = size * most / w
	}
	p.letters.draw(dst, f, size, text, in.Min.X+(in.Dx()-wide())/2, in.Min.Y+in.Dy()/2+size*36/100, c)
}

// somebody is a head and shoulders.
func somebody(dst *image.RGBA, in image.Rectangle, c color.Color) {
	z := vector.NewRasterizer(in.Dx(), in.Dy())
	s := float32(in.Dx()) / 100
	dy := float32(in.Dy())/s - 100
	at := func(x, y float32) (float32, float32) { return x * s, (y + dy) * s }
	cube := func(x1, y1, x2, y2, x3, y3 float32) {
		a, b := at(x1, y1)
		c, d := at(x2, y2)
		e, f := at(x3, y3)
		z.CubeTo(a, b, c, d, e, f)
	}
	z.MoveTo(at(50, 18))
	cube(61, 18, 70, 27, 70, 38)
	cube(70, 49, 61, 58, 50, 58)
	cube(39, 58, 30, 49, 30, 38)
	cube(30, 27, 39, 18, 50, 18)
	z.ClosePath()
	z.MoveTo(at(14, 100))
	cube(14, 76, 29, 65, 50, 65)
	cube(71, 65, 86, 76, 86, 100)
	z.ClosePath()
	m := image.NewAlpha(image.Rect(0, 0, in.Dx(), in.Dy()))
	z.Draw(m, m.Rect, image.Opaque, image.Point{})
	draw.DrawMask(dst, in, image.NewUniform(c), image.Point{}, m, image.Point{}, draw.Over)
}
