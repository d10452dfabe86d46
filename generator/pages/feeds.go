package pages

import (
	"html"
	"strconv"
	"time"

	"kith/generator/feed"
	"kith/generator/graph"
	"kith/generator/model"
)

var feedEncoders = map[string]func(*feed.Feed) []byte{"atom": feed.Atom, "rss": feed.RSS, "json": feed.JSON}

// planFeeds adds the site's feed in each format, and one in Atom for every
// person, value and topic with stories.
func planFeeds(g *graph.Graph, add func(Output)) {
	full := g.Config().Feeds.Full
	for _, format := range g.Feeds() {
		file := graph.FeedFile(format)
		add(Output{Path: file, ID: "feed all", Given: strconv.FormatBool(full), Encode: newsFeed("all", file, full, feedEncoders[format])})
	}
	for _, lists := range []struct {
		of     string
		things []graph.Thing
	}{{"by", g.PeopleWithPages()}, {"value", g.Values()}, {"topic", g.Terms(model.KindTopic)}} {
		for _, t := range lists.things {
			if of := lists.of + " " + t.ID; g.HasFeed(of) {
				file := t.Path + graph.FeedFile("atom")
				add(Output{Path: file, ID: "feed " + of, At: t.At, Encode: newsFeed(of, file, false, feed.Atom)})
			}
		}
	}
}

// newsFeed is the feed of a list, with whole texts or with summaries.
func newsFeed(of, file string, full bool, encode func(*feed.Feed) []byte) func(*graph.Reader) ([]byte, error) {
	return func(r *graph.Reader) ([]byte, error) {
		l := r.Latest(of)
		f := feed.Feed{Title: l.Title, Description: l.About, Language: l.Language, Home: l.Home, Self: r.Absolute(r.Href(file))}
		for _, id := range l.IDs {
			n, ok := r.News(id)
			if !ok {
				continue
			}
			e := feed.Entry{
				ID: n.ID, URL: n.URL, Title: n.Title, Summary: n.Summary, Published: moment(n.Published), Updated: moment(n.Updated),
				Authors: newsPeople(n.Tellers), Contributors: newsPeople(n.Helpers), Categories: n.Topics, Image: n.Image,
			}
			if full {
				text, err := r.Text(model.KindStory, id)
				if err != nil {
					return nil, err
				}
				e.Content = feed.Absolute(string(text), n.URL)
				if n.Image != "" { // as above the text on the page
					e.Content = `<p><img src="` + html.EscapeString(n.Image) + `" alt="` + html.EscapeString(n.Alt) + "\"></p>\n" + e.Content
				}
			}
			f.Entries = append(f.Entries, e)
		}
		return encode(&f), nil
	}
}

func newsPeople(people []graph.Named) []feed.Person {
	var out []feed.Person
	for _, p := range people {
		out = append(out, feed.Person(p))
	}
	return out
}

// moment reads what the graph wrote; "" is the zero time.
func moment(rfc3339 string) time.Time {
	t, _ := time.Parse(time.RFC3339, rfc3339)
	return t
}
