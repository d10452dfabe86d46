package vale

import (
	"slices"

	"kith/generator/markdown"
)

// patches are what is to be ignored in a file: in a block, everything; in a
// text, it counts as code.
func (s *Set) patches(file string, src []byte, body int) []markdown.Patch {
	if len(s.config.tokens) == 0 && len(s.config.blocks) == 0 {
		return nil
	}
	var out []markdown.Patch
	add := func(ignores []ignore, before, after string) {
		for _, ig := range ignores {
			if !s.config.applies(ig.glob, file) {
				continue
			}
			hits, err := ig.expr.all(newSubject(string(src[body:])))
			if err != nil {
				continue
			}
			for _, h := range hits {
				from, to := h.from, h.to
				if len(h.groups) >= 2 && h.groups[0] >= 0 {
					from, to = h.groups[0], h.groups[1]
				} else if len(h.groups) >= 2 {
					from, to = h.from, h.from
				}
				// What matched is replaced by its first group, as code.
				text := before + string(src[body+from:body+to]) + after
				if len(h.groups) == 0 {
					text = before + "$1" + after
				}
				out = append(out, markdown.Patch{Offset: body + h.from, Len: h.to - h.from, Text: text})
			}
		}
	}
	add(s.config.blocks, "\n```\n", "\n```\n")
	add(s.config.tokens, "`", "`")
	slices.SortStableFunc(out, func(a, b markdown.Patch) int { return a.Offset - b.Offset })
	// Of two that overlap, the first counts.
	kept := out[:0]
	end := 0
	for _, p := range out {
		if p.Offset >= end && p.Len > 0 {
			kept = append(kept, p)
			end = p.Offset + p.Len
		}
	}
	return kept
}

// applies says whether a section, given by its pattern, speaks of a file.
func (c *config) applies(glob, file string) bool {
	if glob == "*" {
		return true
	}
	for i := range c.sections {
		if c.sections[i].glob == glob {
			return c.sections[i].matches(file)
		}
	}
	return false
}
