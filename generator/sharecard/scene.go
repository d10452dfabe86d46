package sharecard

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"slices"
	"strings"
	"sync"
)

// scenes are the faces of cards drawn before, on their piece of wall: those
// who tell many stories stand on many cards.
type scenes struct {
	mu    sync.Mutex
	known map[string]*scene
	order []string
}

type scene struct {
	once sync.Once
	img  *image.Paletted
	err  error
}

// mostScenes is how many are kept, of a third of a megabyte each.
const mostScenes = 64

// scene is the part of a card with the faces, and the card's palette.
func (p *Painter) scene(people []Person, in layout) (*image.Paletted, error) {
	var key strings.Builder
	fmt.Fprintln(&key, in)
	for _, who := range people {
		fmt.Fprintf(&key, "%q %q %q\n", who.Frame, who.Monogram, who.Key)
	}
	s := p.scenes.get(key.String())
	s.once.Do(func() { s.img, s.err = p.drawScene(people, in) })
	return s.img, s.err
}

func (s *scenes) get(key string) *scene {
	s.mu.Lock()
	defer s.mu.Unlock()
	if have := s.known[key]; have != nil {
		return have
	}
	if s.known == nil {
		s.known = map[string]*scene{}
	}
	if len(s.order) == mostScenes {
		delete(s.known, s.order[0])
		s.order = slices.Delete(s.order, 0, 1)
	}
	fresh := new(scene)
	s.known[key], s.order = fresh, append(s.order, key)
	return fresh
}

func (p *Painter) drawScene(people []Person, in layout) (*image.Paletted, error) {
	c := p.look.Colours
	dst := image.NewRGBA(in.faces())
	for _, bar := range []struct {
		y0, y1 int
		c      color.NRGBA
	}{{0, floor, c.Wall}, {floor, footing, c.WallDeep}, {footing, Height, c.Paper}} {
		at := image.Rect(0, bar.y0, Width, bar.y1).Intersect(dst.Rect)
		draw.Draw(dst, at, image.NewUniform(bar.c), image.Point{}, draw.Src)
	}
	for i, who := range people {
		var err error
		switch in {
		case row:
			// As on a wall: of several widths, on one line.
			width := rowWidth * []int{100, 84, 106, 90, 98}[i%5] / 100
			step := (right - left) / len(people)
			err = p.hang(dst, who, image.Pt(left+step*i+step/2, rowLine), width)
		case alone:
			err = p.hang(dst, who, image.Pt(Width/2, footing+58), frameWidth)
		default:
			err = p.hang(dst, who, image.Pt(left+frameWidth/2, footing+58), frameWidth)
		}
		if err != nil {
			return nil, err
		}
	}
	return reduced(dst, p.inks.colours), nil
}

// shadows are those of frames, by shape: to blur one takes longer than all
// else about a frame.
type shadows struct {
	mu    sync.Mutex
	known map[string][2]*image.Alpha
}

func (s *shadows) of(shape string, mask *image.Alpha) (wide, near *image.Alpha) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := fmt.Sprint(shape, mask.Rect)
	have, ok := s.known[key]
	if !ok {
		if s.known == nil {
			s.known = map[string][2]*image.Alpha{}
		}
		have = [2]*image.Alpha{blurred(mask, 8), blurred(mask, 2)}
		s.known[key] = have
	}
	return have[0], have[1]
}
