package content

import (
	"fmt"
	"slices"

	"kith/generator/diag"
	"kith/generator/model"
)

// translation reads a file that says the words of a base file in another
// language. Relations, dates and status are the base file's, so that they
// can't come to differ between languages.
func (r reader) translation(rec *model.Record, e model.Entry) {
	e.Summary = r.str("summary")
	e.Slug = r.slug()
	allowed := append([]string{"summary", "slug"}, titleKeys(r.Kind)...)
	switch r.Kind {
	case model.KindStory:
		rec.Story = &model.Story{Entry: e, HasSummary: e.Summary != "", Image: r.altOnly("image")}
		allowed = append(allowed, "alt", "image")
	case model.KindPerson:
		rec.Person = &model.Person{Entry: e, Role: r.str("role"), Photo: r.altOnly("photo")}
		allowed = append(allowed, "role", "alt", "photo")
	case model.KindValue:
		rec.Value = &model.Value{Entry: e}
	case model.KindRoute:
		rec.Route = &model.Route{Entry: e}
	case model.KindTeam:
		rec.Team = &model.Team{Entry: e, Photo: r.altOnly("photo")}
		allowed = append(allowed, "alt", "photo")
	case model.KindTopic:
		rec.Topic = &model.Topic{Entry: e, Image: r.altOnly("image")}
		allowed = append(allowed, "alt", "image")
	case model.KindPlace:
		rec.Place = &model.Place{Entry: e, Photo: r.altOnly("photo")}
		allowed = append(allowed, "alt", "photo")
	case model.KindSeries:
		rec.Series = &model.Series{Entry: e, Image: r.altOnly("image")}
		allowed = append(allowed, "alt", "image")
	case model.KindPage, model.KindVoice:
		rec.Page = &model.Page{Entry: e, Section: r.Section}
	case model.KindIndex:
		rec.Index = &model.Index{Entry: e, Of: r.Of}
	}
	for _, key := range r.Keys() {
		if slices.Contains(allowed, key.Value) {
			continue
		}
		r.Tree(key.Value) // known, if not wanted here
		r.bad("translation", key, fmt.Sprintf("a translation can't set %s; the base file says it for all languages", diag.Quote(key.Value)),
			"take it out here. A translation has its own title, summary, role, alt, slug and text")
	}
}

// altOnly reads a translated alt, alone or inside the picture's field. The
// picture itself is the base file's.
func (r reader) altOnly(key string) *model.Image {
	t := r.line("alt")
	if m := r.Item(key).Map; m != nil {
		in := r.in(m)
		if own := in.line("alt"); own.Value != "" {
			t = own
		}
		for _, k := range m.Keys() {
			if k.Value != "alt" {
				m.Tree(k.Value)
				r.bad("translation", k, fmt.Sprintf("a translation can only set the alt of a picture, not its %s", diag.Quote(k.Value)), "take it out here")
			}
		}
	} else if r.Has(key) && r.Item(key).Text.Value != "" {
		r.bad("translation", r.at(key), "a translation can't choose a picture of its own; the base file says it for all languages",
			"take it out here, or give "+key+" an alt alone")
	}
	if t.Value == "" {
		return nil
	}
	return &model.Image{Alt: t.Value, AltAt: t.Pos, HasAlt: true}
}
