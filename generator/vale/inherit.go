package vale

import (
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
)

const maxParents = 10

// inherit puts what a rule says over what the rule says that it extends
// ("extends: Google.We"). A key with + adds to the parent's, with - takes away.
func (f *fields) inherit(s *Set) bool {
	n, ok := f.flatten(s, f.node, nil)
	f.node = n
	return ok
}

func (f *fields) flatten(s *Set, n meta.Node, seen []string) (meta.Node, bool) {
	ext := n.Get("extends")
	if !strings.Contains(ext.Text, ".") {
		for _, k := range n.Fields {
			if key := k.Key.Value; strings.HasSuffix(key, "+") || strings.HasSuffix(key, "-") {
				f.report(meta.Node{Pos: k.Key.Pos, Len: k.Key.Len}, diag.Quote(key)+" changes a list of the rule that this one extends, but it extends none",
					"extends: Style.Rule, or "+strings.TrimRight(key, "+-")+":")
				return n, false
			}
		}
		return n, true
	}
	switch {
	case strings.HasPrefix(ext.Text, "Vale."):
		f.report(ext, diag.Quote(ext.Text)+" is built in; there is no file to extend", "")
		return n, false
	case len(seen) >= maxParents || slices.Contains(seen, ext.Text):
		f.report(ext, "the rules extend each other in a circle", "")
		return n, false
	}
	parent, ok := s.source(ext.Text, f.list)
	if !ok {
		f.report(ext, "there is no rule "+diag.Quote(ext.Text)+" to extend", "rules are named Style.Rule, for the file Style/Rule.yml")
		return n, false
	}
	parent, ok = f.flatten(s, parent, append(seen, ext.Text))
	if !ok {
		return n, false
	}
	return f.overlay(parent, n)
}

func (f *fields) overlay(parent, child meta.Node) (meta.Node, bool) {
	out := meta.Node{Kind: meta.TreeMap, Pos: child.Pos, Len: child.Len}
	for _, p := range parent.Fields {
		if p.Key.Value != "tests" {
			out.Fields = append(out.Fields, p)
		}
	}
	set := func(key meta.Text, value meta.Node) {
		for i := range out.Fields {
			if out.Fields[i].Key.Value == key.Value {
				out.Fields[i].Key, out.Fields[i].Value = key, value
				return
			}
		}
		out.Fields = append(out.Fields, meta.NodeField{Key: key, Value: value})
	}
	ok := true
	for _, c := range child.Fields {
		key := c.Key
		switch base := strings.TrimRight(key.Value, "+-"); {
		case base != key.Value:
			if child.Get(base).Kind != meta.TreeNone {
				f.report(meta.Node{Pos: key.Pos, Len: key.Len}, diag.Quote(base)+" is replaced and changed at once", "keep one of the two")
				ok = false
				continue
			}
			edited, fine := f.edit(out.Get(base), c)
			ok = ok && fine
			key.Value = base
			set(key, edited)
		case key.Value != "extends":
			set(key, c.Value)
		}
	}
	return out, ok
}

// edit adds to a list or pairs of the parent, or takes away.
func (f *fields) edit(have meta.Node, c meta.NodeField) (meta.Node, bool) {
	at := meta.Node{Pos: c.Key.Pos, Len: c.Key.Len}
	want := c.Value
	add := strings.HasSuffix(c.Key.Value, "+")
	switch {
	case have.Kind == meta.TreeList && want.Kind == meta.TreeList && add:
		have.List = append(slices.Clone(have.List), want.List...)
	case have.Kind == meta.TreeMap && want.Kind == meta.TreeMap && add:
		have.Fields = slices.DeleteFunc(slices.Clone(have.Fields), func(h meta.NodeField) bool {
			return want.Get(h.Key.Value).Kind != meta.TreeNone
		})
		have.Fields = append(have.Fields, want.Fields...)
	case have.Kind == meta.TreeList && want.Kind == meta.TreeList:
		have.List = slices.Clone(have.List)
		for _, w := range want.List {
			i := slices.IndexFunc(have.List, func(h meta.Node) bool { return isScalar(h) && h.Text == w.Text })
			if i < 0 {
				f.report(w, "the rule that this one extends has no "+diag.Quote(w.Text)+" to take away", "")
				return have, false
			}
			have.List = slices.Delete(have.List, i, i+1)
		}
	case have.Kind == meta.TreeMap && want.Kind == meta.TreeList:
		have.Fields = slices.Clone(have.Fields)
		for _, w := range want.List {
			i := slices.IndexFunc(have.Fields, func(h meta.NodeField) bool { return h.Key.Value == w.Text })
			if i < 0 {
				f.report(w, "the rule that this one extends has no "+diag.Quote(w.Text)+" to take away", "")
				return have, false
			}
			have.Fields = slices.Delete(have.Fields, i, i+1)
		}
	default:
		f.report(at, diag.Quote(c.Key.Value)+" fits nothing in the rule that this one extends", "+ and - are for lists and pairs")
		return have, false
	}
	return have, true
}
