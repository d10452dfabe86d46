package sitetest

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"maps"
	"strings"
)

// Files is a site's files by slash path.
type Files map[string]string

// Parse reads a site from one text: files, each behind a line "-- name --",
// as in the txtar format. A file ending in .png whose text is "png 4x3" becomes
// a picture of that size; its colour follows from all that its text says.
func Parse(text string) Files {
	out := Files{}
	name, from, at := "", 0, 0
	end := func(to int) {
		if name != "" {
			out[name] = picture(name, text[from:to])
		}
	}
	for line := range strings.Lines(text) {
		if s, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "-- "); ok && strings.HasSuffix(s, " --") {
			end(at)
			name, from = strings.TrimSuffix(s, " --"), at+len(line)
		}
		at += len(line)
	}
	end(at)
	return out
}

func picture(name, text string) string {
	var w, h int
	if !strings.HasSuffix(name, ".png") {
		return text
	}
	if n, _ := fmt.Sscanf(text, "png %dx%d", &w, &h); n != 2 {
		return text
	}
	sum := fnv.New32a()
	sum.Write([]byte(text))
	c := sum.Sum32()
	im := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.RGBA{byte(c), byte(c >> 8), byte(c >> 16), 255}})
	var buf bytes.Buffer
	if err := png.Encode(&buf, im); err != nil {
		panic(err)
	}
	return buf.String()
}

// Hub returns the small hub below, with the files of each text laid over it.
// A file that is empty in such a text is taken away.
func Hub(changes ...string) Files {
	out := Parse(hub)
	for _, c := range changes {
		for name, data := range Parse(c) {
			if data == "" {
				delete(out, name)
				continue
			}
			out[name] = data
		}
	}
	return out
}

// With returns a copy with one file changed or added.
func (f Files) With(name, data string) Files {
	out := maps.Clone(f)
	out[name] = picture(name, data)
	return out
}

// Replace returns a copy in which old became new in one file, which must
// hold it.
func (f Files) Replace(name, old, new string) Files {
	if !strings.Contains(f[name], old) {
		panic(fmt.Sprintf("sitetest: %s does not hold %q", name, old))
	}
	return f.With(name, strings.Replace(f[name], old, new, 1))
}

// Date is the day that tests build the small hub for.
const Date = "2026-11-17"

// hub has a few of everything, and no findings on Date.
const hub = `
-- site.toml --
url = "https://hub.example/"
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

# To draw cards takes longer than all else; tests that are about them do.
[cards]
draw = false
-- content/_index.md --
---
title: Small Works
summary: A hub that fits into one file.
---

Welcome to a **small** place.
-- content/people/ana-lopez.md --
---
name: Ana Lopez
known_as: Ana
role: Runs the workshop
email: ana@hub.example
phone: "+44 1632 960001"
team: Workshop
topics: [Repairs]
helps_with: [broken things]
consent: {given: 2026-01-05, covers: [name, photo, quote, voice, email, phone, story]}
---

I have run the workshop since it had a roof. See [Bo](bo-chen.md).
-- content/people/bo-chen/index.md --
---
name: Bo Chen
role: Answers the post
email: bo@hub.example
team: Office
photo: {src: bo.png}
consent: {given: 2026-01-05, covers: [name, photo, quote, voice, email, phone, story]}
---

I open every letter myself.
-- content/people/bo-chen/bo.png --
png 240x300 bo
-- content/people/cleo-park.md --
---
name: Cleo Park
role: Customer
relation: customer
consent: {given: 2026-02-01, covers: [name, quote, story], asked_by: ana-lopez, until: 2028-01-01}
---

Cleo brings us things that others gave up.
-- content/values/mend-first.md --
---
title: We mend it first
short: Mend first
statement: What can be mended is not replaced.
promise: We look at it before we sell you another.
keeper: ana-lopez
---

It takes longer. It is worth it.
-- content/values/say-so.md --
---
title: We say so when we are wrong
statement: You hear it from us.
promise: The one who did it rings you.
keeper: bo-chen
---

Nobody likes this part.
-- content/contact/broken.md --
---
title: Something arrived broken
also: [damaged, smashed]
topic: Repairs
people: [ana-lopez, bo-chen]
promise: Ana answers the same day.
steps: [You ring, She listens]
---

Keep the box if you can.
-- content/contact/letters.md --
---
title: I want to write a letter
people: [bo-chen]
fallback: [ana-lopez]
---

We like letters.
-- content/stories/kettle/index.md --
---
title: The kettle that sang
summary: A kettle came in that would not stop singing, and went home quiet.
date: 2026-11-01
authors: [ana-lopez]
people: [{person: cleo-park, as: whose kettle it is}]
values: [mend-first]
topics: [Repairs, Kitchens]
image: {src: kettle.png, alt: A kettle on a bench}
---

It came in on a Monday, singing.

## The lid

It was the lid. Ask [Bo](../../people/bo-chen.md) about lids, or read [the letter](../letter.md#the-second-page).

![The lid itself](lid.png "The lid, turned over")

We believe in [mending](value:mend-first), so we did. If yours sings too, [tell us](contact:broken).
-- content/stories/kettle/kettle.png --
png 60x40 kettle
-- content/stories/kettle/lid.png --
png 30x20 lid
-- content/stories/letter.md --
---
title: A letter on a Friday
summary: Somebody wrote to say that the parcel was late, and they were right.
date: 2026-10-12
authors: [bo-chen]
values: [say-so]
topics: [Letters]
---

The letter was four pages long.

## The second page

On the second page it got better. Read about [the kettle](story:kettle) next.
-- content/stories/bench.md --
---
title: How the bench was built
summary: It took two weekends, one door and an argument about legs.
date: 2026-06-20
authors: [ana-lopez, bo-chen]
values: [mend-first, say-so]
topics: [Repairs]
---

We had a door and no bench.
-- content/about.md --
---
title: About us
summary: Who we are, in short.
menu: main
---

We are few. [The stories](/stories/) say the rest.
`
