package generator

import "kith/generator/graph"

// Survey is where the hub is thin: see graph.Survey. It is about the main
// language. ok is false where the hub cannot be read.
func (s *Snapshot) Survey() (survey graph.Survey, ok bool) {
	if s.line == nil || s.line.graph == nil {
		return graph.Survey{}, false
	}
	return s.line.graph.Survey(), true
}
