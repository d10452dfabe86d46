package content

import (
	"fmt"

	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
)

// somebody reads a person.
func (r reader) somebody(e model.Entry) *model.Person {
	r.untimed(&e)
	p := &model.Person{
		Entry:      e,
		KnownAs:    r.str("known_as"),
		SortName:   r.str("sort_name"),
		GivenName:  r.str("given_name"),
		FamilyName: r.str("family_name"),
		Pronounce:  r.str("pronounce"),
		Pronouns:   r.short("pronouns", 30, "such as she/her; what takes longer to say can go into the text"),
		Role:       r.str("role"),
		NoPhone:    r.str("no_phone"),
		Protected:  r.person("protected"),
		AnsweredBy: r.people("answered_by"),
		Teams:      r.terms("team"),
		Location:   r.str("location"),
		Languages:  r.languages("languages"),
		HoursNote:  r.str("hours_note"),
		Topics:     r.terms("topics"),
		AskMeAbout: r.strs("ask_me_about"),
		Photo:      r.image("photo"),
		Links:      r.links("links"),
		Consent:    r.consent("consent"),
	}
	if p.KnownAs == "" {
		p.KnownAs = p.Title
	}
	p.Place = r.term("place")
	p.Email = r.email("email")
	r.roleInbox(r.Text("email"), p.Email, p.AnsweredBy)
	p.Phone = r.phone("phone")
	p.Channels = r.channels("channels")
	p.Availability = r.availability()
	p.Level = r.Enum("level", "front", "office", "lead").Value
	p.HelpsWith = r.strs("helps_with")
	r.atMost(7, "helps_with", "keep what people ask for most; the rest can go into the text", len(p.HelpsWith))
	p.Started, _ = r.DateLoose("started")
	p.Relation = r.Enum("relation", "staff", "guest", "customer", "partner").Value
	switch {
	case p.Relation != "":
	case r.Faulty("relation"):
		p.Relation = "guest" // whoever they are, they are asked first
	default:
		p.Relation = "staff"
	}
	p.Consent = r.strayConsent(p.Consent)
	r.nameParts(p)
	r.status(p)
	if p.Relation == "staff" && p.Role == "" && r.lacks("role") {
		r.bad("missing-role", r.at("role"), "there is no role: what do they do, in plain words?", `add role: as in "Mends things, at the long bench in Wickmouth"`)
	}
	return p
}

// nameParts sees that both parts of a name are there, or none.
func (r reader) nameParts(p *model.Person) {
	has, lacks := "given_name", "family_name"
	if p.GivenName == "" {
		has, lacks = lacks, has
	}
	if (p.GivenName == "") != (p.FamilyName == "") && r.lacks(lacks) {
		r.bad("name-parts", r.at(has), fmt.Sprintf("%s stands without %s, so address books would get half a name", diag.Quote(has), diag.Quote(lacks)),
			"give both or neither; a single name needs neither")
	}
}

// status reads who is away and who has left, and whether the fields agree.
// Where only the dates are given, they say it.
func (r reader) status(p *model.Person) {
	written := r.Enum("status", "active", "on_leave", "left", "memorial")
	p.Leave = r.leave()
	p.Departed = r.departed()
	p.Status = written.Value
	if p.Status == "" {
		switch {
		case p.Departed != nil:
			p.Status = "left"
		case p.Leave != nil:
			p.Status = "on_leave"
		default:
			p.Status = "active"
		}
		if p.Departed != nil && p.Leave != nil && !r.Faulty("status") {
			r.bad("bad-status", r.at("leave"), "both leave and departed are filled in: are they away, or have they left?",
				"add status: on_leave or status: left, or take one of the two out")
		}
	}
	switch {
	case written.Value == "active" && p.Departed != nil, written.Value == "on_leave" && p.Departed != nil:
		r.bad("bad-status", written, fmt.Sprintf("status says %s, but departed is filled in", written.Value),
			"write status: left (until the date in departed they still count as here), or take departed out")
	case written.Value == "active" && p.Leave != nil:
		r.bad("bad-status", written, "status says active, but leave is filled in",
			"write status: on_leave (it holds between the dates in leave), or take leave out")
	case written.Value == "memorial" && p.Leave != nil:
		r.bad("bad-status", written, "status says memorial, but leave is filled in", "take leave out")
	case p.Status == "on_leave" && p.Leave == nil && r.lacks("leave"):
		r.bad("no-cover", written, fmt.Sprintf("%s is on leave, but nobody is named who answers meanwhile", or(p.Title, "somebody")),
			"add leave: {until: 2026-03-01, cover: the-id-of-a-colleague}")
	}
	if p.Departed != nil && before(p.Departed.Date, p.Started) {
		_, t := r.in(r.Map.Map("departed")).Date("date")
		r.bad("bad-status", t, fmt.Sprintf("they left on %s, before they started (%s)", p.Departed.Date, p.Started), "look at the two dates")
	}
}

func (r reader) leave() *model.Leave {
	m := r.Map.Map("leave")
	if m == nil {
		return nil
	}
	in := r.in(m)
	l := &model.Leave{From: in.day("from"), Until: in.day("until"), Cover: in.person("cover"), Note: in.str("note")}
	if in.lacks("cover") {
		r.bad("no-cover", r.at("leave"), "nobody is named who answers during this leave", "add cover: with the id of a colleague, as in cover: ada-okonjo")
	}
	if l.Cover.ID != "" && l.Cover.ID == r.ID {
		r.bad("self-reference", meta.Text{Pos: l.Cover.At, Len: l.Cover.Len}, "nobody can cover for themselves", "name a colleague")
	}
	if before(l.Until, l.From) {
		_, t := in.Date("until")
		r.bad("bad-status", t, fmt.Sprintf("this leave ends on %s, before it begins (%s)", l.Until, l.From), "look at the two dates")
	}
	return l
}

func (r reader) departed() *model.Departed {
	m := r.Map.Map("departed")
	if m == nil {
		return nil
	}
	in := r.in(m)
	d := &model.Departed{
		Date: in.day("date"), Successor: in.asked("successor"),
		Page:   or(in.Enum("page", "keep", "redirect", "remove").Value, "keep"),
		Byline: or(in.Enum("byline", "name", "role").Value, "name"),
		Photo:  in.Bool("photo", false),
	}
	if d.Successor.ID != "" && d.Successor.ID == r.ID {
		r.bad("self-reference", meta.Text{Pos: d.Successor.At, Len: d.Successor.Len}, "nobody can be their own successor", "name a colleague, or leave it out: then the host answers")
	}
	return d
}

// links reads addresses elsewhere.
func (r reader) links(key string) []model.Link {
	var out []model.Link
	for _, item := range r.Items(key) {
		if item.Map == nil {
			if r.isURL(key, item.Text) {
				out = append(out, model.Link{URL: item.Text.Value})
			}
			continue
		}
		in := r.in(item.Map)
		l := model.Link{URL: in.url("url"), Label: in.str("label"), Me: in.Bool("me", false)}
		if in.lacks("url") {
			r.bad("bad-value", in.top(), "a link without an address", "add url: with the whole address, from https:// on")
		}
		if l.URL != "" {
			out = append(out, l)
		}
	}
	return out
}

func or(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}
