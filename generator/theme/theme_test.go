package theme

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"kith/generator/diag"
	"kith/generator/view"
)

// withTheme loads the default theme with some files of the site's over it,
// and returns the findings as "file:line:column: message" and the hint.
func withTheme(t *testing.T, files map[string]string, o Options) (*Theme, []string) {
	t.Helper()
	site := fstest.MapFS{}
	for name, text := range files {
		site["themes/default/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	list := &diag.List{}
	th := Load(site, o, list)
	var out []string
	for _, d := range list.Sorted() {
		out = append(out, describe(t, d, files))
	}
	return th, out
}

func describe(t *testing.T, d diag.Diagnostic, files map[string]string) string {
	t.Helper()
	src := []byte(files[strings.TrimPrefix(d.Pos.File, "themes/default/")])
	if d.Pos.Offset > len(src) || d.Pos.Offset >= 0 && d.Pos.Offset+d.Len > len(src) {
		t.Errorf("%s: %d+%d lies outside of the file", d.Pos.File, d.Pos.Offset, d.Len)
		return ""
	}
	at := diag.Locate(src, d.Pos.Offset)
	marked := ""
	if d.Pos.Offset >= 0 {
		marked = string(src[d.Pos.Offset : d.Pos.Offset+d.Len])
	}
	return fmt.Sprintf("%s:%d:%d [%s] %s | %s", strings.TrimPrefix(d.Pos.File, "themes/default/"), at.Line, at.Column, marked, d.Message, d.Hint)
}

func wantOne(t *testing.T, got []string, parts ...string) {
	t.Helper()
	for _, g := range got {
		ok := true
		for _, p := range parts {
			ok = ok && strings.Contains(g, p)
		}
		if ok {
			return
		}
	}
	t.Errorf("nothing with %q in:\n%s", parts, strings.Join(got, "\n"))
}

func render(t *testing.T, th *Theme, kind, lang string, v any) string {
	t.Helper()
	var b bytes.Buffer
	if err := th.Render(&b, kind, lang, v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSiteLiesOverTheme(t *testing.T) {
	s := sample{base: "/"}
	th, found := withTheme(t, map[string]string{
		"partials/when.html":     `<b>whenever {{minutes .Minutes}}</b>`,
		"strings/en.toml":        `talk = "Have <a> word & \"more\""` + "\n" + `search = "{x}"`,
		"assets/css/99-own.css":  "/* ours */ .flag { background : url('../img/dot.svg') }",
		"assets/img/dot.svg":     "<svg/>",
		"assets/css/9-print.css": "",
	}, plainOptions("/"))
	wantOne(t, found, "strings/en.toml:2:1 [search]", "gap {x}")
	if len(found) > 1 {
		t.Fatal(found)
	}
	page := render(t, th, "story", "en-GB", s.full()["story"])
	for _, want := range []string{"<b>whenever four minutes’ sitting down</b>", ">Have &lt;a&gt; word &amp; &#34;more&#34;</a>", ">Write to Ada</h2>"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, a := range th.Assets() {
		if strings.HasPrefix(a.Path, "assets/kith-") {
			css := string(a.Data)
			if !strings.Contains(css, ".flag{background : url(img/dot-") || strings.Contains(css, "ours") || strings.Contains(css, "@page") {
				t.Errorf("the sheet ends %s", css[len(css)-200:])
			}
		}
	}
}

func TestWords(t *testing.T) {
	th, found := withTheme(t, map[string]string{
		"strings/pl.toml":    "talk = \"Porozmawiaj\"\nnumbers = []\n[count-stories]\none = \"{n} historia\"\nfew = \"{n} historie\"\nmany = \"{n} historii\"\nother = \"{n} historii\"",
		"strings/pt.toml":    `talk = "Fale"`,
		"strings/pt-BR.toml": `search = "Busca"`,
		"strings/en.toml":    `search = "Find"`,
	}, Options{Languages: []string{"en-US", "pl", "pt-BR", "xx"}})
	if len(found) > 0 {
		t.Fatal(found)
	}
	say := func(lang, key string, args ...any) string {
		s, err := th.set(lang).words.t(key, args...)
		if err != nil {
			t.Error(err)
		}
		return s
	}
	for _, c := range []struct{ got, want string }{
		{say("en-US", "ring", "name", "Ada"), "Call Ada"},
		{say("xx", "ring", "name", "Ada"), "Call Ada"}, // as the main language says it
		{say("pt-BR", "talk"), "Fale"},
		{say("pt-BR", "search"), "Busca"},
		{say("xx", "search"), "Find"},
		{say("en-US", "count-stories", "n", 1), "one story"},
		{say("en-US", "count-stories", "n", 12), "twelve stories"},
		{say("en-US", "count-stories", "n", 1204), "1,204 stories"},
		{say("pl", "count-stories", "n", 1), "1 historia"},
		{say("pl", "count-stories", "n", 3), "3 historie"},
		{say("pl", "count-stories", "n", 5), "5 historii"},
		{th.Label("pl", "transcript"), "Transcript"},
		{th.set("nobody").words.tag.String(), "en-US"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	w := th.set("en").words
	for got, want := range map[string]string{
		w.join([]string{"a", "b", "c"}):                  "a, b and c",
		w.join([]string{"a, or so", "b"}):                "a, or so; b",
		w.join(nil):                                      "",
		w.lang("de-CH"):                                  "German",
		w.lang("bfi"):                                    "British Sign Language",
		w.lang("qqq"):                                    "qqq",
		must(w.date(view.Date{})):                        "",
		must(w.date(day(2026, 11, 14))):                  "November 14, 2026",
		must(th.set("pl").words.hours(nil)):              "",
		must(w.date(view.Date{Year: 2026, ISO: "2026"})): "2026",
		must(w.date(view.Date{Year: 2026, Month: 3, ISO: "2026-03"})): "March 2026",
		must(w.hours(sample{}.hours())):                               "Tuesday to Saturday, 8am to 4pm in Wickmouth. Best after ten, when the glue is setting.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

// TestDigest changes one thing at a time and looks at which kinds notice.
func TestDigest(t *testing.T) {
	base, _ := withTheme(t, nil, plainOptions("/"))
	changed := func(files map[string]string, o Options) map[string]bool {
		th, _ := withTheme(t, files, o)
		out := map[string]bool{}
		for _, kind := range Kinds() {
			if th.Digest(kind, "en-GB") != base.Digest(kind, "en-GB") {
				out[kind] = true
			}
		}
		return out
	}
	all := len(Kinds())
	if got := changed(nil, plainOptions("/")); len(got) != 0 {
		t.Errorf("nothing changed, and %v noticed", got)
	}
	if got := changed(map[string]string{"partials/postmark.html": "<svg></svg>"}, plainOptions("/")); !got["story"] || got["route"] || len(got) == all {
		t.Errorf("postmark: %v", got)
	}
	if got := changed(map[string]string{"value.html": "x"}, plainOptions("/")); len(got) != 1 || !got["value"] {
		t.Errorf("value.html: %v", got)
	}
	if got := changed(map[string]string{"partials/face.html": "x"}, plainOptions("/")); !got["home"] || got["moved"] {
		t.Errorf("face: %v", got)
	}
	if got := changed(map[string]string{"strings/en.toml": `talk = "x"`}, plainOptions("/")); len(got) != all {
		t.Errorf("words: %v", got)
	}
	if got := changed(map[string]string{"assets/css/99.css": "a{color:red}"}, plainOptions("/")); len(got) != all {
		t.Errorf("css: %v", got)
	}
	if got := changed(map[string]string{"assets/other.txt": "x", "strings/fr.toml": `talk = "x"`}, plainOptions("/")); len(got) != 0 {
		t.Errorf("what no page uses: %v", got)
	}
	if got := changed(nil, Options{Base: "/", Hue: 20, Vivid: -1, Languages: []string{"en-GB"}}); len(got) != all {
		t.Errorf("hue: %v", got)
	}
	if base.Digest("story", "en-GB") == base.Digest("story", "de") {
		t.Error("two languages with one digest")
	}
}

func TestClock(t *testing.T) {
	th, _ := withTheme(t, nil, Options{Languages: []string{"en", "fr"}})
	c := view.Contact{Person: view.PersonCard{Name: "Ada Okonjo", KnownAs: "Ada"}, Hours: sample{}.hours()}
	c.Hours.Off, c.Hours.Until = []string{"2026-12-25"}, "2026-12-01"
	got, err := th.set("en").words.clock(c)
	if err != nil {
		t.Fatal(err)
	}
	var data struct {
		Zone, Rules, Until string
		Off                []string
		Say                map[string]string
	}
	if err := json.Unmarshal([]byte(got), &data); err != nil {
		t.Fatalf("%v in %s", err, got)
	}
	if data.Zone != "Europe/London" || data.Rules != "Tu-Sa 08:00-16:00" || data.Until != "2026-12-01" || len(data.Off) != 1 || data.Say["until"] != "Ada is in until {time}." {
		t.Errorf("%s", got)
	}
	for lang, want := range map[string]string{
		"en": `"times":{"am":"am","hour":"{h}{half}","midnight":"midnight","noon":"noon","pm":"pm","time":"{h}:{m}{half}"}`,
		"fr": `"times":{"hour":"{h} h","time":"{h} h {m}"}`,
	} {
		if got, err := th.set(lang).words.clock(c); err != nil || !strings.Contains(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(got), want) {
			t.Errorf("%s: %v in %s, want %s", lang, err, got, want)
		}
	}
	for _, h := range []*view.Hours{nil, {Note: "By appointment."}} {
		if got, err := th.set("en").words.clock(view.Contact{Hours: h}); got != "" || err != nil {
			t.Errorf("hours in words alone give %q, %v", got, err)
		}
	}
}

// Scripts name each other by what they are called in the end, and what is
// named goes out whole.
func TestScripts(t *testing.T) {
	th, found := withTheme(t, map[string]string{
		"assets/a.js":      "import './b.js'; const text = './nothing.js'",
		"assets/b.js":      `new URL("./look.css", import.meta.url); import('./deep/c.js')`,
		"assets/deep/c.js": "1",
		"assets/look.css":  "a{}",
	}, Options{})
	if len(found) > 0 {
		t.Fatal(found)
	}
	by := map[string]Asset{}
	for _, a := range th.Assets() {
		by[fingerprints.ReplaceAllString(a.Path, "$1")] = a
	}
	for script, refs := range map[string][]string{"a.js": {"b.js"}, "b.js": {"look.css", "deep/c.js"}} {
		for _, ref := range refs {
			want := "./" + strings.TrimPrefix(by["assets/"+ref].Path, "assets/")
			if data := string(by["assets/"+script].Data); !strings.Contains(data, want) {
				t.Errorf("%s says %q, not %s", script, data, want)
			}
		}
	}
	if data := string(by["assets/a.js"].Data); !strings.Contains(data, "'./nothing.js'") {
		t.Errorf("a.js says %q", data)
	}
	before := by["assets/a.js"].Path
	th, _ = withTheme(t, map[string]string{"assets/a.js": "import './b.js'; const text = './nothing.js'", "assets/b.js": "2"}, Options{})
	for _, a := range th.Assets() {
		if a.Path == before {
			t.Error("another b.js, and a.js has the same name")
		}
	}
	_, found = withTheme(t, map[string]string{"assets/a.js": "import './b.js'", "assets/b.js": "import './a.js'"}, Options{})
	if len(found) != 2 || !strings.Contains(found[0], "waits for") {
		t.Errorf("two that wait for each other: %v", found)
	}
}

// All scripts of a page together are small.
func TestScriptsAreSmall(t *testing.T) {
	th, _ := withTheme(t, nil, Options{})
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for _, a := range th.Assets() {
		if isScript(a.Path) {
			z.Write(a.Data)
		}
	}
	z.Close()
	if b.Len() > 10_000 {
		t.Errorf("the scripts are %d bytes, compressed", b.Len())
	}
}

func TestAssets(t *testing.T) {
	th, _ := withTheme(t, nil, Options{Base: "/hub/", Hue: 250, Vivid: .6})
	names := map[string]Asset{}
	for _, a := range th.Assets() {
		plain := fingerprints.ReplaceAllString(a.Path, "$1")
		names[plain] = a
	}
	sheet := string(names["assets/kith.css"].Data)
	if !strings.HasSuffix(sheet, ":root{--hue:250;--vivid:0.6}") {
		t.Errorf("the sheet ends %q", sheet[len(sheet)-80:])
	}
	for plain, a := range names {
		if most := 33 << 10; strings.HasSuffix(plain, ".css") && plain != "assets/kith.css" && len(a.Data) > most {
			t.Errorf("%s has %d bytes, and there is room for %d", plain, len(a.Data), most)
		}
	}
	for _, font := range []string{"besley-latin-ext-wght-normal", "literata-latin-wght-italic"} {
		a, ok := names["assets/fonts/"+font+".woff2"]
		if !ok || !strings.Contains(sheet, "url("+strings.TrimPrefix(a.Path, "assets/")+")") {
			t.Errorf("%s is not there, or not used", font)
		}
	}
	if _, ok := names["assets/fonts/besley-OFL.txt"]; !ok {
		t.Error("no licence beside the fonts")
	}
	if !strings.Contains(string(names["assets/code.css"].Data), "{") {
		t.Error("no colours for code")
	}
	if strings.Contains(sheet, "//") || strings.Contains(sheet, "/*") {
		t.Error("the sheet has comments, or an address of another site")
	}
	_, found := withTheme(t, nil, Options{Hue: -1, Vivid: -1, Font: "own"})
	wantOne(t, found, "site.toml", "assets/fonts/own.woff2")
	th, found = withTheme(t, map[string]string{"assets/fonts/own.woff2": "x"}, Options{Hue: -1, Vivid: -1, Font: "own"})
	if len(found) > 0 {
		t.Error(found)
	}
	if page := render(t, th, "gone", "en", sample{}.bare()["gone"]); strings.Contains(page, "preload") {
		t.Error("a font is preloaded that is not the first to be used")
	}
}

func TestOwnFont(t *testing.T) {
	files := fstest.MapFS{"static/fonts/ours.woff2": {Data: []byte("wOF2 and more")}, "static/fonts/not.woff2": {Data: []byte("<html>")}}
	for font, want := range map[string]bool{
		"static/fonts/ours.woff2": true, "fonts/ours.woff2": true, "/fonts/ours.woff2": true,
		"static/fonts/not.woff2": false, "static/../secret.woff2": false, "fonts/ours": false, "content/ours.woff2": false,
	} {
		list := &diag.List{}
		o := plainOptions("/")
		o.Font, o.FontAt = font, At{diag.Pos{File: "site.toml", Offset: 30}, 9}
		th := Load(files, o, list)
		found := list.Sorted()
		if got := len(found) == 0; got != want {
			t.Errorf("%s: %v", font, found)
		}
		if !want && (len(found) != 1 || found[0].Pos.Offset != 30) {
			t.Errorf("%s: the finding has no place: %v", font, found)
		}
		if want {
			for _, a := range th.Assets() {
				if strings.HasPrefix(a.Path, "assets/story-") && !strings.Contains(string(a.Data), "font-family:Brand;src:url(fonts/ours-") {
					t.Errorf("%s is not used", font)
				}
			}
		}
	}
}

func TestSqueeze(t *testing.T) {
	for in, want := range map[string]string{
		"a , b { color : red ; }":                      "a,b{color : red}",
		"a>b /* x */ c{margin:1px -2px}":               "a>b c{margin:1px -2px}",
		`a::after{content:"  /* no */ ; "; }`:          `a::after{content:"  /* no */ ; "}`,
		"a{width:calc(1px + 2px)}\n\n@media (x) {b{}}": "a{width:calc(1px + 2px)}@media (x){b{}}",
		`a{content:"\" ;  x"}`:                         `a{content:"\" ;  x"}`,
		"a{} /* open":                                  "a{}",
	} {
		if got := string(squeeze([]byte(in))); got != want {
			t.Errorf("%q\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestHeadline(t *testing.T) {
	people := sample{base: "/"}.people(0, 7, 5)
	var b strings.Builder
	for _, p := range headline("Ada’s kettle: ask Ada, Adaline or Mateusz Wrona.", people) {
		if p.Person != nil {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	if got := b.String(); got != "[Ada]’s kettle: ask Ada, Adaline or [Mateusz Wrona]." {
		t.Error(got)
	}
}

func TestRenderTogether(t *testing.T) {
	s := sample{base: "/"}
	th := load(t, plainOptions("/"))
	full := s.full()
	want := render(t, th, "story", "de", full["story"])
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, kind := range Kinds() {
				if err := th.Render(io.Discard, kind, "en-GB", full[kind]); err != nil {
					t.Error(err)
				}
			}
			var b bytes.Buffer
			if err := th.Render(&b, "story", "de", full["story"]); err != nil || b.String() != want {
				t.Error("another page than alone", err)
			}
		})
	}
	wg.Wait()
}

var fingerprints = regexp.MustCompile(`-[0-9a-f]{8}(\.\w+)$`)
