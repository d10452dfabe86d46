package connect

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var shape = Shape{
	Width: 1000, LeftX: 200, Face: 50, BoxX: 400, BoxWidth: 300, RightX: 850,
	BoxLetters: 30, RightLetters: 26, LeftLetters: 20, Lines: 3, LineHeight: 20, Pad: 12, Gap: 12,
}

func tangle(seed uint64, people, stories, values int) Graph {
	r := rand.New(rand.NewPCG(seed, 1))
	g := Graph{Left: make([]string, people), Middle: make([]string, stories), Right: make([]string, values)}
	for m := range g.Middle {
		g.Middle[m] = strings.Repeat("A story of some length ", 1+r.IntN(6))
		g.Links = append(g.Links, Link{Side: Left, Middle: m, Other: r.IntN(people)}, Link{Side: Right, Middle: m, Other: r.IntN(values)})
		if r.IntN(2) == 0 {
			g.Links = append(g.Links, Link{Side: Left, Middle: m, Other: r.IntN(people)})
		}
	}
	return g
}

// TestUntangle: two columns that are each other's mirror image come out
// without a crossing, and no order is ever worse than the one given.
func TestUntangle(t *testing.T) {
	g := Graph{Left: make([]string, 5), Middle: make([]string, 5), Right: make([]string, 5)}
	for i := range 5 {
		g.Links = append(g.Links, Link{Side: Left, Middle: i, Other: 4 - i}, Link{Side: Right, Middle: i, Other: (i + 2) % 5})
	}
	l, m, r := Untangle(g)
	if n := crossings(g, l, m, r); n != 0 {
		t.Errorf("%d lines still cross: %v %v %v", n, l, m, r)
	}
	for seed := range uint64(40) {
		g := tangle(seed, 12, 18, 5)
		l, m, r := Untangle(g)
		was, is := crossings(g, count(12), count(18), count(5)), crossings(g, l, m, r)
		if is > was {
			t.Errorf("seed %d: %d lines cross, %d did before", seed, is, was)
		}
		for _, order := range [][]int{l, m, r} {
			if s := slices.Sorted(slices.Values(order)); !slices.Equal(s, count(len(order))) {
				t.Errorf("seed %d: %v leaves something out", seed, order)
			}
		}
	}
}

func TestNothingLastWithoutLines(t *testing.T) {
	g := Graph{Left: []string{"alone", "teller"}, Middle: []string{"s"}, Right: []string{"unproved", "proved"}, Links: []Link{{Side: Left, Other: 1}, {Side: Right, Other: 1}}}
	l, _, r := Untangle(g)
	if !slices.Equal(l, []int{1, 0}) || !slices.Equal(r, []int{1, 0}) {
		t.Errorf("%v %v", l, r)
	}
}

// TestDraw: nothing lies on something else or outside of the picture, lines
// end at what they join, and the same graph is the same picture.
func TestDraw(t *testing.T) {
	for seed := range uint64(30) {
		for _, size := range [][3]int{{12, 18, 5}, {1, 1, 1}, {40, 60, 12}, {3, 1, 9}, {9, 2, 1}} {
			g := tangle(seed, size[0], size[1], size[2])
			for _, s := range []Shape{shape, {
				Width: 360, LeftX: 2, Face: 36, BoxX: 90, BoxWidth: 150, RightX: 280, BoxLetters: 20, RightLetters: 10,
				LeftLetters: 9, Lines: 5, LineHeight: 16, Pad: 8, Gap: 14, NameBelow: true,
			}} {
				p := Draw(g, s)
				if again := Draw(g, s); !reflect.DeepEqual(p, again) {
					t.Fatal("the same graph is two pictures")
				}
				for _, column := range [][]Thing{p.Left, p.Middle} {
					end := 0
					for _, x := range column {
						if x.Y < end || x.Y+x.Height > p.Height {
							t.Fatalf("seed %d %v: %+v lies on another, or outside of %d", seed, size, x, p.Height)
						}
						end = x.Y + x.Height
					}
				}
				for i, x := range p.Right {
					if x.Y < 0 || x.Y > p.Height || i > 0 && x.Y-p.Right[i-1].Y < 24 {
						t.Fatalf("seed %d: the mark at %d stands in the way", seed, x.Y)
					}
				}
				threads := 0
				for _, x := range p.Middle {
					threads += len(x.Threads)
				}
				if threads != len(g.Links) {
					t.Errorf("%d lines for %d links", threads, len(g.Links))
				}
				s.Mirrored = true
				m := Draw(g, s)
				if got, want := m.Middle[0].X, p.Width-p.Middle[0].X-p.Middle[0].Width; got != want {
					t.Errorf("the mirrored box is at %d, want %d", got, want)
				}
			}
		}
	}
	if p := Draw(Graph{}, shape); p.Height <= 0 || len(p.Middle) != 0 {
		t.Errorf("%+v", p)
	}
}

func TestBreak(t *testing.T) {
	for _, c := range []struct {
		label   string
		letters int
		lines   int
		want    []string
	}{
		{"The kettle that had been to three weddings", 26, 3, []string{"The kettle that had been", "to three weddings"}},
		{"He wanted the green of a tram that stopped", 12, 2, []string{"He wanted", "the green o…"}},
		{"Donaudampfschifffahrtsgesellschaft", 12, 5, []string{"Donaudampfs-", "chifffahrts-", "gesellschaft"}},
		{"三つの結婚式に出たやかん", 10, 5, []string{"三つの結", "婚式に出", "たやかん"}},
		{"Short", 26, 1, []string{"Short"}},
		{"", 26, 1, []string{""}},
	} {
		if got := Break(c.label, c.letters, c.lines); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.label, got, c.want)
		}
	}
}

func FuzzBreak(f *testing.F) {
	f.Add("The kettle that had been to three weddings", 12, 3)
	f.Add("e\u0301\u0301\u0301\u0301", 2, 1)
	f.Fuzz(func(t *testing.T, label string, letters, lines int) {
		if letters < 2 || letters > 100 || lines < 1 || lines > 10 || !utf8.ValidString(label) {
			t.Skip()
		}
		got := Break(label, letters, lines)
		if len(got) > lines {
			t.Errorf("%d lines, and room for %d", len(got), lines)
		}
		for _, line := range got {
			if width(line) > letters+1 || !utf8.ValidString(line) {
				t.Errorf("%q is %d wide, and has room for %d", line, width(line), letters)
			}
		}
	})
}
