package generator

import (
	"slices"

	"kith/generator/diag"
	"kith/generator/model"
)

// onlyWords reports whether nothing but the words of some bodies is another
// than in the line before. Then it takes over what that one linked and
// planned: the commonest edit of all, somebody writing, needs no more.
func (l *line) onlyWords(was *line) bool {
	if was == nil || was.graph == nil || len(l.all) != len(was.all) || l.world() != was.world() {
		return false
	}
	l.loadTheme()
	if l.theme != was.theme {
		return false
	}
	words := map[string]*model.Body{}
	for i, f := range l.all {
		if old := was.all[i]; f != old && f.Record != nil && f.Record != old.Record {
			if e := f.entry(); e != nil {
				words[f.Path] = &e.Body
			}
		}
	}
	linked := was.linked()
	// Findings of the graph have positions, which an edit moves.
	if slices.ContainsFunc(linked, func(d diag.Diagnostic) bool { return words[d.Pos.File] != nil }) {
		return false
	}
	l.fromRead = l.list.Sorted()
	l.list.Append(linked...)
	for _, g := range was.editions {
		l.editions = append(l.editions, g.WithWords(words))
	}
	l.graph, l.plan = l.editions[0], was.plan
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
