package sharecard

import (
	"image"
	"image/color"
	"image/draw"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// letters are glyphs drawn before: most cards of a hub use the same few
// hundred, and to draw one takes much longer than to copy it.
type letters struct {
	mu    sync.RWMutex
	masks map[letter]*image.Alpha
}

// letter is a glyph of a font in a size, half a pixel to the right or not.
type letter struct {
	font, size int
	glyph      sfnt.GlyphIndex
	half       bool
}

// mask is how much of each pixel a letter covers, around its own origin.
func (l *letters) mask(f *Font, k letter, buf *sfnt.Buffer) *image.Alpha {
	l.mu.RLock()
	m, ok := l.masks[k]
	l.mu.RUnlock()
	if ok {
		return m
	}
	m = outline(f, k, buf)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.masks) > 20000 { // a hub in every letter there is
		clear(l.masks)
	}
	l.masks[k] = m
	return m
}

func outline(f *Font, k letter, buf *sfnt.Buffer) *image.Alpha {
	segments, err := f.sfnt.LoadGlyph(buf, k.glyph, fixed.I(k.size), nil)
	if err != nil || len(segments) == 0 {
		return nil
	}
	b := segments.Bounds()
	r := image.Rect(b.Min.X.Floor(), b.Min.Y.Floor(), b.Max.X.Ceil()+1, b.Max.Y.Ceil())
	if r.Empty() {
		return nil
	}
	dx := -float32(r.Min.X)
	if k.half {
		dx += .5
	}
	dy := -float32(r.Min.Y)
	z := vector.NewRasterizer(r.Dx(), r.Dy())
	at := func(p fixed.Point26_6) (float32, float32) { return float32(p.X)/64 + dx, float32(p.Y)/64 + dy }
	for _, s := range segments {
		x0, y0 := at(s.Args[0])
		x1, y1 := at(s.Args[1])
		x2, y2 := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			z.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			z.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			z.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	z.ClosePath()
	m := image.NewAlpha(r)
	z.Draw(m, r, image.Opaque, image.Point{})
	return m
}

// write draws a line of words from a point on their baseline, in the shades
// that ink gives for the letter at a byte of the text.
func (l *letters) write(dst *image.Paletted, b block, text string, x, y int, ink func(at int) *ramp) {
	var buf sfnt.Buffer
	line, width := setter{b.f, fixed.I(b.size), &buf, b.right}.line(text)
	if b.right { // x is where it begins, and that is on its right
		x -= width.Ceil()
	}
	for _, g := range line {
		pos := fixed.I(x) + g.x + 16 // to the nearest half
		m := l.mask(g.f, letter{g.f.id, b.size, g.index, pos&63 >= 32}, &buf)
		if m == nil {
			continue
		}
		shades := ink(g.at)
		at := m.Rect.Add(image.Pt(pos.Floor(), y+g.y.Round()))
		in := at.Intersect(dst.Rect)
		for row := in.Min.Y; row < in.Max.Y; row++ {
			from := m.Pix[(row-at.Min.Y)*m.Stride+in.Min.X-at.Min.X:][:in.Dx()]
			to := dst.Pix[dst.PixOffset(in.Min.X, row):][:in.Dx()]
			for i, a := range from {
				// Letters may touch; where they do, the fuller one counts.
				if step := (int(a)*steps + 127) / 255; step > 0 && (to[i] == shades[0] || a > 128) {
					to[i] = shades[step]
				}
			}
		}
	}
}

// draw paints a line of words on a picture in all colours.
func (l *letters) draw(dst draw.Image, f *Font, size int, text string, x, y int, c color.Color) {
	var buf sfnt.Buffer
	line, _ := setter{f, fixed.I(size), &buf, fromRight(text)}.line(text)
	for _, g := range line {
		if m := l.mask(g.f, letter{g.f.id, size, g.index, false}, &buf); m != nil {
			draw.DrawMask(dst, m.Rect.Add(image.Pt(x+g.x.Round(), y+g.y.Round())), image.NewUniform(c), image.Point{}, m, m.Rect.Min, draw.Over)
		}
	}
}

// shapeMask is the inside of a frame's shape in a rectangle of that size.
func shapeMask(shape string, w, h int) *image.Alpha {
	z := vector.NewRasterizer(w, h)
	W, H := float32(w), float32(h)
	const k = .5523
	arc := func(rx, ry float32) { // the upper half, from the left, of the half width and so high
		z.MoveTo(0, ry)
		z.CubeTo(0, ry-k*ry, W/2-k*rx, 0, W/2, 0)
		z.CubeTo(W/2+k*rx, 0, W, ry-k*ry, W, ry)
	}
	switch shape {
	case "oval":
		arc(W/2, H/2)
		z.CubeTo(W, H/2+k*H/2, W/2+k*W/2, H, W/2, H)
		z.CubeTo(W/2-k*W/2, H, 0, H/2+k*H/2, 0, H/2)
	case "arch":
		arc(W/2, .4*H)
		z.LineTo(W, H)
		z.LineTo(0, H)
	default:
		z.MoveTo(0, 0)
		z.LineTo(W, 0)
		z.LineTo(W, H)
		z.LineTo(0, H)
	}
	z.ClosePath()
	m := image.NewAlpha(image.Rect(0, 0, w, h))
	z.Draw(m, m.Rect, image.Opaque, image.Point{})
	return m
}

// blurred is a mask made soft, with room around it.
func blurred(m *image.Alpha, radius int) *image.Alpha {
	pad := 3 * radius
	w, h := m.Rect.Dx()+2*pad, m.Rect.Dy()+2*pad
	a := make([]byte, w*h)
	for y := range m.Rect.Dy() {
		copy(a[(y+pad)*w+pad:], m.Pix[y*m.Stride:y*m.Stride+m.Rect.Dx()])
	}
	b := make([]byte, w*h)
	for range 3 { // three boxes are nearly a bell
		box(b, a, w, h, 1, w, radius)
		box(a, b, h, w, w, 1, radius)
	}
	return &image.Alpha{Pix: a, Stride: w, Rect: image.Rect(-pad, -pad, w-pad, h-pad)}
}

// box blurs rows of n bytes, which lie step apart; there are rows of them,
// next apart.
func box(dst, src []byte, n, rows, step, next, radius int) {
	for r := range rows {
		sum := 0
		at := func(i int) int {
			if i < 0 || i >= n {
				return 0
			}
			return int(src[r*next+i*step])
		}
		for i := -radius; i <= radius; i++ {
			sum += at(i)
		}
		for i := range n {
			dst[r*next+i*step] = byte(sum / (2*radius + 1))
			sum += at(i+radius+1) - at(i-radius)
		}
	}
}
