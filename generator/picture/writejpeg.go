package picture

import (
	"encoding/binary"
	"image"
	"image/color"
	"math/bits"
)

// Baseline JPEGs are written here and not by image/jpeg: its codes are the same
// for every picture, and those made for each take a sixth fewer bytes of a
// photo with soft parts, which is what readers wait for. That the values of
// YCbCr are taken as they are saves half of the time besides.

// zigzag are the places of a block's frequencies, from low to high.
var zigzag = func() (z [64]uint8) {
	x, y := 0, 0
	for i := range z {
		z[i] = uint8(8*y + x)
		switch up := (x+y)%2 == 0; {
		case up && x == 7, !up && y < 7 && x == 0:
			y++
		case up && y == 0, !up && y == 7:
			x++
		case up:
			x, y = x+1, y-1
		default:
			x, y = x-1, y+1
		}
	}
	return z
}()

// steps are how far frequencies of light and of colour are rounded at a quality
// of 50: the example of the standard, which most programs keep to.
var steps = [2][64]int{{
	16, 11, 10, 16, 24, 40, 51, 61,
	12, 12, 14, 19, 26, 58, 60, 55,
	14, 13, 16, 24, 40, 57, 69, 56,
	14, 17, 22, 29, 51, 87, 80, 62,
	18, 22, 37, 56, 68, 109, 103, 77,
	24, 35, 55, 64, 81, 104, 113, 92,
	49, 64, 78, 87, 103, 121, 120, 101,
	72, 92, 95, 98, 112, 100, 103, 99,
}, {
	17, 18, 24, 47, 99, 99, 99, 99,
	18, 21, 26, 66, 99, 99, 99, 99,
	24, 26, 56, 99, 99, 99, 99, 99,
	47, 66, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
}}

// stepsAt are those at a quality from 1 to 100.
func stepsAt(quality int) (out [2][64]int) {
	quality = min(max(quality, 1), 100)
	percent := 200 - 2*quality
	if quality < 50 {
		percent = 5000 / quality
	}
	for t := range steps {
		for i, v := range steps[t] {
			out[t][i] = min(max((v*percent+50)/100, 1), 255)
		}
	}
	return out
}

// The codes of a JPEG: steady for how light a block is beside the one before,
// waves for its frequencies; the same for colour.
const (
	steady = iota
	waves
	ofColour
)

// jpegWriter gathers what there is to say, to find codes for it.
type jpegWriter struct {
	rounds [2][64]rounding // of light and of colour, in zigzag's order
	// said are symbols, and the bits behind each, as say puts them together.
	said  []uint32
	count [4][256]int
}

func (w *jpegWriter) say(code int, symbol uint8, value uint32) {
	w.said = append(w.said, uint32(code)<<24|uint32(symbol)<<16|value)
	w.count[code][symbol]++
}

// number is how many bits a value takes, and those bits.
func number(v int32) (n uint8, value uint32) {
	if v < 0 {
		n = uint8(bits.Len32(uint32(-v)))
		return n, uint32(v-1) & (1<<n - 1)
	}
	return uint8(bits.Len32(uint32(v))), uint32(v)
}

// block says a block of light (0) or colour (1), and returns how light it is.
func (w *jpegWriter) block(b *block, kind int, before int32) int32 {
	b.forward()
	var values [64]int32
	some := uint64(0) // which values are not zero
	for i := range values {
		v, r := b[zigzag[i]&63], &w.rounds[kind][i]
		switch {
		case v >= r.least:
			values[i] = int32((int64(v)*r.by + 1<<(roundBits-1)) >> roundBits)
		case v <= -r.least:
			values[i] = -int32((int64(-v)*r.by + 1<<(roundBits-1)) >> roundBits)
		default:
			continue // as most are
		}
		some |= 1 << i
	}
	n, value := number(values[0] - before)
	w.say(ofColour*kind+steady, n, value)
	some &^= 1
	at := 0
	for code := ofColour*kind + waves; at < 63; {
		if some == 0 {
			w.say(code, 0, 0) // nothing more
			break
		}
		next := bits.TrailingZeros64(some)
		some &= some - 1
		for ; next-at > 16; at += 16 {
			w.say(code, 0xf0, 0)
		}
		n, value := number(values[next])
		w.say(code, uint8(next-at-1)<<4|n, value)
		at = next
	}
	return values[0]
}

// rounding says how many steps a frequency is: by is one step's share of
// 1<<roundBits, least what makes half a step.
type rounding struct {
	by    int64
	least int32
}

const roundBits = 24

func roundTo(step int) rounding {
	by := int64((1<<roundBits + step/2) / step)
	return rounding{by, int32((1<<(roundBits-1) + by - 1) / by)}
}

// fill takes a block out of a plane, beginning at x and y. What lies beyond its
// edges is as what is next to it.
func (b *block) fill(p plane, x, y int) {
	for i := range 8 {
		row := p.pix[min(y+i, p.h-1)*p.stride:]
		out := (*[8]int32)(b[8*i:])
		if x+8 <= p.w {
			for j, v := range row[x : x+8] {
				out[j] = int32(v) - 128
			}
			continue
		}
		for j := range out {
			out[j] = int32(row[min(x+j, p.w-1)]) - 128
		}
	}
}

// writeJPEG is a picture as a JPEG, with half as many values for colour as for
// light each way.
func writeJPEG(img image.Image, quality int) []byte {
	size := img.Bounds().Size()
	var planes []plane
	if g, ok := img.(*image.Gray); ok {
		planes = []plane{{pix: g.Pix[g.PixOffset(g.Rect.Min.X, g.Rect.Min.Y):], w: size.X, h: size.Y, stride: g.Stride}}
	} else {
		y := thinned(img)
		cw, ch := chromaSize(y)
		planes = []plane{
			{pix: y.Y, w: size.X, h: size.Y, stride: y.YStride},
			{pix: y.Cb, w: cw, h: ch, stride: y.CStride},
			{pix: y.Cr, w: cw, h: ch, stride: y.CStride},
		}
	}
	tables := stepsAt(quality)
	w := &jpegWriter{said: make([]uint32, 0, size.X*size.Y/8+64)}
	for t := range tables {
		for i, at := range zigzag {
			w.rounds[t][i] = roundTo(dctScale * tables[t][at])
		}
	}
	w.planes(planes)
	return w.file(size, len(planes), tables)
}

// planes says all blocks of a picture: of light alone, or of squares of four
// of light and one of each colour.
func (w *jpegWriter) planes(p []plane) {
	var before [3]int32
	var b block
	light := p[0]
	if len(p) == 1 {
		for y := 0; y < light.h; y += 8 {
			for x := 0; x < light.w; x += 8 {
				b.fill(light, x, y)
				before[0] = w.block(&b, 0, before[0])
			}
		}
		return
	}
	for y := 0; y < light.h; y += 16 {
		for x := 0; x < light.w; x += 16 {
			for i := range 4 {
				b.fill(light, x+i%2*8, y+i/2*8)
				before[0] = w.block(&b, 0, before[0])
			}
			for c := 1; c < 3; c++ {
				b.fill(p[c], x/2, y/2)
				before[c] = w.block(&b, 1, before[c])
			}
		}
	}
}

// file is what was said, behind all it takes to read it.
func (w *jpegWriter) file(size image.Point, planes int, tables [2][64]int) []byte {
	kinds := min(planes, 2)
	out := make([]byte, 0, len(w.said)+1024)
	segment := func(marker byte, write func()) {
		at := len(out)
		out = append(out, 0xff, marker, 0, 0)
		write()
		binary.BigEndian.PutUint16(out[at+2:], uint16(len(out)-at-2))
	}
	out = append(out, 0xff, jpegSOI)
	segment(0xdb, func() {
		for t := range kinds {
			out = append(out, byte(t))
			for _, at := range zigzag {
				out = append(out, byte(tables[t][at]))
			}
		}
	})
	segment(0xc0, func() {
		out = append(out, 8, byte(size.Y>>8), byte(size.Y), byte(size.X>>8), byte(size.X), byte(planes))
		for c := range planes {
			sampling := byte(0x11)
			if c == 0 && planes > 1 {
				sampling = 0x22
			}
			out = append(out, byte(c+1), sampling, byte(min(c, 1)))
		}
	})
	var codes [4]*huffman
	segment(0xc4, func() {
		for i := range 2 * kinds {
			h := newHuffman(&w.count[i])
			codes[i] = h
			out = append(out, byte(i%2<<4|i/2))
			out = append(append(out, h.lengths[1:]...), h.symbols...)
		}
	})
	segment(jpegSOS, func() {
		out = append(out, byte(planes))
		for c := range planes {
			out = append(out, byte(c+1), byte(min(c, 1)*0x11))
		}
		out = append(out, 0, 63, 0)
	})
	return append(w.scan(out, &codes), 0xff, jpegEOI)
}

// scan adds what was said, in codes. A byte of ones has an empty one behind it.
func (w *jpegWriter) scan(out []byte, codes *[4]*huffman) []byte {
	acc, n := uint64(0), 0 // bits that wait, the last one lowest
	put := func(least int) {
		for ; n >= least; n -= 8 {
			c := byte(acc >> (n - 8))
			if out = append(out, c); c == 0xff {
				out = append(out, 0)
			}
		}
	}
	for _, s := range w.said {
		h, symbol := codes[s>>24], uint8(s>>16)
		more := int(symbol & 15)
		acc = (acc<<h.bits[symbol]|uint64(h.code[symbol]))<<more | uint64(s&0xffff)
		if n += int(h.bits[symbol]) + more; n > 32 {
			put(8)
		}
	}
	acc, n = acc<<7|0x7f, n+7 // ones to the end of the byte
	put(8)
	return out
}

// thinned is a picture as YCbCr with colour for every second pixel each way.
func thinned(img image.Image) *image.YCbCr {
	b := img.Bounds()
	src, ok := img.(*image.YCbCr)
	if ok && src.SubsampleRatio == image.YCbCrSubsampleRatio420 && b.Min == (image.Point{}) {
		return src
	}
	at := func(x, y int) (light, cb, cr uint8) {
		i := src.COffset(b.Min.X+x, b.Min.Y+y)
		return src.Y[src.YOffset(b.Min.X+x, b.Min.Y+y)], src.Cb[i], src.Cr[i]
	}
	if !ok {
		n := asNRGBA(img)
		at = func(x, y int) (light, cb, cr uint8) {
			p := n.Pix[y*n.Stride+4*x:]
			return color.RGBToYCbCr(p[0], p[1], p[2])
		}
	}
	w, h := b.Dx(), b.Dy()
	out := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for y := 0; y < h; y += 2 {
		for x := 0; x < w; x += 2 {
			var cb, cr int
			for i := range 4 {
				x, y := min(x+i%2, w-1), min(y+i/2, h-1)
				light, b, r := at(x, y)
				out.Y[y*out.YStride+x] = light
				cb, cr = cb+int(b), cr+int(r)
			}
			i := y/2*out.CStride + x/2
			out.Cb[i], out.Cr[i] = uint8((cb+2)/4), uint8((cr+2)/4)
		}
	}
	return out
}
