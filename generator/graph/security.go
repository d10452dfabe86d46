package graph

import (
	"fmt"
	"strings"
	"time"

	"kith/generator/meta"
	"kith/generator/model"
)

// Security is what security.txt says.
type Security struct {
	Contact, Policy string
	Expires         meta.Date
}

// Security is what security.txt says; false where there is none: nobody to
// write to, or past the day by which somebody was to look at it.
func (g *Graph) Security() (Security, bool) {
	s := g.cfg.Security
	if s.Contact == "" || s.Expires.IsZero() || dayNumber(s.Expires) < g.today() {
		return Security{}, false
	}
	out := Security{Contact: s.Contact, Policy: s.Policy, Expires: s.Expires}
	if s.Policy != "" && !strings.Contains(s.Policy, "://") {
		// A page of the site, written as in a menu.
		t := g.resolve(&model.Entry{File: "content/_index.md"}, g.Href(""), s.Policy)
		out.Policy = ""
		if t.problem == "" {
			out.Policy = g.absolute(t.href)
		}
	}
	return out, true
}

// securityExpires warns when security.txt is about to expire (RFC 9116,
// section 2.5.5, wants it to be looked at in good time), and where it cannot
// be made for want of that day.
func (g *Graph) securityExpires() {
	s := g.cfg.Security
	if s.Contact == "" {
		return
	}
	hint := "See whether the address is still right, then set expires in site.toml to a day within a year."
	if s.Expires.IsZero() {
		at, n := g.cfg.Place("security.contact")
		g.diag.Add("security-expires", at, n, "there is no security.txt: its contact has no expires beside it.", hint)
		return
	}
	for n := 30; n >= 0; n-- { // the days left stand in the finding
		g.notices = append(g.notices, dayNumber(s.Expires.AddDays(-n)))
	}
	g.notices = append(g.notices, dayNumber(yearsOn(s.Expires, -1)))
	over := g.over(s.Expires)
	at, n := g.cfg.Place("security.expires")
	switch left := daysBetween(g.opts.Today, s.Expires); {
	case over:
		g.diag.Add("security-expires", at, n, fmt.Sprintf("security.txt expired on %s and is left out.", s.Expires), hint)
	case dayNumber(s.Expires) > dayNumber(yearsOn(g.opts.Today, 1)):
		g.diag.Add("security-expires", at, n, fmt.Sprintf("security.txt says it is right until %s, more than a year from now.", s.Expires), hint)
	case left <= 30:
		g.diag.Add("security-expires", at, n, fmt.Sprintf("security.txt expires on %s, in %d days.", s.Expires, left), hint)
	}
}

// yearsOn is the day some years after another.
func yearsOn(d meta.Date, n int) meta.Date {
	return meta.DateOf(time.Date(d.Year+n, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)).OnDay()
}
