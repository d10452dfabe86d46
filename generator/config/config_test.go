package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"kith/generator/diag"
	"kith/generator/hosting"
	"kith/generator/meta"
)

const least = `url = "https://hobbin.example/hub"
title = "Hobbin"
language = "en-gb"
timezone = "Europe/London"
host = "Ruth-Abelson"
`

func load(src string) (*Config, string) {
	var list diag.List
	c := Load("site.toml", []byte(src), &list)
	var out []string
	for _, d := range list.Sorted() {
		p := diag.Locate([]byte(src), d.Pos.Offset)
		out = append(out, fmt.Sprintf("%d:%d+%d %s: %s | %s", p.Line, p.Column, d.Len, d.Code, d.Message, d.Hint))
	}
	return c, strings.Join(out, "\n")
}

func TestLeast(t *testing.T) {
	c, found := load(least)
	if found != "" {
		t.Fatal(found)
	}
	if c.URL != "https://hobbin.example/hub/" || c.BasePath() != "/hub/" || c.Language != "en-GB" || c.Host.ID != "ruth-abelson" {
		t.Errorf("%+v", c)
	}
	d := defaults()
	if c.PerPage != 24 || !reflect.DeepEqual(c.Images, d.Images) || c.Markdown != d.Markdown || c.Brand != d.Brand || c.Theme != "default" {
		t.Errorf("%+v", c)
	}
	if least[c.Host.At.Offset:][:len("Ruth")] != "Ruth" {
		t.Errorf("host at %v", c.Host.At)
	}
}

func TestSample(t *testing.T) {
	src, err := os.ReadFile("../../site.toml")
	if err != nil {
		t.Skip(err)
	}
	if _, found := load(string(src)); found != "" {
		t.Error(found)
	}
}

func TestEverything(t *testing.T) {
	c, found := load(least + `
description = "d"
country = "gb"
corrections = "ada"
theme = "own"
kith = ">= 1.2"
per_page = 12
[organization]
name = "H"
legal_name = "H Ltd"
logo = "logo.svg"
founded = 1949
same_as = "https://social.example/@h"
address = """
3 Ferry Street
Wickmouth"""
[brand]
hue = 158
vivid = 0.9
font = "system"
logo = "static/logo.svg"
[contact]
hours = "Mo-Fr 09:00-17:00"
reply_within = "1 working day"
holidays = [2026-12-26, "2026-12-25", 2026-12-25]
alternatives = ["Come by", {label = "Text relay", url = "https://relay.example/", note = "n"}]
[languages.fr]
title = "T"
strings = {skip = "Aller au texte"}
[[languages.fr.menu]]
name = "Nous"
url = "/fr/nous/"
[languages.en-GB.strings]
skip = "To the words"
[[menu]]
name = "B"
url = "/b/"
weight = 2
[[menu]]
name = "A"
url = "content/about.md"
weight = 1
[sections.handbook]
title = "Handbook"
[[redirects]]
from = "/old/"
to = "/new/"
[[redirects]]
from = "/caf%C3%A9"
to = "https://x.example/"
status = 302
[[redirects]]
from = "/gone/"
status = 410
[markdown]
html = "safe"
typographer = false
code_light = "xcode"
code_dark = "monokai"
toc = false
[images]
widths = [800, 400, 800]
formats = ["webp", "jpeg"]
quality = 80
max_pixels = 10_000_000
[cards]
draw = false
font = "themes/own/ours.ttf"
[fresh]
person = 6
contact = 3
page = 12

[feeds]
items = 10
full = false
formats = ["json", "Atom", "json"]
for = []
[robots]
llms = true
disallow = ["/a/*"]
refuse = ["GPTBot"]
[search]
body = false
[security]
contact = "a@x.example"
expires = 2027-01-01
policy = "/security/"
headers = {X-A = "b"}
[voice]
styles = "styles/"
defaults = false
quotations = "check"
level = "must-fix"
[voice.rules]
"Kith.Jargon" = "off"
"Kith.TheUser" = {level = "idea", reason = "our word"}
[check]
missing-alt = "error"
broken-link = "warning"
[[check.exceptions]]
code = "missing-alt"
path = "content/stories/old/"
until = 2026-12-31
reason = "imported"
[params]
strap = "S"
n = 3

[hosting]
headers = false
precompress = ["br", "gz"]
`)
	if found != "" {
		t.Fatal(found)
	}
	want := &Config{
		URL: "https://hobbin.example/hub/", Title: "Hobbin", Description: "d", Language: "en-GB", Timezone: "Europe/London", Country: "GB",
		Host: c.Host, Corrections: c.Corrections, Theme: "own", Kith: "1.2.0", PerPage: 12,
		Organization: Organization{Name: "H", LegalName: "H Ltd", Logo: "logo.svg", Founded: "1949", SameAs: []string{"https://social.example/@h"}, Address: "3 Ferry Street Wickmouth"},
		Brand:        Brand{158, 0.9, "system", "static/logo.svg"},
		Contact: Contact{
			Hours: "Mo-Fr 09:00-17:00", ReplyWithin: "1 working day",
			Holidays:     []meta.Date{{Year: 2026, Month: 12, Day: 25}, {Year: 2026, Month: 12, Day: 26}},
			Alternatives: []Alternative{{Label: "Come by"}, {"Text relay", "https://relay.example/", "n"}},
		},
		Languages: map[string]Language{"fr": {Title: "T", Strings: map[string]string{"skip": "Aller au texte"}, Menu: []MenuItem{{"Nous", "/fr/nous/", 0}}}},
		Strings:   map[string]string{"skip": "To the words"},
		Menu:      []MenuItem{{"A", "content/about.md", 1}, {"B", "/b/", 2}},
		Sections:  map[string]Section{"handbook": {Title: "Handbook"}},
		Redirects: []Redirect{{"/old/", "/new/", c.Redirects[0].ToAt, c.Redirects[0].ToLen, 301, c.Redirects[0].At}, {"/café", "https://x.example/", c.Redirects[1].ToAt, c.Redirects[1].ToLen, 302, c.Redirects[1].At}, {"/gone/", "", c.Redirects[2].ToAt, c.Redirects[2].ToLen, 410, c.Redirects[2].At}},
		Markdown:  Markdown{"safe", false, "xcode", "monokai", false},
		Images:    Images{[]int{400, 800}, []string{"webp", "jpeg"}, 80, 10_000_000, "natural"},
		Cards:     Cards{false, "themes/own/ours.ttf"},
		Feeds:     Feeds{10, false, []string{"atom", "json"}, nil},
		Fresh:     Fresh{6, 3, 24, 12},
		Robots:    Robots{[]string{"/a/*"}, []string{"GPTBot"}, true},
		Search:    Search{false},
		Security:  Security{"mailto:a@x.example", meta.Date{Year: 2027, Month: 1, Day: 1}, "/security/", []hosting.Header{{Name: "X-A", Value: "b"}}},
		Hosting:   Hosting{false, []string{"gz", "br"}},
		Voice: Voice{"styles", false, "check", "error", []VoiceRule{
			{"Kith.Jargon", "off", "", c.Voice.Rules[0].At}, {"Kith.TheUser", "suggestion", "our word", c.Voice.Rules[1].At},
		}},
		Check: Check{
			[]Level{{"broken-link", diag.Warning}, {"missing-alt", diag.Error}},
			[]Exception{{Code: "missing-alt", Path: "content/stories/old/", Until: meta.Date{Year: 2026, Month: 12, Day: 31}, Reason: "imported", At: c.Check.Exceptions[0].At}},
		},
		Params: c.Params, File: "site.toml", Places: c.Places,
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
	if !reflect.DeepEqual(c.Params.Any(), map[string]any{"strap": "S", "n": int64(3)}) {
		t.Errorf("%v", c.Params.Any())
	}
	if c.Check.Severity("missing-alt") != diag.Error || c.Check.Severity("broken-link") != diag.Warning || c.Check.Severity("missing-role") != diag.Warning {
		t.Error("severities")
	}
	for day, want := range map[int]bool{30: true, 31: true, 32: false} {
		today := meta.Date{Year: 2026, Month: 12, Day: 1}.AddDays(day - 1)
		if _, ok := c.Check.Excepted("missing-alt", "content/stories/old/a.md", "", today); ok != want {
			t.Errorf("%s: %v", today, ok)
		}
	}
	if _, ok := c.Check.Excepted("missing-alt", "content/stories/new.md", "", meta.Date{Year: 2026, Month: 1, Day: 1}); ok {
		t.Error("the exception is for a folder")
	}
	if pos, n := c.Place("brand.font"); pos.Offset == 0 || n != 6 {
		t.Error(pos, n)
	}
	if pos, _ := c.Place("nothing"); pos != diag.In("site.toml") {
		t.Error(pos)
	}
}

func TestMissing(t *testing.T) {
	_, found := load("title = ''\n")
	want := `0:0+0 missing-setting: "host" is missing | add a line above the first [table]: host = "ada-okonjo" names the person who answers when nobody nearer does
0:0+0 missing-setting: "language" is missing | add a line above the first [table]: language = "en-GB"
0:0+0 missing-setting: "timezone" is missing | add a line above the first [table]: timezone = "Europe/London"
0:0+0 missing-setting: "url" is missing | add a line above the first [table]: url = "https://stories.example.com/"
1:1+5 missing-setting: "title" is empty | it looks like title = "Our stories"`
	if found != want {
		t.Errorf("got %s\nwant %s", found, want)
	}
}

func TestBad(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`titel = "x"`, `6:1+5 unknown-setting: there is no setting "titel" | did you mean "title"?`},
		{`hue = 3`, `6:1+3 unknown-setting: there is no setting "hue" | it is a setting of [brand]`},
		{"[brand]\nhues = 3", `7:1+4 unknown-setting: there is no setting "brand.hues" | did you mean "hue"?`},
		{"[brand]\ncountry = 'GB'", `7:1+7 unknown-setting: there is no setting "brand.country" | it belongs above the first [table]`},
		{"[brand]\ncolour = 3", `7:1+6 unknown-setting: there is no setting "brand.colour" | settings here are hue, vivid, font, logo; your own go under [params]`},
		{"[feeds]\nx = 3", `7:1+1 unknown-setting: there is no setting "feeds.x" | settings here are items, full; your own go under [params]`},
		{"[colours]\nx = 3", `6:2+7 unknown-setting: there is no setting "colours" | your own settings go under [params]`},
		{`description = ["x"]`, `6:15+1 bad-setting: "description" should be text, not a list | `},
		{`brand = "x"`, `6:10+1 bad-setting: "brand" should be fields of its own, not "x" | `},
		{`per_page = 0`, `6:12+1 bad-setting: "per_page" cannot be 0 | it can be 1 to 1,000`},
		{`per_page = "many"`, `6:13+4 bad-setting: "per_page" should be a whole number, not "many" | `},
		{`country = "UK"`, `6:12+2 bad-setting: "UK" is not the code of a country | did you mean "GB"?`},
		{`country = "England"`, `6:12+7 bad-setting: "England" is not the code of a country | codes are two letters, such as GB, PT or DE`},
		{`theme = "../x"`, `6:10+4 bad-setting: "../x" cannot be the name of a theme | themes are folders in themes/; write the name of one`},
		{`kith = "new"`, `6:9+3 bad-setting: "new" is not a version of Kith | it looks like kith = "1.2"`},
		{"[brand]\nhue = 361", `7:7+3 bad-setting: "brand.hue" cannot be 361 | it can be 0 to 360`},
		{"[brand]\nvivid = 1.5", `7:9+3 bad-setting: "brand.vivid" cannot be 1.5 | it goes from 0 (grey) to 1.4`},
		{"[brand]\nlogo = '../x.svg'", `7:9+8 bad-setting: "../x.svg" is not a file of this site | write its path with slashes, as in "logo.svg"`},
		{"[contact]\nholidays = [2026-02-30]", `7:13+10 bad-date: "contact.holidays": February 2026 has 28 days | `},
		{"[languages.fr_CA]\ntitle = 'x'", `6:12+5 bad-language: "fr_CA" is not a language tag | did you mean "fr-CA"?`},
		{"[languages.en]\ntitle = 'x'", `6:12+2 same-language: [languages.en] makes a second edition of the site, as its language is "en-GB". | Write [languages.en-GB] for words of the main language. If readers elsewhere are meant, say where, as in en-US.`},
		{"[languages.en-gb]\ntitle = 'x'", `6:12+5 bad-setting: "en-GB" is the main language of the site | its title, description and menu stand above the tables; only [languages.en-GB.strings] and label belong here`},
		{"[[menu]]\nname = 'x'", `6:3+1 missing-setting: one of the items of the menu has no "url" | `},
		{"[[menu]]\nname = 'x'\nurl = 'javascript:x'", `8:8+12 bad-setting: "javascript:x" is not an address a page may link to | it looks like "/about/" or "https://example.com/"`},
		{"menu = ['x']", `6:10+1 bad-setting: "x" is no item of a menu | they look like [[menu]], with name = "About us" and url = "/about/" below`},
		{"[sections.people]\ntitle = 'x'", `6:11+6 bad-setting: "people" cannot be a section of plain pages | Kith has a use of its own for that name`},
		{"[sections.'a b']\ntitle = 'x'", `6:11+5 bad-setting: "a b" cannot be the name of a folder in content/ | use letters, digits and single hyphens`},
		{"redirects = [{from = '/a/', to = '/b/', status = 303}]", `6:50+3 bad-setting: a redirect cannot have the status 303 | 301 (moved for good) is usual; 302, 307, 308 and 410 (gone) work too`},
		{"redirects = [{from = 'a', to = '/b/'}]", `6:23+1 bad-setting: "a" is not a path on this site | it looks like "/old-name/"`},
		{"redirects = [{from = '/a/../b', to = '/b/'}]", `6:23+7 bad-setting: "/a/../b" is not a path on this site | it looks like "/old-name/"`},
		{"redirects = [{from = 'https://x.example/a/', to = '/b/'}]", `6:23+20 bad-setting: "https://x.example/a/" is not a path on this site | write it without the site's address: "/a/"`},
		{"redirects = [{from = '/a/'}]", `6:23+3 missing-setting: the redirect of "/a/" has no "to" | if the page is gone for good, say status = 410`},
		{"redirects = [{from = '/a/', to = '/a'}]", `6:35+2 bad-setting: this redirect leads back to itself | `},
		{"redirects = [{from = '/a/', to = '/b/'}, {from = '/a', to = '/c/'}]", `6:51+2 bad-setting: a redirect from "/a" stands here a second time | keep one of the two`},
		{"[markdown]\nhtml = 'on'", `7:9+2 bad-setting: "markdown.html" cannot be "on" | it can be off or safe`},
		{"[images]\nwidths = [5]", `7:11+1 bad-setting: "5" is not a width in pixels | they are whole numbers from 16 to 8,000`},
		{"[cards]\nfont = 'themes/x/a.woff2'", `7:9+16 bad-setting: "themes/x/a.woff2" is packed for browsers, and cards can't be drawn with it | put the .ttf or .otf of the same font in its place`},
		{"[cards]\nfont = '../a.ttf'", `7:9+8 bad-setting: "../a.ttf" is not a file under static/ or themes/ | it looks like font = "themes/ours/NotoSansJP-Bold.ttf"; what is under static/ is published too`},
		{"[images]\nformats = ['jpg']", `7:13+3 bad-setting: "images.formats" cannot be "jpg" | did you mean "jpeg"?`},
		{"[check]\nmissing-alts = 'off'", `7:1+12 unknown-setting: there is no setting "check.missing-alts" | did you mean "missing-alt"?`},
		{"[check]\nmissing-alt = 'none'", `7:16+4 bad-setting: "check.missing-alt" cannot be "none" | it can be off, idea, warning or error`},
		{"[check]\nbroken-link = 'off'", `7:16+3 bad-setting: "broken-link" cannot be turned down to "off": it would publish something wrong or broken | "warning" is the least; or make an exception for a file, with a reason and a date`},
		{"check.exceptions = [{code = 'missing-alt', until = 2026-01-01}]", `6:21+1 missing-setting: one of the exceptions has no "reason" | `},
		{"check.exceptions = [{code = 'mising-alt', until = 2026-01-01, reason = 'x'}]", `6:30+10 bad-setting: there is no finding called "mising-alt" | did you mean "missing-alt"?`},
		{"a b", `6:1+3 bad-setting: "a b" is not a setting: it has no equals sign | settings look like title = "Our hub"`},
		{`title = "x"`, `6:1+5 duplicate-key: "title" stands here a second time | keep one of the two`},
	} {
		if _, found := load(least + c.line + "\n"); found != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.line, found, c.want)
		}
	}
}

func TestZones(t *testing.T) {
	for in, want := range map[string]string{
		"Europe/London": "", "UTC": "", "Etc/GMT+5": "", "America/Argentina/Buenos_Aires": "",
		"Local": "zones look", "london": `did you mean "Europe/London"?`, "new york": `did you mean "America/New_York"?`,
		"europe/lisbon": `did you mean "Europe/Lisbon"?`, "GMT+1": "zones look", "../x": "zones look",
	} {
		_, found := load(strings.Replace(least, "Europe/London", in, 1))
		if want == "" && found != "" || want != "" && (!strings.Contains(found, "bad-timezone") || !strings.Contains(found, "| "+want)) {
			t.Errorf("%s: %s", in, found)
		}
	}
}

func TestParseURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://x.example":           "https://x.example/",
		"http://X.example:8080/hub/":  "http://x.example:8080/hub/",
		"https://x.example/caf%C3%A9": "https://x.example/caf%C3%A9/",
		"x.example":                   `"x.example" does not say how to get there; did you mean https://x.example/ ?`,
		"/hub/":                       `"/hub/" is not a web address; it looks like`,
		"ftp://x.example":             `"ftp://x.example" is not a web address; it looks like`,
		"https://":                    `"https://" names no site; it looks like`,
		"https://x.example/?a":        `"https://x.example/?a" has something behind ? or #`,
		"https://x.example/#":         `"https://x.example/#" has something behind ? or #`,
		"https://u:p@x.example/":      `"https://u:p@x.example/" holds a user name`,
		"https://x.example/a/../b":    `"https://x.example/a/../b" has a path that cannot be one`,
		"https://x.example/%2e%2e/":   `"https://x.example/%2e%2e/" has a path that cannot be one`,
		"https://x example/":          `"https://x example/" is not a web address; it looks like`,
	} {
		got, err := ParseURL(in)
		if err != nil {
			got = err.Error()
		}
		if got != want && (err == nil || !strings.HasPrefix(got, want)) {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestAllows(t *testing.T) {
	for _, c := range []struct {
		needs, have string
		want        bool
	}{
		{"", "0.1", true},
		{"1.2", "1.2.0", true},
		{"1.2", "v1.10.0", true},
		{"1.2", "1.1.9", false},
		{"1.2", "1.2.0-rc1", false},
		{"1.2", "1.3.0-rc1+x", true},
		{"1.2", "devel", true},
	} {
		config, _ := load("kith = '" + c.needs + "'\n")
		if got := config.Allows(c.have); got != c.want {
			t.Errorf("%s with %s: %v", c.needs, c.have, got)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(least)
	f.Add(least + "[brand]\nhue = 3\n[[menu]]\nname='x'\nurl='y'\n[check]\nmissing-alt='off'\n[[check.exceptions]]\ncode='x'\n")
	f.Add("redirects = [{from = '/a', to = '%zz'}]\nurl = '%'\ntimezone = ' '\nlanguage = 'x'\ncountry = 'ßß'\n")
	f.Add("[languages.'']\n[sections.'']\n[voice.rules]\nx = {}\n[security]\ncontact = 'a:'\nheaders = 3\n")
	f.Fuzz(func(t *testing.T, src string) {
		var list diag.List
		c := Load("site.toml", []byte(src), &list)
		for _, d := range list.Sorted() {
			if d.Pos.Offset < -1 || d.Pos.Offset > len(src) || d.Len < 0 || d.Pos.Offset+d.Len > len(src) || d.Message == "" {
				t.Errorf("%s at %d+%d of %d: %s", d.Code, d.Pos.Offset, d.Len, len(src), d.Message)
			}
		}
		for key, p := range c.Places {
			if p.Offset < 0 || p.Len < 0 || p.Offset+p.Len > len(src) {
				t.Errorf("%s at %d+%d of %d", key, p.Offset, p.Len, len(src))
			}
		}
		if b := c.BasePath(); !strings.HasPrefix(b, "/") || !strings.HasSuffix(b, "/") {
			t.Errorf("base path %q of %q", b, c.URL)
		}
	})
}
