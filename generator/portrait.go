package generator

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // portraits
	_ "image/jpeg" // as above
	_ "image/png"  // as above
	"strings"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // as above
)

// portrait is a photo cut to a size around where the face is. It is nil where
// the file is no picture that can be drawn from, which is a finding elsewhere.
func (l *line) portrait(file, focus string, size image.Point) (image.Image, error) {
	data, err := l.slurp(file, 256<<20)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // the letters stand in
	}
	x, y := 50, 30
	_, _ = fmt.Sscanf(strings.ReplaceAll(focus, "%", ""), "%d %d", &x, &y)
	b := src.Bounds()
	w, h := b.Dx(), b.Dx()*size.Y/size.X
	if h > b.Dy() {
		w, h = b.Dy()*size.X/size.Y, b.Dy()
	}
	from := image.Rect(0, 0, w, h).Add(b.Min).Add(image.Pt((b.Dx()-w)*x/100, (b.Dy()-h)*y/100))
	dst := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(dst, dst.Rect, src, from, draw.Over, nil)
	return dst, nil
}
