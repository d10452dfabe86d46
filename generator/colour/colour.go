// Package colour turns a company's colour into what screens show, and says
// whether words in it can be read.
//
// Colours are given in OKLCH (lightness, chroma, hue), in which equal steps
// look equal, and become sRGB; contrast is that of WCAG 2. It knows no theme:
// which colours meet as text and ground is for others to say.
package colour

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// OKLCH is a colour by how light it is (0 to 1), how strong (0 to about 0.4)
// and which (0 to 360 degrees).
type OKLCH struct{ L, C, H float64 }

// RGB is a colour in sRGB, its parts from 0 to 1. A is how opaque it is.
type RGB struct{ R, G, B, A float64 }

// RGB is the colour as screens show it. What they cannot show is made weaker
// until they can: as light as before, and of the same hue.
func (c OKLCH) RGB() RGB {
	if c.L <= 0 {
		return RGB{A: 1}
	}
	if c.L >= 1 {
		return RGB{1, 1, 1, 1}
	}
	r, g, b := c.linear()
	if !shown(r, g, b) {
		low, high := 0.0, c.C
		for range 24 {
			c.C = (low + high) / 2
			if r, g, b = c.linear(); shown(r, g, b) {
				low = c.C
			} else {
				high = c.C
			}
		}
		c.C = low
		r, g, b = c.linear()
	}
	return RGB{gamma(r), gamma(g), gamma(b), 1}
}

// linear is the colour in linear light, maybe beyond what screens show.
func (c OKLCH) linear() (r, g, b float64) {
	h := c.H * math.Pi / 180
	A, B := c.C*math.Cos(h), c.C*math.Sin(h)
	l := cube(c.L + 0.3963377774*A + 0.2158037573*B)
	m := cube(c.L - 0.1055613458*A - 0.0638541728*B)
	s := cube(c.L - 0.0894841775*A - 1.2914855480*B)
	return 4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s
}

func cube(x float64) float64 { return x * x * x }

func shown(parts ...float64) bool {
	for _, x := range parts {
		if x < -0.0001 || x > 1.0001 {
			return false
		}
	}
	return true
}

func gamma(x float64) float64 {
	x = min(max(x, 0), 1)
	if x <= 0.0031308 {
		return 12.92 * x
	}
	return 1.055*math.Pow(x, 1/2.4) - 0.055
}

// Hex is the colour as sheets write it: #1e2d24, or with a fourth part where
// it is not opaque.
func (c RGB) Hex() string {
	s := fmt.Sprintf("#%02x%02x%02x", step(c.R), step(c.G), step(c.B))
	if a := step(c.A); a < 255 {
		s += fmt.Sprintf("%02x", a)
	}
	return s
}

func step(x float64) int { return int(min(max(x, 0), 1)*255 + .5) }

// ParseHex reads #rgb, #rrggbb or #rrggbbaa.
func ParseHex(s string) (RGB, bool) {
	s, ok := strings.CutPrefix(s, "#")
	if len(s) == 3 || len(s) == 4 {
		var long []byte
		for i := range len(s) {
			long = append(long, s[i], s[i])
		}
		s = string(long)
	}
	if len(s) == 6 {
		s += "ff"
	}
	n, err := strconv.ParseUint(s, 16, 64)
	if !ok || err != nil || len(s) != 8 {
		return RGB{}, false
	}
	part := func(shift int) float64 { return float64(n>>shift&255) / 255 }
	return RGB{part(24), part(16), part(8), part(0)}, true
}

// Contrast is how well two opaque colours stand apart, from 1 to 21. Words
// need 4.5, outlines 3.
func Contrast(a, b RGB) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func (c RGB) luminance() float64 {
	return .2126*linear(c.R) + .7152*linear(c.G) + .0722*linear(c.B)
}

func linear(x float64) float64 {
	if x <= .04045 {
		return x / 12.92
	}
	return math.Pow((x+.055)/1.055, 2.4)
}
