package generator

import (
	"hash/maphash"
	"math/bits"
	"sync"

	"kith/generator/ledger"
)

// numbers gives texts their numbers in the ledger, each the same whenever it
// is asked for: the questions of outputs, and the places that pages link to.
// Those of this run follow the ones of the run before, whose numbers stay.
//
// There are a dozen for each page, so they lie one behind the other, and a
// table of numbers finds them: half of what a map of strings takes.
type numbers struct {
	after uint32 // how many there were before
	mu    sync.Mutex
	text  []byte
	ends  []uint32   // where each text ends
	table []numbered // open addressing
	seed  maphash.Seed
}

// numbered is a text in the table: its place in ends, plus one, and what tells
// it from nearly all others without a look at it.
type numbered struct{ place, hash uint32 }

func (n *numbers) number(text string) uint32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	i, _ := n.find(text)
	return n.after + i
}

// find is a text's place, which is a new one if it was not there.
func (n *numbers) find(text string) (place uint32, fresh bool) {
	if len(n.ends) >= len(n.table)/2 {
		n.grow()
	}
	mask, hash := uint32(len(n.table)-1), uint32(maphash.String(n.seed, text))
	for at := hash & mask; ; at = (at + 1) & mask {
		switch t := n.table[at]; {
		case t.place == 0:
			n.text = append(n.text, text...)
			n.ends = append(n.ends, uint32(len(n.text)))
			n.table[at] = numbered{uint32(len(n.ends)), hash}
			return uint32(len(n.ends) - 1), true
		case t.hash == hash && string(n.at(t.place-1)) == text:
			return t.place - 1, false
		}
	}
}

func (n *numbers) at(i uint32) []byte {
	from := uint32(0)
	if i > 0 {
		from = n.ends[i-1]
	}
	return n.text[from:n.ends[i]]
}

// expect makes room for so many texts of a common length, in place of growing,
// and being copied, again and again.
func (n *numbers) expect(texts, length int) {
	n.text = make([]byte, 0, texts*length)
	n.ends = make([]uint32, 0, texts)
	n.resize(1 << bits.Len(uint(2*texts)))
}

func (n *numbers) grow() { n.resize(max(256, 2*len(n.table))) }

func (n *numbers) resize(to int) {
	if n.table == nil {
		n.seed = maphash.MakeSeed()
	}
	was := n.table
	n.table = make([]numbered, to)
	mask := uint32(len(n.table) - 1)
	for _, t := range was {
		if t.place == 0 {
			continue
		}
		at := t.hash & mask
		for n.table[at].place != 0 {
			at = (at + 1) & mask
		}
		n.table[at] = t
	}
}

// texts are those of this run, by number.
func (n *numbers) texts() []string {
	all, from := string(n.text), uint32(0)
	out := make([]string, len(n.ends))
	for i, end := range n.ends {
		out[i], from = all[from:end], end
	}
	return out
}

// questions are the numbers of questions, with their answers.
type questions struct {
	numbers
	answers []ledger.Digest // zero where nobody has asked yet
}

func (q *questions) number(text string, answer ledger.Digest) uint32 {
	q.mu.Lock()
	defer q.mu.Unlock()
	i, fresh := q.find(text)
	if fresh {
		q.answers = append(q.answers, answer)
	}
	return q.after + i
}

// all are the texts of this run, by their numbers.
func (n *numbers) all() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.texts()
}
