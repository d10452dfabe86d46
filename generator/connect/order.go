package connect

import (
	"cmp"
	"slices"
)

// Untangle returns the order of the three columns, as indices, in which few
// lines cross: each thing goes where those it is joined to stand on average,
// column after column, a few times over, and the best order met is taken.
// Things that nothing is joined to go last, in the order given.
func Untangle(g Graph) (left, middle, right []int) {
	left = joinedFirst(len(g.Left), g.Links, Left)
	right = joinedFirst(len(g.Right), g.Links, Right)
	middle = count(len(g.Middle))
	best := [3][]int{left, middle, right}
	least := crossings(g, left, middle, right)
	for range 12 {
		left = byMean(len(g.Left), places(middle), g.Links, func(l Link) (int, int, bool) { return l.Other, l.Middle, l.Side == Left })
		right = byMean(len(g.Right), places(middle), g.Links, func(l Link) (int, int, bool) { return l.Other, l.Middle, l.Side == Right })
		middle = middleOrder(g, left, right)
		if n := crossings(g, left, middle, right); n < least {
			least, best = n, [3][]int{left, middle, right}
		}
	}
	return best[0], best[1], best[2]
}

// joinedFirst is the order given, with what no line leads to at the end.
func joinedFirst(n int, links []Link, side Side) []int {
	weight := make([]float64, n)
	for _, l := range links {
		if l.Side == side {
			weight[l.Other] = 1
		}
	}
	return sorted(make([]float64, n), weight)
}

func count(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// places turns an order round: where each thing stands, from 0 to 1.
func places(order []int) []float64 {
	at := make([]float64, len(order))
	for i, x := range order {
		at[x] = (float64(i) + .5) / float64(len(order))
	}
	return at
}

// byMean orders n things by the mean place of what they are joined to.
func byMean(n int, at []float64, links []Link, ends func(Link) (thing, other int, ok bool)) []int {
	sum, weight := make([]float64, n), make([]float64, n)
	for _, l := range links {
		if thing, other, ok := ends(l); ok {
			w := float64(max(l.Weight, 1))
			sum[thing] += at[other] * w
			weight[thing] += w
		}
	}
	return sorted(sum, weight)
}

// middleOrder orders the middle by both sides, each counting the same.
func middleOrder(g Graph, left, right []int) []int {
	n := len(g.Middle)
	var mean [2][]float64
	for side, order := range [][]int{left, right} {
		at := places(order)
		sum, weight := make([]float64, n), make([]float64, n)
		for _, l := range g.Links {
			if l.Side == Side(side) {
				w := float64(max(l.Weight, 1))
				sum[l.Middle] += at[l.Other] * w
				weight[l.Middle] += w
			}
		}
		mean[side] = make([]float64, n)
		for i := range sum {
			mean[side][i] = -1
			if weight[i] > 0 {
				mean[side][i] = sum[i] / weight[i]
			}
		}
	}
	sum, weight := make([]float64, n), make([]float64, n)
	for i := range n {
		for side := range mean {
			if m := mean[side][i]; m >= 0 {
				sum[i] += m
				weight[i]++
			}
		}
	}
	return sorted(sum, weight)
}

// sorted orders things by sum/weight; those without any weight go last.
func sorted(sum, weight []float64) []int {
	order := count(len(sum))
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case weight[a] == 0 || weight[b] == 0:
			return cmp.Compare(b2i(weight[a] == 0), b2i(weight[b] == 0))
		}
		return cmp.Compare(sum[a]/weight[a], sum[b]/weight[b])
	})
	return order
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// crossings counts the pairs of lines that cross.
func crossings(g Graph, left, middle, right []int) int {
	side := [2][]float64{places(left), places(right)}
	mid := places(middle)
	n := 0
	for i, a := range g.Links {
		for _, b := range g.Links[i+1:] {
			if a.Side == b.Side && (mid[a.Middle]-mid[b.Middle])*(side[a.Side][a.Other]-side[b.Side][b.Other]) < 0 {
				n++
			}
		}
	}
	return n
}
