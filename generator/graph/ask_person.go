package graph

import (
	"hash/fnv"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"kith/generator/model"
	"kith/generator/view"
)

var frames = [...]string{
	"oval brass", "arch black", "square plain", "oval black", "arch brass", "square black", "arch plain", "square brass", "oval plain",
}

// makeCard makes card.
func (g *Graph) makeCard(p *Person) view.PersonCard {
	c := g.shortCard(p)
	if c.ID == "" {
		return c // nothing of them is shown
	}
	c.Remark = p.Summary
	if p.State == Away && p.Leave != nil {
		c.Away = &view.Away{Until: viewDate(p.Leave.Until), Note: p.Leave.Note}
		if a := g.answers(p); a != nil {
			cover := g.shortCard(a.who)
			c.Away.Cover = &cover
		}
	}
	if p.State == Active && p.Protects == nil {
		g.direct(p, &c)
	}
	return c
}

// makeShortCard makes shortCard.
func (g *Graph) makeShortCard(p *Person) view.PersonCard {
	c := view.PersonCard{
		ID: p.ID, Name: p.Title, KnownAs: p.known(), Role: p.Role, URL: p.URL, Relation: p.Relation,
		Monogram: monogram(p.Title), Frame: frameOf(p), Left: p.State == Left, Memorial: p.State == Memorial,
	}
	if c.Relation == "" {
		c.Relation = "staff"
	}
	if p.Role != "" || p.Summary != "" {
		c.Language, c.Dir = g.inLanguage(&p.Entry)
	}
	if !named(p) {
		// By role: nothing of the name is left.
		c.ID, c.Name, c.KnownAs, c.Monogram, c.Frame, c.URL = "", p.Role, p.Role, "", frames[0], ""
		if c.Name == "" {
			c.Name = g.opts.Colleague
			if !p.isStaff() {
				c.Name = g.opts.Guest
			}
			c.KnownAs = c.Name
		}
		c.Role = ""
		return c
	}
	if g.mayPicture(p) {
		c.Photo, c.Face = g.portraits(p)
	}
	return c
}

// lineCard is a person as in a line of text: name, number, address. It stands
// on every page of the site.
func (g *Graph) lineCard(p *Person) *view.PersonCard {
	c := g.card(p)
	return &view.PersonCard{
		ID: c.ID, Name: c.Name, KnownAs: c.KnownAs, URL: c.URL, Relation: c.Relation,
		Phone: c.Phone, PhoneURL: c.PhoneURL, Email: c.Email, EmailURL: c.EmailURL,
	}
}

func (g *Graph) direct(p *Person, c *view.PersonCard) {
	for w := range p.ways {
		v := g.way(w)
		switch {
		case w.Type == "email" && c.Email == "" && !w.Shared:
			c.Email, c.EmailURL = v.Text, v.URL
		case w.Type == "phone" && c.Phone == "" && !w.Shared:
			c.Phone, c.PhoneURL = v.Text, v.URL
		}
	}
}

// monogram is the first letters of the first and last words of a name.
func monogram(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && !unicode.Is(unicode.M, r) })
	if len(words) == 0 {
		return "?"
	}
	first := string([]rune(words[0])[:1])
	if len(words) > 1 {
		first += string([]rune(words[len(words)-1])[:1])
	}
	return strings.ToUpper(first)
}

func frameOf(p *Person) string {
	if p.Photo != nil && p.Photo.Frame != "" {
		return p.Photo.Frame
	}
	h := fnv.New32a()
	h.Write([]byte(p.ID))
	return frames[h.Sum32()%uint32(len(frames))]
}

func (g *Graph) askPersonCard(id string) any {
	p := g.people[id]
	if p == nil {
		return nil
	}
	c := g.card(p)
	if len(p.Teams) > 0 && c.ID != "" {
		c.Team = p.Teams[0].Title
	}
	return c
}

// PersonCard is a person as shown in lists.
func (r *Reader) PersonCard(id string) (view.PersonCard, bool) {
	return ask[view.PersonCard](r, "person.card "+id)
}

// askPerson is a person's own page, without stories and text.
func (g *Graph) askPerson(id string) any {
	p := g.people[id]
	if p == nil || p.URL == "" {
		return nil
	}
	v := view.PersonPage{
		Person: g.card(p), Pronounce: p.Pronounce, Pronouns: p.Pronouns, Started: viewDate(p.Started),
		Languages: p.Languages, HelpsWith: p.HelpsWith, AskMeAbout: p.AskMeAbout,
		Checked: viewDate(p.Checked),
	}
	g.pageHead(&v.Page, &p.Entry, p.URL, Published)
	if c, ok := g.cardThing(p); ok {
		v.Card = g.Href(c.Card)
		v.Code = &view.Link{Text: shortURL(c.Leads), URL: g.Href(c.Code)}
	}
	v.Share.FirstName, v.Share.LastName = p.GivenName, p.FamilyName
	v.Feed = g.ownFeed("by "+p.ID, p.Title, p.URL)
	if p.covers("place") {
		v.Location = p.Location
		if p.Place != nil {
			v.Place = &view.Link{Text: p.Place.Title, URL: p.Place.URL}
		}
	}
	for _, t := range p.Topics {
		if t.hasPage() {
			v.Topics = append(v.Topics, termLink(t))
		}
	}
	for _, t := range p.Teams {
		v.Teams = append(v.Teams, termLink(t))
	}
	for _, l := range p.Links {
		note := ""
		if l.Me {
			note = "me"
		}
		v.Links = append(v.Links, view.Link{Text: l.Label, URL: l.URL, Note: note})
	}
	if p.State == Left {
		if a := g.answers(p); a != nil {
			c := g.shortCard(a.who)
			v.Successor = &c
		}
	}
	for _, q := range p.TookOver {
		v.TookOverFor = append(v.TookOverFor, g.shortCard(q))
	}
	if p.State == Left || p.State == Memorial {
		v.HelpsWith, v.AskMeAbout = nil, nil
		return v // nothing that they would do for anybody
	}
	for _, r := range p.Answers {
		v.Routes = append(v.Routes, g.routeLine(r))
	}
	for _, r := range p.BacksUp {
		v.BacksUp = append(v.BacksUp, g.routeLine(r))
	}
	for _, val := range p.Keeps {
		v.Keeps = append(v.Keeps, g.valueLine(val))
	}
	for _, q := range p.Covering {
		v.Covering = append(v.Covering, g.shortCard(q))
	}
	return v
}

// Person is a person's own page, without stories and text.
func (r *Reader) Person(id string) (view.PersonPage, bool) {
	return ask[view.PersonPage](r, "person "+id)
}

// askOnPaper is what stands beside a face on a sheet for the wall.
func (g *Graph) askOnPaper(id string) any {
	p := g.people[id]
	if p == nil || p.URL == "" {
		return nil
	}
	m := view.TeamMember{Person: g.card(p)}
	a := g.answers(p)
	if a == nil {
		return m
	}
	if c, ok := g.cardThing(p); ok && c.Code != "" {
		m.Code = &view.Link{Text: shortURL(c.Leads), URL: g.Href(c.Code), Note: a.who.known()}
	}
	if a.who == p {
		m.Hours = g.contact(*a, "").Hours
	}
	return m
}

// OnPaper is one of a team's people, for a sheet.
func (r *Reader) OnPaper(id string) (view.TeamMember, bool) {
	return ask[view.TeamMember](r, "person.paper "+id)
}

// termLink is a term as a link, or its words alone where it has no page.
func termLink(t *Term) view.Link {
	if !t.hasPage() {
		return view.Link{Text: t.Title}
	}
	return view.Link{Text: t.Title, URL: t.URL}
}

// People is everybody who is listed: teams in order, each with its people.
type People struct {
	Teams []PeopleTeam
	All   []string // ids, by name
}

// PeopleTeam is a team and the ids of its people.
type PeopleTeam struct {
	ID     string // "" for those without a team
	People []string
}

func (g *Graph) askPeople(string) any {
	var out People
	byTeam := map[string][]string{}
	for _, p := range g.peopleOrder {
		if !g.listed(p) {
			continue
		}
		out.All = append(out.All, p.ID)
		team := ""
		if len(p.Teams) > 0 {
			team = p.Teams[0].ID
		}
		byTeam[team] = append(byTeam[team], p.ID)
	}
	for _, t := range g.termOrder(model.KindTeam) {
		if ids := byTeam[t.ID]; len(ids) > 0 {
			out.Teams = append(out.Teams, PeopleTeam{t.ID, ids})
		}
	}
	if ids := byTeam[""]; len(ids) > 0 {
		out.Teams = append(out.Teams, PeopleTeam{"", ids})
	}
	return out
}

// People is everybody who is listed.
func (r *Reader) People() People { p, _ := ask[People](r, "people "); return p }

// letter is the letter under which words stand in an A to Z.
func (g *Graph) letter(words string) string {
	for _, r := range words {
		if unicode.IsLetter(r) {
			return strings.ToUpper(foldLetter(r))
		}
		if unicode.IsDigit(r) {
			return "0–9"
		}
	}
	return "…"
}

func foldLetter(r rune) string {
	folded := diagFold(string(r))
	if folded == "" {
		return string(r)
	}
	return string([]rune(folded)[:1])
}

// collateKeys gives words their place in the order of the site's language.
func (g *Graph) collateKeys(n int, word func(int) string) map[string]string {
	tag, err := language.Parse(g.cfg.Language)
	if err != nil {
		tag = language.Und
	}
	col := collate.New(tag, collate.IgnoreCase)
	var buf collate.Buffer
	keys := make(map[string]string, n)
	for i := range n {
		w := word(i)
		keys[w] = string(col.KeyFromString(&buf, strings.TrimLeft(w, "“\"'‘«")))
		buf.Reset()
	}
	return keys
}
