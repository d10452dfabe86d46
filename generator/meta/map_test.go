package meta

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"kith/generator/diag"
)

const rich = `title: "Der Kessel\u00e4"
plain: no
time: 08:30
exp: 1e3
day: 2026-01-01
spread: one
  two
block: |
  First line
  of it.

  Second.
none:
tilde: ~
Null: Null
list: [a, "b: c", ""]
single: x
flag: yes
count: 12
image:
  src: a.jpg
  alt: Words
people:
  - ada
  - person: bo
    as: guide
params:
  n: 3
  x: 1.5
  on: true
  s: no
  id: 007
  l: [1, two]
  m: {a: null}
`

func TestTexts(t *testing.T) {
	m, list, src := yamlOf(rich)
	for key, want := range map[string]string{
		"title": "Der Kesselä", "plain": "no", "time": "08:30", "exp": "1e3", "day": "2026-01-01",
		"spread": "one two", "block": "First line of it. Second.", "none": "", "tilde": "", "Null": "Null", "absent": "",
	} {
		if got := m.Text(key).Value; got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	if got := m.LongText("block").Value; got != "First line of it.\n\nSecond." {
		t.Errorf("block = %q", got)
	}
	if got := m.Text("block"); src[got.Pos.Offset:got.Pos.Offset+got.Len] != "First line" {
		t.Errorf("block stands at %v", got)
	}
	if got := m.Texts("list"); len(got) != 2 || got[1].Value != "b: c" || src[got[1].Pos.Offset:][:4] != "b: c" {
		t.Errorf("list = %v", got)
	}
	if got := m.Texts("single"); len(got) != 1 || got[0].Value != "x" {
		t.Errorf("single = %v", got)
	}
	if m.Texts("none") != nil || m.Texts("absent") != nil {
		t.Error("nothing should give no texts")
	}
	if !m.Bool("flag", false) || m.Bool("plain", true) || !m.Bool("absent", true) {
		t.Error("flag should be true, plain false, and absent the default")
	}
	if n, ok := m.Int("count"); n != 12 || !ok {
		t.Errorf("count = %d, %v", n, ok)
	}
	if got := m.Map("image").Text("alt"); got.Value != "Words" || src[got.Pos.Offset:][:got.Len] != "Words" {
		t.Errorf("alt = %v", got)
	}
	people := m.Items("people")
	if len(people) != 2 || people[0].Text.Value != "ada" || people[1].Map.Text("as").Value != "guide" {
		t.Errorf("people = %v", people)
	}
	if pos := m.Pos("image"); src[pos.Offset:][:5] != "image" {
		t.Errorf("image is at %v", pos)
	}
	want := map[string]any{
		"n": int64(3), "x": 1.5, "on": true, "s": "no", "id": "007",
		"l": []any{int64(1), "two"}, "m": map[string]any{"a": nil},
	}
	if got := m.Tree("params").Any(); !reflect.DeepEqual(got, want) {
		t.Errorf("params = %#v", got)
	}
	if got := found(src, list); got != "" {
		t.Error(got)
	}
}

func TestPart(t *testing.T) {
	m, _, src := yamlOf("a: 'Mo-Fr; Xx'\nb: \"e\\u0301t\"\n")
	pos, n := m.Text("a").Part(7, 2)
	if src[pos.Offset:][:n] != "Xx" {
		t.Errorf("part is %q", src[pos.Offset:][:n])
	}
	if pos, n = m.Text("b").Part(1, 1); src[pos.Offset:][:n] != `e\u0301t` {
		t.Errorf("part of what is not there as it is: %q", src[pos.Offset:][:n])
	}
}

func TestWrong(t *testing.T) {
	for _, c := range []struct {
		text string
		ask  func(m *Map)
		want string
	}{
		{"a: [b]\n", func(m *Map) { m.Text("a") }, `2:4+1 wrong-type: "a" should be text, not a list | `},
		{"a: {b: c}\n", func(m *Map) { m.Texts("a") }, `2:4+1 wrong-type: "a" should be text, not fields | `},
		{"a: [[b]]\n", func(m *Map) { m.Texts("a") }, `2:5+1 wrong-type: "a" should be text, not a list | `},
		{"a:\n  - Kettles: old\n", func(m *Map) { m.Texts("a") }, `3:5+12 wrong-type: "a" should be text, not fields | a colon inside a text needs quotes: - "Kettles: old"`},
		{"a: maybe\n", func(m *Map) { m.Bool("a", true) }, `2:4+5 wrong-type: "a" should be true or false, not "maybe" | `},
		{"a: 1.5\n", func(m *Map) { m.Int("a") }, `2:4+3 wrong-type: "a" should be a whole number, not "1.5" | `},
		{"a: 1,5\n", func(m *Map) { m.Float("a") }, `2:4+3 wrong-type: "a" should be a number, not "1,5" | write a point: 1.5`},
		{"a: b\n", func(m *Map) { m.Map("a") }, `2:4+1 wrong-type: "a" should be fields of its own, not "b" | `},
		{"a: {b: [c]}\n", func(m *Map) { m.Map("a").Text("b") }, `2:8+1 wrong-type: "a.b" should be text, not a list | `},
		{"a: activ\n", func(m *Map) { m.Enum("a", "active", "on_leave") }, `2:4+5 bad-value: "a" cannot be "activ" | did you mean "active"?`},
		{"a: gone\n", func(m *Map) { m.Enum("a", "active", "left") }, `2:4+4 bad-value: "a" cannot be "gone" | it can be active or left`},
		{"a: On leave\n", func(m *Map) { m.Enum("a", "active", "on_leave") }, ``},
		{"a: \"b\\x07c\"\n", func(m *Map) { m.Text("a") }, `2:5+6 bad-value: "a" holds a control character (U+0007), which nobody can see | leave it out`},
		{"a: 2026-02-30\n", func(m *Map) { m.Date("a") }, `2:4+10 bad-date: "a": February 2026 has 28 days | `},
		{"a: [2026-01-01, soon]\n", func(m *Map) { m.Dates("a") }, `2:17+4 bad-date: "a": "soon" is not a date | write the day itself, as in 2026-11-14`},
	} {
		m, list, src := yamlOf(c.text)
		c.ask(m)
		if got := found(src, list); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestDone(t *testing.T) {
	m, list, src := yamlOf("title: x\nauthor: a\nlayout: y\nKnown-as: z\nimage: {alt: a, colour: b, sr: c}\npeople:\n - persn: a\n")
	m.Text("title")
	m.Texts("authors")
	m.Text("known_as")
	image := m.Map("image")
	image.Text("alt")
	image.Text("src")
	for _, it := range m.Items("people") {
		it.Map.Text("person")
	}
	var unknown []string
	for _, u := range m.Done() {
		unknown = append(unknown, fmt.Sprintf("%s %s", u.Value, src[u.Pos.Offset:][:u.Len]))
	}
	if got := strings.Join(unknown, ", "); got != "layout layout, image.colour colour, image.sr sr" {
		t.Errorf("unknown: %s", got)
	}
	want := `3:1+6 misspelt-key: there is no field "author" | did you mean "authors"?
5:1+8 misspelt-key: there is no field "Known-as" | did you mean "known_as"?
8:4+5 misspelt-key: there is no field "people.persn" | did you mean "person"?`
	if got := found(src, list); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestNilMap(t *testing.T) {
	var m *Map
	m.Text("a")
	m.LongText("a")
	m.Texts("a")
	m.Bool("a", true)
	m.Int("a")
	m.Float("a")
	m.Date("a")
	m.DateLoose("a")
	m.Dates("a")
	m.Items("a")
	m.Item("a")
	m.Enum("a", "b")
	m.Enums("a", "b")
	m.Tree("a")
	m.Keys()
	m.Map("a").Map("b").Table("c").Text("d")
	if m.Has("a") || m.Faulty("a") || m.Damaged() || !m.Empty("a") || m.Done() != nil || m.At() != (diag.Pos{}) || m.Pos("a") != (diag.Pos{}) || m.File() != "" {
		t.Error("a nil Map should be empty")
	}
}

func TestTOML(t *testing.T) {
	src := `+++
title = "A \"b\""
day = 2026-11-14T18:27:00+02:00
at = 08:30
n = 1_000
list = ["a", 'b', """
c"""]
image.src = "x.jpg"
image.alt = ""
who = [{person = "bo"}, "ada"]
[params]
deep = [[1, 2.5], {k = true}]
[[links]]
url = "u1"
[[links]]
url = "u2"
+++
Body`
	var list diag.List
	m, body, _ := Parse("f.md", []byte(src), &list)
	at := func(x Text, want string) {
		t.Helper()
		if got := src[x.Pos.Offset:][:x.Len]; got != want {
			t.Errorf("%q stands at %q, want %q", x.Value, got, want)
		}
	}
	at(m.Text("title"), `A \"b\"`)
	at(m.Text("at"), "08:30")
	d, where := m.Date("day")
	if at(where, "2026-11-14T18:27:00+02:00"); d.String() != where.Value {
		t.Error(d)
	}
	if n, _ := m.Int("n"); n != 1000 {
		t.Error(n)
	}
	texts := m.Texts("list")
	if len(texts) != 3 || texts[2].Value != "c" {
		t.Fatal(texts)
	}
	at(texts[1], "b")
	at(texts[2], "c")
	at(m.Map("image").Text("src"), "x.jpg")
	who := m.Items("who")
	if len(who) != 2 || who[1].Text.Value != "ada" {
		t.Fatal(who)
	}
	at(who[0].Map.Text("person"), "bo")
	links := m.Items("links")
	if len(links) != 2 {
		t.Fatal(links)
	}
	at(links[1].Map.Text("url"), "u2")
	want := map[string]any{"deep": []any{[]any{int64(1), 2.5}, map[string]any{"k": true}}}
	if got := m.Tree("params").Any(); !reflect.DeepEqual(got, want) {
		t.Errorf("%#v", got)
	}
	if got := found(src, &list); got != "" || string(body) != "Body" {
		t.Errorf("%s, %q", got, body)
	}
}
