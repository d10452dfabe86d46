package generator_test

import (
	"fmt"
	"image/png"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/generator"
	"kith/generator/meta"
	"kith/generator/sitetest"
)

// driver edits a site at random. What it does follows from its choices
// alone: numbers of a seed, or the bytes of a fuzzer's edit script.
type driver struct {
	t     testing.TB
	s     *sitetest.Site
	files sitetest.Files // as on the disk
	first sitetest.Files // as they were at the beginning
	next  func() uint32
	n     int // for words that nobody used yet
	log   []string
	// changed are the files edited since somebody last asked (named).
	changed []string
	drafts, future,
	mark bool
	base string
	// copied are files of what builds remember, as they were a while ago.
	copied map[string][]byte
	date   time.Time
}

func newDriver(t testing.TB, next func() uint32) *driver {
	files := sitetest.Hub(termsLay)
	files["site.toml"] += french
	if next()%4 == 0 { // it takes most of the time
		files["site.toml"] = strings.Replace(files["site.toml"], "draw = false", "draw = true", 1)
	}
	d := &driver{t: t, files: files, first: maps.Clone(files), next: next, date: time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC)}
	d.s = sitetest.New(t, files)
	return d
}

// french is a second language, which an edit takes out and puts back.
const french = "\n[languages.fr]\ntitle = \"Petits travaux\"\n"

// termsLay adds what the small hub does not have.
const termsLay = `
-- content/people/dee-ward.md --
---
name: Dee Ward
role: Drives the van
phone: "+44 1632 960004"
team: Office
place: yard
consent: {given: 2026-01-05, covers: [name, photo, quote, voice, email, phone, story]}
---

I drive. My list:

~~~sh
for stop in yard office; do echo "$stop"; done
~~~
-- content/stories/letter.fr.md --
---
title: Une lettre
slug: lettre
---

Quatre pages. Voir [la bouilloire](kettle/index.md), [Bo](person:bo-chen).
-- content/people/bo-chen/index.fr.md --
---
role: Répond au courrier
---

Bonjour.
-- content/places/yard.md --
---
name: The Yard
timezone: Europe/London
hours: "Mo-Fr 09:00-17:00; 2026-12-24 - 2026-12-27 off"
address: 1 Yard Lane
---

Through the gate.
-- content/teams/workshop.md --
---
name: Workshop
purpose: We mend
lead: ana-lopez
---
-- content/topics/repairs.md --
---
title: Repairs
summary: Things that were broken.
---
-- content/stories/_index.md --
---
title: All stories
summary: What happened here.
---
-- static/notice.txt --
A notice.
`

func seeded(seed uint64) func() uint32 {
	r := rand.New(rand.NewPCG(seed, 7))
	return r.Uint32
}

// scripted takes choices from bytes; after the last all are 0.
func scripted(script []byte) func() uint32 {
	i := 0
	return func() uint32 {
		if i >= len(script) {
			return 0
		}
		i++
		return uint32(script[i-1])
	}
}

func (d *driver) pick(n int) int { return int(d.next() % uint32(max(n, 1))) }

func one[T any](d *driver, of ...T) T { return of[d.pick(len(of))] }

func (d *driver) word() string {
	d.n++
	return fmt.Sprintf("%s %d", one(d, "kettle", "Bank", "<b>door</b>", "straße", "late & early", "{{door}}", "“quote”"), d.n)
}

// under lists the files below a folder with an ending.
func (d *driver) under(dir, ext string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(d.files)) {
		if strings.HasPrefix(name, dir) && strings.HasSuffix(name, ext) && !strings.HasSuffix(name, "_index.md") {
			out = append(out, name)
		}
	}
	return out
}

func (d *driver) some(dir, ext string) string {
	l := d.under(dir, ext)
	if len(l) == 0 {
		return ""
	}
	return l[d.pick(len(l))]
}

func (d *driver) put(name, data string) {
	if name == "" {
		return
	}
	d.files[name] = data
	d.s.Write(name, data)
	d.changed = append(d.changed, name)
}

func (d *driver) drop(name string) {
	if _, ok := d.files[name]; ok {
		delete(d.files, name)
		d.s.Remove(name)
		d.changed = append(d.changed, name)
	}
}

func (d *driver) move(from, to string) {
	if _, taken := d.files[to]; taken || from == "" || from == to {
		return
	}
	d.files[to] = d.files[from]
	delete(d.files, from)
	d.s.Rename(from, to)
	d.changed = append(d.changed, from, to)
	// An empty folder left behind is fine, as after any move.
}

// id is what a file is called in references.
func id(file string) string {
	base := strings.TrimSuffix(path.Base(file), ".md")
	if base == "index" {
		base = path.Base(path.Dir(file))
	}
	return strings.ToLower(base)
}

// field sets a line of the front matter; "" takes it out.
func field(text, key, value string) string {
	nl := "\n"
	if strings.Contains(text, "\r\n") {
		nl = "\r\n"
	}
	lines := strings.Split(text, nl)
	for i, l := range lines {
		if i > 0 && l == "---" {
			break
		}
		if strings.HasPrefix(l, key+":") {
			if value == "" {
				return strings.Join(slices.Delete(lines, i, i+1), nl)
			}
			lines[i] = key + ": " + value
			return strings.Join(lines, nl)
		}
	}
	if value != "" && len(lines) > 1 {
		lines = slices.Insert(lines, 1, key+": "+value)
	}
	return strings.Join(lines, nl)
}

func (d *driver) set(file, key, value string) {
	if file != "" {
		d.put(file, field(d.files[file], key, value))
	}
}

// setting sets a line above the first table of site.toml; "" takes it out.
func (d *driver) setting(key, value string) {
	head, rest, _ := strings.Cut(d.files["site.toml"], "\n[")
	var lines []string
	for l := range strings.SplitSeq(head, "\n") {
		if !strings.HasPrefix(l, key+" =") {
			lines = append(lines, l)
		}
	}
	if value != "" {
		lines = append(lines, key+" = "+value)
	}
	d.put("site.toml", strings.Join(lines, "\n")+"\n["+rest)
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func (d *driver) day(around int) string {
	return d.date.AddDate(0, 0, d.pick(2*around)-around).Format(time.DateOnly)
}

func (d *driver) person() string { return id(d.some("content/people/", ".md")) }

// edit is one kind of change.
type edit struct {
	name string
	do   func(d *driver)
}

var edits = []edit{
	{"body", func(d *driver) { f := d.some("content/", ".md"); d.put(f, d.files[f]+"\nMore of "+d.word()+".\n") }},
	{"lead", func(d *driver) {
		f := d.some("content/stories/", ".md")
		if head, body, ok := strings.Cut(d.files[f], "---\n\n"); ok {
			d.put(f, head+"---\n\nBefore that, "+d.word()+".\n\n"+body)
		}
	}},
	{"heading", func(d *driver) { f := d.some("content/", ".md"); d.put(f, d.files[f]+"\n## "+d.word()+"\n\nSo.\n") }},
	{"link", func(d *driver) {
		f := d.some("content/", ".md")
		to := one(d, "person:"+d.person(), "story:"+id(d.some("content/stories/", ".md")), "value:"+id(d.some("content/values/", ".md")),
			"contact:"+id(d.some("content/contact/", ".md")), "/stories/", "/notice.txt", "topic:repairs", "/people/"+d.person()+"/")
		d.put(f, d.files[f]+"\nSee [this]("+to+").\n")
	}},
	{"card", func(d *driver) {
		f := d.some("content/", ".md")
		d.put(f, d.files[f]+"\n"+one(d, "::: person "+d.person()+"\n:::\n", "::: quote "+d.person()+"\nSaid so.\n:::\n", "::: quote person:"+d.person()+"\nSaid it.\n:::\n"))
	}},
	{"code", func(d *driver) {
		f := d.some("content/", ".md")
		d.put(f, d.files[f]+"\n```"+one(d, "go", "GO", "js", "unheard-of", "")+"\n"+one(d, "func x() {}", "x = \""+d.word()+"\"")+"\n```\n")
	}},
	{"title", func(d *driver) {
		f := d.some("content/", ".md")
		key := "title"
		if strings.Contains(d.files[f], "\nname:") {
			key = "name"
		}
		d.set(f, key, quoted(d.word()))
	}},
	{"summary", func(d *driver) {
		d.set(d.some("content/", ".md"), "summary", one(d, "", quoted(d.word()+" and what came of it in the end.")))
	}},
	{"date", func(d *driver) { d.set(d.some("content/stories/", ".md"), "date", d.day(60)) }},
	{"draft", func(d *driver) { d.set(d.some("content/stories/", ".md"), "draft", one(d, "true", "")) }},
	{"draft page", func(d *driver) { d.set(d.some("content/about", ".md"), "draft", one(d, "true", "")) }},
	{"expires", func(d *driver) { d.set(d.some("content/stories/", ".md"), "expires", one(d, d.day(20), "")) }},
	{"noindex", func(d *driver) {
		d.set(one(d, d.some("content/stories/", ".md"), d.some("content/people/", ".md")), "noindex", one(d, "true", ""))
	}},
	{"search", func(d *driver) {
		text := strings.ReplaceAll(d.files["site.toml"], "\n[search]\nbody = false\n", "\n")
		if d.pick(2) == 0 {
			text += "\n[search]\nbody = false\n"
		}
		d.put("site.toml", text)
	}},
	{"pinned", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "pinned", one(d, "true", "{rank: 1, until: "+d.day(9)+"}", "{rank: 2}", ""))
	}},
	{"noindex", func(d *driver) { d.set(d.some("content/stories/", ".md"), "noindex", one(d, "true", "")) }},
	{"authors", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "authors", "["+d.person()+", "+d.person()+"]")
	}},
	{"told by", func(d *driver) { d.set(d.some("content/stories/", ".md"), "told_by", one(d, "", "["+d.person()+"]")) }},
	{"present", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "people", one(d, "", "[{person: "+d.person()+", as: a friend}]"))
	}},
	{"credits", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "credits", one(d, "", "{photos: ["+d.person()+"]}"))
	}},
	{"values", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "values", one(d, "", "["+id(d.some("content/values/", ".md"))+"]"))
	}},
	{"topics", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "topics", one(d, "", "[Repairs]", "[Kitchens, Letters]", "["+quoted(d.word())+"]"))
	}},
	{"series", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "series", one(d, "", "s", "{id: s, part: 2}", "{id: s, part: 1}"))
	}},
	{"ask", func(d *driver) { d.set(d.some("content/", ".md"), "ask", one(d, "", d.person(), "broken")) }},
	{"update", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "updates", one(d, "", "[{date: 2026-11-02, kind: correction, note: "+quoted(d.word())+", by: "+d.person()+"}]"))
	}},
	{"format", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "format", one(d, "", "letter", "day", "interview"))
	}},
	{"slug", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "slug", one(d, "", fmt.Sprintf("slug-%d", d.pick(3))))
	}},
	{"alias", func(d *driver) {
		d.set(d.some("content/", ".md"), "aliases", one(d, "", fmt.Sprintf("[/old/%d/]", d.pick(4)), "[/a.html, /b/c/]"))
	}},
	{"parts of a name", func(d *driver) {
		f := d.some("content/people/", ".md")
		parts := one(d, "", quoted(d.word()))
		d.set(f, "given_name", parts)
		d.set(f, "family_name", parts)
	}},
	{"hours note", func(d *driver) { d.set(d.some("content/people/", ".md"), "hours_note", one(d, "", quoted(d.word()))) }},
	{"channels", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "channels", one(d, "", `[{type: sms, value: "+44 1632 960777"}]`, `[{type: textphone, value: "+44 1632 960778", ext: "12"}]`))
	}},
	{"me", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "links", one(d, "", `[{url: "https://social.example/@a", label: a, me: true}]`))
	}},
	{"uid", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "uid", one(d, "", quoted(d.word()), "'tag:old.example,2019:1'"))
	}},
	{"checked", func(d *driver) { d.set(d.some("content/", ".md"), "checked", one(d, "", d.day(20))) }},
	{"canonical", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "canonical", one(d, "", "https://elsewhere.example/a/"))
	}},
	{"params", func(d *driver) { d.set(d.some("content/", ".md"), "params", one(d, "", "{a: "+quoted(d.word())+"}")) }},
	{"menu", func(d *driver) { d.set(d.some("content/about", ".md"), "menu", one(d, "", "main", "footer")) }},
	{"order", func(d *driver) {
		d.set(d.some(one(d, "content/values/", "content/contact/", "content/teams/"), ".md"), "order", one(d, "", "1", "2"))
	}},
	{"role", func(d *driver) { d.set(d.some("content/people/", ".md"), "role", quoted(d.word())) }},
	{"known as", func(d *driver) { d.set(d.some("content/people/", ".md"), "known_as", one(d, "", quoted(d.word()))) }},
	{"sort name", func(d *driver) { d.set(d.some("content/people/", ".md"), "sort_name", one(d, "", "Zz", "Aa")) }},
	{"phone", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "phone", one(d, "", fmt.Sprintf(`"+44 1632 960%03d"`, d.pick(1000))))
	}},
	{"email", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "email", one(d, "", fmt.Sprintf("p%d@hub.example", d.pick(100))))
	}},
	{"team", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "team", one(d, "", "Workshop", "Office", "[Office, Workshop]", "Van"))
	}},
	{"person's topics", func(d *driver) { d.set(d.some("content/people/", ".md"), "topics", one(d, "", "[Repairs]", "[Vans]")) }},
	{"place", func(d *driver) { d.set(d.some("content/people/", ".md"), "place", one(d, "", "yard")) }},
	{"hours", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "hours", one(d, "", "Mo-Fr 10:00-12:00", "'Mo-Fr 10:00-12:00; "+d.day(10)+" off'"))
	}},
	{"helps with", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "helps_with", one(d, "", "["+quoted(d.word())+"]"))
	}},
	{"leave", func(d *driver) {
		f := d.some("content/people/", ".md")
		d.set(f, "status", "on_leave")
		d.set(f, "leave", "{from: "+d.day(20)+", until: "+d.date.AddDate(0, 0, 20+d.pick(20)).Format(time.DateOnly)+", cover: "+d.person()+"}")
	}},
	{"left", func(d *driver) {
		f := d.some("content/people/", ".md")
		d.set(f, "status", "left")
		d.set(f, "departed", "{date: "+d.day(9)+", successor: "+one(d, d.person(), "broken")+", page: "+one(d, "keep", "redirect", "remove")+", byline: "+one(d, "name", "role")+"}")
	}},
	{"memorial", func(d *driver) { d.set(d.some("content/people/", ".md"), "status", one(d, "memorial", "")) }},
	{"back", func(d *driver) {
		for _, f := range d.under("content/people/", ".md") {
			d.put(f, field(field(field(d.files[f], "status", ""), "leave", ""), "departed", ""))
		}
	}},
	{"protected", func(d *driver) { d.set(d.some("content/people/", ".md"), "protected", one(d, "", d.person())) }},
	{"relation", func(d *driver) { d.set(d.some("content/people/", ".md"), "relation", one(d, "", "guest", "customer")) }},
	{"consent", func(d *driver) {
		covers := one(d, "[name, quote, story]", "[name]", "[name, photo, quote, voice, email, phone, story]", "[photo]")
		more := one(d, "", ", withdrawn: "+d.day(9), ", until: "+d.day(40))
		d.set(d.some("content/people/", ".md"), "consent", one(d, "", "{given: "+one(d, "2026-01-01", d.day(9))+", covers: "+covers+more+"}"))
	}},
	{"photo", func(d *driver) {
		d.set("content/people/bo-chen/index.md", "photo", one(d, "", "{src: bo.png}", "{src: bo.png, people: [cleo-park]}"))
	}},
	{"keeper", func(d *driver) { d.set(d.some("content/values/", ".md"), "keeper", one(d, "", d.person())) }},
	{"retired", func(d *driver) {
		d.set(d.some("content/values/", ".md"), "retired", one(d, "", "{date: "+d.day(9)+", why: it was "+fmt.Sprint(d.n)+"}"))
	}},
	{"short", func(d *driver) { d.set(d.some("content/values/", ".md"), "short", one(d, "", "Short one", "Another")) }},
	{"route's people", func(d *driver) {
		d.set(d.some("content/contact/", ".md"), "people", "["+one(d, d.person(), "{person: "+d.person()+", for: trade}")+"]")
	}},
	{"route's words", func(d *driver) { d.set(d.some("content/contact/", ".md"), "also", "["+quoted(d.word())+"]") }},
	{"urgent", func(d *driver) {
		d.set(d.some("content/contact/", ".md"), "urgent", one(d, "", `{when: at night, do: ring, channel: "999"}`))
	}},

	{"new story", func(d *driver) {
		d.put(fmt.Sprintf("content/stories/new-%d.md", d.pick(4)), fmt.Sprintf("---\ntitle: %s\ndate: %s\nauthors: [%s]\ntopics: [Repairs]\n---\n\nNew, about [it](story:letter).\n",
			quoted(d.word()), d.day(30), d.person()))
	}},
	{"new person", func(d *driver) {
		i := d.pick(3)
		d.put(fmt.Sprintf("content/people/new-%d.md", i), fmt.Sprintf("---\nname: %s\nrole: New\nemail: new%d@hub.example\nteam: Workshop\n---\n\nHello.\n", quoted(d.word()), i))
	}},
	{"new page", func(d *driver) {
		d.put(one(d, "content/more.md", "content/404.md", "content/search.md", "content/voice.md", "content/people/_index.md", "content/guides/a.md"),
			"---\ntitle: "+quoted(d.word())+"\n---\n\nWords.\n")
	}},
	{"new term", func(d *driver) {
		d.put(one(d, "content/teams/office.md", "content/topics/kitchens.md", "content/series/s.md"), "---\n"+one(d, "title", "name")+": "+quoted(d.word())+"\n---\n\nWords.\n")
	}},
	{"translation", func(d *driver) {
		f := d.some("content/", ".md")
		if f == "" || strings.Count(path.Base(f), ".") > 1 {
			return
		}
		words := one(d, "title: "+quoted(d.word())+"\n", "", "summary: Résumé\n", "slug: traduit\n", "role: Autre\nstatement: Dit\nalt: Image\n")
		d.put(strings.TrimSuffix(f, ".md")+one(d, ".fr", ".ar", ".de")+".md", "---\n"+words+"---\n\nTraduit "+d.word()+", "+
			"voir [cela](story:"+id(d.some("content/stories/", ".md"))+") et [elle](person:"+d.person()+").\n")
	}},
	{"voice", func(d *driver) {
		rules := one(d, "", "say: [{instead_of: "+quoted(one(d, "mended", "door", d.word()))+", say: "+quoted(d.word())+", because: so}]\n",
			"never: [no bench, "+quoted(d.word())+"]\n", "names: [Bench, "+quoted(d.word())+"]\nsentence: "+fmt.Sprint(4+d.pick(9))+"\n", "exclaim: 0\ngrade: 3\npeople: we\n")
		d.put(one(d, "content/voice.md", "content/voice.md", "content/voice.fr.md"), "---\ntitle: How we talk\n"+rules+"---\n\nWe utilise words.\n")
	}},
	{"voice's words", func(d *driver) {
		f := d.some("content/", ".md")
		if f != "" {
			d.put(f, d.files[f]+"\n"+one(d, "We leverage the bench in order to ring Ana Lopes.", "“Going forward,” said Bo.", "TODO: the rest!!")+"\n")
		}
	}},
	{"voice kept", func(d *driver) {
		d.set(d.some("content/", ".md"), "voice_keep", one(d, "", "[in order to]", "[{rule: Kith.Jargon, why: so}, {words: bench}]"))
	}},
	{"voice settings", func(d *driver) {
		text, _, _ := strings.Cut(d.files["site.toml"], "\n[voice]")
		d.put("site.toml", text+one(d, "", "\n[voice]\nquotations = \"check\"\n", "\n[voice]\nlevel = \"warning\"\nstyles = \"styles\"\n", "\n[voice]\n[voice.rules]\n\"Kith.Jargon\" = \"off\"\n"))
	}},
	{"style", func(d *driver) {
		d.put("styles/Ours/One.yml", "extends: existence\nmessage: \""+one(d, "%s again", "Once more %s")+"\"\ntokens: ["+one(d, "bench", "the", "w+")+"]\n")
	}},
	{"translation out", func(d *driver) { d.drop(d.some("content/", one(d, ".fr.md", ".ar.md"))) }},
	{"story in one language", func(d *driver) {
		d.put(fmt.Sprintf("content/stories/seule-%d.%s.md", d.pick(2), one(d, "fr", "ar")), fmt.Sprintf("---\ntitle: %s\ndate: %s\nauthors: [%s]\nvalues: [mend-first]\naliases: [/vieux/]\n---\n\nSeule.\n",
			quoted(d.word()), d.day(30), d.person()))
	}},
	{"speaks", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "languages", one(d, "", "[fr]", "[en-GB, fr-CA]", "[ar]"))
	}},
	{"French words", func(d *driver) {
		d.put("themes/default/strings/"+one(d, "fr", "fr", "ar")+".toml", fmt.Sprintf("stories = \"Contes %d\"\n[languages]\nfr = \"françois %d\"\n", d.pick(9), d.pick(3)))
	}},
	{"remove", func(d *driver) {
		d.drop(d.some(one(d, "content/stories/", "content/", "static/", "themes/"), ""))
	}},
	{"rename", func(d *driver) {
		f := d.some("content/stories/", ".md")
		if f != "" && path.Base(f) != "index.md" {
			d.move(f, fmt.Sprintf("content/stories/renamed-%d.md", d.pick(3)))
		}
	}},
	{"change of case", func(d *driver) {
		if f := d.some("content/stories/", ".md"); f != "" && path.Base(f) != "index.md" {
			base := path.Base(f)
			if up := strings.ToUpper(base[:1]) + base[1:]; up != base {
				d.move(f, path.Join(path.Dir(f), up))
			} else {
				d.move(f, path.Join(path.Dir(f), strings.ToLower(base)))
			}
		}
	}},
	{"move to a folder", func(d *driver) {
		if f := d.some("content/stories/", ".md"); f != "" && path.Base(f) != "index.md" {
			d.move(f, one(d, "content/stories/2026/"+path.Base(f), "content/stories/"+path.Base(f), "content/stories/"+strings.TrimSuffix(path.Base(f), ".md")+"/index.md"))
		}
	}},
	{"line ends", func(d *driver) {
		f := d.some("content/", ".md")
		text := strings.ReplaceAll(d.files[f], "\r\n", "\n")
		d.put(f, one(d, text, strings.ReplaceAll(text, "\n", "\r\n"), "\ufeff"+strings.TrimPrefix(text, "\ufeff")))
	}},
	{"touch", func(d *driver) { f := d.some("", ""); d.put(f, d.files[f]) }},
	{"picture", func(d *driver) {
		f := d.some("content/", ".png")
		if f != "" {
			d.put(f, sitetest.Files{}.With(f, fmt.Sprintf("png %dx%d %d", 5+d.pick(9), 5+d.pick(9), d.n))[f])
		}
	}},
	{"picture of the same size", func(d *driver) { // in pixels, and in bytes
		f := d.some("content/", ".png")
		if c, err := png.DecodeConfig(strings.NewReader(d.files[f])); err == nil {
			d.put(f, sitetest.Files{}.With(f, fmt.Sprintf("png %dx%d %d", c.Width, c.Height, d.n))[f])
		}
	}},
	{"picture from elsewhere", func(d *driver) {
		f := d.some("content/", ".png")
		if f == "" {
			return
		}
		mark := fmt.Sprint("mark", d.pick(3))
		photo := sitetest.Photo(20+d.pick(30), 30, 1+d.pick(8), mark)
		d.put(f, one(d, photo, photo[:len(photo)/2], sitetest.Drawing(20, 9, mark), sitetest.Moving(9, 9, mark), sitetest.WebP(mark), sitetest.SVG(mark), "words", ""))
	}},
	{"focus", func(d *driver) {
		d.set("content/people/bo-chen/index.md", "photo", fmt.Sprintf("{src: bo.png, focus: \"%d%% %d%%\"}", 10*d.pick(11), 10*d.pick(11)))
	}},
	{"picture out", func(d *driver) { d.drop(d.some("content/", ".png")) }},
	{"static", func(d *driver) {
		d.put(one(d, "static/notice.txt", "static/more/a.css", "static/_redirects", "static/_headers", "static/assets/a.css", "static/notice.txt.gz",
			"static/favicon.ico", "static/robots.txt", "static/humans.txt", "static/security.txt", "static/.well-known/security.txt"), d.word()+"\n")
	}},
	{"icon", func(d *driver) {
		f := one(d, "static/logo.svg", "static/favicon.svg", "static/favicon.png", "static/site.webmanifest")
		if d.files[f] != "" && d.pick(3) == 0 {
			d.drop(f)
			return
		}
		d.put(f, sitetest.Files{}.With(f, one(d, "png 9x9 7", "png 90x9 7", d.word(),
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>`,
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>a</text></svg>`))[f])
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
	{"cards", func(d *driver) {
		t := d.files["site.toml"]
		off := strings.Replace(t, "draw = true", "draw = false", 1)
		if off == t {
			off = strings.Replace(t, "draw = false", "draw = true", 1)
		}
		d.put("site.toml", off)
	}},
	{"focus", func(d *driver) {
		f := "content/people/bo-chen/index.md"
		d.put(f, strings.Replace(d.files[f], "photo: {src: bo.png", "photo: {src: bo.png, focus: "+one(d, "10% 10%", "left", "90% 80%"), 1))
	}},
	{"frame", func(d *driver) {
		f := "content/people/bo-chen/index.md"
		d.put(f, strings.Replace(d.files[f], "photo: {src: bo.png", "photo: {src: bo.png, frame: "+one(d, "oval", "square", "arch"), 1))
	}},
	{"revert a file", func(d *driver) {
		f := slices.Sorted(maps.Keys(d.first))[d.pick(len(d.first))]
		d.put(f, d.first[f])
	}},
	{"revert all", func(d *driver) { d.revert(d.first) }},

	{"day", func(d *driver) { d.date = d.date.AddDate(0, 0, d.pick(61)-30) }},
	{"tomorrow", func(d *driver) { d.date = d.date.AddDate(0, 0, 1) }},
	{"options", func(d *driver) {
		switch d.pick(4) {
		case 0:
			d.drafts = !d.drafts
		case 1:
			d.future = !d.future
		case 2:
			d.mark = !d.mark
		case 3:
			d.base = one(d, "", "https://y.example/sub/")
		}
	}},
	{"output altered", func(d *driver) {
		out := slices.Sorted(maps.Keys(d.s.Output()))
		if len(out) == 0 {
			return
		}
		p := filepath.Join(d.s.Dir, "public", filepath.FromSlash(out[d.pick(len(out))]))
		switch d.pick(3) {
		case 0:
			os.Remove(p)
		case 1:
			os.WriteFile(p, []byte("altered"), 0o644)
		case 2:
			data, _ := os.ReadFile(p)
			os.WriteFile(p, data, 0o644) // the same bytes with another stamp
		}
	}},
	{"memory lost", func(d *driver) {
		for i, f := range d.memory() {
			if d.pick(2) == 0 || i == 0 {
				os.Remove(f)
			}
		}
	}},
	{"memory of before", func(d *driver) {
		// Somebody puts back a copy of some of it, made a while ago.
		for _, f := range slices.Sorted(maps.Keys(d.copied)) {
			if d.pick(2) == 0 {
				os.WriteFile(f, d.copied[f], 0o644)
			}
		}
		d.copied = map[string][]byte{}
		for _, f := range d.memory() {
			if data, err := os.ReadFile(f); err == nil {
				d.copied[f] = data
			}
		}
	}},
	{"memory cut short", func(d *driver) {
		for _, f := range d.memory() {
			if info, err := os.Stat(f); err == nil && d.pick(2) == 0 {
				os.Truncate(f, info.Size()*int64(d.pick(100))/100)
			}
		}
	}},
}

// memory lists the files in which builds remember things, without the record
// of what is ours: no build makes do without that.
func (d *driver) memory() []string {
	all, _ := filepath.Glob(filepath.Join(d.s.Dir, ".kith", "*"))
	cards, _ := filepath.Glob(filepath.Join(d.s.Dir, ".kith", "cards", "*"))
	all = append(all, cards...)
	return slices.DeleteFunc(all, func(f string) bool {
		return strings.HasPrefix(filepath.Base(f), "publish-") || strings.HasSuffix(f, ".lock")
	})
}

// What people do most is done most.
func init() {
	for _, e := range edits {
		switch e.name {
		case "title", "body", "lead", "date", "topics", "authors", "new story", "remove", "draft", "role":
			edits = append(edits, e, e)
		}
	}
}

// revert makes the files those given.
func (d *driver) revert(to sitetest.Files) {
	for _, f := range slices.Sorted(maps.Keys(d.files)) {
		if _, ok := to[f]; !ok {
			d.drop(f)
		}
	}
	for _, f := range slices.Sorted(maps.Keys(to)) {
		if d.files[f] != to[f] {
			d.put(f, to[f])
		}
	}
}

// step does one edit, sometimes two at once.
func (d *driver) step() {
	for range 1 + d.pick(5)/4 {
		e := edits[d.pick(len(edits))]
		d.log = append(d.log, e.name)
		e.do(d)
	}
}

// named lists the files that have changed since it was last called.
func (d *driver) named() []string {
	out := d.changed
	d.changed = nil
	return out
}

func (d *driver) options(o *generator.Options) {
	o.Drafts, o.Future, o.Mark, o.BaseURL = d.drafts, d.future, d.mark, d.base
	o.Date = meta.DateOf(d.date).OnDay()
}
