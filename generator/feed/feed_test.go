package feed

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// The rules of each format are checked where there are whole sites, in
// sitetest. Here: what no sample hub has.

func hostile(words string) *Feed {
	at := time.Date(2026, 11, 14, 9, 0, 0, 0, time.FixedZone("", 3600))
	return &Feed{
		Title: words, Description: words, Language: "en-GB", Home: "https://hub.example/", Self: "https://hub.example/feed.xml",
		Entries: []Entry{{
			ID: "https://hub.example/a/", URL: "https://hub.example/a/", Title: words, Summary: words, Content: words,
			Published: at, Updated: at.Add(time.Hour), Authors: []Person{{Name: words}, {Name: "B", URL: "https://hub.example/b/"}},
			Contributors: []Person{{Name: "C"}}, Categories: []string{words},
		}},
	}
}

var nasty = []string{
	"", "a & b <c> \"d\" 'e'", "]]>", "]]]]>><![CDATA[", "\x00\x08\x1f\ufffe", "\xff\xfe", "</script>", "a\tb\nc\rd", "日本語 علي", "\U0001F600",
}

// Whatever is written, the documents can be read and say it.
func FuzzWords(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		in := hostile(words)
		for name, data := range map[string][]byte{
			"atom": Atom(in), "rss": RSS(in), "sitemap": Sitemap([]URL{{Loc: words, Modified: words, Alternates: []Alternate{{words, words}}}}),
			"index": SitemapIndex([]string{words}),
		} {
			dec := xml.NewDecoder(strings.NewReader(string(data)))
			for {
				if _, err := dec.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s: %v\n%s", name, err, data)
				}
			}
		}
		var atom struct {
			Entry struct {
				Content string `xml:"content"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(Atom(in), &atom); err != nil {
			t.Fatal(err)
		}
		// XML reads every kind of line end as one.
		ends := strings.NewReplacer("\r\n", "\n", "\r", "\n")
		if want := ends.Replace(clean(words)); atom.Entry.Content != want {
			t.Errorf("content %q, want %q", atom.Entry.Content, want)
		}
		var j struct {
			Items []struct {
				Title string
				HTML  string `json:"content_html"`
			}
		}
		if err := json.Unmarshal(JSON(in), &j); err != nil || utf8.ValidString(words) && j.Items[0].Title != words {
			t.Errorf("%v: %q", err, j)
		}
	})
}

func TestAbsolute(t *testing.T) {
	const page = "https://hub.example/sub/stories/kettle/"
	for in, want := range map[string]string{
		`<p>A &amp; B</p>`:                            `<p>A &amp; B</p>`,
		`<a href="/sub/x/">y</a>`:                     `<a href="https://hub.example/sub/x/">y</a>`,
		`<a href="#n1">y</a>`:                         `<a href="` + page + `#n1">y</a>`,
		`<img src="a.png" alt="">`:                    `<img src="` + page + `a.png" alt="">`,
		`<a href="tel:+441632960121">`:                `<a href="tel:+441632960121">`,
		`<a href="mailto:a@b.example">`:               `<a href="mailto:a@b.example">`,
		`<a href="https://x.example/">`:               `<a href="https://x.example/">`,
		`<img srcset="/a.jpg 400w, /b.jpg 800w">`:     `<img srcset="https://hub.example/a.jpg 400w, https://hub.example/b.jpg 800w">`,
		`<video poster="/p.jpg" src="v.mp4"></video>`: `<video poster="https://hub.example/p.jpg" src="` + page + `v.mp4"></video>`,
		`<code>href="/x/"</code>`:                     `<code>href="/x/"</code>`,
	} {
		if got := Absolute(in, page); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}

// Nothing relative is left, and nothing but addresses changes.
func FuzzAbsolute(f *testing.F) {
	f.Add(`<p>a <a href="/x/">b</a> <img src='c.png'></p>`)
	f.Add(`<a href=" ../x?y#z ">`)
	f.Add(`<a href="http:x"><svg><a xlink:href="#q">`)
	f.Fuzz(func(t *testing.T, text string) {
		out := Absolute(text, "https://hub.example/a/b/")
		words := func(s string) string {
			var b strings.Builder
			for z := html.NewTokenizer(strings.NewReader(s)); ; {
				switch z.Next() {
				case html.ErrorToken:
					return b.String()
				case html.TextToken:
					b.Write(z.Raw())
				case html.StartTagToken, html.SelfClosingTagToken:
					name, _ := z.TagName()
					fmt.Fprintf(&b, "<%s>", name)
				}
			}
		}
		if words(out) != words(text) {
			t.Errorf("%q became %q", text, out)
		}
		for z := html.NewTokenizer(strings.NewReader(out)); z.Next() != html.ErrorToken; {
			for _, a := range z.Token().Attr {
				if a.Key != "href" && a.Key != "src" || a.Val == "" {
					continue
				}
				if u, err := url.Parse(strings.TrimSpace(a.Val)); err == nil && !u.IsAbs() {
					t.Errorf("%q is left in %q", a.Val, out)
				}
			}
		}
	})
}

func TestSitemapLanguages(t *testing.T) {
	got := string(Sitemap([]URL{{Loc: "https://x.example/a?b&c", Alternates: []Alternate{{"fr", "https://x.example/fr/"}, {"x-default", "https://x.example/"}}}}))
	for _, want := range []string{
		`xmlns:xhtml="http://www.w3.org/1999/xhtml"`, `<loc>https://x.example/a?b&amp;c</loc>`,
		`<xhtml:link rel="alternate" hreflang="fr" href="https://x.example/fr/"/>`, `hreflang="x-default"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}
