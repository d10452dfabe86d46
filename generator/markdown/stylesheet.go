package markdown

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// Classes are those that texts bring with them, whatever the page around them.
var Classes = map[string]bool{
	"a": true, "card": true, "center": true, "code": true, "contents": true, "face": true, "fine": true, "fnref": true,
	"gallery": true, "h-card": true, "media": true, "name": true, "note": true, "notes": true, "num": true, "p-role": true,
	"plate": true, "pull": true, "q": true, "qa": true, "role": true, "row": true, "scroll": true, "tasks": true,
	"timeline": true, "transcript": true, "vh": true, "who": true,
}

// The backgrounds that code has to be readable on: the default theme's sheet
// and paper, at the side where they leave least contrast.
var (
	lightGround = chroma.MustParseColour("#f2f1ea")
	darkGround  = chroma.MustParseColour("#2e3633")
)

// minContrast is WCAG's 4.5:1, with a little to spare for rounding.
const minContrast = 4.6

// StyleSheet returns the CSS for coloured code, for light and for dark pages.
// The names are chroma's ("" means github and github-dark); a colour too weak
// to be read on the theme's ground is made stronger. An unknown name stands
// for the default.
func StyleSheet(light, dark string) []byte {
	l := rules(style(light, "github"), lightGround)
	d := rules(style(dark, "github-dark"), darkGround)
	var b bytes.Buffer
	writeRules(&b, "", l)
	b.WriteString("@media (prefers-color-scheme:dark){\n")
	writeRules(&b, ":root:not([data-scheme=light]) ", d)
	b.WriteString("}\n")
	writeRules(&b, ":root[data-scheme=dark] ", d)
	return b.Bytes()
}

// rule is a declaration and the classes it is for.
type rule struct {
	css     string
	classes []string
}

func rules(looks map[string]look, ground chroma.Colour) []rule {
	byCSS := map[string][]string{}
	for _, class := range coloured() {
		css := declaration(looks[class], ground)
		byCSS[css] = append(byCSS[css], class)
	}
	out := make([]rule, 0, len(byCSS))
	for css, classes := range byCSS {
		out = append(out, rule{css, classes})
	}
	slices.SortFunc(out, func(a, b rule) int { return cmp.Compare(a.css, b.css) })
	return out
}

// declaration says everything about a token, so that the dark rules undo the
// light ones.
func declaration(l look, ground chroma.Colour) string {
	css := "color:inherit"
	if l.colour.IsSet() {
		css = "color:" + readable(l.colour, ground).String()
	}
	weight, slope := "normal", "normal"
	if l.bold {
		weight = "bold"
	}
	if l.italic {
		slope = "italic"
	}
	return css + ";font-weight:" + weight + ";font-style:" + slope
}

func writeRules(b *bytes.Buffer, scope string, rs []rule) {
	for _, r := range rs {
		b.WriteString(scope + ".prose pre :is(." + strings.Join(r.classes, ",.") + "){" + r.css + "}\n")
	}
}

// readable moves a colour away from the ground until it can be read.
func readable(c, ground chroma.Colour) chroma.Colour {
	towards := 0.0
	if luminance(ground) < 0.2 {
		towards = 255
	}
	for step := 0.0; step <= 1; step += 0.02 {
		mix := func(v uint8) uint8 { return uint8(math.Round(float64(v) + (towards-float64(v))*step)) }
		d := chroma.NewColour(mix(c.Red()), mix(c.Green()), mix(c.Blue()))
		if contrast(d, ground) >= minContrast {
			return d
		}
	}
	return chroma.NewColour(uint8(towards), uint8(towards), uint8(towards))
}

// contrast and luminance are WCAG 2's.
func contrast(a, b chroma.Colour) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c chroma.Colour) float64 {
	f := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*f(c.Red()) + 0.7152*f(c.Green()) + 0.0722*f(c.Blue())
}
