package meta

import (
	"fmt"
	"strings"
	"testing"

	"kith/generator/diag"
)

// found prints findings as "line:column code: message | hint".
func found(src string, list *diag.List) string {
	var out []string
	for _, d := range list.Sorted() {
		p := diag.Locate([]byte(src), d.Pos.Offset)
		out = append(out, fmt.Sprintf("%d:%d+%d %s: %s | %s", p.Line, p.Column, d.Len, d.Code, d.Message, d.Hint))
	}
	return strings.Join(out, "\n")
}

func yamlOf(text string) (*Map, *diag.List, string) {
	var list diag.List
	src := "---\n" + text + "---\n"
	m, _, _ := Parse("f.md", []byte(src), &list)
	return m, &list, src
}

func TestSlipsOfYAML(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"title: Kettle: a story\n", `2:8+15 front-matter: the colon in "Kettle: a story" reads as the start of another field | a colon inside needs quotes: title: "Kettle: a story"`},
		{"x:\n  - One: two: three\n", `3:10+10 front-matter: the colon in "two: three" reads as the start of another field | a colon inside needs quotes: One: "two: three"`},
		{"t: say \"a: b\"\n", `2:4+10 front-matter: the colon in "say "a: b"" reads as the start of another field | a colon inside needs quotes: t: 'say "a: b"'`},
		{"title:Foo\n", `2:1+9 front-matter: a space is missing after the colon of "title" | write title: Foo`},
		{"title:Foo\nb: c\n", `2:1+9 front-matter: a space is missing after the colon of "title" | write title: Foo`},
		{"date:\u00a02026-11-14\n", `2:1+17 front-matter: the space after the colon of "date" is a special one, as text programs make them | type it again with the space bar: date: 2026-11-14`},
		{"title: {{ .T }} {% raw %} 7\n", "2:8+20 front-matter: a value that starts with { needs quotes | write it as \"{{ .T }} {% raw %} 7\"\n2:18+10 front-matter: a value that starts with % needs quotes | write it as \"% raw %} 7\""},
		{"image:\n  src:x.jpg\n", `3:3+9 front-matter: a space is missing after the colon of "src" | write src: x.jpg`},
		{"t: \"abc\nb: c\n", `2:4+4 front-matter: the quote that opens before "abc" is never closed | close it at the end of the value: "abc"`},
		{"a:\n\tb: c\n", `3:1+1 front-matter: a tab indents this line | use spaces; most editors can be told to`},
		{"a:\n  -foo\n  -bar\n", `3:3+4 front-matter: a space is missing after the dash | write - foo`},
		{"a:\n  - foo\n  -bar\n", `4:3+4 front-matter: a space is missing after the dash | write - bar`},
		{"a: @foo\n", `2:4+4 front-matter: a value that starts with @ needs quotes | write it as "@foo"`},
		{"a: `foo`\n", "2:4+5 front-matter: a value that starts with ` needs quotes | write it as \"`foo`\""},
		{"a: %foo # c\n", `2:4+4 front-matter: a value that starts with % needs quotes | write it as "%foo"`},
		{"a: *foo*\n", `2:4+5 front-matter: a value that starts with * needs quotes | write it as "*foo*"`},
		{"a: **foo** x\n", `2:4+9 front-matter: a value that starts with * needs quotes | write it as "**foo** x"`},
		{"a: & co\n", `2:4+4 front-matter: a value that starts with & needs quotes | write it as "& co"`},
		{"a: &co\n", `2:4+3 front-matter: a value that starts with & needs quotes | write it as "&co"`},
		{"a: !yes you\n", `2:4+8 front-matter: a value that starts with ! needs quotes | write it as "!yes you"`},
		{"a: !!binary aGk=\n", `2:4+13 front-matter: a value that starts with ! needs quotes | write it as "!!binary aGk="`},
		{"a: - b\n", `2:4+3 front-matter: a value that starts with - needs quotes | write it as "- b"; a list starts on the line below its name`},
		{"a: [b, c\n", `2:4+5 front-matter: the bracket [ is never closed | close it with ], or put quotes around a text that starts with [`},
		{"a: [See](x)\n", `2:4+8 front-matter: a value that starts with [ needs quotes | write it as "[See](x)"`},
		{"a: ] b\n", `2:4+3 front-matter: a value that starts with ] needs quotes | write it as "] b"`},
		{"a: | b\n", `2:6+1 front-matter: text after | starts on the line below, indented | or put the value in quotes if it should start with |`},
		{"a: \"b\" c\n", `2:4+5 front-matter: the quotes of this value close before it ends | put the quotes around all of it: a: '"b" c'`},
		{"a: 'it's'\n", `2:4+6 front-matter: the quotes of this value close before it ends | double a single quote inside, or write a: "it's"`},
		{"a: \"b\\qc\"\n", `2:6+2 front-matter: a backslash in double quotes starts a code for a letter, and this is none | use single quotes, in which a backslash is just a backslash: 'b\qc'`},
		{"a: b\n c: d\n", `3:2+1 front-matter: this line is indented further than the one above, so it reads as more of "a" | move it to the left, under "a"`},
		{" a: b\nc: d\n", `3:1+1 front-matter: this line starts further left than the ones above it | fields of one thing start below each other`},
		{"a:\n    b: c\n  d: e\n", `4:3+4 front-matter: this line starts at another column than the ones it belongs to | fields of one thing start below each other; use the same number of spaces`},
		{"just words\n", `2:1+10 front-matter: "just words" is not a field: it has no name and colon | fields look like title: Our first day. A longer text goes below the front matter`},
		{"t = \"x\"\n", `2:1+7 front-matter: "t = "x"" is not a field: it has no name and colon | write t: "x" (an equals sign is for TOML, between lines of +++)`},
		{"- a\n", `2:1+1 front-matter: the front matter is a list, but should be fields | write each as a name, a colon and a value: title: Our first day`},
		{"a: b\n--- c\n", `3:1+5 front-matter: "--- c" is not a field: it has no name and colon | fields look like title: Our first day. A longer text goes below the front matter`},
		{"[a]: b\n", `2:1+1 front-matter: the name of a field should be a word | text that starts with [ or { needs quotes`},
		{"<<: {a: b}\n", `2:1+2 front-matter: << does not work here | write the fields out`},
		{"a: Bug #42\n", `2:8+3 front-matter: "#42" is left out: # starts a comment | to keep it, put the whole value in quotes; a comment has a space after the #`},
		{"a: b # a note\n", ``},
		{"a: 'x #1'\n", ``},
		{"a: b\x01c\n", `2:5+1 front-matter: there is a control character here (U+0001), which nobody can see | delete it; it often comes along when text is pasted`},
		{"a: b\na: c\n", `3:1+1 duplicate-key: "a" stands here a second time | keep one of the two`},
		{"a:\n  b: 1\n  \"b\": 2\n", `4:4+1 duplicate-key: "b" stands here a second time | keep one of the two`},
		{"é: ü\né: x\n", `3:1+2 duplicate-key: "é" stands here a second time | keep one of the two`},
		{"a: &x [*x]\n", `2:8+2 front-matter: "*x" stands for something that it is part of | write the value out`},
		{"a: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n", `2:36+1 front-matter: lists and fields are nested too deeply here | `},
		// Several at once, each with its own place, in the order of the file.
		{"title: A: b\nfine: yes\nask: @q\npeople:\n  - person: a: b\n    as: c: d\n", `2:8+4 front-matter: the colon in "A: b" reads as the start of another field | a colon inside needs quotes: title: "A: b"
4:6+2 front-matter: a value that starts with @ needs quotes | write it as "@q"
6:13+4 front-matter: the colon in "a: b" reads as the start of another field | a colon inside needs quotes: person: "a: b"
7:9+4 front-matter: the colon in "c: d" reads as the start of another field | a colon inside needs quotes: as: "c: d"`},
	} {
		_, list, src := yamlOf(c.text)
		if got := found(src, list); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestSlipsKeepWhatIsAround(t *testing.T) {
	m, _, _ := yamlOf("title: A: b\nfine: yes\nask: @q\nbad: [a\nlast: x\n")
	for key, want := range map[string]string{"title": "A: b", "fine": "yes", "ask": "@q", "bad": "", "last": "x"} {
		if got := m.Text(key).Value; got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
		if !m.Has(key) {
			t.Errorf("%s is missing", key)
		}
	}
	if !m.Faulty("bad") || m.Faulty("fine") || !m.Damaged() {
		t.Error("the lost field should be faulty, and the file damaged")
	}
}

func TestAliases(t *testing.T) {
	m, list, src := yamlOf("a: &x [one, two]\nb: *x\n")
	if got := m.Texts("b"); len(got) != 2 || got[1].Value != "two" || found(src, list) != "" {
		t.Errorf("b = %v, %s", got, found(src, list))
	}
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(fmt.Sprintf("*%c,", c-1), 9))
	}
	_, list, src = yamlOf(bomb)
	if got := found(src, list); strings.Count(got, "too many values are copied") != 1 {
		t.Errorf("bomb: %s", got)
	}
}

func TestSlipsOfTOML(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"title = Our hub\n", `2:9+7 front-matter: the text "Our hub" needs quotes | write title = "Our hub"`},
		{"title: Our hub\n", `2:6+1 front-matter: a setting has an equals sign, not a colon | write title = "Our hub"`},
		{"title = \"Our hub\nb = 1\n", `2:9+8 front-matter: this quote is never closed | close it at the end of the value with "`},
		{"title = “Our hub”\n", `2:9+13 front-matter: these are quotes for print; TOML wants straight ones | write title = "Our hub"`},
		{"title =\nb = 1\n", `2:1+5 front-matter: "title" has no value | write "" for none, or leave the line out`},
		{"just words\n", `2:1+10 front-matter: "just words" is not a setting: it has no equals sign | settings look like title = "Our hub"`},
		{"span = 2 working days\nd = 14.11.2026\n", `2:8+14 front-matter: the text "2 working days" needs quotes | write span = "2 working days"
3:5+10 front-matter: the text "14.11.2026" needs quotes | write d = "14.11.2026"`},
		{"a = 1\na = 2\n", `3:1+1 duplicate-key: "a" stands here a second time | keep one of the two`},
		{"[t]\na = 1\n[t]\nb = 1\n", `4:2+1 duplicate-key: "t" stands here a second time | keep one of the two`},
		{"a = {b = 1}\n[a]\nc = 1\n", `3:2+1 duplicate-key: "a" stands here a second time | keep one of the two`},
		{"[bad table\na = 1\n[ok]\nb = 2 x\n", `2:1+10 front-matter: this name of a table cannot be read | tables look like [brand], or [[menu]] if there are several
5:5+3 front-matter: the text "2 x" needs quotes | write b = "2 x"`},
	} {
		var list diag.List
		src := "+++\n" + c.text + "+++\n"
		Parse("f.md", []byte(src), &list)
		if got := found(src, &list); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
