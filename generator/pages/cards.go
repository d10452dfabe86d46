package pages

import (
	"strings"

	"kith/generator/graph"
	"kith/generator/qr"
	"kith/generator/vcard"
)

// planCards adds a card for address books for everybody who can be reached,
// and a QR code that leads to their page, for paper.
func planCards(g *graph.Graph, add func(Output)) {
	for _, c := range g.BusinessCards() {
		card := Output{Path: c.Card, ID: "card " + c.ID, At: c.At, Shows: c.Photo, Encode: businessCard(c.ID)}
		if c.Photo != nil { // of another photo a size has to be made first
			card.Given = c.Photo.Order.Key()
		}
		add(card)
		if c.Code != "" {
			add(Output{
				Path: c.Code, ID: "code " + c.ID, At: c.At, Given: c.Leads,
				Encode: func(*graph.Reader) ([]byte, error) { return qr.SVG(c.Leads) },
			})
		}
	}
}

// businessCard is the vCard of whoever answers for a person.
func businessCard(id string) func(*graph.Reader) ([]byte, error) {
	return func(r *graph.Reader) ([]byte, error) {
		c, _ := r.BusinessCard(id)
		v := vcard.Card{
			Name: c.Name, Given: c.Given, Family: c.Family, Nickname: c.KnownAs, Organization: c.Organization, Unit: c.Team, Title: c.Role,
			Emails: c.Emails, URL: c.URL, UID: c.UID, Revised: c.Checked,
		}
		for _, p := range c.Phones {
			v.Phones = append(v.Phones, vcard.Phone(p))
		}
		// The note says what the page does beside the numbers.
		var note []string
		if c.For != "" {
			word := map[string]string{"cover": "cover", "successor": "successor", "protected": "protected"}[c.Why]
			if word == "" {
				word = "instead"
			}
			note = append(note, r.Word(word, map[string]any{"for": c.For, "name": c.Name}))
		}
		if len(c.HelpsWith) > 0 {
			note = append(note, r.Word("helps-with-note", map[string]any{"what": strings.Join(c.HelpsWith, "; ")}))
		}
		if c.HoursNote != "" {
			note = append(note, c.HoursNote)
		}
		v.Note = strings.Join(note, "\n")
		var err error
		if v.Photo, err = r.Photo(c.Photo); err != nil {
			return nil, err
		}
		return vcard.Encode(&v), nil
	}
}
