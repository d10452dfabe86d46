package pages

import (
	"kith/generator/graph"
	"kith/generator/jsonld"
	"kith/generator/model"
	"kith/generator/view"
)

// peoplePerPage is about as many faces as somebody looks through.
const peoplePerPage = 120

func peoplePages(g *graph.Graph) int {
	return max(1, (g.Listed()+peoplePerPage-1)/peoplePerPage)
}

func people(n, count int) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		var v view.PeoplePage
		first := r.Href("people/")
		if err := index(r, &v.Page, "people", "people", first); err != nil {
			return nil, err
		}
		all := r.People()
		numberPages(&v.Page, &v.Paging, graph.StoryList{Page: n, Pages: count, Total: len(all.All)}, first)
		from, to, at := (n-1)*peoplePerPage, n*peoplePerPage, 0
		for _, t := range all.Teams {
			var ids []string
			for _, id := range t.People {
				if at >= from && at < to {
					ids = append(ids, id)
				}
				at++
			}
			if len(ids) == 0 {
				continue
			}
			team := view.Team{People: personCards(r, ids)}
			if t.ID != "" {
				team = teamOf(r, t.ID)
				team.People = personCards(r, ids)
			}
			v.Teams = append(v.Teams, team)
		}
		d := describing(r, &v.Page)
		var items []jsonld.ListItem
		for _, t := range v.Teams {
			items = append(items, d.people(t.People)...)
		}
		d.list(items)
		return v, nil
	}
}

// teamOf is a team without its people.
func teamOf(r *graph.Reader, id string) view.Team {
	var t view.Team
	t.TermCard, _ = r.TermCard(model.KindTeam, id)
	t.Purpose = t.Summary
	return t
}

func person(id string) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		v, _ := r.Person(id)
		frame(r, &v.Page, "person", model.KindPerson, id)
		text, err := r.Text(model.KindPerson, id)
		if err != nil {
			return nil, err
		}
		v.Body = text
		v.Crumbs = []view.Link{{URL: r.Href("people/")}}
		l := r.Stories("by "+id, 1)
		v.Elsewhere = r.Elsewhere("by " + id)
		v.Stories = r.StoryCards(l.IDs)
		if l.Pages > 1 {
			v.MoreStories = v.Person.URL + "stories/"
		}
		v.FeaturedIn = r.StoryCards(r.Stories("in "+id, 1).IDs)
		describing(r, &v.Page).profile(&v)
		return v, nil
	}
}
