package jsonld

import (
	"encoding/json"
	"strings"
	"testing"
)

// Whatever people write, the script around it does not end early, and a
// reader gets what was written.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "</script><script>alert(1)</script>", "<!--", "]]>", "\u2028", "a & b", "\x00", "“x”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		data, err := Encode(BlogPosting{ID: words, Headline: words, Author: []Person{{Name: words}}, IsPartOf: []any{&Ref{words}}})
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(string(data), "<>&\u2028\u2029\n") {
			t.Errorf("not escaped: %s", data)
		}
		var got struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(data), &got); err != nil || len(got.Graph) != 1 {
			t.Fatal(err, string(data))
		}
		if want := strings.ToValidUTF8(words, "\ufffd"); words == want && got.Graph[0]["headline"] != words {
			t.Errorf("%q became %q", words, got.Graph[0]["headline"])
		}
		if got.Graph[0]["@type"] != "BlogPosting" {
			t.Error(got.Graph[0]["@type"])
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	ada := Person{ID: "https://hobbin.example/people/ada-okonjo/#person", Name: "Ada Okonjo", URL: "https://hobbin.example/people/ada-okonjo/"}
	thing := Thing{Name: "Repairs", URL: "https://hobbin.example/topics/repairs/"}
	item := ListItem{Position: 1, Name: "Stories", Item: &Ref{"https://hobbin.example/stories/"}}
	story := BlogPosting{
		ID: "https://hobbin.example/stories/kettle/#story", URL: "https://hobbin.example/stories/kettle/", Headline: "The kettle that had been to three weddings",
		MainEntityOfPage: "https://hobbin.example/stories/kettle/", DatePublished: "2026-11-14", TimeRequired: "PT3M", InLanguage: "en-GB",
		Description: "It needed a part nobody has made since 1987. It also needed to be at a church hall by Saturday.",
		Author:      []Person{ada}, Mentions: []Person{ada, ada}, About: []Thing{thing, thing, thing},
		IsPartOf: []any{&Ref{"https://hobbin.example/#website"}}, Publisher: &Organization{ID: "https://hobbin.example/#organization", Name: "Hobbin & Daughters", URL: "https://hobbin.example/"},
	}
	crumbs := BreadcrumbList{ID: "https://hobbin.example/stories/kettle/#crumbs", Elements: []ListItem{item, item, item}}
	b.ReportAllocs()
	for range b.N {
		if _, err := Encode(story, crumbs); err != nil {
			b.Fatal(err)
		}
	}
}
