package picture

import (
	"image"
	"math"
	"strconv"
	"strings"
)

// Focus is the point of a picture that must stay in sight, from 0 to 1 from the
// left and from the top. The zero value says that nobody chose one.
type Focus struct {
	X, Y float64
	Set  bool
	// Top is where a head begins that was looked for and found, else 0: no crop
	// cuts it, if that can be helped.
	Top float64
}

// upperMiddle is where people put faces.
var upperMiddle = Focus{X: 0.5, Y: 0.38, Set: true}

// ParseFocus reads what people write: "50% 30%".
func ParseFocus(s string) Focus {
	x, y, ok := strings.Cut(s, " ")
	if !ok {
		return Focus{}
	}
	left, err1 := strconv.ParseFloat(strings.TrimSuffix(x, "%"), 64)
	top, err2 := strconv.ParseFloat(strings.TrimSuffix(y, "%"), 64)
	if err1 != nil || err2 != nil {
		return Focus{}
	}
	return Focus{X: min(max(left/100, 0), 1), Y: min(max(top/100, 0), 1), Set: true}
}

// CropSize is how large a crop of an aspect (width by height) is at most, of a
// picture of w by h. It needs no pixel.
func CropSize(w, h int, aspect float64) (cw, ch int) {
	if aspect <= 0 {
		return w, h
	}
	if float64(w) > float64(h)*aspect {
		return max(int(math.Round(float64(h)*aspect)), 1), h
	}
	return w, max(min(int(math.Round(float64(w)/aspect)), h), 1)
}

// CropRect is where a crop lies: as large as can be, with the focus where a
// face belongs, a little above the middle.
func CropRect(w, h int, aspect float64, f Focus) image.Rectangle {
	cw, ch := CropSize(w, h, aspect)
	if !f.Set {
		f = upperMiddle
	}
	x := int(math.Round(f.X*float64(w) - float64(cw)/2))
	y := int(math.Round(f.Y*float64(h) - float64(ch)*0.42))
	if f.Top > 0 {
		// A little air above the head, unless the face would go out of sight.
		head := int(f.Top*float64(h)) - ch/16
		y = min(y, max(head, int(math.Round(f.Y*float64(h)-float64(ch)*0.75))))
	}
	x, y = min(max(x, 0), w-cw), min(max(y, 0), h-ch)
	return image.Rect(x, y, x+cw, y+ch)
}

// Crop cuts a picture to an aspect (width by height: 1 is a square, 0.8 is
// 4:5). Without a focus it looks for the face, or whatever draws the eye. The
// result shares the picture's pixels.
func Crop(img image.Image, aspect float64, f Focus) image.Image {
	b := img.Bounds()
	if !f.Set {
		f = Salient(img)
	}
	r := CropRect(b.Dx(), b.Dy(), aspect, f).Add(b.Min)
	if s, ok := img.(interface {
		SubImage(image.Rectangle) image.Image
	}); ok {
		return s.SubImage(r)
	}
	n := asNRGBA(img)
	return n.SubImage(r.Sub(b.Min))
}
