package sitetest

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Page is what a test wants to know of a finished page.
type Page struct {
	Path  string
	Title string
	H1    string
	// IDs are the fragments it has; Links what it links to or loads, as
	// written.
	IDs   []string
	Links []Link
	// Ways are the tel: and mailto: links inside <main>.
	Ways []string
	// Text is all words a reader sees, Main those inside <main>.
	Text, Main string
	// Live are parts that could run or load something: scripts, event
	// handlers, style attributes, frames.
	Live []string
	// Empty are links and pictures without a word for those who cannot see.
	Empty []string
	// NoIndex is set where robots are asked to stay away.
	NoIndex bool
	// Said are the values of all attributes.
	Said []string
	// Canonical is the page's address, as it says itself.
	Canonical string
}

// Link is an address in a page and the attribute it stands in, as in "a href".
type Link struct{ In, To string }

// ParsePage reads a finished page.
func ParsePage(file, text string) *Page {
	p := &Page{Path: file}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		p.Live = append(p.Live, err.Error())
		return p
	}
	var all, inMain strings.Builder
	p.walk(root, false, &all, &inMain)
	p.Text = strings.Join(strings.Fields(all.String()), " ")
	p.Main = strings.Join(strings.Fields(inMain.String()), " ")
	return p
}

func (p *Page) walk(n *html.Node, main bool, all, inMain *strings.Builder) {
	switch n.Type {
	case html.TextNode:
		if parent := n.Parent; parent == nil || parent.Data != "script" && parent.Data != "style" && parent.Data != "title" {
			all.WriteString(n.Data)
			if main {
				inMain.WriteString(n.Data)
			}
		}
		return
	case html.ElementNode:
		main = main || n.Data == "main"
		p.element(n, main)
		all.WriteByte(' ')
		inMain.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, main, all, inMain)
	}
}

func (p *Page) element(n *html.Node, main bool) {
	attr := map[string]string{}
	for _, a := range n.Attr {
		attr[a.Key] = a.Val
		p.Said = append(p.Said, a.Val)
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || a.Key == "formaction" {
			p.Live = append(p.Live, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
		}
	}
	if id, ok := attr["id"]; ok {
		p.IDs = append(p.IDs, id)
	}
	for _, key := range []string{"href", "src", "poster", "action", "data", "cite"} {
		if to, ok := attr[key]; ok && key != "cite" {
			p.Links = append(p.Links, Link{n.Data + " " + key, to})
		}
	}
	for part := range strings.SplitSeq(attr["srcset"], ",") {
		if f := strings.Fields(part); len(f) > 0 {
			p.Links = append(p.Links, Link{n.Data + " srcset", f[0]})
		}
	}
	switch n.Data {
	case "title":
		if n.FirstChild != nil && p.Title == "" {
			p.Title = n.FirstChild.Data
		}
	case "h1":
		p.H1 = strings.Join(strings.Fields(textOf(n)), " ")
	case "script":
		if t := attr["type"]; t != "application/ld+json" {
			what := attr["src"]
			if n.FirstChild != nil {
				what = n.FirstChild.Data
			}
			p.Live = append(p.Live, "<script> "+what)
		}
	case "iframe", "object", "embed", "base", "applet", "frame":
		p.Live = append(p.Live, "<"+n.Data+">")
	case "link":
		if attr["rel"] == "canonical" {
			p.Canonical = attr["href"]
		}
	case "meta":
		if attr["name"] == "robots" && strings.Contains(attr["content"], "noindex") {
			p.NoIndex = true
		}
	case "img":
		if _, ok := attr["alt"]; !ok {
			p.Empty = append(p.Empty, "img "+attr["src"])
		}
	case "a":
		if attr["aria-label"] == "" && attr["aria-hidden"] != "true" && strings.TrimSpace(wordsOf(n)) == "" {
			p.Empty = append(p.Empty, "a "+attr["href"])
		}
		if to := attr["href"]; main && (strings.HasPrefix(to, "tel:") || strings.HasPrefix(to, "mailto:")) {
			p.Ways = append(p.Ways, to)
		}
	}
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// wordsOf is what a screen reader says of a part.
func wordsOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for _, a := range n.Attr {
		if a.Key == "alt" || a.Key == "aria-label" {
			b.WriteString(a.Val)
		}
		if a.Key == "aria-hidden" && a.Val == "true" {
			return ""
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(wordsOf(c))
	}
	return b.String()
}

// Pages reads all pages of an output tree, by path.
func Pages(tree map[string]string) map[string]*Page {
	out := map[string]*Page{}
	for name, data := range tree {
		if strings.HasSuffix(name, ".html") {
			out[name] = ParsePage(name, data)
		}
	}
	return out
}

var (
	cssRef    = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)
	anyScheme = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)
)

// Crawl follows every link of a finished site and says what is wrong: links
// and fragments that lead nowhere, ids that stand twice, things loaded from
// elsewhere or under an unsafe scheme; and what is wrong with the files that
// machines read. base is the site's url. Scripts of the
// theme's own assets are fine, anything else that could run is not.
func Crawl(tree map[string]string, base string) []string {
	var wrong []string
	bad := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	site, err := url.Parse(base)
	if err != nil {
		return []string{err.Error()}
	}
	pages := Pages(tree)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		p := pages[name]
		seen := map[string]bool{}
		for _, id := range p.IDs {
			if seen[id] || id == "" || strings.ContainsAny(id, " \t\n") {
				bad("%s: the id %q stands twice, or cannot be one", name, id)
			}
			seen[id] = true
		}
		for _, e := range p.Empty {
			bad("%s: %s has no words", name, e)
		}
		for _, live := range p.Live {
			if src, ok := strings.CutPrefix(live, "<script> "+site.Path+"assets/"); !ok || strings.ContainsAny(src, " \n") {
				bad("%s: %s", name, live)
			}
		}
		at := &url.URL{Scheme: site.Scheme, Host: site.Host, Path: site.Path + strings.TrimSuffix(name, "index.html")}
		for _, l := range p.Links {
			if problem := follow(tree, pages, site, at, l); problem != "" {
				bad("%s: %s=%q %s", name, l.In, l.To, problem)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if path.Ext(name) != ".css" {
			continue
		}
		for _, m := range cssRef.FindAllStringSubmatch(tree[name], -1) {
			if strings.HasPrefix(m[1], "data:") || strings.HasPrefix(m[1], "#") {
				continue
			}
			if _, ok := tree[path.Join(path.Dir(name), m[1])]; !ok {
				bad("%s: url(%s) is not there", name, m[1])
			}
		}
	}
	return slices.Concat(wrong, checkFeeds(tree, base), checkData(tree, base), checkMicroformats(tree, base), checkCards(tree, base))
}

func follow(tree map[string]string, pages map[string]*Page, site, at *url.URL, l Link) string {
	load := !strings.HasPrefix(l.In, "a ") && l.In != "form action"
	if scheme := strings.ToLower(anyScheme.FindString(l.To)); scheme != "" {
		switch scheme {
		case "mailto:", "tel:", "sms:":
			if load {
				return "cannot be loaded"
			}
			return ""
		case "http:", "https:":
		default:
			return "has a scheme that is not safe"
		}
	}
	u, err := url.Parse(l.To)
	if err != nil {
		return "cannot be read: " + err.Error()
	}
	u = at.ResolveReference(u)
	if u.Host != site.Host {
		if load && l.In != "link href" {
			return "is loaded from elsewhere"
		}
		return ""
	}
	rest, ok := strings.CutPrefix(u.Path, site.Path)
	if !ok {
		return "leads out of the site"
	}
	file := rest
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	if _, ok := tree[file]; !ok {
		return "leads nowhere: there is no " + file
	}
	if u.Fragment != "" {
		if p := pages[file]; p == nil || !slices.Contains(p.IDs, u.Fragment) {
			return "there is no such part in " + file
		}
	}
	return ""
}

// Faceless says which story, person, value and route pages do not hand the
// reader a way to a person in the page itself.
func Faceless(tree map[string]string) []string {
	var out []string
	for name, p := range Pages(tree) {
		dir, rest, _ := strings.Cut(name, "/")
		own := strings.HasSuffix(rest, "/index.html") && !strings.Contains(rest, "page/") && !strings.HasPrefix(rest, "in/")
		switch dir {
		case "stories", "people", "values", "contact":
			if own && !p.NoIndex && len(p.Ways) == 0 {
				out = append(out, name+": nobody in <main> with a tel: or mailto: link")
			}
		}
	}
	slices.Sort(out)
	return out
}
