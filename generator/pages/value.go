package pages

import (
	"kith/generator/graph"
	"kith/generator/jsonld"
	"kith/generator/model"
	"kith/generator/view"
)

func valuesPage(r *graph.Reader) (any, error) {
	var v view.ValuesPage
	if err := index(r, &v.Page, "values", "values", r.Href("values/")); err != nil {
		return nil, err
	}
	v.Values, v.Retired = r.Values()
	d := describing(r, &v.Page)
	var items []jsonld.ListItem
	for _, val := range append(v.Values[:len(v.Values):len(v.Values)], v.Retired...) {
		items = append(items, d.item(val.Title, val.URL))
	}
	d.list(items)
	return v, nil
}

func value(id string, n int) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		v, _ := r.Value(id)
		frame(r, &v.Page, "value", model.KindValue, id)
		l := r.Stories("value "+id, n)
		numberPages(&v.Page, &v.Paging, l, v.Value.URL)
		v.Stories = r.StoryCards(l.IDs)
		v.Elsewhere = r.Elsewhere("value " + id)
		v.Crumbs = []view.Link{{URL: r.Href("values/")}}
		text, err := r.Text(model.KindValue, id)
		if err != nil {
			return nil, err
		}
		v.Body = text
		keeper := ""
		if v.Value.Keeper != nil {
			keeper = r.Word("kept-by", nil) + " " + v.Value.Keeper.Name
		}
		share(r, &v.Page, v.Value.URL, v.Value.Title, keeper)
		d := describing(r, &v.Page)
		d.list(d.stories(nil, v.Stories))
		return v, nil
	}
}
