package graph

import (
	"crypto/sha256"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kith/generator/ledger"
	"kith/generator/model"
	"kith/generator/search"
)

// This file answers what the search index asks. Only what is shown on the
// site anyway gets in: the same lists as pages ask for, without what says
// noindex.
//
// Stories have numbers there, oldest first: a new one gets the next number,
// so no other changes its own. Everything else stands in one file
// ("find.near"), titles in files of some dozens ("find.stories 3"), words in
// buckets. What titles, people and topics have in a bucket is "find.heads
// 17"; "find.words 17" stands for what texts have there, and is asked again
// whenever a text changed. The words themselves lie in the store and are
// read only for a file that is made.

// findable lists the stories that can be found, newest first.
func (g *Graph) findable() []*Story {
	g.texts.once.Do(func() {
		for _, s := range g.stories {
			if !s.NoIndex {
				g.texts.stories = append(g.texts.stories, s)
			}
		}
	})
	return g.texts.stories
}

// Findable is how many stories can be found.
func (g *Graph) Findable() int { return len(g.findable()) }

// findHeads are the words of titles, people and topics.
type findHeads struct {
	once    sync.Once
	buckets [search.Buckets][]FindHead
}

// FindHead is a word that stands in the title, a person's name or a topic of
// stories, newest first.
type FindHead struct {
	Word string
	Hits []search.Hit
}

func (g *Graph) makeHeads() {
	stories := g.findable()
	at := map[string]*FindHead{}
	var order []*FindHead
	put := func(words []string, story int, w search.Weight) {
		for _, word := range words {
			f := at[word]
			if f == nil {
				f = &FindHead{Word: word}
				at[word] = f
				order = append(order, f)
			}
			hit := search.NewHit(story, w)
			if n := len(f.Hits); n > 0 && f.Hits[n-1]|3 == hit|3 {
				f.Hits[n-1] = max(f.Hits[n-1], hit)
				continue
			}
			f.Hits = append(f.Hits, hit)
		}
	}
	names := map[*Person][]string{} // people and topics come again and again
	name := func(p *Person) []string {
		words, ok := names[p]
		if !ok && named(p) {
			words = append(search.Words(p.Title), search.Words(p.KnownAs)...)
			names[p] = words
		}
		return words
	}
	topics := map[*Term][]string{}
	for i, s := range stories {
		n := len(stories) - 1 - i
		put(search.Words(s.Title), n, search.InTitle)
		for _, p := range s.Tellers {
			put(name(p), n, search.InTeller)
		}
		for _, p := range s.cast { // a teller's greater weight stays
			put(name(p), n, search.InTopic)
		}
		for _, t := range s.Topics {
			words, ok := topics[t]
			if !ok {
				words = search.Words(t.Title)
				topics[t] = words
			}
			put(words, n, search.InTopic)
		}
	}
	slices.SortFunc(order, func(a, b *FindHead) int { return strings.Compare(a.Word, b.Word) })
	for _, f := range order {
		b := search.Bucket(f.Word)
		g.heads.buckets[b] = append(g.heads.buckets[b], *f)
	}
}

func (g *Graph) askFindHeads(bucket string) any {
	g.heads.once.Do(g.makeHeads)
	return g.heads.buckets[atoi(bucket)%search.Buckets]
}

// askFindWords stands for the words that the texts of all stories have in a
// bucket.
func (g *Graph) askFindWords(bucket string) any {
	if !g.cfg.Search.Body {
		return ""
	}
	g.texts.summed.Do(g.sumWords)
	return g.texts.sums[atoi(bucket)%search.Buckets]
}

// sumWords makes what stands for the words of all texts, in all buckets at
// once: whoever asks for one asks for all, and to go through ten thousand
// stories for each takes ten times as long.
func (g *Graph) sumWords() {
	stories := g.findable()
	for few := range slices.Chunk(stories, SummedTogether) {
		g.texts.blocks = append(g.texts.blocks, sumTogether(len(few), func(i int) string { return g.body(&few[i].Entry).Words.Sums }))
	}
	for b := range search.Buckets {
		g.texts.sums[b] = WordsAnswer(g.texts.blocks, b)
	}
}

// SummedTogether is how many stories' words are summed up together: all parts
// of so many stay near the processor, and when one text has other words only
// these have to be summed up again.
const SummedTogether = 256

// WordSums stand for the words of some stories, a digest for each bucket.
type WordSums [search.Buckets]ledger.Digest

func sumTogether(n int, sums func(int) string) (out WordSums) {
	buf := make([]byte, 0, 4*SummedTogether)
	for b := range out {
		buf = buf[:0]
		for i := range n {
			buf = append(buf, search.Sum(sums(i), b)...)
		}
		out[b] = ledger.Bytes(buf)
	}
	return out
}

// SumWords are the sums of a block of stories, by the sums of their texts.
func SumWords(texts []string) WordSums {
	return sumTogether(len(texts), func(i int) string { return texts[i] })
}

// WordsAnswer answers "find.words" for a bucket, by the sums of all blocks.
func WordsAnswer(blocks []WordSums, bucket int) string {
	h := sha256.New()
	for i := range blocks {
		h.Write(blocks[i][bucket][:])
	}
	return string(h.Sum(nil))
}

// FindableTexts are the source files of the stories that can be found, newest
// first, and the sums of their words.
func (g *Graph) FindableTexts() (files []string, blocks []WordSums) {
	for _, s := range g.findable() {
		files = append(files, s.File)
	}
	g.texts.summed.Do(g.sumWords)
	return files, g.texts.blocks
}

// findTexts are the stories that can be found, and the words of their texts
// by bucket, read for files of the index.
type findTexts struct {
	once    sync.Once
	stories []*Story

	summed sync.Once
	sums   [search.Buckets]string
	blocks []WordSums

	mu    sync.Mutex
	reads int
	lists [search.Buckets]search.Lists
	taken [search.Buckets]int // by how many files
}

// fewReads is how many buckets are read one by one. After an edit that is
// enough; whoever wants more wants all, and one reading of all texts for many
// buckets is much cheaper than a reading each. For all of them at once would
// take as much memory as all else in a large hub: manyWords is how many
// buckets of how many stories may lie there.
const fewReads, manyWords = 2, 16 * 10_000

// take gives the words of a bucket to a file, one of several that share it.
// Once all have them they are let go.
func (g *Graph) take(bucket, files int, env Env) (search.Lists, error) {
	t := g.texts
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lists[bucket] == nil {
		want := []int{bucket}
		many := max(16, manyWords/max(len(g.findable()), 1))
		if t.reads++; (env.Whole || t.reads > fewReads) && t.taken[bucket] < files {
			// Files are made about in the order of their buckets.
			for i := 1; i < search.Buckets && len(want) < many; i++ {
				if b := (bucket + i) % search.Buckets; t.lists[b] == nil && t.taken[b] < files {
					want = append(want, b)
				}
			}
		}
		if err := g.readWords(want, env.Words); err != nil {
			return nil, err
		}
	}
	lists := t.lists[bucket]
	if t.taken[bucket]++; t.taken[bucket] >= files {
		t.lists[bucket] = nil
	}
	return lists, nil
}

// readWords reads all texts for some buckets.
func (g *Graph) readWords(want []int, read func(*model.Body, []byte) ([]byte, error)) error {
	var lists [search.Buckets]search.Lists
	for _, b := range want {
		lists[b] = search.Lists{}
	}
	stories := g.findable()
	var buf []byte
	for i, s := range stories {
		body := g.body(&s.Entry)
		if !g.cfg.Search.Body || body.Words.Size == 0 {
			continue
		}
		words, err := read(body, buf)
		if err != nil {
			return err
		}
		if len(want) == 1 {
			lists[want[0]].Text(search.Line(words, want[0]), len(stories)-1-i)
		} else {
			search.Lines(words, func(b int, line []byte) {
				if lists[b] != nil {
					lists[b].Text(line, len(stories)-1-i)
				}
			})
		}
		buf = words[:0]
	}
	for _, b := range want {
		g.texts.lists[b] = lists[b]
	}
	return nil
}

// FindWords is a file of words of the search index.
func (r *Reader) FindWords(shard, shards int) ([]byte, error) {
	all := search.Lists{}
	files := max(1, shards/search.Buckets) // that share a bucket
	for _, b := range search.BucketsOf(shard, shards) {
		heads, _ := ask[[]FindHead](r, "find.heads "+strconv.Itoa(b))
		r.note(r.g.Question("find.words " + strconv.Itoa(b)))
		lists, err := r.g.take(b, files, r.env)
		if err != nil {
			return nil, err
		}
		for word, list := range lists {
			if search.Shard(word, shards) == shard {
				all[word] = list
			}
		}
		for _, h := range heads {
			if search.Shard(h.Word, shards) == shard {
				all.Heads(h.Word, h.Hits)
			}
		}
	}
	return all.File(), nil
}

// askFindStories is a file's worth of stories, oldest first.
func (g *Graph) askFindStories(block string) any {
	stories := g.findable()
	from := atoi(block) * search.Block
	if from >= len(stories) {
		return nil
	}
	var out []search.Story
	for n := from; n < min(from+search.Block, len(stories)); n++ {
		s := stories[len(stories)-1-n]
		row := search.Story{Title: s.Title, URL: g.fromHome(s.URL), Tellers: []string{}, Date: g.storyDate(s).ISO}
		for _, p := range s.Tellers {
			card := g.shortCard(p)
			row.Tellers = append(row.Tellers, card.Name)
			if row.Face == "" && g.listed(p) {
				row.Face = g.fromHome(p.URL)
			}
		}
		out = append(out, row)
	}
	return out
}

// FindStories is a file's worth of stories for the list of finds.
func (r *Reader) FindStories(block int) []search.Story {
	s, _ := ask[[]search.Story](r, "find.stories "+strconv.Itoa(block))
	return s
}

// fromHome is an address from the home page of the language.
func (g *Graph) fromHome(href string) string { return strings.TrimPrefix(href, g.Href("")) }

// askFindNear is all that can be found but stories, and who knows when
// nothing is.
func (g *Graph) askFindNear(string) any {
	near := search.Near{Home: g.Href("")}
	put := func(kind string, things []search.Thing) {
		near.Finds = append(near.Finds, search.Finds{Kind: kind, Things: things})
	}
	put("people", g.findPeople())
	put("routes", g.findRoutes())
	put("values", g.findValues())
	for _, k := range []struct {
		kind model.Kind
		name string
	}{{model.KindTopic, "topics"}, {model.KindTeam, "teams"}, {model.KindPlace, "places"}, {model.KindSeries, "series"}} {
		put(k.name, g.findTerms(k.kind))
	}
	put("pages", g.findPages())
	if c := g.contact(g.pageAnswer("page search")); c.Person.Name != "" {
		near.Host = search.Host{Name: c.Person.KnownAs, URL: c.Person.URL}
		for _, w := range c.Ways {
			switch {
			case w.Type == "phone" && near.Host.Phone == "":
				near.Host.Phone, near.Host.Tel = w.Text, w.URL
			case w.Type == "email" && near.Host.Email == "":
				near.Host.Email, near.Host.Mail = w.Text, w.URL
			}
		}
	}
	return near
}

// findPeople are all who have a page, in the order of the list of people.
func (g *Graph) findPeople() []search.Thing {
	var out []search.Thing
	for _, p := range g.peopleOrder {
		if p.NoIndex || p.URL == "" {
			continue
		}
		c := g.card(p)
		t := search.Thing{Title: c.Name, URL: g.fromHome(c.URL), Note: c.Role, Way: c.Phone, Face: c.Monogram}
		if t.Way == "" {
			t.Way = c.Email
		}
		if c.Face != nil {
			t.Face = c.Face.Src
		}
		if p.KnownAs != "" && !strings.Contains(p.Title, p.KnownAs) {
			t.Words = append(t.Words, p.KnownAs)
		}
		if !g.listed(p) {
			// Guests, and who has left: found by name, not as who to ask.
			out = append(out, t)
			continue
		}
		t.Words = append(t.Words, p.HelpsWith...)
		t.Words = append(t.Words, p.AskMeAbout...)
		for _, x := range slices.Concat(p.Topics, p.Teams) {
			t.Words = append(t.Words, x.Title)
		}
		if p.Place != nil && p.covers("place") {
			t.Words = append(t.Words, p.Place.Title)
		}
		out = append(out, t)
	}
	return out
}

func (g *Graph) findRoutes() []search.Thing {
	var out []search.Thing
	for _, r := range g.routeOrder {
		if r.NoIndex {
			continue
		}
		t := search.Thing{Title: r.Title, URL: g.fromHome(r.URL), Words: slices.Clone(r.Also)}
		if c := g.routeCard(r).Person; c.Name != "" {
			t.Note, t.Way, t.Face = c.Name, c.Phone, c.Monogram
			if t.Way == "" {
				t.Way = c.Email
			}
			if c.Face != nil {
				t.Face = c.Face.Src
			}
		}
		if r.Topic != nil {
			t.Words = append(t.Words, r.Topic.Title)
		}
		main, back := g.routeAnswers(r)
		if len(main) == 0 {
			main = back[:min(1, len(back))]
		}
		for _, a := range main {
			if a.who.URL != "" && !a.who.NoIndex {
				t.People = append(t.People, g.fromHome(a.who.URL))
			}
		}
		out = append(out, t)
	}
	return out
}

func (g *Graph) findValues() []search.Thing {
	var out []search.Thing
	for _, v := range g.valueOrder {
		if !v.Retired && !v.NoIndex {
			out = append(out, search.Thing{Title: v.Title, URL: g.fromHome(v.URL), Note: v.Statement})
		}
	}
	return out
}

func (g *Graph) findTerms(kind model.Kind) []search.Thing {
	var out []search.Thing
	for _, t := range g.termOrder(kind) {
		if t.Entry != nil && t.Entry.NoIndex {
			continue
		}
		row := search.Thing{Title: t.Title, URL: g.fromHome(t.URL), Note: g.termCard(t).Summary}
		if t.Topic != nil {
			row.Words = slices.Clone(t.Topic.Also)
		}
		out = append(out, row)
	}
	return out
}

func (g *Graph) findPages() []search.Thing {
	var out []search.Thing
	for _, p := range g.pageOrder {
		if g.visible(p.State) && !p.Special() && !p.NoIndex {
			out = append(out, search.Thing{Title: p.Title, URL: g.fromHome(p.URL), Note: p.Summary})
		}
	}
	return out
}

// FindNear is all that can be found but stories, with the words to show it.
func (r *Reader) FindNear() search.Near {
	n, _ := ask[search.Near](r, "find.near ")
	r.note("words " + r.g.cfg.Language)
	n.Say = r.env.Finder(r.g.cfg.Language)
	return n
}
