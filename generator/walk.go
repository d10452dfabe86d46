package generator

import (
	"fmt"
	"strings"

	"kith/generator/check"
)

// Step is one page on the way to a person.
type Step struct {
	// Page is an address under the site's root, "" for the home page.
	Page string
	// Words are those on the link that leads on from it; "" on the last.
	Words string
	// Person is who stands on the last page, Way their direct way there.
	Person, Way string
}

// farthest is how many clicks a walk follows. A site that is published needs
// one.
const farthest = 3

// Walk finds the shortest way from a page to somebody who can be reached
// directly: the pages, and the words on each link. page is an address or a
// source file. No steps means that nobody is near.
func (s *Snapshot) Walk(page string) ([]Step, error) {
	l := s.line
	if l == nil || l.graph == nil {
		return nil, fmt.Errorf("the hub cannot be read")
	}
	at := map[string]int{}
	start := -1
	for i := range l.plan {
		o := &l.plan[i]
		if o.Kind == "" {
			continue
		}
		at[address(o.Path)] = i
		if o.At.File == page && start < 0 {
			start = i
		}
	}
	if start < 0 {
		place, _ := l.base().Resolve("index.html", page)
		if !strings.HasPrefix(page, "/") && !strings.Contains(page, "://") {
			place, _ = l.base().Resolve("index.html", l.base().Path+page)
		}
		i, ok := at[place]
		if !ok {
			i, ok = at[place+"/"]
		}
		if !ok {
			return nil, fmt.Errorf("there is no page at %q", "/"+place)
		}
		start = i
	}
	type visit struct {
		output int
		steps  []Step
	}
	queue := []visit{{start, nil}}
	seen := map[int]bool{start: true}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		o := &l.plan[v.output]
		data, reader, err := l.bytes(o)
		if err != nil {
			return nil, err
		}
		var sc check.Scanner
		if leads, who, way := standing(sc.Scan(data), reader); leads != leadsNowhere {
			return append(v.steps, Step{Page: address(o.Path), Person: who.Name, Way: plainWay(way)}), nil
		}
		if len(v.steps) == farthest {
			continue
		}
		for _, a := range check.Anchors(data) {
			place, ok := l.base().Resolve(o.Path, a.Href)
			if !ok {
				continue
			}
			file, _, _ := strings.Cut(place, "#")
			if i, ok := at[file]; ok && !seen[i] {
				seen[i] = true
				steps := append(append([]Step{}, v.steps...), Step{Page: address(o.Path), Words: a.Words})
				queue = append(queue, visit{i, steps})
			}
		}
	}
	return nil, nil
}

// plainWay is a direct way as one writes it down.
func plainWay(way string) string {
	_, plain, ok := strings.Cut(way, ":")
	if !ok {
		return way // typed, not linked
	}
	plain, _, _ = strings.Cut(plain, "?")
	return strings.TrimPrefix(plain, "//")
}
