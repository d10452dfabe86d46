package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestHostile gives text that is made to nest without end or to be read again
// and again. Each must be done in reasonable time and come out sound.
func TestHostile(t *testing.T) {
	const n = 10_000
	rep := strings.Repeat
	for name, s := range map[string]string{
		"quotes":          rep(">", n),
		"quote lines":     rep(rep(">", 100)+" a\n", 1000),
		"brackets":        rep("[", n),
		"bracket pairs":   rep("[", n) + rep("]", n),
		"images":          rep("![", n) + rep("](x)", n),
		"stars":           rep("*", n) + "a" + rep("*", n),
		"emphasis":        rep("*a ", n) + rep("a*", n),
		"strong":          rep("**a *b ", n) + rep("c* d**", n),
		"mixed":           rep("*a_ ", 3*n),
		"tildes":          rep("~a ", n) + rep("a~", n),
		"lists":           rep("- ", n) + "a",
		"list steps":      steps("- a\n", 1000),
		"containers":      rep("::: note\n", n),
		"colons":          rep(":", n) + " note\n",
		"nested fences":   fences(500),
		"definitions":     rep("a\n: ", n),
		"footnotes":       rep("[^1]: a\n", n) + rep("[^1]", n),
		"footnote nests":  rep("[^1]: ", n),
		"references":      rep("[a]: b\n", n) + rep("[a]", n),
		"table":           rep("a|", 1000) + "\n" + rep("-|", 1000) + "\n" + rep("|\n", n),
		"pipes":           "a|b\n-|-\n" + rep("`\\|`|\n", n),
		"backticks":       ticks(600),
		"html":            rep("<a ", 3*n),
		"html attributes": rep(`<a x="`, n),
		"comments":        rep("<!-- ", n),
		"comment lines":   rep("<!--\n", n),
		"scripts":         rep("<script>\n\n", n),
		"open tags":       rep("<b><div>", n),
		"details":         rep("<details>\n\n", n),
		"attributes":      "# a " + rep("{a=", 4*n),
		"short headings":  rep("# a "+rep("{a=", 300)+"\n", 200),
		"entities":        rep("&amp;&#x;&", n),
		"emails":          rep("_a", 40*n),
		"links":           rep("[a](b", n),
		"link titles":     rep(`[a](b "`, n),
		"dashes":          rep("-- ", n) + rep("---", n),
		"one line":        rep("word ", 200_000),
		"one word":        rep("x", 1_000_000),
		"code":            "```go\n" + rep("((((", 5*n) + "\n```",
		"nul":             rep("\x00", n) + "[a](\x00)",
		"bad utf8":        rep("\xff\xfe", n),
		"crs":             rep("\r", n) + rep("a\r\n", n),
		"tabs":            rep("\t", n) + "a" + rep("\n\t- a", n),
		"quotation marks": rep("\"'", 5*n),
	} {
		for _, c := range []*Converter{New(Options{}), New(Options{HTML: "safe", Lang: "fr"})} {
			t.Run(name, func(t *testing.T) {
				start := time.Now()
				doc := c.Convert("x.md", []byte(s), base)
				// What takes quadratic time shows in the log, and runs into
				// the test's own time limit.
				if d := time.Since(start); d > 300*time.Millisecond {
					t.Logf("took %v", d)
				}
				sound(t, []byte(s), doc)
			})
		}
	}
}

func steps(line string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + line)
	}
	return b.String()
}

func fences(n int) string {
	var b strings.Builder
	for i := n; i > 2; i-- {
		b.WriteString(strings.Repeat(":", i) + " tip\n")
	}
	return b.String()
}

func ticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("a" + strings.Repeat("`", i+1))
	}
	return b.String()
}

func FuzzConvert(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, a := range parseArchive(data).files {
			if strings.HasSuffix(a.name, ".md") {
				f.Add(a.data)
			}
		}
	}
	f.Add([]byte("a\rb\x00\xff[x](\x01)\r\n::: quote \"\xff"))
	converters := []*Converter{New(Options{}), New(Options{HTML: "safe", Lang: "fr"}), New(Options{NoTypographer: true, Lang: "de"})}
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, c := range converters {
			sound(t, src, c.Convert("x.md", src, base))
		}
	})
}

// FuzzAddresses compares the quick ways to look for addresses with goldmark's.
func FuzzAddresses(f *testing.F) {
	for _, s := range []string{
		"https://a.example", "See https://a.example/x, (http://b.example) and *https://c.example*.", `\*http://a.example \\*http://a.example \ http://a.example`,
		"a\thttp://a.example\n\thttp://b.example\n- \thttp://c.example", "[x](https://a.example) [https://b.example](c) [d]: https://e.example", "x_http://a.example_ ~~http://b.example~~ ~http://c.example",
		"`a`http://a.example <b>http://b.example</b> xhttp://c.example https:x http:// https://a", "a  \nhttp://a.example\\\nhttps://b.example", "# http://a.example\n\n| a | http://b.example |\n|-|-|\n| (http://c.example) | \\| http://d.example |",
		"httphttp://a.example httpshttps://b.example http:http://c.example", "> http://a.example/?q=*x*_y_(z)", "![http://a.example](b) ![x http://a.example", "`http://a.example ``https://b.example \\`http://c.example", "::: note \"http://a.example\"\nhttp://b.example\n:::",
	} {
		f.Add([]byte(s))
	}
	c, slow := New(Options{HTML: "safe"}), New(Options{HTML: "safe"})
	for a := range slow.parsers {
		slow.parsers[a] = newParser(mailAddresses)
	}
	// Asked at every space, goldmark leaves some of those that end a line.
	spaces := regexp.MustCompile(`[ \t\v\f]{2,}\r?(\n|$)`)
	f.Fuzz(func(t *testing.T, src []byte) {
		if addressesIn(src) != pageAddresses || spaces.Match(src) {
			return
		}
		doc := func(c *Converter) string {
			d := c.Convert("x.md", src, base)
			return fmt.Sprintf("%s\n%+v\n%v", d.HTML, d.Body, d.Findings)
		}
		if got, want := doc(c), doc(slow); got != want {
			t.Errorf("%q:\n%s\nwant\n%s", src, got, want)
		}
	})
}

// TestAgain converts in parallel: writers are pooled and must leave nothing
// behind in what they gave away.
func TestAgain(t *testing.T) {
	c := New(Options{HTML: "safe"})
	var srcs []string
	for i := range 50 {
		srcs = append(srcs, fmt.Sprintf("# Heading %d\n\nWords [link](person:p%d) <b>and</b> more[^1].\n\n[^1]: Note %d.\n\n```go\nvar x%d int\n```\n", i, i, i, i))
	}
	want := make([]Doc, len(srcs))
	for i, s := range srcs {
		want[i] = New(Options{HTML: "safe"}).Convert("x.md", []byte(s), 0)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, s := range srcs {
				if got := c.Convert("x.md", []byte(s), 0); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("text %d came out differently", i)
				}
			}
		})
	}
	wg.Wait()
}

// TestSyntax converts the example of every block: it must be right, and
// differ from plain words.
func TestSyntax(t *testing.T) {
	for _, b := range Syntax() {
		doc := New(Options{}).Convert("x.md", []byte(b.Example), base)
		sound(t, []byte(b.Example), doc)
		for _, d := range doc.Findings {
			t.Errorf("the example for %s: %s", b.Name, d.Message)
		}
		if b.Doc == "" || b.Body == "" || len(doc.HTML) == 0 {
			t.Errorf("%s is not described", b.Name)
		}
	}
}

// TestLabels looks for a label that the code asks for and the list lacks.
func TestLabels(t *testing.T) {
	known := LabelKeys()
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		for _, a := range parseArchive(data).files {
			if !strings.HasSuffix(a.name, ".md") {
				continue
			}
			for _, s := range New(Options{}).Convert("x.md", a.data, 0).Body.Slots {
				if s.Kind == Label && known[s.Text] == "" {
					t.Errorf("%s: label %q has no words", a.name, s.Text)
				}
			}
		}
	}
}

// TestCode looks at code before and after it is coloured.
func TestCode(t *testing.T) {
	const goCode = "if a < b && c > d {\n\treturn \"<&amp;>\"\n}\n"
	src := []byte("```go\n" + goCode + "```\n\n```GO\n" + goCode + "```\n\n```unheard-of\nx < y\n```\n\n```go\n```\n\n    y > x\n")
	for _, opt := range []Options{{}, {HTML: "safe"}} {
		if opt.HTML == "safe" {
			src = append(src, "\nA <b>tag\n"...) // so that it is balanced again
		}
		doc := New(opt).Convert("x.md", src, 0)
		if strings.Contains(string(doc.HTML), "<span") {
			t.Errorf("coloured while being read:\n%s", doc.HTML)
		}
		n := 0
		for lang, code := range CodeIn(doc.HTML, each(doc.Body.Slots)) {
			n++
			if lang != "go" || code != goCode {
				t.Errorf("%s %q, want %q", lang, code, goCode)
			}
		}
		if n != 2 || !doc.Body.HasCode {
			t.Errorf("%d pieces of code, want 2", n)
		}
		out := string(Fill(nil, doc.HTML, each(doc.Body.Slots), site{}))
		if got := strings.Count(out, string(Colour("go", goCode))+"</code>"); got != 2 {
			t.Errorf("coloured %d times, want 2:\n%s", got, out)
		}
	}
}

func TestSplit(t *testing.T) {
	path, query, frag := Slot{Dest: decodeDest("caf%C3%A9%23.md?a=%26#b%23c")}.Split()
	if path != "café#.md" || query != "a=&" || frag != "b#c" {
		t.Errorf("%q %q %q", path, query, frag)
	}
	if kind, id, ok := (Slot{Dest: "Person:ada"}).IsRef(); kind != "person" || id != "ada" || !ok {
		t.Error(kind, id, ok)
	}
	if _, _, ok := (Slot{Dest: "notes.pdf"}).IsRef(); ok {
		t.Error("a file is no reference")
	}
}

func BenchmarkConvert(b *testing.B) {
	story := []byte(benchStory)
	c := New(Options{Lang: "en-GB"})
	c.Convert("x.md", story, 0)
	b.SetBytes(int64(len(story)))
	b.ReportAllocs()
	for b.Loop() {
		c.Convert("x.md", story, 0)
	}
}

func BenchmarkFill(b *testing.B) {
	doc := New(Options{}).Convert("x.md", []byte(benchStory), 0)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = Fill(buf[:0], doc.HTML, each(doc.Body.Slots), site{})
	}
}

var benchStory = strings.Repeat(`Mrs Fenn put the kettle on my bench the way you'd put a cat on the vet's table. "It's been to three
weddings," she said, "and I'd like it at a fourth." Behind her stood *eleven* new kettles, all working.

## What it was, and what it wasn't

I should say here that [Ada](person:ada-okonjo) doesn't charge for looking. See [the drawer](../drawer.md#top).

| Part | Verdict |
|------|--------:|
| Flex | Nibbled |

- It wasn't the element.
- Everyone **thinks** it's the element.

![A drawing](kettle.png "The culprit.")

`, 4)
