package generator

import "sync"

// numbers gives texts their numbers in the ledger, each the same whenever it
// is asked for: the questions of outputs, and the places that pages link to.
// Those of this run follow the ones of the run before, whose numbers stay.
type numbers struct {
	after uint32 // how many there were before
	mu    sync.Mutex
	of    map[string]uint32 // those of this run
}

func (n *numbers) number(text string) uint32 {
	n.mu.Lock()
	defer n.mu.Unlock()
	i, ok := n.of[text]
	if !ok {
		if n.of == nil {
			n.of = map[string]uint32{}
		}
		i = n.after + uint32(len(n.of))
		n.of[text] = i
	}
	return i
}

// texts are those of this run, by number.
func (n *numbers) texts() []string {
	out := make([]string, len(n.of))
	for text, i := range n.of {
		out[i-n.after] = text
	}
	return out
}
