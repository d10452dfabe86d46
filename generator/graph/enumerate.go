package graph

import (
	"net/url"
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

// This file is for making the plan: what has a page today, and where.

// Thing is something with a page.
type Thing struct {
	ID string
	// Path is its folder among the pages of the graph's language, as in
	// "stories/kettle/", not percent-encoded; for the 404 page a file.
	Path string
	At   diag.Pos
}

func (g *Graph) path(href string) string { return pathUnder(g.base, href) }

// sitePath is path from the site's root.
func (g *Graph) sitePath(href string) string { return pathUnder(g.root, href) }

func pathUnder(base, href string) string {
	p := strings.TrimPrefix(href, base)
	if clear, err := url.PathUnescape(p); err == nil {
		return clear
	}
	return p
}

// Stories lists the stories that have a page, newest first.
func (g *Graph) Stories() []Thing {
	out := make([]Thing, 0, len(g.stories))
	for _, s := range g.stories {
		out = append(out, Thing{s.ID, g.path(s.URL), diag.In(s.File)})
	}
	return out
}

// PeopleWithPages lists the people who have a page, by name.
func (g *Graph) PeopleWithPages() []Thing {
	var out []Thing
	for _, p := range g.peopleOrder {
		if p.URL != "" {
			out = append(out, Thing{p.ID, g.path(p.URL), diag.In(p.File)})
		}
	}
	return out
}

// Values lists all values in order.
func (g *Graph) Values() []Thing {
	var out []Thing
	for _, v := range g.valueOrder {
		out = append(out, Thing{v.ID, g.path(v.URL), diag.In(v.File)})
	}
	return out
}

// Routes lists all routes in order.
func (g *Graph) Routes() []Thing {
	var out []Thing
	for _, r := range g.routeOrder {
		out = append(out, Thing{r.ID, g.path(r.URL), diag.In(r.File)})
	}
	return out
}

// Terms lists the terms of a kind that have a page.
func (g *Graph) Terms(kind model.Kind) []Thing {
	var out []Thing
	for _, t := range g.termOrder(kind) {
		at := t.used
		if t.Entry != nil {
			at = diag.In(t.Entry.File)
		}
		out = append(out, Thing{t.ID, g.path(t.URL), at})
	}
	return out
}

// PlainPages are the plain pages that are published; the ID is "about", or
// "section/name".
func (g *Graph) PlainPages() []Thing {
	var out []Thing
	for _, p := range g.pageOrder {
		if p != g.voice && !p.Special() {
			out = append(out, Thing{p.Page.Key(), g.path(p.URL), diag.In(p.File)})
		}
	}
	return out
}

// VoicePage is the page "how we talk", if there is one.
func (g *Graph) VoicePage() (Thing, bool) {
	if g.voice == nil || !g.visible(g.voice.State) {
		return Thing{}, false
	}
	return Thing{"voice", g.path(g.voice.URL), diag.In(g.voice.File)}, true
}

// Special finds the page that holds the words of "404" or "search".
func (g *Graph) Special(id string) (diag.Pos, bool) {
	if p := g.pages[id]; p != nil && g.shows(p) {
		return diag.In(p.File), true
	}
	return diag.Pos{}, false
}

// YearList lists the years with stories, newest first.
func (g *Graph) YearList() []int { years, _ := g.years(); return years }

// SectionNames lists the folders of plain pages that site.toml names.
func (g *Graph) SectionNames() []string { return sortedKeys(g.cfg.Sections) }

// Moved is an old address that leads on.
type Moved struct {
	// From is a path from the site's root: "old/" or "old.html".
	From string
	// To is an address, base included, or one beyond the site.
	To     string
	Text   string
	Status int // 301, 302, 307 or 308
	At     diag.Pos
}

// Moved lists old addresses, from aliases, settings and people who left.
func (g *Graph) Moved() []Moved {
	var out []Moved
	for _, n := range g.each {
		e, href, visible := g.entryOf(n)
		if e == nil || !visible {
			continue
		}
		title := e.Title
		if n.term != nil {
			title = n.term.Title
		}
		if !g.ownAddress(n, e) {
			continue
		}
		for _, a := range e.Aliases {
			out = append(out, Moved{From: strings.TrimPrefix(a.ID, "/"), To: href, Text: title, Status: 301, At: a.At})
		}
	}
	for _, p := range g.peopleOrder {
		if to := g.leadsOnTo(p); to != nil {
			from := g.Folder() + "people/" + name(&p.Entry) + "/"
			out = append(out, Moved{From: from, To: to.URL, Text: to.Title, Status: 302, At: diag.In(p.File)})
			if g.main != nil {
				continue
			}
			for _, old := range p.Aliases {
				out = append(out, Moved{From: strings.TrimPrefix(old.ID, "/"), To: to.URL, Text: to.Title, Status: 302, At: old.At})
			}
		}
	}
	if g.main != nil {
		return out // redirects are the whole site's
	}
	for _, r := range g.cfg.Redirects {
		if r.Status == 410 {
			continue
		}
		to := r.To
		if strings.HasPrefix(to, "/") {
			to = g.rooted(to, "").href
		}
		out = append(out, Moved{From: strings.TrimPrefix(r.From, "/"), To: to, Text: r.To, Status: r.Status, At: r.At})
	}
	return out
}

// Gone is an address that was public and is no more.
type Gone struct {
	Path    string // from the site's root, as Moved.From
	Section string
	At      diag.Pos
}

// ownAddress reports whether a node's old addresses are for this graph to
// see to. They are the main one's, but for stories and pages that only
// another language has.
func (g *Graph) ownAddress(n node, e *model.Entry) bool {
	if n.story != nil || n.page != nil {
		return g.tells(e)
	}
	return g.main == nil
}

// leadsOnTo is to whose page the address of somebody who left leads on, or
// nil.
func (g *Graph) leadsOnTo(p *Person) *Person {
	if p.State != Left || p.Departed == nil || p.Departed.Page != "redirect" || !p.covers("name") {
		return nil
	}
	if a := g.answers(p); a != nil && a.who.URL != "" {
		return a.who
	}
	return nil
}

// Gone lists what is no longer there, with all its addresses: expired stories
// and pages, stories whose consent has ended, people who are gone altogether.
func (g *Graph) Gone() []Gone {
	var out []Gone
	add := func(path, section string, e *model.Entry, secret []string) {
		if !tellsOne(path, secret) {
			out = append(out, Gone{path, section, diag.In(e.File)})
		}
		if g.main != nil && !g.tells(e) {
			return
		}
		for _, a := range e.Aliases {
			if !tellsOne(a.ID, secret) {
				out = append(out, Gone{strings.TrimPrefix(a.ID, "/"), section, a.At})
			}
		}
	}
	for s := range g.eachStory {
		if s.gone && g.tells(&s.Entry) {
			add(g.sitePath(s.URL), "stories", &s.Entry, g.secretNames(s))
		}
	}
	for _, key := range sortedKeys(g.pages) {
		if p := g.pages[key]; p.State == Expired && !p.Special() && g.tells(&p.Entry) {
			add(g.sitePath(p.URL), p.Section, &p.Entry, nil)
		}
	}
	for _, p := range g.peopleOrder {
		if p.State == Left && p.isStaff() && !g.hasPage(p) && p.covers("name") && g.leadsOnTo(p) == nil {
			add(g.Folder()+"people/"+name(&p.Entry)+"/", "people", &p.Entry, nil)
		}
	}
	for _, r := range g.cfg.Redirects {
		if r.Status == 410 && g.main == nil {
			out = append(out, Gone{strings.TrimPrefix(r.From, "/"), "", r.At})
		}
	}
	return out
}

// Listed is how many people are listed.
func (g *Graph) Listed() int {
	n := 0
	for _, p := range g.peopleOrder {
		if g.listed(p) {
			n++
		}
	}
	return n
}

// URLOf is the address of what a source file became, or "" if it has none
// today.
func (g *Graph) URLOf(file string) string {
	_, href, visible := g.entryOf(g.byFile[file])
	if !visible {
		return ""
	}
	return href
}

// PathOf is the address of something by its id, from the site's root, or ""
// if it has none.
func (g *Graph) PathOf(kind model.Kind, id string) string {
	var n node
	switch kind {
	case model.KindStory:
		n.story = g.all[id]
	case model.KindPerson:
		if n.person = g.people[id]; n.person != nil && n.person.URL == "" && named(n.person) {
			return g.Folder() + "people/" + name(&n.person.Entry) + "/"
		}
	case model.KindValue:
		n.value = g.values[id]
	case model.KindRoute:
		n.route = g.routes[id]
	case model.KindPage:
		n.page = g.pages[id]
	default:
		if t := g.terms[kind][id]; t != nil && t.hasPage() {
			return g.sitePath(t.URL)
		}
		return ""
	}
	if n == (node{}) {
		return ""
	}
	e, href, visible := g.entryOf(n)
	if !visible || (n.story != nil || n.page != nil) && !g.tells(e) {
		return ""
	}
	return g.sitePath(href)
}
