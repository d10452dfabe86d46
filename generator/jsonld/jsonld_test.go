package jsonld

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
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
		data := Encode(BlogPosting{ID: words, Headline: words, Author: []Person{{Name: words}}, IsPartOf: []Node{&Ref{words}}})
		if strings.ContainsAny(data, "<>&\u2028\u2029\n") {
			t.Errorf("not escaped: %s", data)
		}
		var got struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(data), &got); err != nil || len(got.Graph) != 1 {
			t.Fatal(err, data)
		}
		if want := strings.ToValidUTF8(words, "\ufffd"); words == want && got.Graph[0]["headline"] != words {
			t.Errorf("%q became %q", words, got.Graph[0]["headline"])
		}
		if got.Graph[0]["@type"] != "BlogPosting" {
			t.Error(got.Graph[0]["@type"])
		}
	})
}

// Encode writes what encoding/json would, of every type and property.
func TestAsTheTagsSay(t *testing.T) {
	words := []string{"", "", "words", "Łódź <b> & “x”", "a\"b\\c\n\x01\u2028\xff", "https://hobbin.example/"}
	r := rand.New(rand.NewPCG(1, 2))
	var fill func(v reflect.Value, deep int)
	fill = func(v reflect.Value, deep int) {
		switch v.Kind() {
		case reflect.String:
			v.SetString(words[r.IntN(len(words))])
		case reflect.Int:
			v.SetInt(int64(r.IntN(3)))
		case reflect.Struct:
			for i := range v.NumField() {
				fill(v.Field(i), deep)
			}
		case reflect.Slice:
			if n := r.IntN(4) - 1; n >= 0 && deep > 0 {
				v.Set(reflect.MakeSlice(v.Type(), n, n))
				for i := range n {
					fill(v.Index(i), deep-1)
				}
			}
		case reflect.Pointer:
			if r.IntN(2) > 0 && deep > 0 {
				v.Set(reflect.New(v.Type().Elem()))
				fill(v.Elem(), deep-1)
			}
		case reflect.Interface:
			n := Node(&Ref{"x"})
			if deep > 0 {
				n = ItemList{Elements: []ListItem{{Name: "x"}}}
			}
			v.Set(reflect.ValueOf(n))
		}
	}
	for _, n := range []Node{&WebSite{}, &Organization{}, &ContactPoint{}, &Person{}, &Page{}, &BlogPosting{}, &Thing{}, &CorrectionComment{}, &CreativeWorkSeries{}, &BreadcrumbList{}, &ItemList{}, &ListItem{}, &Ref{}} {
		for range 300 {
			v := reflect.ValueOf(n).Elem()
			v.SetZero()
			fill(v, 3)
			want, err := json.Marshal(map[string]any{"@context": "https://schema.org", "@graph": []Node{n, n}})
			if err != nil {
				t.Fatal(err)
			}
			if got := Encode(n, n); got != string(want) {
				t.Fatalf("%T:\n%s\nwant\n%s", n, got, want)
			}
		}
	}
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
		IsPartOf: []Node{&Ref{"https://hobbin.example/#website"}}, Publisher: &Organization{ID: "https://hobbin.example/#organization", Name: "Hobbin & Daughters", URL: "https://hobbin.example/"},
	}
	crumbs := BreadcrumbList{ID: "https://hobbin.example/stories/kettle/#crumbs", Elements: []ListItem{item, item, item}}
	b.ReportAllocs()
	for range b.N {
		Encode(story, crumbs)
	}
}
