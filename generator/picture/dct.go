package picture

// block is 8 by 8 values, row by row.
type block [64]int32

// The cosines of k sixteenths of a half circle, with cosineBits of fraction.
const (
	c1, c2, c3, c4, c5, c6, c7 = 8035, 7568, 6811, 5793, 4551, 3135, 1598

	cosineBits = 13
)

// dctScale is how many times larger than they are forward leaves frequencies.
const dctScale = 32

// forward turns values from -128 to 127 into frequencies: two columns at a
// time, then two rows, as pairs of numbers. Each way leaves twice the
// frequency, and three bits of fraction stay.
func (b *block) forward() {
	const round, shift = 1 << (cosineBits - 4), cosineBits - 3
	var line [8]int64
	for x := 0; x < 8; x += 2 {
		for y := range line {
			line[y] = pair(b[8*y+x], b[8*y+x+1])
		}
		frequencies(&line)
		for y, p := range line {
			l, r := unpair(p)
			b[8*y+x], b[8*y+x+1] = (l+round)>>shift, (r+round)>>shift
		}
	}
	for y := 0; y < 64; y += 16 {
		upper, lower := (*[8]int32)(b[y:]), (*[8]int32)(b[y+8:])
		for x := range line {
			line[x] = pair(upper[x], lower[x])
		}
		frequencies(&line)
		for x, p := range line {
			u, l := unpair(p)
			upper[x], lower[x] = (u+1<<(cosineBits-1))>>cosineBits, (l+1<<(cosineBits-1))>>cosineBits
		}
	}
}

// frequencies is a cosine transform of eight pairs: what is alike on both
// sides of the middle makes the even ones, what differs the odd ones.
func frequencies(v *[8]int64) {
	s0, s1, s2, s3 := v[0]+v[7], v[1]+v[6], v[2]+v[5], v[3]+v[4]
	d0, d1, d2, d3 := v[0]-v[7], v[1]-v[6], v[2]-v[5], v[3]-v[4]
	outer, inner := s0+s3, s1+s2
	v[0], v[4] = c4*(outer+inner), c4*(outer-inner)
	outer, inner = s0-s3, s1-s2
	v[2], v[6] = c2*outer+c6*inner, c6*outer-c2*inner
	v[1] = c1*d0 + c3*d1 + c5*d2 + c7*d3
	v[3] = c3*d0 - c7*d1 - c1*d2 - c5*d3
	v[5] = c5*d0 - c1*d1 + c7*d2 + c3*d3
	v[7] = c7*d0 - c5*d1 + c3*d2 - c1*d3
}
