package qr

import (
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// A reader of another maker reads back what was drawn.
func TestSVG(t *testing.T) {
	for _, text := range []string{
		"https://hobbin.example/people/ada-okonjo/", "https://x.example/hub/people/%E7%94%B0%E4%B8%AD/",
		"https://stories.example.com/" + strings.Repeat("long/", 60),
	} {
		data, err := SVG(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(data, new(struct{})); err != nil {
			t.Fatal(err)
		}
		im, side := raster(t, string(data))
		for i := range side {
			for q := range quiet {
				for _, p := range [][2]int{{i, q}, {q, i}, {i, side - 1 - q}, {side - 1 - q, i}} {
					if im.GrayAt(p[0]*scale, p[1]*scale).Y != 255 {
						t.Fatalf("%s: the quiet zone has ink at %v", text, p)
					}
				}
			}
		}
		bits, err := gozxing.NewBinaryBitmapFromImage(im)
		if err != nil {
			t.Fatal(err)
		}
		got, err := qrcode.NewQRCodeReader().Decode(bits, nil)
		if err != nil || got.GetText() != text {
			t.Errorf("%s: read %v, %v", text, got, err)
		}
	}
	if _, err := SVG(strings.Repeat("x", 5000)); err == nil {
		t.Error("too long a text was drawn")
	}
}

const scale = 4

var (
	box    = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
	ground = regexp.MustCompile(`<path fill="#fff" d="M0 0h(\d+)v(\d+)H0z"/>`)
	stroke = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1H(\d+)z`)
)

// raster draws the picture, which has nothing in it but a ground and strokes
// one module high.
func raster(t *testing.T, svg string) (*image.Gray, int) {
	t.Helper()
	m := box.FindStringSubmatch(svg)
	g := ground.FindStringSubmatch(svg)
	if m == nil || g == nil || m[1] != m[2] || g[1] != m[1] || g[2] != m[1] {
		t.Fatalf("no ground of the picture's size: %.200s", svg)
	}
	side, _ := strconv.Atoi(m[1])
	im := image.NewGray(image.Rect(0, 0, side*scale, side*scale))
	for i := range im.Pix {
		im.Pix[i] = 255
	}
	_, ink, _ := strings.Cut(svg, `<path fill="#000" d="`)
	rest := ink
	for _, s := range stroke.FindAllStringSubmatch(ink, -1) {
		rest = strings.Replace(rest, s[0], "", 1)
		var n [4]int
		for i := range n {
			fmt.Sscan(s[i+1], &n[i])
		}
		if n[0] != n[3] {
			t.Fatalf("a stroke that does not close: %s", s[0])
		}
		for x := n[0] * scale; x < (n[0]+n[2])*scale; x++ {
			for y := n[1] * scale; y < (n[1]+1)*scale; y++ {
				im.SetGray(x, y, color.Gray{})
			}
		}
	}
	if rest != "\"/></svg>\n" {
		t.Fatalf("more than strokes: %q", rest)
	}
	return im, side
}
