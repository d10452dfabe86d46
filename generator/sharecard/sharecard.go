// Package sharecard draws what a link to a page looks like elsewhere: a
// picture of 1200 by 630 pixels with a face, a title and the company's name,
// on the company's wall.
//
// It knows colours, words and pictures, and no site: the same Card under the
// same Look gives the same bytes. Start with Card and Painter.Draw. break.go
// sets titles, frame.go hangs portraits, fonts.go says which letters there are.
package sharecard

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
)

// The size of a card, which is the one that all who show links can use.
const (
	Width  = 1200
	Height = 630
)

// Look is what all cards of a hub share.
type Look struct {
	// Company stands at the foot.
	Company string
	Colours Colours
	Fonts   Fonts
}

// Colours are those of the theme by day.
type Colours struct {
	Wall, WallDeep, OnWall, OnWallSoft color.NRGBA
	Paper, Ink, Brand                  color.NRGBA
	Mat, Accent, OnAccent, AccentWash  color.NRGBA
}

// Card is what one card shows.
type Card struct {
	// Title is set large. Line stands below it, smaller, where there is room.
	Title, Line string
	// Above and Beside stand above the title: who, and what they do.
	Above, Beside string
	// People are those whose faces it shows: one large, or several in a row.
	People []Person
}

// Person is a face on a card.
type Person struct {
	// Photo loads the portrait in the proportions that its frame asks for (see
	// Frame.Photo). Where it is nil or loads none, the letters of Monogram are
	// drawn. It is called when Key, which stands for the portrait, was not
	// seen of late.
	Photo    func() (image.Image, error)
	Key      string
	Monogram string
	Frame    Frame
}

// The parts of a card, from the left and from the top.
const (
	floor    = 520 // where the wall ends
	left     = 64
	column   = 492 // where the words begin when a face stands beside them
	right    = Width - 64
	last     = floor - 52 // the lowest baseline on the wall
	skirt    = 10
	footing  = floor + skirt
	rowWidth = 190 // of a frame among several
	rowLine  = 326 // the lower ends of such frames
)

// layout says where faces and words stand.
type layout uint8

const (
	beside layout = iota // a face, and words beside it
	alone                // a face in the middle: there are no words that we could set, not even the company's name
	row                  // several faces, and words below them
)

// faces is where the faces stand: there are no words in it.
func (in layout) faces() image.Rectangle {
	switch in {
	case alone:
		return image.Rect(Width/2-220, 0, Width/2+220, Height)
	case row:
		return image.Rect(0, 0, Width, rowLine+26)
	}
	return image.Rect(0, 0, column-8, Height)
}

// words is where they begin.
func (in layout) words() int {
	if in == beside {
		return column
	}
	return left
}

// Painter draws cards of one look. It can be used by many at once.
type Painter struct {
	look    Look
	inks    *inks
	letters letters
	shadows shadows
	scenes  scenes
	grounds [3]*image.Paletted // by layout
	pages   sync.Pool          // of *image.Paletted, to draw on
	files   sync.Pool          // of *png.EncoderBuffer
}

// NewPainter makes a painter.
func NewPainter(look Look) *Painter {
	p := &Painter{look: look, inks: newInks(look.Colours), letters: letters{masks: map[letter]*image.Alpha{}}}
	for in := range p.grounds {
		p.grounds[in] = p.background(layout(in))
	}
	p.pages.New = func() any { return image.NewPaletted(p.grounds[0].Rect, nil) }
	return p
}

// background is what is the same on all cards: the wall, the floor, and whose
// hub it is.
func (p *Painter) background(in layout) *image.Paletted {
	dst := image.NewPaletted(image.Rect(0, 0, Width, Height), nil)
	bar := func(y0, y1 int, c uint8) {
		for i := y0 * Width; i < y1*Width; i++ {
			dst.Pix[i] = c
		}
	}
	bar(0, floor, p.inks.wall)
	bar(floor, footing, p.inks.deep)
	bar(footing, Height, p.inks.paper)
	text, f := pick(p.look.Fonts.Heads, p.look.Company)
	if f == nil || in == alone {
		return dst
	}
	x := in.words()
	b := fit(f, text, room{width: right - x, height: 44, most: 1, sizes: []int{40, 36, 32, 28, 24}, leading: 110})
	amp := strings.IndexRune(b.lines[0], '&')
	if b.right {
		x = right
	}
	p.letters.write(dst, b, b.lines[0], x, footing+(Height-footing)/2+b.size*36/100, func(at int) *ramp {
		if at == amp {
			return &p.inks.companyBrand
		}
		return &p.inks.company
	})
	return dst
}

// PNG draws a card. The error is that of loading a portrait.
func (p *Painter) PNG(c *Card) ([]byte, error) {
	in := beside
	switch {
	case len(c.People) > 1:
		in = row
	case !p.look.Fonts.says(c) && !p.look.Fonts.Can(p.look.Company):
		in = alone
	}
	dst := p.pages.Get().(*image.Paletted)
	defer p.pages.Put(dst)
	copy(dst.Pix, p.grounds[in].Pix)
	scene, err := p.scene(c.People, in)
	if err != nil {
		return nil, err
	}
	dst.Palette = scene.Palette
	for y := scene.Rect.Min.Y; y < scene.Rect.Max.Y; y++ {
		copy(dst.Pix[dst.PixOffset(scene.Rect.Min.X, y):], scene.Pix[scene.PixOffset(scene.Rect.Min.X, y):][:scene.Rect.Dx()])
	}
	p.words(dst, c, in)
	var b bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: (*buffers)(&p.files)}
	if err := enc.Encode(&b, dst); err != nil {
		panic("sharecard: a picture in memory cannot be encoded: " + err.Error())
	}
	return b.Bytes(), nil
}

// buffers keeps what an encoder needs from card to card.
type buffers sync.Pool

func (b *buffers) Get() *png.EncoderBuffer {
	e, _ := (*sync.Pool)(b).Get().(*png.EncoderBuffer)
	return e
}

func (b *buffers) Put(e *png.EncoderBuffer) { (*sync.Pool)(b).Put(e) }

// words sets what a card says, from the floor up.
func (p *Painter) words(dst *image.Paletted, c *Card, in layout) {
	heads, texts := p.look.Fonts.Heads, p.look.Fonts.Texts
	head, hf := pick(heads, c.Title)
	above, af := pick(heads, c.Above)
	beside, bf := pick(texts, c.Beside)
	line, lf := pick(texts, c.Line)
	if hf == nil { // the person is what is left to say, and says it
		head, hf, af = above, af, nil
		line, lf, bf = beside, bf, nil
	}
	x, most, top := in.words(), 4, 60
	if in == row {
		most, top = 2, rowLine+36
	}
	wide := right - x
	y := last
	write := func(b block, r *ramp) {
		x := x
		if b.right {
			x = right
		}
		for i := len(b.lines) - 1; i >= 0; i-- {
			p.letters.write(dst, b, b.lines[i], x, y, func(int) *ramp { return r })
			y -= b.lead
		}
		y += b.lead - b.size*3/4
	}
	if lf != nil {
		write(fit(lf, line, room{width: wide, height: 120, most: 2, sizes: []int{36, 33, 30}, leading: 130}), &p.inks.soft)
		y -= 36
	}
	if hf != nil {
		if af != nil {
			top += 58
		}
		if bf != nil {
			top += 40
		}
		write(fit(hf, head, room{width: wide, height: y - top, most: most, sizes: []int{92, 86, 80, 74, 69, 64, 60, 56, 52, 48, 44, 40}, leading: 108}), &p.inks.title)
		y -= 34 + max(hf.lead-100, 0)*2/3 // room for what stands above letters
	}
	if bf != nil {
		write(fit(bf, beside, room{width: wide, height: 40, most: 1, sizes: []int{30, 27}, leading: 120}), &p.inks.soft)
		y -= 16
	}
	if af != nil {
		write(fit(af, above, room{width: wide, height: 40, most: 1, sizes: []int{36, 32, 28}, leading: 120}), &p.inks.title)
	}
}
