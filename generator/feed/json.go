package feed

import (
	"bytes"
	"encoding/json"
)

// jsonFeed is JSON Feed 1.1 (jsonfeed.org/version/1.1).
type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	HomePage    string     `json:"home_page_url"`
	Feed        string     `json:"feed_url"`
	Description string     `json:"description,omitempty"`
	Language    string     `json:"language,omitempty"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	HTML      string       `json:"content_html,omitempty"`
	Text      string       `json:"content_text,omitempty"`
	Summary   string       `json:"summary,omitempty"`
	Image     string       `json:"image,omitempty"`
	Published string       `json:"date_published"`
	Modified  string       `json:"date_modified,omitempty"`
	Authors   []jsonAuthor `json:"authors"`
	Tags      []string     `json:"tags,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// JSON writes a feed as JSON Feed 1.1. It has one list of people for each
// item, so contributors stand in it after the authors.
func JSON(f *Feed) []byte {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePage: f.Home, Feed: f.Self,
		Description: f.Description, Language: f.Language, Items: []jsonItem{},
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		item := jsonItem{
			ID: e.ID, URL: e.URL, Title: e.Title, HTML: e.Content, Summary: e.Summary, Image: e.Image,
			Published: stamp(e.Published), Tags: e.Categories,
		}
		if item.HTML == "" { // an item has to have the one or the other
			item.Text, item.Summary = e.Summary, ""
			if item.Text == "" {
				item.Text = e.Title
			}
		}
		if e.Updated.After(e.Published) {
			item.Modified = stamp(e.Updated)
		}
		for _, people := range [][]Person{e.Authors, e.Contributors} {
			for _, p := range people {
				item.Authors = append(item.Authors, jsonAuthor(p))
			}
		}
		out.Items = append(out.Items, item)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // it is no part of a page; the text is HTML
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		panic("feed: " + err.Error())
	}
	return b.Bytes()
}
