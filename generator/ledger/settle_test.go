package ledger_test

import (
	"fmt"
	"reflect"
	"testing"

	"kith/generator/ledger"
)

type leaf struct {
	Name  string
	Same  string `settle:"shared"`
	Score []int
}

type tree struct {
	File   string
	Kind   kind
	N      int
	Leaves []leaf
	One    *leaf
	None   *leaf
	Up     *tree
	Sum    [4]byte
}

type kind string

func aTree(n int) *tree {
	file := fmt.Sprintf("content/%d.md", n)
	t := &tree{File: file, Kind: "tree", N: n, One: &leaf{Name: file, Same: "once"}, Sum: [4]byte{1, 2, byte(n), 4}}
	for i := range n % 7 {
		t.Leaves = append(t.Leaves, leaf{Name: fmt.Sprint("leaf", i), Same: "once", Score: []int{i, n}})
	}
	if n%3 == 0 {
		t.Up = &tree{File: file, N: -n}
	}
	return t
}

// What was settled is as it was, and leads to nothing of what it was copied from.
func TestSettle(t *testing.T) {
	var s ledger.Settler
	var from, to []*tree
	for n := range 5000 {
		from = append(from, aTree(n))
		to = append(to, ledger.Settle(&s, from[n], from[n].File))
	}
	for n := range from {
		if !reflect.DeepEqual(to[n], aTree(n)) {
			t.Fatalf("tree %d came out as %+v", n, to[n])
		}
		for i := range from[n].Leaves {
			from[n].Leaves[i].Name = "spoilt"
			from[n].Leaves[i].Score[0] = -1
		}
		from[n].One.Name, from[n].N = "spoilt", -1
	}
	for n := range to {
		to[n].Leaves = append(to[n].Leaves, leaf{Name: "more"}) // must not run into its neighbour
	}
	for n := range to {
		want := aTree(n)
		want.Leaves = append(want.Leaves, leaf{Name: "more"})
		if !reflect.DeepEqual(to[n], want) {
			t.Fatalf("tree %d became %+v", n, to[n])
		}
	}
}
