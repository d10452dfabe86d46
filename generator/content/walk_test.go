package content

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// tree makes a file system of empty files.
func tree(files ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f] = &fstest.MapFile{Data: []byte("x")}
	}
	return fsys
}

func walk(t *testing.T, fsys fs.FS) Tree {
	t.Helper()
	got, err := Walk(fsys, testConfig())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func describe(s Source) string {
	out := fmt.Sprintf("%s: %s %q", s.File, s.Kind, s.ID)
	for _, f := range [...]struct{ name, value string }{
		{"lang", s.Lang}, {"folder", s.Folder}, {"of", s.Of}, {"section", s.Section},
	} {
		if f.value != "" {
			out += " " + f.name + "=" + f.value
		}
	}
	if s.Alone {
		out += " alone"
	}
	return out
}

func TestWalkKinds(t *testing.T) {
	got := walk(t, tree(
		"content/_index.md", "content/about.md", "content/404.md", "content/voice.md", "content/voice.fr.md",
		"content/imprint/index.md", "content/imprint/map.svg",
		"content/stories/_index.md", "content/stories/_index.fr.md",
		"content/stories/kettle.md", "content/stories/kettle.fr.md", "content/stories/only.pt-br.md",
		"content/stories/2026/dog/index.md", "content/stories/2026/dog/index.fr.md", "content/stories/2026/dog/dog.jpg",
		"content/stories/2026/cat.MD", "content/stories/2026/bird.markdown", "content/stories/own.en.md",
		"content/people/Ada-Okonjo.md", "content/values/one.md", "content/contact/broken.md",
		"content/teams/bench.md", "content/topics/repairs.md", "content/places/saltby.md", "content/series/first.md",
		"content/handbook/_index.md", "content/handbook/ladders.md",
		"content/stories/_drafts/x.md", "content/stories/.x.md", "content/stories/x.md~", "content/stories/#x.md#",
		"content/stories/x.md.bak", "content/.DS_Store", "content/Thumbs.db", "content/_drafts/y.md",
		"content/stories/~$kettle.md", "content/images/boat.png",
		"static/favicon.svg", "static/.well-known/security.txt", "static/.env", "static/notes.md",
		"themes/x/readme.md", "readme.md",
	))
	var have []string
	for _, s := range got.Sources {
		have = append(have, describe(s))
	}
	want := []string{
		`content/404.md: page "404"`,
		`content/_index.md: index ""`,
		`content/about.md: page "about"`,
		`content/contact/broken.md: route "broken"`,
		`content/handbook/_index.md: index "handbook" of=handbook`,
		`content/handbook/ladders.md: page "ladders" section=handbook`,
		`content/imprint/index.md: page "imprint" folder=content/imprint`,
		`content/people/Ada-Okonjo.md: person "ada-okonjo"`,
		`content/places/saltby.md: place "saltby"`,
		`content/series/first.md: series "first"`,
		`content/stories/2026/bird.markdown: story "bird"`,
		`content/stories/2026/cat.MD: story "cat"`,
		`content/stories/2026/dog/index.fr.md: story "dog" lang=fr folder=content/stories/2026/dog`,
		`content/stories/2026/dog/index.md: story "dog" folder=content/stories/2026/dog`,
		`content/stories/_index.fr.md: index "stories" lang=fr of=stories`,
		`content/stories/_index.md: index "stories" of=stories`,
		`content/stories/kettle.fr.md: story "kettle" lang=fr`,
		`content/stories/kettle.md: story "kettle"`,
		`content/stories/only.pt-br.md: story "only" lang=pt-BR alone`,
		`content/stories/own.en.md: story "own"`,
		`content/teams/bench.md: team "bench"`,
		`content/topics/repairs.md: topic "repairs"`,
		`content/values/one.md: value "one"`,
		`content/voice.fr.md: voice "voice" lang=fr`,
		`content/voice.md: voice "voice"`,
	}
	if !slices.Equal(have, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
	files := []string{
		"content/images/boat.png", "content/imprint/map.svg", "content/stories/2026/dog/dog.jpg",
		"static/.well-known/security.txt", "static/favicon.svg", "static/notes.md",
	}
	if !slices.Equal(got.Files, files) {
		t.Errorf("files %q", got.Files)
	}
	for _, d := range got.Findings {
		t.Errorf("%s: %s [%s]", d.Pos.File, d.Message, d.Code)
	}
}

func TestWalkFindings(t *testing.T) {
	for _, test := range []struct {
		files string
		want  []string // "file: code: part of message or hint"
	}{
		{"content/stories/My Story.md", []string{`content/stories/My Story.md: bad-id: name the file "my-story.md"`}},
		{"content/stories/my_story/index.md", []string{`content/stories/my_story/index.md: bad-id: name the folder "my-story"`}},
		{"content/stories/node.js.md", []string{`content/stories/node.js.md: bad-id: it has a dot in it`}},
		{"content/stories/a--b.md", []string{`content/stories/a--b.md: bad-id: two hyphens in a row`}},
		{"content/stories/-a.md", []string{`content/stories/-a.md: bad-id: starts with a hyphen`}},
		{"content/stories/a-.md", []string{`content/stories/a-.md: bad-id: ends with a hyphen`}},
		{"content/stories/_a.md", []string{`content/stories/_a.md: bad-id: a folder _drafts`}},
		{"content/stories/!!!.md", []string{`content/stories/!!!.md: bad-id: letters, digits and single hyphens`}},
		{"content/stories/a\u200db.md", []string{"content/stories/a\u200db.md: bad-id: an invisible character in it (U+200D)"}},
		{"content/stories/\xff.md", []string{"content/stories/\xff.md: bad-id: not UTF-8"}},
		{"content/people/con.md", []string{`content/people/con.md: reserved-name: Windows`}},
		{"content/people/LPT1.md", []string{`content/people/LPT1.md: reserved-name: Windows`}},
		{"content/stories/" + strings.Repeat("a", 65) + ".md", []string{"content/stories/" + strings.Repeat("a", 65) + ".md: long-id: 65 characters"}},
		{"content/stories/x.md content/stories/x/index.md", []string{`content/stories/x/index.md: twin-id: this one and content/stories/x.md`}},
		{"content/people/Ada.md content/people/ada.md", []string{`content/people/ada.md: twin-id: "ada"`}},
		{"content/people/jos\u00e9.md content/people/jose\u0301.md", []string{"content/people/jos\u00e9.md: twin-id: two files for the id"}},
		{"content/people/strasse.md content/people/straße.md", []string{`content/people/straße.md: twin-id: content/people/strasse.md`}},
		{"content/stories/2025/x.md content/stories/2026/x.md", []string{`content/stories/2026/x.md: twin-id: content/stories/2025/x.md`}},
		{"content/stories/x.md content/people/x.md", nil},
		{"content/stories/x.md content/stories/x.en.md", []string{`content/stories/x.md: twin-id: content/stories/x.en.md`}},
		{"content/index.md content/_index.md", []string{`content/index.md: twin-id: the words of one page`}},
		{"content/stories/x.md content/stories/x.de.md", []string{`content/stories/x.de.md: translation: [languages.de]`}},
		{"content/stories/bath.md.txt", []string{`content/stories/bath.md.txt: stray-file: ends in .txt`}},
		{"content/stories/notes.txt", nil},
		{"content/stories/2026/_index.md", []string{`content/stories/2026/_index.md: stray-file: only groups`}},
		{"content/stories/2026/index.md content/stories/2026/x.md", []string{`content/stories/2026/x.md: stray-file: beside content/stories/2026/index.md`}},
		{"content/news/a.md content/news/b.md content/news/c/d.md", []string{`content/news: unknown-section: add [sections.news] to site.toml`}},
		{"content/storys/a.md", []string{`content/storys: unknown-section: did you mean`}},
		{"content/café/été.md content/stories/été.md content/stories/дом-2.md", []string{`content/café: unknown-section: `}},
		{"readme.md", []string{`content: unreadable-file: no folder content`}},
	} {
		names := strings.Fields(strings.ReplaceAll(test.files, "My Story", "My+Story"))
		for i := range names {
			names[i] = strings.ReplaceAll(names[i], "My+Story", "My Story")
		}
		got := walk(t, tree(names...))
		var have []string
		for i, d := range got.Findings {
			have = append(have, fmt.Sprintf("%s: %s: %s / %s", d.Pos.File, d.Code, d.Message, d.Hint))
			if i < len(test.want) {
				head, tail, _ := strings.Cut(test.want[i], ": ")
				code, part, _ := strings.Cut(tail, ": ")
				if d.Pos.File != head || string(d.Code) != code || !strings.Contains(d.Message+" / "+d.Hint, part) {
					t.Errorf("%s\n got %s\nwant %s", test.files, have[i], test.want[i])
				}
			}
		}
		if len(have) != len(test.want) {
			t.Errorf("%s: %q", test.files, have)
		}
	}
}

func TestWalkSizeAndKinds(t *testing.T) {
	fsys := tree("content/stories/a.md", "content/stories/b.jpg")
	fsys["content/stories/big.md"] = &fstest.MapFile{Data: make([]byte, MaxMarkdown+1)}
	fsys["content/stories/big.jpg"] = &fstest.MapFile{Data: make([]byte, MaxMarkdown+1)}
	fsys["content/stories/pipe.md"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	fsys["static/socket"] = &fstest.MapFile{Mode: fs.ModeSocket}
	got := walk(t, fsys)
	var have []string
	for _, d := range got.Findings {
		have = append(have, d.Pos.File+" "+string(d.Code))
	}
	want := []string{"content/stories/big.md too-large", "content/stories/pipe.md unreadable-file", "static/socket unreadable-file"}
	if !slices.Equal(have, want) || len(got.Sources) != 1 || len(got.Files) != 2 {
		t.Errorf("%q, %d sources, files %q", have, len(got.Sources), got.Files)
	}
}

func TestWalkLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights on Windows")
	}
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	for _, f := range []string{"secret.md", "site/content/stories/a.md", "site/content/shared/logo.png"} {
		full := filepath.Join(dir, f)
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{
		"stories/inside.md": "a.md", "stories/out.md": "../../../secret.md", "stories/loop.md": "loop.md",
		"stories/folder": "../shared", "stories/abs.md": filepath.Join(dir, "secret.md"), "stories/logo.png": "../shared/logo.png",
		"stories/gone.md": "nobody.md", "stories/.#lock.md": "ada@host.1:2",
	} {
		if err := os.Symlink(target, filepath.Join(site, "content", name)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	got := walk(t, root.FS())
	var have []string
	for _, d := range got.Findings {
		if d.Code != "unreadable-file" {
			t.Errorf("%+v", d)
		}
		have = append(have, strings.TrimPrefix(d.Pos.File, "content/stories/"))
	}
	if want := []string{"abs.md", "folder", "gone.md", "loop.md", "out.md"}; !slices.Equal(have, want) {
		t.Errorf("reported %q, want %q", have, want)
	}
	if len(got.Sources) != 2 || !slices.Equal(got.Files, []string{"content/shared/logo.png", "content/stories/logo.png"}) {
		t.Errorf("%+v", got)
	}
}

func TestSlug(t *testing.T) {
	for words, want := range map[string]string{
		"Field Service": "field-service", "  field_service ": "field-service", "Ärger & Freude": "ärger-freude",
		"it’s making a noise": "its-making-a-noise", "C++": "c", "C#": "c", "!!!": "", "": "", "日本語 サポート": "日本語-サポート",
		"a--b": "a-b", "2026": "2026", "हिन्दी": "हिन्दी", "e\u0301te\u0301": "été", "\u0301": "", "İstanbul": "istanbul", "a.b/c": "a-b-c",
	} {
		got := Slug(words)
		if got != want {
			t.Errorf("Slug(%q) = %q, want %q", words, got, want)
		}
		if got != "" && (faultOf(got) != "" || Slug(got) != got) {
			t.Errorf("Slug(%q) = %q is no id: %s", words, got, faultOf(got))
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Field Service", "été", "\u0301a", "ß--", "\xff", "İ", "ﷺ", "a\u200d-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id := Slug(s)
		if id != "" && (faultOf(id) != "" || Normal(id) != id || Slug(id) != id) {
			t.Errorf("Slug(%q) = %q: %s, %q, %q", s, id, faultOf(id), Normal(id), Slug(id))
		}
	})
}
