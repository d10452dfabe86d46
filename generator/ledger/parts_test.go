package ledger

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Single elements of a list are those that were written; one that is damaged is
// noticed, and the others can still be read.
func TestParts(t *testing.T) {
	type row struct {
		Name string
		N    []uint32
	}
	type stored struct {
		Name  string
		Rows  []row
		Empty []string
		Words []string
	}
	was := stored{Name: "a", Rows: []row{{"one", []uint32{1}}, {"two", nil}, {strings.Repeat("three", 20), []uint32{7, 1 << 30}}}, Words: []string{"", "last"}}
	file := filepath.Join(t.TempDir(), "f")
	if err := Save(file, "key", &was); err != nil {
		t.Fatal(err)
	}
	p, err := OpenParts(file, "key")
	if err != nil || p == nil {
		t.Fatal(p, err)
	}
	defer p.Close()
	var head struct{ Name string }
	if err := p.Head(&head); err != nil || head.Name != "a" {
		t.Error(head, err)
	}
	if p.Len(0) != 3 || p.Len(1) != 0 || p.Len(2) != 2 || p.Len(3) != 0 {
		t.Error(p.Len(0), p.Len(1), p.Len(2), p.Len(3))
	}
	for i, want := range was.Rows {
		if got, err := Part[row](p, 0, i); err != nil || Of(got) != Of(want) {
			t.Errorf("row %d: %v %v", i, got, err)
		}
	}
	if got, err := Part[string](p, 2, 1); err != nil || got != "last" {
		t.Error(got, err)
	}
	var names []string
	if err := EachPart(p, 0, 1, 3, func(r *row) { names = append(names, r.Name[:3]) }); err != nil || strings.Join(names, " ") != "two thr" {
		t.Error(names, err)
	}
	for _, i := range []int{-1, 3} {
		if _, err := Part[row](p, 0, i); err == nil {
			t.Errorf("there is a row %d", i)
		}
	}
	if other, err := OpenParts(file, "another key"); err != nil || other != nil {
		t.Error(other, err)
	}
	if other, err := OpenParts(file+"x", "key"); err != nil || other != nil {
		t.Error(other, err)
	}

	data, _ := os.ReadFile(file)
	data[strings.Index(string(data), "two")] = 'T'
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Part[row](p, 0, 1); err == nil {
		t.Error("damage was not noticed")
	}
	if got, err := Part[row](p, 0, 0); err != nil || got.Name != "one" {
		t.Error(got, err)
	}
	for cut := range data {
		if err := os.WriteFile(file, data[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		short, err := OpenParts(file, "key")
		if err != nil || short == nil {
			continue
		}
		for i := range 3 {
			_, _ = Part[row](short, 0, i) // no panic
		}
		short.Close()
	}
}
