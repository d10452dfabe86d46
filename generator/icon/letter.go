package icon

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"golang.org/x/text/unicode/norm"
)

// side is that of the square on which shapes are drawn.
const side = 64

// point is a place on that square.
type point struct{ X, Y float32 }

// stroke is a piece of an outline: to a point, by way of up to two others.
// op is as in an SVG path: M, L, Q or C.
type stroke struct {
	op byte
	p  []point
}

// Initial makes art of the first letter of a name, in white on a colour such
// as "#2b3f37". Where our letters have none for it, it is a head and
// shoulders: at every address there is somebody.
func Initial(name, on string) *Art {
	outline := somebody
	if l := letter(name); l != nil {
		outline = l
	}
	field := hex(on)
	var d strings.Builder
	for _, s := range outline {
		d.WriteByte(s.op)
		for i, p := range s.p {
			if i > 0 {
				d.WriteByte(' ')
			}
			fmt.Fprintf(&d, "%.4g %.4g", p.X, p.Y)
		}
	}
	return &Art{
		svg: fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="%d" fill="%s"/><path fill="#fff" d="%s"/></svg>`+"\n",
			corner, on, d.String()),
		field: field, ground: rounded, full: true,
		paint: func(dst *image.RGBA, at image.Rectangle) { fill(dst, at, outline, color.White) },
	}
}

// fill paints what is inside an outline.
func fill(dst *image.RGBA, at image.Rectangle, outline []stroke, c color.Color) {
	if len(outline) == 0 {
		return
	}
	r := vector.NewRasterizer(at.Dx(), at.Dy())
	scale := float32(at.Dx()) / side
	for _, s := range outline {
		var p [3]point
		for i, q := range s.p {
			p[i] = point{q.X * scale, q.Y * scale}
		}
		switch s.op {
		case 'M':
			r.ClosePath()
			r.MoveTo(p[0].X, p[0].Y)
		case 'L':
			r.LineTo(p[0].X, p[0].Y)
		case 'Q':
			r.QuadTo(p[0].X, p[0].Y, p[1].X, p[1].Y)
		case 'C':
			r.CubeTo(p[0].X, p[0].Y, p[1].X, p[1].Y, p[2].X, p[2].Y)
		}
	}
	r.ClosePath()
	// By way of a mask, whose edges have 255 steps and no more: see few.
	mask := image.NewAlpha(image.Rect(0, 0, at.Dx(), at.Dy()))
	r.DrawOp = draw.Src
	r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	draw.DrawMask(dst, at, image.NewUniform(c), image.Point{}, mask, image.Point{}, draw.Over)
}

// corner is how far the square's corners are rounded.
const corner = 10

// rounded is the square with round corners.
var rounded = func() []stroke {
	const c, k = corner, corner * 0.4477 // where the handles of a quarter circle stand
	return []stroke{
		{'M', []point{{c, 0}}},
		{'L', []point{{side - c, 0}}},
		{'C', []point{{side - k, 0}, {side, k}, {side, c}}},
		{'L', []point{{side, side - c}}},
		{'C', []point{{side, side - k}, {side - k, side}, {side - c, side}}},
		{'L', []point{{c, side}}},
		{'C', []point{{k, side}, {0, side - k}, {0, side - c}}},
		{'L', []point{{0, c}}},
		{'C', []point{{0, k}, {k, 0}, {c, 0}}},
	}
}()

// somebody is a head and shoulders.
var somebody = []stroke{
	{'M', []point{{32, 13}}},
	{'C', []point{{38.1, 13}, {43, 17.9}, {43, 24}}},
	{'C', []point{{43, 30.1}, {38.1, 35}, {32, 35}}},
	{'C', []point{{25.9, 35}, {21, 30.1}, {21, 24}}},
	{'C', []point{{21, 17.9}, {25.9, 13}, {32, 13}}},
	{'M', []point{{14, 53}}},
	{'C', []point{{14, 44}, {21, 39}, {32, 39}}},
	{'C', []point{{43, 39}, {50, 44}, {50, 53}}},
}

// letters is the font of initials.
var letters = sync.OnceValue(func() *sfnt.Font {
	f, err := sfnt.Parse(gobold.TTF)
	if err != nil {
		panic("icon: the font of initials cannot be read: " + err.Error())
	}
	return f
})

// letter is the outline of a name's first letter or digit, in the middle of
// the square; nil if the font has none.
func letter(name string) []stroke {
	at := strings.IndexFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if at < 0 {
		return nil
	}
	var buf sfnt.Buffer
	r, _ := utf8.DecodeRuneInString(norm.NFC.String(name[at:]))
	glyph, err := letters().GlyphIndex(&buf, unicode.ToUpper(r))
	if err != nil || glyph == 0 {
		return nil
	}
	// Letters are as high as their capitals are, so 54 makes one that fills
	// two thirds of the square.
	const size = 54
	segments, err := letters().LoadGlyph(&buf, glyph, fixed.I(size), nil)
	bounds, _, boundsErr := letters().GlyphBounds(&buf, glyph, fixed.I(size), font.HintingNone)
	if err != nil || boundsErr != nil {
		return nil
	}
	dx := side/2 - float32(bounds.Min.X+bounds.Max.X)/128
	dy := side/2 - float32(bounds.Min.Y+bounds.Max.Y)/128
	var out []stroke
	for _, s := range segments {
		n := map[sfnt.SegmentOp]int{sfnt.SegmentOpMoveTo: 1, sfnt.SegmentOpLineTo: 1, sfnt.SegmentOpQuadTo: 2, sfnt.SegmentOpCubeTo: 3}[s.Op]
		st := stroke{op: "MLQC"[s.Op]}
		for _, p := range s.Args[:n] {
			st.p = append(st.p, point{float32(p.X)/64 + dx, float32(p.Y)/64 + dy})
		}
		out = append(out, st)
	}
	return out
}
