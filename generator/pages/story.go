package pages

import (
	"strconv"

	"kith/generator/graph"
	"kith/generator/model"
	"kith/generator/view"
)

const (
	wallSize  = 12 // people on the home page
	homeNews  = 6  // stories on the home page below the first
	homeNeeds = 6
)

func home(r *graph.Reader) (any, error) {
	var v view.HomePage
	if err := index(r, &v.Page, "home", "home", r.Href("")); err != nil {
		return nil, err
	}
	if v.Title == "" {
		v.Title = v.Site.Title
	}
	v.HeadTitle = v.Site.Title
	v.Elsewhere = r.Elsewhere("all")
	people := r.People().All
	v.Wall = personCards(r, people[:min(len(people), wallSize)])
	ids := r.Stories("all", 1).IDs
	stories := r.StoryCards(ids[:min(len(ids), homeNews+1)])
	if len(stories) > 0 {
		v.Lead, v.Stories = &stories[0], stories[1:]
	}
	v.Values, _ = r.Values()
	routes := r.RouteIDs()
	v.Routes = routeCards(r, routes[:min(len(routes), homeNeeds)])
	describing(r, &v.Page).home(&v)
	return v, nil
}

// storiesPage is a page of all stories, of a year's, or of a teller's.
func storiesPage(of string, year int, teller string, n int) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		var v view.StoriesPage
		href := r.Href("stories/")
		if err := index(r, &v.Page, "stories", "stories", href); err != nil {
			return nil, err
		}
		first := href
		switch {
		case year != 0:
			first = r.Href("stories/in/" + strconv.Itoa(year) + "/")
			v.Year = year
			v.Crumbs = []view.Link{{Text: v.Title, URL: href}}
			v.Title = strconv.Itoa(year)
			v.Intro = ""
			v.Alternates = r.Alternates(of)
		case teller != "":
			c, _ := r.PersonCard(teller)
			first = c.URL + "stories/"
			v.Crumbs = []view.Link{{Text: c.Name, URL: c.URL}}
			v.Title = c.Name
			v.Contact = r.PageContact(model.KindPerson, teller)
			v.Intro = ""
			v.Alternates = r.Alternates(of)
		}
		if first != href {
			v.URL, v.Canonical = first, r.Absolute(first)
			v.HeadTitle = v.Title + " · " + v.Site.Title
		}
		l := r.Stories(of, n)
		numberPages(&v.Page, &v.Paging, l, first)
		if n > 1 {
			v.Intro = ""
		}
		v.Stories = r.StoryCards(l.IDs)
		v.Elsewhere = r.Elsewhere(of)
		if of == "all" && n == 1 && len(v.Stories) > 0 {
			v.Lead, v.Stories = &v.Stories[0], v.Stories[1:]
		}
		v.Years = r.Years()
		for i := range v.Years {
			v.Years[i].Current = v.Years[i].Text == strconv.Itoa(year)
		}
		v.Topics = r.TopicNames()
		v.Values = r.ValueNames()
		d := describing(r, &v.Page)
		d.list(d.stories(v.Lead, v.Stories))
		return v, nil
	}
}

func story(id string) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		v := r.Story(id)
		frame(r, &v.Page, "story", model.KindStory, id)
		text, err := r.Text(model.KindStory, id)
		if err != nil {
			return nil, err
		}
		v.Body = text
		v.Crumbs = []view.Link{{URL: r.Href("stories/")}}
		v.Related = r.Related(id)
		v.Newer, v.Older = r.Neighbours(id)
		describing(r, &v.Page).story(v)
		return v, nil
	}
}
