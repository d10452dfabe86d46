package generator

import (
	"kith/generator/graph"
	"kith/generator/ledger"
)

// editions are the graphs of a hub, one for each of its languages, the main
// one first. An edition is the hub as readers of a language see it.
type editions []*graph.Graph

// digest is the digest of today's answer to a question that an output asked
// of its edition. An edition that is no more has no answers.
func (e editions) digest(env graph.Env, question string) ledger.Digest {
	edition, text := graph.Edition(question)
	if edition == "" {
		return e[0].Digest(env, text)
	}
	for _, g := range e[1:] {
		if g.Language() == edition {
			return g.Digest(env, text)
		}
	}
	return ledger.Digest{}
}
