package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"testing"

	"kith/generator/picture"
)

// corners is a picture whose corners tell which way it is turned: red, green
// at the top, blue and white below.
func corners(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := [2][2]color.NRGBA{{{220, 20, 20, 255}, {20, 200, 20, 255}}, {{20, 20, 220, 255}, {250, 250, 250, 255}}}[2*y/h][2*x/w]
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func jpegOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with puts a segment behind a JPEG's first marker.
func with(data []byte, marker byte, segment []byte) []byte {
	out := append([]byte{}, data[:2]...)
	out = append(out, 0xff, marker)
	out = binary.BigEndian.AppendUint16(out, uint16(len(segment)+2))
	return append(append(out, segment...), data[2:]...)
}

// turned is the EXIF that says how a picture is turned.
func turned(o byte) []byte {
	return append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), o, 0, 0, 0, 0, 0, 0)
}

func near(a, b color.Color, by float64) bool {
	r, g, bl, al := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	for _, d := range [][2]uint32{{r, r2}, {g, g2}, {bl, b2}, {al, a2}} {
		if math.Abs(float64(d[0])-float64(d[1]))/257 > by {
			return false
		}
	}
	return true
}

func TestUpright(t *testing.T) {
	want := corners(48, 32)
	// How the pixels lie in the file of a picture that is upright when turned.
	for o := byte(1); o <= 8; o++ {
		w, h := 48, 32
		if o >= 5 {
			w, h = 32, 48
		}
		raw := image.NewNRGBA(image.Rect(0, 0, w, h))
		for y := range h {
			for x := range w {
				ux, uy := map[byte][2]int{
					1: {x, y}, 2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y},
					5: {y, x}, 6: {h - 1 - y, x}, 7: {h - 1 - y, w - 1 - x}, 8: {y, w - 1 - x},
				}[o][0], map[byte][2]int{
					1: {x, y}, 2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y},
					5: {y, x}, 6: {h - 1 - y, x}, 7: {h - 1 - y, w - 1 - x}, 8: {y, w - 1 - x},
				}[o][1]
				raw.Set(x, y, want.At(ux, uy))
			}
		}
		img, info, err := picture.Decode(with(jpegOf(t, raw), 0xe1, turned(o)), picture.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if info.Width != 48 || info.Height != 32 || img.Bounds().Dx() != 48 || img.Bounds().Dy() != 32 {
			t.Fatalf("orientation %d: %+v, %v", o, info, img.Bounds())
		}
		for _, p := range [][2]int{{6, 6}, {42, 6}, {6, 26}, {42, 26}} {
			if !near(img.At(p[0], p[1]), want.At(p[0], p[1]), 12) {
				t.Errorf("orientation %d at %v: %v, not %v", o, p, img.At(p[0], p[1]), want.At(p[0], p[1]))
			}
		}
	}
}

func TestFaults(t *testing.T) {
	photo := jpegOf(t, corners(64, 64))
	var drawing bytes.Buffer
	if err := png.Encode(&drawing, corners(64, 64)); err != nil {
		t.Fatal(err)
	}
	// A bomb: a small file that says it is 40,000 pixels each way.
	bomb := append([]byte{}, drawing.Bytes()...)
	binary.BigEndian.PutUint32(bomb[16:], 40000)
	binary.BigEndian.PutUint32(bomb[20:], 40000)
	for name, c := range map[string]struct {
		data []byte
		want picture.Reason
	}{
		"whole":     {photo, ""},
		"half":      {photo[:len(photo)/2], picture.Truncated},
		"half PNG":  {drawing.Bytes()[:drawing.Len()/2], picture.Truncated},
		"bomb":      {bomb, picture.TooLarge},
		"PDF":       {[]byte("%PDF-1.7 ..."), picture.NoPicture},
		"page":      {[]byte("<!DOCTYPE html><p>Not found"), picture.NoPicture},
		"nothing":   {nil, picture.NoPicture},
		"film":      {[]byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isomavc1"), picture.NoPicture},
		"bad notes": {with(photo, 0xe1, []byte("Exif\x00\x00MM\x00*\xff\xff\xff\xff")), ""},
		"zeros":     {make([]byte, 500), picture.NoPicture},
	} {
		_, _, err := picture.Decode(c.data, picture.Limits{})
		var f *picture.Fault
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if !errors.As(err, &f) || f.Reason != c.want || f.Words == "" || f.Hint == "" {
			t.Errorf("%s: %+v, want %s", name, err, c.want)
		}
	}
}

// TestHeads looks at the portraits of the sample hub: no square or 4:5 crop
// cuts a head, and each has the face.
func TestHeads(t *testing.T) {
	for name, hair := range map[string]int{ // where the hair begins, in pixels
		"ada-okonjo": 22, "amina-yusuf": 100, "kofi-mensah": 50, "priya-raman": 96, "samir-haddad": 42, "mele-fonua": 150,
	} {
		data, err := os.ReadFile("../../content/people/" + name + "/portrait.png")
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := picture.Decode(data, picture.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for _, aspect := range []float64{1, 0.8} {
			r := picture.Crop(img, aspect, picture.Focus{}).Bounds()
			if r.Min.Y > hair || r.Max.Y < 520 || r.Min.X > 130 {
				t.Errorf("%s at %v is cut to %v, and the head begins at %d", name, aspect, r, hair)
			}
		}
	}
}
