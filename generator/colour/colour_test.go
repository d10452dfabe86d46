package colour

import (
	"math"
	"testing"
)

// The figures are those of CSS Color 4 for the named colours, and of common
// contrast checkers.
func TestOKLCH(t *testing.T) {
	for want, c := range map[string]OKLCH{
		"#ffffff": {1, 0, 0}, "#000000": {}, "#ff0000": {.62796, .25768, 29.234}, "#0000ff": {.45201, .31321, 264.052},
		"#00ff00": {.86644, .29483, 142.495}, "#808080": {.59987, 0, 0}, "#ffa500": {.79269, .17103, 70.67},
	} {
		if got := c.RGB().Hex(); got != want {
			t.Errorf("%v is %s, want %s", c, got, want)
		}
	}
}

// TestBeyondScreens: a colour no screen shows keeps its lightness.
func TestBeyondScreens(t *testing.T) {
	for h := 0.0; h < 360; h += 7 {
		for _, l := range []float64{.2, .5, .8, .97} {
			strong, weak := OKLCH{l, .4, h}.RGB(), OKLCH{l, .02, h}.RGB()
			if a, b := strong.luminance(), weak.luminance(); math.Abs(a-b) > .13 {
				t.Errorf("L %.2f, hue %.0f: luminance %.3f, and %.3f when weak", l, h, a, b)
			}
			if !shown(strong.R, strong.G, strong.B) {
				t.Errorf("%v", strong)
			}
		}
	}
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000", "#fff", 21}, {"#777777", "#ffffff", 4.48}, {"#767676", "#fff", 4.54}, {"#0000ff", "#ffffff", 8.59}, {"#ff0000", "#ffffff", 4.00}, {"#abc", "#abc", 1},
	} {
		a, ok1 := ParseHex(c.a)
		b, ok2 := ParseHex(c.b)
		if got := Contrast(a, b); !ok1 || !ok2 || math.Abs(got-c.want) > .006 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestParseHex(t *testing.T) {
	for in, want := range map[string]string{"#abc": "#aabbcc", "#a1b2c3": "#a1b2c3", "#a1b2c380": "#a1b2c380", "#a1b2c3ff": "#a1b2c3", "abc": "", "#12345": "", "#xyz": "", "": ""} {
		c, ok := ParseHex(in)
		if ok != (want != "") || ok && c.Hex() != want {
			t.Errorf("%q: %v %v", in, c.Hex(), ok)
		}
	}
}
