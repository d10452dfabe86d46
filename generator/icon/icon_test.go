package icon

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// plain makes a PNG of one colour.
func plain(w, h int, c color.Color) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		m.Set(i%w, i/w, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const (
	green = "#1e4a33"
	paper = "#f5f4ef"
	disc  = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 40 40"><circle cx="30" cy="40" r="20" fill="#cc0000"/></svg>`
)

func same(a, b color.Color) bool {
	r, g, bl, al := a.RGBA()
	r2, g2, b2, al2 := b.RGBA()
	near := func(x, y uint32) bool { return max(x, y)-min(x, y) < 0x300 }
	return near(r, r2) && near(g, g2) && near(bl, b2) && near(al, al2)
}

// Whatever it is made of, an icon has the size that was asked for, is seen
// through in its corners or not at all, and keeps to the part that a mask
// leaves.
func TestShapes(t *testing.T) {
	red := color.NRGBA{0xcc, 0, 0, 255}
	drawn, err := Drawing([]byte(disc), paper)
	if err != nil {
		t.Fatal(err)
	}
	dots, err := Picture(plain(90, 60, red), paper)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		art        *Art
		field, mid color.Color
	}{
		"initial": {Initial("“Hobbin”", green), hex(green), color.White},
		"nobody":  {Initial("المكتب", green), hex(green), color.White},
		"drawing": {drawn, hex(paper), red},
		"picture": {dots, hex(paper), red},
	} {
		for _, shape := range []Shape{Tab, Tile, Maskable} {
			m := decode(t, c.art.PNG(200, shape))
			if m.Bounds().Dx() != 200 || m.Bounds().Dy() != 200 {
				t.Errorf("%s: %v", name, m.Bounds())
			}
			_, _, _, alpha := m.At(0, 0).RGBA()
			if name != "picture" && (alpha == 0) != (shape == Tab) {
				t.Errorf("%s, shape %d: the corner's alpha is %d", name, shape, alpha)
			}
			ink := 0
			for y := range 200 {
				for x := range 200 {
					if same(m.At(x, y), c.mid) {
						ink++
						if dx, dy := x-100, y-100; shape == Maskable && dx*dx+dy*dy > 80*80 {
							t.Fatalf("%s: a mask would cut off %d,%d", name, x, y)
						}
					}
				}
			}
			if ink < 200*200/20 {
				t.Errorf("%s, shape %d: only %d pixels have the colour of the art", name, shape, ink)
			}
			if shape != Tab && !same(m.At(100, 2), c.field) {
				t.Errorf("%s, shape %d: the field is %v, want %v", name, shape, m.At(100, 2), c.field)
			}
		}
	}
}

func TestInitial(t *testing.T) {
	for name, same := range map[string]string{
		"hobbin & Daughters": "H", "“Ödön”": "Ö", "e\u0301clair": "É", "  42 Ltd": "4", "Ćma": "Ć", "жук": "Ж",
		"東京": "", "": "", "—": "العربية",
	} {
		if !bytes.Equal(Initial(name, green).SVG(), Initial(same, green).SVG()) {
			t.Errorf("the icon of %q is not that of %q", name, same)
		}
	}
	if bytes.Equal(Initial("A", green).SVG(), Initial("B", green).SVG()) || bytes.Equal(Initial("A", green).SVG(), Initial("A", paper).SVG()) {
		t.Error("other letters and colours make the same icon")
	}
}

func TestICO(t *testing.T) {
	data := Initial("H", green).ICO(16, 32)
	if n := binary.LittleEndian.Uint16(data[4:]); n != 2 {
		t.Fatalf("%d pictures", n)
	}
	for i, want := range []int{16, 32} {
		entry := data[6+16*i:]
		size, at := binary.LittleEndian.Uint32(entry[8:]), binary.LittleEndian.Uint32(entry[12:])
		if m := decode(t, data[at:at+size]); m.Bounds().Dx() != want || int(entry[0]) != want {
			t.Errorf("picture %d is %v", i, m.Bounds())
		}
	}
}

// What cannot be an icon is refused with its reason, and nothing panics.
func TestUnfit(t *testing.T) {
	svg := func(inside string) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">` + inside + `</svg>`)
	}
	for want, data := range map[string][]byte{
		"too long":        plain(300, 60, color.Black),
		"cannot be read":  []byte("not a picture"),
		"damaged":         plain(60, 60, color.Black)[:60],
		"plenty":          plain(4001, 1, color.Black),
		"letters":         svg(`<text>Hobbin</text>`),
		"clipped":         svg(`<clipPath id="a"><path d="M0 0"/></clipPath>`),
		"as an SVG":       svg(`<path`),
		"high, too long":  []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
		"wide and 1 high": []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 1"/>`),
	} {
		var err error
		if bytes.HasPrefix(data, []byte("<svg")) {
			_, err = Drawing(data, paper)
		} else {
			_, err = Picture(data, paper)
		}
		var u *Unfit
		if !errors.As(err, &u) || !strings.Contains(u.Why, want) {
			t.Errorf("%q: %v", want, err)
		} else if u.Shape != strings.Contains(u.Why, "too long") {
			t.Errorf("%q: shape %t", u.Why, u.Shape)
		}
	}
	// What an editor leaves in a drawing does no harm.
	if _, err := Drawing([]byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/" viewBox="0 0 9 9"><metadata/><i:text/><path d="M0 0h9v9z"/></svg>`), paper); err != nil {
		t.Error(err)
	}
}
