package graph

import (
	"slices"
	"strings"
)

// legal are the pages that the law of many countries asks for, and the names
// that a page in content/ may have to be one of them. A link to each stands at
// the foot of every page.
var legal = []struct {
	what string
	ids  []string
}{
	{"imprint", []string{"imprint", "impressum", "legal-notice", "mentions-legales", "aviso-legal", "colofon"}},
	{"page about privacy", []string{"privacy", "privacy-policy", "datenschutz", "confidentialite", "privacidad", "privacidade", "privacybeleid"}},
	{"page about accessibility", []string{"accessibility", "barrierefreiheit", "accessibilite", "accesibilidad", "acessibilidade", "toegankelijkheid"}},
}

// wantLegal are the countries whose law asks for them plainly.
var wantLegal = []string{"DE", "AT", "CH"}

func (p *Page) legal() bool {
	for _, l := range legal {
		if p.Section == "" && slices.Contains(l.ids, p.ID) {
			return true
		}
	}
	return false
}

// untranslatedLegal are those that the main language's hub has and this one, where
// nobody translated them, lacks: the law doesn't ask for them in a language.
func (g *Graph) untranslatedLegal() []*Page {
	if g.main == nil {
		return nil
	}
	var out []*Page
	for _, l := range legal {
		if g.hasLegal(l.ids) {
			continue
		}
		for _, p := range g.main.pageOrder {
			if p.Section == "" && slices.Contains(l.ids, p.ID) && g.main.shows(p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// hasLegal reports whether there is a page under one of these names.
func (g *Graph) hasLegal(ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool {
		p := g.pages[id]
		return p != nil && g.shows(p)
	})
}

// legalFindings warns of those that are missing where they are wanted. An
// edition has what the main language has: see untranslatedLegal.
func (g *Graph) legalFindings() {
	if !slices.Contains(wantLegal, g.cfg.Country) {
		return
	}
	for _, l := range legal {
		if g.hasLegal(l.ids) || g.main != nil && g.main.hasLegal(l.ids) {
			continue
		}
		at, n := g.cfg.Place("country")
		g.diag.Add("legal-page", at, n, "the hub has no "+l.what+", and in "+g.cfg.Country+" it needs one.",
			"Write content/"+l.ids[0]+".md. A page may also be called "+strings.Join(l.ids[1:], ", ")+".")
	}
}
