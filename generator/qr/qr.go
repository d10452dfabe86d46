// Package qr draws QR codes (ISO/IEC 18004) as small SVG pictures.
//
// A code is dark on white whatever the page around it looks like, because
// that is what telephones are sure to read, and has the quiet zone of four
// modules around it that the standard asks for. Start with SVG.
package qr

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quiet is the empty border, in modules.
const quiet = 4

// SVG draws a text as a QR code. The error is for a text that is too long for
// one: more than about two thousand bytes.
func SVG(text string) ([]byte, error) {
	// M, 15 per cent of it may be dirty: a code on paper gets handled.
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fmt.Errorf("drawing a QR code: %w", err)
	}
	side := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" shape-rendering="crispEdges">`, side, side, 4*side, 4*side)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`, side, side)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			// A run of dark modules is one stroke.
			from := x
			for x+1 < code.Size && code.Black(x+1, y) {
				x++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1H%dz", from+quiet, y+quiet, x-from+1, from+quiet)
		}
	}
	b.WriteString("\"/></svg>\n")
	return []byte(b.String()), nil
}
