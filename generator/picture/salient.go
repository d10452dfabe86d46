package picture

import (
	"image"
	"math"
)

// Salient finds the point that draws the eye: a face, by the colour of skin
// among finer detail, in the upper part of the picture. Where nothing stands
// out it is the upper middle, which is where people put faces.
func Salient(img image.Image) Focus {
	const grid = 48
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if w < 8 || h < 8 {
		return upperMiddle
	}
	gw, gh := grid, max(grid*h/w, 8)
	if h > w {
		gw, gh = max(grid*w/h, 8), grid
	}
	type cell struct{ y, cb, cr float64 }
	cells := make([]cell, gw*gh)
	for gy := range gh {
		for gx := range gw {
			var c cell
			const n = 3 // points looked at each way in a cell
			for i := range n * n {
				x := b.Min.X + min((gx*n+i%n)*w/(gw*n)+w/(gw*n*2), w-1)
				y := b.Min.Y + min((gy*n+i/n)*h/(gh*n)+h/(gh*n*2), h-1)
				py, pb, pr := ycbcrAt(img, x, y)
				c.y, c.cb, c.cr = c.y+py/(n*n), c.cb+pb/(n*n), c.cr+pr/(n*n)
			}
			cells[gy*gw+gx] = c
		}
	}
	// What lies along the edges is background: its colours don't count as
	// skin, however much a wall may look like it.
	var border []cell
	for gx := range gw {
		border = append(border, cells[gx])
	}
	for gy := range gh / 2 {
		border = append(border, cells[gy*gw], cells[gy*gw+gw-1])
	}
	var sum, sx, sy float64
	for gy := range gh {
		for gx := range gw {
			c := cells[gy*gw+gx]
			score := skin(c.cb, c.cr, c.y)
			if score > 0 {
				near := math.Inf(1)
				for _, e := range border {
					d := math.Abs(e.cb-c.cb) + math.Abs(e.cr-c.cr) + math.Abs(e.y-c.y)/2
					near = min(near, d)
				}
				score *= min(near/24, 1)
			}
			if score <= 0 {
				continue
			}
			// The lower half has hands and shirts, the edges other people.
			fx, fy := (float64(gx)+0.5)/float64(gw), (float64(gy)+0.5)/float64(gh)
			score *= math.Exp(-2*(fx-0.5)*(fx-0.5)-3*max(fy-0.4, 0)*max(fy-0.4, 0)*4) + 0.02
			sum, sx, sy = sum+score, sx+score*fx, sy+score*fy
		}
	}
	if sum < 0.012*float64(gw*gh) {
		return detail(gw, gh, func(x, y int) float64 { return cells[y*gw+x].y })
	}
	f := Focus{X: sx / sum, Y: sy / sum, Set: true}
	f.Top = headTop(f, gw, gh, func(x, y int) float64 {
		c, near := cells[y*gw+x], math.Inf(1)
		for _, e := range border {
			near = min(near, math.Abs(e.cb-c.cb)+math.Abs(e.cr-c.cr)+math.Abs(e.y-c.y)/2)
		}
		return near
	})
	return f
}

// headTop looks upwards from a face for where the background begins.
func headTop(f Focus, gw, gh int, strange func(x, y int) float64) float64 {
	from, to := int((f.X-0.16)*float64(gw)), int((f.X+0.16)*float64(gw))
	for y := range int(f.Y * float64(gh)) {
		n := 0
		for x := max(from, 0); x < min(to+1, gw); x++ {
			if strange(x, y) > 16 {
				n++
			}
		}
		if n > 1 {
			return max(float64(y)/float64(gh), 0.001)
		}
	}
	return 0
}

// detail is the middle of what has edges, drawn towards the upper middle.
func detail(gw, gh int, light func(x, y int) float64) Focus {
	var sum, sx, sy float64
	for y := 1; y < gh-1; y++ {
		for x := 1; x < gw-1; x++ {
			edge := math.Abs(light(x+1, y)-light(x-1, y)) + math.Abs(light(x, y+1)-light(x, y-1))
			if edge < 12 {
				continue
			}
			sum, sx, sy = sum+edge, sx+edge*(float64(x)+0.5)/float64(gw), sy+edge*(float64(y)+0.5)/float64(gh)
		}
	}
	// As much weight for the upper middle as a picture with some edges has.
	own := 6 * float64(gw*gh)
	return Focus{X: (sx + own*0.5) / (sum + own), Y: (sy + own*0.4) / (sum + own), Set: true}
}

// skin says how much a colour is that of skin, which people of all shades have
// in common: hue hardly differs, only light does (Chai and Ngan, 1999).
func skin(cb, cr, y float64) float64 {
	if y < 25 || y > 250 {
		return 0
	}
	d := math.Hypot((cb-108)/18, (cr-152)/16)
	if d > 1.5 {
		return 0
	}
	return 1 - d/1.5
}

func ycbcrAt(img image.Image, x, y int) (l, cb, cr float64) {
	if p, ok := img.(*image.YCbCr); ok {
		yi, ci := p.YOffset(x, y), p.COffset(x, y)
		return float64(p.Y[yi]), float64(p.Cb[ci]), float64(p.Cr[ci])
	}
	var r, g, b float64
	switch p := img.(type) {
	case *image.NRGBA:
		c := p.Pix[p.PixOffset(x, y):]
		r, g, b = float64(c[0]), float64(c[1]), float64(c[2])
	default:
		r16, g16, b16, _ := img.At(x, y).RGBA()
		r, g, b = float64(r16>>8), float64(g16>>8), float64(b16>>8)
	}
	return 0.299*r + 0.587*g + 0.114*b, 128 - 0.168736*r - 0.331264*g + 0.5*b, 128 + 0.5*r - 0.418688*g - 0.081312*b
}
