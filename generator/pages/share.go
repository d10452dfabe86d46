package pages

import (
	"strings"

	"kith/generator/graph"
	"kith/generator/sharecard"
	"kith/generator/view"
)

// planShare adds the pictures that stand for pages where links to them are
// shown.
func planShare(g *graph.Graph, add func(Output)) {
	if !g.Cards() {
		return
	}
	card := func(path, kind, id string) Output {
		return Output{Path: graph.SharePath(path), ID: "share " + kind + " " + id, Drawn: true, Yields: true, Encode: shareCard(kind, id)}
	}
	add(card("", "home", ""))
	for _, t := range g.Shared() {
		o := card(t.Path, string(t.Kind), t.ID)
		o.At = t.At
		add(o)
	}
}

func shareCard(kind, id string) func(*graph.Reader) ([]byte, error) {
	return func(r *graph.Reader) ([]byte, error) {
		c, _ := r.Share(kind, id)
		keeps := ""
		if c.Keeps {
			keeps = r.Word("kept-by", nil)
		}
		return r.Draw(&c, keeps)
	}
}

// share fills what a link to a page shows: the card of the page at href, or
// of the home page if it is "". words say what stands on it.
func share(r *graph.Reader, p *view.Page, href string, words ...string) {
	if !r.Cards() {
		return
	}
	if href == "" {
		href = r.Href("")
	}
	p.Share.Card = &view.Image{
		Src: r.Absolute(graph.SharePath(href)), Width: sharecard.Width, Height: sharecard.Height,
		Alt: sentence(append(words, p.Site.Organization)...),
	}
}

// sentence puts what a card says in one line for those who can't see it.
func sentence(parts ...string) string {
	var b strings.Builder
	for _, s := range parts {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		if b.Len() > 0 {
			if before := b.String(); !strings.ContainsAny(before[len(before)-1:], ".!?") {
				b.WriteByte('.')
			}
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	return b.String()
}

// names are those of people, as a card has them.
func names(people []view.PersonCard) string {
	var all []string
	for _, p := range people {
		all = append(all, p.Name)
	}
	return strings.Join(all, ", ")
}
