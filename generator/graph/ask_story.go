package graph

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"kith/generator/diag"
	"kith/generator/model"
	"kith/generator/view"
)

func diagFold(s string) string { return diag.Fold(s) }

const wordsAMinute = 220 // of quiet reading

// Minutes is how long it takes to read so many words, at least 1.
func Minutes(words int) int { return max(1, (words+wordsAMinute/2)/wordsAMinute) }

func (g *Graph) storyCard(s *Story) view.StoryCard {
	c := view.StoryCard{
		ID: s.ID, Title: s.Title, URL: s.URL, Summary: s.Summary, Opening: s.Body.Doc.Lead, Date: g.storyDate(s),
		Minutes: Minutes(s.Body.Doc.Words), Format: s.Format, Pinned: s.pinned, Mark: g.mark(s.State), Language: g.cfg.Language,
	}
	if c.Summary == "" {
		c.Summary = s.Body.Doc.Excerpt
	}
	switch len(s.Tellers) {
	case 0:
		if g.host != nil {
			c.PostedBy = &g.shortCards(g.host)[0]
		}
	case 1:
		c.Tellers = g.shortCards(s.Tellers[0])
	default:
		for _, p := range s.Tellers {
			c.Tellers = append(c.Tellers, g.shortCard(p))
		}
	}
	c.Image = g.image(&s.Entry, s.URL, s.Image, "")
	if n := len(s.Values) + len(s.Topics); n > 0 {
		links := g.cardRoom.list(n)
		for _, v := range s.Values {
			links = append(links, view.Link{Text: valueName(v), URL: v.URL})
		}
		for _, t := range s.Topics {
			links = append(links, termLink(t))
		}
		c.Values, c.Topics = slices.Clip(links[:len(s.Values)]), links[len(s.Values):]
	}
	return c
}

func (g *Graph) storyDate(s *Story) view.Date { return viewDate(fromDay(s.day)) }

func (g *Graph) askStoryCard(id string) any {
	if s := g.all[id]; s != nil && g.live(s) {
		return g.cardRoom.keep(g.storyCard(s))
	}
	return nil
}

// cardRoom is memory for cards of stories. They are made among much that is
// thrown away, and kept (see memo); a few lie together, not so many that one
// keeps hundreds.
type cardRoom struct {
	mu    sync.Mutex
	cards []view.StoryCard
	links []view.Link
}

const cardsTogether, linksTogether = 16, 48

func (r *cardRoom) keep(c view.StoryCard) *view.StoryCard {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.cards) == cap(r.cards) {
		r.cards = make([]view.StoryCard, 0, cardsTogether)
	}
	r.cards = append(r.cards, c)
	return &r.cards[len(r.cards)-1]
}

// list is an empty list that has room for n links.
func (r *cardRoom) list(n int) []view.Link {
	r.mu.Lock()
	defer r.mu.Unlock()
	from := len(r.links)
	if from+n > cap(r.links) {
		r.links, from = make([]view.Link, 0, max(n, linksTogether)), 0
	}
	r.links = r.links[:from+n]
	return r.links[from : from : from+n]
}

// StoryCard is a story as shown in lists.
func (r *Reader) StoryCard(id string) (view.StoryCard, bool) {
	c, ok := ask[*view.StoryCard](r, "story.card "+id)
	if !ok {
		return view.StoryCard{}, false
	}
	return *c, true
}

// StoryCards are stories as shown in lists, in the reader's own memory: lists are
// on nearly all pages, and were a thirtieth of all that a build throws away.
func (r *Reader) StoryCards(ids []string) []view.StoryCard {
	from := len(r.cards)
	for _, id := range ids {
		if c, ok := r.StoryCard(id); ok {
			r.cards = append(r.cards, c)
		}
	}
	return r.cards[from:len(r.cards):len(r.cards)]
}

// askStory is a story's page, without its text and what stands around it.
func (g *Graph) askStory(id string) any {
	s := g.all[id]
	if s == nil || !g.live(s) {
		return nil
	}
	v := &view.StoryPage{
		Summary: s.Summary, Contents: headings(&s.Entry), Date: g.storyDate(s), Minutes: Minutes(s.Body.Doc.Words),
		Format: s.Format, To: s.To, Changed: s.Changed, MadeWith: s.MadeWith,
		Image: g.image(&s.Entry, s.URL, s.Image, ""),
	}
	if v.Format == "" {
		v.Format = "story"
	}
	g.pageHead(&v.Page, &s.Entry, s.URL, s.State)
	if s.State == Scheduled {
		v.MarkDate = g.storyDate(s)
	}
	if s.Owner.ID != "" {
		if p := g.people[s.Owner.ID]; p != nil {
			c := g.card(p)
			v.Owner = &c
		}
	}
	for _, p := range s.Tellers {
		v.Tellers = append(v.Tellers, g.card(p))
	}
	for _, p := range s.WrittenWith {
		v.WrittenWith = append(v.WrittenWith, g.shortCard(p))
	}
	if len(s.Tellers) == 0 && g.host != nil {
		h := g.card(g.host)
		v.PostedBy = &h
	}
	for _, row := range s.Present {
		c := g.shortCard(row.who)
		c.As = row.as
		v.People = append(v.People, c)
	}
	for _, cr := range s.Credits {
		var who []view.PersonCard
		for _, r := range cr.People {
			if p := g.people[r.ID]; p != nil {
				who = append(who, g.shortCard(p))
			}
		}
		v.Credits = append(v.Credits, view.Credit{Work: cr.Work, People: who})
	}
	for _, val := range s.Values {
		v.Values = append(v.Values, g.valueLine(val))
	}
	for _, t := range s.Topics {
		v.Topics = append(v.Topics, termLink(t))
	}
	for i, u := range s.Updates {
		up := view.Update{ID: fmt.Sprintf("update-%d", i+1), Kind: u.Kind, Date: viewDate(u.Date), Note: u.Note}
		if _, translated := g.bases[s.File]; translated && g.main != nil {
			up.Language = g.main.cfg.Language // translations have no updates of their own
			up.Dir = direction(up.Language)
		}
		if p := g.people[u.By.ID]; p != nil {
			c := g.shortCard(p)
			up.By = &c
		}
		v.Updates = append(v.Updates, up)
		if u.Kind == "correction" {
			v.Corrections = append(v.Corrections, up)
		}
		if up.Date.ISO > v.Modified.ISO {
			v.Modified = up.Date
		}
	}
	v.Share.Published, v.Share.Modified = v.Date.ISO, v.Modified.ISO
	for _, c := range v.Tellers {
		if c.URL != "" {
			v.Share.Authors = append(v.Share.Authors, g.absolute(c.URL))
		}
	}
	for _, t := range s.Topics {
		v.Share.Tags = append(v.Share.Tags, t.Title)
	}
	if s.Series != nil {
		p := view.Part{Series: g.termCard(s.Series), Number: s.part, Count: len(s.Series.Stories)}
		if s.part > 1 {
			p.Prev = storyLine(g.stories[s.Series.Stories[s.part-2]])
		}
		if s.part < len(s.Series.Stories) {
			p.Next = storyLine(g.stories[s.Series.Stories[s.part]])
		}
		v.Part = &p
	}
	return v
}

// Story is a story's page, without its text and what stands around it, for
// the caller to complete: it is made for each who asks. It is empty where there
// is no such story.
func (r *Reader) Story(id string) *view.StoryPage {
	v, ok := ask[*view.StoryPage](r, "story "+id)
	if !ok {
		v = &view.StoryPage{}
	}
	return v
}

// storyLine is a story by its title.
func storyLine(s *Story) *view.StoryCard {
	return &view.StoryCard{ID: s.ID, Title: s.Title, URL: s.URL}
}

func (g *Graph) askStoryLine(id string) any {
	if s := g.all[id]; s != nil && g.live(s) {
		return storyLine(s)
	}
	return nil
}

// Neighbours are the stories before and after one, by id.
type Neighbours struct{ Newer, Older string }

func (g *Graph) askNeighbours(id string) any {
	s := g.all[id]
	if s == nil || !g.live(s) {
		return nil
	}
	var n Neighbours
	if s.n > 0 {
		n.Newer = g.stories[s.n-1].ID
	}
	if int(s.n)+1 < len(g.stories) {
		n.Older = g.stories[s.n+1].ID
	}
	return n
}

// Neighbours are the stories before and after one.
func (r *Reader) Neighbours(id string) (newer, older *view.StoryCard) {
	n, _ := ask[Neighbours](r, "story.next "+id)
	line := func(id string) *view.StoryCard {
		if id == "" {
			return nil
		}
		c, ok := ask[*view.StoryCard](r, "story.line "+id)
		if !ok {
			c = &view.StoryCard{}
		}
		return c
	}
	return line(n.Newer), line(n.Older)
}

// Related lists up to three stories to read next.
func (r *Reader) Related(id string) []view.StoryCard {
	ids, _ := ask[[]string](r, "related "+id)
	return r.StoryCards(ids)
}

// StoryList is a page of a list of stories.
type StoryList struct {
	IDs   []string
	Page  int // from 1
	Pages int // at least 1
	Total int
}

// list finds the stories of "all", "year 2026", "value x", "topic x", "team
// x", "place x", "series x", "by person" and "in person", by number.
func (g *Graph) list(of string) []int32 {
	kind, id, _ := strings.Cut(of, " ")
	switch kind {
	case "all":
		return g.numbers
	case "year": // stories lie by their days, newest first
		year := atoi(id)
		from := sort.Search(len(g.stories), func(i int) bool { return g.stories[i].day/10000 <= year })
		to := sort.Search(len(g.stories), func(i int) bool { return g.stories[i].day/10000 < year })
		return g.numbers[from:to]
	case "value":
		if v := g.values[id]; v != nil {
			return v.Stories
		}
	case "by":
		if p := g.people[id]; p != nil {
			return p.Stories
		}
	case "in":
		if p := g.people[id]; p != nil {
			return p.InStories
		}
	case "topic", "team", "place", "series":
		if t := g.terms[model.Kind(kind)][id]; t != nil {
			return t.Stories
		}
	}
	return nil
}

// askStories is one page of a list: "2 value mend-before-sell".
func (g *Graph) askStories(arg string) any {
	n, of, _ := strings.Cut(arg, " ")
	all := g.list(of)
	per := g.perPage()
	l := StoryList{Page: max(1, atoi(n)), Pages: max(1, (len(all)+per-1)/per), Total: len(all)}
	from := min(len(all), (l.Page-1)*per)
	to := min(len(all), from+per)
	if of == "all" && l.Page == 1 {
		for _, s := range g.pinnedFirst(to) {
			l.IDs = append(l.IDs, s.ID)
		}
		return l
	}
	for _, n := range all[from:to] {
		l.IDs = append(l.IDs, g.stories[n].ID)
	}
	return l
}

// pinnedFirst is the first page of all stories with the pinned ones in
// front; the pages after it are by date alone, so nothing is left out.
func (g *Graph) pinnedFirst(n int) []*Story {
	out := g.pinnedStories()
	front := map[*Story]bool{}
	for _, s := range out {
		front[s] = true
	}
	for _, s := range g.stories[:n] {
		if !front[s] {
			out = append(out, s)
		}
	}
	return out
}

func (g *Graph) pinnedStories() []*Story {
	var out []*Story
	for _, s := range g.stories {
		if s.pinned {
			out = append(out, s)
		}
	}
	for i := 1; i < len(out); i++ {
		for j := i; j > 0 && rank(out[j]) < rank(out[j-1]); j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// rank puts a pin without a rank behind those with one.
func rank(s *Story) int {
	if s.PinRank == 0 {
		return 1 << 30
	}
	return s.PinRank
}

func (g *Graph) perPage() int {
	if g.cfg.PerPage > 0 {
		return g.cfg.PerPage
	}
	return 24
}

// Stories is one page of a list of stories; of is as in "value mend".
func (r *Reader) Stories(of string, page int) StoryList {
	l, _ := ask[StoryList](r, "stories "+strconv.Itoa(page)+" "+of)
	return l
}

// Pages is how many pages a list has, for making the plan.
func (g *Graph) Pages(of string) int {
	per := g.perPage()
	return max(1, (len(g.list(of))+per-1)/per)
}

// askYears lists the years with stories, as links.
func (g *Graph) askYears(string) any {
	out := []view.Link{}
	years, counts := g.years()
	for i, y := range years {
		out = append(out, view.Link{Text: strconv.Itoa(y), URL: g.Href(fmt.Sprintf("stories/in/%d/", y)), Note: strconv.Itoa(counts[i])})
	}
	return out
}

// Years lists the years with stories.
func (r *Reader) Years() []view.Link {
	l, _ := ask[[]view.Link](r, "years ")
	return append([]view.Link(nil), l...)
}
