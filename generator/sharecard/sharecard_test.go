package sharecard

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func grey(y uint8) color.NRGBA { return color.NRGBA{y, y, y, 255} }

var look = Look{
	Company: "Hobbin & Daughters", Fonts: builtIn(),
	Colours: Colours{
		Wall: color.NRGBA{30, 74, 52, 255}, WallDeep: grey(20), OnWall: grey(250), OnWallSoft: grey(200), Paper: grey(245), Ink: grey(10),
		Brand: color.NRGBA{0, 90, 40, 255}, Mat: grey(254), Accent: color.NRGBA{250, 190, 90, 255}, OnAccent: grey(30), AccentWash: grey(235),
	},
}

// noisy is a photo in which no two pixels are alike, the hardest there is.
func noisy() (image.Image, error) {
	size := Frame("oval brass").Photo()
	m := image.NewRGBA(image.Rectangle{Max: size})
	x := uint32(1)
	for i := range m.Pix {
		x = x*1664525 + 1013904223
		m.Pix[i] = byte(x >> 24)
	}
	for i := 3; i < len(m.Pix); i += 4 {
		m.Pix[i] = 255
	}
	return m, nil
}

func photo(key string) []Person {
	return []Person{{Photo: noisy, Key: key, Monogram: "AO", Frame: "oval brass"}}
}

func TestCard(t *testing.T) {
	p := NewPainter(look)
	card := &Card{Title: "The kettle that had been to three weddings", Above: "Ada Okonjo", Beside: "Mends things", People: photo("a")}
	data, err := p.PNG(card)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds() != image.Rect(0, 0, Width, Height) {
		t.Errorf("it is %v", m.Bounds())
	}
	if len(data) > 300_000 {
		t.Errorf("the hardest of photos makes %d bytes", len(data))
	}
	// Nothing but what the picture needs: no words, no dates, no profile.
	for at := 8; at < len(data); {
		n := int(data[at])<<24 | int(data[at+1])<<16 | int(data[at+2])<<8 | int(data[at+3])
		if kind := string(data[at+4 : at+8]); !strings.Contains("IHDR PLTE IDAT IEND", kind) {
			t.Errorf("there is a chunk %s in it", kind)
		}
		at += 12 + n
	}
	// The same card is the same bytes, from any painter and many at once.
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if again, _ := NewPainter(look).PNG(card); !bytes.Equal(again, data) {
				t.Error("another painter draws another picture")
			}
			if again, _ := p.PNG(card); !bytes.Equal(again, data) {
				t.Error("drawn again it is another picture")
			}
		})
	}
	wg.Wait()
}

// Everything that a card shows changes it.
func TestCardShows(t *testing.T) {
	base := Card{Title: "Kettles", Line: "Mended", Above: "Ada Okonjo", Beside: "Bench", People: photo("a")}
	draw := func(l Look, c Card) string {
		data, err := NewPainter(l).PNG(&c)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	seen := map[string]string{draw(look, base): "nothing"}
	try := func(what string, l Look, c Card) {
		t.Helper()
		got := draw(l, c)
		if other, ok := seen[got]; ok {
			t.Errorf("with another %s it looks as with another %s", what, other)
		}
		seen[got] = what
	}
	c := base
	c.Title = "Kettle"
	try("title", look, c)
	c = base
	c.Line = "Mended at once"
	try("line", look, c)
	c = base
	c.Above = "Ada Okonji"
	try("name", look, c)
	c = base
	c.Beside = "Long bench"
	try("role", look, c)
	c = base
	c.People = []Person{{Monogram: "AO", Frame: "oval brass"}}
	try("face", look, c)
	c.People = []Person{{Monogram: "AK", Frame: "oval brass"}}
	try("monogram", look, c)
	c.People = []Person{{Monogram: "AO", Frame: "arch black"}}
	try("frame", look, c)
	c.People = []Person{{Monogram: "AO"}, {Monogram: "AK"}, {Monogram: "ÅÖ"}}
	try("company of faces", look, c)
	l := look
	l.Company = "Hobbin"
	try("company", l, base)
	l = look
	l.Colours.Wall = grey(40)
	try("wall", l, base)
}

func TestLetters(t *testing.T) {
	for _, can := range []string{
		"Łódź, Győr, Ağrı, Þingvellir, Żółć, Čačak, Đorđe, Ĳssel, Œuvre, Straße",
		"Îți mulțumesc, Ştefan", "Nguyễn Thị Hương ở Đà Nẵng", "Ελληνικά, ᾿Αθῆναι", "Українська: ґанок, їжак", "Съешь ещё этих булок", "Ћирилица и љубав",
		"“Quoted” – and — so on… it’s £5, 20 €, №1", "We won 🏆 again 👩‍🔧",
		"إبريق الشاي الذي غنّى", "מיוחד: הקומקום של Ada", "जिस केतली ने गाना गाया", "กาน้ำที่ร้องเพลงได้ 2 ครั้ง",
	} {
		if !builtIn().Can(can) {
			t.Errorf("%q cannot be set", can)
		}
	}
	for _, not := range []string{"三つの結婚式", "কেটলি", "கெட்டில்", "כתב и إبريق", "🏆", "", " "} {
		if builtIn().Can(not) {
			t.Errorf("%q would be set in letters that are not there", not)
		}
	}
	// A text is set in one font: never a word in pieces.
	if _, f := pick(builtIn().Heads, "Ada and Юлия"); f != builtIn().Heads[1] {
		t.Error("mixed letters are not set in the font that has all of them")
	}
	if text, _ := pick(builtIn().Heads, "We won 🏆 again"); text != "We won again" {
		t.Errorf("without what cannot be drawn it is %q", text)
	}
}

func lines(text string, in room) ([]string, int) {
	bare, f := pick(builtIn().Heads, text)
	b := fit(f, bare, in)
	return b.lines, b.size
}

var titleRoom = room{width: right - column, height: 310, most: 4, sizes: []int{92, 80, 64, 48, 40}, leading: 108}

func TestBreaks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Kettles", "Kettles"},
		{"The kettle that had been to three weddings", "The kettle that/had been to/three weddings"},
		{"I sold one screw for four pence and it took forty minutes", "I sold one screw for/four pence and it/took forty minutes"},
		{"Sixty-one teapots and a telephone", "Sixty-one/teapots and/a telephone"},
	} {
		got, _ := lines(c.text, titleRoom)
		if strings.Join(got, "/") != c.want {
			t.Errorf("%q is set as %q", c.text, got)
		}
	}
	long, size := lines(strings.Repeat("a very long title ", 30), titleRoom)
	if size != 40 || len(long) != 4 || !strings.HasSuffix(long[3], "…") {
		t.Errorf("too long a title is set as %q in %d", long, size)
	}
	word, _ := lines("Donaudampfschifffahrtsgesellschaftskapitänsmütze", titleRoom)
	if len(word) < 2 || !strings.HasSuffix(word[0], "-") {
		t.Errorf("too long a word is set as %q", word)
	}
	// No line is wider than its room.
	var buf sfnt.Buffer
	for _, text := range []string{"Wie die Donaudampfschifffahrtsgesellschaftskapitänsmütze heimkam", "W W W W W W W W W W W W W W W W W", strings.Repeat("M", 200), "Юлия Щербакова и её старый чайник на всю жизнь"} {
		got, size := lines(text, titleRoom)
		_, f := pick(builtIn().Heads, text)
		for _, l := range got {
			if w := (setter{f: f, ppem: fixed.I(size), buf: &buf}).width(l).Ceil(); w > titleRoom.width {
				t.Errorf("the line %q of %q is %d wide", l, text, w)
			}
		}
		if len(got) > 4 {
			t.Errorf("%q takes %d lines", text, len(got))
		}
	}
}

// Where a title cannot be set, the name stands in its place; where nothing
// can, the face stands alone.
func TestUntold(t *testing.T) {
	p := NewPainter(look)
	whole := func(c Card) string {
		data, err := p.PNG(&c)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if whole(Card{Title: "কেটলি", Above: "Amina Yusuf", People: photo("a")}) != whole(Card{Title: "Amina Yusuf", People: photo("a")}) {
		t.Error("the name does not stand in for a title that cannot be set")
	}
	if whole(Card{Title: "三つ", Above: "田中", People: photo("a")}) != whole(Card{People: photo("a")}) {
		t.Error("letters that are not there leave marks")
	}
}

func BenchmarkCard(b *testing.B) {
	p := NewPainter(look)
	card := &Card{Title: "I sold one screw for four pence and it took forty minutes", Above: "Samir Haddad", Beside: "Trade counter", People: photo("a")}
	for b.Loop() {
		if _, err := p.PNG(card); err != nil {
			b.Fatal(err)
		}
	}
}
