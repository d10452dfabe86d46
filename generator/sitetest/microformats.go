package sitetest

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A Microformat is an item that a page marks up with class names, as
// microformats.org/wiki/microformats2-parsing reads it. A value is a string,
// or a nested *Microformat.
type Microformat struct {
	Type       string // h-card, h-entry, h-feed
	Properties map[string][]any
	Children   []*Microformat
}

// First is a property's first value as text: a nested item's name.
func (m *Microformat) First(property string) string {
	for _, v := range m.Properties[property] {
		switch v := v.(type) {
		case string:
			return v
		case *Microformat:
			return v.First("name")
		}
	}
	return ""
}

// Microformats reads the items of a page at an address, by the rules for
// parsing. Dates keep the form of their datetime, and implied names, photos
// and addresses are those of the simple cases: an item that is a link or a
// picture, or has one and nothing else.
func Microformats(text, page string) []*Microformat {
	base, err := url.Parse(page)
	root, err2 := html.Parse(strings.NewReader(text))
	if err != nil || err2 != nil {
		return nil
	}
	r := &mfReader{base: base}
	r.walk(root, nil)
	return r.items
}

type mfReader struct {
	base  *url.URL
	items []*Microformat
}

func attrOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// walk reads a node within an item, nil outside of all.
func (r *mfReader) walk(n *html.Node, in *Microformat) {
	if n.Type == html.ElementNode {
		if n.Data == "template" {
			return
		}
		var props []string
		var item *Microformat
		for _, class := range strings.Fields(attrOf(n, "class")) {
			prefix, name, ok := strings.Cut(class, "-")
			if !ok || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-") != "" {
				continue
			}
			switch prefix {
			case "h":
				item = &Microformat{Type: class, Properties: map[string][]any{}}
			case "p", "u", "dt", "e":
				props = append(props, class)
			}
		}
		if item != nil {
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				r.walk(c, item)
			}
			r.implied(n, item)
			switch {
			case in == nil:
				r.items = append(r.items, item)
			case len(props) == 0:
				in.Children = append(in.Children, item)
			default:
				for _, p := range props {
					_, name, _ := strings.Cut(p, "-")
					in.Properties[name] = append(in.Properties[name], item)
				}
			}
			return
		}
		if in != nil {
			for _, p := range props {
				prefix, name, _ := strings.Cut(p, "-")
				in.Properties[name] = append(in.Properties[name], r.value(n, prefix))
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c, in)
	}
}

func (r *mfReader) value(n *html.Node, prefix string) string {
	switch prefix {
	case "u":
		for tag, key := range map[string]string{"a": "href", "area": "href", "link": "href", "img": "src", "audio": "src", "video": "src", "data": "value"} {
			if n.Data == tag && attrOf(n, key) != "" {
				return r.resolve(attrOf(n, key))
			}
		}
		return r.resolve(plainText(n))
	case "dt":
		if d := attrOf(n, "datetime"); d != "" {
			return d
		}
	case "p":
		if n.Data == "img" {
			return attrOf(n, "alt")
		}
		if n.Data == "data" {
			return attrOf(n, "value")
		}
	}
	return plainText(n)
}

func (r *mfReader) resolve(to string) string {
	u, err := url.Parse(to)
	if err != nil {
		return to
	}
	return r.base.ResolveReference(u).String()
}

// plainText is what an element says; pictures say their alt.
func plainText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		} else if d.Data == "img" {
			b.WriteString(" " + attrOf(d, "alt") + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// implied are a name and address that no property says.
func (r *mfReader) implied(n *html.Node, m *Microformat) {
	if len(m.Properties) == 0 && len(m.Children) == 0 {
		m.Properties["name"] = []any{plainText(n)}
	}
	if n.Data == "a" && m.Properties["url"] == nil {
		m.Properties["url"] = []any{r.resolve(attrOf(n, "href"))}
	}
}

// Representative finds the item that stands for a page itself
// (microformats.org/wiki/representative-h-card-parsing).
func Representative(items []*Microformat, page string) *Microformat {
	var cards []*Microformat
	var find func(m *Microformat)
	find = func(m *Microformat) {
		if m.Type == "h-card" {
			cards = append(cards, m)
		}
		for _, c := range m.Children {
			find(c)
		}
		for _, values := range m.Properties {
			for _, v := range values {
				if v, ok := v.(*Microformat); ok {
					find(v)
				}
			}
		}
	}
	for _, m := range items {
		find(m)
	}
	has := func(m *Microformat, property string) bool { return slices.Contains(m.Properties[property], any(page)) }
	for _, c := range cards {
		if has(c, "uid") && has(c, "url") {
			return c
		}
	}
	return nil
}

// checkMicroformats looks for what readers of microformats expect: a card
// that stands for the home page and for every person's page, an entry on
// every story's page, and a name on everything.
func checkMicroformats(tree map[string]string, base string) []string {
	var wrong []string
	pages := Pages(tree)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		p := pages[name]
		bad := func(format string, args ...any) {
			wrong = append(wrong, name+": microformats: "+fmt.Sprintf(format, args...))
		}
		at := base + escapePath(strings.TrimSuffix(name, "index.html"))
		items := Microformats(tree[name], at)
		all := append([]*Microformat(nil), items...)
		for i := 0; i < len(all); i++ {
			m := all[i]
			all = append(all, m.Children...)
			for _, values := range m.Properties {
				for _, v := range values {
					if v, ok := v.(*Microformat); ok {
						all = append(all, v)
					}
				}
			}
			switch m.Type {
			case "h-card", "h-feed":
				if m.First("name") == "" {
					bad("an %s without a name", m.Type)
				}
			case "h-entry":
				if m.First("name") == "" || m.First("url") == "" {
					bad("an h-entry without a name or an address: %v", m.Properties)
				}
			default:
				bad("%s is not expected", m.Type)
			}
		}
		if p.NoIndex || p.Canonical != at {
			continue
		}
		dir, rest, _ := strings.Cut(name, "/")
		switch {
		case name == "index.html":
			if Representative(items, at) == nil {
				bad("nothing stands for the home page")
			}
			if !slices.ContainsFunc(all, func(m *Microformat) bool { return m.Type == "h-feed" }) {
				bad("no h-feed")
			}
		case dir == "people" && strings.Count(rest, "/") == 1 && !strings.HasPrefix(rest, "page/"):
			if c := Representative(items, at); c == nil || c.First("name") != p.H1 {
				bad("nobody stands for the page: %v", c)
			}
		case dir == "stories" && strings.Count(rest, "/") == 1:
			i := slices.IndexFunc(items, func(m *Microformat) bool { return m.Type == "h-entry" && m.First("url") == at })
			if i < 0 {
				bad("no h-entry for the story")
				break
			}
			e := items[i]
			author, _ := slices.Concat(e.Properties["author"], []any{nil})[0].(*Microformat)
			if e.First("name") != p.H1 || e.First("published") == "" || len(e.Properties["content"]) != 1 || author == nil || author.Type != "h-card" || len(e.Properties["name"]) != 1 || len(e.Properties["url"]) != 1 {
				bad("the story's h-entry lacks something: %v", e.Properties)
			}
		}
	}
	return wrong
}
