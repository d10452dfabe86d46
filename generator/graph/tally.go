package graph

import "math/bits"

// tally counts points of stories by number. The counts lie bit by bit: planes[0]
// has the lowest bit of all, a word of it those of sixty-four stories, so that
// these are added to and compared at once.
type tally struct {
	planes [][]uint64
	used   int // planes that are not all zero
	words  int
	left   []uint64 // for best
	most   []uint64
}

func newTally(stories int) *tally {
	words := (stories + 63) / 64
	return &tally{words: words, left: make([]uint64, words), most: make([]uint64, words)}
}

func (t *tally) clear() {
	for _, p := range t.planes[:t.used] {
		clear(p)
	}
	t.used = 0
}

// members are the stories of a list, by number; bits has them as a set where
// they are so many that this is less to look at.
type members struct {
	list []int32
	bits []uint64
}

func enlist[K comparable](m map[K]*members, k K, n int32) {
	if m[k] == nil {
		m[k] = &members{}
	}
	m[k].list = append(m[k].list, n)
}

// settle makes sets of long lists, once all are complete.
func settle[K comparable](m map[K]*members, stories int) {
	words := (stories + 63) / 64
	for _, x := range m {
		if 2*len(x.list) < words {
			continue
		}
		x.bits = make([]uint64, words)
		for _, n := range x.list {
			x.bits[n/64] |= 1 << (n % 64)
		}
		x.list = nil
	}
}

// add gives points to each of the members.
func (t *tally) add(m *members, points int) {
	for plane := 0; points>>plane > 0; plane++ {
		if points>>plane&1 == 0 {
			continue
		}
		for w, b := range m.bits {
			if b != 0 {
				t.carry(plane, w, b)
			}
		}
		for _, n := range m.list {
			t.carry(plane, int(n/64), 1<<(n%64))
		}
	}
}

// carry adds bits of one word to a plane, and to those above what is too much.
func (t *tally) carry(plane, word int, b uint64) {
	for ; b != 0; plane++ {
		for plane >= t.used {
			if t.used == len(t.planes) {
				t.planes = append(t.planes, make([]uint64, t.words))
			}
			t.used++
		}
		p := &t.planes[plane][word]
		*p, b = *p^b, *p&b
	}
}

// best finds up to n stories with the most points, the smaller number first
// among equals. Those without points are left out, and one by its number.
func (t *tally) best(n int, but int32) (out []int) {
	for w := range t.left {
		t.left[w] = 0
		for _, p := range t.planes[:t.used] {
			t.left[w] |= p[w]
		}
	}
	t.left[but/64] &^= 1 << (but % 64)
	for len(out) < n {
		copy(t.most, t.left)
		for plane := t.used - 1; plane >= 0; plane-- {
			t.narrow(t.planes[plane])
		}
		had := len(out)
		for w, b := range t.most {
			for ; b != 0 && len(out) < n; b &= b - 1 {
				out = append(out, 64*w+bits.TrailingZeros64(b))
			}
			t.left[w] &^= t.most[w]
		}
		if len(out) == had {
			break
		}
	}
	return out
}

// narrow leaves in most those with a bit in a plane, if there are any.
func (t *tally) narrow(plane []uint64) {
	any := uint64(0)
	for w, b := range t.most {
		any |= b & plane[w]
	}
	if any == 0 {
		return
	}
	for w := range t.most {
		t.most[w] &= plane[w]
	}
}
