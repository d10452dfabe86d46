package graph

import (
	"strings"

	"kith/generator/darkroom"
	"kith/generator/diag"
	"kith/generator/model"
	"kith/generator/picture"
)

// BusinessCard is how to reach whoever answers when somebody is asked for: what
// their own page shows, for an address book.
type BusinessCard struct {
	Name, Given, Family, KnownAs string
	Organization, Team, Role     string
	Phones                       []CardPhone
	Emails                       []string
	URL                          string // absolute
	UID                          string
	Checked                      string // when somebody last looked whether it is right
	HelpsWith                    []string
	HoursNote                    string
	// Photo is the portrait, in the size that stands on the card.
	Photo Portrait
	// For is set where they stand in for the one asked for, Why says why, as
	// in view.Contact.
	For, Why string
}

// CardPhone is a number and what it is for: "voice", "text" or "textphone".
type CardPhone struct{ Number, Kind string }

// askBusinessCard is the card of whoever answers for a person today: the
// person, or their cover, successor or protector.
func (g *Graph) askBusinessCard(id string) any {
	p := g.people[id]
	if p == nil || !p.isStaff() {
		return nil
	}
	a := g.answers(p)
	if a == nil {
		return nil
	}
	who := a.who
	c := BusinessCard{
		Name: who.Title, Given: who.GivenName, Family: who.FamilyName, Organization: g.cfg.Organization.Name, Role: who.Role,
		URL: g.absolute(who.URL), UID: who.UID, Checked: viewDate(who.Checked).ISO, HelpsWith: who.HelpsWith, HoursNote: who.HoursNote,
	}
	if who.known() != who.Title {
		c.KnownAs = who.known()
	}
	c.Photo = g.cardPhoto(who)
	if c.Organization == "" {
		c.Organization = g.cfg.Title
	}
	if c.UID == "" {
		c.UID = c.URL
		if g.main != nil { // somebody is the same in every language
			if p := g.main.people[who.ID]; p != nil && p.URL != "" {
				c.UID = g.absolute(p.URL)
			}
		}
	}
	if len(who.Teams) > 0 {
		c.Team = who.Teams[0].Title
	}
	kinds := map[string]string{"phone": "voice", "sms": "text", "textphone": "textphone"}
	for w := range who.ways {
		switch {
		case w.Type == "email":
			c.Emails = append(c.Emails, w.Value)
		case kinds[w.Type] != "" && w.Phone != nil:
			c.Phones = append(c.Phones, CardPhone{dial(w.Phone), kinds[w.Type]})
		}
	}
	if a.instead != nil && a.instead != who && named(a.instead) {
		c.For, c.Why = a.instead.known(), a.why
	}
	return c
}

// dial is a number with its extension behind a pause, as telephones store it.
func dial(p *model.Phone) string {
	if p.Ext == "" {
		return p.E164
	}
	return p.E164 + "," + p.Ext
}

// BusinessCard is the card of whoever answers for a person today.
func (r *Reader) BusinessCard(id string) (BusinessCard, bool) {
	return ask[BusinessCard](r, "business.card "+id)
}

// CardThing is somebody's card and code for the plan.
type CardThing struct {
	Thing
	// Card is the path of the card, Code that of the QR code, "" for none;
	// Leads is the address that the code holds.
	Card, Code, Leads string
	// Photo is the size of a picture that stands on the card, if any does.
	Photo *Sized
}

// onCard is the photo of a business card: old telephones refuse whole cards for
// larger ones.
var onCard = picture.Size{Width: 288, Aspect: 1, Format: picture.JPEG, Quality: 88}

// cardPhoto is the photo of somebody who may be shown, as their card has it.
func (g *Graph) cardPhoto(p *Person) Portrait {
	out := g.portraitOf(p)
	if f := g.files[out.File]; f != nil && f.Picture != nil && f.Picture.Scales {
		most, _ := picture.CropSize(f.Width, f.Height, onCard.Aspect)
		out.Size = onCard
		out.Size.Width, out.Size.Focus, out.Size.Tint = min(onCard.Width, most), picture.ParseFocus(out.Focus), g.opts.Tint
	}
	return out
}

// BusinessCards lists the people who have a card: whoever of the staff somebody
// answers for. A card stays where it was when they leave, so that saved links
// and printed codes go on leading to a person.
func (g *Graph) BusinessCards() []CardThing {
	var out []CardThing
	for _, p := range g.peopleOrder {
		if c, ok := g.cardThing(p); ok {
			out = append(out, c)
		}
	}
	return out
}

func (g *Graph) cardThing(p *Person) (CardThing, bool) {
	if !p.isStaff() || p.URL == "" && g.leadsOnTo(p) == nil {
		return CardThing{}, false
	}
	a := g.answers(p)
	if a == nil {
		return CardThing{}, false
	}
	folder := "people/" + name(&p.Entry) + "/"
	c := CardThing{Card: folder + name(&p.Entry) + ".vcf", Leads: g.absolute(a.who.URL)}
	c.ID, c.Path, c.At = p.ID, folder, diag.In(p.File)
	if p.URL != "" {
		c.Code = folder + "qr.svg"
	}
	if of := g.cardPhoto(a.who); of.Size.Width > 0 {
		c.Photo = &Sized{File: of.File, Order: darkroom.Order{Digest: of.Digest, Size: of.Size}}
	}
	return c, true
}

// shortURL is an address as it stands beside a QR code, for those who type it.
func shortURL(absolute string) string {
	_, rest, _ := strings.Cut(absolute, "://")
	return strings.TrimSuffix(rest, "/")
}
