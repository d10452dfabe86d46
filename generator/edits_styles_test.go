package generator_test

import (
	"fmt"
	"strings"
)

// styleEdits change what words are checked with: folders of styles, their
// settings, vocabularies, and comments in texts.
var styleEdits = []edit{
	{"style rule", func(d *driver) {
		file := fmt.Sprintf("styles/%s/%s.yml", one(d, "Ours", "Ours", "Theirs", "Vale"), one(d, "One", "Two", "deep/Three"))
		d.put(file, one(d,
			"extends: existence\nmessage: \""+one(d, "%s again", "Once more %s")+"\"\nlevel: "+one(d, "suggestion", "warning", "error")+"\ntokens: ["+one(d, "bench", "the", `\w+ing`)+"]\n",
			"extends: substitution\nmessage: \"%s, not %s\"\nignorecase: "+one(d, "true", "false")+"\nswap:\n  bench: "+one(d, "table", "Bench", "desk|table")+"\n  (?-i:The): a\n",
			"extends: occurrence\nmessage: \"%s words\"\nscope: "+one(d, "sentence", "paragraph", "summary", "raw")+"\nmax: "+fmt.Sprint(1+d.pick(4))+"\ntoken: '\\b\\w+\\b'\n",
			"extends: consistency\nmessage: \"both: %s\"\neither: {mended: bench}\n",
			"extends: capitalization\nmessage: \"'%s' is '%s'\"\nscope: heading\nmatch: "+one(d, "$title", "$sentence")+"\n",
			"extends: metric\nmessage: \"%s\"\nformula: words / sentences\ncondition: \"> "+fmt.Sprint(d.pick(6))+"\"\n",
			"extends: Ours.One\nmessage: \"as %s\"\n",
			"extends: spelling\nmessage: \"%s\"\n",
			"extends: existence\nmessage: [\n",
			"extends: existence\nmessage: \"%s\"\ntokns: [bench]\ntests: [{name: one, input: bench, contains: bench}]\n",
		))
	}},
	{"style rule out", func(d *driver) { d.drop(d.some("styles/", ".yml")) }},
	{"style renamed", func(d *driver) {
		if f := d.some("styles/", ".yml"); f != "" {
			d.move(f, strings.Replace(f, "/Ours/", one(d, "/Theirs/", "/Ours/New"), 1))
		}
	}},
	{"style folder out", func(d *driver) {
		for _, f := range d.under("styles/"+one(d, "Ours", "Theirs", "config", ""), "") {
			d.drop(f)
		}
	}},
	{"style settings", func(d *driver) {
		file := "styles/" + one(d, ".vale.ini", ".vale.ini", ".vale.ini", "vale.ini")
		if d.pick(4) == 0 {
			d.drop(file)
			return
		}
		d.put(file, one(d, "", "StylesPath = .\n", "StylesPath = nowhere\n")+one(d, "", "MinAlertLevel = warning\n", "MinAlertLevel = loud\n")+one(d, "", "Vocab = House\n")+
			one(d, "[*.md]\n", "[*]\n", "[content/stories/*.md]\n", "[*.{md,txt}]\n")+one(d, "BasedOnStyles = Ours\n", "BasedOnStyles = Ours, Theirs\n", "BasedOnStyles = Vale, Ours\n", "BasedOnStyles = Nobody\n", "")+
			one(d, "", "Ours.One = NO\n", "Ours.One = error\n", "Theirs.Two = YES\n", "Theirs = suggestion\n")+
			one(d, "", `TokenIgnores = (the \w+)`+"\n", `BlockIgnores = (?s)(A bench.*)`+"\n")+
			one(d, "", "\n[content/people/*.md]\nOurs.Two = NO\n"))
	}},
	{"vocabulary", func(d *driver) {
		file := "styles/config/vocabularies/House/" + one(d, "accept.txt", "reject.txt")
		if d.pick(4) == 0 {
			d.drop(file)
			return
		}
		d.put(file, one(d, "bench\n", "Bench\n# the\n", "(?i)kettle\nmended\n", "[\n"))
	}},
	{"styles in settings", func(d *driver) {
		text, _, _ := strings.Cut(d.files["site.toml"], "\n[voice]")
		d.put("site.toml", text+one(d, "", "\n[voice]\n")+one(d, "styles = \"styles\"\n", "styles = \"styles\"\n", "styles = \"styles/.vale.ini\"\n", "styles = \"nowhere\"\n", "defaults = false\nstyles = \"styles\"\n"))
		if !strings.Contains(d.files["site.toml"], "\n[voice]") {
			d.put("site.toml", text)
			return
		}
		d.put("site.toml", d.files["site.toml"]+one(d, "", "[voice.rules]\n\"Ours\" = \"idea\"\n", "[voice.rules]\n\"Ours.One\" = {level = \"must-fix\", reason = \"so\"}\n\"Kith\" = \"off\"\n", "[voice.rules]\n\"Ours.Nothing\" = \"off\"\n"))
	}},
	{"comments for styles", func(d *driver) {
		if f := d.some("content/", ".md"); f != "" {
			d.put(f, d.files[f]+"\n<!-- vale "+one(d, "off", "on", "Ours.One = NO", "Ours = NO", `Ours.One["bench"] = NO`)+" -->\n\nThe bench, mended by the bench.\n")
		}
	}},
}
