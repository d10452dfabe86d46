package feed

import (
	"encoding/xml"
	"strings"
)

// MaxURLs is how many pages a sitemap may have (sitemaps.org/protocol.html).
const MaxURLs = 50_000

// URL is a page in a sitemap.
type URL struct {
	Loc string // absolute
	// Modified is when the page last changed, as a W3C date: 2026-11-14. ""
	// if nobody knows.
	Modified string
	// Alternates are the same page in all its languages, this one included.
	Alternates []Alternate
}

// Alternate is a page in a language.
type Alternate struct {
	Language string // BCP 47, or "x-default"
	Href     string // absolute
}

// Sitemap lists pages for search engines.
func Sitemap(urls []URL) []byte {
	var b strings.Builder
	b.Grow(120 * len(urls))
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`)
	for i := range urls {
		if len(urls[i].Alternates) > 0 {
			b.WriteString(` xmlns:xhtml="http://www.w3.org/1999/xhtml"`)
			break
		}
	}
	b.WriteString(">\n")
	for i := range urls {
		u := &urls[i]
		b.WriteString("<url><loc>" + escape(u.Loc) + "</loc>")
		if u.Modified != "" {
			b.WriteString("<lastmod>" + escape(u.Modified) + "</lastmod>")
		}
		for _, a := range u.Alternates {
			b.WriteString(`<xhtml:link rel="alternate" hreflang="` + escape(a.Language) + `" href="` + escape(a.Href) + `"/>`)
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return []byte(b.String())
}

// SitemapIndex lists sitemaps, for sites of more pages than fit in one.
func SitemapIndex(sitemaps []string) []byte {
	var b strings.Builder
	b.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, s := range sitemaps {
		b.WriteString("<sitemap><loc>" + escape(s) + "</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return []byte(b.String())
}

// escape is a text for XML. Most addresses have nothing to escape.
func escape(s string) string {
	if !strings.ContainsAny(s, `&<>"'`) {
		return clean(s)
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(s)))
	return b.String()
}
