package picture

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strconv"
	"strings"
	"sync"

	"github.com/gen2brain/heic"
	"golang.org/x/image/webp"
)

// Limits keep a picture from taking all memory.
type Limits struct {
	// Pixels and Bytes are the most a picture may have; 0 is 60 million and
	// 256 MiB.
	Pixels, Bytes int
	// Shrink lets the picture come out up to so many times smaller each way,
	// as it is needed; 0 and 1 keep its size. What it is shrunk by is whole.
	Shrink int
}

const (
	// DefaultPixels is more than the cameras have that people carry.
	DefaultPixels = 60_000_000
	// DefaultBytes is more than such a picture takes in any format.
	DefaultBytes = 256 << 20
)

// Check says whether a picture may be decoded.
func (l Limits) Check(info Info, size int) error {
	pixels, most := l.Pixels, l.Bytes
	if pixels == 0 {
		pixels = DefaultPixels
	}
	if most == 0 {
		most = DefaultBytes
	}
	const hint = "Save it smaller: 3,000 pixels wide is plenty for any page."
	switch {
	case int64(info.Width)*int64(info.Height) > int64(pixels):
		return fault(TooLarge, hint, "is %s × %s pixels, which is more than %s in all",
			thousands(info.Width), thousands(info.Height), thousands(pixels))
	case size > most:
		return fault(TooLarge, hint, "takes %d MB, which is more than %d", size>>20, most>>20)
	}
	return nil
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Decode gives the pixels of a picture, upright and in sRGB: the first frame of
// one that moves. The error is a *Fault.
func Decode(data []byte, l Limits) (image.Image, Info, error) {
	n, err := NewNegative(data, l)
	if err != nil {
		info, _ := Probe(data)
		return nil, info, err
	}
	return n.print(n.img), n.Info, nil
}

// decode gives the pixels as the file has them.
func decode(data []byte, l Limits) (image.Image, Info, error) {
	info, err := Probe(data)
	if err != nil {
		return nil, info, err
	}
	if info.Format == SVG || info.Format == AVIF {
		return nil, info, fault(Unsupported, hintSave, "is %s, whose pixels can't be had here", info.Format)
	}
	if err := l.Check(info, len(data)); err != nil {
		return nil, info, err
	}
	img, err := pixels(data, &info)
	if err != nil {
		return nil, info, decodeFault(err)
	}
	w, h := info.Width, info.Height
	if info.Orientation >= 5 {
		w, h = h, w
	}
	if b := img.Bounds(); (b.Dx() != w || b.Dy() != h) && info.Format == HEIC {
		info.Width, info.Height = b.Dx(), b.Dy() // cropped by its file
	}
	return shrink(img, l.Shrink), info, nil
}

// pixels runs the decoder of a format.
func pixels(data []byte, info *Info) (image.Image, error) {
	var img image.Image
	var err error
	switch info.Format {
	case JPEG:
		img, err = jpeg.Decode(bytes.NewReader(data))
		if c, ok := img.(*image.CMYK); ok {
			return cmykToNRGBA(c), nil
		}
	case PNG:
		// Without what is beside the pixels: a damaged note is no reason to
		// lose the picture.
		img, err = png.Decode(bytes.NewReader(firstFrame(data)))
	case WebP:
		if info.Animated {
			return nil, fault(Unsupported, hintSave, "is a WebP picture that moves, whose pixels can't be had here")
		}
		img, err = webp.Decode(bytes.NewReader(cleanWebP(data)))
		if y, ok := img.(*image.YCbCr); ok {
			fullRange(y)
		}
		if y, ok := img.(*image.NYCbCrA); ok {
			fullRange(&y.YCbCr)
		}
	case GIF:
		img, err = gif.Decode(bytes.NewReader(data))
		if p, ok := img.(*image.Paletted); ok && (p.Rect.Dx() != info.Width || p.Rect.Dy() != info.Height) {
			img = onCanvas(p, info.Width, info.Height)
		}
	case HEIC:
		img, err = decodeHEIC(data)
	}
	if err != nil {
		return nil, err
	}
	if p, ok := img.(*image.Paletted); ok && info.profile == nil {
		info.palette = p.Palette
	}
	switch img.(type) {
	case *image.YCbCr, *image.Gray, *image.NRGBA:
		return img, nil
	}
	return asNRGBA(img), nil
}

// fullRange stretches the numbers of a film, of which WebP is a frame: its
// black is 16 and its white 235.
func fullRange(y *image.YCbCr) {
	var light, colour [256]uint8
	for i := range light {
		light[i] = uint8(min(max(float64(i-16)*255/219+.5, 0), 255))
		colour[i] = uint8(min(max(float64(i-128)*255/224+128.5, 0), 255))
	}
	for i, v := range y.Y {
		y.Y[i] = light[v]
	}
	for i, v := range y.Cb {
		y.Cb[i], y.Cr[i] = colour[v], colour[y.Cr[i]]
	}
}

// oneAtATime keeps decoders apart that take hundreds of megabytes each.
var oneAtATime sync.Mutex

func decodeHEIC(data []byte) (image.Image, error) {
	oneAtATime.Lock()
	defer oneAtATime.Unlock()
	img, err := heic.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	y, ok := img.(*image.YCbCr)
	if !ok {
		return img, nil
	}
	if b := y.Rect; b.Dx() < narrow || b.Dy() < 2 {
		return nil, fault(Unsupported, hintSave, "is a HEIC picture of %d pixels across, which is too small to be read here", b.Dx())
	}
	y = ownYCbCr(y)
	copy(y.Y[:16], y.Y[y.YStride:]) // freed memory of the decoder by now: the row below will do
	return y, nil
}

// narrow is below what width the decoder lays out colours in another way than
// it says. No camera makes such pictures.
const narrow = 128

// ownYCbCr copies the pixels out of the memory of the decoder, which is far
// larger than they are.
func ownYCbCr(y *image.YCbCr) *image.YCbCr {
	out := *y
	out.Y, out.Cb, out.Cr = bytes.Clone(y.Y), bytes.Clone(y.Cb), bytes.Clone(y.Cr)
	return &out
}

// onCanvas puts the first frame of a GIF where it belongs.
func onCanvas(p *image.Paletted, w, h int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	frame := asNRGBA(p)
	for y := range frame.Rect.Dy() {
		for x := range frame.Rect.Dx() {
			out.Set(p.Rect.Min.X+x, p.Rect.Min.Y+y, frame.At(x, y))
		}
	}
	return out
}

// cmykToNRGBA is how browsers show CMYK without looking at its profile.
func cmykToNRGBA(c *image.CMYK) *image.NRGBA {
	b := c.Rect
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		from := c.Pix[c.PixOffset(b.Min.X, b.Min.Y+y):]
		row := out.Pix[y*out.Stride:]
		for x := range b.Dx() {
			k := 255 - uint32(from[4*x+3])
			for i := range 3 {
				row[4*x+i] = uint8(((255-uint32(from[4*x+i]))*k + 127) / 255)
			}
			row[4*x+3] = 255
		}
	}
	return out
}

// decodeFault words what a decoder says for people.
func decodeFault(err error) error {
	if f, ok := err.(*Fault); ok { //nolint:errorlint // ours are never wrapped
		return f
	}
	words := err.Error()
	switch {
	case strings.Contains(words, "EOF"):
		return truncated()
	case strings.Contains(words, "unsupported"):
		return fault(Unsupported, hintSave, "is of a kind that can't be read here (%s)", words)
	}
	return damaged("its pixels can't be read (" + words + ")")
}
