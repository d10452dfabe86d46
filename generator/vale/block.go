package vale

// block is what rules look at: a text and what may be in it.
type block struct {
	*subject
	marks *marks
	// metrics are the counts of a whole text, for rules that measure.
	counts map[string]int
	stats  *stats
}

// finds runs a pattern.
func (b *block) finds(p *pattern) ([]hit, error) {
	return p.find(b.subject, func(alt int) bool { return b.marks.has(p.first + alt) })
}

// may says whether a pattern may match at all.
func (b *block) may(p *pattern) bool {
	for i := range p.alts {
		if b.marks.has(p.first + i) {
			return true
		}
	}
	return false
}
