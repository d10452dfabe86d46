// Package pages says what will exist: every file under public/, and what its
// template sees.
//
// Plan lists the outputs; each one's View asks its own graph.Reader and fills
// a struct of package view, so the ledger knows what every page depends on.
// There is one file per kind of page. What a template makes of a view is
// none of this package's business.
package pages

import (
	"cmp"
	"fmt"
	"maps"
	"sort"
	"strconv"
	"strings"

	"kith/generator/diag"
	"kith/generator/feed"
	"kith/generator/graph"
	"kith/generator/model"
)

// Output is one file under public/.
type Output struct {
	// Path is a slash path under the output folder.
	Path string
	// Edition is the number of the graph it is made from, the hub in one
	// language: 0 is the main one's.
	Edition int
	// Kind is the template's name; "" for a file that is copied or encoded.
	Kind string
	// ID tells outputs of a kind apart.
	ID string
	// At is what asked for it, for when two ask for one address.
	At diag.Pos
	// Given is what the plan itself tells the output. Where it is another
	// than last time, the output is made again.
	Given string
	// View fills what the template of Kind sees.
	View func(*graph.Reader) (any, error)
	// Encode makes the bytes of a file that goes through no template.
	Encode func(*graph.Reader) ([]byte, error)
	// Drawn says that the bytes are a picture that takes long to make and in
	// which no check looks for anything.
	Drawn bool
	// Source is a file to copy, a slash path from the site's folder.
	Source string
	// Picture is a size of a picture, made of its file.
	Picture *graph.Sized
	// Shows is a size of a picture that stands in what Encode makes.
	Shows *graph.Sized
	// Yields lets a file of static/ stand in its place.
	Yields bool
}

// Size is the size of a picture that it takes to make the output, or nil.
func (o *Output) Size() *graph.Sized { return cmp.Or(o.Picture, o.Shows) }

// file is the output path of a page's folder: "a/" becomes "a/index.html".
func file(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	if strings.HasSuffix(path, ".html") || strings.HasSuffix(path, ".htm") {
		return path
	}
	return path + "/index.html"
}

// Plan lists every output of a hub, which is a graph for each of its
// languages: the pages of each, then what there is once for all of them.
func Plan(editions []*graph.Graph) []Output {
	// Most of a large hub are its stories, and a list that grows is copied.
	out := make([]Output, 0, 2*editions[0].Findable()+256)
	for i, g := range editions {
		planEdition(g, func(o Output) {
			o.Edition, o.Path = i, g.Folder()+o.Path
			out = append(out, o)
		})
	}
	planSite(editions, func(o Output) { out = append(out, o) })
	return out
}

// planEdition lists what every language has: its pages, and whatever is made
// of them. Paths are relative to the folder of the language, "" for the main
// one and "fr/" for French.
func planEdition(g *graph.Graph, add func(Output)) {
	add(Output{Path: "index.html", Kind: "home", View: home})
	planStories(g, add)
	planPeople(g, add)
	planValues(g, add)
	if len(g.Stories()) > 0 {
		add(Output{Path: "connections/index.html", Kind: "connections", View: connections})
	}
	planContact(g, add)
	planTerms(g, add)
	planPlain(g, add)
	planFeeds(g, add)
	planFinder(g, add)
	planCards(g, add)
	planShare(g, add)
}

// planSite lists what there is once for all languages: files that pages use,
// and what stands at addresses that old links or hosts fix. Paths are
// relative to the site's root.
func planSite(editions []*graph.Graph, add func(Output)) {
	planMoved(editions, add)
	planSitemaps(editions, feed.MaxURLs, add)
	planTexts(editions, add)
	planFiles(editions, add)
}

// paged adds the pages of a list: the first at path, the others below it.
func paged(path string, n int, add func(path string, number int)) {
	for i := 1; i <= n; i++ {
		p := path
		if i > 1 {
			p = fmt.Sprintf("%spage/%d/", path, i)
		}
		add(file(p), i)
	}
}

func numbered(id string, n int) string {
	if n == 1 {
		return id
	}
	return fmt.Sprintf("%s/%d", id, n)
}

// planFiles adds the files that pages use, each once. Those of static/ are
// added by the pipeline, which knows the folder.
func planFiles(editions []*graph.Graph, add func(Output)) {
	files := editions[0].Files()
	if len(editions) > 1 {
		files = maps.Clone(files)
		for _, g := range editions[1:] {
			maps.Copy(files, g.Files())
		}
	}
	for _, public := range sorted(files) {
		add(Output{Path: public, ID: files[public], Source: files[public], At: diag.In(files[public])})
	}
	sizes := editions[0].Sizes()
	if len(editions) > 1 {
		sizes = maps.Clone(sizes)
		for _, g := range editions[1:] {
			maps.Copy(sizes, g.Sizes())
		}
	}
	for _, public := range sorted(sizes) {
		s := sizes[public]
		add(Output{Path: public, ID: s.File, Picture: &s, Given: s.Order.Key(), At: diag.In(s.File)})
	}
}

func planStories(g *graph.Graph, add func(Output)) {
	if stories := g.Stories(); len(stories) > 0 {
		paged("stories/", g.Pages("all"), func(path string, n int) {
			add(Output{Path: path, Kind: "stories", ID: numbered("all", n), View: storiesPage("all", 0, "", n)})
		})
		for _, y := range g.YearList() {
			of := fmt.Sprintf("year %d", y)
			paged(fmt.Sprintf("stories/in/%d/", y), g.Pages(of), func(path string, n int) {
				add(Output{Path: path, Kind: "stories", ID: numbered(of, n), View: storiesPage(of, y, "", n)})
			})
		}
		for _, s := range stories {
			add(Output{Path: file(s.Path), Kind: "story", ID: s.ID, At: s.At, View: story(s.ID)})
		}
	}
}

func planPeople(g *graph.Graph, add func(Output)) {
	n := peoplePages(g)
	paged("people/", n, func(path string, number int) {
		add(Output{Path: path, Kind: "people", ID: numbered("all", number), Given: strconv.Itoa(n), View: people(number, n)})
	})
	for _, p := range g.PeopleWithPages() {
		add(Output{Path: file(p.Path), Kind: "person", ID: p.ID, At: p.At, View: person(p.ID)})
		if of := "by " + p.ID; g.Pages(of) > 1 {
			paged(p.Path+"stories/", g.Pages(of), func(path string, number int) {
				add(Output{Path: path, Kind: "stories", ID: numbered(of, number), At: p.At, View: storiesPage(of, 0, p.ID, number)})
			})
		}
	}
}

func planValues(g *graph.Graph, add func(Output)) {
	values := g.Values()
	if len(values) == 0 {
		return
	}
	add(Output{Path: "values/index.html", Kind: "values", View: valuesPage})
	for _, v := range values {
		of := "value " + v.ID
		paged(v.Path, g.Pages(of), func(path string, n int) {
			add(Output{Path: path, Kind: "value", ID: numbered(v.ID, n), At: v.At, View: value(v.ID, n)})
		})
	}
}

func planContact(g *graph.Graph, add func(Output)) {
	add(Output{Path: "contact/index.html", Kind: "contact", View: contact})
	for _, r := range g.Routes() {
		add(Output{Path: file(r.Path), Kind: "route", ID: r.ID, At: r.At, View: route(r.ID)})
	}
}

func planTerms(g *graph.Graph, add func(Output)) {
	for _, k := range []struct {
		kind         model.Kind
		folder, list string
	}{
		{model.KindTopic, "topics", "topics"},
		{model.KindTeam, "teams", "teams"},
		{model.KindPlace, "places", "places"},
		{model.KindSeries, "series", "serieses"},
	} {
		terms := g.Terms(k.kind)
		if len(terms) == 0 {
			continue
		}
		add(Output{Path: k.folder + "/index.html", Kind: k.list, View: termsPage(k.kind, k.folder, k.list)})
		for _, t := range terms {
			paged(t.Path, g.Pages(string(k.kind)+" "+t.ID), func(path string, n int) {
				add(Output{Path: path, Kind: string(k.kind), ID: numbered(t.ID, n), At: t.At, View: term(k.kind, t.ID, n)})
			})
		}
	}
}

func planPlain(g *graph.Graph, add func(Output)) {
	for _, p := range g.PlainPages() {
		add(Output{Path: file(p.Path), Kind: "page", ID: p.ID, At: p.At, View: plain(p.ID)})
	}
	for _, s := range g.SectionNames() {
		add(Output{Path: s + "/index.html", Kind: "page", ID: s + "/", View: section(s)})
	}
	if v, ok := g.VoicePage(); ok {
		add(Output{Path: file(v.Path), Kind: "voice", ID: v.ID, At: v.At, View: voice})
	}
	at, _ := g.Special("search")
	add(Output{Path: "search/index.html", Kind: "search", At: at, View: searchPage})
	at, _ = g.Special("404")
	add(Output{Path: "404.html", Kind: "404", At: at, View: notFound})
}

// planMoved adds the addresses that lead on, and those of what is gone.
func planMoved(editions []*graph.Graph, add func(Output)) {
	var lines []string
	for i, g := range editions {
		for _, m := range g.Moved() {
			add(Output{Path: file(m.From), Edition: i, Kind: "moved", ID: m.From, At: m.At, Given: m.To + "\n" + m.Text, View: movedPage(m)})
			lines = append(lines, redirect(g, m))
		}
		for _, x := range g.Gone() {
			add(Output{Path: file(x.Path), Edition: i, Kind: "gone", ID: x.Path, At: x.At, Given: x.Section, View: gonePage(x)})
		}
	}
	if len(lines) > 0 {
		sort.Strings(lines)
		text := strings.Join(lines, "")
		add(Output{Path: "_redirects", ID: "_redirects", Given: text, Encode: func(*graph.Reader) ([]byte, error) { return []byte(text), nil }})
	}
}
