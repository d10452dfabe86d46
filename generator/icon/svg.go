package icon

import (
	"bytes"
	"encoding/xml"
	"image"
	"io"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// lost are the parts of a drawing that we cannot draw in dots. Without them it
// would not be what it was meant to be.
var lost = map[string]string{
	"clipPath": "clipped shapes", "mask": "masks", "filter": "filters", "pattern": "patterns", "text": "letters that are not outlines",
	"image": "pictures inside", "foreignObject": "other documents inside", "symbol": "symbols", "marker": "markers", "switch": "choices",
}

// Drawing makes art of an SVG. field is the colour behind it.
func Drawing(data []byte, field string) (art *Art, err error) {
	defer func() {
		if recover() != nil { // a library that draws what strangers drew
			art, err = nil, unfit("it cannot be drawn")
		}
	}()
	const maxBytes = 1 << 20
	if len(data) > maxBytes {
		return nil, unfit("it is larger than a megabyte")
	}
	if err := drawable(data); err != nil {
		return nil, err
	}
	drawing, err := read(data)
	if err != nil {
		return nil, unfit("it cannot be read as an SVG: %v", err)
	}
	w, h := drawing.ViewBox.W, drawing.ViewBox.H
	if err := square(w, h); err != nil {
		return nil, err
	}
	art = &Art{svg: data, field: hex(field), paint: func(dst *image.RGBA, at image.Rectangle) {
		fresh, err := read(data) // one cannot be drawn twice at a time
		if err != nil {
			return // it could be read before
		}
		// In whole hundredths, so that a drawing taller than wide fits as well.
		to := within(int(w*100), int(h*100), at)
		// SetTarget forgets that the corner of the drawing is scaled as well.
		fresh.Transform = rasterx.Identity.Translate(float64(to.Min.X), float64(to.Min.Y)).
			Scale(float64(to.Dx())/w, float64(to.Dy())/h).Translate(-fresh.ViewBox.X, -fresh.ViewBox.Y)
		size := dst.Bounds()
		fresh.Draw(rasterx.NewDasher(size.Dx(), size.Dy(), rasterx.NewScannerGV(size.Dx(), size.Dy(), dst, size)), 1)
	}}
	art.PNG(16, Tab) // what cannot be drawn is told now
	return art, nil
}

func read(data []byte) (*oksvg.SvgIcon, error) {
	return oksvg.ReadIconStream(bytes.NewReader(data), oksvg.IgnoreErrorMode)
}

// drawable refuses a drawing with parts that would be lost.
func drawable(data []byte) error {
	const svg = "http://www.w3.org/2000/svg"
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return unfit("it cannot be read as an SVG: %v", err)
		}
		if e, ok := t.(xml.StartElement); ok && (e.Name.Space == svg || e.Name.Space == "") {
			if what, ok := lost[e.Name.Local]; ok {
				return unfit("it has %s (<%s>), which cannot be drawn in dots here", what, e.Name.Local)
			}
		}
	}
}
