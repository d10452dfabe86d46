package picture

// AsIs reports whether a picture's own file will do as a size of it, cleaned: a
// JPEG as wide as that, upright and in sRGB, that is packed no finer than the
// size would be. To encode it anew would lose some of it and save little.
func AsIs(info Info, s Size) bool {
	whole := s.Width == info.Width && s.Aspect == 0 && s.Tint == ""
	plain := info.Orientation <= 1 && info.profile == nil && !info.Puzzling
	return info.Format == JPEG && s.Format == JPEG && whole && plain && info.coarse.atLeast(coarseAt(s.Quality))
}

// coarseness is how far a JPEG rounds what it says of light and of colour, all
// frequencies together. It is zero where colour is not as thin as in the JPEGs
// that Encode makes, which might take fewer bytes.
type coarseness struct{ light, colour int }

func (c coarseness) atLeast(d coarseness) bool {
	return c.light >= d.light && c.colour >= d.colour && c.light > 0
}

// coarseAt is that of a quality of Encode's.
func coarseAt(quality int) coarseness {
	var c [2]int
	for t, steps := range stepsAt(quality) {
		for _, v := range steps {
			c[t] += v
		}
	}
	return coarseness{c[0], c[1]}
}

// coarse reads it from the tables of a JPEG.
func coarse(segments []segment) (c coarseness) {
	var sums [4]int // of the tables, by number
	var frame []byte
	for _, s := range segments {
		switch s.marker {
		case 0xdb:
			for d := s.data; len(d) > 64; {
				size := 1 + int(d[0]>>4&1) // bytes a value
				if len(d) < 1+64*size {
					break
				}
				at := d[0] & 3
				sums[at] = 0
				for i := range 64 * size {
					sums[at] += int(d[1+i]) << (8 * ((size - 1 - i%size) & 1))
				}
				d = d[1+64*size:]
			}
		case 0xc0, 0xc1, 0xc2:
			frame = s.data
		}
	}
	switch {
	case len(frame) >= 9 && frame[5] == 1:
		return coarseness{sums[frame[8]&3], 1 << 30} // gray: nothing is said of colour
	case len(frame) >= 15 && frame[5] == 3 && frame[7] == 0x22 && frame[10] == 0x11 && frame[13] == 0x11:
		return coarseness{sums[frame[8]&3], min(sums[frame[11]&3], sums[frame[14]&3])}
	}
	return coarseness{}
}
