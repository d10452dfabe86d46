package graph

import (
	"path"

	"kith/generator/diag"
	"kith/generator/model"
)

// names finds what somebody may have meant. A site brought along can have
// thousands of names that lead nowhere, and comparing each with thousands of
// others takes minutes; nobody reads so many hints, so there are some hundreds
// of a kind. It is used while a graph is made, one finding after the other.
type names struct {
	known map[string][]diag.Candidate
	asked map[string]int
}

const mostHints = 300

// nearest is diag.Nearest among the names of a kind, which list makes.
func (n *names) nearest(kind, name string, list func() []diag.Candidate) []string {
	return diag.Nearest(name, n.of(kind, list))
}

// didYouMean is diag.DidYouMean among the names of a kind.
func (n *names) didYouMean(kind, name string, list func() []diag.Candidate) string {
	return diag.DidYouMean(name, n.of(kind, list))
}

// of are the names of a kind, or none once there were hints enough.
func (n *names) of(kind string, list func() []diag.Candidate) []diag.Candidate {
	if n.asked == nil {
		n.asked, n.known = map[string]int{}, map[string][]diag.Candidate{}
	}
	if n.asked[kind]++; n.asked[kind] > mostHints {
		return nil
	}
	if n.known[kind] == nil {
		n.known[kind] = list()
	}
	return n.known[kind]
}

func (g *Graph) peopleNames() []diag.Candidate {
	var out []diag.Candidate
	for _, id := range sortedKeys(g.people) {
		p := g.people[id]
		out = append(out, diag.Candidate{ID: id, Words: []string{p.Title, p.KnownAs}})
	}
	return out
}

func (g *Graph) valueNames() []diag.Candidate {
	var out []diag.Candidate
	for _, id := range sortedKeys(g.values) {
		out = append(out, diag.Candidate{ID: id, Words: []string{g.values[id].Title, g.values[id].Short}})
	}
	return out
}

func (g *Graph) routeNames() []diag.Candidate {
	var out []diag.Candidate
	for _, id := range sortedKeys(g.routes) {
		out = append(out, diag.Candidate{ID: id, Words: []string{g.routes[id].Title}})
	}
	return out
}

func (g *Graph) storyNames() []diag.Candidate {
	var out []diag.Candidate
	for s := range g.eachStory {
		out = append(out, diag.Candidate{ID: s.ID, Words: []string{s.Title}})
	}
	return out
}

// termNames are the terms of a kind, or those that have a file.
func (g *Graph) termNames(kind model.Kind, filed bool) []diag.Candidate {
	var out []diag.Candidate
	for _, id := range sortedKeys(g.terms[kind]) {
		if t := g.terms[kind][id]; t.Entry != nil || !filed {
			out = append(out, diag.Candidate{ID: id, Words: []string{t.Title}})
		}
	}
	return out
}

func (g *Graph) pageNames() []diag.Candidate {
	var out []diag.Candidate
	for _, key := range sortedKeys(g.pages) {
		out = append(out, diag.Candidate{ID: key, Words: []string{g.pages[key].Title}})
	}
	return out
}

func (g *Graph) fileNames() []diag.Candidate {
	var out []diag.Candidate
	for _, f := range g.sources {
		out = append(out, diag.Candidate{ID: f, Words: []string{path.Base(f)}})
	}
	return out
}

// otherFiles are those that are not Markdown.
func (g *Graph) otherFiles() []diag.Candidate {
	var out []diag.Candidate
	for _, f := range sortedKeys(g.files) {
		out = append(out, diag.Candidate{ID: f})
	}
	return out
}
