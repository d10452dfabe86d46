package picture

import (
	"cmp"
	"image"
	"slices"
)

// Negative is a decoded picture from which sizes are made: in the colours of
// its file and turned as it is there. Only what comes of it is put into sRGB
// and upright, which takes a fraction of the time and memory.
type Negative struct {
	// Info is what is known of the picture; its size is that of the picture
	// upright, as its file has it.
	Info  Info
	img   image.Image
	turns *transform
}

// NewNegative decodes a picture. The error is a *Fault.
func NewNegative(data []byte, l Limits) (*Negative, error) {
	img, info, err := decode(data, l)
	if err != nil {
		return nil, err
	}
	n := &Negative{Info: info, img: img}
	if info.profile != nil && !info.Puzzling {
		n.turns = info.profile.transform()
	}
	return n, nil
}

// Memory is how many bytes its pixels take.
func (n *Negative) Memory() int64 {
	switch p := n.img.(type) {
	case *image.YCbCr:
		return int64(len(p.Y) + len(p.Cb) + len(p.Cr))
	case *image.Gray:
		return int64(len(p.Pix))
	}
	return 4 * int64(n.img.Bounds().Dx()) * int64(n.img.Bounds().Dy())
}

// Order sorts sizes so that each is made of the smallest pixels that are good
// for it, see Reduce. Formats of one size stay together.
func (n *Negative) Order(sizes []Size) {
	slices.SortStableFunc(sizes, func(a, b Size) int {
		return cmp.Or(
			cmp.Compare(a.reduces(n.Info.Width, n.Info.Height), b.reduces(n.Info.Width, n.Info.Height)),
			cmp.Compare(a.Aspect, b.Aspect), cmp.Compare(a.Focus.X, b.Focus.X), cmp.Compare(a.Focus.Y, b.Focus.Y), cmp.Compare(a.Tint, b.Tint),
		)
	})
}

// Reduce makes the negative as small as can be for the sizes that are still
// to be made of it, and reports whether it did. Where there are none its pixels
// go.
func (n *Negative) Reduce(sizes []Size) bool {
	if len(sizes) == 0 {
		n.img = image.NewGray(image.Rectangle{})
		return true
	}
	w, h := n.size()
	k := 0
	for _, s := range sizes {
		if x := int(s.reduces(w, h)); k == 0 || x < k {
			k = x
		}
	}
	if k <= 1 {
		return false
	}
	n.img = shrink(n.img, k)
	return true
}

// size is that of its pixels, upright.
func (n *Negative) size() (w, h int) {
	b := n.img.Bounds()
	if n.Info.Orientation >= 5 {
		return b.Dy(), b.Dx()
	}
	return b.Dx(), b.Dy()
}

// Make cuts and resizes. Without a focus it cuts around Salient.
func (n *Negative) Make(s Size) image.Image {
	w, h := n.size()
	r := image.Rect(0, 0, w, h)
	if s.Aspect > 0 {
		r = CropRect(w, h, s.Aspect, s.Focus)
	}
	tw, th := s.Width, s.Height(n.Info.Width, n.Info.Height)
	b := n.img.Bounds()
	if n.Info.Orientation >= 5 {
		tw, th = th, tw
	}
	out := Resize(n.img, lying(r, b.Dx(), b.Dy(), n.Info.Orientation).Add(b.Min), tw, th)
	return s.Tint.apply(n.print(out))
}

// print is a piece of the negative as it is seen.
func (n *Negative) print(img image.Image) image.Image {
	if n.turns != nil {
		if img == n.img {
			img = copied(img)
		}
		img = n.turns.apply(img)
	}
	return upright(img, n.Info.Orientation)
}

// seen is the whole picture, as large as it takes to look at.
func (n *Negative) seen() image.Image {
	if n.turns == nil && n.Info.Orientation <= 1 {
		return n.img
	}
	const enough = 480
	b := n.img.Bounds()
	return n.print(shrink(n.img, max(b.Dx(), b.Dy())/enough))
}

// Salient is where the face is, or what else draws the eye.
func (n *Negative) Salient() Focus { return Salient(n.seen()) }

// Tone is as the function of that name.
func (n *Negative) Tone() string { return Tone(n.seen()) }
