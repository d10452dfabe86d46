package vale

import "strings"

// wordIndex knows the words that alternatives of all rules need. One walk over
// a text finds out which of them it may hold.
type wordIndex struct {
	tables [3]map[uint32][]indexed // by 2, 3 and 4 first bytes
	// seen are the first 2 bytes of all words, filters a few bits of what is in
	// each table: nearly no place of a text needs a look into a table.
	seen    [1 << 10]uint64
	filters [3][1 << 9]uint64
	alts    []altNeed // by number
	loose   []int32   // alternatives that need no word
}

type indexed struct {
	word string
	alts []int32
}

// altNeed is the set of bytes of which an alternative needs one.
type altNeed struct {
	some  bool
	bytes bits
	run   *byteRun
}

// bits is a byteSet that is quick to compare.
type bits [4]uint64

func (b *byteSet) bits() (out bits) {
	for i, in := range b {
		if in {
			out[i>>6] |= 1 << (i & 63)
		}
	}
	return out
}

func (n *altNeed) metBy(s *subject) bool {
	has := &s.has
	if n.some && n.bytes[0]&has[0]|n.bytes[1]&has[1]|n.bytes[2]&has[2]|n.bytes[3]&has[3] == 0 {
		return false
	}
	return n.run == nil || n.run.in(s.text)
}

// add numbers the alternatives of a pattern and enters what they need.
func (x *wordIndex) add(p *pattern) {
	p.first = len(x.alts)
	for i := range p.alts {
		n := p.alts[i].need
		id := int32(len(x.alts))
		an := altNeed{some: n.bytes != nil, run: n.run}
		if an.some {
			an.bytes = n.bytes.bits()
		}
		x.alts = append(x.alts, an)
		if len(n.words) == 0 {
			x.loose = append(x.loose, id)
		}
		for _, w := range n.words {
			x.enter(w, id)
		}
	}
}

func (x *wordIndex) enter(word string, id int32) {
	k := min(len(word), 4) - 2
	key := keyOf(word, k+2)
	if x.tables[k] == nil {
		x.tables[k] = map[uint32][]indexed{}
	}
	list := x.tables[k][key]
	for i := range list {
		if list[i].word == word {
			list[i].alts = append(list[i].alts, id)
			return
		}
	}
	x.tables[k][key] = append(list, indexed{word, []int32{id}})
	h := hashOf(word[0], word[1])
	x.seen[h>>6] |= 1 << (h & 63)
	f := filterOf(key)
	x.filters[k][f>>6] |= 1 << (f & 63)
}

// filterOf scatters keys over the bits of a filter.
func filterOf(key uint32) uint32 { return key * 2654435761 >> 17 }

func keyOf(s string, n int) uint32 {
	var k uint32
	for i := range n {
		k = k<<8 | uint32(s[i])
	}
	return k
}

func hashOf(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }

// marks says which alternatives a text may hold.
type marks struct {
	stamp []uint32
	now   uint32
}

func (m *marks) has(alt int) bool { return m.stamp[alt] == m.now }

// mark finds the alternatives that the subject may hold; words is false where
// none of those that are asked for needs any.
func (x *wordIndex) mark(s *subject, m *marks, words bool) {
	if len(m.stamp) != len(x.alts) {
		m.stamp, m.now = make([]uint32, len(x.alts)), 0
	}
	m.now++
	for _, id := range x.loose {
		if x.alts[id].metBy(s) {
			m.stamp[id] = m.now
		}
	}
	if !words {
		return
	}
	low := s.low
	for i := 0; i+1 < len(low); i++ {
		h := hashOf(low[i], low[i+1])
		if x.seen[h>>6]&(1<<(h&63)) == 0 {
			continue
		}
		for k := range x.tables {
			if i+k+2 > len(low) || x.tables[k] == nil {
				continue
			}
			key := keyOf(low[i:], k+2)
			if f := filterOf(key); x.filters[k][f>>6]&(1<<(f&63)) == 0 {
				continue
			}
			for _, w := range x.tables[k][key] {
				if strings.HasPrefix(low[i:], w.word) {
					for _, id := range w.alts {
						if m.stamp[id] != m.now && x.alts[id].metBy(s) {
							m.stamp[id] = m.now
						}
					}
				}
			}
		}
	}
}
