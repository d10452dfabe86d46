package graph

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/model"
)

// absentee is something that is not on the site today, and has an address when
// it is.
type absentee struct {
	kind model.Kind
	id   string
}

// absentAddresses collects the addresses of people, stories and pages that
// are not there today, and that nothing else stands at. A link to one of them
// is no slip: its words stay, as with a link by id, and it leads somewhere
// again when they do.
func (g *Graph) absentAddresses() {
	g.absent = map[string]absentee{}
	add := func(path string, kind model.Kind, id string) { g.absent[addressKey(path)] = absentee{kind, id} }
	for id, p := range g.people {
		gone := p.State == Left && p.isStaff() && p.covers("name") // a page says so there
		if p.URL == "" && !gone && g.leadsOnTo(p) == nil {
			add(g.Folder()+"people/"+name(&p.Entry), model.KindPerson, id)
		}
	}
	for id, s := range g.all {
		if !g.live(s) && !s.gone {
			add(g.sitePath(s.URL), model.KindStory, id)
		}
	}
	for id, p := range g.pages {
		if !g.visible(p.State) && p.State != Expired {
			add(g.sitePath(p.URL), model.KindPage, id)
		}
	}
	for _, r := range g.cfg.Redirects {
		delete(g.absent, addressKey(r.From))
	}
}

// absentAt is what would be at a path on the site.
func (g *Graph) absentAt(path string) (n node, ok bool) {
	u, ok := g.absent[addressKey(path)]
	switch {
	case !ok && g.main != nil:
		return g.main.absentAt(path)
	case !ok:
		return n, false
	}
	switch u.kind {
	case model.KindPerson:
		n.person = g.people[u.id]
	case model.KindStory:
		n.story = g.all[u.id]
	default:
		n.page = g.pages[u.id]
	}
	return n, n != (node{})
}

const (
	noStories  = "the list of all stories is not there today: no story is."
	untilThere = "The words stay, without the link, until it is there."
)

// noStoriesAt reports whether a path is that of the list of all stories while
// there is none, as when the last one was taken back.
func (g *Graph) noStoriesAt(path string) bool {
	if len(g.stories) > 0 || addressKey(path) != addressKey(g.Folder()+"stories") {
		return g.main != nil && g.main.noStoriesAt(path)
	}
	for _, r := range g.cfg.Redirects {
		if addressKey(r.From) == addressKey(path) {
			return false
		}
	}
	return true
}

// addressKey is the same for all ways of writing a path.
func addressKey(path string) string {
	path = strings.TrimSuffix(strings.Trim(path, "/"), "index.html")
	return norm.NFC.String(strings.ToLower(strings.TrimSuffix(path, "/")))
}
