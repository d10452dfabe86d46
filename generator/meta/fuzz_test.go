package meta

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"kith/generator/diag"
)

// checkFindings fails for places outside of the file, and for messages that
// say nothing.
func checkFindings(t *testing.T, src []byte, list *diag.List) {
	t.Helper()
	for _, d := range list.Sorted() {
		if d.Pos.Offset < -1 || d.Pos.Offset > len(src) || d.Len < 0 || d.Pos.Offset+d.Len > len(src) {
			t.Errorf("%s at %d+%d of %d: %s", d.Code, d.Pos.Offset, d.Len, len(src), d.Message)
		}
		if d.Message == "" {
			t.Errorf("%s has no message", d.Code)
		}
		for _, r := range d.Related {
			if r.Pos.Offset < -1 || r.Pos.Offset > len(src) {
				t.Errorf("%s: related at %d of %d", d.Code, r.Pos.Offset, len(src))
			}
		}
	}
}

func checkText(t *testing.T, src []byte, text Text) {
	t.Helper()
	if text.Pos.Offset < 0 || text.Len < 0 || text.Pos.Offset+text.Len > len(src) {
		t.Errorf("%q at %d+%d of %d", text.Value, text.Pos.Offset, text.Len, len(src))
	}
	if strings.ContainsAny(text.Value, "\r\x00\x1b") || !utf8.ValidString(text.Value) {
		t.Errorf("%q is not clean", text.Value)
	}
}

// ask asks for every field in every way.
func ask(t *testing.T, src []byte, m *Map, depth int) {
	for _, k := range m.Keys() {
		checkText(t, src, k)
		key := k.Value
		text := m.Text(key)
		checkText(t, src, text)
		pos, n := text.Part(0, min(1, len(text.Value)))
		checkText(t, src, Text{Pos: pos, Len: n})
		checkText(t, src, m.LongText(key))
		for _, x := range m.Texts(key) {
			checkText(t, src, x)
		}
		m.Bool(key, true)
		m.Int(key)
		m.Float(key)
		m.Date(key)
		m.Dates(key)
		m.DateLoose(key)
		m.Enum(key, "one", "two")
		m.Tree(key).Any()
		if depth < 5 {
			for _, it := range m.Items(key) {
				ask(t, src, it.Map, depth+1)
			}
			ask(t, src, m.Map(key), depth+1)
			ask(t, src, m.Item(key).Map, depth+1)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		rich, "title: A: b\n", "a:\n\t- b\n", "a: \"x\nb: 'y\n", "a: [x\n", "- a\n", "a: &x [*x]\n", "é: ü: ö\nb: \"ü\" ü\n",
		"a: |\n  x\n y\n", "a: > x\n", "? a\n", "%YAML 1\n", "a: !x y\n", "--- a\n", "a: \"\\q\"\n", "a:\u2028b: c\n", "a: \xff\n", "a: x\rb: y\r",
	} {
		f.Add("---\n" + s + "---\nBody")
	}
	f.Add("\ufeff+++\na = 1\n[b]\nc = \"x\n+++\n")
	f.Add("+++\n[[a]]\nb = [1, {c = '''\nx'''}]\na: b\n[a\n+++\n")
	f.Add("---\na: b\n—-\nx")
	f.Fuzz(func(t *testing.T, text string) {
		src := []byte(text)
		before := bytes.Clone(src)
		var list diag.List
		m, body, at := Parse("f.md", src, &list)
		if at < 0 || at+len(body) != len(src) || !bytes.Equal(src[at:], body) {
			t.Errorf("body of %d at %d of %d", len(body), at, len(src))
		}
		ask(t, src, m, 0)
		for _, u := range m.Done() {
			checkText(t, src, u)
		}
		checkFindings(t, src, &list)
		if !bytes.Equal(before, src) {
			t.Error("the source was changed")
		}
	})
}

func FuzzSettings(f *testing.F) {
	f.Add("a = 1\n[b]\nc.d = \"x\"\n[[e]]\nf = [1, 2]\n")
	f.Add("a = [\n1,\n# x\n]\nb = {c = 1}\n[b]\n\"x\" = '''\ny'''\n")
	f.Add("a : b\nc = “d”\n= 1\n[\nx = \"\\q\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		src := []byte(text)
		var list diag.List
		m := ParseSettings("site.toml", src, &list)
		ask(t, src, m, 0)
		m.Done()
		checkFindings(t, src, &list)
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-11-14", "14.11.2026", "2026-11-14T18:27:00+02:00", "Nov 14, 2026", "2026-11"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, loose := range []bool{false, true} {
			d, err := ParseDate(s, loose)
			if (err == nil) == d.IsZero() {
				t.Fatalf("%q: %v, %v", s, d, err)
			}
			if err == nil {
				again, err := ParseDate(d.String(), true)
				if err != nil || again != d {
					t.Fatalf("%q is %s, which reads as %s", s, d, again)
				}
			}
		}
	})
}

func FuzzTidy(f *testing.F) {
	f.Add(" a\n b\te\u0301 ")
	f.Fuzz(func(t *testing.T, s string) {
		once := tidy(s)
		if tidy(once) != once || strings.ContainsAny(once, "\n\r\t") || strings.TrimSpace(once) != once {
			t.Errorf("%q -> %q -> %q", s, once, tidy(once))
		}
	})
}

// A thousand times the usual front matter: 10,000 files should take about a
// second of one core.
func BenchmarkParse(b *testing.B) {
	src := []byte("---\n" + `title: The morning the kettle broke
summary: One or two sentences, said as you would say it.
date: 2026-02-03
authors: [ada-okonjo, bo-chen]
values:
  - we-pick-up-the-phone
topics: [repairs, kettles]
image:
  src: kettle.jpg
  alt: A kettle on a bench, its lid off
  focus: 50% 30%
people:
  - person: cleo-diaz
    as: the customer
ask: ada-okonjo
` + "---\n" + strings.Repeat("Some words of the body, said as you would say them.\n", 80))
	keys := make([]string, 30)
	for i := range keys {
		keys[i] = fmt.Sprintf("field%d", i)
	}
	b.ReportAllocs()
	for b.Loop() {
		var list diag.List
		m, _, _ := Parse("f.md", src, &list)
		for _, k := range keys {
			m.Text(k)
		}
		m.Text("title")
		m.Text("summary")
		m.Date("date")
		m.Texts("authors")
		m.Texts("values")
		m.Texts("topics")
		m.Map("image").Text("src")
		m.Items("people")
		m.Text("ask")
		m.Done()
	}
}
