package graph

import (
	"slices"
	"strings"
	"time"

	"kith/generator/meta"
	"kith/generator/view"
)

// News is a story as feeds tell it: what the story's page says, and no more.
type News struct {
	// ID is the story's for ever: its address, or what its uid says.
	ID        string
	URL       string // absolute
	Title     string
	Summary   string
	Published string // RFC 3339
	Updated   string // as above; "" if it was never put right
	// Tellers tell it, or whoever posted it; Helpers wrote it down.
	Tellers, Helpers []Named
	Topics           []string
	Image, Alt       string // the picture's address, absolute, or ""
}

// Named is a person by name, and their page.
type Named struct {
	Name string
	URL  string // absolute, or ""
}

// askNews is a story as feeds tell it.
func (g *Graph) askNews(id string) any {
	s := g.all[id]
	if s == nil || !g.live(s) {
		return nil
	}
	n := News{ID: g.newsID(s), URL: g.absolute(s.URL), Title: s.Title, Summary: s.Summary, Published: g.moment(s.Date)}
	if n.Summary == "" {
		n.Summary = s.Body.Doc.Excerpt
	}
	last := s.day
	for _, u := range s.Updates {
		if d := dayNumber(u.Date); d >= last && !u.Date.IsZero() {
			last, n.Updated = d, g.moment(u.Date)
		}
	}
	for _, p := range s.Tellers {
		n.Tellers = append(n.Tellers, g.nameOf(p))
	}
	if len(s.Tellers) == 0 && g.host != nil {
		n.Tellers = []Named{g.nameOf(g.host)}
	}
	for _, p := range s.WrittenWith {
		if !slices.Contains(s.Tellers, p) {
			n.Helpers = append(n.Helpers, g.nameOf(p))
		}
	}
	for _, t := range s.Topics {
		n.Topics = append(n.Topics, t.Title)
	}
	if im := g.image(&s.Entry, s.URL, s.Image, ""); im != nil {
		n.Image, n.Alt = g.absolute(im.Src), im.Alt
	}
	return n
}

// newsID is what readers of feeds know a story by. Its address will do, until
// the address changes: then uid says what it was known by.
func (g *Graph) newsID(s *Story) string {
	switch {
	case s.UID == "":
		return g.absolute(s.URL)
	case strings.Contains(s.UID, ":"):
		return s.UID // an address or a name of its own, as from an old blog
	}
	return g.absolute(g.base) + "#" + s.UID
}

// moment is a date as a point in time: a day alone begins at midnight in the
// site's zone.
func (g *Graph) moment(d meta.Date) string {
	_, unix := g.localDay(d)
	return time.Unix(unix, 0).In(g.zone).Format(time.RFC3339)
}

func (g *Graph) nameOf(p *Person) Named {
	c := g.shortCard(p)
	n := Named{Name: c.Name}
	if c.URL != "" {
		n.URL = g.absolute(c.URL)
	}
	return n
}

// News is a story as feeds tell it.
func (r *Reader) News(id string) (News, bool) { return ask[News](r, "news "+id) }

// NewsList is the newest stories of a list.
type NewsList struct {
	// Title, About and Home are the list's own: a person's name and page.
	Title, About string
	Home         string // absolute
	Language     string
	IDs          []string
}

// askLatest is the newest stories of a list: "value mend".
func (g *Graph) askLatest(of string) any {
	l := NewsList{Title: g.cfg.Title, About: g.cfg.Description, Home: g.absolute(g.base), Language: g.cfg.Language}
	if of != "all" {
		n := g.nodeOf(strings.Replace(of, "by ", "person ", 1))
		var title, href string
		switch {
		case n.person != nil:
			title, href, l.About = g.shortCard(n.person).Name, n.person.URL, ""
		case n.value != nil:
			title, href, l.About = n.value.Title, n.value.URL, n.value.Statement
		case n.term != nil:
			title, href, l.About = n.term.Title, n.term.URL, g.termCard(n.term).Summary
		}
		l.Title, l.Home = title+" · "+g.cfg.Title, g.absolute(href)
	}
	all := g.list(of)
	for _, n := range all[:min(len(all), g.cfg.Feeds.Items)] {
		l.IDs = append(l.IDs, g.stories[n].ID)
	}
	return l
}

// Latest is the newest stories of a list: "all", or as in "value mend".
func (r *Reader) Latest(of string) NewsList { l, _ := ask[NewsList](r, "latest "+of); return l }

// Feeds are the formats in which the site's feed is made; none where there is
// nothing to tell.
func (g *Graph) Feeds() []string {
	if len(g.stories) == 0 {
		return nil
	}
	return g.cfg.Feeds.Formats
}

// HasFeed reports whether a list has a feed of its own: that of a person ("by
// ana"), value or topic with stories, unless the settings want none.
func (g *Graph) HasFeed(of string) bool {
	kind, _, _ := strings.Cut(of, " ")
	folder := map[string]string{"by": "people", "value": "values", "topic": "topics"}[kind]
	return slices.Contains(g.cfg.Feeds.For, folder) && len(g.Feeds()) > 0 && len(g.list(of)) > 0
}

// feedFormats are the formats of feeds: the file at the site's root, and what
// it is called in links.
var feedFormats = map[string]struct{ file, mime string }{
	"atom": {"feed.xml", "application/atom+xml"},
	"rss":  {"rss.xml", "application/rss+xml"},
	"json": {"feed.json", "application/feed+json"},
}

// FeedFile is the file of the site's feed in a format.
func FeedFile(format string) string { return feedFormats[format].file }

// ownFeed is the feed of a page's list, or nil.
func (g *Graph) ownFeed(of, title, href string) *view.Feed {
	if !g.HasFeed(of) {
		return nil
	}
	return &view.Feed{Title: title + " · " + g.cfg.Title, Type: feedFormats["atom"].mime, URL: href + FeedFile("atom")}
}
