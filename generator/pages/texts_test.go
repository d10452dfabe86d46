package pages

import (
	"fmt"
	"strings"
	"testing"

	"kith/generator/config"
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/meta"
	"kith/generator/model"
)

// More pages than one sitemap may hold go into several under an index, each
// page in one of them.
func TestSitemapParts(t *testing.T) {
	day := meta.Date{Year: 2026, Month: 11, Day: 14}
	site := &model.Site{Config: &config.Config{URL: "https://hub.example/sub/", Title: "Hub", Language: "en", Timezone: "UTC"}}
	for i := range 40 {
		id := fmt.Sprintf("story-%d", i)
		site.Records = append(site.Records, &model.Record{Kind: model.KindStory, Story: &model.Story{
			Entry: model.Entry{Kind: model.KindStory, ID: id, File: "content/stories/" + id + ".md", Title: id, NoIndex: i == 7}, Date: day,
		}})
	}
	g := graph.New(site, graph.Options{Today: day}, &diag.List{})
	made := map[string]string{}
	planSitemaps([]*graph.Graph{g}, 15, func(o Output) {
		data, err := o.Encode(g.Read(graph.Env{}))
		if err != nil {
			t.Fatal(err)
		}
		made[o.Path] = string(data)
	})
	seen := map[string]int{}
	for file, text := range made {
		if file == "sitemap.xml" {
			continue
		}
		if !strings.Contains(made["sitemap.xml"], "<loc>https://hub.example/sub/"+file+"</loc>") {
			t.Errorf("the index does not list %s", file)
		}
		n := strings.Count(text, "<url>")
		if n == 0 || n > 15 {
			t.Errorf("%s has %d pages", file, n)
		}
		for i := range 40 {
			seen[fmt.Sprint(i)] += strings.Count(text, fmt.Sprintf("/story-%d/</loc>", i))
		}
	}
	for i := range 40 {
		want := 1
		if i == 7 {
			want = 0 // it wants to stay away
		}
		if seen[fmt.Sprint(i)] != want {
			t.Errorf("story %d stands %d times", i, seen[fmt.Sprint(i)])
		}
	}
	if len(made) < 4 {
		t.Errorf("only %d files", len(made))
	}
}
