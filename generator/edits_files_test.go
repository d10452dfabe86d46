package generator_test

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// fileEdits make, move and remove files.
var fileEdits = []edit{
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
	{"translation out", func(d *driver) { d.drop(d.some("content/", one(d, ".fr.md", ".ar.md"))) }},
	{"story in one language", func(d *driver) {
		d.put(fmt.Sprintf("content/stories/seule-%d.%s.md", d.pick(2), one(d, "fr", "ar")), fmt.Sprintf("---\ntitle: %s\ndate: %s\nauthors: [%s]\nvalues: [mend-first]\naliases: [/vieux/]\n---\n\nSeule.\n",
			quoted(d.word()), d.day(30), d.person()))
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
	{"revert a file", func(d *driver) {
		f := slices.Sorted(maps.Keys(d.first))[d.pick(len(d.first))]
		d.put(f, d.first[f])
	}},
	{"revert all", func(d *driver) { d.revert(d.first) }},
}
