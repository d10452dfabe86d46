package picture

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// SVGSize is the size of an SVG drawing, 0 where it does not say: its width
// and height if they are numbers, else those of its viewBox. A page that knows
// it doesn't jump when the picture comes.
func SVGSize(data []byte) (width, height int) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	for range 64 { // declarations and comments before the root are few
		token, err := d.Token()
		if err != nil {
			return 0, 0
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "svg" {
			return 0, 0
		}
		var w, h float64
		var box []string
		for _, a := range root.Attr {
			switch a.Name.Local {
			case "width":
				w = svgPixels(a.Value)
			case "height":
				h = svgPixels(a.Value)
			case "viewBox":
				box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
			}
		}
		if (w <= 0 || h <= 0) && len(box) == 4 {
			w, h = svgPixels(box[2]), svgPixels(box[3])
		}
		if !(w > 0 && h > 0 && w < 1e6 && h < 1e6) {
			return 0, 0
		}
		return int(math.Round(max(w, 1))), int(math.Round(max(h, 1)))
	}
	return 0, 0
}

// svgPixels reads "120" or "120px"; other units depend on more than the file.
func svgPixels(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil {
		return 0
	}
	return n
}

// svgMetadata says what a drawing tells besides what it shows.
func svgMetadata(data []byte) (m Metadata) {
	m.Comment = !bytes.Equal(cleanSVG(data), data)
	m.GPS = m.Comment && bytes.Contains(data, []byte("GPS"))
	return m
}
