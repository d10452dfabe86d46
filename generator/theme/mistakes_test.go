package theme

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"kith/generator/diag"
	"kith/generator/view"
)

func TestMistakesInTemplates(t *testing.T) {
	_, found := withTheme(t, map[string]string{
		"story.html": "<h1>{{.Title}}</h1>\n{{if false}}{{range .Tellers}}{{.Nam}}{{end}}{{end}}\n{{with .Part}}{{.Series.Tilte}}{{$.Sumary}}{{end}}\n" +
			`{{range .Minutes.X}}{{end}}{{minuts 3}}{{date .Title}}{{t "tlak"}}{{t "ring"}}{{asset "kit.css"}}{{template "partials/fac.html" .}}` + "\n" +
			`{{$p := dict "A" .Contact}}{{$p.A.Preson}}{{$p.B}}{{range .Title}}{{end}}{{number}}{{.Params.anything.goes}}`,
		"home.html":         "<p>\n{{if .Title}}</p>",
		"value.html":        "{{.Title}}{{end}}",
		"person.html":       "{{$x}}",
		"stroy.html":        "",
		"partial/x.html":    "",
		"partials/own.html": "{{undefined .}}",
		"strings/en.toml":   "talk = \"x\"\n[more]\nmany = \"x\"\nmost = \"y\"\n",
		"strings/de.toml":   "talk = \"x\nmore",
		"assets/css/z.css":  "a{background:url(https://x.example/y.png)}",
	}, plainOptions("/"))
	for _, want := range [][]string{
		{"story.html:2:34 [Nam]", `no "Nam" here: a PersonCard has no such field`, `did you mean "Name"`},
		{"story.html:3:25 [Tilte]", "a TermCard", `"Title"`},
		{"story.html:3:36 [Sumary]", "a StoryPage", `"Summary"`},
		{"story.html:4:18 [X]", "a number has no such field"},
		{"story.html:4:30 [minuts]", `no function called "minuts"`, `"minutes"`},
		{"story.html:4:42 [date]", "wants a Date here, and gets text"},
		{"story.html:4:59 [\"tlak\"]", `"talk"`},
		{"story.html:4:71 [\"ring\"]", "gap {name}"},
		{"story.html:4:87 [\"kit.css\"]", `"kith.css"`},
		{"story.html:4:109 [\"partials/fac.html\"]", `"partials/face.html"`},
		{"story.html:5:35 [Preson]", "a Contact", `"Person"`},
		{"story.html:5:48 [B]", "this dict", "It has A."},
		{"[.Title]", "{{range}} wants a list, and this is text"},
		{"[number]", "number wants one value, and gets 0"},
		{"home.html:2:1 [{{if .Title}}]", "still open"},
		{"value.html:1:1", "{{end}} too many"},
		{"person.html:1:1 [{{$x}}]", "variable $x is not set"},
		{"stroy.html:0:0", "No page uses this", `"story"`},
		{"partial/x.html:0:0", "No page uses this"},
		{"partials/own.html:1:3 [undefined]"},
		{"strings/en.toml:2:2 [more]", "no form called other"},
		{"strings/en.toml:4:1 [most]", "no plural form"},
		{"strings/de.toml:1:8 [\"x]", "never closed"},
		{"assets/css/z.css:1:18", "has no file"},
	} {
		wantOne(t, found, want...)
	}
	if len(found) != 24 {
		t.Errorf("%d findings:\n%s", len(found), strings.Join(found, "\n"))
	}
}

func TestUnsafePlaces(t *testing.T) {
	_, found := withTheme(t, map[string]string{
		"gone.html": "<p>\n<a href='x' {{.Title}}='y'>\n</p><script>{{if .Title}}\"{{end}}</script>",
	}, plainOptions("/"))
	wantOne(t, found, "gone.html:", "cannot be made safe")
}

func TestMistakesWhileRendering(t *testing.T) {
	files := map[string]string{
		"story.html": "x\n  {{.PostedBy.Name}}",
		"home.html":  "{{range .Site.Params.list}}\n{{.Anything}}{{end}}",
		"gone.html":  "\n{{index .Crumbs 3}}",
		"page.html":  "{{href .Title}}",
	}
	th, found := withTheme(t, files, plainOptions("/"))
	if len(found) > 0 {
		t.Fatal(found)
	}
	s := sample{base: "/"}
	explain := func(kind string, v any) string {
		err := th.Render(io.Discard, kind, "en", v)
		var ours *Error
		if !errors.As(err, &ours) {
			t.Fatalf("%s: %v", kind, err)
		}
		return describe(t, ours.Diag, files)
	}
	story := s.bare()["story"].(view.StoryPage)
	wantOne(t, []string{explain("story", story)}, "story.html:2:5 [.PostedBy.Name]", ".PostedBy is empty", "{{with}}")
	home := s.bare()["home"].(view.HomePage)
	home.Site.Params = map[string]any{"list": []view.StoryCard{{}}}
	wantOne(t, []string{explain("home", home)}, "home.html:2:3 [.Anything]", "a StoryCard has no such field", "It has ID, Title")
	wantOne(t, []string{explain("gone", s.bare()["gone"])}, "gone.html:2:3", "index")
	page := s.bare()["page"].(view.PlainPage)
	page.Title = "javascript:alert(1)"
	wantOne(t, []string{explain("page", page)}, "page.html:1:3", "does not begin with http")
	if err := th.Render(io.Discard, "nosuch", "en", nil); err == nil {
		t.Error("a kind that does not exist renders")
	}
}

func TestUnknownTheme(t *testing.T) {
	list := &diag.List{}
	Load(fstest.MapFS{"themes/press/partials/x.html": {}}, Options{Name: "pres"}, list)
	got := list.Sorted()
	if len(got) != 1 || got[0].Code != "unknown-theme" || !strings.Contains(got[0].Hint, "press") {
		t.Errorf("%+v", got)
	}
	list = &diag.List{}
	th := Load(fstest.MapFS{"themes/press/partials/when.html": {Data: []byte("{{.Nothing}}")}}, Options{Name: "press"}, list)
	if got := list.Sorted(); len(got) != 1 || got[0].Pos.File != "themes/press/partials/when.html" || th == nil {
		t.Errorf("%+v", got)
	}
}
