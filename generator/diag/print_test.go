package diag

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLocate(t *testing.T) {
	tests := []struct {
		src    string
		offset int
		want   Place
	}{
		{"", 0, Place{1, 1, ""}},
		{"", 99, Place{1, 1, ""}},
		{"abc", -1, Place{}},
		{"abc", 1, Place{1, 2, "abc"}},
		{"abc", 3, Place{1, 4, "abc"}},
		{"abc\n", 4, Place{2, 1, ""}},
		{"a\nbc\nd", 3, Place{2, 2, "bc"}},
		{"a\r\nbc\r\nd", 4, Place{2, 2, "bc"}},
		{"a\r\nbc\r\nd", 5, Place{2, 3, "bc"}},
		{"\ufeffabc", 0, Place{1, 1, "abc"}},
		{"\ufeffabc", 3, Place{1, 1, "abc"}},
		{"\ufeffabc", 4, Place{1, 2, "abc"}},
		{"\ufeffabc\nd", 7, Place{2, 1, "d"}},
		{"éa", 2, Place{1, 2, "éa"}},
		{"日本語", 6, Place{1, 3, "日本語"}},
		{"\xff\xfea", 2, Place{1, 3, "\xff\xfea"}},
		{"a\n\n\nb", 4, Place{4, 1, "b"}},
	}
	for _, test := range tests {
		if got := Locate([]byte(test.src), test.offset); got != test.want {
			t.Errorf("Locate(%q, %d) = %+v, want %+v", test.src, test.offset, got, test.want)
		}
	}
}

func FuzzLocate(f *testing.F) {
	f.Add([]byte("a\nbc\r\n\ufeff"), 3)
	f.Add([]byte("\ufeff\n"), 1)
	f.Add([]byte("日\xff"), 2)
	f.Fuzz(func(t *testing.T, src []byte, offset int) {
		p := Locate(src, offset)
		if offset < 0 {
			return
		}
		lines := bytes.Split(src, []byte("\n"))
		if p.Line < 1 || p.Line > len(lines) || p.Column < 1 {
			t.Fatalf("%+v in %d lines", p, len(lines))
		}
		if n := utf8.RuneCount(lines[p.Line-1]); p.Column > n+1 {
			t.Fatalf("column %d in a line of %d characters", p.Column, n)
		}
	})
}

// show prints findings in files as people see them.
func show(t *testing.T, all bool, files map[string]string, ds ...Diagnostic) string {
	t.Helper()
	p := Printer{All: all, Source: func(f string) []byte {
		if s, ok := files[f]; ok {
			return []byte(s)
		}
		return nil
	}}
	var b strings.Builder
	if err := p.Print(&b, ds); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPrint(t *testing.T) {
	long := strings.Repeat("x", 300) + "HERE" + strings.Repeat("y", 300)
	files := map[string]string{
		"a.md":   "title: A\nauthors: [ana-lopes, bo-chen]\n",
		"tab.md": "\tkey:\tvalue\n",
		"bom.md": "\ufefftitle: é\n",
		"win.md": "one\r\ntwo\r\n",
		"esc.md": "a\x1b[31mb\u202ec\n",
		"len.md": long,
	}
	at := func(file string, offset, n int) Diagnostic {
		return Diagnostic{Code: "unknown-person", Severity: Error, Pos: Pos{file, offset}, Len: n, Message: "wrong.", Hint: "Do this."}
	}
	related := at("a.md", 19, 9)
	related.Related = []Related{{Pos{"win.md", 5}, "the other one"}, {In("gone.md"), "and a whole file"}}
	warning := at("a.md", 0, 5)
	warning.Severity, warning.Hint = Warning, "one\ntwo"
	tests := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{"a place in a line", at("a.md", 19, 9), `a.md:2:11: error: wrong. [unknown-person]
    authors: [ana-lopes, bo-chen]
              ^^^^^^^^^
    Do this.

`},
		{"no length", at("a.md", 19, 0), `a.md:2:11: error: wrong. [unknown-person]
    authors: [ana-lopes, bo-chen]
              ^
    Do this.

`},
		{"longer than the line", at("a.md", 30, 999), `a.md:2:22: error: wrong. [unknown-person]
    authors: [ana-lopes, bo-chen]
                         ^^^^^^^^
    Do this.

`},
		{"a whole file", at("a.md", -1, 0), "a.md: error: wrong. [unknown-person]\n    Do this.\n\n"},
		{"no file", at("", -1, 0), "error: wrong. [unknown-person]\n    Do this.\n\n"},
		{"a file that is gone", at("gone.md", 5, 1), "gone.md: error: wrong. [unknown-person]\n    Do this.\n\n"},
		{"behind the end", at("a.md", 9999, 5), "a.md:3:1: error: wrong. [unknown-person]\n    Do this.\n\n"},
		{"tabs", at("tab.md", 6, 5), "tab.md:1:7: error: wrong. [unknown-person]\n     key: value\n          ^^^^^\n    Do this.\n\n"},
		{"a byte order mark", at("bom.md", 3, 5), "bom.md:1:1: error: wrong. [unknown-person]\n    title: é\n    ^^^^^\n    Do this.\n\n"},
		{"behind an accent", at("bom.md", 10, 2), "bom.md:1:8: error: wrong. [unknown-person]\n    title: é\n           ^\n    Do this.\n\n"},
		{"Windows line ends", at("win.md", 5, 3), "win.md:2:1: error: wrong. [unknown-person]\n    two\n    ^^^\n    Do this.\n\n"},
		{"other places", related, `a.md:2:11: error: wrong. [unknown-person]
    authors: [ana-lopes, bo-chen]
              ^^^^^^^^^
    Do this.
    win.md:2:1: the other one
    gone.md: and a whole file

`},
		{"a hint of two lines", warning, "a.md:1:1: warning: wrong. [unknown-person]\n    title: A\n    ^^^^^\n    one\n    two\n\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := show(t, false, files, test.d); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
	if got := show(t, false, files, at("esc.md", 0, 1)); strings.ContainsAny(got, "\x1b\u202e") {
		t.Errorf("control characters reach the terminal: %q", got)
	}
	got := show(t, false, files, at("len.md", 300, 4))
	lines := strings.Split(got, "\n")
	if len(lines[1]) > 120 || !strings.Contains(lines[1], "HERE") {
		t.Errorf("a long line is shown as %q", lines[1])
	}
	if at := strings.Index(lines[1], "HERE"); strings.Index(lines[2], "^^^^") != at {
		t.Errorf("the mark is not under the place:\n%s\n%s", lines[1], lines[2])
	}
	bad := at("a.md", 19, 9)
	bad.Message = "\x1b]0;title\x07 evil"
	if got := show(t, false, files, bad); strings.ContainsAny(got, "\x1b\x07") {
		t.Errorf("a message can move the cursor: %q", got)
	}
}

func TestPrintGroups(t *testing.T) {
	var ds []Diagnostic
	for range 1209 {
		ds = append(ds, Diagnostic{Code: "summary", Severity: Warning, Pos: In("a.md"), Message: "short."})
	}
	ds = append(ds, Diagnostic{Code: "no-date", Severity: Error, Pos: In("b.md"), Message: "no date."})
	got := show(t, false, nil, ds...)
	if n := strings.Count(got, "short."); n != 5 {
		t.Errorf("printed %d times", n)
	}
	if !strings.Contains(got, "warning: and 1,204 more like these [summary] (--all shows them)") || !strings.Contains(got, "no date.") {
		t.Errorf("got:\n%s", got)
	}
	if n := strings.Count(show(t, true, nil, ds...), "short."); n != 1209 {
		t.Errorf("with All, printed %d times", n)
	}
	if got := show(t, false, nil, ds[:5]...); strings.Contains(got, "more") {
		t.Errorf("five of a kind are grouped:\n%s", got)
	}
}

func TestColor(t *testing.T) {
	p := Printer{Color: true}
	var b strings.Builder
	_ = p.Print(&b, []Diagnostic{{Code: "no-date", Severity: Error, Pos: In("b.md"), Message: "no date."}})
	if !strings.Contains(b.String(), "\x1b[1;31merror:\x1b[0m") {
		t.Errorf("%q", b.String())
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 1204: "1,204", 12345678: "12,345,678", -1204: "-1,204", -12: "-12"} {
		if got := Thousands(n); got != want {
			t.Errorf("Thousands(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{"a": `"a"`, "a\nb": "\"a\ufffdb\"", strings.Repeat("é", 200): `"` + strings.Repeat("é", 77) + `..."`} {
		if got := Quote(in); got != want {
			t.Errorf("Quote(%q) = %q, want %q", in, got, want)
		}
	}
}

// The order of findings depends on nothing but themselves, and none is told
// twice.
func TestListSorted(t *testing.T) {
	var l List
	add := func(file string, offset int, code Code, message string) {
		l.Add(code, Pos{file, offset}, 1, message, "")
	}
	add("b", 1, "no-date", "x")
	add("a", 9, "no-date", "x")
	add("a", 2, "summary", "x")
	add("a", 2, "no-date", "z")
	add("a", 2, "no-date", "y")
	add("a", 2, "no-date", "y")
	add("", -1, "missing-consent", "x")
	var got []string
	for _, d := range l.Sorted() {
		got = append(got, d.Pos.File+string(d.Code)+d.Message)
	}
	if want := "missing-consentx ano-datey ano-datez asummaryx ano-datex bno-datex"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
	if l.Sorted()[0].Severity != Warning || Count(l.Sorted(), Error) != 4 {
		t.Error("severities are not those of the table")
	}
}
