package generator_test

import (
	"fmt"
	"time"
)

// peopleEdits change who people are, where they are and how they are reached.
var peopleEdits = []edit{
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
	{"speaks", func(d *driver) {
		d.set(d.some("content/people/", ".md"), "languages", one(d, "", "[fr]", "[en-GB, fr-CA]", "[ar]"))
	}},
}
