package sharecard

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
)

// Some scripts take more than a letter after another: letters join, change
// places and shapes, stack, and run from the right. What they become is worked
// out by a shaper, as in browsers; there are fonts for the most common of them.
var (
	//go:embed fonts/arabic-bold.ttf
	arabicBold []byte
	//go:embed fonts/hebrew-bold.ttf
	hebrewBold []byte
	//go:embed fonts/devanagari-bold.ttf
	devanagariBold []byte
	//go:embed fonts/thai-bold.ttf
	thaiBold []byte
)

// scripts are the fonts for them, with what lines need more than those of
// Latin, in hundredths.
func scripts() (out []*Font) {
	for i, f := range []struct {
		data []byte
		lead int
	}{{arabicBold, 128}, {hebrewBold, 108}, {devanagariBold, 128}, {thaiBold, 135}} {
		p := parsed(f.data, 4+i, 0)
		p.lead = f.lead
		out = append(out, p)
	}
	return out
}

// shaped reports whether a text has letters that a shaper has to set.
func shaped(text string) bool { return strings.ContainsFunc(text, needsShaper) }

func needsShaper(r rune) bool {
	return r > 0x590 && unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Devanagari,
		unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
		unicode.Malayalam, unicode.Sinhala, unicode.Thai, unicode.Lao, unicode.Tibetan, unicode.Myanmar, unicode.Khmer, unicode.Mongolian)
}

// joins reports whether a sign that nobody sees changes the letters beside it.
func joins(r rune) bool { return r == '\u200c' || r == '\u200d' }

// fromRight reports whether a text runs from the right: its first letter says.
func fromRight(text string) bool {
	for _, r := range text {
		switch p, _ := bidi.LookupRune(r); p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

// shaper shapes with one font and those that help it out. It is for one
// goroutine.
type shaper struct {
	cut   shaping.Segmenter
	set   shaping.HarfbuzzShaper
	faces []*font.Face // as the fonts
	fonts []*Font
}

// shapers are those of a font that are not at work. They read a font's rules
// once, which takes longer than to set a title.
type shapers struct {
	mu   sync.Mutex
	idle []*shaper
}

func (s *shapers) get(f *Font) *shaper {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.idle); n > 0 {
		out := s.idle[n-1]
		s.idle = s.idle[:n-1]
		return out
	}
	out := &shaper{fonts: f.others}
	for _, o := range f.others {
		face, err := font.ParseTTF(bytes.NewReader(o.data))
		if err != nil {
			continue // sfnt could read it, so its letters can be drawn, side by side
		}
		out.faces = append(out.faces, face)
	}
	return out
}

func (s *shapers) put(done *shaper) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idle = append(s.idle, done)
}

// ResolveFace is the first that has a letter.
func (s *shaper) ResolveFace(r rune) *font.Face {
	for _, f := range s.faces {
		if _, has := f.NominalGlyph(r); has || joins(r) {
			return f
		}
	}
	return s.faces[0]
}

// shape sets a line of a text, which runs from the right or not.
func (s setter) shape(text string, fromRight bool) (out []glyph, width fixed.Int26_6) {
	sh := s.f.shapers.get(s.f)
	defer s.f.shapers.put(sh)
	if len(sh.faces) < len(sh.fonts) {
		return nil, 0
	}
	runes := []rune(text)
	in := shaping.Input{Text: runes, RunEnd: len(runes), Size: s.ppem, Direction: di.DirectionLTR, Language: language.NewLanguage("und")}
	if fromRight {
		in.Direction = di.DirectionRTL
	}
	at := make([]int, len(runes)+1) // where a letter begins in the text
	for i, r := range runes {
		at[i+1] = at[i] + utf8.RuneLen(r)
	}
	for _, run := range visual(sh.cut.Split(in, sh), fromRight) {
		f := sh.fonts[0]
		for i, face := range sh.faces {
			if face == run.Face {
				f = sh.fonts[i]
			}
		}
		for _, g := range sh.set.Shape(run).Glyphs {
			out = append(out, glyph{f, sfnt.GlyphIndex(g.GlyphID), width + g.XOffset, -g.YOffset, at[g.TextIndex()]})
			width += g.Advance
		}
	}
	return out, width
}

// visual puts the pieces of a line in the order in which they are seen: those
// that run like the line after each other, and each stretch of others turned
// round.
func visual(runs []shaping.Input, fromRight bool) []shaping.Input {
	out := make([]shaping.Input, 0, len(runs))
	rtl := func(i int) bool { return runs[i].Direction == di.DirectionRTL }
	for i := 0; i < len(runs); {
		j := i + 1
		for j < len(runs) && rtl(j) == rtl(i) {
			j++
		}
		stretch := append([]shaping.Input{}, runs[i:j]...)
		if rtl(i) {
			for a, b := 0, len(stretch)-1; a < b; a, b = a+1, b-1 {
				stretch[a], stretch[b] = stretch[b], stretch[a]
			}
		}
		if fromRight {
			out = append(stretch, out...)
		} else {
			out = append(out, stretch...)
		}
		i = j
	}
	return out
}

// pickShaped is pick for a text that a shaper has to set: the first font that
// has all letters of its script, if the others have what it lacks.
func pickShaped(fonts []*Font, text string) (string, *Font) {
	var buf sfnt.Buffer
	has := func(f *Font, r rune) bool {
		g, err := f.sfnt.GlyphIndex(&buf, r)
		return err == nil && g != 0
	}
	any := func(r rune) bool {
		for _, f := range fonts {
			if has(f, r) {
				return true
			}
		}
		return false
	}
	bare := clean(text, func(r rune) bool { return any(r) })
	for _, f := range fonts {
		all := true
		for _, r := range bare {
			if !joins(r) && (needsShaper(r) && !has(f, r) || !any(r)) {
				all = false
				break
			}
		}
		if all && bare != "" {
			joined := *f
			joined.joined = true
			return bare, &joined
		}
	}
	return "", nil
}

// syllable reports whether a line may end before a letter of a script that is
// written without spaces: a vowel that is written before its syllable begins
// one. That is fewer places than there are, and hardly a wrong one.
func syllable(before, r rune) bool {
	return (r >= 'เ' && r <= 'ไ' || r >= 'ເ' && r <= 'ໄ') && unicode.In(before, unicode.Thai, unicode.Lao)
}
