package feed

import (
	"bytes"
	"encoding/xml"
	"time"
)

// atomFeed is atom:feed (RFC 4287, section 4.1.1).
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr,omitempty"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

// atomEntry is atom:entry (section 4.1.2).
type atomEntry struct {
	ID           string         `xml:"id"`
	Title        string         `xml:"title"`
	Published    string         `xml:"published"`
	Updated      string         `xml:"updated"`
	Links        []atomLink     `xml:"link"`
	Authors      []atomPerson   `xml:"author"`
	Contributors []atomPerson   `xml:"contributor"`
	Categories   []atomCategory `xml:"category"`
	Summary      string         `xml:"summary,omitempty"`
	Content      *atomContent   `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

// atomPerson is a Person construct (section 3.2).
type atomPerson struct {
	Name string `xml:"name"`
	URL  string `xml:"uri,omitempty"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// atomContent is HTML (section 4.1.3), marked up as text.
type atomContent struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",cdata"`
}

// Atom writes a feed as RFC 4287 has it.
func Atom(f *Feed) []byte {
	out := atomFeed{
		Language: f.Language, ID: f.Home, Title: f.Title, Subtitle: f.Description, Updated: stamp(f.updated()),
		Links: []atomLink{{"self", "application/atom+xml", f.Self}, {"alternate", "text/html", f.Home}},
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		a := atomEntry{
			ID: e.ID, Title: e.Title, Published: stamp(e.Published), Updated: stamp(e.updated()),
			Links:   []atomLink{{"alternate", "text/html", e.URL}},
			Authors: atomPeople(e.Authors), Contributors: atomPeople(e.Contributors), Summary: e.Summary,
		}
		for _, c := range e.Categories {
			a.Categories = append(a.Categories, atomCategory{c})
		}
		if e.Content != "" {
			a.Content = &atomContent{"html", clean(e.Content)}
		}
		out.Entries = append(out.Entries, a)
	}
	return document(out)
}

func atomPeople(people []Person) []atomPerson {
	var out []atomPerson
	for _, p := range people {
		out = append(out, atomPerson(p))
	}
	return out
}

// stamp is a date construct (section 3.3), as RFC 3339 has it.
func stamp(t time.Time) string { return t.Format(time.RFC3339) }

// document is a whole XML document. Nothing in our structs can fail to be
// written, so an error is a bug.
func document(v any) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(v); err != nil {
		panic("feed: " + err.Error())
	}
	b.WriteByte('\n')
	return b.Bytes()
}
