package graph

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/view"
)

// addresses gives every page its address: a path on the site, base included,
// percent-encoded, ending in a slash.
func (g *Graph) addresses() {
	for _, s := range g.all {
		s.URL = g.homeOf(&s.Entry) + escapePath("stories/"+name(&s.Entry)+"/")
	}
	for _, p := range g.people {
		if g.hasPage(p) {
			p.URL = g.Href("people/" + name(&p.Entry) + "/")
		}
	}
	for _, v := range g.values {
		v.URL = g.Href("values/" + name(&v.Entry) + "/")
	}
	for _, r := range g.routes {
		r.URL = g.Href("contact/" + name(&r.Entry) + "/")
	}
	for _, kind := range termKinds {
		for _, t := range g.terms[kind] {
			n := t.ID
			if t.Entry != nil {
				n = name(t.Entry)
			}
			t.URL = g.Href(termFolder[kind] + "/" + n + "/")
		}
	}
	for _, p := range g.pages {
		p.URL = g.homeOf(&p.Entry) + escapePath(pageAddress(p))
	}
}

// termFolder is where a kind of term has its pages.
var termFolder = map[model.Kind]string{
	model.KindTeam: "teams", model.KindTopic: "topics", model.KindPlace: "places", model.KindSeries: "series",
}

func pageAddress(p *Page) string {
	if p.Special() {
		return map[string]string{"404": "404.html", "search": "search/"}[p.ID]
	}
	if p.Section == "" {
		return name(&p.Entry) + "/"
	}
	return p.Section + "/" + name(&p.Entry) + "/"
}

func name(e *model.Entry) string {
	if e.Slug != "" {
		return e.Slug
	}
	return e.ID
}

// Href turns a path among the pages of the graph's language into an address:
// the base in front, everything percent-encoded that needs to be.
func (g *Graph) Href(p string) string { return g.base + escapePath(p) }

// SiteHref is Href for a path under the site's root, where there is what all
// languages share.
func (g *Graph) SiteHref(p string) string { return g.root + escapePath(p) }

func escapePath(p string) string {
	if plainPath(p) {
		return p
	}
	return strings.ReplaceAll(url.PathEscape(p), "%2F", "/")
}

// plainPath reports whether nothing in a path needs escaping, as is usual.
func plainPath(p string) bool {
	for i := range len(p) {
		c := p[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '/' && c != '.' {
			return false
		}
	}
	return true
}

// hasPage reports whether a person has a page of their own today.
func (g *Graph) hasPage(p *Person) bool {
	if !named(p) {
		return false
	}
	return p.State != Left || p.Departed == nil || p.Departed.Page == "" || p.Departed.Page == "keep"
}

// named reports whether a person may be called by name today.
func named(p *Person) bool {
	return p.covers("name") && (p.State != Left || p.Departed == nil || p.Departed.Byline != "role")
}

// Absolute is an address with the site's own host in front.
func (g *Graph) Absolute(href string) string { return g.absolute(href) }

// absolute is an address with the site's own host in front.
func (g *Graph) absolute(href string) string {
	return g.origin + href
}

// origin is the part of a site's address that stands before every path, as in
// "https://stories.example".
func origin(site string) string {
	u, err := url.Parse(site)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

func foldPath(p string) string { return norm.NFC.String(strings.ToLower(p)) }

// source finds the file an entry means by src: beside the entry, or under
// static/ for one that starts with a slash. It returns "" with a finding
// where there is none, or where the file is left out today.
func (g *Graph) source(e *model.Entry, src string, r model.Ref, report bool) string {
	clean, _, _ := strings.Cut(src, "#")
	clean, _, _ = strings.Cut(clean, "?")
	if u, err := url.PathUnescape(clean); err == nil {
		clean = u
	}
	where := "content"
	from := e.File
	if r.At.File != "" {
		from = r.At.File // what a base file names is beside it
	}
	full := path.Join(path.Dir(from), clean)
	if strings.HasPrefix(clean, "/") {
		where = "static"
		full = path.Join("static", clean)
	}
	if !strings.HasPrefix(full, where+"/") {
		if report {
			g.add("bad-address", r, fmt.Sprintf("%s leads out of the site's %s folder.", diag.Quote(src), where), "Files that pages show live beside the page, or under static/.")
		}
		return ""
	}
	full = norm.NFC.String(full)
	if _, ok := g.files[full]; ok {
		if !g.Holds(full) {
			return full
		}
		if report {
			g.heldFile(full, r)
		}
		return ""
	}
	if report {
		hint := "Put the file there, or take the mention out."
		if real, ok := g.folded[foldPath(full)]; ok {
			hint = fmt.Sprintf("Found %s: capital letters count.", diag.Quote(path.Base(real)))
		} else if near := g.similarFile(full); near != "" {
			hint = fmt.Sprintf("Found %s there. Is that the one?", diag.Quote(near))
		}
		message := fmt.Sprintf("%s is not next to %s.", diag.Quote(src), path.Base(e.File))
		if where == "static" {
			message = fmt.Sprintf("%s is not under static/.", diag.Quote(strings.TrimPrefix(src, "/")))
		}
		g.add("missing-file", r, message, hint)
	}
	return ""
}

func (g *Graph) similarFile(full string) string {
	dir := path.Dir(full) + "/"
	best, bestD := "", 4
	for _, c := range g.names.of("file beside", g.otherFiles) {
		if f := c.ID; strings.HasPrefix(f, dir) && !strings.Contains(f[len(dir):], "/") {
			if d := diag.Distance(path.Base(f), path.Base(full)); d < bestD {
				best, bestD = path.Base(f), d
			}
		}
	}
	return best
}

// public is the address path of a source file that a page uses. It goes on
// the list of files to publish.
func (g *Graph) public(e *model.Entry, pageURL, source string) string {
	p := strings.TrimPrefix(source, "static/")
	if rest, ok := strings.CutPrefix(source, "content/"); ok {
		p = rest
		if pageURL = g.filesURL(e, pageURL); e.Folder != "" && strings.HasPrefix(source, e.Folder+"/") && strings.HasSuffix(pageURL, "/") {
			dir, _ := url.PathUnescape(strings.TrimPrefix(pageURL, g.root))
			p = dir + source[len(e.Folder)+1:]
		}
	}
	return p
}

// mayPicture reports whether pictures of a person may be shown today.
func (g *Graph) mayPicture(p *Person) bool {
	if !p.covers("photo") {
		return false
	}
	return p.State != Left || p.Departed != nil && p.Departed.Photo
}

// focusClass turns "50% 30%" into a class in steps of ten.
func focusClass(s string) string {
	var x, y int
	if n, _ := fmt.Sscanf(strings.ReplaceAll(s, "%", ""), "%d %d", &x, &y); n != 2 {
		return ""
	}
	step := func(n int) int { return (min(max(n, 0), 100) + 5) / 10 * 10 }
	return fmt.Sprintf("focus-%d-%d", step(x), step(y))
}

func viewDate(d meta.Date) view.Date {
	if d.IsZero() {
		return view.Date{}
	}
	iso := fmt.Sprintf("%04d", d.Year)
	if d.Month > 0 {
		iso += fmt.Sprintf("-%02d", d.Month)
		if d.Day > 0 {
			iso += fmt.Sprintf("-%02d", d.Day)
		}
	}
	return view.Date{Year: d.Year, Month: d.Month, Day: d.Day, ISO: iso}
}
