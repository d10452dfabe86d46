package graph

import (
	"fmt"
	"net/url"
	"path"
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
	// suggest makes a better hint, if there is one. Looking for what was
	// meant takes long, so it is done for a finding only.
	suggest func() string
}

// advice is the hint of a finding about a link.
func (t *target) advice() string {
	if t.suggest != nil {
		if better := t.suggest(); better != "" {
			return better
		}
	}
	return t.hint
}

// SiteLink is a link to an address on the site, to be checked against the
// plan.
type SiteLink struct {
	Path string // without base and leading slash
	At   diag.Pos
	Len  int32
}

// slotPerson is the id of the person a slot names.
func slotPerson(s *markdown.Slot) (string, bool) {
	kind, id, ok := s.IsRef()
	return id, ok && kind == "person"
}

// personFile finds the person whose Markdown file a slot links to.
func (g *Graph) personFile(from string, s *markdown.Slot) (string, bool) {
	if s.Kind != markdown.LinkOpen {
		return "", false
	}
	p, _, _ := strings.Cut(s.Dest, "#")
	if !isMarkdown(p) {
		return "", false
	}
	if n, ok := g.nodeAt(joinLink(from, p)); ok && n.person != nil {
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
		return target{href: withFrag(g.SiteHref(g.public(e, pageURL, src)), frag)}
	}
	if strings.HasPrefix(strings.ToLower(p), "www.") {
		return target{
			problem: "broken-link",
			message: fmt.Sprintf("%s reads as the name of a file beside this one.", diag.Quote(p)),
			hint:    "For another website, begin with https://, as in https://" + p,
		}
	}
	base, err := url.Parse(pageURL)
	ref, err2 := url.Parse(p)
	if err == nil && err2 == nil {
		if strings.HasSuffix(p, "/") || path.Ext(p) == "" || strings.HasSuffix(p, ".html") {
			return g.rooted(strings.TrimPrefix("/"+strings.TrimPrefix(base.ResolveReference(ref).Path, g.root), "//"), frag)
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
	if file := "static/" + clean; len(g.heldFiles) > 0 && g.Holds(file) {
		return target{problem: "held-file", message: fmt.Sprintf("%s is left out: %s.", diag.Quote(file), g.heldFiles[file]), hint: "The words stay, without the link."}
	}
	if n, ok := g.absentAt(clean); ok {
		if t := g.toNode(n, frag); t.problem != "" {
			return t
		}
	}
	if g.noStoriesAt(clean) {
		return target{problem: "unpublished-link", message: noStories, hint: untilThere}
	}
	href := g.SiteHref(clean)
	if hasQuery {
		href += "?" + query
	}
	return target{href: withFrag(href, frag), site: clean, frag: frag}
}

func joinFrag(id, frag string) string {
	if frag == "" {
		return url.PathEscape(id)
	}
	return url.PathEscape(id) + "#" + frag
}

func withFrag(href, frag string) string {
	if frag == "" {
		return href
	}
	return href + "#" + frag
}

func (g *Graph) fileLink(e *model.Entry, p, frag string) target {
	file := joinLink(e.File, p)
	n, ok := g.nodeAt(file)
	if !ok {
		// A link to an index.md's folder, or to x.md that became x/index.md.
		alt := strings.TrimSuffix(file, path.Ext(file)) + "/index.md"
		if n, ok = g.nodeAt(alt); !ok {
			return target{
				problem: "broken-link", message: fmt.Sprintf("there is no file %s.", file),
				hint: "Links to .md files are relative to the file they stand in.",
				suggest: func() string {
					if near := g.names.nearest("file", path.Base(file), g.fileNames); len(near) > 0 {
						return fmt.Sprintf("did you mean %s?", diag.Quote(relative(e.File, near[0])))
					}
					return ""
				},
			}
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
	names := func() []diag.Candidate { return nil }
	code := diag.Code("unknown-" + scheme)
	switch scheme {
	case "person":
		n.person, names = g.people[id], g.peopleNames
	case "story":
		n.story, names = g.all[id], g.storyNames
	case "value":
		n.value, names = g.values[id], g.valueNames
	case "contact":
		n.route, names = g.routes[id], g.routeNames
	case "page":
		n.page, names = g.pages[id], g.pageNames
	case "team", "topic", "place", "series":
		kind := model.Kind(scheme)
		n.term, names = g.terms[kind][id], func() []diag.Candidate { return g.termNames(kind, false) }
		if kind == model.KindSeries {
			code = "broken-link"
		}
	}
	if n == (node{}) && g.main != nil {
		if t := g.main.named(scheme, joinFrag(id, frag)); t.problem == "" {
			return t // not told in this language
		}
	}
	if n == (node{}) {
		return target{
			problem: code,
			message: fmt.Sprintf("there is no %s called %s.", strings.Replace(scheme, "contact", "contact page", 1), diag.Quote(id)),
			suggest: func() string { return g.names.didYouMean(scheme, id, names) },
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
		t.hint = untilThere
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
		if g.noStoriesAt(g.Folder() + folder) {
			t.problem, t.message, t.hint = "unpublished-link", noStories, untilThere
		}
	}
	t.href = withFrag(t.href, frag)
	return t
}
