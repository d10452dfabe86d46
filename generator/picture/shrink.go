package picture

import "image"

// shrink makes a picture k times smaller each way, by the mean of k×k pixels:
// quick, and good enough before a finer resize.
func shrink(img image.Image, k int) image.Image {
	b := img.Bounds()
	w, h := b.Dx()/max(k, 1), b.Dy()/max(k, 1)
	if k <= 1 || w == 0 || h == 0 {
		return img
	}
	size := image.Rect(0, 0, w, h)
	switch src := img.(type) {
	case *image.Gray:
		out := image.NewGray(size)
		mean(out.Pix, out.Stride, w, h, src.Pix, src.Stride, b.Dx(), b.Dy(), k, 1)
		return out
	case *image.YCbCr:
		if b.Min != (image.Point{}) {
			break
		}
		out := image.NewYCbCr(size, src.SubsampleRatio)
		cw, ch := chromaSize(src)
		ow, oh := chromaSize(out)
		mean(out.Y, out.YStride, w, h, src.Y, src.YStride, b.Dx(), b.Dy(), k, 1)
		mean(out.Cb, out.CStride, ow, oh, src.Cb, src.CStride, cw, ch, k, 1)
		mean(out.Cr, out.CStride, ow, oh, src.Cr, src.CStride, cw, ch, k, 1)
		return out
	}
	src := asNRGBA(img)
	out := image.NewNRGBA(size)
	meanAlpha(out, src, k)
	return out
}

// mean fills a plane of w by h. Squares that reach over the edge take what is
// there.
func mean(dst []byte, dstStride, w, h int, src []byte, srcStride, sw, sh, k, _ int) {
	sums := make([]uint32, w)
	for y := range h {
		y0 := min(y*k, sh-1)
		y1 := min(y0+k, sh)
		clear(sums)
		for sy := y0; sy < y1; sy++ {
			row := src[sy*srcStride : sy*srcStride+sw]
			if k == 2 && 2*w <= sw {
				for x := range sums {
					sums[x] += uint32(row[2*x]) + uint32(row[2*x+1])
				}
				continue
			}
			for x := range sums {
				x0 := min(x*k, sw-1)
				for _, v := range row[x0:min(x0+k, sw)] {
					sums[x] += uint32(v)
				}
			}
		}
		out := dst[y*dstStride : y*dstStride+w]
		rows := uint32(y1 - y0)
		full := rows * uint32(k)
		for x, s := range sums {
			n := full
			if (x+1)*k > sw {
				x0 := min(x*k, sw-1)
				n = rows * uint32(sw-x0)
			}
			out[x] = uint8((s + n/2) / n)
		}
	}
}

// meanAlpha weighs colours by how much of them is seen.
func meanAlpha(dst, src *image.NRGBA, k int) {
	for y := range dst.Rect.Dy() {
		for x := range dst.Rect.Dx() {
			var r, g, b, a uint32
			for sy := range k {
				at := (y*k+sy)*src.Stride + x*k*4
				for p := src.Pix[at : at+4*k]; len(p) >= 4; p = p[4:] {
					al := uint32(p[3])
					r, g, b, a = r+uint32(p[0])*al, g+uint32(p[1])*al, b+uint32(p[2])*al, a+al
				}
			}
			out := dst.Pix[y*dst.Stride+4*x:]
			if a > 0 {
				out[0], out[1], out[2] = uint8((r+a/2)/a), uint8((g+a/2)/a), uint8((b+a/2)/a)
			}
			n := uint32(k * k)
			out[3] = uint8((a + n/2) / n)
		}
	}
}
