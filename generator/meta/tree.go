package meta

import (
	"strconv"
	"strings"
)

// TreeKind is what a Tree holds.
type TreeKind uint8

// The kinds of a Tree. Of unquoted values, only true, false and numbers in
// their plainest form are anything but text.
const (
	TreeNone TreeKind = iota
	TreeText
	TreeBool
	TreeInt
	TreeFloat
	TreeList
	TreeMap
)

// Tree is free data, such as params. It is plain data and keeps the order in
// which things were written.
type Tree struct {
	Kind    TreeKind
	Text    string // of the scalar kinds, as it was written
	List    []Tree
	Entries []Entry
}

// Entry is a key of a Tree with its value.
type Entry struct {
	Key   string
	Value Tree
}

// Tree reads a field as it is, whatever it holds. Nothing in it is unknown.
func (m *Map) Tree(key string) Tree {
	f := m.ask(key)
	if f == nil {
		return Tree{}
	}
	return f.value.tree()
}

func (n *node) tree() Tree {
	switch n.kind {
	case scalar:
		return Tree{Kind: n.scalarKind(), Text: paragraphs(n.text)}
	case list:
		t := Tree{Kind: TreeList, List: make([]Tree, len(n.items))}
		for i := range n.items {
			t.List[i] = n.items[i].tree()
		}
		return t
	case table:
		t := Tree{Kind: TreeMap, Entries: make([]Entry, len(n.fields))}
		for i := range n.fields {
			t.Entries[i] = Entry{n.fields[i].key, n.fields[i].value.tree()}
		}
		return t
	}
	return Tree{}
}

func (n *node) scalarKind() TreeKind {
	if !n.plain {
		return TreeText
	}
	if n.text == "true" || n.text == "false" {
		return TreeBool
	}
	digits := strings.TrimPrefix(n.text, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	// A leading zero is part of a code or a phone number.
	if !allDigits(whole) || len(whole) > 1 && whole[0] == '0' {
		return TreeText
	}
	if point {
		if allDigits(fraction) {
			return TreeFloat
		}
		return TreeText
	}
	if _, err := strconv.ParseInt(n.text, 10, 64); err != nil {
		return TreeText
	}
	return TreeInt
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Get returns an entry of a map, or nothing.
func (t Tree) Get(key string) Tree {
	for _, e := range t.Entries {
		if e.Key == key {
			return e.Value
		}
	}
	return Tree{}
}

// Any returns the data as templates like it: map[string]any, []any, string,
// bool, int64, float64 or nil. It is made anew each time.
func (t Tree) Any() any {
	switch t.Kind {
	case TreeText:
		return t.Text
	case TreeBool:
		return t.Text == "true"
	case TreeInt:
		if n, err := strconv.ParseInt(t.Text, 10, 64); err == nil {
			return n
		}
		return t.Text
	case TreeFloat:
		if x, err := strconv.ParseFloat(t.Text, 64); err == nil {
			return x
		}
		return t.Text
	case TreeList:
		out := make([]any, len(t.List))
		for i, v := range t.List {
			out[i] = v.Any()
		}
		return out
	case TreeMap:
		out := make(map[string]any, len(t.Entries))
		for _, e := range t.Entries {
			out[e.Key] = e.Value.Any()
		}
		return out
	}
	return nil
}
