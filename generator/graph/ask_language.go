package graph

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"kith/generator/model"
	"kith/generator/view"
)

// This file answers what pages ask about the site's other languages. On a
// site in one language nothing is asked: the settings, which the question
// "site" covers, say that there is none.

// alone reports whether the site has one language only.
func (g *Graph) alone() bool { return len(g.hub.editions) == 1 }

// askAlternates says where a page is in each language: "story kettle", "index
// stories", or a list as list knows it.
func (g *Graph) askAlternates(what string) any {
	out := []view.Alternate{}
	for i, e := range g.hub.editions {
		a := view.Alternate{
			Language: e.cfg.Language, Label: g.languageLabel(e.cfg.Language), Locale: locale(e.cfg.Language), Dir: direction(e.cfg.Language),
			Current: e.base == g.base, Main: i == 0,
		}
		if a.URL, a.Exact = e.addressOf(what); !a.Exact {
			a.URL = e.base
		}
		a.Absolute = g.absolute(a.URL)
		out = append(out, a)
	}
	return out
}

// Alternates says where a page is in each language of the site.
func (r *Reader) Alternates(what string) []view.Alternate {
	if r.g.alone() {
		return nil
	}
	a, _ := ask[[]view.Alternate](r, "alternates "+what)
	return slices.Clone(a)
}

// addressOf is where this language has a page, if it does.
func (g *Graph) addressOf(what string) (string, bool) {
	kind, id, _ := strings.Cut(what, " ")
	n := g.nodeOf(what)
	switch {
	case n.story != nil:
		return n.story.URL, g.live(n.story) && g.tells(&n.story.Entry)
	case n.person != nil:
		return n.person.URL, n.person.URL != ""
	case n.value != nil:
		return n.value.URL, true
	case n.route != nil:
		return n.route.URL, true
	case n.term != nil:
		return n.term.URL, n.term.hasPage()
	case n.page != nil:
		return n.page.URL, g.shows(n.page)
	}
	switch kind {
	case "page":
		// Every language has these, with words of their own or without.
		return g.Href(map[string]string{"404": "404.html", "search": "search/"}[id]), id == "404" || id == "search"
	case "index":
		return g.folderOf(indexFolder(id))
	case "year":
		years, _ := g.years()
		return g.Href("stories/in/" + id + "/"), slices.Contains(years, atoi(id))
	case "by":
		if p := g.people[id]; p != nil && p.URL != "" {
			return p.URL + "stories/", g.Pages("by "+id) > 1
		}
	}
	return "", false
}

// folderOf is the index page of a folder, if there is anything in it.
func (g *Graph) folderOf(folder string) (string, bool) {
	if folder == "" {
		return g.base, true
	}
	has := true
	switch folder {
	case "stories", "connections":
		has = len(g.stories) > 0
	case "values":
		has = len(g.values) > 0
	case "people", "contact":
	default:
		for kind, f := range termFolder {
			if f == folder {
				return g.Href(folder + "/"), len(g.termOrder(kind)) > 0
			}
		}
		_, has = g.cfg.Sections[folder]
	}
	return g.Href(folder + "/"), has
}

// askElsewhere counts the stories of a list that there are in other
// languages and not in this one.
func (g *Graph) askElsewhere(of string) any {
	out := []view.Elsewhere{}
	for i, e := range g.hub.editions {
		if e.base == g.base {
			continue
		}
		n := 0
		for _, at := range e.list(of) {
			s := e.stories[at]
			if own := g.all[s.ID]; own != nil && g.live(own) && g.tells(&own.Entry) {
				continue
			}
			// A translation is counted where the story was written.
			if _, translated := g.bases[s.File]; i == 0 || !translated {
				n++
			}
		}
		if n == 0 {
			continue
		}
		where, ok := e.addressOf(of)
		switch kind, id, _ := strings.Cut(of, " "); {
		case kind == "all":
			where, ok = e.Href("stories/"), true
		case kind == "by" || kind == "in":
			where, ok = e.addressOf("person " + id)
		}
		if ok {
			out = append(out, view.Elsewhere{Language: e.cfg.Language, Count: n, URL: where})
		}
	}
	return out
}

// Elsewhere counts the stories of a list, as in "value mend", that there are
// in other languages alone.
func (r *Reader) Elsewhere(of string) []view.Elsewhere {
	if r.g.alone() {
		return nil
	}
	e, _ := ask[[]view.Elsewhere](r, "elsewhere "+of)
	return e
}

// askSpeaker finds somebody who speaks the language of this graph's readers:
// the person of that id, or else the first by name who can be reached.
func (g *Graph) askSpeaker(id string) any {
	if p := g.people[id]; p != nil && g.speaksIt(p) {
		return *g.lineCard(p)
	}
	for _, p := range g.peopleOrder {
		if g.listed(p) && p.State == Active && p.Protects == nil && g.reachable(p) && g.speaksIt(p) {
			return *g.lineCard(p)
		}
	}
	return nil
}

// speaksIt reports whether somebody speaks the graph's language, in whichever
// country.
func (g *Graph) speaksIt(p *Person) bool {
	wanted := baseLanguage(g.cfg.Language)
	spoken := p.Languages
	if len(spoken) == 0 {
		spoken = []string{g.hub.editions[0].cfg.Language}
	}
	return slices.ContainsFunc(spoken, func(tag string) bool { return baseLanguage(tag) == wanted })
}

func baseLanguage(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	base, _ := t.Base()
	return base.String()
}

// Speaker is somebody who speaks the reader's language: the person of that
// id, if they do.
func (r *Reader) Speaker(id string) *view.PersonCard {
	c, ok := ask[view.PersonCard](r, "speaker "+id)
	if !ok {
		return nil
	}
	return &c
}

// inLanguage is the language and direction of an entry's words, for marking
// them; both are empty where they are the page's own.
func (g *Graph) inLanguage(e *model.Entry) (tag, dir string) {
	if e == nil {
		return "", ""
	}
	if tag = g.foreign(e); tag == "" {
		return "", ""
	}
	return tag, direction(tag)
}
