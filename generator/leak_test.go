package generator_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/sitetest"
)

// telltale has somebody in every place that can hold a person: fields, texts,
// pictures, translations, cards, feeds, the words of the search.
const telltale = `
-- site.toml --
url = "https://hub.example/small/"
title = "Small Works"
language = "en-GB"
timezone = "Europe/London"
country = "GB"
host = "ana-lopez"

[organization]
name = "Small Works Ltd"

[contact]
hours = "Mo-Fr 09:00-17:00"
reply_within = "1 working day"

[feeds]
for = ["people", "values", "topics"]

[robots]
llms = true

[security]
contact = "mailto:ana@hub.example"
expires = 2027-06-01

[languages.fr]
title = "Petits travaux"
-- content/people/zephyrine-quillfeather/index.md --
---
name: Zéphyrine Quillfeather
known_as: Zephy
sort_name: Quillfeather, Zéphyrine
given_name: Zéphyrine
family_name: Quillfeather
pronounce: ZEFF-ireen
role: Lamplighter
relation: RELATION
email: zq@lamps.example
phone: "+44 1632 960777"
channels: [{type: sms, value: "+44 1632 960778"}, {type: url, value: "https://zq-rings.example/", label: Ring her}]
photo: {src: portrait.png, alt: Zéphyrine by her lamp, caption: lampglow}
location: Little Quagmire
team: Lamps
topics: [Repairs]
helps_with: [quivering wicks]
ask_me_about: [xylophones]
links: [{url: "https://zephyrine.example/notes", label: Notes, me: true}]
aliases: [/staff/zephyrine/]
consent: {given: 2026-01-02, covers: [name, photo, quote, voice, email, phone, story, company, place], by: form 2026-444}
---

I light lamps, zealously. ![Me again](again.png "lampglow") [My notes](notes.pdf)
-- content/people/zephyrine-quillfeather/index.fr.md --
---
role: Allumeuse de lampes
---

J'allume des lampes, vraiment zélée.
-- content/people/zephyrine-quillfeather/portrait.png --
png 33x44 portrait
-- content/people/zephyrine-quillfeather/again.png --
png 44x33 again
-- content/people/zephyrine-quillfeather/notes.pdf --
Notes on zealous lighting, for those who asked Zephyrine.
-- content/stories/lamp/index.md --
---
title: TITLE
summary: She lit a quixotic lamp, and it stayed lit for a fortnight.
date: 2026-10-20
authors: [zephyrine-quillfeather]
values: [mend-first]
topics: [Repairs]
image: {src: lamp.png, alt: A quixotic lamp}
aliases: [ALIAS]
---

It was a quixotic lamp.

::: quote person:zephyrine-quillfeather
Nobody zigzags like a lamplighter.
:::
-- content/stories/lamp/index.fr.md --
---
title: TITRE
summary: Elle a allumé une lampe, et elle est restée allumée deux semaines.
---

C'était une lampe quichottesque.
-- content/stories/lamp/lamp.png --
png 21x12 lamp
-- content/stories/evening.md --
---
title: An evening with wicks
summary: An evening in the workshop with wicks, oil and a good deal of patience.
date: 2026-10-21
authors: [ana-lopez]
people: [{person: zephyrine-quillfeather, as: with the zany wick}]
credits: {photos: [zephyrine-quillfeather]}
values: [say-so]
topics: [Letters]
---

[She](person:zephyrine-quillfeather) said it was unquenchable.

::: person zephyrine-quillfeather
Ask her about oil.
:::
-- content/stories/group.md --
---
title: All of us at once
summary: A picture of everybody, taken on the one day when everybody was there.
date: 2026-09-21
authors: [ana-lopez]
image: {src: /img/group.png, alt: Everybody and a lampglow, people: [ana-lopez, zephyrine-quillfeather]}
---

We stood still for once.
-- static/img/group.png --
png 71x17 group
`

// hubOf is the hub with her in it, whose name a title tells or does not.
func hubOf(relation string, named bool) sitetest.Files {
	title, titre, alias := "The lamp of old", "La lampe ancienne", "/2026/lamp.html"
	if named {
		title, titre, alias = "The lamp of Zéphyrine", "La lampe de Zéphyrine", "/2026/zephyrines-lamp.html"
	}
	return sitetest.Hub(telltale).Replace(zephyrine, "RELATION", relation).
		Replace("content/stories/lamp/index.md", "TITLE", title).
		Replace("content/stories/lamp/index.md", "ALIAS", alias).
		Replace("content/stories/lamp/index.fr.md", "TITRE", titre)
}

// theirs is all that is Zéphyrine's own: her name, her words, her pictures,
// what she said of herself, how she is reached.
func theirs(files sitetest.Files) sitetest.Secrets {
	s := sitetest.Secrets{
		Words: append([]string{
			"Zephyrine", "Quillfeather", "Zephy", "ZEFF-ireen", ">ZQ<", "Quagmire", "quivering", "xylophones",
			"zephyrine.example", "zealous", "zélée", "lampglow", "portrait.png", "again.png", "notes.pdf", "group.png", "pictures/portrait-", "pictures/again-", "pictures/group-", "2026-444", "Lamplighter", "Allumeuse",
		}, reached.Words...),
		Numbers: reached.Numbers,
	}
	for name, data := range files {
		if strings.HasSuffix(name, ".png") && (strings.Contains(name, "zephyrine") || strings.Contains(name, "group")) {
			s.Files = append(s.Files, data)
		}
	}
	return s
}

// told are the words of the stories that show her.
var told = []string{"quixotic", "quichottesque", "zigzags", "wicks", "zany", "unquenchable", "lamp.png"}

// reached is how she is reached.
var reached = sitetest.Secrets{
	Words:   []string{"zq@lamps.example", "zq@", "zq-rings.example"},
	Numbers: []string{"1632960777", "1632960778"},
}

// Before the day everything is there, or finding nothing afterwards would mean
// nothing; from the day on, no byte of it is, whether the hub is made anew or
// over what was there.
func TestWithdrawnLeavesNothing(t *testing.T) {
	const withdrawn = "by: form 2026-444, withdrawn: 2026-11-17"
	for _, c := range []struct {
		relation string
		stories  bool // whether her stories go with her
	}{{"customer", true}, {"guest", true}, {"partner", true}, {"staff", false}} {
		if testing.Short() && c.relation != "customer" && c.relation != "staff" {
			continue
		}
		t.Run(c.relation, func(t *testing.T) {
			t.Parallel()
			files := hubOf(c.relation, c.stories)
			secrets := theirs(files)
			if c.stories {
				secrets.Words = append(secrets.Words, told...)
			} else {
				// What a colleague told stays, by their role; what they only
				// said does not, nor is there any way to know who told it.
				secrets.Words = append(slices.DeleteFunc(secrets.Words, func(w string) bool { return w == "Lamplighter" || w == "Allumeuse" }), "zigzags")
			}
			s := sitetest.New(t, files)
			s.Publish()
			made := 0
			for name, data := range s.Output() {
				if ok, _ := path.Match("assets/pictures/*", name); ok && !strings.Contains(name, "/bo-") && !strings.Contains(name, "/kettle-") && !strings.Contains(name, "/lid-") && (c.stories || !strings.Contains(name, "/lamp-")) {
					secrets.Files = append(secrets.Files, data) // every size of hers
					made++
				}
			}
			if made < 4 {
				t.Errorf("only %d sizes of her pictures were made", made)
			}
			before := strings.Join(sitetest.Leaks(s.Output(), secrets), "\n")
			for _, w := range []string{"Quillfeather", "zealous", "pictures/portrait-", "pictures/group-", "bytes of a picture", "zq@lamps.example", "1632960777"} {
				if !strings.Contains(before, w) {
					t.Errorf("with her consent, %q stands nowhere", w)
				}
			}
			s.Later()
			s.Replace(zephyrine, "by: form 2026-444", withdrawn)
			s.Publish()
			clean, _ := s.Clean()
			for what, tree := range map[string]map[string]string{"over the old site": s.Output(), "made anew": clean} {
				for _, leak := range sitetest.Leaks(tree, secrets) {
					t.Errorf("%s: %s", what, leak)
				}
			}
		})
	}
}

const zephyrine = "content/people/zephyrine-quillfeather/index.md"

// Whoever has left, is away or is protected is not reached, on any page and in
// no file; the one who answers for them is. Their stories go on.
func TestNotReached(t *testing.T) {
	for name, c := range map[string]struct {
		lines string
		gone  []string // besides how she is reached
		there []string
	}{
		"left":            {"status: left\ndeparted: {date: 2026-11-17, successor: bo-chen}", []string{"portrait.png", "group.png"}, []string{"Quillfeather", "quixotic", "zealous"}},
		"left, by role":   {"status: left\ndeparted: {date: 2026-11-17, successor: bo-chen, byline: role}", []string{"Zephyrine Quillfeather", "Quillfeather, Z", "Zephy ", ">Zephy<", "portrait.png", "group.png", "zealous"}, []string{"unquenchable", "Lamplighter"}},
		"left, page gone": {"status: left\ndeparted: {date: 2026-11-17, successor: bo-chen, page: remove}", []string{"zealous", "portrait.png"}, []string{"quixotic", "Quillfeather"}},
		"left, moved on":  {"status: left\ndeparted: {date: 2026-11-17, successor: bo-chen, page: redirect}", []string{"zealous"}, []string{"quixotic", "Quillfeather"}},
		"on leave":        {"status: on_leave\nleave: {from: 2026-11-17, until: 2026-12-24, cover: bo-chen}", nil, []string{"Quillfeather", "zealous", "quixotic"}},
		"protected":       {"protected: bo-chen", nil, []string{"Quillfeather", "zealous", "quixotic"}},
		"in memory":       {"status: memorial", nil, []string{"Quillfeather", "zealous", "quixotic"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := sitetest.New(t, hubOf("staff\n"+c.lines, false))
			if strings.Contains(c.lines, "2026-11-17") {
				before := s.Publish(func(o *generator.Options) { o.Date = sitetest.Day("2026-11-16") })
				if got := len(sitetest.Leaks(s.Output(), reached)); got < 5 {
					t.Errorf("the day before she is reached from %d files: %s", got, s.Findings(before))
				}
			}
			s.Publish()
			out := s.Output()
			secrets := reached
			secrets.Words = append(append([]string{}, reached.Words...), c.gone...)
			for _, leak := range sitetest.Leaks(out, secrets) {
				t.Error(leak)
			}
			for _, w := range c.there {
				if len(sitetest.Leaks(out, sitetest.Secrets{Words: []string{w}})) == 0 {
					t.Errorf("%q stands nowhere", w)
				}
			}
		})
	}
}
