package picture

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf16"
)

// profile says which colours numbers mean: curves that make them
// proportional to light, and a matrix to XYZ as seen under D50, which is the
// light that ICC profiles meet under.
type profile struct {
	name   string
	curves [3]curve
	matrix [9]float64 // of columns red, green, blue; unused for gray
	gray   bool
}

// curve turns a number from 0 to 1 into light from 0 to 1.
type curve func(float64) float64

// readICC notes what a picture's profile says. Where it cannot be read, or is
// for other channels than the picture has, the numbers are taken for sRGB, as
// browsers do, and info says so.
func (info *Info) readICC(b []byte, channels string) {
	p, name, ok := parseICC(b)
	switch {
	case !ok:
		info.Profile, info.Puzzling = name, true
	case channels != "" && p.gray != (channels == "GRAY") || channels == "CMYK":
		info.Profile, info.Puzzling = name, true
	default:
		info.useProfile(p)
	}
}

func (info *Info) useProfile(p *profile) {
	if p.isSRGB() {
		info.profile, info.Profile, info.Foreign = nil, "", false
		return
	}
	info.profile, info.Profile, info.Foreign, info.Puzzling = p, p.name, true, false
}

// parseICC reads a profile of matrix and curves, or of one curve for grays. Of
// any other it knows the name only.
func parseICC(b []byte) (p *profile, name string, ok bool) {
	if len(b) < 132 || string(b[36:40]) != "acsp" {
		return nil, "a damaged colour profile", false
	}
	tags := map[string][]byte{}
	n := min(be32(b[128:]), 100)
	for i := range n {
		at := 132 + 12*i
		if int(at)+12 > len(b) {
			break
		}
		off, size := uint64(be32(b[at+4:])), uint64(be32(b[at+8:]))
		if off+size <= uint64(len(b)) && size >= 8 {
			tags[string(b[at:at+4])] = b[off : off+size]
		}
	}
	name = profileName(tags["desc"])
	p = &profile{name: name}
	switch string(b[16:20]) {
	case "GRAY":
		p.gray = true
		c, ok := parseCurve(tags["kTRC"])
		p.curves = [3]curve{c, c, c}
		return p, name, ok
	case "RGB ":
		for i, channel := range []string{"r", "g", "b"} {
			xyz := tags[channel+"XYZ"]
			c, ok := parseCurve(tags[channel+"TRC"])
			if !ok || len(xyz) < 20 || string(xyz[:4]) != "XYZ " {
				return nil, name, false
			}
			p.curves[i] = c
			for row := range 3 {
				p.matrix[3*row+i] = fixed(xyz[8+4*row:])
			}
		}
		return p, name, true
	}
	return nil, name, false
}

// nameless is a profile of the same colours that doesn't tell who made it, when
// and with what: telephones write their maker's name there.
func nameless(b []byte) []byte {
	out := bytes.Clone(b)
	if len(b) < 132 {
		return out
	}
	for _, r := range [][2]int{{4, 8}, {24, 36}, {40, 44}, {48, 56}, {80, 100}} {
		clear(out[r[0]:r[1]])
	}
	for i := range min(be32(b[128:]), 100) {
		at := 132 + 12*i
		if int(at)+12 > len(b) {
			break
		}
		off, size := uint64(be32(b[at+4:])), uint64(be32(b[at+8:]))
		if off+size > uint64(len(b)) || size < 8 {
			continue
		}
		switch string(b[off : off+4]) {
		case "XYZ ", "curv", "para", "sf32", "mft1", "mft2", "mAB ", "mBA ":
		default:
			clear(out[off+8 : off+size]) // what is left is a text without words
		}
	}
	return out
}

// fixed reads a number with 16 bits behind the point.
func fixed(b []byte) float64 { return float64(int32(be32(b))) / 65536 }

func parseCurve(b []byte) (curve, bool) {
	if len(b) < 12 {
		return nil, false
	}
	switch string(b[:4]) {
	case "curv":
		n := int(be32(b[8:]))
		switch {
		case n == 0:
			return func(x float64) float64 { return x }, true
		case n < 0 || n > 1<<16 || 12+2*n > len(b):
			return nil, false
		case n == 1:
			g := float64(be16(b[12:])) / 256
			return func(x float64) float64 { return math.Pow(x, g) }, true
		}
		table := b[12 : 12+2*n]
		return func(x float64) float64 {
			f := x * float64(n-1)
			i := min(int(f), n-2)
			lo, hi := float64(be16(table[2*i:])), float64(be16(table[2*i+2:]))
			return (lo + (hi-lo)*(f-float64(i))) / 65535
		}, true
	case "para":
		kind := int(be16(b[8:]))
		count := map[int]int{0: 1, 1: 3, 2: 4, 3: 5, 4: 7}[kind]
		if count == 0 || 12+4*count > len(b) {
			return nil, false
		}
		var v [7]float64
		for i := range count {
			v[i] = fixed(b[12+4*i:])
		}
		return parametric(kind, v), true
	}
	return nil, false
}

// parametric are the five curves of ICC.1:2010, 10.16.
func parametric(kind int, v [7]float64) curve {
	g, a, b, c, d, e, f := v[0], v[1], v[2], v[3], v[4], v[5], v[6]
	pow := func(x float64) float64 { return math.Pow(max(x, 0), g) }
	switch kind {
	case 0:
		return pow
	case 1:
		return func(x float64) float64 {
			if a*x+b >= 0 {
				return pow(a*x + b)
			}
			return 0
		}
	case 2:
		return func(x float64) float64 {
			if a*x+b >= 0 {
				return pow(a*x+b) + c
			}
			return c
		}
	case 3:
		e, f = 0, 0
	}
	return func(x float64) float64 {
		if x >= d {
			return pow(a*x+b) + e
		}
		return c*x + f
	}
}

// profileName reads the description of either version of the format.
func profileName(b []byte) string {
	name := ""
	switch {
	case len(b) > 12 && string(b[:4]) == "desc":
		n := int(min(be32(b[8:]), 200))
		if 12+n <= len(b) {
			name = string(bytes.TrimRight(b[12:12+n], "\x00"))
		}
	case len(b) >= 28 && string(b[:4]) == "mluc":
		n, at := uint64(be32(b[20:])), uint64(be32(b[24:]))
		if n <= 400 && at+n <= uint64(len(b)) {
			var u []uint16
			for i := at; i+1 < at+n; i += 2 {
				u = append(u, be16(b[i:]))
			}
			name = string(utf16.Decode(u))
		}
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xfffd {
			return -1
		}
		return r
	}, name)
	if name == "" {
		return "a colour profile without a name"
	}
	return name
}

// toXYZ is the matrix of sRGB under D50 (as in the ICC's own profile), and
// fromXYZ its inverse.
var (
	toXYZ = [9]float64{
		0.4360747, 0.3850649, 0.1430804,
		0.2225045, 0.7168786, 0.0606169,
		0.0139322, 0.0971045, 0.7141733,
	}
	fromXYZ = [9]float64{
		3.1338561, -1.6168667, -0.4906146,
		-0.9787684, 1.9161415, 0.0334540,
		0.0719453, -0.2289914, 1.4052427,
	}
)

// adobeRGB is the space that cameras mean by the name of a file that begins
// with an underscore.
func adobeRGB() *profile {
	g := func(x float64) float64 { return math.Pow(x, 563.0/256) }
	return &profile{
		name:   "Adobe RGB (1998)",
		curves: [3]curve{g, g, g},
		matrix: [9]float64{
			0.6097559, 0.2052401, 0.1492240,
			0.3111242, 0.6256560, 0.0632197,
			0.0194811, 0.0608902, 0.7448387,
		},
	}
}

// lightOf is the curve of sRGB.
func lightOf(x float64) float64 {
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// numberOf is its inverse.
func numberOf(x float64) float64 {
	if x <= 0.0031308 {
		return 12.92 * x
	}
	return 1.055*math.Pow(x, 1/2.4) - 0.055
}

// isSRGB reports whether nobody could see the difference. Programs write sRGB
// in many ways, with rounded matrices and tables for curves.
func (p *profile) isSRGB() bool {
	for _, c := range p.curves {
		for i := range 17 {
			x := float64(i) / 16
			if math.Abs(numberOf(max(c(x), 0))-x) > 0.012 {
				return false
			}
		}
	}
	if p.gray {
		return true
	}
	for i, v := range p.matrix {
		if math.Abs(v-toXYZ[i]) > 0.004 {
			return false
		}
	}
	return true
}
