package generator

import (
	"slices"

	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/model"
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

// held is what is held back today in any language, each thing once.
func (e editions) held() []graph.Held {
	out := e[0].Held()
	for _, g := range e[1:] {
		for _, h := range g.Held() {
			if !slices.ContainsFunc(out, func(o graph.Held) bool { return o.What == h.What && o.ID == h.ID }) {
				out = append(slices.Clip(out), h)
			}
		}
	}
	return out
}

// urlOf is the address of what a source file became, or "".
func (e editions) urlOf(entry *model.Entry) string {
	for _, g := range e {
		if g.Language() == entry.Lang {
			return g.URLOf(entry.File)
		}
	}
	return e[0].URLOf(entry.File)
}

// siteLinks are the links to addresses on the site that texts in any language
// have, each place once.
func (e editions) siteLinks() []graph.SiteLink {
	out := e[0].TakeSiteLinks()
	if len(e) == 1 {
		return out
	}
	seen := map[diag.Pos]bool{}
	for _, link := range out {
		seen[link.At] = true
	}
	for _, g := range e[1:] {
		for _, link := range g.TakeSiteLinks() {
			if !seen[link.At] {
				seen[link.At] = true
				out = append(slices.Clip(out), link)
			}
		}
	}
	return out
}
