package pages

import (
	"fmt"
	"html/template"
	"strings"

	"kith/generator/graph"
	"kith/generator/jsonld"
	"kith/generator/view"
)

// describe says a page again for machines, as the last thing before it goes
// to its template: from what the page's view holds and from nothing else, so
// that whoever is not shown cannot be in it. It fills Page.Share, which is
// Open Graph, and Page.Data, which is JSON-LD.
type describe struct {
	r    *graph.Reader
	p    *view.Page
	url  string // absolute, whatever page the canonical one is
	name string
}

func describing(r *graph.Reader, p *view.Page) *describe {
	d := &describe{r: r, p: p, url: r.Absolute(p.URL), name: p.Title}
	if d.name == "" {
		d.name = d.word(titleWords[p.Kind])
	}
	return d
}

// titleWords are the theme's words for pages that nobody gave a title.
var titleWords = map[string]string{
	"stories": "stories", "people": "people", "values": "stand-by", "connections": "connections-title", "contact": "contact-title",
	"teams": "teams", "topics": "topics", "places": "places", "serieses": "serieses", "voice": "voice", "search": "search-title",
}

// word is a word of the theme, or the hub's title where it has none.
func (d *describe) word(key string) string {
	if key != "" {
		if w := d.r.Word(key, nil); w != "" {
			return w
		}
	}
	return d.p.Site.Title
}

// say encodes nodes as the page's data.
func (d *describe) say(nodes ...jsonld.Node) {
	d.p.Data = template.JS(jsonld.Encode(nodes...)) //nolint:gosec // Encode escapes what could end the script
}

func (d *describe) site() *jsonld.Ref { return &jsonld.Ref{ID: d.p.Site.URL + "#website"} }

// organization is who is behind the hub, by name.
func (d *describe) organization() jsonld.Organization {
	s := d.p.Site
	return jsonld.Organization{ID: s.URL + "#organization", Name: s.Organization, URL: s.URL}
}

// page is a node for the page itself.
func (d *describe) page(kind string, main jsonld.Node) jsonld.Page {
	return jsonld.Page{
		Type: kind, ID: d.url, URL: d.url, Name: d.name, Description: d.p.Description, InLanguage: d.p.Site.Language,
		IsPartOf: d.site(), Breadcrumb: &jsonld.Ref{ID: d.url + "#crumbs"}, MainEntity: main,
	}
}

// crumbs are the way from the home page to here.
func (d *describe) crumbs() jsonld.BreadcrumbList {
	s := d.p.Site
	list := jsonld.BreadcrumbList{ID: d.url + "#crumbs"}
	add := func(name, url string) {
		list.Elements = append(list.Elements, jsonld.ListItem{Position: len(list.Elements) + 1, Name: name, Item: &jsonld.Ref{ID: url}})
	}
	add(s.Title, s.URL)
	for _, c := range d.p.Crumbs {
		if c.Text == "" {
			c.Text = d.word(d.placeWord(c.URL))
		}
		add(c.Text, d.r.Absolute(c.URL))
	}
	add(d.name, d.url)
	return list
}

// placeWord is the theme's word for one of the hub's places, as it stands in
// crumbs.
func (d *describe) placeWord(url string) string {
	s := d.p.Site
	switch url {
	case s.Stories:
		return "stories"
	case s.People:
		return "people"
	case s.Values:
		return "stand-by"
	case s.Contact:
		return "talk"
	}
	return map[string]string{"teams/": "teams", "topics/": "topics", "places/": "places", "series/": "serieses"}[strings.TrimPrefix(url, s.Base)]
}

// plain is a page that is about nothing but itself.
func (d *describe) plain() { d.say(d.page("WebPage", nil), d.crumbs()) }

// list is a page whose matter is what it lists.
func (d *describe) list(items []jsonld.ListItem) {
	var main jsonld.Node
	if len(items) > 0 {
		for i := range items {
			items[i].Position = i + 1
		}
		main = jsonld.ItemList{Elements: items}
	}
	d.say(d.page("CollectionPage", main), d.crumbs())
}

func (d *describe) item(name, url string) jsonld.ListItem {
	return jsonld.ListItem{Name: name, URL: d.r.Absolute(url)}
}

// stories are the items of a list of stories.
func (d *describe) stories(lead *view.StoryCard, stories []view.StoryCard) (out []jsonld.ListItem) {
	if lead != nil {
		out = append(out, d.item(lead.Title, lead.URL))
	}
	for _, s := range stories {
		out = append(out, d.item(s.Title, s.URL))
	}
	return out
}

func (d *describe) people(people []view.PersonCard) (out []jsonld.ListItem) {
	for _, p := range people {
		if p.URL != "" {
			out = append(out, d.item(p.Name, p.URL))
		}
	}
	return out
}

// person is somebody by name and page.
func (d *describe) person(c view.PersonCard) jsonld.Person {
	p := jsonld.Person{Name: c.Name}
	if c.URL != "" {
		p.URL = d.r.Absolute(c.URL)
		p.ID = p.URL + "#person"
	}
	return p
}

func (d *describe) persons(cards []view.PersonCard) (out []jsonld.Person) {
	for _, c := range cards {
		out = append(out, d.person(c))
	}
	return out
}

// needs are the contact pages as ways to reach the organization: what for,
// and who it is. As on the page, a number comes before an address.
func (d *describe) needs(routes []view.RouteCard) (out []jsonld.ContactPoint) {
	for _, c := range routes {
		p := jsonld.ContactPoint{ContactType: c.Title, Name: c.Person.Name, URL: d.r.Absolute(c.URL), Telephone: number(c.Person.PhoneURL)}
		if p.Telephone == "" {
			p.Email = c.Person.Email
		}
		out = append(out, p)
	}
	return out
}

// ways are the telephone and email of somebody who answers.
func (d *describe) ways(c view.Contact, what string) (out []jsonld.ContactPoint) {
	for _, w := range c.Ways {
		p := jsonld.ContactPoint{ContactType: what, AvailableLanguage: w.Languages}
		if len(p.AvailableLanguage) == 0 {
			p.AvailableLanguage = c.Languages
		}
		if what != "" {
			p.Name = c.Person.Name
		}
		switch w.Type {
		case "phone":
			p.Telephone = number(w.URL)
		case "email":
			p.Email = w.Text
		default:
			continue
		}
		out = append(out, p)
	}
	return out
}

// number is the number in a tel: link.
func number(link string) string {
	n, _, _ := strings.Cut(strings.TrimPrefix(link, "tel:"), ";")
	return n
}

// picture is a page's picture, for those who link to it.
func (d *describe) picture(im *view.Image) string {
	if im == nil {
		return ""
	}
	share := *im
	share.Src, share.SrcSet, share.Sizes = d.r.Absolute(im.Src), "", ""
	d.p.Share.Image = &share
	return share.Src
}

// home is the hub itself, and whom to reach.
func (d *describe) home(v *view.HomePage) {
	s := d.p.Site
	org := d.organization()
	org.LegalName, org.Address = s.LegalName, s.Address
	if founded := s.Founded; len(founded) == 4 || len(founded) == 7 || len(founded) == 10 {
		org.FoundingDate = founded // a date, not a story
	}
	if s.Logo != "" {
		org.Logo = d.r.Absolute(s.Logo)
	}
	for _, l := range s.Elsewhere {
		org.SameAs = append(org.SameAs, l.URL)
	}
	org.ContactPoint = d.needs(v.Routes)
	share(d.r, d.p, "", v.Title)
	d.say(jsonld.WebSite{
		ID: d.site().ID, URL: s.URL, Name: s.Title, Description: d.p.Description, InLanguage: s.Language, Publisher: &jsonld.Ref{ID: org.ID},
	}, org)
}

// story is somebody's story.
func (d *describe) story(v *view.StoryPage) {
	d.p.Share.Type = "article"
	tellers := v.Tellers
	if len(tellers) == 0 && v.PostedBy != nil {
		tellers = []view.PersonCard{*v.PostedBy}
	}
	share(d.r, d.p, d.p.URL, v.Title, names(tellers))
	org := d.organization()
	s := jsonld.BlogPosting{
		ID: d.url + "#story", URL: d.url, MainEntityOfPage: d.url, Headline: v.Title, Description: v.Description, InLanguage: v.Site.Language,
		DatePublished: v.Date.ISO, DateModified: v.Modified.ISO, TimeRequired: fmt.Sprintf("PT%dM", max(1, v.Minutes)),
		Image: d.picture(v.Image), Author: d.persons(v.Tellers), Contributor: d.persons(v.WrittenWith), Mentions: d.persons(v.People),
		IsPartOf: []jsonld.Node{d.site()}, Publisher: &org,
	}
	if len(v.Tellers) == 0 {
		s.Author = d.persons(tellers)
	}
	if s.Image == "" && d.p.Share.Card != nil {
		s.Image = d.p.Share.Card.Src
	}
	for _, t := range v.Topics {
		thing := jsonld.Thing{Name: t.Text}
		if t.URL != "" {
			thing.URL = d.r.Absolute(t.URL)
		}
		s.About = append(s.About, thing)
	}
	for _, val := range v.Values {
		s.About = append(s.About, jsonld.Thing{Name: val.Title, URL: d.r.Absolute(val.URL)})
	}
	for _, c := range v.Corrections {
		fix := jsonld.CorrectionComment{URL: d.url + "#" + c.ID, Text: c.Note, DatePublished: c.Date.ISO}
		if c.By != nil {
			by := d.person(*c.By)
			fix.Author = &by
		}
		s.Correction = append(s.Correction, fix)
	}
	if v.Part != nil {
		s.Position = v.Part.Number
		s.IsPartOf = append(s.IsPartOf, jsonld.CreativeWorkSeries{Name: v.Part.Series.Title, URL: d.r.Absolute(v.Part.Series.URL)})
	}
	d.say(s, d.crumbs())
}

// profile is a person's page. How to reach them is said as the page says it:
// while they are here by their own ways, else by name of whoever answers in
// their place.
func (d *describe) profile(v *view.PersonPage) {
	d.p.Share.Type = "profile"
	share(d.r, d.p, d.p.URL, v.Person.Name, v.Person.Role)
	p := d.person(v.Person)
	p.JobTitle, p.Description, p.Image = v.Person.Role, v.Person.Remark, d.picture(v.Person.Photo)
	nodes := []jsonld.Node{}
	if v.Person.Relation == "staff" && !v.Person.Left && !v.Person.Memorial {
		org := d.organization()
		p.WorksFor = &jsonld.Ref{ID: org.ID}
		nodes = append(nodes, org)
	}
	for _, t := range v.Topics {
		p.KnowsAbout = append(p.KnowsAbout, t.Text)
	}
	for _, l := range v.Links {
		if l.Note == "me" {
			p.SameAs = append(p.SameAs, l.URL)
		}
	}
	if v.Contact.For == nil && v.Contact.Person.ID == v.Person.ID {
		p.KnowsAbout = append(p.KnowsAbout, v.HelpsWith...)
		p.KnowsLanguage = v.Languages
		p.ContactPoint = d.ways(v.Contact, "")
		if v.Person.KnownAs != v.Person.Name {
			p.AlternateName = v.Person.KnownAs
		}
	} else if f := v.Contact.For; f != nil && f.ID == v.Person.ID && !v.Person.Memorial {
		p.ContactPoint = d.ways(v.Contact, "")
		for i := range p.ContactPoint {
			p.ContactPoint[i].Name = v.Contact.Person.Name
		}
	}
	d.say(append([]jsonld.Node{d.page("ProfilePage", p), d.crumbs()}, nodes...)...)
}

// contact is the page of all needs.
func (d *describe) contact(v *view.ContactPage) {
	org := d.organization()
	org.ContactPoint = d.needs(v.Routes)
	d.say(d.page("ContactPage", org), d.crumbs())
}

// route is the page of one need: everybody who answers it.
func (d *describe) route(v *view.RoutePage) {
	who := ""
	if len(v.Answers) > 0 {
		who = v.Answers[0].Person.Name
	}
	share(d.r, d.p, d.p.URL, v.Title, who)
	org := d.organization()
	for _, c := range append(v.Answers[:len(v.Answers):len(v.Answers)], v.Fallback...) {
		org.ContactPoint = append(org.ContactPoint, d.ways(c, v.Title)...)
	}
	d.say(d.page("ContactPage", org), d.crumbs())
}
