package generator_test

import (
	"fmt"
	"strings"
)

// wordEdits change what stands in texts, and what the house says of words.
var wordEdits = []edit{
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
	{"number", func(d *driver) {
		f := d.some("content/", ".md")
		d.put(f, d.files[f]+fmt.Sprintf("\n%s 01632 96000%d, or %s@hub.example.\n", one(d, "Ring", "Order", "It was"), d.pick(6), one(d, "ana", "bo", "info", "p1")))
	}},
	{"code", func(d *driver) {
		f := d.some("content/", ".md")
		d.put(f, d.files[f]+"\n```"+one(d, "go", "GO", "js", "unheard-of", "")+"\n"+one(d, "func x() {}", "x = \""+d.word()+"\"")+"\n```\n")
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
	{"line ends", func(d *driver) {
		f := d.some("content/", ".md")
		text := strings.ReplaceAll(d.files[f], "\r\n", "\n")
		d.put(f, one(d, text, strings.ReplaceAll(text, "\n", "\r\n"), "\ufeff"+strings.TrimPrefix(text, "\ufeff")))
	}},
	{"touch", func(d *driver) { f := d.some("", ""); d.put(f, d.files[f]) }},
}
