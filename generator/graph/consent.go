package graph

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/meta"
	"kith/generator/model"
)

// agreement is what a consent record comes to today.
type agreement uint8

const (
	agreed agreement = iota
	never            // missing or not yet given
	ended            // expired or withdrawn: it may have been public
)

func (g *Graph) agreement(c *model.Consent) agreement {
	if c == nil || c.Given.IsZero() {
		return never
	}
	// Each date is looked at, so that each becomes a day of change.
	withdrawn := !c.Withdrawn.IsZero() && g.begun(c.Withdrawn)
	expired := !c.Until.IsZero() && g.over(c.Until)
	given := g.begun(c.Given)
	switch {
	case withdrawn || expired:
		return ended
	case !given:
		return never
	}
	return agreed
}

// consent works out what may be shown of everybody, and holds back the
// stories of those outside the staff who have not agreed.
func (g *Graph) consent() {
	var silent []string
	for _, id := range sortedKeys(g.people) {
		p := g.people[id]
		state := g.agreement(p.Consent)
		staff := p.isStaff()
		switch {
		case staff && p.Consent == nil:
			if (p.State == Active || p.State == Away) && !p.unread {
				silent = append(silent, p.Title)
			}
			p.covers = func(string) bool { return true }
		case state == agreed:
			covers := p.Consent.Covers
			p.covers = func(what string) bool { return slices.Contains(covers, what) }
		default:
			p.covers = func(string) bool { return false }
		}
		if !p.covers("name") && (!staff || state == ended) {
			g.unnamed = append(g.unnamed, p)
		}
		if !p.covers("place") {
			p.Place = nil // where somebody is, is theirs to tell
		}
		if !staff && state != agreed {
			g.held = append(g.held, Held{File: p.File, What: "person", ID: p.ID, Why: "consent", Ask: g.consentAsker(p)})
		}
		g.endsSoon(p)
	}
	if len(silent) > 0 {
		g.diag.Add("missing-consent", diag.Pos{}, 0,
			fmt.Sprintf("no consent is on record for %s.", people(silent)),
			"Ask them what they are happy to have shown, then add consent: with given: and covers: to their files.")
	}
	for s := range g.eachStory {
		g.storyConsent(s)
	}
}

// Unnamed lists those whose name may not stand on the site today for want of
// consent.
func (g *Graph) Unnamed() []*Person { return g.unnamed }

// people lists up to five names.
func people(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + " and " + diag.Thousands(len(names)-5) + " more of the staff"
	}
	return strings.Join(names, ", ")
}

func (p *Person) isStaff() bool { return p.Relation == "" || p.Relation == "staff" }

// storyConsent withholds a story in which somebody outside the staff has not
// agreed. It fails closed: whoever the story names anywhere counts.
func (g *Graph) storyConsent(s *Story) {
	for _, who := range g.guestsIn(s) {
		p := who.person
		state := g.agreement(p.Consent)
		missing := ""
		for _, what := range who.needs {
			if state == agreed && !p.covers(what) {
				missing = what
			}
		}
		for _, row := range s.Story.People {
			if row.Person.ID != p.ID || row.Consent == nil {
				continue
			}
			if n := g.agreement(row.Consent); n > state {
				state = n
			}
			for _, what := range who.needs {
				if !slices.Contains(row.Consent.Covers, what) {
					missing = what
				}
			}
		}
		if state == agreed && missing == "" {
			continue
		}
		s.State = Withheld
		why := "has not agreed to be shown"
		if state == ended {
			why = "no longer agrees to be shown"
		} else if missing != "" {
			why = "has not agreed to have their " + missing + " shown"
		}
		ask := g.consentAsker(p)
		g.add("no-consent", model.Ref{At: who.at, Len: who.len},
			fmt.Sprintf("%s %s, so this story is held back.", p.Title, why),
			fmt.Sprintf("Talk to %s, who looks after this consent, or leave %s out of the story.", ask, p.known()),
			diag.Related{Pos: diag.In(p.File), Message: "the consent stands here"})
		g.held = append(g.held, Held{File: s.File, What: "story", ID: s.ID, Why: "consent", Ask: ask})
		return
	}
}

// wasPublic reports whether a withheld story may have been public before, so
// that its address is known to somebody: its day has come, and there has been a
// consent. Which day it ended says nothing: people often say so afterwards.
func (g *Graph) wasPublic(s *Story) bool {
	if s.Draft {
		return false
	}
	for _, who := range g.guestsIn(s) {
		records := []*model.Consent{who.person.Consent}
		for _, row := range s.Story.People {
			if row.Person.ID == who.person.ID && row.Consent != nil {
				records = append(records, row.Consent)
			}
		}
		for _, c := range records {
			if g.agreement(c) == never {
				return false
			}
		}
	}
	if s.day > g.today() {
		g.thresholds = append(g.thresholds, s.day)
		return false
	}
	return true
}

// secretNames are the words of the names that a withheld story must not tell.
// Even the address that says it is gone would, if they stand in it: there is
// nothing at such an address, as at any that nobody ever had.
func (g *Graph) secretNames(s *Story) []string {
	if s.State != Withheld {
		return nil
	}
	var words []string
	for _, who := range g.guestsIn(s) {
		if p := who.person; !p.covers("name") {
			for _, name := range []string{p.Title, p.KnownAs, p.SortName} {
				words = append(words, strings.Split(diagFold(name), "-")...)
			}
		}
	}
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 3 })
}

// tellsOne reports whether one of the words stands in a path.
func tellsOne(path string, words []string) bool {
	if len(words) == 0 {
		return false
	}
	path = diagFold(path)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(path, w) })
}

type shown struct {
	person *Person
	needs  []string
	at     diag.Pos
	len    int
}

// What showing somebody in a story needs.
var (
	needsName  = []string{"name"}
	needsStory = []string{"name", "story"}
	needsQuote = []string{"name", "story", "quote"}
)

// personAddress is whose page a link leads to by its address, as in
// "/people/ada-okonjo/".
func (g *Graph) personAddress(slot *markdown.Slot) (string, bool) {
	p, _, _ := strings.Cut(slot.Dest, "#")
	p, _, _ = strings.Cut(p, "?")
	name, ok := strings.CutPrefix(strings.TrimSuffix(p, "/"), "/people/")
	if slot.Kind != markdown.LinkOpen || !ok || strings.Contains(name, "/") {
		return "", false
	}
	if u, err := url.PathUnescape(name); err == nil {
		name = u
	}
	if g.people[name] != nil && g.people[name].Slug == "" {
		return name, true
	}
	for id, q := range g.people {
		if q.Slug == name {
			return id, true
		}
	}
	return "", false
}

// guestsIn lists everybody beyond the staff whom a story names in its fields
// or its text, and whom of the staff it quotes: what somebody said is theirs,
// also without their name.
func (g *Graph) guestsIn(s *Story) []shown {
	var out []shown
	see := func(r model.Ref, needs []string) {
		if r.ID == "" {
			return
		}
		if p, ok := g.people[strings.TrimPrefix(r.ID, "person:")]; ok && !p.isStaff() {
			out = append(out, shown{p, needs, r.At, r.Len})
		}
	}
	for _, r := range s.Authors {
		see(r, needsStory)
	}
	for _, r := range s.ToldBy {
		see(r, needsStory)
	}
	for _, r := range s.Story.WrittenWith {
		see(r, needsName)
	}
	for _, row := range s.Story.People {
		see(row.Person, needsStory)
	}
	for _, c := range s.Credits {
		for _, r := range c.People {
			see(r, needsName)
		}
	}
	if s.Image != nil {
		for _, r := range s.Image.People {
			see(r, nil) // without consent to photos the picture goes, not the story
		}
	}
	see(s.Owner, needsName)
	for _, u := range s.Updates {
		see(u.By, needsName)
	}
	for slot := range s.Body.Slots {
		id, ok := slotPerson(slot)
		if !ok {
			id, ok = g.personFile(s.File, slot)
		}
		if !ok {
			id, ok = g.personAddress(slot)
		}
		if ok {
			needs := needsStory
			if slot.Kind == markdown.Speaker {
				needs = needsQuote
			}
			at := diag.Pos{File: s.File, Offset: slot.Offset}
			see(model.Ref{ID: id, At: at, Len: slot.Len}, needs)
			if p := g.people[id]; slot.Kind == markdown.Speaker && p != nil && p.isStaff() && p.Consent != nil {
				out = append(out, shown{p, []string{"quote"}, at, slot.Len})
			}
		}
	}
	return out
}

func (g *Graph) consentAsker(p *Person) string {
	if p.Consent != nil {
		if a, ok := g.people[p.Consent.AskedBy.ID]; ok {
			return a.Title
		}
	}
	if g.host != nil {
		return g.host.Title
	}
	return "the host"
}

// endsSoon warns thirty days before a consent ends.
func (g *Graph) endsSoon(p *Person) {
	c := p.Consent
	if c == nil || c.Until.IsZero() || g.agreement(c) != agreed {
		return
	}
	left := daysBetween(g.opts.Today, c.Until)
	for n := 30; n >= 0; n-- { // the days left stand in the finding
		g.notices = append(g.notices, dayNumber(c.Until.AddDays(-n)))
	}
	if left <= 30 {
		g.diag.Add("consent-ends", c.UntilAt, len(c.Until.ISO()),
			fmt.Sprintf("the consent of %s ends on %s, in %d days.", p.Title, c.Until, left),
			fmt.Sprintf("Ask %s to talk to them before then.", g.consentAsker(p)))
	}
}

func daysBetween(a, b meta.Date) int {
	t := func(d meta.Date) time.Time {
		return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	}
	return int(t(b).Sub(t(a)).Hours() / 24)
}
