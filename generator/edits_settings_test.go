package generator_test

import (
	"fmt"
	"strings"
)

// settingEdits change the settings, the theme and what is copied.
var settingEdits = []edit{
	{"French words", func(d *driver) {
		d.put("themes/default/strings/"+one(d, "fr", "fr", "ar")+".toml", fmt.Sprintf("stories = \"Contes %d\"\n[languages]\nfr = \"françois %d\"\n", d.pick(9), d.pick(3)))
	}},
	{"static", func(d *driver) {
		d.put(one(d, "static/notice.txt", "static/more/a.css", "static/_redirects", "static/_headers", "static/assets/a.css", "static/notice.txt.gz",
			"static/favicon.ico", "static/robots.txt", "static/humans.txt", "static/security.txt", "static/.well-known/security.txt"), d.word()+"\n")
	}},
	{"template", func(d *driver) {
		d.put(one(d, "themes/default/partials/crumbs.html", "themes/default/partials/byline.html", "themes/default/story.html", "themes/default/gone.html"),
			one(d, "{{/* mine */}}", "<p>"+fmt.Sprint(d.n)+"</p>"))
	}},
	{"sheet", func(d *driver) {
		d.put("themes/default/assets/css/9-mine.css", fmt.Sprintf("p { order: %d }\n", d.pick(99)))
	}},
	{"asset", func(d *driver) { d.put("themes/default/assets/"+one(d, "a.txt", "b.svg"), d.word()) }},
	{"words", func(d *driver) {
		d.put("themes/default/strings/en.toml", fmt.Sprintf("stories = \"Stories %d\"\n", d.pick(9)))
	}},
	{"theme out", func(d *driver) {
		for _, f := range d.under("themes/", "") {
			d.drop(f)
		}
	}},
	{"site title", func(d *driver) { d.setting("title", fmt.Sprintf("%q", d.word())) }},
	{"description", func(d *driver) { d.setting("description", one(d, "", fmt.Sprintf("%q", d.word()))) }},
	{"per page", func(d *driver) { d.setting("per_page", one(d, "", "1", "2", "3")) }},
	{"host", func(d *driver) { d.setting("host", fmt.Sprintf("%q", d.person())) }},
	{"corrections", func(d *driver) { d.setting("corrections", one(d, "", fmt.Sprintf("%q", d.person()))) }},
	{"language", func(d *driver) { d.setting("language", one(d, `"en-GB"`, `"en-US"`, `"de"`, `"ar"`)) }},
	{"legal page", func(d *driver) {
		f := one(d, "content/imprint.md", "content/datenschutz.md", "content/privacy.md")
		if d.files[f] != "" {
			d.drop(f)
			return
		}
		d.put(f, "---\ntitle: "+quoted(d.word())+"\n---\n\nWe are.\n")
	}},
	{"country", func(d *driver) { d.setting("country", one(d, `"GB"`, `"DE"`)) }},
	{"zone", func(d *driver) {
		d.setting("timezone", one(d, `"Europe/London"`, `"Pacific/Auckland"`, `"America/Los_Angeles"`))
	}},
	{"url", func(d *driver) { d.setting("url", one(d, `"https://hub.example/"`, `"https://x.example/hub/"`)) }},
	{"tables", func(d *driver) {
		tail := one(d,
			"\n[[redirects]]\nfrom = \"/r/\"\nto = \"/stories/letter/\"\n",
			"\n[[redirects]]\nfrom = \"/gone/\"\nstatus = 410\n",
			"\n[[menu]]\nname = \"Letters\"\nurl = \"/stories/\"\n",
			"\n[sections.guides]\ntitle = \"Guides\"\n",
			"\n[brand]\nhue = 40\n",
			"\n[brand]\nvivid = 0.3\n",
			french,
			"\n[languages.ar]\nparams = {a = \"c\"}\n",
			"\n[languages.de]\nlabel = \"Teitsch\"\nstrings = {stories = \"Gschichtn\"}\n[[languages.de.menu]]\nname = \"Leute\"\nurl = \"/people/\"\n",
			"\n[brand]\nlogo = \"logo.svg\"\n",
			"\n[params]\na = \"b\"\n",
			"\n[security.headers]\nReferrer-Policy = \"no-referrer\"\n",
			"\n[security.headers]\nContent-Security-Policy = \"\"\n",
			"\n[hosting]\nprecompress = [\"gz\", \"br\"]\n",
			"\n[hosting]\nprecompress = [\"gz\"]\nheaders = false\n",
			"\n[markdown]\nhtml = \"safe\"\n",
			"\n[check]\nmissing-consent = \"off\"\n",
			"\n[feeds]\nitems = 2\n",
			"\n[images]\nwidths = [16, 32]\nquality = 40\n",
			"\n[images]\nportraits = \"gray\"\nmax_pixels = 10000\n",
			"\n[images]\nportraits = \"brand\"\n",
			"\n[feeds]\nfull = false\nformats = [\"json\"]\nfor = [\"topics\"]\n",
			"\n[feeds]\nformats = []\n",
			"\n[security]\ncontact = \"mailto:hole@hub.example\"\nexpires = 2026-11-25\npolicy = \"/stories/\"\n",
			"\n[robots]\nllms = true\ndisallow = [\"/stories/in/\"]\nrefuse = [\"GPTBot\"]\n",
			"\n[organization]\nname = \"The Hub\"\nlegal_name = \"Hub & Sons Ltd\"\nfounded = \"1949\"\naddress = \"1 Yard\"\n")
		t := d.files["site.toml"]
		if strings.Contains(t, tail) {
			t = strings.Replace(t, tail, "", 1)
		} else {
			t += tail
		}
		d.put("site.toml", t)
	}},
}
