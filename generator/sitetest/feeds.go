package sitetest

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"net/mail"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// checkFeeds holds every feed, sitemap and text for robots of a finished site
// against the rules of its format, and every address in them against the
// site. The rules are written from the documents that the comments name.
func checkFeeds(tree map[string]string, base string) []string {
	c := &feedCheck{tree: tree, base: base}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		c.name = name
		switch file := path.Base(name); {
		case file == "feed.xml":
			c.atom([]byte(tree[name]))
		case file == "rss.xml":
			c.rss([]byte(tree[name]))
		case file == "feed.json":
			c.json([]byte(tree[name]))
		case strings.HasPrefix(name, "sitemap") && path.Ext(name) == ".xml":
			c.sitemap([]byte(tree[name]))
		case name == ".well-known/security.txt":
			c.security(tree[name])
		}
	}
	return c.wrong
}

type feedCheck struct {
	tree  map[string]string
	base  string
	name  string
	wrong []string
}

func (c *feedCheck) bad(format string, args ...any) {
	c.wrong = append(c.wrong, c.name+": "+fmt.Sprintf(format, args...))
}

func (c *feedCheck) want(ok bool, format string, args ...any) {
	if !ok {
		c.bad(format, args...)
	}
}

// here wants an absolute address, and if it is one of the site's, its file.
func (c *feedCheck) here(what, to string) {
	if wrong, _ := absoluteIn(c.base, c.tree, to); wrong != "" {
		c.bad("%s %q %s", what, to, wrong)
	}
}

// text holds HTML inside of a feed to absolute addresses.
func (c *feedCheck) text(text string) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		c.bad("text: %v", err)
		return
	}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "srcset":
				for part := range strings.SplitSeq(a.Val, ",") {
					c.here("in a text: srcset", strings.Fields(part)[0])
				}
			case a.Key == "href" || a.Key == "src" || a.Key == "poster":
				c.here("in a text: "+a.Key, a.Val)
			}
		}
	}
}

func (c *feedCheck) stamp(what, s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	c.want(err == nil, "%s %q is not a date of RFC 3339", what, s)
	return t
}

// element is a part of an XML document.
type element struct {
	XMLName  xml.Name
	Attr     []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e *element) attr(name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all finds the children of a name in the element's own namespace, or in
// another: "http://purl.org/dc/elements/1.1/ creator".
func (e *element) all(name string) []element {
	space, local, other := strings.Cut(name, " ")
	if !other {
		space, local = e.XMLName.Space, name
	}
	var out []element
	for _, x := range e.Children {
		if x.XMLName.Space == space && x.XMLName.Local == local {
			out = append(out, x)
		}
	}
	return out
}

func (e *element) only(name string) string {
	if l := e.all(name); len(l) == 1 {
		return l[0].Text
	}
	return ""
}

func (c *feedCheck) parse(data []byte, space, local string) *element {
	var root element
	if err := xml.Unmarshal(data, &root); err != nil {
		c.bad("%v", err)
		return nil
	}
	if root.XMLName != (xml.Name{Space: space, Local: local}) {
		c.bad("the root is %v", root.XMLName)
		return nil
	}
	return &root
}

// atom checks RFC 4287: what a feed (4.1.1) and an entry (4.1.2) must and
// must not have, dates (3.3), and links that differ in type or language.
func (c *feedCheck) atom(data []byte) {
	const ns = "http://www.w3.org/2005/Atom"
	root := c.parse(data, ns, "feed")
	if root == nil {
		return
	}
	ids := map[string]bool{}
	common := func(what string, e *element) {
		for _, one := range []string{"id", "title", "updated"} {
			c.want(len(e.all(one)) == 1 && strings.TrimSpace(e.only(one)) != "", "%s has not one %s", what, one)
		}
		for _, most := range []string{"generator", "icon", "logo", "rights", "subtitle", "published", "summary", "content"} {
			c.want(len(e.all(most)) < 2, "%s has several %s", what, most)
		}
		u, err := url.Parse(e.only("id"))
		c.want(err == nil && u.IsAbs(), "%s has the id %q, which is no IRI", what, e.only("id"))
		alternates := map[string]bool{}
		for _, l := range e.all("link") {
			c.here(what+"'s link", l.attr("href"))
			if l.attr("rel") == "alternate" {
				key := l.attr("type") + " " + l.attr("hreflang")
				c.want(!alternates[key], "%s has two alternates of one type and language", what)
				alternates[key] = true
			}
		}
		c.want(len(alternates) > 0, "%s has no alternate", what)
		for _, role := range []string{"author", "contributor"} {
			for _, p := range e.all(role) {
				c.want(strings.TrimSpace(p.only("name")) != "", "%s has an %s without a name", what, role)
				if uri := p.only("uri"); uri != "" {
					c.here(role, uri)
				}
			}
		}
		for _, cat := range e.all("category") {
			c.want(cat.attr("term") != "", "%s has a category without a term", what)
		}
	}
	common("the feed", root)
	self := ""
	for _, l := range root.all("link") {
		if l.attr("rel") == "self" {
			self = l.attr("href")
		}
	}
	c.want(self == c.base+escapePath(c.name), "self is %q", self)
	feedUpdated := c.stamp("updated", root.only("updated"))
	var last time.Time
	for i, e := range root.all("entry") {
		what := fmt.Sprintf("entry %d", i+1)
		common(what, &e)
		c.want(len(e.all("author")) > 0, "%s has no author", what)
		c.want(!ids[e.only("id")], "%s has an id that stands twice", what)
		ids[e.only("id")] = true
		updated, published := c.stamp("updated", e.only("updated")), c.stamp("published", e.only("published"))
		c.want(!updated.Before(published), "%s was updated before it was published", what)
		if updated.After(last) {
			last = updated
		}
		if content := e.all("content"); len(content) == 1 {
			c.want(content[0].attr("type") == "html", "%s has content of the type %q", what, content[0].attr("type"))
			c.text(content[0].Text)
		} else {
			c.want(strings.TrimSpace(e.only("summary")) != "" || len(e.all("link")) > 0, "%s has neither content nor a link", what)
		}
	}
	c.want(len(ids) > 0, "there is no entry")
	c.want(feedUpdated.Equal(last), "the feed was updated %v, its entries %v", feedUpdated, last)
}

func escapePath(file string) string { return (&url.URL{Path: file}).EscapedPath() }

// rss checks what RSS 2.0 requires (rssboard.org/rss-specification), and that
// authors are named as Dublin Core has it.
func (c *feedCheck) rss(data []byte) {
	root := c.parse(data, "", "rss")
	if root == nil {
		return
	}
	c.want(root.attr("version") == "2.0", "the version is %q", root.attr("version"))
	channels := root.all("channel")
	if len(channels) != 1 {
		c.bad("there are %d channels", len(channels))
		return
	}
	ch := channels[0]
	for _, must := range []string{"title", "link", "description"} {
		c.want(len(ch.all(must)) == 1 && ch.only(must) != "", "the channel has not one %s", must)
	}
	c.here("link", ch.only("link"))
	if self := ch.all("http://www.w3.org/2005/Atom link"); len(self) != 1 || self[0].attr("href") != c.base+c.name || self[0].attr("rel") != "self" {
		c.bad("atom:link does not lead to the feed")
	}
	guids := map[string]bool{}
	for _, item := range ch.all("item") {
		c.want(item.only("title") != "" || item.only("description") != "", "an item has neither title nor description")
		c.here("item's link", item.only("link"))
		for _, d := range []string{item.only("pubDate"), ch.only("lastBuildDate")} {
			_, err := mail.ParseDate(d)
			c.want(err == nil, "%q is not a date of RFC 822", d)
		}
		guid := item.all("guid")
		if len(guid) != 1 || guids[guid[0].Text] {
			c.bad("an item without a guid of its own")
			continue
		}
		guids[guid[0].Text] = true
		if guid[0].attr("isPermaLink") != "false" {
			c.here("guid", guid[0].Text)
		}
		c.want(len(item.all("http://purl.org/dc/elements/1.1/ creator")) > 0, "an item without a creator")
		c.text(item.only("http://purl.org/rss/1.0/modules/content/ encoded"))
	}
}

// json checks JSON Feed 1.1 (jsonfeed.org/version/1.1): fields of the right
// name and type, ids that stand once, dates of RFC 3339.
func (c *feedCheck) json(data []byte) {
	type author struct {
		Name   string `json:"name"`
		URL    string `json:"url"`
		Avatar string `json:"avatar"`
	}
	var f struct {
		Version     string   `json:"version"`
		Title       string   `json:"title"`
		Home        string   `json:"home_page_url"`
		Feed        string   `json:"feed_url"`
		Description string   `json:"description"`
		Language    string   `json:"language"`
		Authors     []author `json:"authors"`
		Items       []struct {
			ID        string   `json:"id"`
			URL       string   `json:"url"`
			Title     string   `json:"title"`
			HTML      string   `json:"content_html"`
			Text      string   `json:"content_text"`
			Summary   string   `json:"summary"`
			Image     string   `json:"image"`
			Published string   `json:"date_published"`
			Modified  string   `json:"date_modified"`
			Authors   []author `json:"authors"`
			Tags      []string `json:"tags"`
		} `json:"items"`
	}
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		c.bad("%v", err)
		return
	}
	c.want(f.Version == "https://jsonfeed.org/version/1.1", "the version is %q", f.Version)
	c.want(f.Title != "" && f.Items != nil, "title or items are missing")
	c.here("home_page_url", f.Home)
	c.want(f.Feed == c.base+c.name, "feed_url is %q", f.Feed)
	ids := map[string]bool{}
	for _, item := range f.Items {
		c.want(item.ID != "" && !ids[item.ID], "the id %q is missing or stands twice", item.ID)
		ids[item.ID] = true
		c.want(item.HTML != "" || item.Text != "", "%s has no content", item.ID)
		c.here("url", item.URL)
		c.text(item.HTML)
		c.stamp("date_published", item.Published)
		if item.Modified != "" {
			c.stamp("date_modified", item.Modified)
		}
		if item.Image != "" {
			c.here("image", item.Image)
		}
		c.want(len(item.Authors) > 0, "%s has no author", item.ID)
		for _, a := range item.Authors {
			c.want(a.Name != "", "%s has an author without a name", item.ID)
			if a.URL != "" {
				c.here("author", a.URL)
			}
		}
	}
}

// sitemap checks what the schema of sitemaps.org wants: loc first, dates as
// W3C has them, at most 50,000, each once; and that pages which want to stay
// away are left out and all others are in.
func (c *feedCheck) sitemap(data []byte) {
	const ns = "http://www.sitemaps.org/schemas/sitemap/0.9"
	if strings.Contains(string(data), "<sitemapindex") {
		root := c.parse(data, ns, "sitemapindex")
		if root == nil {
			return
		}
		for _, s := range root.all("sitemap") {
			c.here("sitemap", s.only("loc"))
		}
		return
	}
	root := c.parse(data, ns, "urlset")
	if root == nil {
		return
	}
	c.want(len(root.Children) > 0 && len(root.Children) <= 50_000, "it lists %d pages", len(root.Children))
	seen := map[string]bool{}
	for _, u := range root.all("url") {
		loc := u.only("loc")
		c.want(len(u.Children) > 0 && u.Children[0].XMLName.Local == "loc" && len(loc) < 2048, "a page without a loc")
		c.want(strings.HasPrefix(loc, c.base) && !seen[loc], "%s is of another site, or stands twice", loc)
		seen[loc] = true
		c.here("loc", loc)
		own := false
		for _, a := range u.all("http://www.w3.org/1999/xhtml link") {
			c.want(a.attr("rel") == "alternate" && a.attr("hreflang") != "", "%s has an alternate without a language", loc)
			c.here("hreflang", a.attr("href"))
			own = own || a.attr("href") == loc
		}
		c.want(own || len(u.all("http://www.w3.org/1999/xhtml link")) == 0, "%s is not among its own alternates", loc)
		if d := u.only("lastmod"); d != "" {
			ok := false
			for _, form := range []string{"2006", "2006-01", time.DateOnly, time.RFC3339} {
				_, err := time.Parse(form, d)
				ok = ok || err == nil
			}
			c.want(ok, "lastmod %q is not a W3C date", d)
		}
	}
	if c.name != "sitemap.xml" {
		return
	}
	for name, p := range Pages(c.tree) {
		dir, rest, _ := strings.Cut(name, "/")
		loc := c.base + escapePath(strings.TrimSuffix(name, "index.html"))
		further := strings.Contains(rest, "page/") || dir == "stories" && strings.HasPrefix(rest, "in/") ||
			dir == "people" && strings.Contains(rest, "/stories/")
		switch {
		case seen[loc] && p.NoIndex:
			c.bad("%s is listed, and wants to stay away", name)
		case !seen[loc] && !p.NoIndex && !further && name != "search/index.html" && p.Canonical == loc:
			c.bad("%s is not listed", name)
		case seen[loc] && p.Canonical != loc:
			c.bad("%s is listed, and another page stands for it", name)
		}
	}
}

// security checks RFC 9116: a contact, and one date by which it expires.
func (c *feedCheck) security(text string) {
	count := map[string]int{}
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		c.want(ok, "the line %q is no field", line)
		count[name]++
		switch name {
		case "Expires":
			c.stamp("Expires", value)
		case "Contact", "Canonical", "Policy":
			u, err := url.Parse(value)
			c.want(err == nil && u.IsAbs() && u.Scheme != "http", "%s %q is no address", name, value)
		}
	}
	c.want(count["Contact"] > 0 && count["Expires"] == 1 && count["Preferred-Languages"] < 2, "fields: %v", count)
}
