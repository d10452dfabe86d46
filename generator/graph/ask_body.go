package graph

import (
	"strings"

	"kith/generator/markdown"
	"kith/generator/model"
	"kith/generator/view"
)

// askText stands for the words of a body. It is a question of its own,
// because an edit of words changes nothing else.
func (g *Graph) askText(what string) any {
	e, _, _ := g.entryOf(g.nodeOf(what))
	if e == nil {
		return nil
	}
	return g.body(e).Digest
}

// filledBody is what fills the slots of a body, by what was written (or, for
// people, by id).
type filledBody struct {
	Links    map[string]markdown.Link
	Pictures map[string]markdown.Picture
	People   map[string]markdown.Person
	Files    map[string]string
}

func (g *Graph) askSlots(what string) any {
	n := g.nodeOf(what)
	e, pageURL, _ := g.entryOf(n)
	if e == nil {
		return nil
	}
	var out filledBody
	for s := range e.Body.Slots {
		switch s.Kind {
		case markdown.LinkOpen:
			t := g.resolve(e, pageURL, s.Dest)
			link := markdown.Link{Href: t.href, OK: t.problem == "" && t.href != "", Text: out.Links[s.Dest].Text}
			if s.Text == "" {
				link.Text = t.text // only where it is shown
			}
			set(&out.Links, s.Dest, link)
		case markdown.Image, markdown.Poster:
			if isExternal(s.Dest) {
				continue
			}
			if src := g.pictureFile(e, s.Dest, model.Ref{}, false); src != "" {
				im := g.show(e, pageURL, src, "", g.inPage())
				set(&out.Pictures, s.Dest, bodyPicture(im))
			}
		case markdown.File:
			if src := g.slotFile(e, s); src != "" {
				set(&out.Files, s.Dest, g.SiteHref(g.public(e, pageURL, src)))
			}
		case markdown.PersonCard, markdown.Speaker, markdown.Name:
			if _, id, ok := s.IsRef(); ok {
				p := g.bodyPerson(id)
				if had := out.People[id]; s.Kind != markdown.PersonCard && had.Role == "" {
					// Named, not shown: how to reach them is of no matter.
					p.Role, p.Phone, p.PhoneURI, p.Email, p.MailURI = "", "", "", "", ""
				}
				set(&out.People, id, p)
			}
		}
	}
	return out
}

// set puts a value in a map that is made when there is one.
func set[V any](m *map[string]V, key string, v V) {
	if *m == nil {
		*m = map[string]V{}
	}
	(*m)[key] = v
}

// bodyPicture is a picture as Markdown shows it.
func bodyPicture(im *view.Image) markdown.Picture {
	out := markdown.Picture{Src: im.Src, Width: im.Width, Height: im.Height, SrcSet: im.SrcSet, Tone: im.Tone, OK: true}
	for _, s := range im.Sources {
		out.Sources = append(out.Sources, markdown.Source{Type: s.Type, SrcSet: s.SrcSet})
	}
	return out
}

// slotFile is the source file of a recording in a text, or "".
func (g *Graph) slotFile(e *model.Entry, s *markdown.Slot) string {
	if isExternal(s.Dest) {
		return ""
	}
	return g.source(e, s.Dest, model.Ref{}, false)
}

// bodyPerson is a person as text shows them. Of somebody who has not agreed,
// nothing.
func (g *Graph) bodyPerson(id string) markdown.Person {
	p, ok := g.people[id]
	if !ok || !p.covers("name") {
		return markdown.Person{}
	}
	c := g.card(p)
	out := markdown.Person{
		OK: true, Name: c.Name, KnownAs: c.KnownAs, Role: c.Role, URL: c.URL,
		Phone: c.Phone, PhoneURI: c.PhoneURL, Email: c.Email, MailURI: c.EmailURL,
	}
	if c.Face != nil {
		out.Face = bodyPicture(c.Face)
	}
	return out
}

// resolver hands the answers to markdown.Fill.
type resolver struct {
	filled filledBody
	label  func(lang, key string) string
	lang   string
	code   func(lang, code string) []byte
}

func (r *resolver) Link(s markdown.Slot) markdown.Link     { return r.filled.Links[s.Dest] }
func (r *resolver) Image(s markdown.Slot) markdown.Picture { return r.filled.Pictures[s.Dest] }
func (r *resolver) File(s markdown.Slot) string            { return r.filled.Files[s.Dest] }

func (r *resolver) Person(id string) markdown.Person {
	return r.filled.People[strings.TrimPrefix(id, "person:")]
}

func (r *resolver) Label(key string) string {
	if r.label == nil {
		return ""
	}
	return r.label(r.lang, key)
}

func (r *resolver) Code(lang, code string) []byte { return r.code(lang, code) }
