package generator

import (
	"fmt"
	"maps"
	"slices"

	"kith/generator/diag"
	"kith/generator/ledger"
	"kith/generator/pages"
)

// human are the kinds of pages that name a person in their main part (SPEC
// §1, promise 1). A name in the footer does not make a page human.
var human = map[string]bool{"story": true, "person": true, "route": true, "value": true}

// facelessPages are those that have to name a person in their main part, and
// do not. Where all pages of a kind do not, a template of the site's own is
// the cause, and is told of once, for the pages of other kinds as well.
type facelessPages struct {
	*finished
	list  *diag.List
	kinds []kindPages
}

// kindPages are the pages of a kind.
type kindPages struct {
	kind     string
	all      int
	faceless []*pages.Output
}

func (p *facelessPages) add(o *pages.Output, f *ledger.Facts) {
	if !human[o.Kind] {
		return
	}
	i := slices.IndexFunc(p.kinds, func(k kindPages) bool { return k.kind == o.Kind })
	if i < 0 {
		i = len(p.kinds)
		p.kinds = append(p.kinds, kindPages{kind: o.Kind})
	}
	k := &p.kinds[i]
	k.all++
	if f.Leads != leadsInMain {
		k.faceless = append(k.faceless, o)
	}
}

func (p *facelessPages) report() {
	const hint = "Show the page's contact inside <main>, with name and email or number, as partials/contact.html does."
	byTheme := map[string][]*pages.Output{} // by the template to blame
	for _, k := range p.kinds {
		if file := p.theme.OwnIn(k.kind); file != "" && k.all > 1 && len(k.faceless) == k.all {
			byTheme[file] = nil
		}
	}
	for _, k := range p.kinds {
		file := p.theme.OwnIn(k.kind)
		_, blamed := byTheme[file]
		for _, o := range k.faceless {
			if blamed && !p.excepted(o) {
				byTheme[file] = append(byTheme[file], o)
				continue
			}
			p.list.Append(p.about(o, "faceless-page", fmt.Sprintf("%s names nobody who can be reached directly in its main part.", diag.Quote("/"+address(o.Path))), hint))
		}
	}
	for _, file := range slices.Sorted(maps.Keys(byTheme)) {
		if len(byTheme[file]) == 0 {
			continue // all are excepted
		}
		first, others := byTheme[file][0], " names"
		if n := len(byTheme[file]); n > 1 {
			others = fmt.Sprintf(" and %s more name", diag.Thousands(n-1))
		}
		d := p.about(first, "faceless-page", fmt.Sprintf("the page %s%s nobody who can be reached directly in the main part.", diag.Quote("/"+address(first.Path)), others),
			hint+" The theme makes it without.")
		d.Pos = diag.In(file)
		p.list.Append(d)
	}
}

// excepted reports whether the settings let a page be faceless for a while.
func (p *facelessPages) excepted(o *pages.Output) bool {
	_, ok := p.cfg.Check.Excepted("faceless-page", p.pageAt(o).File, "/"+address(o.Path), p.today)
	return ok
}
