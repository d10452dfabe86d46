package graph

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/model"
)

// target is where a link in a text leads.
type target struct {
	href string
	// text stands in where the link has no words.
	text string
	node node
	// site is set for an address on the site that only the plan can check,
	// without base and fragment: "stories/kettle/".
	site string
	frag string
	// problem is what is wrong; the words stay, the link goes.
	problem diag.Code
	message string
	hint    string
}

// SiteLink is a link to an address on the site, to be checked against the
// plan.
type SiteLink struct {
	Path string // without base and leading slash
	At   model.Ref
}

// slotPerson is the id of the person a slot names.
func slotPerson(s markdown.Slot) (string, bool) {
	kind, id, ok := s.IsRef()
	return id, ok && kind == "person"
}

// personFile finds the person whose Markdown file a slot links to.
func (g *Graph) personFile(from string, s markdown.Slot) (string, bool) {
	if s.Kind != markdown.LinkOpen {
		return "", false
	}
	p, _, _ := strings.Cut(s.Dest, "#")
	if !isMarkdown(p) {
		return "", false
	}
	if n, ok := g.byFile[joinLink(from, p)]; ok && n.person != nil {
		return n.person.ID, true
	}
	return "", false
}

func isMarkdown(p string) bool {
	ext := strings.ToLower(path.Ext(p))
	return ext == ".md" || ext == ".markdown"
}

func joinLink(from, to string) string {
	if u, err := url.PathUnescape(to); err == nil {
		to = u
	}
	return norm.NFC.String(path.Join(path.Dir(from), to))
}

// resolve finds where a link in an entry's text leads. It reports nothing.
func (g *Graph) resolve(e *model.Entry, pageURL, dest string) target {
	scheme, rest, hasScheme := strings.Cut(dest, ":")
	if hasScheme {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto", "tel":
			return target{href: dest}
		case "person", "story", "value", "contact", "page", "team", "topic", "place", "series":
			return g.named(strings.ToLower(scheme), rest)
		}
	}
	p, frag, _ := strings.Cut(dest, "#")
	switch {
	case p == "" && frag == "":
		return target{problem: "broken-link", message: "this link leads nowhere.", hint: "Say where it should lead, or take it out."}
	case p == "":
		return target{href: "#" + frag, node: g.byFile[e.File], frag: frag}
	case strings.HasPrefix(p, "/"):
		return g.rooted(p, frag)
	case isMarkdown(p):
		return g.fileLink(e, p, frag)
	}
	if src := g.source(e, p, model.Ref{}, false); src != "" {
		return target{href: withFrag(g.Href(g.public(e, pageURL, src)), frag)}
	}
	base, err := url.Parse(pageURL)
	ref, err2 := url.Parse(p)
	if err == nil && err2 == nil {
		if strings.HasSuffix(p, "/") || path.Ext(p) == "" || strings.HasSuffix(p, ".html") {
			return g.rooted(strings.TrimPrefix("/"+strings.TrimPrefix(base.ResolveReference(ref).Path, g.base), "//"), frag)
		}
	}
	return target{
		problem: "missing-file",
		message: fmt.Sprintf("%s is not next to %s.", diag.Quote(p), path.Base(e.File)),
		hint:    "Put the file beside the page, or link to the page's .md file.",
	}
}

// rooted is a link that starts at the site's root, sub-path included.
func (g *Graph) rooted(p, frag string) target {
	p, query, hasQuery := strings.Cut(p, "?")
	clean := strings.TrimPrefix(p, "/")
	if u, err := url.PathUnescape(clean); err == nil {
		clean = u
	}
	if file := "static/" + clean; g.Holds(file) {
		return target{problem: "held-file", message: fmt.Sprintf("%s is left out: %s.", diag.Quote(file), g.heldFiles[file]), hint: "The words stay, without the link."}
	}
	href := g.Href(clean)
	if hasQuery {
		href += "?" + query
	}
	return target{href: withFrag(href, frag), site: clean, frag: frag}
}

func withFrag(href, frag string) string {
	if frag == "" {
		return href
	}
	return href + "#" + frag
}

func (g *Graph) fileLink(e *model.Entry, p, frag string) target {
	file := joinLink(e.File, p)
	n, ok := g.byFile[file]
	if !ok {
		// A link to an index.md's folder, or to x.md that became x/index.md.
		alt := strings.TrimSuffix(file, path.Ext(file)) + "/index.md"
		if n, ok = g.byFile[alt]; !ok {
			var all []diag.Candidate
			for _, f := range sortedKeys(g.byFile) {
				all = append(all, diag.Candidate{ID: f, Words: []string{path.Base(f)}})
			}
			hint := "Links to .md files are relative to the file they stand in."
			if near := diag.Nearest(path.Base(file), all); len(near) > 0 {
				hint = fmt.Sprintf("did you mean %s?", diag.Quote(relative(e.File, near[0])))
			}
			return target{problem: "broken-link", message: fmt.Sprintf("there is no file %s.", file), hint: hint}
		}
	}
	return g.toNode(n, frag)
}

// relative is the way from one file to another, as a link would have it.
func relative(from, to string) string {
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

func (g *Graph) named(scheme, id string) target {
	id, frag, _ := strings.Cut(id, "#")
	if u, err := url.PathUnescape(id); err == nil {
		id = norm.NFC.String(u)
	}
	var n node
	var names []diag.Candidate
	code := diag.Code("unknown-" + scheme)
	switch scheme {
	case "person":
		n.person, names = g.people[id], g.peopleNames()
	case "story":
		n.story, names = g.all[id], g.storyNames()
	case "value":
		n.value, names = g.values[id], g.valueNames()
	case "contact":
		n.route, names = g.routes[id], g.routeNames()
	case "page":
		n.page = g.pages[id]
		for _, key := range sortedKeys(g.pages) {
			names = append(names, diag.Candidate{ID: key, Words: []string{g.pages[key].Title}})
		}
	case "team", "topic", "place":
		n.term = g.terms[model.Kind(scheme)][id]
	case "series":
		n.term, code = g.terms[model.KindSeries][id], "broken-link"
	}
	if n == (node{}) {
		return target{
			problem: code,
			message: fmt.Sprintf("there is no %s called %s.", strings.Replace(scheme, "contact", "contact page", 1), diag.Quote(id)),
			hint:    diag.DidYouMean(id, names),
		}
	}
	return g.toNode(n, frag)
}

func (g *Graph) toNode(n node, frag string) target {
	t := target{node: n, frag: frag}
	held := func(what, title string, s State) {
		t.text = "" // not even its title is out
		why := map[State]string{Draft: "a draft", Scheduled: "not out yet", Expired: "no longer shown", Withheld: "held back"}[s]
		t.problem, t.message = "unpublished-link", fmt.Sprintf("this links to the %s %s, which is %s.", what, diag.Quote(title), why)
		t.hint = "The words stay, without the link, until it is there."
		if s == Withheld {
			t.message = fmt.Sprintf("this links to a %s that is held back.", what)
		}
	}
	switch {
	case n.story != nil:
		t.href, t.text = n.story.URL, n.story.Title
		if !g.live(n.story) {
			held("story", n.story.Title, n.story.State)
		}
	case n.person != nil:
		t.href, t.text = n.person.URL, g.shortCard(n.person).KnownAs
		switch {
		case n.person.URL != "":
		case n.person.State == Left && n.person.Departed != nil && n.person.Departed.Page == "redirect" && n.person.covers("name"):
			// A small page there leads on to who answers now.
			t.href, t.frag, frag = g.Href("people/"+name(&n.person.Entry)+"/"), "", ""
		default:
			t.problem = "unpublished-link"
			t.message = fmt.Sprintf("%s has no page today.", n.person.Title)
			t.hint = "The words stay, without the link."
		}
	case n.value != nil:
		t.href, t.text = n.value.URL, n.value.Title
	case n.route != nil:
		t.href, t.text = n.route.URL, n.route.Title
	case n.term != nil:
		t.href, t.text = n.term.URL, n.term.Title
		if !n.term.hasPage() {
			t.problem, t.hint = "unpublished-link", "The words stay, without the link."
			t.message = fmt.Sprintf("the %s %s has no page today: there is nothing to show there.", n.term.Kind, diag.Quote(n.term.Title))
		}
	case n.page != nil:
		t.href, t.text = n.page.URL, n.page.Title
		if !g.visible(n.page.State) {
			held("page", n.page.Title, n.page.State)
		}
	case n.index != nil:
		folder := n.index.Of
		if folder != "" {
			folder += "/"
		}
		t.href, t.text = g.Href(folder), n.index.Title
	}
	t.href = withFrag(t.href, frag)
	return t
}

// doc is what is known of a node's text.
func (n node) doc() (markdown.Body, bool) {
	switch {
	case n.story != nil:
		return n.story.Body.Doc, true
	case n.person != nil:
		return n.person.Body.Doc, true
	case n.value != nil:
		return n.value.Body.Doc, true
	case n.route != nil:
		return n.route.Body.Doc, true
	case n.term != nil && n.term.Entry != nil:
		return n.term.Entry.Body.Doc, true
	case n.page != nil:
		return n.page.Body.Doc, true
	case n.index != nil:
		return n.index.Body.Doc, true
	}
	return markdown.Body{}, false
}

// themeAnchors are fragments that a page has from its template.
var themeAnchors = []string{"main", "write", "corrections"}

// bodies checks every link and picture in the text of whatever has a page,
// and collects the files that pages use.
func (g *Graph) bodies() {
	for _, file := range sortedKeys(g.byFile) {
		n := g.byFile[file]
		e, pageURL, visible := g.entryOf(n)
		if n.person != nil && !visible && named(n.person) {
			// No page, but a face beside their stories.
			g.images(n, e, g.Href("people/"+name(e)+"/"))
		}
		if e == nil || !visible {
			continue
		}
		g.images(n, e, pageURL)
		for _, s := range e.Body.Doc.Slots {
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

// images checks the pictures named in a node's fields and puts their files
// on the list.
func (g *Graph) images(n node, e *model.Entry, pageURL string) {
	if n.person != nil && !g.mayPicture(n.person) {
		return
	}
	for _, im := range picturesOf(n) {
		if src := g.source(e, im.Src.ID, im.Src, true); src != "" {
			g.use(e, pageURL, src)
		}
	}
}

// use puts a file on the list of those to publish. Files of static/ are all
// published anyway.
func (g *Graph) use(e *model.Entry, pageURL, src string) {
	if strings.HasPrefix(src, "content/") {
		g.shared[g.public(e, pageURL, src)] = src
	}
}

// Files lists the files beside pages that pages use: public path -> source.
func (g *Graph) Files() map[string]string { return g.shared }

func (g *Graph) checkSlot(e *model.Entry, pageURL string, s markdown.Slot) {
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
		if src := g.source(e, s.Dest, r, true); src != "" {
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
		g.add(t.problem, r, t.message, t.hint)
	case t.frag != "" && t.site == "":
		g.checkFragment(t, r)
	case t.href != "" && t.site == "":
		if src := g.source(e, s.Dest, r, false); src != "" && !isExternal(s.Dest) && !isMarkdown(s.Dest) {
			g.use(e, pageURL, src)
		}
	case t.site != "":
		g.siteLinks = append(g.siteLinks, SiteLink{Path: t.site, At: r})
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

// SiteLinks are the links to addresses on the site, for checking against
// the plan.
func (g *Graph) SiteLinks() []SiteLink { return g.siteLinks }

func (g *Graph) checkFragment(t target, r model.Ref) {
	doc, ok := t.node.doc()
	if !ok || slices.Contains(themeAnchors, t.frag) {
		return
	}
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

// askText stands for the words of a body. It is a question of its own,
// because an edit of words changes nothing else.
func (g *Graph) askText(what string) any {
	e, _, _ := g.entryOf(g.nodeOf(what))
	if e == nil {
		return nil
	}
	return g.bodyOf(what).Digest
}

// WithWords is the same hub with other words in some bodies, by source file.
// Nothing but their words may differ: not a link, not a heading, not a
// position that a finding speaks of. All answers but those about the words
// are shared.
func (g *Graph) WithWords(words map[string]*model.Body) *Graph {
	other := *g
	other.words = maps.Clone(g.words)
	if other.words == nil {
		other.words = map[string]*model.Body{}
	}
	maps.Copy(other.words, words)
	return &other
}

// filledBody is what fills the slots of a body, by what was written (or, for
// people, by id).
type filledBody struct {
	Links    map[string]markdown.Link
	Pictures map[string]markdown.Picture
	People   map[string]markdown.Person
	Files    map[string]string
}

func (g *Graph) askSlots(what string) any {
	n := g.nodeOf(what)
	e, pageURL, _ := g.entryOf(n)
	if e == nil {
		return nil
	}
	var out filledBody
	if len(e.Body.Doc.Slots) == 0 {
		return out
	}
	out = filledBody{
		Links: map[string]markdown.Link{}, Pictures: map[string]markdown.Picture{},
		People: map[string]markdown.Person{}, Files: map[string]string{},
	}
	for _, s := range e.Body.Doc.Slots {
		switch s.Kind {
		case markdown.LinkOpen:
			t := g.resolve(e, pageURL, s.Dest)
			link := markdown.Link{Href: t.href, OK: t.problem == "" && t.href != "", Text: out.Links[s.Dest].Text}
			if s.Text == "" {
				link.Text = t.text // only where it is shown
			}
			out.Links[s.Dest] = link
		case markdown.Image, markdown.Poster:
			if src := g.slotFile(e, s); src != "" {
				f := g.files[src]
				out.Pictures[s.Dest] = markdown.Picture{Src: g.Href(g.public(e, pageURL, src)), Width: f.Width, Height: f.Height, OK: true}
			}
		case markdown.File:
			if src := g.slotFile(e, s); src != "" {
				out.Files[s.Dest] = g.Href(g.public(e, pageURL, src))
			}
		case markdown.PersonCard, markdown.Speaker, markdown.Name:
			if _, id, ok := s.IsRef(); ok {
				p := g.bodyPerson(id)
				if had := out.People[id]; s.Kind != markdown.PersonCard && had.Role == "" {
					// Named, not shown: how to reach them is of no matter.
					p.Role, p.Phone, p.PhoneURI, p.Email, p.MailURI = "", "", "", "", ""
				}
				out.People[id] = p
			}
		}
	}
	return out
}

// slotFile is the source file of a picture or recording in a text, or "".
func (g *Graph) slotFile(e *model.Entry, s markdown.Slot) string {
	if isExternal(s.Dest) {
		return ""
	}
	return g.source(e, s.Dest, model.Ref{}, false)
}

// bodyPerson is a person as text shows them. Of somebody who has not agreed,
// nothing.
func (g *Graph) bodyPerson(id string) markdown.Person {
	p, ok := g.people[id]
	if !ok || !p.covers("name") {
		return markdown.Person{}
	}
	c := g.card(p)
	out := markdown.Person{
		OK: true, Name: c.Name, KnownAs: c.KnownAs, Role: c.Role, URL: c.URL,
		Phone: c.Phone, PhoneURI: c.PhoneURL, Email: c.Email, MailURI: c.EmailURL,
	}
	if c.Photo != nil {
		out.Photo, out.PhotoW, out.PhotoH = c.Photo.Src, c.Photo.Width, c.Photo.Height
	}
	return out
}

// resolver hands the answers to markdown.Fill.
type resolver struct {
	filled filledBody
	label  func(lang, key string) string
	lang   string
}

func (r *resolver) Link(s markdown.Slot) markdown.Link     { return r.filled.Links[s.Dest] }
func (r *resolver) Image(s markdown.Slot) markdown.Picture { return r.filled.Pictures[s.Dest] }
func (r *resolver) File(s markdown.Slot) string            { return r.filled.Files[s.Dest] }

func (r *resolver) Person(id string) markdown.Person {
	return r.filled.People[strings.TrimPrefix(id, "person:")]
}

func (r *resolver) Label(key string) string {
	if r.label == nil {
		return ""
	}
	return r.label(r.lang, key)
}
