package picture

import (
	"image"
	"math"
)

// plane is one channel of a picture. step is how many bytes apart its values
// lie in a row.
type plane struct {
	pix          []byte
	w, h         int
	stride, step int
}

// taps say from which values of a line one value of a shorter line is made,
// and with which weights. They sum up to one, which is 1<<tapBits.
type taps struct {
	from    []int32
	weights []int64 // n for each value
	n       int
}

const tapBits = 14

// catmullRom keeps edges crisp without ringing much.
func catmullRom(x float64) float64 {
	x = math.Abs(x)
	switch {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// tapsFor makes dn values of the stretch of a line of n values that begins at
// at and is long values long.
func tapsFor(n int, at, long float64, dn int) taps {
	scale := long / float64(dn)
	spread := max(scale, 1)
	reach := 2 * spread
	count := int(2*reach) + 1
	t := taps{from: make([]int32, dn), n: min(count, n)}
	t.weights = make([]int64, dn*t.n)
	w := make([]float64, t.n)
	for i := range dn {
		middle := at + (float64(i)+0.5)*scale - 0.5
		from := min(max(int(math.Ceil(middle-reach)), 0), n-t.n)
		sum := 0.0
		for k := range w {
			w[k] = catmullRom((float64(from+k) - middle) / spread)
			sum += w[k]
		}
		t.from[i] = int32(from)
		left, largest := int64(1)<<tapBits, 0
		for k := range w {
			v := int64(math.Round(w[k] / sum * (1 << tapBits)))
			t.weights[i*t.n+k] = v
			left -= v
			if v > t.weights[i*t.n+largest] {
				largest = k
			}
		}
		t.weights[i*t.n+largest] += left // so that white stays white
	}
	return t
}

// pair is two small numbers in one, so that one multiplication does for both.
func pair(a, b int32) int64 { return int64(a) + int64(b)<<32 }

func unpair(p int64) (a, b int32) {
	a = int32(p)
	return a, int32((p - int64(a)) >> 32)
}

// sum is the value i of the shorter line, of a line of pairs.
func (t *taps) sum(line []int64, i int) (s int64) {
	weights := t.weights[i*t.n : (i+1)*t.n]
	line = line[t.from[i]:][:len(weights)]
	for len(weights) >= 4 && len(line) >= 4 {
		s += weights[0]*line[0] + weights[1]*line[1] + weights[2]*line[2] + weights[3]*line[3]
		weights, line = weights[4:], line[4:]
	}
	for k, w := range weights {
		s += w * line[k]
	}
	return s
}

// add adds lines of pairs to sums, each with its weight: four at a time, since
// sums would be read and written for each of them.
func add(sums []int64, lines [][]int64, weights []int64) {
	for len(lines) >= 4 && len(weights) >= 4 {
		a, b, c, d := lines[0][:len(sums)], lines[1][:len(sums)], lines[2][:len(sums)], lines[3][:len(sums)]
		wa, wb, wc, wd := weights[0], weights[1], weights[2], weights[3]
		for j := range sums {
			sums[j] += wa*a[j] + wb*b[j] + wc*c[j] + wd*d[j]
		}
		lines, weights = lines[4:], weights[4:]
	}
	for i, w := range weights {
		line := lines[i][:len(sums)]
		for j := range sums {
			sums[j] += w * line[j]
		}
	}
}

// copyOf fills a plane from a rectangle of another, as large as it is.
func (p plane) copyOf(src plane, x, y int) {
	for i := range p.h {
		out, row := p.pix[i*p.stride:], src.pix[(y+i)*src.stride+x*src.step:]
		if p.step == 1 && src.step == 1 {
			copy(out[:p.w], row)
			continue
		}
		for j := range p.w {
			out[j*p.step] = row[j*src.step]
		}
	}
}

// resample fills dst from a rectangle of src, given in src's values. It goes
// along rows, two of them at a time, then along columns, two at a time as
// well, with a row of memory for each of the columns' taps.
func resample(dst, src plane, x, y, w, h float64) {
	if w == float64(dst.w) && h == float64(dst.h) && x == math.Trunc(x) && y == math.Trunc(y) {
		dst.copyOf(src, int(x), int(y))
		return
	}
	across, down := tapsFor(src.w, x, w, dst.w), tapsFor(src.h, y, h, dst.h)
	half := (dst.w + 1) / 2
	ring := make([][]int64, down.n+1) // of pairs of columns
	for i := range ring {
		ring[i] = make([]int64, half)
	}
	rows := make([]int64, src.w) // two rows of src as pairs
	first, last := int(across.from[0]), int(across.from[dst.w-1])+across.n
	sums, lines := make([]int64, half), make([][]int64, down.n)
	next := 0 // the row of src that the ring lacks
	for i := range dst.h {
		from := int(down.from[i])
		for next = max(next, from); next < from+down.n; next += 2 {
			a, b := src.pix[next*src.stride:], src.pix[min(next+1, src.h-1)*src.stride:]
			for at := first; at < last; at++ {
				rows[at] = pair(int32(a[at*src.step]), int32(b[at*src.step]))
			}
			upper, lower := ring[next%len(ring)], ring[(next+1)%len(ring)]
			for j := range half {
				a0, b0 := unpair(across.sum(rows, 2*j))
				a1, b1 := unpair(across.sum(rows, min(2*j+1, dst.w-1)))
				const round, shift = 1 << (tapBits - 7), tapBits - 6 // six bits of fraction stay
				upper[j] = pair((a0+round)>>shift, (a1+round)>>shift)
				lower[j] = pair((b0+round)>>shift, (b1+round)>>shift)
			}
		}
		clear(sums)
		for k := range lines {
			lines[k] = ring[(from+k)%len(ring)]
		}
		add(sums, lines, down.weights[i*down.n:(i+1)*down.n])
		out := dst.pix[i*dst.stride:]
		for j, s := range sums {
			const round, shift = 1 << (tapBits + 5), tapBits + 6
			a, b := unpair(s)
			out[2*j*dst.step] = uint8(min(max((a+round)>>shift, 0), 255))
			if 2*j+1 < dst.w {
				out[(2*j+1)*dst.step] = uint8(min(max((b+round)>>shift, 0), 255))
			}
		}
	}
}

// Resize makes a picture w by h pixels large, of the part of img in r. It
// keeps the picture's kind: YCbCr stays YCbCr, which JPEG is made of.
func Resize(img image.Image, r image.Rectangle, w, h int) image.Image {
	b := img.Bounds()
	r = r.Intersect(b)
	if r.Dx() == w && r.Dy() == h && r == b {
		return img
	}
	x, y, rw, rh := float64(r.Min.X-b.Min.X), float64(r.Min.Y-b.Min.Y), float64(r.Dx()), float64(r.Dy())
	size := image.Rect(0, 0, w, h)
	switch src := img.(type) {
	case *image.Gray:
		out := image.NewGray(size)
		resample(plane{out.Pix, w, h, out.Stride, 1}, plane{src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], b.Dx(), b.Dy(), src.Stride, 1}, x, y, rw, rh)
		return out
	case *image.YCbCr:
		if b.Min != (image.Point{}) {
			break
		}
		out := image.NewYCbCr(size, src.SubsampleRatio)
		cw, ch := chromaSize(src)
		ow, oh := chromaSize(out)
		resample(plane{out.Y, w, h, out.YStride, 1}, plane{src.Y, b.Dx(), b.Dy(), src.YStride, 1}, x, y, rw, rh)
		// Chroma lies on a coarser grid, whose last square may be cut.
		sx, sy := subsampling(src.SubsampleRatio)
		ex, ey := float64(ow*sx)/float64(w)/float64(sx), float64(oh*sy)/float64(h)/float64(sy)
		for _, c := range [][2][]byte{{out.Cb, src.Cb}, {out.Cr, src.Cr}} {
			resample(plane{c[0], ow, oh, out.CStride, 1}, plane{c[1], cw, ch, src.CStride, 1}, x/float64(sx), y/float64(sy), rw*ex, rh*ey)
		}
		return out
	}
	src := asNRGBA(img)
	out := image.NewNRGBA(size)
	if src.Opaque() {
		for c := range 3 {
			resample(plane{out.Pix[c:], w, h, out.Stride, 4}, plane{src.Pix[c:], b.Dx(), b.Dy(), src.Stride, 4}, x, y, rw, rh)
		}
		for i := 3; i < len(out.Pix); i += 4 {
			out.Pix[i] = 255
		}
		return out
	}
	return resizeAlpha(out, src, x, y, rw, rh)
}

func subsampling(r image.YCbCrSubsampleRatio) (x, y int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// resizeAlpha lets colours count as far as they are seen: what is behind
// nothing must not bleed into the edges.
func resizeAlpha(out, src *image.NRGBA, x, y, rw, rh float64) *image.NRGBA {
	seen := make([]byte, len(src.Pix))
	for i := 0; i+3 < len(src.Pix); i += 4 {
		a := uint32(src.Pix[i+3])
		for c := range 3 {
			seen[i+c] = uint8((uint32(src.Pix[i+c])*a + 127) / 255)
		}
		seen[i+3] = uint8(a)
	}
	b, w, h := src.Rect, out.Rect.Dx(), out.Rect.Dy()
	for c := range 4 {
		resample(plane{out.Pix[c:], w, h, out.Stride, 4}, plane{seen[c:], b.Dx(), b.Dy(), src.Stride, 4}, x, y, rw, rh)
	}
	for i := 0; i+3 < len(out.Pix); i += 4 {
		if a := uint32(out.Pix[i+3]); a > 0 && a < 255 {
			for c := range 3 {
				out.Pix[i+c] = uint8(min((uint32(out.Pix[i+c])*255+a/2)/a, 255))
			}
		}
	}
	return out
}
