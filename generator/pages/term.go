package pages

import (
	"kith/generator/graph"
	"kith/generator/jsonld"
	"kith/generator/model"
	"kith/generator/view"
)

func termsPage(kind model.Kind, folder, template string) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		var v view.TermsPage
		if err := index(r, &v.Page, template, folder, r.Href(folder+"/")); err != nil {
			return nil, err
		}
		v.Terms = r.Terms(kind)
		d := describing(r, &v.Page)
		var items []jsonld.ListItem
		for _, t := range v.Terms {
			items = append(items, d.item(t.Title, t.URL))
		}
		d.list(items)
		return v, nil
	}
}

// term is a page of a team, topic, place or series. Who belongs to it is on
// the first only: a large hub has hundreds of pages of a team's stories, and
// one new number would change them all.
func term(kind model.Kind, id string, n int) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		f, _ := r.Term(kind, id)
		page := f.Page
		frame(r, &page, string(kind), kind, id)
		text, err := r.Text(kind, id)
		if err != nil {
			return nil, err
		}
		l := r.Stories(string(kind)+" "+id, n)
		var paging view.Paging
		numberPages(&page, &paging, l, f.Card.URL)
		page.Elsewhere = r.Elsewhere(string(kind) + " " + id)
		page.Crumbs = []view.Link{{URL: r.Href(termFolders[kind] + "/")}}
		stories := r.StoryCards(l.IDs)
		var who []string
		if n == 1 {
			who = r.TermPeople(kind, id)
		}
		people := personCards(r, who)
		d := describing(r, &page)
		d.picture(f.Image)
		items := d.stories(nil, stories)
		if kind == model.KindTeam {
			items = append(d.people(people), items...)
		}
		d.list(items)
		switch kind {
		case model.KindTopic:
			return view.TopicPage{
				Page: page, Paging: paging, Topic: f.Card, Body: text, Stories: stories,
				People: people, Routes: routeCards(r, f.Routes),
			}, nil
		case model.KindTeam:
			team := view.Team{TermCard: f.Card, Purpose: f.Card.Summary, People: people}
			if f.Lead != "" {
				if c, ok := r.PersonCard(f.Lead); ok {
					team.Lead = &c
				}
			}
			return view.TeamPage{
				Page: page, Paging: paging, Team: team, Members: graph.Cards(who, r.OnPaper), Body: text, Image: f.Image, Parent: f.Parent, Teams: f.Within, Stories: stories,
			}, nil
		case model.KindPlace:
			return view.PlacePage{
				Page: page, Paging: paging, Place: f.Card, Body: text, Image: f.Image, Address: f.Address, Geo: f.Geo, Visit: f.Visit,
				Closed: f.Closed, Access: f.Access, Phone: f.Phone, PhoneURL: f.PhoneURL, Hours: f.Hours,
				People: people, Stories: stories,
			}, nil
		}
		return view.SeriesPage{Page: page, Paging: paging, Series: f.Card, Body: text, Image: f.Image, Stories: stories}, nil
	}
}

var termFolders = map[model.Kind]string{
	model.KindTopic: "topics", model.KindTeam: "teams", model.KindPlace: "places", model.KindSeries: "series",
}
