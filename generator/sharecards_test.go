package generator_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-vcard"

	"kith/generator"
	"kith/generator/sitetest"
)

// drawn is the small hub with cards.
func drawn(changes ...string) sitetest.Files {
	return sitetest.Hub(changes...).Replace("site.toml", "draw = false", "draw = true")
}

// cardsOf are the share cards of an output.
func cardsOf(tree map[string]string) map[string]string {
	out := map[string]string{}
	for name, data := range tree {
		if path.Base(name) == "share.png" {
			out[name] = data
		}
	}
	return out
}

// keptIn are the cards that are kept between runs.
func keptIn(t *testing.T, s *sitetest.Site) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.Dir, ".kith", "cards", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestShareCards(t *testing.T) {
	s := sitetest.New(t, drawn())
	s.Publish()
	tree := s.Output()
	cards := cardsOf(tree)
	for _, page := range []string{"", "stories/kettle/", "people/ana-lopez/", "values/mend-first/", "contact/broken/"} {
		m, err := png.DecodeConfig(strings.NewReader(cards[page+"share.png"]))
		if err != nil || m.Width != 1200 || m.Height != 630 {
			t.Errorf("the card of %q: %v, %d by %d", page, err, m.Width, m.Height)
		}
		html := tree[page+"index.html"]
		for _, want := range []string{
			`<meta property="og:image" content="https://hub.example/` + page + `share.png">`, `<meta property="og:image:width" content="1200">`,
			`<meta property="og:image:height" content="630">`, `<meta property="og:image:alt" content="`, `<meta name="twitter:card" content="summary_large_image">`,
		} {
			if !strings.Contains(html, want) {
				t.Errorf("the page %q lacks %s", page, want)
			}
		}
	}
	if html := tree["people/index.html"]; !strings.Contains(html, `content="https://hub.example/share.png"`) {
		t.Error("a page without a card of its own has not the home page's")
	}
	for name, data := range cards {
		if len(data) > 300_000 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
	}
	// What is kept serves another folder and a clean build, and is nothing but
	// what was drawn.
	kept := keptIn(t, s)
	if len(kept) == 0 {
		t.Fatal("nothing is kept")
	}
	for _, f := range kept {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(mapValues(cards), func(c string) bool { return bytes.HasPrefix(data, []byte(c)) }) {
			t.Errorf("%s is no card of the site", f)
		}
	}
	read := func() int64 {
		var n int64
		for _, f := range keptIn(t, s) {
			if info, err := os.Stat(f); err == nil {
				n += info.ModTime().UnixNano()
			}
		}
		return n
	}
	before := read()
	s.Publish(func(o *generator.Options) { o.Out = "elsewhere" })
	if read() != before {
		t.Error("another folder has its cards drawn again")
	}
}

func mapValues(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// A card is drawn again when what it shows changes, and at no other time.
func TestShareCardsPrecise(t *testing.T) {
	const bo, kettle = "content/people/bo-chen/index.md", "content/stories/kettle/index.md"
	for _, c := range []struct {
		what      string
		do        func(*sitetest.Site)
		want, not []string
	}{
		{"a story's title", func(s *sitetest.Site) { s.Replace(kettle, "The kettle that sang", "The kettle that hummed") }, []string{"stories/kettle/"}, []string{"", "people/ana-lopez/", "stories/letter/"}},
		{"a story's text", func(s *sitetest.Site) { s.Replace(kettle, "It was the lid.", "It was the spout.") }, nil, []string{"", "stories/kettle/"}},
		{"a teller's name", func(s *sitetest.Site) { s.Replace(bo, "name: Bo Chen", "name: Bo Chang") }, []string{"stories/letter/", "people/bo-chen/", "values/say-so/", "contact/letters/"}, []string{"stories/kettle/"}},
		{"a face", func(s *sitetest.Site) {
			s.Write("content/people/bo-chen/bo.png", string(sitetest.Parse("-- a.png --\npng 240x300 another")["a.png"]))
		}, []string{"", "stories/letter/", "people/bo-chen/"}, []string{"stories/kettle/"}},
		{"a frame", func(s *sitetest.Site) { s.Replace(bo, "{src: bo.png}", "{src: bo.png, frame: my own}") }, []string{"stories/letter/"}, []string{"stories/kettle/"}},
		{"who keeps a value", func(s *sitetest.Site) { s.Replace("content/values/say-so.md", "keeper: bo-chen", "keeper: ana-lopez") }, []string{"values/say-so/"}, []string{"stories/letter/"}},
		{"the company", func(s *sitetest.Site) { s.Replace("site.toml", "Small Works Ltd", "Small & Works") }, []string{"", "stories/kettle/"}, nil},
		{"the colour", func(s *sitetest.Site) { s.Write("site.toml", s.Read("site.toml")+"\n[brand]\nhue = 30\n") }, []string{"", "stories/kettle/"}, nil},
		{"away", func(s *sitetest.Site) {
			s.Replace(bo, "role:", "status: on_leave\nleave: {until: 2026-12-20, cover: ana-lopez}\nrole:")
		}, []string{"contact/letters/", "values/say-so/"}, []string{"stories/letter/"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			s := sitetest.New(t, drawn())
			s.Publish()
			before := cardsOf(s.Output())
			s.Later()
			c.do(s)
			rep := s.Publish(func(o *generator.Options) { o.Why = true })
			after := cardsOf(s.Output())
			for _, page := range c.want {
				if before[page+"share.png"] == after[page+"share.png"] {
					t.Errorf("the card of %q is as it was", page)
				}
			}
			for _, page := range c.not {
				if slices.ContainsFunc(rep.Why, func(r generator.Reason) bool { return r.Path == page+"share.png" }) {
					t.Errorf("the card of %q was drawn again", page)
				}
			}
			if clean, _ := s.Clean(); sitetest.Diff(clean, s.Output()) != "" {
				t.Error(sitetest.Diff(clean, s.Output()))
			}
		})
	}
}

// Cards are there where a page links to them, and where the settings want them.
func TestShareCardsOff(t *testing.T) {
	s := sitetest.New(t, drawn())
	s.Publish()
	s.Later()
	s.Replace("site.toml", "draw = true", "draw = false")
	s.Publish()
	if left := cardsOf(s.Output()); len(left) > 0 || len(keptIn(t, s)) > 0 {
		t.Errorf("with draw = false there are %d cards, and %d kept", len(left), len(keptIn(t, s)))
	}
	if strings.Contains(s.Read("public/index.html"), "share.png") {
		t.Error("a page links to a card that is not there")
	}
	s = sitetest.New(t, drawn("-- themes/default/partials/social.html --\n{{with .Share.Image}}{{.Src}}{{end}}\n"))
	s.Publish()
	if left := cardsOf(s.Output()); len(left) > 0 {
		t.Errorf("a theme that links to none has %d cards", len(left))
	}
	s = sitetest.New(t, drawn().With("static/stories/kettle/share.png", "png 1200x630 own"))
	s.Publish()
	if m, err := png.DecodeConfig(strings.NewReader(s.Read("public/stories/kettle/share.png"))); err != nil || m.Height != 630 {
		t.Error("a card of the site's own has no place")
	}
}

// Whoever takes their consent back is on no card any more, in no kept one, and
// in nobody's address book.
func TestWithdrawnFromCards(t *testing.T) {
	const bo = "content/people/bo-chen/index.md"
	for _, c := range []struct{ what, from, to string }{
		{"withdrawn", "email, phone, story]}", "email, phone, story], withdrawn: 2026-11-10}"},
		{"left", "role: Answers", "status: left\ndeparted: {date: 2026-11-10, successor: ana-lopez}\nrole: Answers"},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := sitetest.New(t, drawn().With("content/people/bo-chen/bo.png", "png 400x500 bo"))
			s.Publish()
			before := cardsOf(s.Output())
			if !strings.Contains(s.Read("public/people/bo-chen/bo-chen.vcf"), "\r\nPHOTO;") {
				t.Error("there is no photo to be taken back")
			}
			shows := []string{"", "people/bo-chen/", "stories/letter/"}
			var old [][]byte
			for _, page := range shows {
				old = append(old, []byte(before[page+"share.png"]))
			}
			s.Later()
			s.Replace(bo, c.from, c.to)
			s.Replace("content/values/say-so.md", "keeper: bo-chen", "keeper: ana-lopez")
			s.Replace("content/contact/letters.md", "people: [bo-chen]", "people: [ana-lopez]")
			s.Publish()
			after := s.Output()
			for name, data := range after {
				if slices.ContainsFunc(old, func(o []byte) bool { return string(o) == data }) {
					t.Errorf("%s is a card that shows him", name)
				}
				if strings.HasSuffix(name, "bo-chen.vcf") && strings.Contains(data, "\r\nPHOTO;") {
					t.Errorf("his photo is still in %s", name)
				}
			}
			for _, f := range keptIn(t, s) {
				data, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				if slices.ContainsFunc(old, func(o []byte) bool { return bytes.HasPrefix(data, o) }) {
					t.Errorf("%s, which is kept, shows him", f)
				}
			}
		})
	}
}

// The photo of a business card is a baseline JPEG that every telephone takes,
// with nothing in it but the picture.
func TestCardPhoto(t *testing.T) {
	var noise bytes.Buffer
	m := image.NewRGBA(image.Rect(0, 0, 900, 1200))
	x := uint32(1)
	for i := range m.Pix {
		x = x*1664525 + 1013904223
		m.Pix[i] = byte(x>>24) | 1
	}
	if err := jpeg.Encode(&noise, m, nil); err != nil {
		t.Fatal(err)
	}
	s := sitetest.New(t, sitetest.Hub().Replace("content/people/bo-chen/index.md", "bo.png", "bo.jpg").With("content/people/bo-chen/bo.jpg", noise.String()))
	s.Publish()
	text := s.Read("public/people/bo-chen/bo-chen.vcf")
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 {
			t.Fatalf("a line is %d long", len(line))
		}
	}
	card, err := vcard.NewDecoder(strings.NewReader(strings.ReplaceAll(text, "\r\n ", ""))).Decode()
	if err != nil {
		t.Fatal(err)
	}
	f := card.Get("PHOTO")
	if f == nil || f.Params.Get("ENCODING") != "b" || f.Params.Get("TYPE") != "JPEG" {
		t.Fatalf("PHOTO is %+v", f)
	}
	data, err := base64.StdEncoding.DecodeString(f.Value)
	if err != nil {
		t.Fatal(err)
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width != c.Height || c.Width < 96 {
		t.Errorf("the photo is %d by %d: %v", c.Width, c.Height, err)
	}
	if len(data) > 25_000 {
		t.Errorf("the photo has %d bytes", len(data))
	}
	if !bytes.Contains(data, []byte{0xff, 0xc0}) || bytes.Contains(data, []byte{0xff, 0xc2}) {
		t.Error("it is no baseline JPEG")
	}
	for _, marker := range [][]byte{{0xff, 0xe1}, {0xff, 0xed}, {0xff, 0xfe}, {0xff, 0xe2}} {
		if bytes.Contains(data[:600], marker) {
			t.Errorf("there is a segment %x in it", marker)
		}
	}
}
