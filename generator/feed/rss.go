package feed

import (
	"encoding/xml"
	"time"
)

// rss is RSS 2.0 (rssboard.org/rss-specification), with the names of authors
// as Dublin Core has them, because RSS wants their email addresses, and with
// whole texts in the content module, because description is for summaries.
type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title         string    `xml:"title"`
	Link          string    `xml:"link"`
	Description   string    `xml:"description"`
	Language      string    `xml:"language,omitempty"`
	LastBuildDate string    `xml:"lastBuildDate"`
	Self          atomLink  `xml:"atom:link"`
	Items         []rssItem `xml:"item"`
}

type rssItem struct {
	Title        string   `xml:"title"`
	Link         string   `xml:"link"`
	GUID         rssGUID  `xml:"guid"`
	PubDate      string   `xml:"pubDate"`
	Creators     []string `xml:"dc:creator"`
	Contributors []string `xml:"dc:contributor"`
	Categories   []string `xml:"category"`
	Description  string   `xml:"description,omitempty"`
	Content      *rssHTML `xml:"content:encoded"`
}

type rssGUID struct {
	IsPermaLink bool   `xml:"isPermaLink,attr"`
	ID          string `xml:",chardata"`
}

type rssHTML struct {
	HTML string `xml:",cdata"`
}

// RSS writes a feed as RSS 2.0.
func RSS(f *Feed) []byte {
	about := f.Description
	if about == "" {
		about = f.Title // RSS wants one
	}
	out := rss{
		Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/",
		Content: "http://purl.org/rss/1.0/modules/content/",
		Channel: rssChannel{
			Title: f.Title, Link: f.Home, Description: about, Language: f.Language,
			LastBuildDate: rfc822(f.updated()), Self: atomLink{"self", "application/rss+xml", f.Self},
		},
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		item := rssItem{
			Title: e.Title, Link: e.URL, GUID: rssGUID{e.ID == e.URL, e.ID}, PubDate: rfc822(e.Published),
			Creators: names(e.Authors), Contributors: names(e.Contributors), Categories: e.Categories, Description: e.Summary,
		}
		if e.Content != "" {
			item.Content = &rssHTML{clean(e.Content)}
		}
		out.Channel.Items = append(out.Channel.Items, item)
	}
	return document(out)
}

func names(people []Person) []string {
	var out []string
	for _, p := range people {
		out = append(out, p.Name)
	}
	return out
}

// rfc822 is a date as RSS has it, with four figures for the year.
func rfc822(t time.Time) string { return t.Format(time.RFC1123Z) }
