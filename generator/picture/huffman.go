package picture

import (
	"cmp"
	"slices"
)

// huffman is a code for the symbols of a JPEG, made for how often they come.
type huffman struct {
	lengths [17]byte // how many codes there are of each length
	symbols []byte   // by length of their code
	code    [256]uint32
	bits    [256]uint8
}

// newHuffman makes the code that takes fewest bits for symbols that come so
// often. No code is longer than 16 bits, and none is all ones.
func newHuffman(count *[256]int) *huffman {
	h := &huffman{}
	for s, n := range count {
		if n > 0 {
			h.symbols = append(h.symbols, byte(s))
		}
	}
	// The most frequent first.
	slices.SortStableFunc(h.symbols, func(a, b byte) int { return cmp.Compare(count[b], count[a]) })
	counts := make([]int, 0, len(h.symbols)+1)
	for _, s := range h.symbols {
		counts = append(counts, count[s])
	}
	h.lengths = lengthsOf(append(counts, 0)) // for the code that is all ones
	code, at := uint32(0), 0
	for n := 1; n <= 16; n++ {
		for range h.lengths[n] {
			if at == len(h.symbols) {
				h.lengths[n]-- // the one that nothing has
				break
			}
			h.code[h.symbols[at]], h.bits[h.symbols[at]] = code, uint8(n)
			code++
			at++
		}
		code <<= 1
	}
	return h
}

// lengthsOf says how many codes of each length there are in the best code for
// symbols that come so often, the most frequent first, with no length above 16.
func lengthsOf(counts []int) (lengths [17]byte) {
	// The rarest two are put together, again and again: both queues, of single
	// ones and of what was put together, are in order by themselves.
	type node struct{ count, parent int }
	nodes := make([]node, 0, 2*len(counts))
	for _, n := range slices.Backward(counts) {
		nodes = append(nodes, node{count: n})
	}
	single, joined := 0, len(counts)
	rarest := func() int {
		if single < len(counts) && (joined == len(nodes) || nodes[single].count <= nodes[joined].count) {
			single++
			return single - 1
		}
		joined++
		return joined - 1
	}
	for range len(counts) - 1 {
		a, b := rarest(), rarest()
		nodes[a].parent, nodes[b].parent = len(nodes), len(nodes)
		nodes = append(nodes, node{count: nodes[a].count + nodes[b].count})
	}
	depth := make([]int, len(nodes))
	many := make([]int, len(counts)+2) // codes by length
	for i := len(nodes) - 2; i >= 0; i-- {
		depth[i] = depth[nodes[i].parent] + 1
		if i < len(counts) {
			many[depth[i]]++
		}
	}
	if len(counts) == 1 {
		many[1] = 1
	}
	// Two codes that are too long go up one, and the place of a shorter one
	// makes room for two.
	for n := len(many) - 1; n > 16; n-- {
		for many[n] > 0 {
			short := n - 2
			for many[short] == 0 {
				short--
			}
			many[n] -= 2
			many[n-1]++
			many[short]--
			many[short+1] += 2
		}
	}
	for n := 1; n < min(len(many), 17); n++ {
		lengths[n] = byte(many[n])
	}
	return lengths
}
