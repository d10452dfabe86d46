package theme

import (
	"bytes"
	"sync"

	"kith/generator/colour"
	"kith/themes"
)

// The built-in paint, for sheets that set none: tram green.
const defaultHue, defaultVivid = 158, 1

// Paint is the company's colour, and that of the paper by day, for what is
// made beside the pages.
func (t *Theme) Paint() (company, paper string) {
	company = colour.OKLCH{L: .37, C: .064, H: defaultHue}.RGB().Hex()
	if wall, ok := t.tokens["wall"]; ok { // a theme may do without
		company = wall.light.Hex()
	}
	return company, t.themeColor("light")
}

// Cards reports whether some page links to a share card.
func (t *Theme) Cards() bool { return t.cards }

// Colours are those of the theme's tokens by day, as in "wall", for what is
// drawn beside the pages. A theme without a token has the built-in one's.
func (t *Theme) Colours(names ...string) []colour.RGB {
	out := make([]colour.RGB, len(names))
	for i, name := range names {
		c, ok := t.tokens[name]
		if !ok {
			c = builtInTokens()[name]
		}
		out[i] = c.light
	}
	return out
}

// builtInTokens are the built-in theme's, in its own paint.
var builtInTokens = sync.OnceValue(func() tokens {
	var sheets []file
	data, err := themes.Files.ReadFile("default/assets/css/2-tokens.css")
	if err != nil {
		panic("theme: the built-in tokens are missing: " + err.Error())
	}
	sheets = append(sheets, file{path: "2-tokens.css", data: data})
	_, all := resolve(sheets, defaultHue, defaultVivid)
	return all
})

// Grays are the darkest and the lightest of grays with a breath of the company's
// colour, for portraits that should look like each other. hue is less than 0
// where the settings have none.
func Grays(hue int) (dark, light string) {
	if hue < 0 {
		hue = defaultHue
	}
	h := float64(hue)
	return colour.OKLCH{L: 0.24, C: 0.05, H: h}.RGB().Hex(), colour.OKLCH{L: 0.98, C: 0.012, H: h}.RGB().Hex()
}

// themeColor is the colour of the paper for a browser's own bars, which
// cannot read style sheets: scheme is "light" or "dark".
func (t *Theme) themeColor(scheme string) string {
	paper := t.tokens["paper"]
	if scheme == "dark" {
		return paper.dark.Hex()
	}
	return paper.light.Hex()
}

// painted fills in a picture's colours, {wall}, {accent} and the other
// tokens: a picture stands outside of the page and cannot see them.
func painted(svg []byte, all tokens) []byte {
	if !bytes.ContainsRune(svg, '{') {
		return svg
	}
	for name, t := range all {
		svg = bytes.ReplaceAll(svg, []byte("{"+name+"}"), []byte(t.light.Hex()))
	}
	for _, name := range []string{"wall", "accent"} {
		if _, ok := all[name]; !ok { // a theme without the tokens
			svg = bytes.ReplaceAll(svg, []byte("{"+name+"}"), []byte(colour.OKLCH{L: .37, C: .064, H: defaultHue}.RGB().Hex()))
		}
	}
	return svg
}
