package graph

import (
	"net/url"
	"slices"
	"strings"

	"kith/generator/hours"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/view"
)

// way makes a channel ready to show.
func (g *Graph) way(c model.Channel) view.Way {
	w := view.Way{
		Type: c.Type, Label: c.Label, Text: c.Value, Note: c.Note, Cost: c.Cost,
		ReplyWithin: c.Hours.ReplyWithin, Languages: c.Languages, Shared: c.Shared,
	}
	if c.Phone != nil {
		w.Text, w.Ext = c.Phone.Text, c.Phone.Ext
	}
	digits := ""
	if c.Phone != nil {
		digits = c.Phone.E164
	}
	switch c.Type {
	case "email":
		w.URL = "mailto:" + mailPath(c.Value)
	case "phone", "textphone":
		w.URL = "tel:" + digits
		if w.Ext != "" {
			w.URL += ";ext=" + w.Ext
		}
	case "sms":
		w.URL = "sms:" + digits
	case "whatsapp":
		w.URL = "https://wa.me/" + strings.TrimPrefix(digits, "+")
	case "signal", "relay":
		switch {
		case strings.Contains(c.Value, "://"):
			w.URL, w.Text = c.Value, strings.TrimPrefix(c.Value, "https://")
		case digits != "" && c.Type == "signal":
			w.URL = "https://signal.me/#p/" + digits
		case digits != "":
			w.URL = "tel:" + digits
		}
	case "booking", "video_sign", "url":
		w.URL = c.Value
		if w.Label == "" {
			w.Text = strings.TrimPrefix(strings.TrimPrefix(c.Value, "https://"), "http://")
		} else {
			w.Text = c.Label
		}
	}
	if digits == "" && strings.HasSuffix(w.URL, ":") {
		w.URL = ""
	}
	if c.Hours.Schedule != nil {
		w.Hours = g.hours(c.Hours, "", "")
	}
	w.AnsweredBy = g.readers(c.AnsweredBy)
	return w
}

// readers are the colleagues behind a shared inbox who are still there.
func (g *Graph) readers(refs []model.Ref) []view.PersonCard {
	var out []view.PersonCard
	for _, r := range refs {
		if p := g.people[r.ID]; p != nil && g.listed(p) {
			out = append(out, g.shortCard(p))
		}
	}
	return out
}

// mailPath escapes what an address may hold but a mailto: link may not.
func mailPath(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(url.PathEscape(s), "%40", "@"), "+", "%2B")
}

// MailTo is a mailto: link with a subject, spaces as %20.
func MailTo(link, subject string) string {
	if link == "" || subject == "" {
		return link
	}
	return link + "?subject=" + strings.ReplaceAll(url.QueryEscape(subject), "+", "%20")
}

func (g *Graph) hours(a model.Availability, place, note string) *view.Hours {
	if a.Schedule == nil && note == "" {
		return nil
	}
	zone := a.Zone
	if zone == "" {
		zone = g.cfg.Timezone
	}
	h := &view.Hours{Zone: zone, Place: place, Note: note, Data: a.Text}
	if a.Schedule != nil {
		// Days off that are over say nothing any more.
		ahead := a.Schedule.Ahead(hours.Date{Year: g.opts.Today.Year, Month: g.opts.Today.Month, Day: g.opts.Today.Day})
		h.Schedule = &ahead
		if slices.ContainsFunc(ahead.Rules, func(r hours.Rule) bool { return r.Holidays }) {
			for _, d := range g.cfg.Contact.Holidays {
				h.Off = append(h.Off, viewDate(d).ISO)
			}
		}
	}
	return h
}

// until is the day from which somebody's hours are not to be relied upon: a
// page that nobody makes again must not say that they are in.
func (g *Graph) until(p *Person) string {
	var soonest meta.Date
	for _, d := range [...]meta.Date{leaveFrom(p), departure(p)} {
		if !d.IsZero() && dayNumber(d) > g.today() && (soonest.IsZero() || dayNumber(d) < dayNumber(soonest)) {
			soonest = d
		}
	}
	return viewDate(soonest).ISO
}

func leaveFrom(p *Person) meta.Date {
	if p.Leave == nil {
		return meta.Date{}
	}
	return p.Leave.From
}

func departure(p *Person) meta.Date {
	if p.Departed == nil {
		return meta.Date{}
	}
	return p.Departed.Date
}

// contact is somebody who answers, with all their ways.
func (g *Graph) contact(a answer, subject string) view.Contact {
	if a.who == nil {
		return view.Contact{}
	}
	p := a.who
	c := view.Contact{
		Person: g.card(p), Why: a.why, ReplyWithin: p.Availability.ReplyWithin,
		Languages: p.Languages, AskAbout: p.AskMeAbout, HelpsWith: p.HelpsWith, Subject: subject,
	}
	if c.ReplyWithin == "" && p.Place != nil && p.Place.Place != nil {
		c.ReplyWithin = p.Place.Place.Availability.ReplyWithin
	}
	if c.ReplyWithin == "" {
		c.ReplyWithin = g.cfg.Contact.ReplyWithin
	}
	if a.instead != nil && a.instead != p {
		card := g.shortCard(a.instead)
		if l := a.instead.Leave; a.instead.State == Away && l != nil {
			card.Away = &view.Away{Until: viewDate(l.Until), Note: l.Note}
		}
		c.For = &card
	}
	av := p.Availability
	placeName := ""
	if p.Place != nil {
		placeName = p.Place.Title
		c.Place = &view.Link{Text: p.Place.Title, URL: p.Place.URL}
		if pl := p.Place.Place; pl != nil {
			c.Address = pl.Address
			if av.Zone == "" {
				av.Zone = pl.Availability.Zone
			}
			if av.Schedule == nil {
				av.Schedule, av.Text = pl.Availability.Schedule, pl.Availability.Text
			}
		}
	}
	if av.Schedule == nil {
		av.Schedule, av.Text = g.siteHours.Schedule, g.siteHours.Text
	}
	c.Hours = g.hours(av, placeName, p.HoursNote)
	if c.Hours != nil {
		c.Hours.Until = g.until(p)
	}
	hasPhone := false
	for ch := range p.ways {
		w := g.way(ch)
		if w.Type == "email" {
			w.URL = MailTo(w.URL, subject)
			if len(w.AnsweredBy) == 0 && ch.Value == p.Email {
				w.AnsweredBy = g.readers(p.AnsweredBy)
			}
		}
		hasPhone = hasPhone || w.Type == "phone"
		c.Ways = append(c.Ways, w)
	}
	c.Person.EmailURL = MailTo(c.Person.EmailURL, subject)
	if !hasPhone {
		c.NoPhone = p.NoPhone
	}
	return c
}

// askPageContact is the person of a page: "story kettle", "index people".
func (g *Graph) askPageContact(what string) any {
	c := g.contact(g.pageAnswer(what))
	if n := g.nodeOf(what); n.person == nil && n.route == nil {
		c.HelpsWith = nil // a page about something else has no room for it
	}
	return c
}

// pageAnswer is who answers for a page, and with which subject.
func (g *Graph) pageAnswer(what string) (answer, string) {
	n := g.nodeOf(what)
	switch {
	case n.story != nil && n.story.State != Withheld:
		return g.storyContact(n.story), n.story.Title
	case n.person != nil:
		own := g.quietAsk(n.person.Ask)
		if n.person.Ask.ID == "" {
			own = asker{person: n.person}
		}
		return g.contactFor(own, "people", n.person), ""
	case n.value != nil:
		return g.contactFor(n.value.asker, "values", n.value.Keeper), n.value.Title
	case n.route != nil:
		if a := g.ask(n.route.asker, 0); a != nil {
			return *a, n.route.Title
		}
		return g.contactFor(asker{route: n.route}, "contact"), n.route.Title
	case n.term != nil:
		lead := []*Person{n.term.Lead}
		lead = append(lead, n.term.Members...)
		return g.contactFor(n.term.asker, termFolder[n.term.Kind], lead...), n.term.Title
	case n.page != nil:
		return g.contactFor(n.page.asker, n.page.Section), n.page.Title
	}
	_, id, _ := strings.Cut(what, " ")
	title := ""
	if ix := g.indexes[indexFolder(id)]; ix != nil {
		title = ix.Title
	}
	if indexFolder(id) == "" {
		title = ""
	}
	return g.contactFor(asker{}, indexFolder(id)), title
}

// PageContact is the person who answers for a page.
func (r *Reader) PageContact(kind model.Kind, id string) view.Contact {
	c, _ := ask[view.Contact](r, "page.contact "+string(kind)+" "+id)
	return c
}

// askContact is a person as a contact.
func (g *Graph) askContact(id string) any {
	p := g.people[id]
	if p == nil {
		return nil
	}
	if a := g.answers(p); a != nil {
		return g.contact(*a, "")
	}
	return nil
}

// askRouteCard is a need as shown in lists.
func (g *Graph) askRouteCard(id string) any {
	if r := g.routes[id]; r != nil {
		return g.routeCard(r)
	}
	return nil
}

func (g *Graph) routeCard(r *Route) view.RouteCard {
	c := g.routeLine(r)
	main, back := g.routeAnswers(r)
	if all := append(main, back...); len(all) > 0 {
		c.Person = g.card(all[0].who)
		c.Person.EmailURL = MailTo(c.Person.EmailURL, r.Title)
	} else if g.host != nil {
		c.Person = g.card(g.host)
	}
	c.Person.Remark = ""
	return c
}

// routeLine is a need without who answers it.
func (g *Graph) routeLine(r *Route) view.RouteCard {
	c := view.RouteCard{ID: r.ID, Title: r.Title, URL: r.URL, Promise: r.Promise}
	c.Language, c.Dir = g.inLanguage(&r.Entry)
	return c
}

// RouteCard is a need as shown in lists.
func (r *Reader) RouteCard(id string) (view.RouteCard, bool) {
	return ask[view.RouteCard](r, "route.card "+id)
}

// askRoute is a route's page without its text.
func (g *Graph) askRoute(id string) any {
	r := g.routes[id]
	if r == nil {
		return nil
	}
	v := view.RoutePage{
		Route: g.routeCard(r), ReplyWithin: r.Availability.ReplyWithin, Promise: r.Promise, Steps: r.Steps, Before: r.Before,
		Languages: r.Languages, Checked: viewDate(r.Checked), Hours: g.hours(r.Availability, "", ""),
	}
	v.Route.Also = r.Also
	g.pageHead(&v.Page, &r.Entry, r.URL, Published)
	if v.Description == "" {
		v.Description = r.Promise
	}
	main, back := g.routeAnswers(r)
	for _, a := range main {
		c := g.contact(a, r.Title)
		for i := range c.Ways {
			if w := &c.Ways[i]; w.Shared && len(w.AnsweredBy) == 0 {
				w.AnsweredBy = g.readers(r.AnsweredBy)
			}
		}
		for _, row := range r.People {
			if row.who == a.who || row.who == a.instead {
				c.Person.As = row.row.For
				if len(row.row.Languages) > 0 {
					c.Languages = row.row.Languages
				}
				if row.row.Hours.Schedule != nil {
					c.Hours = g.hours(row.row.Hours, "", "")
				}
				break
			}
		}
		v.Answers = append(v.Answers, c)
	}
	for _, a := range back {
		v.Fallback = append(v.Fallback, g.contact(a, r.Title))
	}
	if v.ReplyWithin == "" {
		v.ReplyWithin = g.cfg.Contact.ReplyWithin
	}
	if u := r.Urgent; u != nil {
		v.UrgentWhen, v.UrgentDo, v.UrgentText = u.When, u.Do, u.Channel
		v.UrgentURL = urgentURL(u.Channel)
	}
	if r.Topic != nil {
		l := termLink(r.Topic)
		v.Topic = &l
	}
	return v
}

// urgentURL is a tel: link for a channel that is a number, as in "999".
func urgentURL(channel string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, channel)
	letters := slices.ContainsFunc([]rune(channel), func(r rune) bool { return r >= 'A' && r <= 'z' })
	if len(digits) < 2 || letters {
		return ""
	}
	return "tel:" + digits
}

// Route is a route's page without its text.
func (r *Reader) Route(id string) (view.RoutePage, bool) { return ask[view.RoutePage](r, "route "+id) }

// askRoutes lists the ids of all routes, in order.
func (g *Graph) askRoutes(string) any {
	out := []string{}
	for _, r := range g.routeOrder {
		out = append(out, r.ID)
	}
	return out
}

// Routes lists the cards of all routes, in order.
func (r *Reader) Routes() []view.RouteCard {
	ids, _ := ask[[]string](r, "routes ")
	return Cards(ids, r.RouteCard)
}

// Cards asks for a card each.
func Cards[T any](ids []string, get func(string) (T, bool)) []T {
	out := make([]T, 0, len(ids))
	for _, id := range ids {
		if c, ok := get(id); ok {
			out = append(out, c)
		}
	}
	return out
}
