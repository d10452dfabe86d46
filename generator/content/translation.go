package content

import (
	"fmt"
	"slices"

	"kith/generator/diag"
	"kith/generator/model"
)

// translation reads a file that says the words of a base file in another
// language. Relations, dates and status are the base file's, so that they
// can't come to differ between languages; and names are never altered.
func (r reader) translation(rec *model.Record, e model.Entry) {
	e.Summary = r.str("summary")
	e.Slug = r.slug()
	e.VoiceKeep = r.voiceKeep()
	allowed := []string{"summary", "slug", "voice_keep"}
	if r.Kind != model.KindPerson {
		allowed = append(allowed, titleKeys(r.Kind)...)
	}
	says := func(keys ...string) { allowed = append(allowed, keys...) }
	switch r.Kind {
	case model.KindStory:
		rec.Story = &model.Story{
			Entry: e, HasSummary: e.Summary != "", Image: r.altOnly("image"),
			To: r.str("to"), Changed: r.str("changed"), MadeWith: r.str("made_with"),
		}
		says("alt", "image", "to", "changed", "made_with")
	case model.KindPerson:
		rec.Person = &model.Person{
			Entry: e, Role: r.str("role"), Pronouns: r.str("pronouns"), NoPhone: r.str("no_phone"), Location: r.str("location"),
			HoursNote: r.str("hours_note"), HelpsWith: r.strs("helps_with"), AskMeAbout: r.strs("ask_me_about"), Photo: r.altOnly("photo"),
		}
		says("role", "alt", "photo", "pronouns", "no_phone", "location", "hours_note", "helps_with", "ask_me_about")
	case model.KindValue:
		rec.Value = &model.Value{
			Entry: e, Statement: r.long("statement"), Promise: r.str("promise"), Hardest: r.str("hardest"),
			Short:     r.short("short", 24, "it stands on small labels, where two or three words fit"),
			LooksLike: r.strs("looks_like"), Not: r.strs("not"),
		}
		says("statement", "promise", "hardest", "short", "looks_like", "not")
	case model.KindRoute:
		rec.Route = &model.Route{Entry: e, Also: r.strs("also"), Promise: r.str("promise"), Steps: r.strs("steps"), Before: r.strs("before")}
		says("also", "promise", "steps", "before")
	case model.KindTeam:
		rec.Team = &model.Team{Entry: e, Purpose: r.str("purpose"), Photo: r.altOnly("photo")}
		says("alt", "photo", "purpose")
	case model.KindTopic:
		rec.Topic = &model.Topic{Entry: e, Also: r.strs("also"), Image: r.altOnly("image")}
		says("alt", "image", "also")
	case model.KindPlace:
		rec.Place = &model.Place{
			Entry: e, Visit: r.str("visit"), Closed: r.str("closed"), Access: r.str("access"), Photo: r.altOnly("photo"),
		}
		says("alt", "photo", "visit", "closed", "access")
	case model.KindSeries:
		rec.Series = &model.Series{Entry: e, Image: r.altOnly("image")}
		says("alt", "image")
	case model.KindPage, model.KindVoice:
		rec.Page = &model.Page{Entry: e, Section: r.Section}
		if r.Kind == model.KindVoice {
			rec.Page.Voice = r.voice()
			says("say", "never", "names", "people", "sentence", "grade", "exclaim")
		}
	case model.KindIndex:
		rec.Index = &model.Index{Entry: e, Of: r.Of}
	}
	for _, key := range r.Keys() {
		if slices.Contains(allowed, key.Value) {
			continue
		}
		r.Tree(key.Value) // known, if not wanted here
		r.bad("translation", key, fmt.Sprintf("a translation can't set %s; the base file says it for all languages", diag.Quote(key.Value)),
			"take it out here. A translation has its own words: title, summary, role, alt, slug, text and the like")
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
