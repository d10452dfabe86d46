package generator_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/sitetest"
)

// secret stands in a file beside the site's folder. No output may hold it.
const secret = "CANARY-d41d8cd9"

// hostile is an input that somebody could write by malice or mischance.
type hostile struct {
	name string
	// lay changes the small hub; or do works on the folder itself.
	lay string
	set func(f sitetest.Files)
	do  func(t *testing.T, s *sitetest.Site)
	// err is the file that must be named by an error. Where it is empty the
	// site must be published, and be safe.
	err  string
	code diag.Code
	// fails is set where there can be no report at all.
	fails bool
	// alone is set where the mistake only shows on a site without others.
	alone bool
	// opts changes the options.
	opts func(*generator.Options)
}

const front = "---\ntitle: X\nsummary: A summary that is long enough to be one of the right length.\ndate: 2026-01-01\nauthors: [ana-lopez]\n"

func story(more string) string { return front + more }

// x is a file in which the case's story stands.
const x = "content/stories/x.md"

func inStory(name, more string) hostile {
	return hostile{name: name, set: func(f sitetest.Files) { f[x] = story(more) }}
}

func badStory(name, more string) hostile {
	h := inStory(name, more)
	h.err = x
	return h
}

func (h hostile) coded(c diag.Code) hostile { h.code = c; return h }

func put(name, file, text string) hostile {
	return hostile{name: name, set: func(f sitetest.Files) { f[file] = text }}
}

func bad(name, file, text string) hostile {
	h := put(name, file, text)
	h.err = file
	return h
}

func swap(name, file, old, new string) hostile {
	return hostile{name: name, err: file, set: func(f sitetest.Files) { f[file] = f.Replace(file, old, new)[file] }}
}

func (h hostile) fine() hostile { h.err = ""; return h }

func settings(name, more string) hostile {
	return hostile{name: name, err: "site.toml", set: func(f sitetest.Files) { f["site.toml"] += more }}
}

const ana = "content/people/ana-lopez.md"

func hostiles() []hostile {
	deep := func(s string, n int) string { return strings.Repeat(s, n) }
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" +
		"d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n" +
		"g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nparams: {h: [*g,*g,*g,*g,*g,*g,*g,*g,*g]}\n"
	list := []hostile{
		// Front matter.
		badStory("yaml bomb", bomb+"---\n"),
		badStory("alias to itself", "params: &p {q: *p}\n---\n"),
		badStory("deep flow lists", "params: {a: "+deep("[", 20000)+deep("]", 20000)+"}\n---\n"),
		badStory("deep block maps", "params:\n"+func() string {
			var b strings.Builder
			for i := range 2000 {
				b.WriteString(deep(" ", i+1) + "a:\n")
			}
			return b.String()
		}()+"---\n"),
		badStory("duplicate key", "title: Y\n---\n").coded("duplicate-key"),
		badStory("tab indentation", "params:\n\ta: 1\n---\n"),
		badStory("unclosed front matter", "summary2: never ends\n\nbody"),
		badStory("merge key loop", "params: &a\n  <<: *a\n---\n"),
		badStory("custom tag", "params: !!python/object/apply:os.system ['id']\n---\n"),
		badStory("binary tag", "to: !!binary aGVsbG8=\n---\n"),
		badStory("second document", "--- \n---\na: b\n---\n").fine(),
		badStory("list where text belongs", "to: [a, {b: c}]\n---\n").coded("wrong-type"),
		badStory("map where a date belongs", "expires: {a: 1}\n---\n"),
		bad("title is a map", x, "---\ntitle: {a: b}\ndate: 2026-01-01\n---\n"),
		bad("front matter is a list", x, "---\n- a\n- b\n---\n"),
		bad("front matter is a word", x, "---\nhello\n---\n"),
		bad("toml bomb", x, "+++\ntitle = \"X\"\ndate = 2026-01-01\nparams = "+deep("[", 20000)+deep("]", 20000)+"\n+++\n"),
		bad("toml broken", x, "+++\ntitle = \"X\n+++\n"),
		bad("empty file", x, ""),
		bad("a lone fence", x, "---"),
		bad("two fences", x, "---\n---\n"),
		bad("only text", x, "Just a few words, and nothing above them.\n"),
		bad("only a byte order mark", x, "\ufeff"),
		put("byte order mark, windows line ends", x, "\ufeff"+strings.ReplaceAll(story("---\n\nHello\n\n- a\n- b\n"), "\n", "\r\n")),
		put("old mac line ends in the body", x, story("---\n")+"one\rtwo\rthree"),
		put("only front matter", x, story("---")),
		bad("NUL bytes", x, story("---\n\nHello\x00there\n")).coded("not-text"),
		bad("NUL bytes in front matter", x, story("to: a\x00b\n---\n")),
		bad("invalid UTF-8", x, story("---\n\n\xff\xfe\xfa\n")).coded("not-text"),
		bad("UTF-16", x, "\xff\xfe-\x00-\x00-\x00\n\x00"),
		bad("5 MB of text", x, story("---\n\n")+deep("word ", 1<<20)).coded("too-large"),
		bad("a picture called .md", x, sitetest.Parse("-- a.png --\npng 9x9")["a.png"]),

		// Dates.
		badStory("31 February", "expires: 2026-02-31\n---\n").coded("bad-date"),
		bad("year 0", x, "---\ntitle: X\ndate: 0000-00-00\n---\n"),
		bad("year 99999", x, "---\ntitle: X\ndate: 99999-01-01\n---\n"),
		bad("negative year", x, "---\ntitle: X\ndate: -2026-01-01\n---\n"),
		put("year 1", x, "---\ntitle: X\ndate: 0001-01-01\n---\n"),
		put("year 9999", x, "---\ntitle: X\ndate: 9999-12-31\nexpires: 9999-12-31\n---\n"),
		bad("a date in words", x, "---\ntitle: X\ndate: yesterday\n---\n").coded("bad-date"),
		bad("a zone of 99 hours", x, "---\ntitle: X\ndate: 2026-01-01T00:00:00+99:00\n---\n"),
		badStory("a pin until never", "pinned: {rank: 99999999999999999999, until: 2026-13-01}\n---\n"),

		// Links and pictures in text.
		badStory("javascript link", "---\n\n[a](javascript:alert(1))\n").coded("bad-link"),
		badStory("javascript with entities", "---\n\n[a](&#106;&#97;vascript&colon;alert(1))\n").coded("bad-link"),
		badStory("javascript with a line break", "---\n\n[a](java&#10;script:alert(1))\n"),
		badStory("javascript with a tab", "---\n\n[a](<java\tscript:alert(1)>)\n"),
		badStory("javascript in capitals", "---\n\n<JAVASCRIPT:alert(1)>\n"),
		badStory("javascript in brackets, in capitals", "---\n\n[a](<JavaScript:alert(1)>)\n"),
		badStory("vbscript", "---\n\n[a](vbscript:msgbox)\n"),
		badStory("data link", "---\n\n[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)\n"),
		badStory("data picture", "---\n\n![a](data:image/svg+xml,<svg/onload=alert(1)>)\n"),
		badStory("file link", "---\n\n[a](file:///etc/passwd)\n"),
		badStory("link by reference", "---\n\n[a][b]\n\n[b]: javascript:alert(1)\n"),
		inStory("picture elsewhere", "---\n\n![a](https://tracker.example/a.gif)\n"),
		badStory("picture without scheme", "---\n\n![a](//tracker.example/a.gif)\n"),
		badStory("a link that climbs out", "---\n\n[a](../../../secret.txt)\n"),
		badStory("a link that climbs out, encoded", "---\n\n[a](..%2f..%2f..%2fsecret.txt)\n"),
		badStory("a picture that climbs out", "---\n\n![a](../../../secret.txt)\n"),
		badStory("a picture with backslashes", "---\n\n![a](..\\\\..\\\\..\\\\secret.txt)\n"),
		badStory("a picture with an absolute path", "---\n\n![a](/etc/passwd)\n"),
		badStory("a picture out of static", "---\n\n![a](/../../secret.txt)\n"),
		badStory("a NUL in a link", "---\n\n[a](%00x.md)\n"),
		badStory("story that does not exist", "---\n\n[a](story:nope)\n").coded("unknown-story"),
		badStory("a part that does not exist", "---\n\n[a](story:letter#nope)\n").coded("broken-anchor"),

		// Raw HTML and deep nesting.
		inStory("script in the body", "---\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n<svg onload=alert(1)>\n"),
		inStory("half a tag", "---\n\n<img src=x onerror=\n\n<a href='\n"),
		inStory("a comment that never ends", "---\n\n<!-- hidden\n\nmore <script>alert(1)</script>\n"),
		inStory("handlers as attributes", "---\n\n## Head {onclick=alert(1) style=\"x:y\" #ok}\n\n[a](/){onclick=alert(1) href=javascript:alert(1)}\n"),
		inStory("template marks in the body", "---\n\n{{.Site}} {{template \"x\"}} {{ printf \"%s\" }} `{{.}}`\n"),
		inStory("deep quotes", "---\n\n"+deep("> ", 5000)+"x\n"),
		inStory("deep lists", "---\n\n"+deep("- ", 5000)+"x\n"),
		inStory("deep emphasis", "---\n\n"+deep("*", 50000)+"x"+deep("*", 50000)+"\n"),
		inStory("deep brackets", "---\n\n"+deep("[", 50000)+deep("](x", 50000)+"\n").fine(),
		inStory("open brackets", "---\n\n"+deep("![", 50000)+"\n"),
		inStory("a line of 3 MB", "---\n\n"+deep("x", 3<<20)+"\n"),
		inStory("ten thousand headings", "---\n\n"+deep("## Same\n\n", 10000)),
		inStory("ten thousand footnotes", "---\n\n"+deep("a[^1] ", 10000)+"\n\n[^1]: b\n"),
		inStory("a footnote in itself", "---\n\na[^1]\n\n[^1]: b[^1] [^2]\n[^2]: c[^1]\n"),
		inStory("a table of a thousand columns", "---\n\n"+deep("|a", 1000)+"|\n"+deep("|-", 1000)+"|\n"+deep(deep("|x", 1000)+"|\n", 20)),
		inStory("unclosed code", "---\n\n```go\nfunc main() {\n"),
		inStory("code in a language called <script>", "---\n\n```<script>alert(1)</script>\nx\n```\n\n``` \"onmouseover=alert(1)\nx\n```\n"),
		inStory("control characters", "---\n\na\x1b[31mred\x07\x08 \u202egnp.exe\u200b\n"),
		inStory("heading ids", "---\n\n## main {#main}\n\n## contact {#contact}\n\n## \"><script> {#a\"b}\n\n## main\n"),

		// Names that leave, clash or cannot be.
		badStory("alias that climbs out", "aliases: [../../../../tmp/evil]\n---\n"),
		badStory("alias with dots inside", "aliases: [/a/../../b/]\n---\n"),
		badStory("alias with a backslash", "aliases: ['\\..\\evil']\n---\n"),
		badStory("alias elsewhere", "aliases: ['https://evil.example/']\n---\n"),
		badStory("alias for the home page", "aliases: [/]\n---\n"),
		badStory("alias for a page", "aliases: [/about/]\n---\n").coded("address-clash"),
		badStory("alias in the staging folder", "aliases: [/.kith-stage/x/]\n---\n"),
		badStory("alias over the redirects file", "aliases: [/_redirects]\n---\n"),
		badStory("alias that Windows keeps", "aliases: [/con/]\n---\n"),
		badStory("alias with a line break", "aliases: [\"/a\\nb/ /evil 301\"]\n---\n"),
		badStory("alias with a space", "aliases: ['/a /evil/ 301 #']\n---\n"),
		badStory("alias below a file", "aliases: [/assets/besley-OFL.txt/x/]\n---\n").fine(),
		badStory("slug that climbs out", "slug: ../../evil\n---\n"),
		badStory("slug with a slash", "slug: a/b\n---\n"),
		badStory("slug of dots", "slug: '..'\n---\n"),
		badStory("slug of another story", "slug: letter\n---\n"),
		badStory("slug that Windows keeps", "slug: nul\n---\n"),
		badStory("slug of the list's own folder", "slug: page\n---\n").fine(),
		badStory("slug 'in'", "slug: in\n---\n").fine(),
		badStory("image that climbs out", "image: {src: ../../../secret.txt, alt: a}\n---\n"),
		badStory("image with an absolute path", "image: {src: /etc/passwd, alt: a}\n---\n"),
		badStory("image as an address", "image: {src: 'https://tracker.example/a.png', alt: a}\n---\n"),
		badStory("image as data", "image: {src: 'data:image/png;base64,AAAA', alt: a}\n---\n"),
		badStory("image of site.toml", "image: {src: ../../site.toml, alt: a}\n---\n"),
		badStory("canonical javascript", "canonical: 'javascript:alert(1)'\n---\n"),
		swap("photo that climbs out", ana, "name: Ana Lopez", "name: Ana Lopez\nphoto: ../../../secret.txt"),
		swap("link in a person", ana, "name: Ana Lopez", "name: Ana Lopez\nlinks: [{url: 'javascript:alert(1)', label: me}]"),
		swap("channel url", ana, "name: Ana Lopez", "name: Ana Lopez\nchannels: [{type: booking, value: 'javascript:alert(1)'}]"),
		swap("email with headers", ana, "ana@hub.example", "'ana@hub.example?bcc=evil@evil.example'"),
		swap("email with a line break", ana, "ana@hub.example", "\"ana@hub.example\\nBcc: evil@evil.example\""),
		swap("phone with script", ana, `"+44 1632 960001"`, `"+44 1632 960001;ext=<script>"`),
		swap("id of a person twice", "content/people/cleo-park.md", "name: Cleo Park", "aliases: [/people/ana-lopez/]\nname: Cleo Park"),

		// People who lead in circles.
		swap("covering oneself", ana, "name: Ana Lopez", "name: Ana Lopez\nstatus: on_leave\nleave: {from: 2026-11-01, until: 2026-12-01, cover: ana-lopez}"),
		swap("protected by oneself", ana, "name: Ana Lopez", "name: Ana Lopez\nprotected: ana-lopez"),
		{name: "successors in a circle", err: "content/people/p1.md", lay: `
-- content/people/p1.md --
---
name: P One
role: r
status: left
departed: {date: 2026-01-01, successor: p2}
---
-- content/people/p2.md --
---
name: P Two
role: r
status: left
departed: {date: 2026-01-01, successor: p1}
---
`},
		{name: "a host who left", err: ana, set: func(f sitetest.Files) {
			f[ana] = strings.Replace(f[ana], "name: Ana Lopez", "name: Ana Lopez\nstatus: left\ndeparted: {date: 2026-01-01}", 1)
		}},
		{name: "routes that fall back on each other", lay: `
-- content/contact/r1.md --
---
title: First
people: [ana-lopez]
fallback: [r2]
---
-- content/contact/r2.md --
---
title: Second
people: [bo-chen]
fallback: [r1]
---
`},
		{name: "a team that is its own grandparent", lay: `
-- content/teams/workshop.md --
---
name: Workshop
parent: office
---
-- content/teams/office.md --
---
name: Office
parent: workshop
---
`},
		{name: "two stories of one part", lay: `
-- content/stories/s1.md --
---
title: One
date: 2026-01-01
authors: [ana-lopez]
series: {id: s, part: 1}
---
-- content/stories/s2.md --
---
title: Two
date: 2026-01-02
authors: [ana-lopez]
series: {id: s, part: 1}
---
`},
		inStory("part -5 of a series", "series: {id: s, part: -5}\n---\n").but(x),
		inStory("part 1e99 of a series", "series: {id: s, part: 1e99}\n---\n").but(x),

		// Files and folders.
		{name: "two files, one id", err: "content/stories/letter/index.md", code: "twin-id", lay: "\n-- content/stories/letter/index.md --\n" + story("---\n")},
		{name: "two ids that differ in case", err: "content/stories/letter.md", lay: "\n-- content/stories/LETTER.md --\n" + story("---\n")},
		{name: "two ids that differ in how accents are stored", err: "content/stories/café.md", set: func(f sitetest.Files) {
			f["content/stories/caf\u00e9.md"] = story("---\n")
			f["content/stories/cafe\u0301.md"] = story("---\n")
		}},
		bad("reserved name", "content/stories/con.md", story("---\n")),
		put("a name with a space at its end", "content/stories/x .md", story("---\n")),
		bad("a name of dots", "content/stories/...md", story("---\n")).fine(),
		bad("a name with a quote", "content/stories/a\"b.md", story("---\n")),
		bad("a name with markup", "content/stories/<b>x.md", story("---\n")),
		bad("a name with a line break", "content/stories/a\nb.md", story("---\n")),
		bad("a name with a backslash", `content/stories/a\..\..\x.md`, story("---\n")),
		bad("a name of 200 letters", "content/stories/"+deep("x", 200)+".md", story("---\n")).fine(),
		put("a name in Arabic", "content/stories/قصة-أولى.md", story("---\n")),
		put("a name in Japanese", "content/stories/最初の日.md", story("---\n")),
		bad("a name in emoji", "content/stories/🎉.md", story("---\n")),
		put("a static file with an odd name", "static/a b'c&d.txt", "hello"),
		bad("a static file that Windows keeps", "static/aux.txt", "hello"),
		bad("a static file for a page", "static/stories/letter/index.html", "<script>alert(1)</script>").but("content/stories/letter.md"),
		bad("a static file where a folder has to be", "static/stories", "hello"),
		put("a page called like the theme's folder", "content/assets.md", "---\ntitle: Assets\n---\n"),
		{name: "a static file over a page's, in capitals", err: "content/about.md", set: func(f sitetest.Files) { f["static/About/Index.html"] = "x" }},
		{name: "redirects with lines of their own", set: func(f sitetest.Files) { f["static/_redirects"] = "/a /b 301\n" }},
		{name: "link to a file outside", err: "content/stories/out.md", do: link("content/stories/out.md", "../../../secret.txt")},
		{name: "link to a picture outside", err: "content/stories/kettle/out.png", do: link("content/stories/kettle/out.png", "../../../../secret.txt")},
		{name: "link to /etc", err: "static/etc", do: link("static/etc", "/etc")},
		{name: "link to a file by its whole path", err: "static/passwd", do: link("static/passwd", "/etc/passwd")},
		{name: "link to a folder", err: "content/again", do: link("content/again", "stories")},
		{name: "links in a circle", err: "content/stories/loop.md", do: link("content/stories/loop.md", "loop.md")},
		{name: "a folder that is a link to its parent", err: "content/stories/up", do: link("content/stories/up", "..")},
		{name: "a pipe", err: "content/stories/pipe.md", do: fifo("content/stories/pipe.md")},
		{name: "a pipe for settings", fails: true, do: func(t *testing.T, s *sitetest.Site) {
			s.Remove("site.toml")
			fifo("site.toml")(t, s)
		}},
		{name: "a pipe in a theme", err: "themes/default/story.html", do: fifo("themes/default/story.html")},
		{name: "a pipe in static", err: "static/pipe", do: fifo("static/pipe")},
		{name: "a folder called x.md", do: func(t *testing.T, s *sitetest.Site) { s.Write("content/stories/x.md/readme.txt", "hello") }},
		{name: "a file that may not be read", err: "content/stories/letter.md", do: func(t *testing.T, s *sitetest.Site) {
			if os.Getuid() == 0 {
				t.Skip("root may read everything")
			}
			os.Chmod(filepath.Join(s.Dir, "content/stories/letter.md"), 0)
		}},

		// Settings.
		settings("duplicate table", "\n[contact]\nhours = \"Mo 09:00-10:00\"\n"),
		swap("theme that climbs out", "site.toml", `host =`, `theme = "../../themes"`+"\nhost ="),
		swap("theme with an absolute path", "site.toml", `host =`, `theme = "/etc"`+"\nhost ="),
		swap("theme of dots", "site.toml", `host =`, `theme = ".."`+"\nhost ="),
		swap("logo that climbs out", "site.toml", `name = "Small Works Ltd"`, `logo = "../secret.txt"`),
		swap("url of script", "site.toml", `"https://hub.example/"`, `"javascript:alert(1)//"`),
		swap("url with a user", "site.toml", `"https://hub.example/"`, `"https://u:p@hub.example/"`),
		swap("url with a query", "site.toml", `"https://hub.example/"`, `"https://hub.example/?a=b"`),
		swap("url that climbs", "site.toml", `"https://hub.example/"`, `"https://hub.example/a/../../b/"`),
		swap("url with quotes", "site.toml", `"https://hub.example/"`, `'https://hub.example/"><script>/'`),
		swap("zone that climbs out", "site.toml", `"Europe/London"`, `"../../etc/passwd"`),
		swap("language of script", "site.toml", `"en-GB"`, `"en\"><script>"`),
		swap("a host nobody knows", "site.toml", `"ana-lopez"`, `"nobody-at-all"`),
		swap("host that is a map", "site.toml", `"ana-lopez"`, `{id = "ana-lopez"}`),
		swap("brand font that climbs out", "site.toml", "[organization]", "[brand]\nfont = \"../../../secret\"\n[organization]"),
		swap("brand hue beyond", "site.toml", "[organization]", "[brand]\nhue = 999999999999\n[organization]"),
		settings("redirect that climbs out", "\n[[redirects]]\nfrom = \"/../../tmp/evil\"\nto = \"/\"\n"),
		settings("redirect from a page", "\n[[redirects]]\nfrom = \"/about/\"\nto = \"/\"\n"),
		settings("redirect to script", "\n[[redirects]]\nfrom = \"/a/\"\nto = \"javascript:alert(1)\"\n"),
		settings("redirect with a line break", "\n[[redirects]]\nfrom = \"/a/\"\nto = \"/b/\\n/* https://evil.example 301\"\n"),
		settings("redirect with a line break in from", "\n[[redirects]]\nfrom = \"/a\\n/* https://evil.example 301\"\nto = \"/\"\n"),
		settings("redirect to itself", "\n[[redirects]]\nfrom = \"/a/\"\nto = \"/a/\"\n"),
		settings("menu of script", "\n[[menu]]\nname = \"x\"\nurl = \"javascript:alert(1)\"\n"),
		settings("section called like a kind", "\n[sections.stories]\ntitle = \"x\"\n"),
		settings("section that climbs out", "\n[sections.\"../..\"]\ntitle = \"x\"\n"),
		settings("security header with a line break", "\n[security]\n[security.headers]\nX = \"a\\nSet-Cookie: b\"\n").fine(),
		settings("unknown setting", "\n[unknown]\na = 1\n"),
		bad("settings that are no TOML", "site.toml", "{{{{"),
		bad("settings that are empty", "site.toml", ""),
		bad("settings with NUL", "site.toml", "url = \"a\x00b\"\n"),
		bad("settings in UTF-16", "site.toml", "\xff\xfeu\x00r\x00l\x00"),
		bad("settings of 20000 brackets", "site.toml", "a = "+deep("[", 20000)+deep("]", 20000)),
		{name: "no settings", fails: true, do: func(t *testing.T, s *sitetest.Site) { s.Remove("site.toml") }},
		{name: "settings that are a folder", fails: true, do: func(t *testing.T, s *sitetest.Site) {
			s.Remove("site.toml")
			s.Write("site.toml/x", "")
		}},
		{name: "settings that are a link out", fails: true, do: func(t *testing.T, s *sitetest.Site) {
			s.Remove("site.toml")
			link("site.toml", "../secret.txt")(t, s)
		}},
		{name: "settings named outside", fails: true, opts: func(o *generator.Options) { o.Config = "../secret.txt" }},
		{name: "output over the sources", fails: true, opts: func(o *generator.Options) { o.Out = "content" }},
		{name: "output above the sources", fails: true, opts: func(o *generator.Options) { o.Out = "." }},
		{name: "output in the theme", fails: true, opts: func(o *generator.Options) { o.Out = "themes/out" }},
		{name: "base url of script", fails: true, opts: func(o *generator.Options) { o.BaseURL = "javascript:alert(1)" }},

		// Themes.
		bad("template that cannot be read", "themes/default/story.html", "{{if"),
		bad("template that asks for what is not there", "themes/default/story.html", "{{.Nothing}}"),
		bad("template in a circle", "themes/default/story.html", `{{template "partials/x.html" .}}`).with("themes/default/partials/x.html", `{{template "partials/x.html" .}}`).but("themes/default/partials/x.html").single(),
		bad("template with NUL", "themes/default/story.html", "a\x00b"),
		bad("words that are no TOML", "themes/default/strings/en.toml", "= ="),
		bad("sheet that loads from nowhere", "themes/default/assets/css/9-x.css", "a { background: url(nope.png) }"),
		{name: "a theme file that leads out", do: link("themes/default/assets/x.txt", "../../../../secret.txt"), err: "themes/default/assets/x.txt"},
	}
	for _, payload := range payloads {
		list = append(list, hostile{name: "in every field: " + payload, set: func(f sitetest.Files) { everywhere(f, payload) }})
	}
	return list
}

func (h hostile) single() hostile { h.alone = true; return h }

func (h hostile) but(file string) hostile { h.err = file; return h }

func (h hostile) with(file, text string) hostile {
	set := h.set
	h.set = func(f sitetest.Files) { set(f); f[file] = text }
	return h
}

// payloads are put into every field that is free text.
var payloads = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`' onmouseover='alert(1)' x='`,
	`</title></style></textarea><script>alert(1)</script>`,
	`{{.Site.Title}}{{template "x"}}{{`,
	`--><script>alert(1)</script><!--`,
	`javascript:alert(1)`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	"\u202e\u2066 evil \u2028 line",
}

// everywhere fills all free text of a hub with the same.
func everywhere(f sitetest.Files, payload string) {
	q := "'" + strings.ReplaceAll(payload, "'", "''") + "'"
	if strings.Contains(payload, "\u2028") {
		q = `"` + payload + `"`
	}
	y := func(text string) string { return strings.ReplaceAll(text, "§", q) }
	toml := strings.NewReplacer("§", fmt.Sprintf("%q", payload))
	f["site.toml"] = toml.Replace(`url = "https://hub.example/"
title = §
description = §
language = "en-GB"
timezone = "Europe/London"
host = "ana-lopez"
[organization]
name = §
legal_name = §
founded = §
address = §
[params]
strap = §
clock_note = §
remark = §
imprint = §
[languages.en-GB.strings]
[sections.guides]
title = §
description = §
`)
	f["site.toml"] = strings.Replace(f["site.toml"], "[languages.en-GB.strings]\n", "", 1)
	f["content/guides/one.md"] = y("---\ntitle: §\nsummary: §\nmenu: footer\n---\n\n§\n")
	f["content/_index.md"] = y("---\ntitle: §\nsummary: §\n---\n")
	for _, k := range []string{"stories", "people", "values", "contact"} {
		f["content/"+k+"/_index.md"] = y("---\ntitle: §\nsummary: §\n---\n")
	}
	f["content/about.md"] = y("---\ntitle: §\nsummary: §\nmenu: main\nparams: {a: §, § : b}\n---\n")
	f["content/people/bo-chen/index.md"] = y(`---
name: §
known_as: §
sort_name: §
given_name: §
family_name: §
pronounce: §
role: §
email: bo@hub.example
channels: [{type: post, value: §, label: §, note: §, cost: §}, {type: phone, value: "+44 1632 960002", label: §, note: §}]
no_phone: §
team: §
location: §
hours_note: §
helps_with: [§]
topics: [Repairs]
ask_me_about: [§]
photo: {src: bo.png, alt: §, caption: §, credit: §}
summary: §
links: [{url: "https://bo.example/", label: §}]
consent: {given: 2026-01-05, covers: [name, photo, quote, voice, email, phone, story], by: §}
---
`)
	f["content/values/say-so.md"] = y("---\ntitle: §\nstatement: §\npromise: §\nhardest: §\nshort: §\nkeeper: bo-chen\nlooks_like: [§, §]\nnot: [§]\n---\n")
	f["content/contact/letters.md"] = y(`---
title: §
also: [§]
people: [{person: bo-chen, for: §}]
promise: §
steps: [§]
before: [§]
urgent: {when: §, do: §, channel: §}
---
`)
	f["content/stories/letter.md"] = y(`---
title: §
summary: §
date: 2026-10-12
authors: [bo-chen]
people: [{person: ana-lopez, as: §}]
credits: {photos: [ana-lopez]}
values: [say-so]
topics: [Letters]
format: letter
to: §
changed: §
made_with: §
updates: [{date: 2026-10-13, kind: correction, note: §, by: bo-chen}]
voice_keep: [{words: §, why: §}]
image: {src: a.png, alt: §, caption: §, credit: §}
params: {a: §}
---

## The second page

`) + payload + "\n\n" + `![` + strings.NewReplacer("[", "", "]", "", "<", "&lt;").Replace(payload) + "](a.png)\n"
	f["content/stories/a.png"] = sitetest.Parse("-- a.png --\npng 3x3")["a.png"]
	f["content/places/here.md"] = y("---\nname: §\naddress: §\nvisit: §\nclosed: §\naccess: §\n---\n")
	f["content/teams/workshop.md"] = y("---\nname: §\npurpose: §\nlead: ana-lopez\n---\n")
	f["content/topics/repairs.md"] = y("---\ntitle: §\nsummary: §\nalso: [§]\n---\n")
	f["content/series/s.md"] = y("---\ntitle: §\nsummary: §\n---\n")
	f["content/stories/bench.md"] = strings.Replace(f["content/stories/bench.md"], "topics:", "series: s\ntopics:", 1)
	f["content/people/ana-lopez.md"] = strings.Replace(f["content/people/ana-lopez.md"], "team:", "place: here\nteam:", 1)
}

func link(name, to string) func(*testing.T, *sitetest.Site) {
	return func(t *testing.T, s *sitetest.Site) {
		p := filepath.Join(s.Dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, p); err != nil {
			t.Skip("no links here:", err)
		}
	}
}

func TestHostile(t *testing.T) {
	for _, h := range hostiles() {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			h.run(t)
		})
	}
}

func (h hostile) run(t *testing.T) {
	files := sitetest.Hub(h.lay)
	if h.err != "" && !h.alone {
		// A second mistake elsewhere, which the first must not hide.
		files = files.Replace("content/stories/bench.md", "authors: [ana-lopez", "authors: [nobody-known, ana-lopez")
	}
	if h.set != nil {
		h.set(files)
	}
	// 255 bytes is the longest name; the file system may refuse others.
	parent := t.TempDir()
	dir := filepath.Join(parent, "site")
	for name, text := range map[string]string{"secret.txt": secret, "secret.md": "---\ntitle: " + secret + "\n---\n", "secret.woff2": secret} {
		if err := os.WriteFile(filepath.Join(parent, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if runtime.GOOS != "linux" && (strings.ContainsAny(strings.Join(slices.Collect(maps.Keys(files)), ""), "\n\"<\\") || h.name == "two ids that differ in how accents are stored") {
		t.Skip("this system has no such names")
	}
	s := sitetest.NewIn(t, dir, files)
	if h.do != nil {
		h.do(t, s)
	}
	before := listing(t, parent)
	rep, err := s.TryBuild(func(o *generator.Options) {
		if h.opts != nil {
			h.opts(o)
		}
	})
	if after := listing(t, parent); !maps.Equal(before, after) {
		t.Errorf("files outside of the output folder changed:\n%v\n%v", before, after)
	}
	if h.fails {
		if err == nil {
			t.Fatalf("no failure; findings:\n%s", s.Findings(rep))
		}
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error shows a file outside of the site: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatalf("failed: %v", err)
	}
	h.findings(t, s, rep)
	h.output(t, s, rep)
}

// findings must name the right file, stand inside of it, and hide nothing.
func (h hostile) findings(t *testing.T, s *sitetest.Site, rep *generator.Report) {
	text := s.Findings(rep)
	found, other := false, false
	for _, d := range rep.Findings {
		if _, ok := diag.Find(d.Code); !ok {
			t.Errorf("the code %q has no row in the table", d.Code)
		}
		if data := s.Read(d.Pos.File); d.Pos.Offset > len(data) || d.Pos.Offset >= 0 && d.Pos.Offset+d.Len > len(data) {
			t.Errorf("%s: a finding at %d+%d, in a file of %d bytes: %s", d.Pos.File, d.Pos.Offset, d.Len, len(data), d.Message)
		}
		if strings.Contains(d.Message+d.Hint, secret) {
			t.Errorf("a finding shows a file outside of the site: %s", d.Message)
		}
		if d.Severity == diag.Error {
			named := d.Pos.File == h.err
			for _, r := range d.Related {
				named = named || r.Pos.File == h.err
			}
			found = found || named && (h.code == "" || d.Code == h.code)
			other = other || d.Pos.File == "content/stories/bench.md" && d.Code == "unknown-person"
		}
	}
	switch {
	case h.err == "" && !rep.Published:
		t.Errorf("not published:\n%s", text)
	case h.err != "" && rep.Published:
		t.Errorf("published all the same; findings:\n%s", text)
	case h.err != "" && !found:
		t.Errorf("no error [%s] on %s:\n%s", h.code, h.err, text)
	case h.err != "" && !other && !h.alone && h.err != "site.toml":
		t.Errorf("the mistake in another file is hidden:\n%s", text)
	}
}

// output must be safe, or not be there at all.
func (h hostile) output(t *testing.T, s *sitetest.Site, rep *generator.Report) {
	tree := s.Output()
	if !rep.Published && len(tree) > 0 {
		t.Errorf("%d files were written", len(tree))
	}
	for name, data := range tree {
		if strings.Contains(data, secret) {
			t.Errorf("%s holds what stands outside of the site", name)
		}
	}
	if wrong := sitetest.Crawl(tree, "https://hub.example/"); len(wrong) > 0 {
		t.Errorf("%d things wrong in the output:\n%s", len(wrong), strings.Join(wrong[:min(len(wrong), 12)], "\n"))
	}
}

// listing is all files below a folder, with their bytes, except for what a
// build may touch: public/ and .kith/ in the site.
func listing(t *testing.T, parent string) map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(parent, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(parent, p)
		if d.IsDir() && (rel == "site/public" || rel == "site/.kith") {
			return filepath.SkipDir
		}
		out[rel] = d.Type().String()
		if d.Type().IsRegular() {
			data, _ := os.ReadFile(p)
			out[rel] = string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
