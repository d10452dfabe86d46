// Package graph is the hub with everything linked: names have become people,
// dates have become states, pages have addresses, lists have an order.
//
// New makes it from a model.Site and reports every name that leads nowhere.
// From then on a Graph is complete and read-only. Pages ask it questions
// through a Reader, which notes each question, so that the next run knows
// what a page depends on. It knows no theme and no files beyond those listed
// in the model. Start with New, which is a table of contents; states are in
// state.go, who answers for whom in reach.go, the questions in ask*.go.
package graph

import (
	"slices"
	"sort"
	"strings"
	"time"

	"kith/generator/config"
	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/picture"
)

// Options are what counts besides the sources.
type Options struct {
	// Today is the day the site is made for, in its own time zone.
	Today meta.Date
	// Drafts and Future publish what would be held back.
	Drafts, Future bool
	// Mark marks drafts and scheduled stories that are shown (in a preview).
	Mark bool
	// Colleague and Guest are the theme's words for somebody of the staff,
	// or beyond it, who is not to be named and has no role to be named by.
	Colleague, Guest string
	// Cards says that pages link to share cards.
	Cards bool
	// Tone says which colour a picture has most of, by the digest of its file,
	// as classes of a style sheet; nil where nobody wants to know.
	Tone func(digest string) string
	// Tint is that of portraits.
	Tint picture.Tint
}

// Graph is a linked hub.
type Graph struct {
	cfg  *config.Config
	opts Options
	base string // path of the home page: "/", "/hub/" or "/hub/fr/"
	root string // path of the main language's home page
	// origin is what stands before a path in an absolute address.
	origin string
	zone   *time.Location
	diag   *diag.List

	people map[string]*Person
	values map[string]*Value
	routes map[string]*Route
	// all holds every story by id, stories the published ones, newest first.
	// Nothing else holds a story: lists have its number in stories, so that
	// With can put another version in its place.
	all     map[string]*Story
	stories []*Story
	numbers []int32 // of all stories: 0, 1, 2...
	terms   map[model.Kind]map[string]*Term
	pages   map[string]*Page // by section + "/" + id, or id
	indexes map[string]*model.Index
	voice   *Page

	peopleOrder []*Person
	valueOrder  []*Value
	routeOrder  []*Route
	pageOrder   []*Page
	siteHours   model.Availability
	host        *Person
	corrections asker

	byFile map[string]node // base source file -> what it became
	// sources are the keys of byFile, storyIDs those of all, in order; nodes and
	// byID are what stands there, until With puts something else there. Going
	// through the maps instead takes as long as most of what is done on the way.
	sources, storyIDs []string
	nodes             []node
	byID              []*Story
	files             map[string]*model.File
	folded            map[string]string // lower-case path -> path, for hints
	shared            map[string]string // source file -> its public path, for files pages use

	names      names // for hints
	siteLinks  []SiteLink
	absent     map[string]absentee
	sized      map[string]Sized  // public path -> size of a picture
	wanted     map[hanging]bool  // whose sizes are in it
	shown      map[string]bool   // source files that pages show as pictures
	heldFiles  map[string]string // source files that are left out, and why
	held       []Held
	unnamed    []*Person // see Unnamed
	thresholds []int     // days on which the output changes, as yyyymmdd
	notices    []int     // days on which only findings do
	relations  *relations

	// hub has the graphs of all languages; main is that of the main one, nil
	// for itself. bases leads from a translation to its base file.
	hub   *hub
	main  *Graph
	bases map[string]string
	// others are the translations of a base file, in the main graph.
	others map[string][]*model.Entry
	// translated leads from a base file to its translation in the language
	// of an edition.
	translated map[string]string

	// words replaces bodies of which only the words are others (With).
	words map[string]*model.Body
	memo  *memo
	// linked says that all of the above stands.
	linked bool
	cards  *cards
	// cardRoom is where the cards of stories lie.
	cardRoom *cardRoom
	// pictures remembers how pictures are shown.
	pictures *pictures
	doors    *doors
	heads    *findHeads
	texts    *findTexts
}

// Story is a story with its links.
type Story struct {
	*model.Story
	State       State
	URL         string
	day         int   // yyyymmdd in the site's zone
	sortKey     int64 // finer than the day
	Tellers     []*Person
	WrittenWith []*Person
	Present     []present
	// cast are all of these together, each once.
	cast   []*Person
	Values []*Value
	Topics []*Term
	Series *Term
	part   int
	asker  asker
	pinned bool
	gone   bool  // it was public; its address says that it is no more
	n      int32 // its number in Graph.stories, if it is there
}

type present struct {
	who *Person
	as  string
}

// Person is somebody with their links, and what is true of them today.
type Person struct {
	*model.Person
	unread bool // its fields could not be read as they stand
	State  PersonState
	URL    string // "" where they have no page
	// covers says what may be shown of them.
	covers   func(string) bool
	Cover    *Person
	Protects *Person
	// Successor is a person or, where Instead is set, a route.
	Successor *Person
	Instead   *Route
	Teams     []*Term
	Topics    []*Term
	Place     *Term
	Stories   []int32
	InStories []int32
	Answers   []*Route
	BacksUp   []*Route
	Keeps     []*Value
	Covering  []*Person
	TookOver  []*Person
	key       string
}

// Value is a value with its links.
type Value struct {
	*model.Value
	URL        string
	Retired    bool
	Keeper     *Person
	ReplacedBy *Value
	Stories    []int32
	asker      asker
}

// Route is a need with its people.
type Route struct {
	*model.Route
	URL      string
	People   []answerer
	Fallback []asker
	Topic    *Term
	asker    asker
}

type answerer struct {
	who *Person
	row model.Answerer
}

// Term is a team, topic, place or series. It may exist by use alone.
type Term struct {
	Kind    model.Kind
	ID      string
	Title   string
	URL     string
	Entry   *model.Entry // nil without a file
	Team    *model.Team
	Topic   *model.Topic
	Place   *model.Place
	Series  *model.Series
	Lead    *Person
	Parent  *Term
	Teams   []*Term
	Members []*Person
	Stories []int32
	Routes  []*Route
	asker   asker
	used    diag.Pos
	uses    int
	spelt   map[string]int
}

// Page is a plain page.
type Page struct {
	*model.Page
	URL   string
	State State
	asker asker
}

// asker is a person or a route: who is asked.
type asker struct {
	person *Person
	route  *Route
}

func (a asker) set() bool { return a.person != nil || a.route != nil }

// node is whatever a source file became.
type node struct {
	story  *Story
	person *Person
	value  *Value
	route  *Route
	term   *Term
	page   *Page
	index  *model.Index
}

// Held is something that is not published today, and why.
type Held struct {
	File string
	// What is "story", "page" or "person".
	What string
	ID   string
	// Why is one word: "draft", "scheduled", "expired" or "consent".
	Why string
	// Until is the day it would appear, if known.
	Until meta.Date
	// Ask names the person to talk to about a consent.
	Ask string
}

// New links a site. Mistakes go to list; the graph is usable all the same,
// with what leads nowhere left out, so that later checks still find theirs.
func New(site *model.Site, opts Options, list *diag.List) *Graph {
	g := newGraph(site, opts, list)
	g.bases = translations(site)
	g.hub = &hub{editions: []*Graph{g}}
	g.link(site)
	return g
}

func newGraph(site *model.Site, opts Options, list *diag.List) *Graph {
	g := &Graph{
		cfg: site.Config, base: site.Config.BasePath(), root: site.Config.BasePath(), origin: origin(site.Config.URL), opts: opts, diag: list,
		people: map[string]*Person{}, values: map[string]*Value{}, routes: map[string]*Route{},
		all: make(map[string]*Story, len(site.Records)), pages: map[string]*Page{}, indexes: map[string]*model.Index{},
		terms: map[model.Kind]map[string]*Term{
			model.KindTeam: {}, model.KindTopic: {}, model.KindPlace: {}, model.KindSeries: {},
		},
		byFile: make(map[string]node, len(site.Records)), files: make(map[string]*model.File, len(site.Files)), folded: make(map[string]string, len(site.Files)),
		shared: map[string]string{}, sized: map[string]Sized{}, wanted: map[hanging]bool{}, shown: map[string]bool{}, relations: &relations{}, memo: &memo{}, cards: &cards{}, cardRoom: &cardRoom{}, pictures: &pictures{}, doors: &doors{},
		heads: &findHeads{}, texts: &findTexts{},
	}
	g.zone = time.UTC
	if z, err := time.LoadLocation(site.Config.Timezone); err == nil && site.Config.Timezone != "" {
		g.zone = z
	}
	return g
}

// link goes from records to a graph, step by step.
func (g *Graph) link(site *model.Site) {
	g.collect(site)
	g.readSiteHours()
	g.linkPeople()
	g.linkValues()
	g.linkRoutes()
	g.linkStories()
	g.linkTerms()
	g.linkPages()
	g.consent()
	g.chains()
	g.publish()
	g.holdFiles()
	g.order()
	g.inverses()
	g.addresses()
	g.absentAddresses()
	g.bodies()
	g.schedules()
	g.securityExpires()
	g.findings()
	g.pictureFindings()
	sort.Slice(g.held, func(i, j int) bool { return g.held[i].File < g.held[j].File })
	g.linked = true
}

// Config returns the site's settings.
func (g *Graph) Config() *config.Config { return g.cfg }

// Language is the language of the hub that the graph stands for.
func (g *Graph) Language() string { return g.cfg.Language }

// Folder is the folder under the output folder in which the pages of the
// graph's language are: "" for the main one's, else as in "fr/".
func (g *Graph) Folder() string { return strings.TrimPrefix(g.base, g.root) }

// Held lists what is held back today, by file.
func (g *Graph) Held() []Held { return g.held }

// Next is the next day on which the output would change by itself, or the
// zero Date.
func (g *Graph) Next() meta.Date { return g.soonest(g.thresholds) }

// NextNotice is the next day on which there may be other findings, or the
// zero Date.
func (g *Graph) NextNotice() meta.Date { return g.soonest(g.notices) }

func (g *Graph) soonest(days []int) meta.Date {
	best := 0
	today := g.today()
	for _, d := range days {
		if d > today && (best == 0 || d < best) {
			best = d
		}
	}
	if best == 0 {
		return meta.Date{}
	}
	return fromDay(best)
}

// collect sorts the records into their kinds.
func (g *Graph) collect(site *model.Site) {
	for i := range site.Files {
		f := &site.Files[i]
		g.files[f.Path] = f
		g.folded[foldPath(f.Path)] = f.Path
	}
	for _, r := range site.Records {
		e := r.Entry()
		if e == nil {
			continue
		}
		if base, ok := g.bases[e.File]; ok && g.main == nil {
			// Its words are for the edition of its language.
			if g.others == nil {
				g.others = map[string][]*model.Entry{}
			}
			g.others[base] = append(g.others[base], e)
			continue
		}
		if (r.Team != nil || r.Topic != nil) && e.Lang != "" && !g.tells(e) {
			continue // another language's words for what is there by being used
		}
		n := node{}
		switch {
		case r.Story != nil:
			n.story = &Story{Story: r.Story}
			g.all[e.ID] = n.story
		case r.Person != nil:
			n.person = &Person{Person: r.Person}
			n.person.unread = slices.ContainsFunc(r.Findings, func(d diag.Diagnostic) bool { return d.Code == "front-matter" })
			g.people[e.ID] = n.person
		case r.Value != nil:
			n.value = &Value{Value: r.Value}
			g.values[e.ID] = n.value
		case r.Route != nil:
			n.route = &Route{Route: r.Route}
			g.routes[e.ID] = n.route
		case r.Team != nil:
			n.term = g.fileTerm(e, func(t *Term) { t.Team = r.Team })
		case r.Topic != nil:
			n.term = g.fileTerm(e, func(t *Term) { t.Topic = r.Topic })
		case r.Place != nil:
			n.term = g.fileTerm(e, func(t *Term) { t.Place = r.Place })
		case r.Series != nil:
			n.term = g.fileTerm(e, func(t *Term) { t.Series = r.Series })
		case r.Page != nil:
			n.page = &Page{Page: r.Page}
			g.pages[r.Page.Key()] = n.page
			if e.Kind == model.KindVoice && g.tells(e) {
				g.voice = n.page
			}
		case r.Index != nil:
			if !g.tells(e) {
				continue
			}
			n.index = r.Index
			g.indexes[r.Index.Of] = r.Index
		}
		g.byFile[e.File] = n
	}
	g.sources, g.storyIDs = sortedKeys(g.byFile), sortedKeys(g.all)
	g.nodes, g.byID = values(g.byFile, g.sources), values(g.all, g.storyIDs)
}

func values[V any](m map[string]V, keys []string) []V {
	out := make([]V, len(keys))
	for i, k := range keys {
		out[i] = m[k]
	}
	return out
}

// each goes through all that a source file became, in the order of the files.
func (g *Graph) each(yield func(file string, n node) bool) {
	for i, file := range g.sources {
		var n node
		if g.nodes != nil {
			n = g.nodes[i]
		} else {
			n = g.byFile[file]
		}
		if !yield(file, n) {
			return
		}
	}
}

// eachStory goes through all stories, published or not, in the order of their
// ids.
func (g *Graph) eachStory(yield func(*Story) bool) {
	for i, id := range g.storyIDs {
		var s *Story
		if g.byID != nil {
			s = g.byID[i]
		} else {
			s = g.all[id]
		}
		if !yield(s) {
			return
		}
	}
}

func (g *Graph) fileTerm(e *model.Entry, set func(*Term)) *Term {
	t := &Term{Kind: e.Kind, ID: e.ID, Title: e.Title, Entry: e, spelt: map[string]int{}}
	set(t)
	g.terms[e.Kind][e.ID] = t
	return t
}

// sortedKeys lists a map's keys in order, for walks that report or number.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
