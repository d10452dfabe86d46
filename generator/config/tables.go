package config

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
	"kith/generator/hosting"
	"kith/generator/meta"
)

func (r *reader) languages(m *meta.Map) {
	for _, key := range m.Keys() {
		sub := m.Map(key.Value)
		if sub == nil {
			continue
		}
		var l Language
		title, description := sub.Text("title"), sub.Text("description")
		l.Title, l.Description = title.Value, description.Value
		l.Label = sub.Text("label").Value
		tag := r.tag(key)
		l.Menu = r.menu(sub, "languages."+tag+".menu")
		l.Strings = r.strings(sub.Map("strings"), "languages."+tag+".strings.")
		l.Params = sub.Tree("params")
		if tag == "" {
			continue
		}
		if tag == r.c.Language {
			r.c.Strings, r.c.Label = l.Strings, l.Label
			if l.Title != "" || l.Description != "" || len(l.Menu) > 0 {
				r.bad(key, diag.Quote(tag)+" is the main language of the site",
					"its title, description and menu stand above the tables; only [languages."+tag+".strings] and label belong here")
			}
			continue
		}
		if _, twice := r.c.Languages[tag]; twice {
			r.bad(key, "the language "+diag.Quote(tag)+" stands here a second time", "")
			continue
		}
		if main, _, region := strings.Cut(r.c.Language, "-"); region && tag == main {
			r.list.Add("same-language", key.Pos, key.Len,
				fmt.Sprintf("[languages.%s] makes a second edition of the site, as its language is %s.", tag, diag.Quote(r.c.Language)),
				fmt.Sprintf("Write [languages.%s] for words of the main language. If readers elsewhere are meant, say where, as in en-US.", r.c.Language))
		}
		if r.c.Languages == nil {
			r.c.Languages = map[string]Language{}
		}
		r.note("languages."+tag, key)
		r.note("languages."+tag+".title", title)
		r.note("languages."+tag+".description", description)
		r.c.Languages[tag] = l
	}
}

// strings reads words of the theme; path is where they stand.
func (r *reader) strings(m *meta.Map, path string) map[string]string {
	var out map[string]string
	for _, key := range m.Keys() {
		t := m.Text(key.Value)
		if t.Value == "" {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[key.Value] = t.Value
		r.note(path+key.Value, t)
	}
	return out
}

// menu reads [[menu]] of the site or of a language; path is where it stands.
func (r *reader) menu(m *meta.Map, path string) []MenuItem {
	type placed struct {
		item      MenuItem
		name, url meta.Text
	}
	var all []placed
	for _, it := range m.Items("menu") {
		if it.Map == nil {
			r.bad(it.Text, diag.Quote(it.Text.Value)+" is no item of a menu", `they look like [[menu]], with name = "About us" and url = "/about/" below`)
			continue
		}
		p := placed{name: it.Map.Text("name"), url: it.Map.Text("url")}
		p.item.Name, p.item.URL = p.name.Value, p.url.Value
		p.item.Weight, _ = it.Map.Int("weight")
		if p.item.Name == "" && !it.Map.Faulty("name") {
			r.lacks(it.Map, "name", "items of the menu")
		}
		if p.item.URL == "" {
			if !it.Map.Faulty("url") {
				r.lacks(it.Map, "url", "items of the menu")
			}
			continue
		}
		if r.link(p.url) {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.item.Weight, b.item.Weight) })
	var out []MenuItem
	for i, p := range all {
		r.note(fmt.Sprintf("%s.%d.name", path, i), p.name)
		r.note(fmt.Sprintf("%s.%d.url", path, i), p.url)
		out = append(out, p.item)
	}
	return out
}

func (r *reader) sections(m *meta.Map) {
	for _, key := range m.Keys() {
		sub := m.Map(key.Value)
		if sub == nil {
			continue
		}
		title, description := sub.Text("title"), sub.Text("description")
		name := strings.ToLower(norm.NFC.String(key.Value))
		switch {
		case slices.Contains(kinds, name):
			r.bad(key, diag.Quote(key.Value)+" cannot be a section of plain pages", "Kith has a use of its own for that name")
			continue
		case !plainName(name):
			r.bad(key, diag.Quote(key.Value)+" cannot be the name of a folder in content/", "use letters, digits and single hyphens")
			continue
		}
		if r.c.Sections == nil {
			r.c.Sections = map[string]Section{}
		}
		r.note("sections."+name, key)
		r.note("sections."+name+".title", title)
		r.note("sections."+name+".description", description)
		r.c.Sections[name] = Section{title.Value, description.Value}
	}
}

func (r *reader) redirects(m *meta.Map) {
	first := map[string]meta.Text{}
	for _, it := range m.Items("redirects") {
		if it.Map == nil {
			r.bad(it.Text, diag.Quote(it.Text.Value)+" is no redirect", `they look like [[redirects]], with from = "/old/" and to = "/new/" below`)
			continue
		}
		from, to := it.Map.Text("from"), it.Map.Text("to")
		d := Redirect{To: to.Value, ToAt: to.Pos, ToLen: to.Len, Status: 301, At: from.Pos}
		if n, ok := it.Map.Int("status"); ok {
			d.Status = n
		}
		status := it.Map.Text("status")
		if !slices.Contains([]int{301, 302, 307, 308, 410}, d.Status) {
			r.bad(status, fmt.Sprintf("a redirect cannot have the status %d", d.Status),
				"301 (moved for good) is usual; 302, 307, 308 and 410 (gone) work too")
			continue
		}
		if from.Value == "" {
			if !it.Map.Faulty("from") {
				r.lacks(it.Map, "from", "redirects")
			}
			continue
		}
		var ok bool
		if d.From, ok = r.path(from); !ok {
			continue
		}
		switch {
		case d.Status == 410 && to.Value != "":
			r.bad(to, "what is gone (410) leads nowhere", "leave out the line with to, or the status")
			continue
		case d.Status == 410:
		case to.Value == "":
			if !it.Map.Faulty("to") {
				r.list.Add("missing-setting", from.Pos, from.Len, "the redirect of "+diag.Quote(from.Value)+` has no "to"`, "if the page is gone for good, say status = 410")
			}
			continue
		case strings.HasPrefix(to.Value, "/") && !strings.HasPrefix(to.Value, "//"):
			if strings.ContainsAny(to.Value, " \\<>\"") || strings.Contains(to.Value, "..") {
				r.bad(to, diag.Quote(to.Value)+" is not a path on this site", `it looks like "/stories/kettle/"`)
				continue
			}
			if strings.Trim(to.Value, "/") == strings.Trim(d.From, "/") {
				r.bad(to, "this redirect leads back to itself", "")
				continue
			}
		case !r.web(to):
			continue
		}
		// Hosts disagree about slashes at the end, so both forms are one.
		key := strings.Trim(d.From, "/")
		if f, twice := first[key]; twice {
			r.list.Add("bad-setting", from.Pos, from.Len, "a redirect from "+diag.Quote(d.From)+" stands here a second time", "keep one of the two",
				diag.Related{Pos: f.Pos, Message: "the first is here"})
			continue
		}
		first[key] = from
		r.c.Redirects = append(r.c.Redirects, d)
	}
}

func (r *reader) markdown(m *meta.Map) {
	c := &r.c.Markdown
	r.choice(m, "markdown.html", &c.HTML, "off", "safe")
	c.Typographer = m.Bool("typographer", c.Typographer)
	r.text(m, "markdown.code_light", &c.CodeLight)
	r.text(m, "markdown.code_dark", &c.CodeDark)
	c.TOC = m.Bool("toc", c.TOC)
}

func (r *reader) cards(m *meta.Map) {
	r.c.Cards.Draw = m.Bool("draw", r.c.Cards.Draw)
	var raw string
	t := r.text(m, "cards.font", &raw)
	switch name := strings.ToLower(t.Value); {
	case name == "":
		return
	case strings.HasSuffix(name, ".woff2"), strings.HasSuffix(name, ".woff"):
		r.bad(t, diag.Quote(t.Value)+" is packed for browsers, and cards can't be drawn with it", "put the .ttf or .otf of the same font in its place")
		return
	case !strings.HasSuffix(name, ".ttf") && !strings.HasSuffix(name, ".otf"):
		r.bad(t, diag.Quote(t.Value)+" is not a font that cards can be drawn with", "it is a file with the ending .ttf or .otf")
		return
	}
	clean := path.Clean(t.Value)
	if clean != t.Value || !strings.HasPrefix(clean, "static/") && !strings.HasPrefix(clean, "themes/") {
		r.bad(t, diag.Quote(t.Value)+" is not a file under static/ or themes/", `it looks like font = "themes/ours/NotoSansJP-Bold.ttf"; what is under static/ is published too`)
		return
	}
	r.c.Cards.Font = t.Value
}

func (r *reader) images(m *meta.Map) {
	c := &r.c.Images
	if widths := m.Texts("widths"); len(widths) > 0 {
		c.Widths = nil
		for _, t := range widths {
			n, ok := wholeNumber(t.Value)
			if !ok || n < 16 || n > 8000 {
				r.bad(t, diag.Quote(t.Value)+" is not a width in pixels", "they are whole numbers from 16 to 8,000")
				continue
			}
			c.Widths = append(c.Widths, n)
		}
		slices.Sort(c.Widths)
		c.Widths = slices.Compact(c.Widths)
		if len(c.Widths) == 0 {
			c.Widths = defaults().Images.Widths
		}
		if len(c.Widths) > 12 {
			r.bad(widths[12], "more than 12 widths make more files than anybody needs", "four or five will do")
			c.Widths = c.Widths[:12]
		}
	}
	if formats := m.Enums("formats", "jpeg", "webp", "avif"); len(formats) > 0 {
		c.Formats = nil
		for _, t := range formats {
			if !slices.Contains(c.Formats, t.Value) {
				c.Formats = append(c.Formats, t.Value)
			}
		}
		r.note("images.formats", formats[0])
	}
	r.number(m, "images.quality", &c.Quality, 1, 100)
	r.number(m, "images.max_pixels", &c.MaxPixels, 10_000, 1_000_000_000)
	r.choice(m, "images.portraits", &c.Portraits, "natural", "gray", "brand")
}

func (r *reader) fresh(m *meta.Map) {
	f := &r.c.Fresh
	for key, into := range map[string]*int{"person": &f.Person, "contact": &f.Contact, "value": &f.Value, "page": &f.Page} {
		r.number(m, "fresh."+key, into, 1, 120)
	}
}

func (r *reader) feeds(m *meta.Map) {
	r.number(m, "feeds.items", &r.c.Feeds.Items, 1, 1000)
	r.c.Feeds.Full = m.Bool("full", r.c.Feeds.Full)
	r.some(m, "feeds.formats", &r.c.Feeds.Formats, "atom", "rss", "json")
	r.some(m, "feeds.for", &r.c.Feeds.For, "people", "values", "topics")
}

// some reads a list of a few words, in the order in which they are allowed.
// An empty list is one too.
func (r *reader) some(m *meta.Map, path string, into *[]string, allowed ...string) {
	key := last(path)
	if !m.Has(key) || m.Faulty(key) {
		return
	}
	wanted := m.Enums(key, allowed...)
	*into = nil
	for _, word := range allowed {
		if slices.ContainsFunc(wanted, func(t meta.Text) bool { return t.Value == word }) {
			*into = append(*into, word)
		}
	}
	if len(wanted) > 0 {
		r.note(path, wanted[0])
	}
}

func (r *reader) robots(m *meta.Map) {
	c := &r.c.Robots
	for _, t := range m.Texts("disallow") {
		if !strings.HasPrefix(t.Value, "/") || strings.ContainsAny(t.Value, " \t#") {
			r.bad(t, diag.Quote(t.Value)+" is not a path on this site", `it looks like "/stories/in/"`)
			continue
		}
		c.Disallow = append(c.Disallow, t.Value)
	}
	for _, t := range m.Texts("refuse") {
		if t.Value != "*" && !isToken(t.Value) {
			r.bad(t, diag.Quote(t.Value)+" cannot be the name of a program", `it looks like "GPTBot"`)
			continue
		}
		c.Refuse = append(c.Refuse, t.Value)
	}
	c.LLMs = m.Bool("llms", false)
}

func (r *reader) search(m *meta.Map) {
	r.c.Search.Body = m.Bool("body", r.c.Search.Body)
}

func (r *reader) security(m *meta.Map) {
	c := &r.c.Security
	if t := r.text(m, "security.contact", &c.Contact); t.Value != "" {
		switch scheme, _, ok := strings.Cut(t.Value, ":"); {
		case !ok && strings.Contains(t.Value, "@") && !strings.ContainsAny(t.Value, " /"):
			c.Contact = "mailto:" + t.Value
		case !ok || !slices.Contains([]string{"mailto", "tel", "https"}, strings.ToLower(scheme)):
			r.bad(t, diag.Quote(t.Value)+" is not an address for reports", `it looks like "mailto:security@example.com" or "https://..."`)
			c.Contact = ""
		}
	}
	d, t := m.Date("expires")
	c.Expires = d.OnDay()
	r.note("security.expires", t)
	if t := r.text(m, "security.policy", &c.Policy); t.Value != "" && !r.link(t) {
		c.Policy = ""
	}
	headers := m.Map("headers")
	for _, key := range headers.Keys() {
		value := headers.Text(key.Value)
		if !isToken(key.Value) {
			r.bad(key, diag.Quote(key.Value)+" cannot be the name of a header", "")
			continue
		}
		c.Headers = append(c.Headers, hosting.Header{Name: key.Value, Value: value.Value})
	}
	slices.SortStableFunc(c.Headers, func(a, b hosting.Header) int { return strings.Compare(a.Name, b.Name) })
}

func (r *reader) hosting(m *meta.Map) {
	r.c.Hosting.Headers = m.Bool("headers", r.c.Hosting.Headers)
	r.some(m, "hosting.precompress", &r.c.Hosting.Precompress, hosting.Forms...)
}

// levels are words for how much a voice note matters: Vale's, and those that
// people see.
var levels = map[string]string{
	"suggestion": "suggestion", "warning": "warning", "error": "error",
	"idea": "suggestion", "worth-a-look": "warning", "must-fix": "error", "off": "off",
}

func (r *reader) voice(m *meta.Map) {
	c := &r.c.Voice
	if t := r.sitePath(m, "voice.styles", &c.Styles); t.Value != "" {
		c.Styles = strings.TrimSuffix(c.Styles, "/")
	}
	c.Defaults = m.Bool("defaults", c.Defaults)
	r.choice(m, "voice.quotations", &c.Quotations, "exempt", "check")
	r.choice(m, "voice.level", &c.Level, "suggestion", "warning", "error", "idea", "worth-a-look", "must-fix")
	c.Level = levels[c.Level]
	rules := m.Map("rules")
	for _, key := range rules.Keys() {
		rule := VoiceRule{Name: key.Value, At: key.Pos}
		from, at := rules, key.Value
		if it := rules.Item(key.Value); it.Map != nil {
			rule.Reason = it.Map.Text("reason").Value
			from, at = it.Map, "level"
		}
		t := from.Enum(at, "off", "suggestion", "warning", "error", "idea", "worth-a-look", "must-fix")
		if t.Value == "" {
			if !from.Has(at) {
				r.lacks(from, "level", "rules")
			}
			continue
		}
		rule.Level = levels[t.Value]
		c.Rules = append(c.Rules, rule)
	}
}
