package rename

import "kith/generator/model"

// use is a reference that stands in a file's fields, and what it may be to.
type use struct {
	ref model.Ref
	// kind is what is referred to; asked ones may be to a person or a contact
	// page.
	kind  model.Kind
	asked bool
}

// uses lists the references in the fields of a record.
func uses(r *model.Record) []use {
	var out []use
	add := func(kind model.Kind, refs ...model.Ref) {
		for _, ref := range refs {
			if ref.ID != "" {
				out = append(out, use{ref: ref, kind: kind})
			}
		}
	}
	asked := func(refs ...model.Ref) {
		for _, ref := range refs {
			if ref.ID != "" {
				out = append(out, use{ref: ref, kind: model.KindPerson, asked: true})
			}
		}
	}
	consent := func(c *model.Consent) {
		if c != nil {
			add(model.KindPerson, c.AskedBy)
		}
	}
	picture := func(im *model.Image) {
		if im != nil {
			add(model.KindPerson, im.People...)
		}
	}
	if e := r.Entry(); e != nil {
		asked(e.Ask)
	}
	switch {
	case r.Story != nil:
		s := r.Story
		add(model.KindPerson, s.Authors...)
		add(model.KindPerson, s.ToldBy...)
		add(model.KindPerson, s.WrittenWith...)
		for _, c := range s.Credits {
			add(model.KindPerson, c.People...)
		}
		for _, p := range s.People {
			add(model.KindPerson, p.Person)
			consent(p.Consent)
		}
		for _, u := range s.Updates {
			add(model.KindPerson, u.By)
		}
		add(model.KindPerson, s.Owner)
		add(model.KindValue, s.Values...)
		add(model.KindTopic, s.Topics...)
		add(model.KindSeries, s.Series)
		picture(s.Image)
	case r.Person != nil:
		p := r.Person
		if p.Leave != nil {
			add(model.KindPerson, p.Leave.Cover)
		}
		if p.Departed != nil {
			asked(p.Departed.Successor)
		}
		for _, c := range p.Channels {
			add(model.KindPerson, c.AnsweredBy...)
		}
		add(model.KindPerson, p.Protected)
		add(model.KindPerson, p.AnsweredBy...)
		add(model.KindTeam, p.Teams...)
		add(model.KindTopic, p.Topics...)
		add(model.KindPlace, p.Place)
		consent(p.Consent)
		picture(p.Photo)
	case r.Value != nil:
		add(model.KindPerson, r.Value.Keeper)
		add(model.KindValue, r.Value.ReplacedBy)
	case r.Route != nil:
		for _, p := range r.Route.People {
			add(model.KindPerson, p.Person)
		}
		asked(r.Route.Fallback...)
		add(model.KindPerson, r.Route.AnsweredBy...)
		add(model.KindTopic, r.Route.Topic)
	case r.Team != nil:
		add(model.KindPerson, r.Team.Lead)
		add(model.KindTeam, r.Team.Parent)
		picture(r.Team.Photo)
	case r.Topic != nil:
		picture(r.Topic.Image)
	case r.Place != nil:
		picture(r.Place.Photo)
	case r.Series != nil:
		picture(r.Series.Image)
	}
	return out
}

// pictures lists the pictures in the fields of a record.
func pictures(r *model.Record) []*model.Image {
	switch {
	case r.Story != nil:
		return []*model.Image{r.Story.Image}
	case r.Person != nil:
		return []*model.Image{r.Person.Photo}
	case r.Team != nil:
		return []*model.Image{r.Team.Photo}
	case r.Topic != nil:
		return []*model.Image{r.Topic.Image}
	case r.Place != nil:
		return []*model.Image{r.Place.Photo}
	case r.Series != nil:
		return []*model.Image{r.Series.Image}
	}
	return nil
}
