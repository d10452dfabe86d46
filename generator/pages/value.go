package pages

import (
	"kith/generator/graph"
	"kith/generator/model"
	"kith/generator/view"
)

func valuesPage(r *graph.Reader) (any, error) {
	var v view.ValuesPage
	if err := index(r, &v.Page, "values", "values", r.Href("values/")); err != nil {
		return nil, err
	}
	v.Values, v.Retired = r.Values()
	return v, nil
}

func value(id string, n int) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		v, _ := r.Value(id)
		frame(r, &v.Page, "value", model.KindValue, id)
		l := r.Stories("value "+id, n)
		numberPages(&v.Page, &v.Paging, l, v.Value.URL)
		v.Stories = storyCards(r, l.IDs)
		v.Crumbs = []view.Link{{URL: r.Href("values/")}}
		text, err := r.Text(model.KindValue, id)
		v.Body = text
		return v, err
	}
}
