package sharecard

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// The theme's own type, as fonts that can be drawn from: a browser's woff2
// cannot. Besley has the letters of Europe's Latin alphabets; Literata has
// Greek, Cyrillic and Vietnamese besides. What else is in the files, such as
// features that we do not draw, was left out.
var (
	//go:embed fonts/besley-bold.ttf
	besleyBold []byte
	//go:embed fonts/literata-bold.ttf
	literataBold []byte
	//go:embed fonts/literata-italic.ttf
	literataItalic []byte
)

// Font is a typeface to set words in.
type Font struct {
	sfnt *sfnt.Font
	id   int
	// tight is how much closer letters stand than the font says, as a part of
	// its size: large bold words want it.
	tight float64
	// lead is what lines need more than those of Latin, in hundredths; 0 is
	// nothing more.
	lead int

	data []byte
	// joined says that a shaper sets it, with letters that it lacks from others;
	// it is the first of them.
	joined  bool
	others  []*Font
	shapers *shapers
}

// Fonts are those of one build: for headlines, and for the words beside them.
// The first that has all letters of a text sets all of it, so that no word is
// a patchwork.
type Fonts struct{ Heads, Texts []*Font }

var builtIn = sync.OnceValue(func() Fonts {
	besley, bold, italic := parsed(besleyBold, 0, .028), parsed(literataBold, 1, .014), parsed(literataItalic, 2, 0)
	more := scripts()
	return Fonts{Heads: together(append([]*Font{besley, bold}, more...)), Texts: together(append([]*Font{italic, bold}, more...))}
})

// together are fonts that help each other out.
func together(fonts []*Font) []*Font {
	out := make([]*Font, len(fonts))
	for i, f := range fonts {
		f := *f
		out[i] = &f
	}
	for _, f := range out {
		f.others = append([]*Font{f}, out...)
		f.shapers = new(shapers)
	}
	return out
}

func parsed(data []byte, id int, tight float64) *Font {
	f, err := sfnt.Parse(data)
	if err != nil {
		panic("sharecard: a built-in font cannot be read: " + err.Error())
	}
	return &Font{sfnt: f, id: id, tight: tight, data: data}
}

// With puts a font of the site's own behind the built-in ones: for the letters
// that those lack. data is a TrueType or OpenType font.
func With(data []byte) (Fonts, error) {
	fs := builtIn()
	if data == nil {
		return fs, nil
	}
	f, err := sfnt.Parse(data)
	if err != nil {
		return fs, err
	}
	own := &Font{sfnt: f, id: 3, data: data, lead: 120}
	return Fonts{Heads: together(append(slices.Clip(fs.Heads), own)), Texts: together(append(slices.Clip(fs.Texts), own))}, nil
}

// Can reports whether a headline can be set in one of the fonts.
func (fs Fonts) Can(text string) bool {
	_, f := pick(fs.Heads, text)
	return f != nil
}

// says reports whether there is anything on a card that can be set large.
func (fs Fonts) says(c *Card) bool { return fs.Can(c.Title) || fs.Can(c.Above) }

// pick is a text as it can be drawn, and the first font that has all its
// letters; nil if none has. Pictures and marks that nobody would miss, such
// as emoji, are left out where no font has them: a title without its emoji is
// still the title, one without its letters is not.
func pick(fonts []*Font, text string) (string, *Font) {
	text = norm.NFC.String(text)
	if shaped(text) {
		return pickShaped(fonts, text)
	}
	var buf sfnt.Buffer
	bare := clean(text, func(r rune) bool {
		for _, f := range fonts {
			if g, err := f.sfnt.GlyphIndex(&buf, r); err == nil && g != 0 {
				return true
			}
		}
		return false
	})
	if bare == "" {
		return "", nil
	}
fonts:
	for _, f := range fonts {
		for _, r := range bare {
			if r == '\u00a0' {
				r = ' '
			}
			if g, err := f.sfnt.GlyphIndex(&buf, r); err != nil || g == 0 {
				continue fonts
			}
		}
		return bare, f
	}
	return "", nil
}

// clean is a text without what nobody sees, and without pictures and marks that
// no font has.
func clean(text string, has func(rune) bool) string {
	bare := strings.Map(func(r rune) rune {
		switch {
		case joins(r) && shaped(text):
			return r
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			return -1
		case r == '\u00a0' || r == '\u202f':
			return '\u00a0'
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.So, unicode.Sk, unicode.Sm) && !has(r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.FieldsFunc(bare, func(r rune) bool { return r == ' ' }), " ")
}

// glyph is a letter of a line, where it stands from the line's start on the
// baseline, and at which byte of the text.
type glyph struct {
	f     *Font
	index sfnt.GlyphIndex
	x, y  fixed.Int26_6
	at    int
}

// setter sets words in a font of a size. It is for one goroutine.
type setter struct {
	f    *Font
	ppem fixed.Int26_6
	buf  *sfnt.Buffer
	// right says that the text that lines are of runs from the right.
	right bool
}

// line sets words side by side.
func (s setter) line(text string) (out []glyph, width fixed.Int26_6) {
	if s.f.joined {
		return s.shape(text, s.right)
	}
	var before sfnt.GlyphIndex
	tight := fixed.Int26_6(float64(s.ppem) * s.f.tight)
	for at, r := range text {
		if r == '\u00a0' {
			r = ' '
		}
		g, err := s.f.sfnt.GlyphIndex(s.buf, r)
		if err != nil {
			continue
		}
		if before != 0 {
			if k, err := s.f.sfnt.Kern(s.buf, before, g, s.ppem, font.HintingNone); err == nil {
				width += k
			}
			width -= tight
		}
		out = append(out, glyph{s.f, g, width, 0, at})
		if a, err := s.f.sfnt.GlyphAdvance(s.buf, g, s.ppem, font.HintingNone); err == nil {
			width += a
		}
		before = g
	}
	return out, width
}

// width is that of words side by side.
func (s setter) width(text string) fixed.Int26_6 {
	_, w := s.line(text)
	return w
}
