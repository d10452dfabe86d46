package pages

import (
	"strings"

	"kith/generator/graph"
	"kith/generator/jsonld"
	"kith/generator/model"
	"kith/generator/view"
)

func plain(key string) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		v, _ := r.Page(key)
		frame(r, &v.Page, "page", model.KindPage, key)
		text, err := r.Text(model.KindPage, key)
		if err != nil {
			return nil, err
		}
		v.Body = text
		if name, _, ok := strings.Cut(key, "/"); ok {
			v.Section = &view.Link{Text: r.SectionTitle(name), URL: r.Href(name + "/")}
			v.Crumbs = []view.Link{*v.Section}
		}
		describing(r, &v.Page).plain()
		return v, nil
	}
}

// section is the index of a folder of plain pages.
func section(name string) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		var v view.PlainPage
		if err := index(r, &v.Page, "page", name, r.Href(name+"/")); err != nil {
			return nil, err
		}
		if v.Title == "" {
			v.Title = r.SectionTitle(name)
			v.HeadTitle = v.Title + " · " + v.Site.Title
		}
		v.Body, v.Intro = v.Intro, ""
		v.Pages = r.Pages(name)
		d := describing(r, &v.Page)
		var items []jsonld.ListItem
		for _, l := range v.Pages {
			items = append(items, d.item(l.Text, l.URL))
		}
		d.list(items)
		return v, nil
	}
}

func voice(r *graph.Reader) (any, error) {
	p, _ := r.Page("voice")
	v, _ := r.Voice()
	v.Page, v.Contents = p.Page, p.Contents
	frame(r, &v.Page, "voice", model.KindVoice, "voice")
	text, err := r.Text(model.KindVoice, "voice")
	if err != nil {
		return nil, err
	}
	v.Body = text
	describing(r, &v.Page).plain()
	return v, nil
}
