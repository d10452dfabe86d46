// Package feed writes what machines fetch from a hub by themselves: news feeds
// as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, and sitemaps (sitemaps.org).
//
// It knows no site. Whoever calls it says everything in plain structs, with
// absolute addresses, and gets the bytes; the same structs give the same bytes.
// What a format asks for and a struct lacks is the caller's mistake: a Feed
// needs a title, addresses and an entry, an Entry an ID, a date and an author.
// Start with Feed; atom.go, rss.go and json.go are a format each, sitemap.go
// is apart, and html.go makes the addresses inside of a text absolute.
package feed

import (
	"strings"
	"time"
)

// Feed is news, the newest first.
type Feed struct {
	Title       string
	Description string // what it is about; may be empty
	Language    string // BCP 47
	// Home is the page whose news it is, Self the feed's own address.
	Home, Self string
	Entries    []Entry
}

// Entry is one piece of news.
type Entry struct {
	// ID never changes, whatever happens to the address.
	ID, URL, Title string
	// Summary is plain words, Content the whole in HTML; "" leaves it out.
	Summary, Content string
	Published        time.Time
	Updated          time.Time // zero: never since
	// Authors tell it; Contributors had a part in it.
	Authors, Contributors []Person
	Categories            []string
	Image                 string // absolute
}

// Person is somebody who is named.
type Person struct {
	Name string
	URL  string // "" if they have no page
}

// updated is when an entry was last changed.
func (e *Entry) updated() time.Time {
	if e.Updated.After(e.Published) {
		return e.Updated
	}
	return e.Published
}

// updated is when any of the entries was last changed.
func (f *Feed) updated() time.Time {
	var last time.Time
	for i := range f.Entries {
		if u := f.Entries[i].updated(); u.After(last) {
			last = u
		}
	}
	return last
}

// clean leaves out the characters that no XML document may hold (XML 1.0,
// section 2.2), not even escaped.
func clean(s string) string {
	bad := func(r rune) bool {
		return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	if !strings.ContainsFunc(s, bad) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return -1
		}
		return r
	}, s)
}
