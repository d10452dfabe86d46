package picture

import "image"

// upright turns a picture as EXIF's orientation asks.
func upright(img image.Image, o int) image.Image {
	if o <= 1 || o > 8 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if o >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	switch src := img.(type) {
	case *image.Gray:
		out := image.NewGray(size)
		turn(out.Pix, out.Stride, src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, w, h, 1, o)
		return out
	case *image.YCbCr:
		ratio := src.SubsampleRatio
		if o >= 5 {
			switch ratio {
			case image.YCbCrSubsampleRatio422:
				ratio = image.YCbCrSubsampleRatio440
			case image.YCbCrSubsampleRatio440:
				ratio = image.YCbCrSubsampleRatio422
			case image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio444:
			default: // 4:1:1 and 4:1:0, which no camera makes, have no turned twin
				return upright(asNRGBA(src), o)
			}
		}
		out := image.NewYCbCr(size, ratio)
		cw, ch := chromaSize(src)
		turn(out.Y, out.YStride, src.Y[src.YOffset(b.Min.X, b.Min.Y):], src.YStride, w, h, 1, o)
		at := src.COffset(b.Min.X, b.Min.Y)
		turn(out.Cb, out.CStride, src.Cb[at:], src.CStride, cw, ch, 1, o)
		turn(out.Cr, out.CStride, src.Cr[at:], src.CStride, cw, ch, 1, o)
		return out
	}
	src := asNRGBA(img)
	out := image.NewNRGBA(size)
	turn(out.Pix, out.Stride, src.Pix, src.Stride, w, h, 4, o)
	return out
}

// lying is where a rectangle of the upright picture lies in the file, which has
// it w by h.
func lying(r image.Rectangle, w, h, o int) image.Rectangle {
	if o >= 5 { // the axes change places
		r = image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X)
	}
	if o == 2 || o == 3 || o == 7 || o == 8 {
		r.Min.X, r.Max.X = w-r.Max.X, w-r.Min.X
	}
	if o == 3 || o == 4 || o == 6 || o == 7 {
		r.Min.Y, r.Max.Y = h-r.Max.Y, h-r.Min.Y
	}
	return r
}

func chromaSize(y *image.YCbCr) (w, h int) {
	b := y.Rect
	switch y.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		return (b.Max.X+1)/2 - b.Min.X/2, b.Dy()
	case image.YCbCrSubsampleRatio420:
		return (b.Max.X+1)/2 - b.Min.X/2, (b.Max.Y+1)/2 - b.Min.Y/2
	case image.YCbCrSubsampleRatio440:
		return b.Dx(), (b.Max.Y+1)/2 - b.Min.Y/2
	case image.YCbCrSubsampleRatio411:
		return (b.Max.X+3)/4 - b.Min.X/4, b.Dy()
	case image.YCbCrSubsampleRatio410:
		return (b.Max.X+3)/4 - b.Min.X/4, (b.Max.Y+1)/2 - b.Min.Y/2
	}
	return b.Dx(), b.Dy()
}

// turn copies w by h pixels of some bytes each to where an orientation has
// them.
func turn(dst []byte, dstStride int, src []byte, srcStride, w, h, size, o int) {
	for y := range h {
		row := src[y*srcStride:]
		for x := range w {
			tx, ty := x, y
			switch o {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			at := ty*dstStride + tx*size
			if size == 1 {
				dst[at] = row[x]
			} else {
				copy(dst[at:at+size], row[x*size:x*size+size])
			}
		}
	}
}
