package theme

import (
	"bytes"
	"fmt"
	"math"
)

// color is one in the OKLCH space of the theme's tokens.
type color struct{ L, C, H float64 }

// rgb is the colour in sRGB, from 0 to 1, brought into the range of screens
// by cutting off what they cannot show.
func (c color) rgb() (r, g, b float64) {
	h := c.H * math.Pi / 180
	A, B := c.C*math.Cos(h), c.C*math.Sin(h)
	l := cube(c.L + 0.3963377774*A + 0.2158037573*B)
	m := cube(c.L - 0.1055613458*A - 0.0638541728*B)
	s := cube(c.L - 0.0894841775*A - 1.2914855480*B)
	return gamma(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		gamma(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		gamma(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s)
}

func cube(x float64) float64 { return x * x * x }

func gamma(x float64) float64 {
	x = min(max(x, 0), 1)
	if x <= 0.0031308 {
		return 12.92 * x
	}
	return 1.055*math.Pow(x, 1/2.4) - 0.055
}

func (c color) hex() string {
	r, g, b := c.rgb()
	return fmt.Sprintf("#%02x%02x%02x", int(r*255+.5), int(g*255+.5), int(b*255+.5))
}

// The built-in paint, for sites that set none: tram green.
const defaultHue, defaultVivid = 158, 1

// paint is the hue and strength in force.
func (o Options) paint() (hue, vivid float64) {
	hue, vivid = float64(o.Hue), min(o.Vivid, 1.4)
	if o.Hue < 0 {
		hue = defaultHue
	}
	if o.Vivid < 0 {
		vivid = defaultVivid
	}
	return hue, vivid
}

// themeColor is the colour of the paper for a browser's own bars, which
// cannot read style sheets: scheme is "light" or "dark".
func (t *Theme) themeColor(scheme string) string {
	hue, vivid := t.options.paint()
	if scheme == "dark" {
		return color{.205, .018 * vivid, hue}.hex()
	}
	return color{.966, .007, 100}.hex()
}

// painted fills in a picture's colours, {wall} and {accent}: a picture stands
// outside of the page and cannot see its tokens.
func painted(svg []byte, o Options) []byte {
	hue, vivid := o.paint()
	svg = bytes.ReplaceAll(svg, []byte("{wall}"), []byte(color{.37, .064 * vivid, hue}.hex()))
	return bytes.ReplaceAll(svg, []byte("{accent}"), []byte(color{.84, .13 * vivid, hue - 80}.hex()))
}
