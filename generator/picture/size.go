package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
)

// Size is a version of a picture, as a page shows it.
type Size struct {
	// Width is in pixels; the height follows from the aspect.
	Width int
	// Aspect is width by height of what is cut out, 0 for the whole picture.
	Aspect float64
	// Focus stays in sight where something is cut off. Unset, the face is
	// looked for.
	Focus Focus
	// Format is JPEG or PNG; WebP and AVIF are made by other programs.
	Format Format
	// Quality is that of JPEG, WebP and AVIF, 1 to 100.
	Quality int
	// Tint is "" for the picture's own colours.
	Tint Tint
}

// Tint lets pictures of many cameras look like those of one: "gray", or two
// colours between which the grays go, as in "1c2b22-f4f6f0".
type Tint string

// made is a number that goes up when the same recipe gives other bytes.
const made = 4

// Recipe is all that a size's bytes depend on besides the picture's own.
func (s Size) Recipe() string {
	return fmt.Sprintf("%d %d %.6f %t %.4f %.4f %s %d %s", made, s.Width, s.Aspect, s.Focus.Set, s.Focus.X, s.Focus.Y, s.Format, s.Quality, s.Tint)
}

// Key names a size of the picture whose bytes have a digest.
func (s Size) Key(digest string) string {
	sum := sha256.Sum256([]byte(digest + " " + s.Recipe()))
	return hex.EncodeToString(sum[:16])
}

// Height is how high a size is, of a picture of w by h.
func (s Size) Height(w, h int) int {
	cw, ch := CropSize(w, h, s.Aspect)
	return max(int(math.Round(float64(s.Width)*float64(ch)/float64(cw))), 1)
}

// reduces is how many times larger what is cut out of a picture of w by h is.
func (s Size) reduces(w, h int) float64 {
	cw, _ := CropSize(w, h, s.Aspect)
	return float64(cw) / float64(max(s.Width, 1))
}

// Shrink is how many times smaller a picture may be decoded for these sizes.
func Shrink(info Info, sizes []Size) int {
	k := math.Inf(1)
	for _, s := range sizes {
		k = min(k, s.reduces(info.Width, info.Height))
	}
	if math.IsInf(k, 1) {
		k = float64(max(info.Width, info.Height)) / 64 // only looked at
	}
	return max(int(k), 1)
}

// apply gives a picture its tint. Grays go from the first colour to the
// second.
func (t Tint) apply(img image.Image) image.Image {
	if t == "" {
		return img
	}
	if y, ok := img.(*image.YCbCr); ok && t == "gray" {
		return &image.Gray{Pix: y.Y, Stride: y.YStride, Rect: y.Rect}
	}
	dark, light := [3]int{0, 0, 0}, [3]int{255, 255, 255}
	_, _ = fmt.Sscanf(string(t), "%02x%02x%02x-%02x%02x%02x", &dark[0], &dark[1], &dark[2], &light[0], &light[1], &light[2])
	var table [256][3]uint8
	for i := range table {
		for c := range 3 {
			table[i][c] = uint8((dark[c]*(255-i) + light[c]*i + 127) / 255)
		}
	}
	src := asNRGBA(img)
	out := image.NewNRGBA(src.Rect)
	for i := 0; i+3 < len(src.Pix); i += 4 {
		p := src.Pix[i : i+4]
		l := (299*int(p[0]) + 587*int(p[1]) + 114*int(p[2]) + 500) / 1000
		copy(out.Pix[i:], table[l][:])
		out.Pix[i+3] = p[3]
	}
	return out
}

// Encode writes a picture as JPEG or PNG, with nothing but its pixels.
// palette, if it has colours, are those that a drawing had before it was
// resized: it keeps to them, and stays small.
func Encode(img image.Image, f Format, quality int, palette color.Palette) ([]byte, error) {
	if f == JPEG {
		return writeJPEG(onPaper(img), quality), nil
	}
	if len(palette) > 0 {
		img = thrifty(toPalette(img, palette))
	}
	// The best compression takes ten times as long for a twentieth less.
	var out bytes.Buffer
	err := png.Encode(&out, img)
	return out.Bytes(), err
}

// onPaper puts white behind what may be seen through, which JPEG can't have.
func onPaper(img image.Image) image.Image {
	n, ok := img.(*image.NRGBA)
	if !ok || n.Opaque() {
		return img
	}
	out := image.NewNRGBA(n.Rect)
	for i := 0; i+3 < len(n.Pix); i += 4 {
		a := uint32(n.Pix[i+3])
		for c := range 3 {
			out.Pix[i+c] = uint8((uint32(n.Pix[i+c])*a + 255*(255-a) + 127) / 255)
		}
		out.Pix[i+3] = 255
	}
	return out
}
