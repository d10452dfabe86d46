package generator

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"kith/generator/check"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/pages"
)

// How a page leads to a person (ledger.Facts.Leads).
const (
	leadsNowhere = iota
	leadsAround  // their name and a direct way stand around the main part
	leadsInMain  // they stand in it
)

// facts are what the checks of the finished site need to know of a page. Who
// answers at an address found in it is asked through its reader, so that the
// page is looked at again when somebody else does.
func (l *line) facts(o *pages.Output, data []byte, reader *graph.Reader, on *shelf) ledger.Facts {
	sc := scanners.Get().(*pageScanner)
	defer scanners.Put(sc)
	if sc.of != on {
		*sc = pageScanner{of: on} // its links have numbers of another site
	}
	p := sc.Scan(data)
	f := ledger.Facts{}
	f.Leads, _, _ = standing(p, reader)
	base := l.base()
	list := sc.list[:0]
	for _, link := range p.Links {
		if link.Number > 0 {
			list = append(list, link.Number-1)
			continue
		}
		place, ok := base.Resolve(o.Path, link.To)
		if !ok {
			continue
		}
		n := on.places.number(place)
		list = append(list, n)
		if strings.HasPrefix(link.To, "/") {
			link.Number = n + 1 // it leads there from any page
		}
	}
	f.Places, list = on.list(list), list[:0]
	for _, id := range p.IDs {
		list = append(list, anchorHash(id))
	}
	f.IDs, sc.list = on.list(list), list
	sc.flaws = l.flaws(sc.flaws[:0], o, p, reader, f.Leads)
	f.Flaws = on.flawed(sc.flaws)
	return f
}

var scanners = sync.Pool{New: func() any { return new(pageScanner) }}

// pageScanner reads page after page. The numbers of links that pages of one site
// have in common are those of places, plus one.
type pageScanner struct {
	check.Scanner
	of    *shelf
	list  []uint32
	flaws []ledger.Flaw
}

// standing finds somebody who stands on a page with their name and a direct
// way, in its main part if there is one there, and says where.
func standing(p *check.Page, reader *graph.Reader) (leads uint8, who graph.Reached, way string) {
	for _, way := range p.Ways {
		for _, who := range reader.Way(way) {
			if check.Names(p.Main, who.Name) {
				return leadsInMain, who, way
			}
		}
	}
	for _, way := range slices.Concat(p.Ways, p.Elsewhere) {
		for _, who := range reader.Way(way) {
			if check.Names(p.Around, who.Name) || check.Names(p.Main, who.Name) {
				return leadsAround, who, way
			}
		}
	}
	return leadsNowhere, graph.Reached{}, ""
}

func (l *line) base() check.Base {
	path := l.cfg.BasePath()
	return check.Base{Origin: strings.TrimSuffix(strings.TrimSuffix(l.cfg.URL, "/"), strings.TrimSuffix(path, "/")), Path: path}
}

// anchorHash stands for an id (FNV-1a).
func anchorHash[T string | []byte](id T) uint32 {
	h := uint32(2166136261)
	for i := range len(id) {
		h = (h ^ uint32(id[i])) * 16777619
	}
	return h
}

// Reach counts how the pages of a site lead to a person.
type Reach struct {
	// Inline is how many pages name one with a direct way on the page itself,
	// OneClick how many link to a page that does.
	Inline, OneClick int
}

// finished is a site by the facts of its pages.
type finished struct {
	*line
	// facts are by output; nil for what is no page, or could not be made.
	facts  []*ledger.Facts
	places []string // by the numbers in facts
	at     map[string]int
	// partly says that not all pages have been made, so that a page without
	// facts may still lead to somebody.
	partly bool

	targets []target // by place
}

// target is where a place is.
type target struct {
	known, broken bool
	output        int // -1 if there is none
}

// checkFinished checks the finished site by the facts of its pages: every
// link leads somewhere, and every page to a person. It holds for pages that
// were kept as for those just made, so it doesn't matter which were.
func (r *render) checkFinished() Reach {
	f := finished{line: r.line, places: r.allPlaces(), facts: make([]*ledger.Facts, len(r.plan))}
	for i := range r.plan {
		if r.plan[i].Kind != "" && !r.results[i].failed {
			f.facts[i] = &r.results[i].trace.Facts
		}
	}
	f.at = make(map[string]int, len(r.plan))
	for i := range r.plan {
		f.at[r.plan[i].Path] = i
	}
	return f.check(&r.list, 0, len(r.plan))
}

// check adds what is found on some outputs to a list.
func (r *finished) check(list *diag.List, from, to int) Reach {
	r.targets = make([]target, len(r.places))
	if to-from == len(r.plan) {
		r.findAll()
	}
	links := brokenLinks{finished: r, list: list, inTheme: map[string]*themeLink{}}
	flawed := flawFindings{finished: r, list: list}
	bare := facelessPages{finished: r, list: list}
	var reach Reach
	for i := from; i < to; i++ {
		o, f := &r.plan[i], r.facts[i]
		if f == nil {
			continue
		}
		near := f.Leads != leadsNowhere
		for _, n := range f.Places {
			t := r.target(n)
			if t.broken {
				links.add(o, r.places[n], t.output >= 0)
			}
			near = near || r.leads(t.output)
		}
		switch {
		case !near:
			list.Append(r.about(o, "no-person",
				fmt.Sprintf("%s leads to nobody: no person with a direct way stands on it, nor on a page it links to.", diag.Quote("/"+address(o.Path))),
				"Show the page's contact, as the built-in theme does with partials/contact.html, or link to somebody's page."))
		case f.Leads != leadsNowhere:
			reach.Inline++
		default:
			reach.OneClick++
		}
		if near {
			bare.add(o, f)
		}
		flawed.add(o, f)
	}
	bare.report()
	links.report()
	flawed.report()
	r.sheets(list, from, to)
	return reach
}

// target is the output that a place is in.
func (r *finished) target(n uint32) target {
	t := &r.targets[n]
	if !t.known {
		t.output, t.broken = r.find(r.places[n], nil)
		t.known = true
	}
	return *t
}

// findAll finds the outputs that all places are in.
func (r *finished) findAll() {
	var g errgroup.Group
	g.SetLimit(r.jobs())
	const each = 1024 // they are found faster than they are handed out
	for from := 0; from < len(r.places); from += each {
		g.Go(func() error {
			try := make([]byte, 0, 256)
			for n := from; n < min(from+each, len(r.places)); n++ {
				t := &r.targets[n]
				t.output, t.broken = r.find(r.places[n], try)
				t.known = true
			}
			return nil
		})
	}
	_ = g.Wait()
}

// about is a finding about a page as a whole.
func (r *finished) about(o *pages.Output, code diag.Code, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Severity: code.Severity(), Pos: r.pageAt(o), Page: "/" + address(o.Path), Message: message, Hint: hint}
}

// leads reports whether somebody who can be reached stands on a page.
func (r *finished) leads(output int) bool {
	if output < 0 || r.facts[output] == nil {
		return r.partly && output >= 0 && r.plan[output].Kind != ""
	}
	return r.facts[output].Leads != leadsNowhere
}

// find looks for the output that a place is in. broken says that there is
// none, or that it has no such part. try is memory to use.
func (r *finished) find(place string, try []byte) (target int, broken bool) {
	file, frag, _ := strings.Cut(place, "#")
	for n, end := range [...]string{"", "index.html", ".html", "/index.html"} {
		if n == 1 && file != "" && !strings.HasSuffix(file, "/") {
			continue
		}
		try = append(append(try[:0], file...), end...)
		i, ok := r.at[string(try)] // which makes no text of it
		if !ok {
			continue
		}
		if frag == "" || r.facts[i] == nil {
			return i, false
		}
		return i, !slices.Contains(r.facts[i].IDs, anchorHash(frag))
	}
	return -1, true
}

// address is a page's address under the site's root.
func address(path string) string { return strings.TrimSuffix(path, "index.html") }

// pageAt is where to go to mend a page: its source, else its template.
func (l *line) pageAt(o *pages.Output) diag.Pos {
	if o.At.File != "" {
		return diag.In(o.At.File)
	}
	return diag.In(l.template(o.Kind))
}

// template is the one to mend where the theme makes a mistake on pages of a
// kind: the site's own, if it has one there.
func (l *line) template(kind string) string {
	if file := l.theme.OwnIn(kind); file != "" {
		return file
	}
	return l.theme.File(kind)
}

// brokenLinks are the links of finished pages that lead nowhere. Those in
// Markdown have been reported from their source; these were written as HTML,
// or stand in the theme, where one mistake is on many pages.
type brokenLinks struct {
	*finished
	list    *diag.List
	inTheme map[string]*themeLink
	order   []*themeLink
}

type themeLink struct {
	page  *pages.Output // the first that has it
	to    string
	part  bool
	pages int
}

// add reports a link from its source, or counts it as the theme's. part says
// that its page is there, and the part of it is not.
func (b *brokenLinks) add(o *pages.Output, place string, part bool) {
	file, frag, _ := strings.Cut(place, "#")
	want := "/" + file
	if frag != "" {
		want = "#" + frag
	}
	if o.At.File != "" && strings.HasSuffix(o.At.File, ".md") {
		if src, err := b.slurp(o.At.File, content.MaxMarkdown); err == nil {
			if i := strings.Index(string(src), want); i >= 0 {
				d := b.about(o, brokenCode(part),
					fmt.Sprintf("the page %s links to %s, %s.", diag.Quote("/"+address(o.Path)), diag.Quote("/"+place), nothingThere(part)),
					"Mend the address, or link to the page's .md file or its id, as in story:kettle; then Kith can follow it.")
				d.Pos, d.Len = diag.Pos{File: o.At.File, Offset: i}, len(want)
				b.list.Append(d)
				return
			}
		}
	}
	key := want
	if frag != "" && file != address(o.Path) {
		key = "/" + place
	}
	l := b.inTheme[key]
	if l == nil {
		l = &themeLink{page: o, to: key, part: part}
		b.inTheme[key] = l
		b.order = append(b.order, l)
	}
	l.pages++
}

// report reports the links that the theme makes, each once.
func (b *brokenLinks) report() {
	for _, l := range b.order {
		others := " links"
		if l.pages > 1 {
			others = fmt.Sprintf(" and %s more link", diag.Thousands(l.pages-1))
		}
		d := b.about(l.page, brokenCode(l.part),
			fmt.Sprintf("the page %s%s to %s, %s. The theme makes that link.",
				diag.Quote("/"+address(l.page.Path)), others, diag.Quote(l.to), nothingThere(l.part)),
			"Mend the template that makes it, or what it leads to.")
		d.Pos = diag.In(b.template(l.page.Kind))
		if at, ok := b.theme.Find(`"` + l.to + `"`); ok {
			d.Pos, d.Len = at, len(l.to)+2
		}
		b.list.Append(d)
	}
}

func brokenCode(part bool) diag.Code {
	if part {
		return "broken-anchor"
	}
	return "broken-link"
}

func nothingThere(part bool) string {
	if part {
		return "and that page has no such part"
	}
	return "and nothing is there"
}
