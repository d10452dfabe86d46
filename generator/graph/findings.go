package graph

import (
	"cmp"
	"fmt"
	"path"
	"sort"
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

// findings reports what only shows once everything is linked.
func (g *Graph) findings() {
	g.hostFindings()
	g.staffFindings()
	g.leaverFindings()
	g.altFindings()
	g.portraitFindings()
	for _, r := range g.routeOrder {
		g.routeFindings(r)
		main, back := g.routeAnswers(r)
		if len(main) == 0 && len(back) == 0 {
			g.diag.Add("nobody-answers", r.TitleAt, len(r.Title),
				fmt.Sprintf("nobody answers %s today.", diag.Quote(r.Title)),
				"Name somebody under people: or fallback: who is there and has an email or a phone.")
		}
	}
	g.twinTerms()
	g.unusedTerms()
	g.settingLinks()
	g.legalFindings()
	if g.cfg.Brand.Logo != "" && g.logo() == "" {
		at, n := g.cfg.Place("brand.logo")
		g.diag.Add("missing-file", at, n, fmt.Sprintf("the logo %s is not under static/.", diag.Quote(g.cfg.Brand.Logo)), "Put the picture there, or take the line out.")
	} else if file := g.logo(); file != "" && g.noPicture(file) {
		at, n := g.cfg.Place("brand.logo")
		g.diag.Append(diag.Diagnostic{
			Code: "logo-size", Severity: diag.Error, Pos: at, Len: n,
			Message: fmt.Sprintf("the logo %s is no picture: it cannot be read as what it calls itself.", diag.Quote(g.cfg.Brand.Logo)),
			Hint:    "Save it again as PNG or SVG, or take the line out; the site's name stands in its place until then.",
		})
	} else if file != "" && g.files[file].Width == 0 {
		at, n := g.cfg.Place("brand.logo")
		message, hint := "the size of the logo %s is nowhere to be found.", "Give its <svg> a viewBox, or a width and a height in pixels, so that pages don't jump when it comes."
		if ext := strings.ToLower(path.Ext(file)); ext != ".svg" {
			message, hint = "the logo %s is no picture that Kith can read.", "Take an SVG or PNG file."
		}
		g.diag.Add("logo-size", at, n, fmt.Sprintf(message, diag.Quote(g.cfg.Brand.Logo)), hint)
	}
}

// settingLinks checks where the settings lead: the menu and the redirects.
func (g *Graph) settingLinks() {
	for i, m := range g.cfg.Menu {
		at, n := g.cfg.Place(g.menuPlace(i))
		t, r := g.menuTarget(m), model.Ref{ID: m.URL, At: at, Len: n}
		switch {
		case t.problem != "":
			g.add(t.problem, r, t.message, t.advice())
		case t.site != "":
			g.siteLinks = append(g.siteLinks, SiteLink{t.site, r.At, int32(r.Len)})
		}
	}
	for _, r := range g.cfg.Redirects {
		if strings.HasPrefix(r.To, "/") {
			if t := g.rooted(r.To, ""); t.site != "" {
				g.siteLinks = append(g.siteLinks, SiteLink{t.site, r.ToAt, int32(r.ToLen)})
			}
		}
	}
}

// menuPlace is the name of a menu entry's place in the settings.
func (g *Graph) menuPlace(i int) string {
	if g.main != nil && len(g.cfg.Languages[g.cfg.Language].Menu) > 0 {
		return fmt.Sprintf("languages.%s.menu.%d.url", g.cfg.Language, i)
	}
	return fmt.Sprintf("menu.%d.url", i)
}

func (g *Graph) hostFindings() {
	if g.host == nil {
		return
	}
	if a := g.answers(g.host); a == nil {
		g.diag.Add("host-unreachable", g.cfg.Host.At, len(g.cfg.Host.ID),
			fmt.Sprintf("%s is the host, who answers when nobody nearer does, but cannot be reached today.", g.host.Title),
			"Give the host an email or a phone in "+g.host.File+", or name another host in site.toml.")
	}
}

// staffFindings asks for one way to reach everybody of the staff.
func (g *Graph) staffFindings() {
	for _, p := range g.peopleOrder {
		if !p.isStaff() || p.Status == "memorial" || p.State == Left || p.Protects != nil {
			continue
		}
		if p.Email != "" || p.Phone != nil || len(p.Channels) > 0 {
			continue
		}
		pos := p.TitleAt
		if len(p.Answers) > 0 {
			g.diag.Add("no-way-in-route", pos, len(p.Title),
				fmt.Sprintf("%s answers %s, but has no email, phone or other way in.", p.Title, diag.Quote(p.Answers[0].Title)),
				"Add email: or phone:, or protected: with a colleague who answers for them.")
			continue
		}
		g.diag.Add("no-way-in", pos, len(p.Title),
			fmt.Sprintf("nobody can reach %s: there is no email, phone or other way in.", p.Title),
			"Add email: or phone:, or protected: with a colleague who answers for them.")
	}
}

// leaverFindings looks for successors that are missing.
func (g *Graph) leaverFindings() {
	asks := map[*Person][]string{} // titles of the pages that name somebody as ask
	for file, n := range g.each {
		e, _, visible := g.entryOf(n)
		if visible && e.Ask.ID != "" {
			if p := g.quietAsk(e.Ask).person; p != nil {
				asks[p] = append(asks[p], cmp.Or(e.Title, file))
			}
		}
	}
	for _, p := range g.peopleOrder {
		if p.State != Left || p.Successor != nil || p.Instead != nil || !p.isStaff() {
			continue
		}
		if p.Departed != nil && p.Departed.Successor.ID != "" {
			continue // named, and reported as unknown
		}
		var needs []string
		for _, r := range p.Answers {
			needs = append(needs, "answers "+diag.Quote(r.Title))
		}
		for _, v := range p.Keeps {
			needs = append(needs, "keeps "+diag.Quote(v.Title))
		}
		for _, q := range p.Covering {
			needs = append(needs, "covers for "+q.Title)
		}
		for _, title := range asks[p] {
			needs = append(needs, "is asked on "+diag.Quote(title))
		}
		if len(needs) == 0 {
			host := "the host"
			if g.host != nil {
				host = g.host.known()
			}
			g.diag.Add("no-successor", p.TitleAt, len(p.Title),
				fmt.Sprintf("%s left, and nobody is named to answer instead, so %s does.", p.Title, host),
				"Add successor: under departed:, with the id of a colleague or a contact page.")
			continue
		}
		if len(needs) > 3 {
			needs = append(needs[:3], fmt.Sprintf("and %d more", len(needs)-3))
		}
		hint := "Add successor: under departed:."
		if near := g.closest(p); near != "" {
			hint = "Add successor: under departed:. Closest in teams, topics and stories: " + near + "."
		}
		g.diag.Add("no-successor-needed", p.TitleAt, len(p.Title),
			fmt.Sprintf("%s left, but still %s.", p.Title, strings.Join(needs, ", ")), hint)
	}
}

// Closest names the three who share most with somebody, "" if nobody does.
func (g *Graph) Closest(id string) string {
	if p := g.people[id]; p != nil {
		return g.closest(p)
	}
	return ""
}

// closest names the three who share most with somebody.
func (g *Graph) closest(p *Person) string {
	score := map[*Person]int{}
	for _, t := range p.Teams {
		for _, q := range t.Members {
			score[q] += 2
		}
	}
	for _, t := range p.Topics {
		for _, q := range t.Members {
			score[q] += 2
		}
	}
	for _, r := range p.Answers {
		for _, a := range r.People {
			score[a.who] += 3
		}
		for _, f := range r.Fallback {
			if f.person != nil {
				score[f.person] += 3
			}
		}
	}
	for _, n := range append(append([]int32{}, p.Stories...), p.InStories...) {
		for _, q := range g.stories[n].cast {
			score[q]++
		}
	}
	var all []*Person
	for _, q := range g.peopleOrder {
		if q != p && score[q] > 0 && g.reachable(q) {
			all = append(all, q)
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return score[all[i]] > score[all[j]] })
	var names []string
	for _, q := range all[:min(len(all), 3)] {
		names = append(names, fmt.Sprintf("%s (%s)", q.Title, q.ID))
	}
	return strings.Join(names, ", ")
}

// twinTerms reports terms that differ only in case, accents or plural.
func (g *Graph) twinTerms() {
	for _, kind := range []model.Kind{model.KindTeam, model.KindTopic} {
		first := map[string]*Term{}
		for _, id := range sortedKeys(g.terms[kind]) {
			t := g.terms[kind][id]
			if t.uses == 0 {
				continue
			}
			key := singular(diagFold(t.ID))
			other, ok := first[key]
			if !ok {
				first[key] = t
				continue
			}
			g.diag.Add("twin-terms", t.used, 0,
				fmt.Sprintf("the %ss %s and %s look like one.", kind, diag.Quote(other.Title), diag.Quote(t.Title)),
				"Write them the same way everywhere.", diag.Related{Pos: other.used, Message: "the other one"})
		}
	}
}

// bestSpelling is the commonest way a term is written; its file's title
// comes before all.
func (t *Term) bestSpelling() string {
	if t.Entry != nil && t.Entry.Title != "" {
		return t.Entry.Title
	}
	best := ""
	for _, w := range sortedKeys(t.spelt) {
		if best == "" || t.spelt[w] > t.spelt[best] {
			best = w
		}
	}
	return best
}

func singular(s string) string {
	switch {
	case strings.HasSuffix(s, "ies") && len(s) > 4:
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && len(s) > 3:
		return s[:len(s)-1]
	}
	return s
}

func (g *Graph) unusedTerms() {
	for _, kind := range termKinds {
		for _, id := range sortedKeys(g.terms[kind]) {
			t := g.terms[kind][id]
			if t.Entry == nil || t.uses > 0 || kind == model.KindPlace {
				continue
			}
			g.diag.Add("unused-term", diag.In(t.Entry.File), 0,
				fmt.Sprintf("nothing uses the %s %s yet.", kind, diag.Quote(t.ID)),
				"Use it in a story or a person, or take the file away.")
		}
	}
}
