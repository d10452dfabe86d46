package pages

import (
	"kith/generator/graph"
	"kith/generator/model"
	"kith/generator/view"
)

func contact(r *graph.Reader) (any, error) {
	var v view.ContactPage
	if err := index(r, &v.Page, "contact", "contact", r.Href("contact/")); err != nil {
		return nil, err
	}
	v.Routes = r.Routes()
	v.People = personCards(r, r.People().All)
	v.Needs = r.Needs()
	describing(r, &v.Page).contact(&v)
	return v, nil
}

func route(id string) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		v, _ := r.Route(id)
		frame(r, &v.Page, "route", model.KindRoute, id)
		v.Crumbs = []view.Link{{URL: r.Href("contact/")}}
		text, err := r.Text(model.KindRoute, id)
		if err != nil {
			return nil, err
		}
		v.Body = text
		describing(r, &v.Page).route(&v)
		return v, nil
	}
}

func searchPage(r *graph.Reader) (any, error) {
	var v view.SearchPage
	if err := special(r, &v.Page, &v.Body, "search", r.Href("search/")); err != nil {
		return nil, err
	}
	v.Needs = r.Needs()
	v.People = personCards(r, r.People().All)
	v.Topics = r.TopicNames()
	describing(r, &v.Page).plain()
	return v, nil
}

func notFound(r *graph.Reader) (any, error) {
	var v view.NotFoundPage
	if err := special(r, &v.Page, &v.Body, "404", r.Href("404.html")); err != nil {
		return nil, err
	}
	v.NoIndex = true
	ids := r.RouteIDs()
	v.Routes = routeCards(r, ids[:min(len(ids), homeNeeds)])
	return v, nil
}

// special fills a page whose words may stand in content/<id>.md.
func special(r *graph.Reader, p *view.Page, body *view.Text, id, href string) error {
	if words, ok := r.Page(id); ok {
		*p = words.Page
		text, err := r.Text(model.KindPage, id)
		if err != nil {
			return err
		}
		*body = text
	}
	p.ID, p.URL, p.Canonical = id, href, r.Absolute(href)
	frame(r, p, id, model.KindPage, id)
	return nil
}
