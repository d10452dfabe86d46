package graph

import (
	"cmp"
	"slices"
	"strings"

	"kith/generator/model"
	"kith/generator/picture"
	"kith/generator/view"
)

// ShareCard is what the picture shows that stands for a page where a link to
// it is shown. It holds no more than it shows, so that it is drawn again only
// when that changes.
type ShareCard struct {
	Company string
	Title   string
	// Line stands below the title: what somebody does, or what is promised.
	Line string
	// Name and Role are whose face it is, where the title is not their name;
	// Keeps says that they look after what the title says.
	Name, Role string
	Keeps      bool
	Faces      []ShareFace
}

// ShareFace is a face on a share card.
type ShareFace struct {
	Portrait        Portrait // without a file where the letters are drawn
	Monogram, Frame string
}

// Portrait is the file of somebody's photo, what stands for its bytes, and
// where the face is, as in "50% 30%". File is "" where there is none to be
// shown.
type Portrait struct {
	File, Digest, Focus string
	// Size is one that is made of it: what pages have, 4:5, as it hangs in their
	// frames, or what an address book has. It is the zero value where there is
	// none.
	Size picture.Size
}

// Share is a page's share card: kind is "home", "story", "person", "value"
// or "route".
func (r *Reader) Share(kind, id string) (ShareCard, bool) {
	return ask[ShareCard](r, "share "+kind+" "+id)
}

// Draw makes the picture of a share card, with words before the name of
// whoever keeps what it says.
func (r *Reader) Draw(c *ShareCard, keeps string) ([]byte, error) {
	r.note("look")
	return r.env.Draw(c, keeps)
}

// Photo makes a portrait small enough for an address book.
func (r *Reader) Photo(of Portrait) ([]byte, error) {
	if of.File == "" || r.env.Photo == nil {
		return nil, nil
	}
	return r.env.Photo(of)
}

// Cards reports whether pages link to share cards.
func (r *Reader) Cards() bool {
	r.note("cards")
	return r.g.opts.Cards
}

// Cards reports whether pages link to share cards.
func (g *Graph) Cards() bool { return g.opts.Cards }

// SharePath is where the card of a page lies: beside it.
func SharePath(page string) string {
	const name = "share.png"
	if page == "" || strings.HasSuffix(page, "/") {
		return page + name
	}
	return page[:strings.LastIndexByte(page, '/')+1] + strings.TrimSuffix(strings.TrimSuffix(page[strings.LastIndexByte(page, '/')+1:], ".html"), ".htm") + "-" + name
}

func (g *Graph) askShare(what string) any {
	kind, id, _ := strings.Cut(what, " ")
	out := ShareCard{Company: cmp.Or(g.cfg.Organization.Name, g.cfg.Title)}
	who := func(c view.PersonCard) {
		out.Name, out.Role = c.Name, c.Role
		out.Faces = []ShareFace{g.shareFace(c)}
	}
	switch kind {
	case "story":
		s := g.all[id]
		if s == nil || !g.live(s) {
			return nil
		}
		out.Title = s.Title
		switch c := g.storyCard(s); {
		case len(c.Tellers) > 0:
			who(c.Tellers[0])
			for i, other := range c.Tellers[1:] {
				if i == 2 {
					out.Name += " …"
					break
				}
				out.Name, out.Role = out.Name+", "+other.Name, ""
			}
		case c.PostedBy != nil:
			who(*c.PostedBy)
		}
	case "person":
		p := g.people[id]
		if p == nil || p.URL == "" {
			return nil
		}
		c := g.shortCard(p)
		out.Title, out.Line = c.Name, c.Role
		out.Faces = []ShareFace{g.shareFace(c)}
	case "value":
		v := g.values[id]
		if v == nil {
			return nil
		}
		c := g.valueCard(v)
		out.Title, out.Line = c.Title, c.Promise
		if c.Keeper != nil {
			who(*c.Keeper)
			out.Role, out.Keeps = "", true
		} else if g.host != nil {
			who(g.shortCard(g.host))
		}
	case "route":
		r := g.routes[id]
		if r == nil {
			return nil
		}
		c := g.routeCard(r)
		out.Title, out.Line = c.Title, c.Promise
		who(c.Person)
	case "home":
		g.shareHome(&out)
	default:
		return nil
	}
	return out
}

// shareHome is the card of the home page: some of those whom one can reach.
func (g *Graph) shareHome(out *ShareCard) {
	const most = 5
	out.Title = g.cfg.Title
	if ix := g.indexes[""]; ix != nil && ix.Title != "" {
		out.Title = ix.Title
	}
	if (out.Title == out.Company || out.Title == g.cfg.Title) && g.cfg.Description != "" {
		out.Title = g.cfg.Description // the company's name stands below
	}
	var with, without []ShareFace
	for _, p := range g.peopleOrder {
		if !g.listed(p) || !named(p) || p.State != Active {
			continue
		}
		f := g.shareFace(g.shortCard(p))
		if f.Portrait.File != "" {
			with = append(with, f)
		} else {
			without = append(without, f)
		}
		if len(with) == most {
			break
		}
	}
	out.Faces = slices.Concat(with, without)
	out.Faces = out.Faces[:min(len(out.Faces), most)]
	if len(out.Faces) == 0 && g.host != nil {
		out.Faces = []ShareFace{g.shareFace(g.shortCard(g.host))}
	}
}

// shareFace is somebody's face; the letters, where there is no photo or it
// may not be shown.
func (g *Graph) shareFace(c view.PersonCard) ShareFace {
	f := ShareFace{Monogram: c.Monogram, Frame: c.Frame}
	if c.Photo == nil {
		return f
	}
	f.Portrait = g.portraitOf(g.people[c.ID])
	return f
}

// portraitOf is the photo of somebody who may be shown.
func (g *Graph) portraitOf(p *Person) Portrait {
	if p == nil || p.Photo == nil || !named(p) || !g.mayPicture(p) {
		return Portrait{}
	}
	src := g.pictureFile(&p.Entry, p.Photo.Src.ID, p.Photo.Src, false)
	if src == "" || strings.HasSuffix(strings.ToLower(src), ".svg") { // no browser here to draw it
		return Portrait{}
	}
	out := Portrait{File: src, Digest: g.files[src].Digest, Focus: p.Photo.Focus}
	if f := g.files[src]; f.Picture != nil && f.Picture.Scales {
		for _, s := range g.sizes(f, inFrame, p.Photo.Focus) {
			// The last format is the one that every program reads.
			if s.Format != out.Size.Format || s.Width <= inFrame.usual || out.Size.Width == 0 {
				out.Size = s
			}
		}
	}
	return out
}

// ShareThing is a page with a share card, for the plan.
type ShareThing struct {
	Thing
	Kind model.Kind
}

// Shared lists the pages with share cards of their own, besides home. Stories
// of one teller stand together, so that a face is drawn once for all of them.
func (g *Graph) Shared() []ShareThing {
	var out []ShareThing
	stories := g.Stories()
	teller := func(t Thing) string {
		if s := g.all[t.ID]; len(s.Tellers) > 0 {
			return s.Tellers[0].ID
		}
		return ""
	}
	slices.SortStableFunc(stories, func(a, b Thing) int { return cmp.Compare(teller(a), teller(b)) })
	for _, k := range []struct {
		kind model.Kind
		all  []Thing
	}{{model.KindStory, stories}, {model.KindPerson, g.PeopleWithPages()}, {model.KindValue, g.Values()}, {model.KindRoute, g.Routes()}} {
		for _, t := range k.all {
			out = append(out, ShareThing{t, k.kind})
		}
	}
	return out
}

// Titled is the title of a page with a share card of its own, for a quick look.
func (g *Graph) Titled(t ShareThing) string {
	switch t.Kind {
	case model.KindStory:
		if s := g.all[t.ID]; s != nil {
			return s.Title
		}
	case model.KindValue:
		if v := g.values[t.ID]; v != nil {
			return v.Title
		}
	case model.KindRoute:
		if r := g.routes[t.ID]; r != nil {
			return r.Title
		}
	}
	if p := g.people[t.ID]; p != nil {
		return p.Title
	}
	return ""
}
