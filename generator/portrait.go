package generator

import (
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"sync"

	"kith/generator/darkroom"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/picture"
)

// portrait is a photo cut to a size around where the face is. It is nil where
// the file is no picture that can be drawn from, which is a finding elsewhere.
func (l *line) portrait(of graph.Portrait, size image.Point) (image.Image, error) {
	// The pages have it already, cut and in one tint with the others: opening
	// what came out of a camera takes a hundred times as long.
	if l.room != nil && of.Size.Width > 0 {
		if data, err := l.room.Get(darkroom.Order{Digest: of.Digest, Size: of.Size}); err == nil {
			if src, _, err := picture.Decode(data, picture.Limits{}); err == nil {
				return cut(src, size, picture.Focus{X: .5, Y: .4, Set: true}), nil
			}
		}
	}
	data, err := l.slurp(of.File, picture.DefaultBytes)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", of.File, err)
	}
	if ledger.Bytes(data).String() != of.Digest {
		return nil, fmt.Errorf("%w: %s", ErrMoving, of.File)
	}
	l.decoding.Lock() // a picture decoded takes much memory, two take twice as much
	defer l.decoding.Unlock()
	aspect := float64(size.X) / float64(size.Y)
	limits := picture.Limits{Pixels: l.cfg.Images.MaxPixels}
	if info, err := picture.Probe(data); err == nil {
		w, _ := picture.CropSize(info.Width, info.Height, aspect)
		limits.Shrink = max(1, w/size.X)
	}
	src, _, err := picture.Decode(data, limits)
	var fault *picture.Fault
	if errors.As(err, &fault) {
		return nil, nil //nolint:nilnil // the letters stand in
	}
	if err != nil {
		return nil, fmt.Errorf("decoding %s: %w", of.File, err)
	}
	return cut(src, size, picture.ParseFocus(of.Focus)), nil
}

// cut is a picture cut around a point and brought to a size.
func cut(src image.Image, size image.Point, f picture.Focus) image.Image {
	if !f.Set {
		f = picture.Salient(src)
	}
	b := src.Bounds()
	r := picture.CropRect(b.Dx(), b.Dy(), float64(size.X)/float64(size.Y), f)
	return picture.Resize(src, r.Add(b.Min), size.X, size.Y)
}

// onWhite is a picture as it is painted, with white behind what may be seen
// through.
func onWhite(src image.Image) *image.RGBA {
	dst := image.NewRGBA(image.Rectangle{Max: src.Bounds().Size()})
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(dst, dst.Rect, src, src.Bounds().Min, draw.Over)
	return dst
}

// cardPhotoBytes is what the photo of a business card may take: old telephones
// refuse whole cards for larger ones.
const cardPhotoBytes = 25_000

// cardPhotos remembers the photos drawn last: one picture often stands for
// many, a team's or one for those who have none of their own yet.
type cardPhotos struct {
	mu    sync.Mutex
	drawn map[graph.Portrait]func() ([]byte, error)
	order []graph.Portrait // the oldest first
}

const manyCardPhotos = 32 // of 25 kB at most

// cardPhoto is a portrait for an address book: a square baseline JPEG without
// anything but the picture. It is nil where there is none. Who asks for one
// that is being drawn waits for it, and nobody else does.
func (l *line) cardPhoto(of graph.Portrait) ([]byte, error) {
	c := &l.cardPhotos
	c.mu.Lock()
	draw := c.drawn[of]
	if draw == nil {
		draw = sync.OnceValues(func() ([]byte, error) { return l.drawCardPhoto(of) })
		if c.drawn == nil {
			c.drawn = map[graph.Portrait]func() ([]byte, error){}
		}
		if len(c.order) == manyCardPhotos {
			delete(c.drawn, c.order[0])
			c.order = append(c.order[:0], c.order[1:]...)
		}
		c.drawn[of] = draw
		c.order = append(c.order, of)
	}
	c.mu.Unlock()
	return draw()
}

// drawCardPhoto takes the size that was made with those of the pages. One that
// is too large, which grain and leaves make of a photo, is encoded again.
func (l *line) drawCardPhoto(of graph.Portrait) ([]byte, error) {
	const largest = 288
	if l.room != nil && of.Size.Width > 0 {
		photo, err := l.room.Get(darkroom.Order{Digest: of.Digest, Size: of.Size})
		if err == nil && len(photo) <= cardPhotoBytes {
			return photo, nil
		}
	}
	for side := cmp.Or(of.Size.Width, largest); ; side = side * 3 / 4 {
		img, err := l.portrait(of, image.Pt(side, side))
		if img == nil || err != nil {
			return nil, err
		}
		for _, quality := range []int{88, 80, 70, 60} {
			photo, err := picture.Encode(img, picture.JPEG, quality, nil)
			if err != nil {
				return nil, fmt.Errorf("encoding %s: %w", of.File, err)
			}
			if len(photo) <= cardPhotoBytes || side < 64 {
				return photo, nil
			}
		}
	}
}
