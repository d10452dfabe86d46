package pages

import (
	"fmt"

	"kith/generator/graph"
	"kith/generator/search"
)

// planFinder adds the files of the search index: one with everything but
// stories, the titles of stories some dozens a file, and the words of stories,
// which their first letters share out among files.
func planFinder(g *graph.Graph, add func(Output)) {
	stories := g.Findable()
	shards, blocks := search.Shards(stories), search.Blocks(stories)
	given := fmt.Sprintf("%d stories", stories)
	add(Output{Path: "search/near.json", ID: "find near", Given: given, Encode: func(r *graph.Reader) ([]byte, error) {
		near := r.FindNear()
		near.Stories, near.Shards, near.Block = stories, shards, search.Block
		return near.File()
	}})
	for i := range blocks {
		add(Output{Path: fmt.Sprintf("search/stories-%d.json", i), ID: fmt.Sprintf("find stories %d", i), Encode: func(r *graph.Reader) ([]byte, error) {
			return search.StoriesFile(r.FindStories(i))
		}})
	}
	if stories == 0 {
		return
	}
	// Files that share a bucket come one after the other: its words are in
	// memory until all of them are made.
	for n := range shards {
		i := n
		if files := shards / search.Buckets; files > 1 {
			i = n/files + n%files*search.Buckets
		}
		o := Output{Path: fmt.Sprintf("search/words-%d.json", i), ID: fmt.Sprintf("find words %d", i)}
		o.Given = fmt.Sprintf("of %d", shards)
		o.Encode = func(r *graph.Reader) ([]byte, error) { return r.FindWords(i, shards) }
		add(o)
	}
}
