package theme

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"kith/generator/colour"
	"kith/generator/diag"
)

// token is a colour as the sheets have it: --wall and its like.
type token struct {
	light, dark colour.RGB
	at          diag.Pos
	len         int
}

// tokens are the colours of a theme under a company's paint, by their name
// without the dashes.
type tokens map[string]token

// paintOf is the hue and strength in force: the company's, else those that
// the sheets set.
func (o Options) paintOf(sheets []file) (hue, vivid float64) {
	hue, vivid = defaultHue, defaultVivid
	for _, f := range sheets {
		for _, m := range paintSet.FindAllSubmatch(f.data, -1) {
			n, err := strconv.ParseFloat(string(m[2]), 64)
			switch {
			case err != nil:
			case string(m[1]) == "hue":
				hue = n
			default:
				vivid = n
			}
		}
	}
	if o.Hue >= 0 {
		hue = float64(o.Hue % 360)
	}
	if o.Vivid >= 0 {
		vivid = min(o.Vivid, 1.4)
	}
	return hue, vivid
}

var (
	paintSet = regexp.MustCompile(`--(hue|vivid)\s*:\s*([\d.]+)\s*[;}]`)
	tokenSet = regexp.MustCompile(`--([a-z][a-z0-9-]*)\s*:\s*`)
)

// resolve works out every colour that the sheets give by a formula, as
// far as it can be: the sheets with finished colours in their place, which are
// smaller and do without the newest functions, and what the colours are.
func resolve(sheets []file, hue, vivid float64) ([]file, tokens) {
	numbers := map[string]string{"hue": number(hue), "vivid": number(vivid)}
	all := tokens{}
	out := make([]file, len(sheets))
	for i, f := range sheets {
		out[i] = f
		out[i].data = nil
		last := 0
		for _, m := range tokenSet.FindAllSubmatchIndex(f.data, -1) {
			if m[0] < last {
				continue
			}
			name, from := string(f.data[m[2]:m[3]]), m[1]
			value := valueAt(f.data[from:])
			if strings.HasPrefix(value, "calc(") && name != "hue" && name != "vivid" {
				numbers[name] = value
				continue
			}
			light, ok1 := colourOf(value, numbers, false)
			dark, ok2 := colourOf(value, numbers, true)
			if !ok1 || !ok2 {
				continue
			}
			if bytes.Contains(f.data[:m[0]], []byte("@media print")) {
				continue // paper has colours of its own, which say nothing of screens
			}
			all[name] = token{light, dark, diag.Pos{File: f.path, Offset: m[0]}, from + len(value) - m[0]}
			out[i].data = append(out[i].data, f.data[last:from]...)
			if light == dark {
				out[i].data = append(out[i].data, light.Hex()...)
			} else {
				out[i].data = append(out[i].data, "light-dark("+light.Hex()+","+dark.Hex()+")"...)
			}
			last = from + len(value)
		}
		out[i].data = append(out[i].data, f.data[last:]...)
	}
	return out, all
}

// tokenLines are the lines of a sheet that set a variable, and those that say
// what they are for, which is less to look through.
func tokenLines(css []byte) []byte {
	var out []byte
	for line := range bytes.Lines(css) {
		if bytes.Contains(line, []byte("--")) && bytes.Contains(line, []byte(":")) || bytes.Contains(line, []byte("@media print")) {
			out = append(out, line...)
		}
	}
	return out
}

// valueAt is the value of a declaration, up to what ends it.
func valueAt(css []byte) string {
	depth := 0
	for i, c := range css {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ';', '}':
			if depth <= 0 {
				return strings.TrimRight(string(css[:i]), " \t\r\n")
			}
		}
	}
	return ""
}

// colourOf reads oklch(...), #hex, or light-dark() of two of them.
func colourOf(value string, numbers map[string]string, dark bool) (colour.RGB, bool) {
	if inner, ok := strings.CutPrefix(value, "light-dark("); ok {
		parts := splitTop(strings.TrimSuffix(inner, ")"), ',')
		if len(parts) != 2 {
			return colour.RGB{}, false
		}
		value = parts[0]
		if dark {
			value = parts[1]
		}
	}
	value = strings.TrimSpace(value)
	if c, ok := colour.ParseHex(value); ok {
		return c, true
	}
	inner, ok := strings.CutPrefix(value, "oklch(")
	if !ok || !strings.HasSuffix(inner, ")") {
		return colour.RGB{}, false
	}
	body, alpha, opaque := strings.TrimSuffix(inner, ")"), 1.0, splitTop(strings.TrimSuffix(inner, ")"), '/')
	if len(opaque) == 2 {
		body = opaque[0]
		if alpha, ok = figure(opaque[1], numbers); !ok {
			return colour.RGB{}, false
		}
	}
	parts := splitTop(body, ' ')
	if len(parts) != 3 {
		return colour.RGB{}, false
	}
	var n [3]float64
	for i, p := range parts {
		if n[i], ok = figure(p, numbers); !ok {
			return colour.RGB{}, false
		}
	}
	c := colour.OKLCH{L: n[0], C: n[1], H: math.Mod(n[2]+720, 360)}.RGB()
	c.A = alpha
	return c, true
}

// splitTop splits at a character outside of brackets; empty parts go.
func splitTop(s string, at rune) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range s + string(at) {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		}
		if c == at && depth == 0 && i >= from {
			if part := strings.TrimSpace(s[from:i]); part != "" {
				out = append(out, part)
			}
			from = i + 1
		}
	}
	return out
}

// figure works out a number: 0.5, 50%, var(--hue), or calc() of two.
func figure(s string, numbers map[string]string) (float64, bool) {
	s = strings.TrimSpace(s)
	if inner, ok := strings.CutPrefix(s, "var(--"); ok && strings.IndexByte(s, ')') == len(s)-1 {
		value, known := numbers[strings.TrimSuffix(inner, ")")]
		if !known {
			return 0, false
		}
		return figure(value, numbers)
	}
	if inner, ok := strings.CutPrefix(s, "calc("); ok && strings.HasSuffix(s, ")") {
		return figure(strings.TrimSuffix(inner, ")"), numbers)
	}
	for _, op := range []string{" + ", " - ", "*", "/"} {
		at := topIndex(s, op)
		if at < 0 {
			continue
		}
		a, ok1 := figure(s[:at], numbers)
		b, ok2 := figure(s[at+len(op):], numbers)
		switch {
		case !ok1 || !ok2:
			return 0, false
		case op == " + ":
			return a + b, true
		case op == " - ":
			return a - b, true
		case op == "*":
			return a * b, true
		}
		return a / b, b != 0
	}
	if percent, ok := strings.CutSuffix(s, "%"); ok {
		n, err := strconv.ParseFloat(percent, 64)
		return n / 100, err == nil
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}

// topIndex is the last place of a sign outside of brackets, or -1.
func topIndex(s, sign string) int {
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch {
		case s[i] == ')':
			depth++
		case s[i] == '(':
			depth--
		case depth == 0 && strings.HasPrefix(s[i:], sign):
			return i
		}
	}
	return -1
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// meetings are the colours that meet as text, or as an outline, and ground, and
// the least contrast: WCAG's, with a little to spare for rounding.
var meetings = []struct {
	front, back string
	least       float64
}{
	{"ink", "paper", 4.5},
	{"ink", "mat", 4.5},
	{"ink", "accent-wash", 4.5},
	{"ink-soft", "paper", 4.5},
	{"ink-soft", "mat", 4.5},
	{"ink-soft", "accent-wash", 4.5},
	{"brand", "paper", 4.5},
	{"brand", "mat", 4.5},
	{"on-wall", "wall", 4.5},
	{"on-wall", "wall-deep", 4.5},
	{"on-wall-soft", "wall", 4.5},
	{"accent", "wall", 3},
	{"on-accent", "accent", 4.5},
	{"alarm", "paper", 4.5},
	{"edge", "paper", 3},
	{"edge", "mat", 3},
	{"thread", "mat", 3},
}

// weak is the first pair that cannot be told apart well enough.
type weak struct {
	front, back string
	dark        bool
	got, least  float64
}

// weakest finds the pair that falls short most, nil if none does.
func (t tokens) weakest() *weak {
	var worst *weak
	for _, p := range meetings {
		front, ok1 := t[p.front]
		back, ok2 := t[p.back]
		if !ok1 || !ok2 {
			continue // a theme may do without
		}
		for _, dark := range []bool{false, true} {
			a, b := front.light, back.light
			if dark {
				a, b = front.dark, back.dark
			}
			if got := colour.Contrast(a, b); got < p.least && (worst == nil || got/p.least < worst.got/worst.least) {
				worst = &weak{p.front, p.back, dark, got, p.least}
			}
		}
	}
	return worst
}

// checkContrast reports colours that cannot be read. Where another hue or
// strength would do, the setting is what is wrong, and the nearest that passes
// is named; else it is the theme.
func (o Options) checkContrast(sheets []file, all tokens, hue, vivid float64, list *diag.List) {
	w := all.weakest()
	if w == nil {
		return
	}
	scheme := "on a light screen"
	if w.dark {
		scheme = "on a dark screen"
	}
	message := fmt.Sprintf("--%s on --%s has a contrast of %.1f to 1 %s; %.1f can be read.", w.front, w.back, math.Floor(w.got*10)/10, scheme, w.least)
	var coloured []file
	for _, f := range sheets {
		if bytes.Contains(f.data, []byte("oklch(")) || bytes.Contains(f.data, []byte("#")) {
			coloured = append(coloured, file{path: f.path, data: tokenLines(f.data)})
		}
	}
	passes := func(hue, vivid float64) bool {
		_, t := resolve(coloured, hue, vivid)
		return t.weakest() == nil
	}
	at := o.HueAt
	if at.Pos.File != "" {
		for d := 1.0; d <= 180; d++ {
			for _, h := range []float64{math.Mod(hue+d, 360), math.Mod(hue-d+360, 360)} {
				if passes(h, vivid) {
					list.Add("low-contrast", at.Pos, at.Len, fmt.Sprintf("The hue %s cannot be read everywhere: %s", number(hue), message),
						fmt.Sprintf("The nearest that can is hue = %s.", number(h)))
					return
				}
			}
		}
	}
	if o.VividAt.Pos.File != "" {
		at = o.VividAt
	}
	if at.Pos.File != "" {
		for step := 1.0; step <= 28; step++ {
			for _, v := range []float64{vivid - step*.05, vivid + step*.05} {
				if v >= 0 && v <= 1.4 && passes(hue, v) {
					list.Add("low-contrast", at.Pos, at.Len, fmt.Sprintf("At vivid = %s this hue cannot be read everywhere: %s", number(vivid), message),
						fmt.Sprintf("The nearest that can is vivid = %.3g.", v))
					return
				}
			}
		}
	}
	front := all[w.front]
	list.Add("low-contrast", front.at, front.len, "Whatever the company's colour, "+message, "Make one of the two lighter, or the other darker.")
}
