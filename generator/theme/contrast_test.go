package theme

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kith/themes"
)

// TestContrast sweeps every hue and strength: a company may pick any colour
// without a designer, because whatever it picks can be read. It reads the
// formulas from the tokens themselves.
func TestContrast(t *testing.T) {
	css, err := themes.Files.ReadFile("default/assets/css/2-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	formulas := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^--([a-z-]+):(.*?);`).FindAllStringSubmatch(string(css), -1) {
		formulas[m[1]] = m[2]
	}
	pairs := []struct {
		front, back string
		least       float64
	}{
		{"ink", "paper", 6},
		{"ink", "mat", 6},
		{"ink-soft", "paper", 6},
		{"ink-soft", "mat", 6},
		{"brand", "paper", 6},
		{"brand", "mat", 6},
		{"on-wall", "wall", 6},
		{"on-wall-soft", "wall", 6},
		{"on-wall", "wall-deep", 6},
		{"on-accent", "accent", 6},
		{"ink", "accent-wash", 6},
		{"alarm", "paper", 4.5},
		{"edge", "paper", 3.4},
		{"edge", "mat", 3.3},
	}
	worst := map[string]float64{}
	for hue := 0; hue < 360; hue += 10 {
		for vivid := 0.0; vivid < 1.41; vivid += .2 {
			for _, dark := range []bool{false, true} {
				at := func(name string) color {
					c, err := evaluate(formulas[name], float64(hue), vivid, dark)
					if err != nil {
						t.Fatalf("--%s: %v", name, err)
					}
					return c
				}
				for _, p := range pairs {
					got := contrast(at(p.front), at(p.back))
					if key := p.front + " on " + p.back; got < p.least {
						t.Errorf("%s: %.2f at hue %d, vivid %.1f, dark %v", key, got, hue, vivid, dark)
					} else if w, ok := worst[key]; !ok || got < w {
						worst[key] = got
					}
				}
			}
		}
	}
	t.Log(worst)
}

var oklch = regexp.MustCompile(`^oklch\(([\d.]+)% (calc\(([\d.]+)\*var\(--vivid\)\)|[\d.]+) (var\(--hue\)|var\(--accent-hue\)|[\d.]+)\)$`)

// evaluate works out a token's formula.
func evaluate(formula string, hue, vivid float64, dark bool) (color, error) {
	if inner, ok := strings.CutPrefix(formula, "light-dark("); ok {
		light, night, _ := strings.Cut(strings.TrimSuffix(inner, ")"), "),oklch(")
		formula = light + ")"
		if dark {
			formula = "oklch(" + night
		}
	}
	m := oklch.FindStringSubmatch(formula)
	if m == nil {
		return color{}, fmt.Errorf("cannot read %q", formula)
	}
	l, _ := strconv.ParseFloat(m[1], 64)
	c, err := strconv.ParseFloat(m[2], 64)
	if err != nil {
		c, _ = strconv.ParseFloat(m[3], 64)
		c *= vivid
	}
	h, err := strconv.ParseFloat(m[4], 64)
	switch {
	case err == nil:
	case strings.Contains(m[4], "accent"):
		h = hue - 80
	default:
		h = hue
	}
	return color{l / 100, c, h}, nil
}

// contrast is WCAG's.
func contrast(a, b color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(c color) float64 {
	r, g, b := c.rgb()
	return .2126*linear(r) + .7152*linear(g) + .0722*linear(b)
}

func linear(x float64) float64 {
	if x <= .04045 {
		return x / 12.92
	}
	return math.Pow((x+.055)/1.055, 2.4)
}

func TestColorHex(t *testing.T) {
	for want, c := range map[string]color{"#ffffff": {1, 0, 0}, "#000000": {}, "#ff0000": {.62796, .25768, 29.234}, "#0000ff": {.45201, .31321, 264.052}} {
		if got := c.hex(); got != want {
			t.Errorf("%v is %s, want %s", c, got, want)
		}
	}
}
