package theme

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"kith/generator/view"
)

// direct is the first way of a type ("phone", "email") to whoever answers,
// nil if there is none. Where a contact lists no ways, the person's own number
// and address stand in.
func direct(kind string, c view.Contact) *view.Way {
	for i := range c.Ways {
		if c.Ways[i].Type == kind && c.Ways[i].URL != "" {
			w := c.Ways[i]
			w.URL = withSubject(w.URL, c.Subject)
			return &w
		}
	}
	p := c.Person
	switch {
	case len(c.Ways) > 0:
		return nil
	case kind == "phone" && p.Phone != "":
		return &view.Way{Type: kind, Text: p.Phone, URL: p.PhoneURL}
	case kind == "email" && p.Email != "":
		return &view.Way{Type: kind, Text: p.Email, URL: withSubject(p.EmailURL, c.Subject)}
	}
	return nil
}

// withSubject says in a mail what it is about, unless it says so already.
// Mail programs want %20 for a space, not a plus.
func withSubject(to, subject string) string {
	if subject == "" || !strings.HasPrefix(to, "mailto:") || strings.Contains(to, "?") {
		return to
	}
	return to + "?subject=" + strings.ReplaceAll(url.QueryEscape(subject), "+", "%20")
}

// postmarkPlace is what goes round a postmark: the person's place, else the
// house; nothing where it would have to be squeezed.
func postmarkPlace(c view.Contact, site *view.Site) string {
	var names []string
	if c.Place != nil {
		names = append(names, c.Place.Text)
	}
	if site != nil {
		names = append(names, site.Organization, site.Title)
	}
	for _, name := range names {
		if n := utf8.RuneCountInString(name); n >= 3 && n <= 20 {
			return name
		}
	}
	return ""
}
