package generator_test

import (
	"fmt"
	"strings"
)

// storyEdits change the fields of stories, and those that other kinds have too.
var storyEdits = []edit{
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
	{"uid", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "uid", one(d, "", quoted(d.word()), "'tag:old.example,2019:1'"))
	}},
	{"canonical", func(d *driver) {
		d.set(d.some("content/stories/", ".md"), "canonical", one(d, "", "https://elsewhere.example/a/"))
	}},
}
