package generator_test

import (
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// Feeds name everybody who tells, hold whole texts, and keep a story's id
// through a rename.
func TestFeeds(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub().
		With("content/stories/two.md", "---\ntitle: Two of us\ndate: 2026-11-10T18:30\nauthors: [ana-lopez, bo-chen]\nwritten_with: [cleo-park]\nuid: 'tag:old.example,2019:7'\n"+
			"updates: [{date: 2026-11-12, kind: correction, note: it was three}]\n---\n\nWe saw [it](kettle/index.md).\n"))
	s.Replace("site.toml", "\n[", "\n[feeds]\nitems = 2\n[")
	s.Publish()
	tree := s.Output()
	for file, words := range map[string][]string{
		"feed.xml": {
			"<id>tag:old.example,2019:7</id>", "<published>2026-11-10T18:30:00Z</published>", "<updated>2026-11-12T00:00:00Z</updated>",
			"<name>Ana Lopez</name>", "<name>Bo Chen</name>", `<a href="https://hub.example/stories/kettle/">it</a>`,
		},
		"rss.xml":                 {`<guid isPermaLink="false">tag:old.example,2019:7</guid>`, "<pubDate>Tue, 10 Nov 2026 18:30:00 +0000</pubDate>", "<dc:creator>Bo Chen</dc:creator>"},
		"feed.json":               {`"name": "Bo Chen"`, `"date_modified": "2026-11-12T00:00:00Z"`},
		"people/bo-chen/feed.xml": {"<title>Bo Chen · ", "Two of us"},
	} {
		for _, w := range words {
			if !strings.Contains(tree[file], w) {
				t.Errorf("%s does not say %s:\n%s", file, w, tree[file])
			}
		}
	}
	if n := strings.Count(tree["feed.xml"], "<entry>"); n != 2 {
		t.Errorf("%d entries, want 2", n)
	}
	if strings.Contains(tree["people/bo-chen/feed.xml"], "<content") {
		t.Error("a person's feed holds whole texts")
	}
	if !strings.Contains(tree["people/bo-chen/index.html"], `href="/people/bo-chen/feed.xml"`) || !strings.Contains(tree["index.html"], `href="/feed.json"`) {
		t.Error("pages do not link to their feeds")
	}
}

// A body's edit makes again the feeds that hold it whole, and no others.
func TestFeedsPrecise(t *testing.T) {
	s := sitetest.New(t, large(36))
	s.Publish()
	newest := ""
	for _, line := range strings.Split(s.Read("public/feed.json"), "\n") {
		if i := strings.Index(line, `"id": "https://hub.example/stories/`); i >= 0 && newest == "" {
			newest = strings.Trim(line[i+len(`"id": "https://hub.example/stories/`):], `/",`)
		}
	}
	file := "content/stories/" + newest + ".md"
	s.Write(file, s.Read(file)+"\nOnce there, once.\n") // words it has: for searching nothing is new
	s.Later()
	rep := s.Publish(func(o *generator.Options) { o.Why = true })
	var got []string
	for _, r := range rep.Why {
		got = append(got, r.Path)
	}
	if want := "feed.xml rss.xml feed.json stories/" + newest + "/index.html"; len(got) != 4 || !sameWords(want, strings.Join(got, " ")) {
		t.Errorf("made again: %v", got)
	}
}

func sameWords(a, b string) bool {
	for _, w := range strings.Fields(a) {
		if !strings.Contains(b, w) {
			return false
		}
	}
	return true
}

// What the settings turn off is not made, and nothing links to it.
func TestFeedsOff(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	s.Replace("site.toml", "\n[", "\n[feeds]\nformats = []\n[")
	s.Publish()
	for name, data := range s.Output() {
		if strings.Contains(name, "feed") || name == "rss.xml" || strings.Contains(data, `rel="alternate"`) {
			t.Errorf("%s: a feed", name)
		}
	}
}

// The day by which security.txt is to be looked at is told in good time, and
// after it the file goes.
func TestSecurityExpires(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	s.Replace("site.toml", "\n[", "\n[security]\ncontact = \"hole@hub.example\"\nexpires = 2026-12-20\n[")
	for day, want := range map[string]struct {
		finding string
		file    bool
	}{
		"2026-11-17": {"", true},
		"2026-11-20": {"expires on 2026-12-20, in 30 days", true},
		"2026-12-20": {"expires on 2026-12-20, in 0 days", true},
		"2026-12-21": {"expired on 2026-12-20", false},
	} {
		rep := s.Publish(func(o *generator.Options) { o.Date = sitetest.Day(day) })
		text := s.Findings(rep)
		if want.finding == "" && strings.Contains(text, "security-expires") || !strings.Contains(text, want.finding) {
			t.Errorf("%s: %s", day, text)
		}
		if got := s.Read("public/.well-known/security.txt") != ""; got != want.file {
			t.Errorf("%s: the file is there: %t", day, got)
		}
	}
	s.Replace("site.toml", "expires = 2026-12-20", "expires = 2027-11-18")
	if text := s.Findings(s.Publish()); !strings.Contains(text, "right until 2027-11-18, more than a year from now") {
		t.Error(text)
	}
	if text := s.Findings(s.Publish(func(o *generator.Options) { o.Date = sitetest.Day("2026-11-18") })); strings.Contains(text, "security-expires") {
		t.Error(text)
	}
	s.Replace("site.toml", "expires = 2027-11-18\n", "")
	if text := s.Findings(s.Publish()); !strings.Contains(text, "no expires beside it") {
		t.Error(text)
	}
}

// Somebody's own robots.txt, humans.txt and security.txt stand in place of
// ours, wherever security.txt lies.
func TestStaticWins(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub().With("static/robots.txt", "mine").With("static/humans.txt", "mine").With("static/security.txt", "mine"))
	s.Replace("site.toml", "\n[", "\n[security]\ncontact = \"hole@hub.example\"\nexpires = 2027-10-20\n[")
	s.Publish()
	tree := s.Output()
	for _, name := range []string{"robots.txt", "humans.txt", "security.txt"} {
		if tree[name] != "mine" {
			t.Errorf("%s: %q", name, tree[name])
		}
	}
	if _, ok := tree[".well-known/security.txt"]; ok {
		t.Error("there are two of security.txt")
	}
}

// A card and a code go on leading to a person: the cover's while somebody is
// away, the successor's when they have left, whatever became of their page.
// In memory of somebody there is none.
func TestCardsGoOn(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	card := func(id string) string { return s.Read("public/people/" + id + "/" + id + ".vcf") }
	s.Publish()
	if c := card("ana-lopez"); !strings.Contains(c, "\r\nFN:Ana Lopez\r\n") || !strings.Contains(c, "\r\nTEL;TYPE=WORK,VOICE:+441632960001\r\n") || !strings.Contains(c, "\r\nNICKNAME:Ana\r\n") {
		t.Error(c)
	}
	code := s.Read("public/people/bo-chen/qr.svg")
	for status, want := range map[string]struct{ name, why string }{
		"status: on_leave\nleave: {until: 2026-12-20, cover: ana-lopez}":                             {"Ana Lopez", "Bo Chen is away"},
		"status: left\ndeparted: {date: 2026-11-01, successor: ana-lopez}":                           {"Ana Lopez", "Bo Chen has moved on"},
		"status: left\ndeparted: {date: 2026-11-01, successor: ana-lopez, page: redirect}":           {"Ana Lopez", "Bo Chen has moved on"},
		"status: left\ndeparted: {date: 2026-11-01, successor: ana-lopez, page: keep, byline: role}": {"", ""},
		"status: left\ndeparted: {date: 2026-11-01, successor: ana-lopez, page: remove}":             {"", ""},
		"status: memorial": {"", ""},
	} {
		s.Write("content/people/bo-chen/index.md", strings.Replace(sitetest.Hub()["content/people/bo-chen/index.md"], "role:", status+"\nrole:", 1))
		s.Write("content/values/say-so.md", strings.Replace(sitetest.Hub()["content/values/say-so.md"], "bo-chen", "ana-lopez", 1))
		s.Write("content/contact/letters.md", strings.Replace(sitetest.Hub()["content/contact/letters.md"], "people: [bo-chen]", "people: [ana-lopez]", 1))
		s.Publish()
		c := card("bo-chen")
		if want.name == "" {
			if c != "" || s.Read("public/people/bo-chen/qr.svg") != "" {
				t.Errorf("%s: there is a card:\n%s", status, c)
			}
			continue
		}
		if c = strings.ReplaceAll(c, "\r\n ", ""); !strings.Contains(c, "\r\nFN:"+want.name+"\r\n") || !strings.Contains(c, want.why) || strings.Contains(c, "bo@hub.example") {
			t.Errorf("%s:\n%s", status, c)
		}
		if now := s.Read("public/people/bo-chen/qr.svg"); now == code {
			t.Errorf("%s: the code leads to somebody who does not answer", status)
		}
	}
}

// In several languages each has feeds and a sitemap of its own, pages say
// where else they are, and somebody is the same person everywhere.
func TestMachinesInLanguages(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub().With("content/stories/letter.fr.md", "---\ntitle: Une lettre un vendredi\n---\n\nLa lettre avait quatre pages.\n"))
	s.Replace("site.toml", "\n[", "\n[languages.fr]\ntitle = \"Petits travaux\"\n[")
	s.Publish()
	tree := s.Output()
	for _, wrong := range sitetest.Crawl(tree, "https://hub.example/") {
		t.Error(wrong)
	}
	for file, words := range map[string][]string{
		"sitemap.xml":                   {"<loc>https://hub.example/sitemap-1.xml</loc>", "<loc>https://hub.example/fr/sitemap-1.xml</loc>"},
		"sitemap-1.xml":                 {`hreflang="fr" href="https://hub.example/fr/stories/letter/"`, `hreflang="x-default" href="https://hub.example/stories/letter/"`},
		"fr/sitemap-1.xml":              {"<loc>https://hub.example/fr/stories/letter/</loc>"},
		"fr/feed.xml":                   {`xml:lang="fr"`, "Une lettre un vendredi", "<id>https://hub.example/fr/</id>"},
		"stories/letter/index.html":     {`<meta property="og:locale:alternate" content="fr_FR">`},
		"fr/people/bo-chen/bo-chen.vcf": {"URL:https://hub.example/fr/people/bo-chen/\r\n", "UID:https://hub.example/people/bo-chen/\r\n"},
	} {
		for _, w := range words {
			if !strings.Contains(tree[file], w) {
				t.Errorf("%s does not say %s:\n%s", file, w, tree[file])
			}
		}
	}
	if strings.Contains(tree["fr/feed.xml"], "The kettle that sang") {
		t.Error("a French feed holds what nobody translated")
	}
}

// Robots are told what the settings say, below the hub's own folder.
func TestRobots(t *testing.T) {
	s := sitetest.New(t, sitetest.Hub())
	s.Replace("site.toml", "\n[", "\n[robots]\ndisallow = [\"/stories/in/\"]\nrefuse = [\"GPTBot\", \"CCBot\"]\nllms = true\n[")
	s.Publish(func(o *generator.Options) { o.BaseURL = "https://x.example/hub/" })
	want := "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\nDisallow: /hub/stories/in/\n\nSitemap: https://x.example/hub/sitemap.xml\n"
	if got := s.Read("public/robots.txt"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := s.Read("public/llms.txt"); !strings.Contains(got, "](https://x.example/hub/stories/kettle/)") || !strings.HasPrefix(got, "# ") {
		t.Error(got)
	}
}
