package meta

import (
	"strings"
	"testing"

	"kith/generator/diag"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct{ name, src, title, body, want string }{
		{"plain", "---\ntitle: A\n---\nBody\n", "A", "Body\n", ""},
		{"dots", "---\ntitle: A\n...\nBody\n", "A", "Body\n", ""},
		{"toml", "+++\ntitle = \"A\"\n+++\nBody\n", "A", "Body\n", ""},
		{"bom, crlf, blanks", "\ufeff---  \r\ntitle: A\r\n--- \r\nBody\r\n", "A", "Body\r\n", ""},
		{"empty", "---\n---\nBody", "", "Body", ""},
		{"only comments", "---\n# nothing\n---\nBody", "", "Body", ""},
		{"none", "Body\n---\nmore", "", "Body\n---\nmore", ""},
		{"bom and none", "\ufeffBody", "", "Body", ""},
		{"nothing", "", "", "", ""},
		{"no body", "---\ntitle: A\n---", "A", "", ""},
		{"a rule is no fence", "----\ntitle: A\n", "", "----\ntitle: A\n", ""},
		{"rule in a body", "\n---\n\nText\n---\n", "", "\n---\n\nText\n---\n", ""},
		{"dashes in the body", "---\ntitle: A\n---\nBody\n---\nmore", "A", "Body\n---\nmore", ""},
		{"unclosed", "---\ntitle: A\n\nBody\n", "A", "\nBody\n", "1:1+3 front-matter: the front matter that starts with --- here never ends | put a line of just --- below the last field"},
		{"almost closed", "---\ntitle: A\n—-\nBody\n", "A", "Body\n", "1:1+3 front-matter: the front matter that starts with --- here never ends | line 3 looks like the end, but is not exactly ---"},
		{"blank line above", "\n\n---\ntitle: A\n---\nBody\n", "A", "Body\n", "3:1+3 front-matter: the front matter does not start on the first line of the file | remove the blank lines above it"},
		{"a long dash above", "———\ntitle: A\n———\nBody\n", "A", "Body\n", "1:1+9 front-matter: the line above the fields is not three plain hyphens | write --- there and below the last field; word processors make something else of them"},
		{"four hyphens", "\n----\nx: y\ntitle: A\n---\nBody\n", "A", "Body\n", "2:1+4 front-matter: the line above the fields is not three plain hyphens | write --- there and below the last field; word processors make something else of them"},
		{"nothing above", "title: A\n---\nBody\n", "A", "Body\n", "1:1+8 front-matter: the fields start without a line of --- above them | put a line of just --- above the first field"},
		{"a rule and words", "——\nTo say it again, here:\n——\n", "", "——\nTo say it again, here:\n——\n", ""},
		{"words with a colon", "Note: this.\n\n---\n", "", "Note: this.\n\n---\n", ""},
		{"latin-1", "---\ntitle: caf\xe9\n---\nna\xefve", "caf?", "na\xefve", "2:11+1 not-text: the byte 0xe9 here is not UTF-8 text | save the file as UTF-8"},
		{"binary", "\x89PNG\x00", "", "\x89PNG\x00", "1:1+1 not-text: the byte 0x89 here is not UTF-8 text | save the file as UTF-8"},
		{"nul", "---\ntitle: A\n---\na\x00b\x00", "A", "a\x00b\x00", "4:2+1 not-text: the file holds a NUL byte, so it is not a text | is it a picture or another kind of file with the wrong ending?"},
		{"utf-16", "\xff\xfe-\x00", "", "\xff\xfe-\x00", "1:1+1 not-text: the file is saved as UTF-16 | save the file as UTF-8"},
	} {
		var list diag.List
		m, body, at := Parse("f.md", []byte(c.src), &list)
		if got := m.Text("title").Value; got != c.title {
			t.Errorf("%s: title %q, want %q", c.name, got, c.title)
		}
		if string(body) != c.body || at != len(c.src)-len(c.body) {
			t.Errorf("%s: body %q at %d, want %q", c.name, body, at, c.body)
		}
		if got := found(c.src, &list); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestTooLarge(t *testing.T) {
	var list diag.List
	src := "---\ntitle: A\nx: " + strings.Repeat("y", maxFrontMatter) + "\n---\nBody"
	m, body, _ := Parse("f.md", []byte(src), &list)
	if got := found(src, &list); !strings.HasPrefix(got, "1:1+3 too-large:") || string(body) != "Body" || m.Has("title") {
		t.Errorf("%s, body %q", got, body)
	}
}
