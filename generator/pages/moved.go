package pages

import (
	"fmt"
	"strings"

	"kith/generator/graph"
	"kith/generator/model"
	"kith/generator/view"
)

func movedPage(m graph.Moved) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		v := view.MovedPage{To: m.To, ToText: m.Text}
		v.Title, v.NoIndex = m.Text, true
		v.URL = r.SiteHref(m.From)
		to, _, _ := strings.Cut(m.To, "#")
		v.Canonical = r.Absolute(to)
		frame(r, &v.Page, "moved", model.KindIndex, "home")
		v.Alternates = nil
		return v, nil
	}
}

func gonePage(x graph.Gone) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		var v view.GonePage
		v.URL, v.NoIndex = r.SiteHref(x.Path), true
		v.Canonical = r.Absolute(v.URL)
		frame(r, &v.Page, "gone", model.KindIndex, x.Section)
		v.Alternates = nil
		v.HeadTitle = v.Site.Title
		return v, nil
	}
}

// redirect is a line of the file _redirects, as Netlify and Cloudflare Pages
// read it: from, to and status. Neither has a rule for 410; what is gone has
// its page instead.
func redirect(g *graph.Graph, m graph.Moved) string {
	return fmt.Sprintf("%s %s %d\n", g.SiteHref(m.From), m.To, m.Status)
}
