// Package icon draws what stands for a site in a browser's tab, among
// bookmarks and on a telephone: from the company's own picture, or, where
// there is none that would do, its initial on the company's colour.
//
// It knows bytes and colours only. Start with Art; letter.go draws the
// initial, svg.go the pictures that are drawings.
package icon

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"  // logos
	_ "image/jpeg" // as above
	"image/png"

	"golang.org/x/image/draw"
)

// Art is what icons are made of. It does not change.
type Art struct {
	// svg is the drawing as it goes into favicon.svg; nil if there is only a
	// picture of dots.
	svg []byte
	// paint draws the art into a square of a picture.
	paint func(dst *image.RGBA, at image.Rectangle)
	// field is the colour behind the art where an icon must not be seen
	// through.
	field color.Color
	// ground is what the art stands on where there is no field.
	ground []stroke
	// full says that the art is a field with something in its middle, and so
	// needs less air.
	full bool
}

// SVG is the icon as a drawing, or nil if it can be had in dots only.
func (a *Art) SVG() []byte { return a.svg }

// Shape says how much of an icon's square the art may fill.
type Shape uint8

// The shapes.
const (
	Tab      Shape = iota // the art alone, as large as can be, seen through
	Tile                  // on a field, with some air around it
	Maskable              // on a field, inside the circle that every mask leaves
)

// room is the part of the square, in hundredths, that the art may take: a
// square of 56 lies inside the circle of 80 that masks leave.
func (a *Art) room(s Shape) int {
	switch {
	case s == Tab || a.full && s == Tile:
		return 100
	case a.full:
		return 84
	case s == Tile:
		return 76
	}
	return 56
}

// PNG draws an icon of that many pixels.
func (a *Art) PNG(size int, shape Shape) []byte {
	dst := image.NewRGBA(image.Rect(0, 0, size, size))
	at := dst.Bounds()
	if shape == Tab {
		fill(dst, at, a.ground, a.field)
	} else {
		draw.Draw(dst, at, image.NewUniform(a.field), image.Point{}, draw.Src)
	}
	a.paint(dst, at.Inset(size*(100-a.room(shape))/200))
	var b bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	drawn := few(dst)
	if _, ok := drawn.(*image.Paletted); ok {
		// Long runs of one colour, where the best takes five times as long for a
		// twelfth less.
		enc.CompressionLevel = png.DefaultCompression
	}
	if err := enc.Encode(&b, drawn); err != nil {
		panic("icon: a picture in memory cannot be encoded: " + err.Error())
	}
	return b.Bytes()
}

// ICO packs pictures into the format that is asked for as /favicon.ico. All
// browsers read PNGs in it.
func (a *Art) ICO(sizes ...int) []byte {
	head := []byte{0, 0, 1, 0, byte(len(sizes)), 0}
	at := len(head) + 16*len(sizes)
	var data []byte
	for _, size := range sizes {
		p := a.PNG(size, Tab)
		entry := []byte{byte(size), byte(size), 0, 0, 1, 0, 32, 0}
		entry = binary.LittleEndian.AppendUint32(entry, uint32(len(p)))
		entry = binary.LittleEndian.AppendUint32(entry, uint32(at+len(data)))
		head = append(head, entry...)
		data = append(data, p...)
	}
	return append(head, data...)
}

// An Unfit error says why a picture cannot be an icon, in words for whoever
// made it.
type Unfit struct {
	Why string
	// Shape says that it is only too long, as most logos with a name are.
	Shape bool
}

func (u *Unfit) Error() string { return u.Why }

func unfit(format string, args ...any) *Unfit { return &Unfit{Why: fmt.Sprintf(format, args...)} }

// Fits reports whether a picture of that many pixels could be an icon.
func Fits(w, h int) bool { return square(float64(w), float64(h)) == nil }

// maxSide keeps a picture that nobody needs as an icon from taking a second
// to read.
const maxSide = 4000

// Picture makes art of a picture of dots. field is the colour behind it, as
// in "#fdfdfb".
func Picture(data []byte, field string) (*Art, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, unfit("it cannot be read as a PNG, JPEG or GIF")
	}
	if c.Width > maxSide || c.Height > maxSide {
		return nil, unfit("it is %d by %d pixels, and 1,000 are plenty", c.Width, c.Height)
	}
	if err := square(float64(c.Width), float64(c.Height)); err != nil {
		return nil, err
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, unfit("it is damaged")
	}
	return &Art{field: hex(field), paint: func(dst *image.RGBA, at image.Rectangle) {
		draw.CatmullRom.Scale(dst, within(src.Bounds().Dx(), src.Bounds().Dy(), at), src, src.Bounds(), draw.Over, nil)
	}}, nil
}

// square refuses what would be a thin line in a tab: most logos with the name
// in letters.
func square(w, h float64) error {
	if w <= 0 || h <= 0 || w > 1.5*h || h > 1.5*w {
		return &Unfit{Why: fmt.Sprintf("it is %.4g wide and %.4g high, too long for a square", w, h), Shape: true}
	}
	return nil
}

// within is the largest rectangle of those proportions in the middle of at.
func within(w, h int, at image.Rectangle) image.Rectangle {
	dw, dh := at.Dx(), at.Dy()
	if w > h {
		dh = (dw*h + w/2) / w
	} else {
		dw = (dh*w + h/2) / h
	}
	corner := at.Min.Add(image.Pt((at.Dx()-dw)/2, (at.Dy()-dh)/2))
	return image.Rectangle{corner, corner.Add(image.Pt(dw, dh))}
}

// hex reads a colour such as "#2b3f37"; it is black if it cannot be read.
func hex(s string) color.NRGBA {
	var r, g, b uint8
	_, _ = fmt.Sscanf(s, "#%02x%02x%02x", &r, &g, &b)
	return color.NRGBA{r, g, b, 255}
}
