package generator_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
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
	// whole says that the hub had no mistake when `kith rename` or `retire` was
	// called last, kithDone that it was done.
	whole, kithDone bool
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

// edits are all kinds of changes. What people do most is done most.
var edits = func() []edit {
	all := slices.Concat(wordEdits, storyEdits, peopleEdits, otherEdits, fileEdits, pictureEdits, settingEdits, kithEdits, outsideEdits, styleEdits)
	for _, e := range all {
		switch e.name {
		case "title", "body", "lead", "date", "topics", "authors", "new story", "remove", "draft", "role":
			all = append(all, e, e)
		}
	}
	return all
}()

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
