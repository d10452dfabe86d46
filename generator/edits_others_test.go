package generator_test

import (
	"fmt"
)

// otherEdits change the fields of values, contact pages and whatever else there is.
var otherEdits = []edit{
	{"checked", func(d *driver) { d.set(d.some("content/", ".md"), "checked", one(d, "", d.day(20))) }},
	{"params", func(d *driver) { d.set(d.some("content/", ".md"), "params", one(d, "", "{a: "+quoted(d.word())+"}")) }},
	{"menu", func(d *driver) { d.set(d.some("content/about", ".md"), "menu", one(d, "", "main", "footer")) }},
	{"order", func(d *driver) {
		d.set(d.some(one(d, "content/values/", "content/contact/", "content/teams/"), ".md"), "order", one(d, "", "1", "2"))
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
}
