package generator

import (
	"fmt"
	"image"
	"image/color"
	"sync"

	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/sharecard"
)

// shareCards draws the pictures that stand for pages where links to them are
// shown.
type shareCards struct {
	l     *line
	look  ledger.Digest // stands for all that they share
	fonts sharecard.Fonts
	all   sharecard.Colours

	mu       sync.Mutex
	painters map[string]*sharecard.Painter // by company
}

// cardColours are the theme's tokens that cards are painted with.
var cardColours = []string{
	"wall", "wall-deep", "on-wall", "on-wall-soft", "paper", "ink", "brand", "mat", "accent", "on-accent", "accent-wash",
}

// shareCards are this line's.
func (l *line) shareCards() *shareCards {
	if l.cards != nil {
		return l.cards
	}
	s := &shareCards{l: l, painters: map[string]*sharecard.Painter{}}
	var font []byte
	if f := l.cfg.Cards.Font; f != "" && l.cfg.Cards.Draw {
		data, err := l.slurp(f, 64<<20)
		if err == nil {
			font = data
		}
		if s.fonts, err = sharecard.With(data); err != nil || data == nil {
			at, n := l.cfg.Place("cards.font")
			l.list.Add("bad-setting", at, n, fmt.Sprintf("there is no font in %s that cards can be drawn with.", diag.Quote(f)),
				"It is a TrueType or OpenType file; look whether the name is right. Until then the built-in fonts do what they can.")
			font = nil
		}
	}
	if font == nil {
		s.fonts, _ = sharecard.With(nil)
	}
	rgb := l.theme.Colours(cardColours...)
	c := make([]color.NRGBA, len(rgb))
	for i, x := range rgb {
		c[i] = color.NRGBA{eight(x.R), eight(x.G), eight(x.B), 255}
	}
	s.all = sharecard.Colours{
		Wall: c[0], WallDeep: c[1], OnWall: c[2], OnWallSoft: c[3], Paper: c[4], Ink: c[5], Brand: c[6],
		Mat: c[7], Accent: c[8], OnAccent: c[9], AccentWash: c[10],
	}
	s.look = ledger.Bytes(fmt.Appendf(nil, "%s %v %s", sharecard.Version(), s.all, ledger.Bytes(font)))
	l.cards = s
	return s
}

func eight(x float64) uint8 { return uint8(min(max(x, 0), 1)*255 + .5) }

// draw makes a card.
func (s *shareCards) draw(c *graph.ShareCard) ([]byte, error) {
	card := sharecard.Card{Title: c.Title, Line: c.Line, Above: c.Name, Beside: c.Role}
	for _, f := range c.Faces {
		p := sharecard.Person{Monogram: f.Monogram, Frame: sharecard.Frame(f.Frame), Key: f.Digest + " " + f.Focus}
		if f.Photo != "" {
			p.Photo = func() (image.Image, error) { return s.l.portrait(f.Photo, f.Focus, p.Frame.Photo()) }
		}
		card.People = append(card.People, p)
	}
	return s.painter(c.Company).PNG(&card)
}

func (s *shareCards) painter(company string) *sharecard.Painter {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.painters[company]
	if p == nil {
		p = sharecard.NewPainter(sharecard.Look{Company: company, Colours: s.all, Fonts: s.fonts})
		s.painters[company] = p
	}
	return p
}
