package generator

import (
	"fmt"
	"image"
	"image/color"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/picture"
	"kith/generator/sharecard"
)

// shareCards draws the pictures that stand for pages where links to them are
// shown.
type shareCards struct {
	l     *line
	look  ledger.Digest // stands for all that they share
	fonts sharecard.Fonts
	all   sharecard.Colours

	dir  string // where cards are kept; "" where they can't be
	kept atomic.Int64

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
	s.look = ledger.Bytes(fmt.Appendf(nil, "%s %s %v %s", sharecard.Version(), picture.Size{}.Recipe(), s.all, ledger.Bytes(font)))
	if dir := l.stateDir(); dir != "" {
		s.open(filepath.Join(dir, "cards"), l.graph.Cards())
	}
	l.cards = s
	return s
}

func eight(x float64) uint8 { return uint8(min(max(x, 0), 1)*255 + .5) }

// draw makes a card, or finds one drawn before.
func (s *shareCards) draw(c *graph.ShareCard, keeps string) ([]byte, error) {
	kept := s.file(ledger.Of(*c), keeps)
	if data := s.read(kept); data != nil {
		return data, nil
	}
	card := sharecard.Card{Title: c.Title, Line: c.Line, Above: strings.TrimSpace(keeps + " " + c.Name), Beside: c.Role}
	for _, f := range c.Faces {
		p := sharecard.Person{Monogram: f.Monogram, Frame: sharecard.Frame(f.Frame)}
		if f.Portrait.File != "" {
			p.Key = f.Portrait.Digest + " " + f.Portrait.Focus
			p.Photo = func() (image.Image, error) {
				img, err := s.l.portrait(f.Portrait, p.Frame.Photo())
				if img == nil {
					return nil, err
				}
				return onWhite(img), nil
			}
		}
		card.People = append(card.People, p)
	}
	data, err := s.painter(c.Company).PNG(&card)
	if err == nil {
		s.write(kept, data)
	}
	return data, err
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
