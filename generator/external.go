package generator

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/outside"
)

// external asks other sites whether what the hub links to is still there. It
// is advice: what others do on their sites breaks no build of ours, so it stays
// a warning under --strict too.
func (l *line) external(ctx context.Context) []diag.Diagnostic {
	type link struct {
		at  diag.Pos
		len int
	}
	links := map[string][]link{}
	for _, r := range l.site.Records {
		e := r.Entry()
		if e == nil || !slices.ContainsFunc(l.editions, func(g *graph.Graph) bool { return g.Shows(r.File) }) {
			continue
		}
		for _, o := range e.Body.Outline().Outside {
			if strings.HasPrefix(o.URL, "http://") || strings.HasPrefix(o.URL, "https://") {
				address, _, _ := strings.Cut(o.URL, "#")
				links[address] = append(links[address], link{diag.Pos{File: r.File, Offset: o.Offset}, o.Len})
			}
		}
	}
	file, day := "", l.today.Days()
	if dir := l.stateDir(); dir != "" {
		file = filepath.Join(dir, "external.json")
	}
	memory := outside.Memory{}
	if file != "" {
		memory = outside.Load(file)
	}
	var ask []string
	said := map[string]outside.Answer{}
	for address := range links {
		if a, ok := memory.Fresh(address, day); ok {
			said[address] = a
			continue
		}
		ask = append(ask, address)
	}
	asker := *l.opts.External
	asker.Agent = cmp.Or(asker.Agent, "kith/"+Version+" (looks whether links still lead somewhere; "+l.cfg.URL+")")
	asker.Progress = func(done, total int) { l.progress("asking other sites", done, total) }
	answers := asker.Ask(ctx, ask)
	if file != "" {
		_ = memory.Save(file, answers, day) // then they are asked again
	}
	for address, a := range answers {
		said[address] = a
	}
	var list diag.List
	for address, at := range links {
		a := said[address]
		for _, k := range at {
			switch a.State {
			case outside.Gone:
				list.Add("dead-link", k.at, k.len, fmt.Sprintf("%s leads to nothing any more: %s.", diag.Quote(address), a.Why),
					"Link to where it is now, or take the link out and keep the words.")
			case outside.Moved:
				list.Add("moved-link", k.at, k.len, fmt.Sprintf("%s has moved for good.", diag.Quote(address)), "It is at "+a.To+" now.")
			case outside.Unknown:
				if a.Why != "" {
					list.Add("unsure-link", k.at, k.len, fmt.Sprintf("nobody could say whether %s is still there: %s.", diag.Quote(address), a.Why), "Try it in a browser.")
				}
			}
		}
	}
	strict := l.opts.Strict
	l.opts.Strict = false
	out, _ := l.settled(list.Sorted())
	l.opts.Strict = strict
	return out
}
