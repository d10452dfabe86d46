package scaffold

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/generator/config"
	"kith/generator/diag"
	"kith/generator/meta"
)

func TestID(t *testing.T) {
	for title, want := range map[string]string{
		"What happened on Tuesday": "what-happened-on-tuesday",
		"Zoë O'Hara":               "zoe-ohara",
		"Łukasz Großmann":          "lukasz-grossmann",
		"Søren Ærø":                "soren-aero",
		"Nguyễn Thị Minh":          "nguyen-thi-minh",
		"山田 太郎":                    "山田-太郎",
		"Иван Петров":              "иван-петров",
		"देवनागरी":                 "देवनागरी",
		"Kettle & Sons: 100%":      "kettle-sons-100",
		"!!!":                      "",
	} {
		if got := ID(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

// Names are typed by people, and must come back as they were typed.
var names = []string{
	"Hobbin & Daughters", `Brass & "Sons": 100%`, "no", "2026-11-17", "a: b", "# one", "- two", "*bold* [link](x) <b>",
	"O'Hara", "'quoted'", "@home", "trailing:", "back\\slash", "emoji 🫖", "山田", "{{.Title}}", "", "x #y", "null", "~",
}

func TestNamesSurviveInFrontMatter(t *testing.T) {
	for _, name := range names {
		var list diag.List
		text := "---\ntitle: " + yaml(name) + "\n---\n"
		m, _, _ := meta.Parse("x.md", []byte(text), &list)
		if got := m.Text("title").Value; got != name || len(list.Sorted()) > 0 {
			t.Errorf("%q came back as %q from %s%v", name, got, text, list.Sorted())
		}
	}
}

func TestNamesSurviveInSettings(t *testing.T) {
	for _, name := range names {
		if name == "" {
			continue
		}
		var list diag.List
		a := Answers{
			Title: name, URL: "https://hub.example/", Language: "en-GB", Timezone: "Europe/London",
			Host: "Ana Lopez", HostID: "ana-lopez", Email: "ana@hub.example", Today: "2026-11-17",
		}
		for _, f := range Hub(a) {
			if f.Path != "site.toml" {
				continue
			}
			c := config.Load("site.toml", []byte(f.Text), &list)
			if got := list.Sorted(); len(got) > 0 {
				t.Errorf("%q: %v", name, got)
			}
			if c.Title != name || c.Host.ID != "ana-lopez" {
				t.Errorf("%q came back as %q", name, c.Title)
			}
		}
	}
}

func TestNothingIsWrittenOver(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "b.md")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := Write(dir, []File{{"a/a.md", "a"}, {"b.md", "b"}})
	var there *Exists
	if !errors.As(err, &there) || there.Path != "b.md" {
		t.Errorf("it said %v", err)
	}
	if data, _ := os.ReadFile(mine); string(data) != "mine" {
		t.Errorf("it holds %q now", data)
	}
	if _, err := os.Stat(filepath.Join(dir, "a")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("half of it was written")
	}
}

func TestEveryKindHasItsFile(t *testing.T) {
	for _, kind := range Kinds {
		f := Thing(kind, Fields{Title: "A: b", ID: "a-b", Today: "2026-11-17"})
		if !strings.HasPrefix(f.Path, "content/") || !strings.HasSuffix(f.Path, "a-b.md") || !strings.Contains(f.Text, `"A: b"`) {
			t.Errorf("%s: %s\n%s", kind, f.Path, f.Text)
		}
		f = Thing(kind, Fields{Title: "A", ID: "a-b", Folder: true})
		if !strings.HasSuffix(f.Path, "/a-b/index.md") || !strings.HasSuffix(Address(kind, "a-b"), "a-b/") {
			t.Errorf("%s in a folder: %s", kind, f.Path)
		}
	}
}
