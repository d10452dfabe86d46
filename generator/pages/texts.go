package pages

import (
	"fmt"
	"strings"

	"kith/generator/feed"
	"kith/generator/graph"
)

// planTexts adds the small files that machines look for at the root of a
// site. A file of that name in static/ stands in their place.
func planTexts(editions []*graph.Graph, add func(Output)) {
	g := editions[0]
	fixed := func(path, text string) {
		add(Output{Path: path, ID: path, Given: text, Yields: true, Encode: func(*graph.Reader) ([]byte, error) { return []byte(text), nil }})
	}
	fixed("robots.txt", robots(g))
	if s, ok := g.Security(); ok {
		fixed(securityFile, security(editions, s))
	}
	add(Output{Path: "humans.txt", ID: "humans.txt", Yields: true, Encode: humans})
	if g.Config().Robots.LLMs {
		add(Output{Path: "llms.txt", ID: "llms.txt", Yields: true, Encode: llms})
	}
}

// planSitemaps adds the list of all pages for search engines: one file, or an
// index of several where there are several languages, or more pages than a
// file may hold.
func planSitemaps(editions []*graph.Graph, limit int, add func(Output)) {
	// A page is listed with its address in every language, and a file may be
	// no larger for that.
	limit /= len(editions)
	var all []string
	var files []Output
	for n, g := range editions {
		parts := (g.SitemapSize() + limit - 1) / limit
		for i := range parts {
			file := fmt.Sprintf("sitemap-%d.xml", i+1)
			all = append(all, g.Absolute(g.Href(file)))
			files = append(files, Output{
				Path: g.Folder() + file, Edition: n, ID: "sitemap", Given: fmt.Sprintf("%d of %d", i+1, parts), Encode: sitemap(i, parts),
			})
		}
	}
	if len(files) == 1 {
		files[0].Path = "sitemap.xml"
		add(files[0])
		return
	}
	for _, f := range files {
		add(f)
	}
	add(Output{
		Path: "sitemap.xml", ID: "sitemap", Given: strings.Join(all, "\n"),
		Encode: func(*graph.Reader) ([]byte, error) { return feed.SitemapIndex(all), nil },
	})
}

// sitemap is one of several equal parts of the list of pages.
func sitemap(part, parts int) func(*graph.Reader) ([]byte, error) {
	return func(r *graph.Reader) ([]byte, error) {
		all := r.Sitemap()
		var urls []feed.URL
		for _, p := range all[len(all)*part/parts : len(all)*(part+1)/parts] {
			u := feed.URL{Loc: p.URL, Modified: p.Modified}
			for _, a := range p.Alternates {
				u.Alternates = append(u.Alternates, feed.Alternate{Language: a.Language, Href: a.URL})
			}
			urls = append(urls, u)
		}
		return feed.Sitemap(urls), nil
	}
}

// robots is robots.txt (RFC 9309): what is asked of programs that read the
// site. It counts at the root of a host only, so a hub in a folder of a larger
// site has to have it copied there.
func robots(g *graph.Graph) string {
	c := g.Config().Robots
	var b strings.Builder
	for _, name := range c.Refuse {
		fmt.Fprintf(&b, "User-agent: %s\n", name)
	}
	if len(c.Refuse) > 0 {
		b.WriteString("Disallow: /\n\n")
	}
	b.WriteString("User-agent: *\n")
	for _, path := range c.Disallow {
		fmt.Fprintf(&b, "Disallow: %s%s\n", g.Href(""), strings.TrimPrefix(path, "/"))
	}
	if len(c.Disallow) == 0 {
		b.WriteString("Allow: /\n")
	}
	fmt.Fprintf(&b, "\nSitemap: %s\n", g.Absolute(g.Href("sitemap.xml")))
	return b.String()
}

// securityFile is where RFC 9116 wants it.
const securityFile = ".well-known/security.txt"

// security is security.txt (RFC 9116): whom to tell about a hole in the site.
func security(editions []*graph.Graph, s graph.Security) string {
	g := editions[0]
	var languages []string
	for _, g := range editions {
		languages = append(languages, g.Language())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Contact: %s\n", s.Contact)
	fmt.Fprintf(&b, "Expires: %04d-%02d-%02dT23:59:59Z\n", s.Expires.Year, s.Expires.Month, s.Expires.Day)
	fmt.Fprintf(&b, "Preferred-Languages: %s\n", strings.Join(languages, ", "))
	fmt.Fprintf(&b, "Canonical: %s\n", g.Absolute(g.Href(securityFile)))
	if s.Policy != "" {
		fmt.Fprintf(&b, "Policy: %s\n", s.Policy)
	}
	return b.String()
}

// humans is humans.txt (humanstxt.org): who made this. They are the people of
// the hub, with their pages.
func humans(r *graph.Reader) ([]byte, error) {
	site := r.Site()
	var b strings.Builder
	b.WriteString("/* TEAM */\n")
	for _, p := range r.Colleagues() {
		fmt.Fprintf(&b, "\n%s\n", p.Name)
		if p.Role != "" {
			fmt.Fprintf(&b, "%s\n", p.Role)
		}
		if p.URL != "" {
			fmt.Fprintf(&b, "%s\n", p.URL)
		}
	}
	fmt.Fprintf(&b, "\n/* SITE */\n\n%s\n%s\n", site.Title, site.URL)
	return []byte(b.String()), nil
}

// llms is llms.txt (llmstxt.org): the hub in brief, for language models, in
// the form that page asks for.
func llms(r *graph.Reader) ([]byte, error) {
	site := r.Site()
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", line(site.Title))
	if site.Description != "" {
		fmt.Fprintf(&b, "\n> %s\n", line(site.Description))
	}
	heading := func(word string) { fmt.Fprintf(&b, "\n## %s\n\n", line(r.Word(word, nil))) }
	item := func(title, url, note string) {
		fmt.Fprintf(&b, "- [%s](%s)", line(title), url)
		if note != "" {
			fmt.Fprintf(&b, ": %s", line(note))
		}
		b.WriteByte('\n')
	}
	if routes := r.Routes(); len(routes) > 0 {
		heading("contact-title")
		for _, c := range routes {
			item(c.Title, r.Absolute(c.URL), c.Person.Name)
		}
	}
	heading("people")
	for _, p := range r.Colleagues() {
		if p.URL != "" {
			item(p.Name, p.URL, p.Role)
		}
	}
	if live, _ := r.Values(); len(live) > 0 {
		heading("stand-by")
		for _, v := range live {
			item(v.Title, r.Absolute(v.URL), v.Statement)
		}
	}
	if l := r.Latest("all"); len(l.IDs) > 0 {
		heading("stories")
		for _, id := range l.IDs {
			if n, ok := r.News(id); ok {
				item(n.Title, n.URL, n.Summary)
			}
		}
	}
	return []byte(b.String()), nil
}

// line is a text on one line of Markdown, with nothing in it that Markdown
// would take for a link's end.
func line(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
}
