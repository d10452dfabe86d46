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

// legalFindings warns of those that are missing where they are wanted.
func (g *Graph) legalFindings() {
	if !slices.Contains(wantLegal, g.cfg.Country) {
		return
	}
	for _, l := range legal {
		there := func(id string) bool { p := g.pages[id]; return p != nil && g.visible(p.State) }
		if slices.ContainsFunc(l.ids, there) {
			continue
		}
		at, n := g.cfg.Place("country")
		g.diag.Add("legal-page", at, n, "the hub has no "+l.what+", and in "+g.cfg.Country+" it needs one.",
			"Write content/"+l.ids[0]+".md. A page may also be called "+strings.Join(l.ids[1:], ", ")+".")
	}
}
