package pages

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"kith/generator/graph"
	"kith/generator/model"
	"kith/generator/view"
)

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// frame fills what every page has: the site, who answers, where it stands.
// kind and id say whose contact it is.
func frame(r *graph.Reader, p *view.Page, template string, kind model.Kind, id string) {
	p.Site = r.Site()
	p.Kind = template
	p.Contact = r.PageContact(kind, id)
	p.Alternates = r.Alternates(string(kind) + " " + id)
	if p.Foreign != nil {
		p.Foreign.Speaker = r.Speaker(p.Contact.Person.ID)
	}
	p.HeadTitle = p.Site.Title
	p.Share.Type = "website"
	share(r, p, "")
	if p.Title != "" && p.Title != p.Site.Title {
		p.HeadTitle = p.Title + " · " + p.Site.Title
	}
	for i, m := range p.Site.Menu {
		p.Site.Menu[i].Current = m.URL == p.URL || m.URL != p.Site.Base && strings.HasPrefix(p.URL, m.URL)
	}
}

// index fills the page of a folder, with the words of its _index.md above
// it. An empty title stays empty: the theme has a word for it.
func index(r *graph.Reader, p *view.Page, template, of, href string) error {
	p.ID, p.URL = of, href
	p.Canonical = r.Absolute(href)
	if ix, ok := r.Index(of); ok {
		p.Title, p.Description, p.Params, p.HasCode = ix.Title, ix.Summary, ix.Params, ix.HasCode
		if ix.HasBody {
			text, err := r.Text(model.KindIndex, of)
			if err != nil {
				return err
			}
			p.Intro = text
		}
	}
	frame(r, p, template, model.KindIndex, of)
	if p.Description == "" {
		p.Description = p.Site.Description
	}
	return nil
}

// numberPages fills a page's place in a long list. first is the address of
// the list's first page.
func numberPages(p *view.Page, pg *view.Paging, l graph.StoryList, first string) {
	address := func(n int) string {
		if n == 1 {
			return first
		}
		return first + "page/" + strconv.Itoa(n) + "/"
	}
	pg.Number, pg.Count, pg.Items = l.Page, l.Pages, l.Total
	if l.Page > 1 {
		pg.Prev = address(l.Page - 1)
		p.URL = address(l.Page)
		p.Canonical = p.Canonical + "page/" + strconv.Itoa(l.Page) + "/"
		p.HeadTitle = fmt.Sprintf("%s (%d/%d)", p.HeadTitle, l.Page, l.Pages)
		for i := range p.Alternates { // other languages have other pages
			p.Alternates[i].Exact = false
		}
	}
	if l.Page < l.Pages {
		pg.Next = address(l.Page + 1)
	}
	if l.Pages < 2 {
		return
	}
	gap := false
	for n := 1; n <= l.Pages; n++ {
		if n == 1 || n == l.Pages || n >= l.Page-2 && n <= l.Page+2 {
			pg.Pages = append(pg.Pages, view.Link{Text: strconv.Itoa(n), URL: address(n), Current: n == l.Page})
			gap = false
		} else if !gap {
			pg.Pages = append(pg.Pages, view.Link{Text: "…"})
			gap = true
		}
	}
}

func personCards(r *graph.Reader, ids []string) []view.PersonCard {
	return graph.Cards(ids, r.PersonCard)
}

func routeCards(r *graph.Reader, ids []string) []view.RouteCard {
	return graph.Cards(ids, r.RouteCard)
}
