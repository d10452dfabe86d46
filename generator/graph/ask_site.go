package graph

import (
	"path"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"kith/generator/config"
	"kith/generator/hosting"
	"kith/generator/icon"
	"kith/generator/model"
	"kith/generator/view"
)

// askSite is what every page of a language shows.
func (g *Graph) askSite(string) any {
	c := g.cfg
	s := view.Site{
		Title: c.Title, Description: c.Description, Organization: c.Organization.Name,
		URL: g.absolute(g.base), Base: g.base, Language: c.Language, Dir: direction(c.Language),
		Policy:   hosting.Policy(hosting.Headers(c.Security.Headers), c.Hosting.Headers),
		Timezone: c.Timezone, Hue: int(c.Brand.Hue), Vivid: c.Brand.Vivid,
		People: g.Href("people/"), Contact: g.Href("contact/"), Search: g.Href("search/"),
	}
	if !g.alone() {
		s.Languages = c.Tags()
		if g.main != nil {
			s.Languages = g.main.cfg.Tags()
		}
	}
	if s.Organization == "" {
		s.Organization = c.Title
	}
	s.LegalName, s.Address, s.Founded = c.Organization.LegalName, c.Organization.Address, c.Organization.Founded
	for _, to := range c.Organization.SameAs {
		s.Elsewhere = append(s.Elsewhere, view.Link{Text: shortAddress(to), URL: to})
	}
	s.Locale = locale(c.Language)
	if p, ok := c.Params.Any().(map[string]any); ok {
		s.Params = p
	}
	if len(g.stories) > 0 {
		s.Stories, s.Connections = g.Href("stories/"), g.Href("connections/")
	}
	if len(g.values) > 0 {
		s.Values = g.Href("values/")
	}
	if g.voice != nil && g.visible(g.voice.State) {
		s.Voice = g.voice.URL
	}
	if file := g.logo(); file != "" && !g.noPicture(file) {
		s.Logo = g.SiteHref(strings.TrimPrefix(file, "static/"))
		s.LogoWidth, s.LogoHeight = g.files[file].Width, g.files[file].Height
	}
	for _, format := range g.Feeds() {
		f := feedFormats[format]
		s.Feeds = append(s.Feeds, view.Feed{Title: c.Title, Type: f.mime, URL: g.Href(f.file)})
	}
	s.Icons = g.icons()
	g.menus(&s)
	if g.host != nil {
		host := g.host
		if a := g.answers(host); a != nil {
			host = a.who
		}
		s.Host = g.lineCard(host)
	}
	if g.corrections.set() {
		if a := g.ask(g.corrections, 0); a != nil {
			s.Corrections = g.lineCard(a.who)
		} else {
			s.Corrections = s.Host
		}
	}
	return s
}

// logo is the source file of the company's logo, or "".
func (g *Graph) logo() string {
	file := "static/" + strings.TrimPrefix(strings.TrimPrefix(g.cfg.Brand.Logo, "/"), "static/")
	if _, ok := g.files[file]; !ok || g.cfg.Brand.Logo == "" {
		return ""
	}
	return file
}

// noPicture reports whether a file calls itself a picture of a kind that Kith
// reads, and cannot be read as one.
func (g *Graph) noPicture(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".png", ".jpg", ".jpeg", ".gif":
		return g.files[file].Width == 0
	}
	return false
}

// Icon is the file that the site's icons are made of: an icon of the site's
// own, else its logo if that is about as wide as high; "" if there is none.
func (g *Graph) Icon() string {
	for _, file := range []string{"static/favicon.svg", "static/favicon.png", g.logo()} {
		f, ok := g.files[file]
		if !ok || g.Holds(file) {
			continue
		}
		if path.Ext(file) == ".svg" || icon.Fits(f.Width, f.Height) {
			return file
		}
	}
	return ""
}

// DrawnIcon reports whether there is a favicon.svg. A picture of dots makes
// none, and browsers would take ours before a favicon.ico of the site's own.
func (g *Graph) DrawnIcon() bool {
	of := g.Icon()
	_, old := g.files["static/favicon.ico"]
	return of == "static/favicon.svg" || !old && (of == "" || path.Ext(of) == ".svg")
}

// icons are the links to what is made of Icon.
func (g *Graph) icons() []view.Icon {
	out := []view.Icon{{Rel: "icon", URL: g.SiteHref("favicon.ico"), Sizes: "32x32"}}
	if g.DrawnIcon() {
		out = append(out, view.Icon{Rel: "icon", URL: g.SiteHref("favicon.svg"), Type: "image/svg+xml"})
	}
	return append(out, view.Icon{Rel: "apple-touch-icon", URL: g.SiteHref("apple-touch-icon.png")},
		view.Icon{Rel: "manifest", URL: g.SiteHref("site.webmanifest")})
}

// menus fills the main menu and the footer's. Unless site.toml says
// otherwise, the main menu begins with the places every hub has, under the
// theme's names for them.
func (g *Graph) menus(s *view.Site) {
	if len(g.cfg.Menu) == 0 {
		for _, place := range []view.Link{{Note: "stories", URL: s.Stories}, {Note: "people", URL: s.People}, {Note: "stand-by", URL: s.Values}} {
			if place.URL != "" {
				s.Menu = append(s.Menu, place)
			}
		}
	}
	for _, m := range g.cfg.Menu {
		t := g.menuTarget(m)
		if t.problem == "" {
			s.Menu = append(s.Menu, view.Link{Text: m.Name, URL: t.href})
		}
	}
	for _, p := range g.pageOrder {
		if p == g.voice || p.Special() {
			continue
		}
		switch menu := p.Menu; {
		case menu == "main":
			if len(g.cfg.Menu) == 0 {
				s.Menu = append(s.Menu, view.Link{Text: p.Title, URL: p.URL})
			}
		case menu == "footer", p.legal():
			s.Foot = append(s.Foot, view.Link{Text: p.Title, URL: p.URL})
		}
	}
	for _, p := range g.untranslatedLegal() {
		l := view.Link{Text: p.Title, URL: p.URL}
		l.Language, l.Dir = g.inLanguage(&p.Entry)
		s.Foot = append(s.Foot, l)
	}
}

// menuTarget is where an entry of the settings' menu leads. Its files are
// those of content/.
func (g *Graph) menuTarget(m config.MenuItem) target {
	return g.resolve(&model.Entry{File: "content/_index.md"}, g.Href(""), m.URL)
}

// shortAddress is an address as people say it.
func shortAddress(to string) string {
	_, rest, _ := strings.Cut(to, "://")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}

// locale is a language with its country, as Open Graph wants it. Where the
// tag names none, it is the one where most of its speakers are.
func locale(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	region, _ := tag.Region()
	return base.String() + "_" + region.String()
}

func direction(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return "ltr"
	}
	script, _ := tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm":
		return "rtl"
	}
	return "ltr"
}

// IndexPage is the words above an index page.
type IndexPage struct {
	Title, Summary string
	HasBody        bool
	HasCode        bool
	Params         map[string]any
}

// askIndex is the _index.md of a folder ("home" for the site's own).
func (g *Graph) askIndex(of string) any {
	ix := g.indexes[indexFolder(of)]
	if ix == nil {
		return nil
	}
	return IndexPage{
		Title: ix.Title, Summary: ix.Summary, HasBody: ix.Body.Size > 0, HasCode: ix.Body.Doc.HasCode,
		Params: params(&ix.Entry),
	}
}

func indexFolder(of string) string {
	if of == "home" {
		return ""
	}
	return of
}

// Index reads the words above an index page.
func (r *Reader) Index(of string) (IndexPage, bool) { return ask[IndexPage](r, "index "+of) }

// Site is what every page shows.
func (r *Reader) Site() *view.Site {
	s, _ := ask[view.Site](r, "site ")
	s.Menu = append([]view.Link(nil), s.Menu...)
	return &s
}

func params(e *model.Entry) map[string]any {
	if e.Params == nil {
		return nil
	}
	p, _ := e.Params.Any().(map[string]any)
	return p
}

// nodeOf finds what "story kettle" or "index home" means.
func (g *Graph) nodeOf(what string) node {
	kind, id, _ := strings.Cut(what, " ")
	switch model.Kind(kind) {
	case model.KindStory:
		return node{story: g.all[id]}
	case model.KindPerson:
		return node{person: g.people[id]}
	case model.KindValue:
		return node{value: g.values[id]}
	case model.KindRoute:
		return node{route: g.routes[id]}
	case model.KindTeam, model.KindTopic, model.KindPlace, model.KindSeries:
		return node{term: g.terms[model.Kind(kind)][id]}
	case model.KindPage, model.KindVoice:
		return node{page: g.pages[id]}
	case model.KindIndex:
		return node{index: g.indexes[indexFolder(id)]}
	}
	return node{}
}

// entryAt is the entry of what a question is about, or nil.
func (g *Graph) entryAt(what string) *model.Entry {
	e, _, _ := g.entryOf(g.nodeOf(what))
	return e
}

func (g *Graph) bodyOf(what string) *model.Body {
	e := g.entryAt(what)
	if e == nil {
		return &model.Body{}
	}
	return g.body(e)
}

// body is the text of an entry as it is now (see WithWords).
func (g *Graph) body(e *model.Entry) *model.Body {
	if b, ok := g.words[e.File]; ok {
		return b
	}
	return &e.Body
}

// askNeeds is the A to Z of needs: titles and other words of routes, and
// what people help with.
func (g *Graph) askNeeds(string) any {
	var out []view.Need
	seen := map[view.Need]bool{}
	put := func(words, url, who string, e *model.Entry) {
		tag, dir := g.inLanguage(e)
		// Words of a need that the person who answers it has too lead to the
		// need: it names them.
		once := view.Need{Words: strings.ToLower(words), Person: who}
		if who == "" || !seen[once] {
			seen[once] = true
			out = append(out, view.Need{Words: words, URL: url, Person: who, Language: tag, Dir: dir})
		}
	}
	for _, r := range g.routeOrder {
		who := ""
		if main, back := g.routeAnswers(r); len(main) > 0 {
			who = g.card(main[0].who).Name
		} else if len(back) > 0 {
			who = g.card(back[0].who).Name
		}
		for _, w := range append([]string{r.Title}, r.Also...) {
			put(w, r.URL, who, &r.Entry)
		}
	}
	for _, p := range g.peopleOrder {
		if g.listed(p) && p.URL != "" {
			for _, w := range p.HelpsWith {
				put(w, p.URL, g.card(p).Name, &p.Entry)
			}
		}
	}
	for i := range out {
		out[i].Letter = g.letter(out[i].Words)
	}
	keys := g.collateKeys(len(out), func(i int) string { return out[i].Words })
	sort.SliceStable(out, func(i, j int) bool { return keys[out[i].Words] < keys[out[j].Words] })
	return out
}

// Needs is the A to Z of needs.
func (r *Reader) Needs() []view.Need { n, _ := ask[[]view.Need](r, "needs "); return n }

// askPages lists the plain pages of a section.
func (g *Graph) askPages(section string) any {
	out := []view.Link{}
	for _, p := range g.pageOrder {
		if p.Section == section {
			out = append(out, view.Link{Text: p.Title, URL: p.URL, Note: p.Summary})
		}
	}
	return out
}

// Pages lists the plain pages of a section.
func (r *Reader) Pages(section string) []view.Link {
	p, _ := ask[[]view.Link](r, "pages "+section)
	return p
}

// askPage is a plain page, voice.md included.
func (g *Graph) askPage(key string) any {
	p := g.pages[key]
	if p == nil || !g.shows(p) {
		return nil
	}
	v := view.PlainPage{Date: viewDate(p.Date), Checked: viewDate(p.Checked), Contents: headings(&p.Entry)}
	g.pageHead(&v.Page, &p.Entry, p.URL, p.State)
	return v
}

// Page is a plain page.
func (r *Reader) Page(key string) (view.PlainPage, bool) { return ask[view.PlainPage](r, "page "+key) }

// Voice is the rules of content/voice.md. They are part of the answer
// "page voice" only by its words, so they are asked for by themselves.
func (r *Reader) Voice() (view.VoicePage, bool) { return ask[view.VoicePage](r, "voice ") }

func (g *Graph) askVoice(string) any {
	if g.voice == nil || g.voice.Page.Voice == nil {
		return nil
	}
	v := g.voice.Page.Voice
	a := view.VoicePage{Sentence: v.Sentence, Grade: v.Grade, Exclaim: v.Exclaim, Person: v.People}
	for _, s := range v.Say {
		a.Say = append(a.Say, view.SayInstead{InsteadOf: s.InsteadOf, Say: s.Say, Because: s.Because, MustFix: s.Level == "must-fix"})
	}
	for _, p := range v.Never {
		a.Never = append(a.Never, p.Words)
	}
	for _, p := range v.Names {
		a.Names = append(a.Names, p.Words)
	}
	return a
}

func headings(e *model.Entry) []view.Heading {
	var out []view.Heading
	for h := range e.Body.Headings {
		out = append(out, view.Heading{Level: h.Level, ID: h.ID, Text: h.Text})
	}
	return out
}

// pageHead fills what an entry's page has in common with all pages.
func (g *Graph) pageHead(p *view.Page, e *model.Entry, href string, s State) {
	p.ID, p.Title, p.Description = e.ID, e.Title, e.Summary
	p.URL, p.Canonical = href, g.absolute(href)
	if e.Canonical != "" {
		p.Canonical = e.Canonical
	}
	p.NoIndex, p.HasCode = e.NoIndex, e.Body.Doc.HasCode
	p.Params = params(e)
	p.Mark = g.mark(s)
	if tag, dir := g.inLanguage(e); tag != "" {
		p.Foreign = &view.Foreign{Language: tag, Dir: dir}
	}
	if p.Description == "" {
		p.Description = e.Body.Doc.Excerpt
	}
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// askSection is the name of a folder of plain pages.
func (g *Graph) askSection(name string) any {
	s, ok := g.cfg.Sections[name]
	if !ok || s.Title == "" {
		return nil
	}
	return s.Title
}
