package generator

import (
	"slices"

	"kith/generator/diag"
	"kith/generator/graph"
)

// asLinked takes over what the line before linked and planned, where the
// edits since mean nothing but other words on the pages that show them. It
// reports whether that was so; otherwise fromFacts does it.
func (l *line) asLinked(was *line) bool {
	if was == nil || was.graph == nil || len(l.all) != len(was.all) || l.today != was.today || l.configDigest != was.configDigest {
		return false
	}
	var edits []graph.Edit
	edited := map[string]bool{}
	for i, f := range l.all {
		old := was.all[i]
		switch {
		case f == old:
		case f.Path != old.Path || (f.Record == nil) != (old.Record == nil):
			return false
		case f.Record == nil:
			if f.Digest != old.Digest {
				return false
			}
		case f.Record != old.Record:
			edits = append(edits, graph.Edit{Was: old.Record, Is: f.Record, Words: f.Head == old.Head})
			edited[f.Path] = true
		}
	}
	l.loadTheme()
	if l.theme != was.theme {
		return false
	}
	// Findings of the graph have positions, which an edit moves.
	linked := was.linked()
	if slices.ContainsFunc(linked, func(d diag.Diagnostic) bool {
		return edited[d.Pos.File] || slices.ContainsFunc(d.Related, func(r diag.Related) bool { return edited[r.Pos.File] })
	}) {
		return false
	}
	var all editions
	for _, g := range was.editions {
		g, ok := g.With(edits)
		if !ok {
			return false
		}
		all = append(all, g)
	}
	l.fromRead = l.list.Sorted()
	l.list.Append(linked...)
	l.graph, l.editions, l.plan, l.index = all[0], all, was.plan, was.index
	l.setEnv()
	return true
}

// linked are the findings made after reading.
func (l *line) linked() []diag.Diagnostic {
	type key struct {
		code diag.Code
		pos  diag.Pos
		text string
	}
	before := map[key]bool{}
	for _, d := range l.fromRead {
		before[key{d.Code, d.Pos, d.Message}] = true
	}
	return slices.DeleteFunc(l.list.Sorted(), func(d diag.Diagnostic) bool { return before[key{d.Code, d.Pos, d.Message}] })
}
