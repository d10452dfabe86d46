package graph

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/model"
)

// body is a node's text.
func (n node) body() *model.Body {
	switch {
	case n.story != nil:
		return &n.story.Body
	case n.person != nil:
		return &n.person.Body
	case n.value != nil:
		return &n.value.Body
	case n.route != nil:
		return &n.route.Body
	case n.term != nil && n.term.Entry != nil:
		return &n.term.Entry.Body
	case n.page != nil:
		return &n.page.Body
	case n.index != nil:
		return &n.index.Body
	}
	return nil
}

// themeAnchors are fragments that a page has from its template.
var themeAnchors = []string{"main", "write", "corrections"}

// bodies checks every link and picture in the text of whatever has a page,
// and collects the files that pages use.
func (g *Graph) bodies() {
	g.siteLinks = make([]SiteLink, 0, len(g.sources))
	for _, n := range g.each {
		e, pageURL, visible := g.entryOf(n)
		if n.person != nil && !visible && named(n.person) {
			// No page, but a face beside their stories.
			g.images(n, e, g.Href("people/"+name(e)+"/"))
		}
		if e == nil || !visible {
			continue
		}
		g.images(n, e, pageURL)
		if (n.story != nil || n.page != nil) && !g.tells(e) {
			continue // its links are for its own edition to follow
		}
		for s := range e.Body.Slots {
			g.checkSlot(e, pageURL, s)
		}
	}
}

// entryOf is a node's entry, its page's address and whether it is published.
func (g *Graph) entryOf(n node) (*model.Entry, string, bool) {
	switch {
	case n.story != nil:
		return &n.story.Entry, n.story.URL, g.live(n.story)
	case n.person != nil:
		return &n.person.Entry, n.person.URL, n.person.URL != ""
	case n.value != nil:
		return &n.value.Entry, n.value.URL, true
	case n.route != nil:
		return &n.route.Entry, n.route.URL, true
	case n.term != nil:
		return n.term.Entry, n.term.URL, n.term.Entry != nil
	case n.page != nil:
		return &n.page.Entry, n.page.URL, g.visible(n.page.State)
	case n.index != nil:
		return &n.index.Entry, g.Href(n.index.Of + "/"), true
	}
	return nil, "", false
}

// Shows reports whether the words of a source file stand on the site today.
func (g *Graph) Shows(file string) bool {
	n, ok := g.nodeAt(file)
	if !ok {
		return false
	}
	_, _, visible := g.entryOf(n)
	return visible || n.person != nil && named(n.person)
}

// TextFile is the source file of the text that a question "text story kettle"
// asks for, without its first word; "" if there is none.
func (g *Graph) TextFile(what string) string {
	if e := g.entryAt(what); e != nil {
		return e.File
	}
	return ""
}

// images checks the pictures named in a node's fields and puts their files
// on the list.
func (g *Graph) images(n node, e *model.Entry, pageURL string) {
	if n.person != nil && !g.mayPicture(n.person) {
		return
	}
	for _, im := range picturesOf(n) {
		src := g.pictureFile(e, im.Src.ID, im.Src, true)
		switch {
		case src == "":
		case n.person != nil:
			g.want(e, pageURL, src, im.Focus, inFrame, inLine)
		default:
			g.want(e, pageURL, src, im.Focus, g.inPage())
		}
	}
}

// use puts a file on the list of those to publish. Files of static/ are all
// published anyway.
func (g *Graph) use(e *model.Entry, pageURL, src string) {
	if !strings.HasPrefix(src, "content/") {
		return
	}
	to := g.public(e, pageURL, src)
	if other, ok := g.shared[to]; ok && other != src {
		g.diag.Add("address-clash", diag.In(e.File), 0,
			fmt.Sprintf("two files want the address %s: %s and %s.", diag.Quote("/"+to), other, src), "Rename one of them.")
		return
	}
	g.shared[to] = src
}

// Files lists the files beside pages that pages use: public path -> source.
func (g *Graph) Files() map[string]string { return g.shared }

func (g *Graph) checkSlot(e *model.Entry, pageURL string, s *markdown.Slot) {
	if s.Dest == "" || s.Kind == markdown.LinkClose || s.Kind == markdown.Label {
		return
	}
	r := model.Ref{ID: s.Dest, At: diag.Pos{File: e.File, Offset: s.Offset}, Len: s.Len}
	switch s.Kind {
	case markdown.Image, markdown.Poster, markdown.File:
		if isExternal(s.Dest) {
			if s.Kind == markdown.Image {
				g.add("bad-link", r, "a picture from another site would tell that site who reads this page.", "Save it beside the page and name the file.")
			}
			return
		}
		if s.Kind != markdown.File {
			if src := g.pictureFile(e, s.Dest, r, true); src != "" {
				g.want(e, pageURL, src, "", g.inPage())
			}
		} else if src := g.source(e, s.Dest, r, true); src != "" {
			g.use(e, pageURL, src)
		}
		return
	case markdown.PersonCard, markdown.Speaker, markdown.Name:
		id, ok := slotPerson(s)
		if !ok {
			return
		}
		r.ID = id
		p := g.person(r)
		if p != nil {
			g.mayName(e, p, r)
		}
		return
	}
	t := g.resolve(e, pageURL, s.Dest)
	if t.node.person != nil {
		g.mayName(e, t.node.person, r)
	}
	switch {
	case t.problem == "missing-file":
		g.source(e, s.Dest, r, true)
	case t.problem != "":
		g.add(t.problem, r, t.message, t.advice())
	case t.frag != "" && t.site == "":
		g.checkFragment(t, r)
	case t.href != "" && t.site == "":
		if src := g.source(e, s.Dest, r, false); src != "" && !isExternal(s.Dest) && !isMarkdown(s.Dest) {
			g.use(e, pageURL, src)
		}
	case t.site != "":
		g.siteLinks = append(g.siteLinks, SiteLink{t.site, r.At, int32(r.Len)})
	}
}

// mayName reports a text, other than a story's, that names somebody outside
// the staff who has not agreed: such a page cannot be held back.
func (g *Graph) mayName(e *model.Entry, p *Person, r model.Ref) {
	if e.Kind == model.KindStory || p.isStaff() || p.covers("name") || e.Kind == model.KindPerson && e.ID == p.ID {
		return
	}
	g.diag.Append(diag.Diagnostic{
		Code: "no-consent", Severity: diag.Error, Pos: r.At, Len: r.Len,
		Message: fmt.Sprintf("%s has not agreed, or no longer agrees, to be named.", p.Title),
		Hint:    fmt.Sprintf("Talk to %s, or take the name out of this page.", g.consentAsker(p)),
	})
}

func isExternal(dest string) bool {
	return strings.HasPrefix(dest, "http:") || strings.HasPrefix(dest, "https:") || strings.HasPrefix(dest, "//")
}

// TakeSiteLinks hands over the links to addresses on the site, for checking
// against the plan, which is done once.
func (g *Graph) TakeSiteLinks() []SiteLink {
	links := g.siteLinks
	g.siteLinks = nil
	return links
}

func (g *Graph) checkFragment(t target, r model.Ref) {
	body := t.node.body()
	if body == nil || slices.Contains(themeAnchors, t.frag) {
		return
	}
	doc := body.Outline()
	frag := t.frag
	if u, err := url.PathUnescape(frag); err == nil {
		frag = u
	}
	if slices.Contains(doc.Anchors, frag) {
		return
	}
	var names []diag.Candidate
	for _, h := range doc.Headings {
		names = append(names, diag.Candidate{ID: h.ID, Words: []string{h.Text}})
	}
	hint := diag.DidYouMean(frag, names)
	if hint == "" && len(names) > 0 {
		hint = "Its parts are: "
		for i, n := range names {
			if i > 0 {
				hint += ", "
			}
			if i == 8 {
				hint += "..."
				break
			}
			hint += "#" + n.ID
		}
	}
	if hint == "" {
		hint = "That page has no headings; leave out the part after the #."
	}
	g.add("broken-anchor", r, fmt.Sprintf("the page has no part called %s.", diag.Quote("#"+frag)), hint)
}
