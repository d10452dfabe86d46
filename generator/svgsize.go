package generator

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// svgSize is the size of an SVG drawing, 0 where it does not say: its width
// and height if they are numbers, else those of its viewBox. A page that knows
// it doesn't jump when the picture comes.
func svgSize(data []byte) (width, height int) {
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
				w = pixels(a.Value)
			case "height":
				h = pixels(a.Value)
			case "viewBox":
				box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
			}
		}
		if (w <= 0 || h <= 0) && len(box) == 4 {
			w, h = pixels(box[2]), pixels(box[3])
		}
		if !(w > 0 && h > 0 && w < 1e6 && h < 1e6) {
			return 0, 0
		}
		return int(math.Round(max(w, 1))), int(math.Round(max(h, 1)))
	}
	return 0, 0
}

// pixels reads "120" or "120px"; other units depend on more than the file.
func pixels(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil {
		return 0
	}
	return n
}
