package check_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kith/generator/check"
)

const page = `<!doctype html>
<html lang="en-GB"><head><title>Ada&#39;s kettle</title><link rel="stylesheet" href="/a.css"><script>if (a < b) document.write("<a href=/no>");</script></head>
<body><header><a href="/" id=top>Home</a> <a href="mailto:desk@x.example">Desk</a></header>
<main id="main"><h1>The <em>ket</em>tle</h1><p>Told by
Ada&nbsp;Okonjo</p><!-- <a href="/hidden/">no</a> -->
<p hidden>Secret <b>name</b></p><a href="/stories/?a=1&amp;b=2#x">More</a> <a href="/stories/?a=1&amp;b=2#x">Again</a>
<img src="a.jpg" srcset="a-320.jpg 320w, a-640.jpg 640w" alt=""><a HREF='tel:+441632960001'>Ring</a>
<template><a href="/in-template/">x</a>Unseen</template></main>
<footer>Bo Chen <a href="mailto:bo@x.example?subject=Hello%20you">write</a></footer></body></html>`

func TestScan(t *testing.T) {
	var sc check.Scanner
	sc.Scan([]byte("<main>What was read before leaves nothing behind")) // one scanner reads many pages
	p := sc.Scan([]byte(page))
	for what, pair := range map[string][2]string{
		"main":      {string(p.Main), "The kettle Told by Ada Okonjo More Again Ring"},
		"around":    {string(p.Around), "Home Desk Bo Chen write"},
		"ids":       {string(bytes.Join(p.IDs, []byte(" "))), "top main"},
		"ways":      {strings.Join(p.Ways, " "), "tel:+441632960001"},
		"elsewhere": {strings.Join(p.Elsewhere, " "), "mailto:desk@x.example mailto:bo@x.example?subject=Hello%20you"},
		"links":     {links(p), "/a.css / /stories/?a=1&b=2#x a.jpg a-320.jpg a-640.jpg /in-template/"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", what, pair[0], pair[1])
		}
	}
	if !check.Names(p.Main, "Ada  Okonjo") || check.Names(p.Main, "Bo Chen") || check.Names(p.Main, "") {
		t.Error("names in the main part are not told from those around it")
	}
}

// Two ways of writing an address are one link, and what one of them is as it
// stands the other may be as it reads.
func TestLinksAsTheyRead(t *testing.T) {
	var sc check.Scanner
	for range 2 {
		p := sc.Scan([]byte(`<a href="/?a&amp;b">x</a><a href="/?a&b">x</a><a href="/?a&amp;amp;b">x</a>`))
		if got, want := links(p), "/?a&b /?a&amp;b"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if len(p.Links) > 0 {
			p.Links[0].Number = 7
		}
	}
	if p := sc.Scan([]byte(`<a href="/?a&b">x</a><a href="/new/">y</a>`)); p.Links[0].Number != 7 || p.Links[1].Number != 0 {
		t.Errorf("a link's number is not the one it was given: %+v %+v", p.Links[0], p.Links[1])
	}
}

func links(p *check.Page) string {
	var out []string
	for _, l := range p.Links {
		out = append(out, l.To)
	}
	return strings.Join(out, " ")
}

// What an independent tokenizer finds in any bytes, ours finds.
func FuzzScan(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte(`<a href=x>y</a><A ID="1" href = 'a&amp;b'/>< p><div id>`))
	f.Add([]byte(`<script><!--</script><p id=a><style></styl></style><p id=b>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var sc check.Scanner
		p := sc.Scan(data)
		if len(p.Main)+len(p.Around) > 4*len(data)+16 {
			t.Fatalf("%d bytes of text out of %d", len(p.Main)+len(p.Around), len(data))
		}
		if !plain(data) {
			return
		}
		var want []string
		z := html.NewTokenizer(bytes.NewReader(data))
		for {
			kind := z.Next()
			if kind == html.ErrorToken {
				if z.Err() != io.EOF {
					return
				}
				break
			}
			if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
				continue
			}
			for _, a := range z.Token().Attr {
				if a.Key == "id" {
					want = append(want, a.Val)
				}
			}
		}
		if !slices.EqualFunc(p.IDs, want, func(id []byte, want string) bool { return string(id) == want }) {
			t.Fatalf("ids %q, want %q", p.IDs, want)
		}
	})
}

// plain reports whether a page is none on which tokenizers may differ: with
// elements whose text is raw, comments, odd bytes, or tags cut off.
func plain(data []byte) bool {
	s := strings.ToLower(string(data))
	for _, odd := range []string{
		"<!", "<?", "</", "\x00", "\r", "&", "<script", "<style", "<title", "<textarea", "<xmp", "<iframe", "<noembed", "<noframes", "<noscript",
		"<plaintext",
	} {
		if strings.Contains(s, odd) {
			return false
		}
	}
	return strings.LastIndexByte(s, '<') <= strings.LastIndexByte(s, '>') && !strings.ContainsAny(s, "\"'`=/")
}

func TestResolve(t *testing.T) {
	b := check.Base{Origin: "https://x.example", Path: "/hub/"}
	for _, c := range []struct{ page, link, want string }{
		{"index.html", "/hub/", ""},
		{"index.html", "/hub", ""},
		{"index.html", "https://x.example/hub/stories/", "stories/"},
		{"index.html", "https://x.example/else/", "-"},
		{"index.html", "https://x.example.evil/hub/", "-"},
		{"index.html", "/else/", "-"},
		{"stories/kettle/index.html", "#a", "stories/kettle/#a"},
		{"stories/kettle/index.html", "#", "stories/kettle/"},
		{"stories/kettle/index.html", "#top", "stories/kettle/"},
		{"stories/kettle/index.html", "#:~:text=x", "stories/kettle/"},
		{"stories/kettle/index.html", "../", "stories/"},
		{"stories/kettle/index.html", "../../", ""},
		{"stories/kettle/index.html", "a.jpg?x=1", "stories/kettle/a.jpg"},
		{"stories/kettle/index.html", "", "stories/kettle/"},
		{"404.html", "/hub/a%20b/#%C3%A9", "a b/#é"},
		{"index.html", "//other.example/", "-"},
		{"index.html", "mailto:a@x.example", "-"},
		{"index.html", "data:image/png;base64,xx", "-"},
	} {
		got, ok := b.Resolve(c.page, c.link)
		if !ok {
			got = "-"
		}
		if got != c.want {
			t.Errorf("%s on %s leads to %q, want %q", c.link, c.page, got, c.want)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	var sc check.Scanner
	data := []byte(strings.Repeat(page, 20))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		sc.Scan(data)
	}
}
