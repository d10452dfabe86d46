package graph

import (
	"kith/generator/meta"
	"kith/generator/model"
)

// PageMap is a page as the sitemap lists it.
type PageMap struct {
	URL string // absolute
	// Modified is when it last changed, as far as its source says so; "" where
	// that is unknown. What a page takes from others has no date.
	Modified string
	// Alternates are the page in all languages that have it, by tag and
	// absolute address; empty where it is in one alone.
	Alternates []PageAlternate
}

// PageAlternate is a page in a language: a tag, or "x-default" for readers of
// any other.
type PageAlternate struct{ Language, URL string }

// askSitemap lists the pages that search engines are to know. Pages 2 and
// following of a list lead nowhere that the first page and its stories do not.
func (g *Graph) askSitemap(string) any {
	out := make([]PageMap, 0, g.SitemapSize())
	add := func(what, href string, e *model.Entry, dates ...meta.Date) {
		if e != nil && (e.NoIndex || e.Canonical != "") {
			return // it stays away, or another page stands for it
		}
		last := meta.Date{}
		for _, d := range dates {
			if dayNumber(d) > dayNumber(last) {
				last = d
			}
		}
		out = append(out, PageMap{g.absolute(href), viewDate(last.OnDay()).ISO, g.inAllLanguages(what)})
	}
	index := func(folder string) *model.Entry {
		if ix := g.indexes[folder]; ix != nil {
			return &ix.Entry
		}
		return nil
	}
	newest := meta.Date{}
	if len(g.stories) > 0 {
		newest = fromDay(g.stories[0].day)
	}
	add("index home", g.Href(""), index(""), newest)
	if len(g.stories) > 0 {
		add("index stories", g.Href("stories/"), index("stories"), newest)
		add("index connections", g.Href("connections/"), index("connections"), newest)
	}
	for _, s := range g.stories {
		dates := []meta.Date{fromDay(s.day)}
		for _, u := range s.Updates {
			dates = append(dates, u.Date)
		}
		add("story "+s.ID, s.URL, &s.Entry, dates...)
	}
	add("index people", g.Href("people/"), index("people"))
	for _, p := range g.peopleOrder {
		if p.URL != "" {
			add("person "+p.ID, p.URL, &p.Entry, p.Checked)
		}
	}
	if len(g.values) > 0 {
		add("index values", g.Href("values/"), index("values"))
	}
	for _, v := range g.valueOrder {
		add("value "+v.ID, v.URL, &v.Entry, v.Checked)
	}
	add("index contact", g.Href("contact/"), index("contact"))
	for _, r := range g.routeOrder {
		add("route "+r.ID, r.URL, &r.Entry, r.Checked)
	}
	for _, kind := range termKinds {
		terms := g.termOrder(kind)
		if len(terms) > 0 {
			add("index "+termFolder[kind], g.Href(termFolder[kind]+"/"), index(termFolder[kind]))
		}
		for _, t := range terms {
			add(string(kind)+" "+t.ID, t.URL, t.Entry)
		}
	}
	for _, p := range g.pageOrder {
		if !p.Special() {
			add("page "+p.Page.Key(), p.URL, &p.Entry, p.Date, p.Checked)
		}
	}
	for _, s := range g.SectionNames() {
		add("index "+s, g.Href(s+"/"), index(s))
	}
	return out
}

// inAllLanguages is a page in every language that has it, if there is more
// than one.
func (g *Graph) inAllLanguages(what string) []PageAlternate {
	if g.alone() {
		return nil
	}
	var out []PageAlternate
	for i, e := range g.hub.editions {
		if href, ok := e.addressOf(what); ok {
			out = append(out, PageAlternate{e.cfg.Language, e.absolute(href)})
			if i == 0 {
				out = append(out, PageAlternate{"x-default", e.absolute(href)})
			}
		}
	}
	if len(out) < 2 || len(out) == 2 && out[1].Language == "x-default" {
		return nil
	}
	return out
}

// Sitemap lists the pages that search engines are to know.
func (r *Reader) Sitemap() []PageMap { l, _ := ask[[]PageMap](r, "sitemap "); return l }

// SitemapSize is how many pages the sitemap has at most, for making the plan.
func (g *Graph) SitemapSize() int {
	n := 6 + len(g.cfg.Sections) + len(termKinds)
	n += len(g.stories) + len(g.people) + len(g.values) + len(g.routes) + len(g.pages)
	for _, kind := range termKinds {
		n += len(g.terms[kind])
	}
	return n
}

// Colleague is somebody on the list of people, by name and work.
type Colleague struct{ Name, Role, URL string }

// askColleagues lists everybody who is listed, by name.
func (g *Graph) askColleagues(string) any {
	out := []Colleague{}
	for _, p := range g.peopleOrder {
		if g.listed(p) {
			n := g.nameOf(p)
			out = append(out, Colleague{n.Name, g.shortCard(p).Role, n.URL})
		}
	}
	return out
}

// Colleagues lists everybody who is listed, by name.
func (r *Reader) Colleagues() []Colleague { l, _ := ask[[]Colleague](r, "colleagues "); return l }
