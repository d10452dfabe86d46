package sitetest

import (
	_ "embed" // the vocabulary
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

//go:embed schemaorg.txt
var schemaorg string

// vocabulary is the part of schema.org that Kith writes.
type vocabulary struct {
	above  map[string][]string // type -> the types right above it
	domain map[string][]string // property -> types that have it
	values map[string][]string // property -> types of its value
}

func readVocabulary() vocabulary {
	v := vocabulary{map[string][]string{}, map[string][]string{}, map[string][]string{}}
	for line := range strings.Lines(schemaorg) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, what, _ := strings.Cut(rest, ":")
		switch kind {
		case "type":
			v.above[name] = strings.Fields(what)
		case "property":
			domain, values, _ := strings.Cut(what, " -> ")
			v.domain[name], v.values[name] = strings.Fields(domain), strings.Fields(values)
		}
	}
	return v
}

// is reports whether a type is another, or one below it.
func (v vocabulary) is(t, other string) bool {
	return t == other || slices.ContainsFunc(v.above[t], func(up string) bool { return v.is(up, other) })
}

var dataBlock = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// checkData holds the JSON-LD of every page against the vocabulary of
// schema.org: types and properties exist, belong together, and have values of
// the right kind. And nothing stands in it that the page does not show: every
// text is one of the page's own, every address one that the page links to or
// that there is.
func checkData(tree map[string]string, base string) []string {
	voc := readVocabulary()
	var wrong []string
	pages := Pages(tree)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		c := &dataCheck{voc: voc, page: pages[name], tree: tree, base: base, where: name}
		blocks := dataBlock.FindAllStringSubmatch(tree[name], -1)
		if len(blocks) > 1 {
			c.bad("it has %d blocks of data", len(blocks))
		}
		c.shown = dataBlock.ReplaceAllString(tree[name], "")
		for _, b := range blocks {
			c.block(b[1])
		}
		wrong = append(wrong, c.wrong...)
	}
	return wrong
}

type dataCheck struct {
	voc   vocabulary
	page  *Page
	tree  map[string]string
	base  string
	where string
	shown string // the page without its data
	words string // all it shows, spaces apart
	wrong []string
}

func (c *dataCheck) bad(format string, args ...any) {
	c.wrong = append(c.wrong, c.where+": JSON-LD: "+fmt.Sprintf(format, args...))
}

func (c *dataCheck) block(text string) {
	if strings.ContainsAny(text, "<>") {
		c.bad("it is not escaped")
	}
	var doc struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil || doc.Context != "https://schema.org" || len(doc.Graph) == 0 {
		c.bad("%v: %s", err, text)
		return
	}
	c.words = squeeze(c.page.Text + " " + c.page.Title + " " + strings.Join(c.page.Said, " "))
	var kinds []string
	for _, node := range doc.Graph {
		t, _ := node["@type"].(string)
		kinds = append(kinds, t)
		if id, _ := node["@id"].(string); id == "" {
			c.bad("a %s without an @id", t)
		}
		c.node(node, "")
	}
	if home := homePage.MatchString(c.where); home != slices.Contains(kinds, "WebSite") || home == slices.Contains(kinds, "BreadcrumbList") {
		c.bad("it has %v", kinds)
	}
}

// homePage is the home page, in the main language or another.
var homePage = regexp.MustCompile(`^([a-z]{2}(-[a-z0-9]+)*/)?index\.html$`)

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func (c *dataCheck) node(node map[string]any, as string) {
	t, _ := node["@type"].(string)
	if t == "" {
		if id, _ := node["@id"].(string); len(node) != 1 || id == "" {
			c.bad("%s has no type: %v", as, node)
		} else {
			c.address("@id", id)
		}
		return
	}
	if _, ok := c.voc.above[t]; !ok && t != "Thing" {
		c.bad("schema.org has no type %q", t)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(node)) {
		switch key {
		case "@type":
			continue
		case "@id":
			id, _ := node[key].(string)
			c.address("@id", id)
			continue
		}
		domain, ok := c.voc.domain[key]
		if !ok || !slices.ContainsFunc(domain, func(d string) bool { return c.voc.is(t, d) }) {
			c.bad("%s has no property %q", t, key)
			continue
		}
		list, many := node[key].([]any)
		if !many {
			list = []any{node[key]}
		}
		for _, v := range list {
			c.value(t, key, v)
		}
	}
	c.needs(t, node)
}

// needs are the properties without which a node says nothing, as search
// engines have it.
func (c *dataCheck) needs(t string, node map[string]any) {
	must := map[string][]string{
		"BlogPosting": {"headline", "author", "datePublished", "url"}, "Person": {"name"}, "Organization": {"name", "url"},
		"BreadcrumbList": {"itemListElement"}, "ListItem": {"position", "name"}, "ProfilePage": {"mainEntity"}, "WebSite": {"name", "url"},
		"CorrectionComment": {"text"}, "Thing": {"name"},
	}[t]
	for _, key := range must {
		if v, ok := node[key]; !ok || v == "" {
			c.bad("a %s without %s", t, key)
		}
	}
	if t == "ContactPoint" && node["telephone"] == nil && node["email"] == nil && node["url"] == nil {
		c.bad("a ContactPoint that leads nowhere")
	}
	if items, ok := node["itemListElement"].([]any); ok {
		for i, it := range items {
			if it, _ := it.(map[string]any); it["position"] != float64(i+1) {
				c.bad("the items of a %s are not counted from 1", t)
			}
		}
	}
}

var duration = regexp.MustCompile(`^PT[1-9][0-9]*M$`)

func (c *dataCheck) value(t, key string, v any) {
	allowed := c.voc.values[key]
	may := func(kinds ...string) bool {
		return slices.ContainsFunc(kinds, func(k string) bool { return slices.Contains(allowed, k) })
	}
	switch v := v.(type) {
	case map[string]any:
		c.node(v, key)
		if kind, ok := v["@type"].(string); ok && !slices.ContainsFunc(allowed, func(a string) bool { return c.voc.is(kind, a) }) {
			c.bad("%s.%s cannot be a %s", t, key, kind)
		}
	case float64:
		if !may("Integer", "Number") {
			c.bad("%s.%s cannot be a number", t, key)
		}
	case string:
		switch {
		case v == "":
			c.bad("%s.%s is empty", t, key)
		case may("Date", "DateTime"):
			if _, err := time.Parse("2006-01-02"[:min(len(v), 10)], v); err != nil {
				c.bad("%s.%s %q is no date", t, key, v)
			}
			if !strings.Contains(c.shown, v) && t != "CorrectionComment" && key != "foundingDate" { // those two are in words
				c.bad("%s.%s %q is not on the page", t, key, v)
			}
		case may("Duration"):
			if !duration.MatchString(v) {
				c.bad("%s.%s %q is no length of time", t, key, v)
			}
		case may("URL") && (!may("Text") || strings.Contains(v, "://")):
			c.address(t+"."+key, v)
		case key == "inLanguage" || key == "knowsLanguage" || key == "availableLanguage":
			// Tags of languages whose names the page says.
		case !may("Text"):
			c.bad("%s.%s cannot be text", t, key)
		case !strings.Contains(c.words, squeeze(v)):
			c.bad("%s.%s %q is not on the page", t, key, v)
		}
	default:
		c.bad("%s.%s is %v", t, key, v)
	}
}

// address wants an absolute address. One of the site has to lead somewhere, one
// of another to stand on the page.
func (c *dataCheck) address(what, to string) {
	wrong, ours := absoluteIn(c.base, c.tree, to)
	if wrong == "" && !ours && !strings.Contains(c.shown, strings.ReplaceAll(to, "&", "&amp;")) {
		wrong = "is not on the page"
	}
	if wrong != "" {
		c.bad("%s %q %s", what, to, wrong)
	}
}

// absoluteIn says what is wrong with an address that has to be absolute and, if
// it is one of the site's, to lead to a file of it: "" for nothing.
func absoluteIn(base string, tree map[string]string, to string) (wrong string, ours bool) {
	u, err := url.Parse(to)
	if err != nil || !u.IsAbs() {
		return "is not an absolute address", false
	}
	rest, ours := strings.CutPrefix(to, base)
	if !ours {
		return "", false
	}
	rest, _, _ = strings.Cut(rest, "#")
	file, err := url.PathUnescape(rest)
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	if _, ok := tree[file]; !ok || err != nil {
		return "leads nowhere", true
	}
	return "", true
}
