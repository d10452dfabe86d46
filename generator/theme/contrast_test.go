package theme

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kith/generator/colour"
	"kith/generator/diag"
	"kith/themes"
)

// builtinSheets are the sheets of the built-in theme.
func builtinSheets(t *testing.T) []file {
	t.Helper()
	var out []file
	err := fs.WalkDir(themes.Files, "default/assets/css", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := themes.Files.ReadFile(name)
			if err != nil {
				return err
			}
			out = append(out, file{name: strings.TrimPrefix(name, "default/"), path: name, data: data})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(out, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return out
}

// TestContrast sweeps every hue and strength: a company may pick any colour
// without a designer, because whatever it picks can be read. The built-in
// theme holds itself to more than what is checked in a build.
func TestContrast(t *testing.T) {
	var sheets []file
	for _, f := range builtinSheets(t) {
		if f.data = tokenLines(f.data); len(f.data) > 0 {
			sheets = append(sheets, f)
		}
	}
	strict := map[string]float64{"alarm": 4.5, "edge": 3.3, "thread": 3, "accent": 3}
	for hue := 0.0; hue < 360; hue += 10 {
		for vivid := 0.0; vivid < 1.41; vivid += .2 {
			_, all := resolve(sheets, hue, vivid)
			if w := all.weakest(); w != nil {
				t.Errorf("hue %.0f, vivid %.1f: %+v", hue, vivid, *w)
			}
			for _, m := range meetings {
				least := 6.0
				if l, ok := strict[m.front]; ok {
					least = l
				}
				front, ok1 := all[m.front]
				back, ok2 := all[m.back]
				if !ok1 || !ok2 {
					t.Fatalf("there is no --%s or no --%s that can be worked out", m.front, m.back)
				}
				if a, b := colour.Contrast(front.light, back.light), colour.Contrast(front.dark, back.dark); min(a, b) < least {
					t.Errorf("--%s on --%s: %.2f light, %.2f dark at hue %.0f, vivid %.1f", m.front, m.back, a, b, hue, vivid)
				}
			}
		}
	}
}

// TestLowContrast gives a theme colours that only some hues can bear.
func TestLowContrast(t *testing.T) {
	load := func(css string, o Options) []string {
		list := &diag.List{}
		Load(fstest.MapFS{
			"themes/default/assets/css/8-own.css": {Data: []byte(css)},
			"site.toml":                           {Data: []byte("[brand]\nhue = 160\nvivid = 1.2\n")},
		}, o, list)
		var out []string
		for _, d := range list.Sorted() {
			at := diag.Locate([]byte("[brand]\nhue = 160\nvivid = 1.2\n"), d.Pos.Offset)
			out = append(out, strings.Join([]string{string(d.Code), d.Pos.File, string('0' + rune(at.Line)), d.Message, d.Hint}, " | "))
		}
		return out
	}
	o := Options{
		Base: "/", Hue: 160, Vivid: 1.2, Languages: []string{"en-GB"},
		HueAt:   At{diag.Pos{File: "site.toml", Offset: 14}, 3},
		VividAt: At{diag.Pos{File: "site.toml", Offset: 26}, 3},
	}
	const fair = ":root{--wall:oklch(58% calc(.2*var(--vivid)) var(--hue));--on-wall:#fff;--on-wall-soft:#fff;--accent:#ffe9a8;--wall-deep:#000}"
	wantOne(t, load(fair, o), "low-contrast | site.toml | 2 | The hue 160 cannot be read everywhere", "The nearest that can is hue = ")
	wantOne(t, load(":root{--brand:light-dark(oklch(calc(.45 + .1*var(--vivid)) .02 90),#eee)}", o), "low-contrast | site.toml | 3 | At vivid = 1.2", "vivid = ")
	wantOne(t, load(":root{--ink:#999;}", o), "low-contrast | themes/default/assets/css/8-own.css", "Whatever the company's colour, --ink on --", "lighter")
	if got := load(":root{--paper:white}", o); len(got) > 0 {
		t.Error(got)
	}
	o.Hue = -1
	wantOne(t, load(":root{--ink:#999;--hue:40}", Options{Hue: -1, Vivid: -1}), "low-contrast | themes/default/assets/css/8-own.css")
}

// TestFigures: what the sheets can say a number in.
func TestFigures(t *testing.T) {
	numbers := map[string]string{"hue": "158", "vivid": "1", "accent-hue": "calc(var(--hue) - 80)"}
	for in, want := range map[string]string{
		"oklch(37% calc(.064*var(--vivid)) var(--hue))":        "#1e4a33",
		"oklch(84% .13 var(--accent-hue))":                     "#f9bf60",
		"#abc":                                                 "#aabbcc",
		"light-dark(#fff,#000)":                                "#ffffff",
		"oklch(100% 0 0/.5)":                                   "#ffffff80",
		"oklch(calc(.5 + .5) 0 0 / calc(1 / 2))":               "#ffffff80",
		"oklch(37% var(--nothing) 0)":                          "",
		"light-dark(#fff)":                                     "",
		"rgb(0 0 0)":                                           "",
		"oklch(from var(--accent) l c h)":                      "",
		"clamp(1rem,2vw,3rem)":                                 "",
		"light-dark(oklch(1 0 0),oklch(20.5% .02 var(--hue)))": "#ffffff",
	} {
		c, ok := colourOf(in, numbers, false)
		if ok != (want != "") || ok && c.Hex() != want {
			t.Errorf("%s is %s, %v; want %q", in, c.Hex(), ok, want)
		}
	}
}

// TestSheets: each kind has a sheet that is smaller than the whole, and has
// every rule that a class on its pages has in the whole one.
func TestSheets(t *testing.T) {
	th := load(t, plainOptions("/"))
	byURL := map[string]string{}
	for _, a := range th.Assets() {
		byURL["/"+a.Path] = string(a.Data)
	}
	whole := byURL[th.urls["kith.css"]]
	for _, views := range []map[string]any{sample{base: "/"}.full(), sample{base: "/"}.bare()} {
		for kind, v := range views {
			sheet := byURL[th.sheets[kind]]
			if sheet == "" || len(sheet) >= len(whole) {
				t.Errorf("%s: %d bytes of %d", kind, len(sheet), len(whole))
			}
			page := render(t, th, kind, "en-GB", v)
			if !strings.Contains(page, `<link rel="stylesheet" href="`+th.sheets[kind]+`">`) {
				t.Errorf("%s does not load its sheet", kind)
			}
			classes := map[string]bool{}
			for _, m := range classAttribute.FindAllStringSubmatch(page, -1) {
				for _, c := range strings.Fields(m[1]) {
					classes[c] = true
				}
			}
			for _, b := range th.blocks {
				wanted := slices.ContainsFunc(slices.Collect(maps.Keys(classes)), func(c string) bool { return b.has([]byte(c)) }) ||
					slices.ContainsFunc(b.tags, func(tag []byte) bool { return strings.Contains(page, string(tag)) })
				if linked := strings.Contains(page, sheetLink(b.url)); linked != wanted {
					t.Errorf("%s: the sheet for %s is linked: %v", kind, b.classes, linked)
				}
			}
			on := func(class string) bool { return classes[class] }
			rules := func(css string) []string {
				return flat("", parseSheet(sheetOf([]sheetPart{{rules: parseSheet([]byte(css))}}, on)))
			}
			ofBlocks := map[string]bool{}
			for _, b := range th.blocks {
				for _, r := range rules(byURL[b.url]) {
					ofBlocks[r] = true
				}
			}
			want := slices.DeleteFunc(rules(whole), func(r string) bool { return ofBlocks[r] })
			got := slices.DeleteFunc(rules(sheet), func(r string) bool { return ofBlocks[r] })
			if !slices.Equal(got, want) {
				t.Errorf("%s: its sheet lacks a rule that the page needs: %s", kind, firstDifference(strings.Join(got, "\n"), strings.Join(want, "\n")))
			}
		}
	}
	if strings.Contains(byURL[th.sheets["story"]], ".threads") || !strings.Contains(byURL[th.sheets["connections"]], ".threads") {
		t.Error("the picture's rules are where there is no picture")
	}
	for _, a := range th.Assets() {
		if path.Ext(a.Path) == ".css" && strings.Contains(string(a.Data), "{}") {
			t.Errorf("%s has empty rules", a.Path)
		}
	}
}

// flat are rules with the groups that they are in.
func flat(in string, rules []cssRule) (out []string) {
	for _, r := range rules {
		if r.grouped {
			out = append(out, flat(in+r.prelude+"{", r.group)...)
		} else {
			out = append(out, in+r.prelude+"{"+r.body)
		}
	}
	return out
}

// TestParseSheet: taken apart and joined again, a sheet is what it was.
func TestParseSheet(t *testing.T) {
	for _, f := range builtinSheets(t) {
		css := squeeze(f.data)
		if got := sheetOf([]sheetPart{{rules: parseSheet(css)}}, nil); string(got) != string(css) {
			t.Errorf("%s: %d bytes became %d", f.path, len(css), len(got))
		}
	}
	for in, want := range map[string]string{
		`a::before{content:"}"}b{c:d}`:                `a::before{content:"}"}b{c:d}`,
		`@media print{.x{a:b}}`:                       ``,
		`.x,.y:not(.x){a:b}`:                          `.y:not(.x){a:b}`,
		`:is(.x,.y) a{a:b}`:                           `:is(.x,.y) a{a:b}`,
		`:is(.x) a{a:b}`:                              ``,
		`@font-face{src:url(a)}@layer p{.x{a:b}}`:     `@font-face{src:url(a)}`,
		`@layer a,b;body:has(.x){a:b}`:                `@layer a,b;body:has(.x){a:b}`,
		`.y{a:b`:                                      `.y{a:b}`,
		`@layer p{a{b:c}}@layer p{d{e:f}}`:            `@layer p{a{b:c}d{e:f}}`,
		`@layer p{a{b:c}}@layer p{.x{e:f}}g{h:i}`:     `@layer p{a{b:c}}g{h:i}`,
		`@layer p{a{b:c}}.x{y:z}@layer p{d{e:f}}`:     `@layer p{a{b:c}d{e:f}}`,
		`@layer p{a{b:c}}g{h:i}@layer p{d{e:f}}`:      `@layer p{a{b:c}}g{h:i}@layer p{d{e:f}}`,
		`@layer{a{b:c}}@layer{d{e:f}}`:                `@layer{a{b:c}}@layer{d{e:f}}`,
		`@keyframes k{from{a:b}to{a:c}}.y{a:url(";")`: `@keyframes k{from{a:b}to{a:c}}.y{a:url(";")}`,
	} {
		got := string(sheetOf([]sheetPart{{rules: parseSheet([]byte(in))}}, func(c string) bool { return c != "x" }))
		if strings.TrimSuffix(got, "}") != strings.TrimSuffix(want, "}") {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
}

func FuzzParseSheet(f *testing.F) {
	f.Add(`@media x{.a,:is(.b){c:"d}"}}@layer q;`)
	f.Fuzz(func(_ *testing.T, css string) {
		sheetOf([]sheetPart{{rules: parseSheet(squeeze([]byte(css)))}}, func(string) bool { return false })
		resolve([]file{{data: []byte(css)}}, 1, 1)
	})
}

var classAttribute = regexp.MustCompile(`class="([^"]*)"`)

// firstDifference is where two texts part.
func firstDifference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	return want[max(i-30, 0):min(i+60, len(want))]
}
