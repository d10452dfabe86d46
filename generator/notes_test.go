package generator_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"kith/generator"
)

// What the preview says about each page, and what a check says about all of
// them, is what somebody would say who remembers nothing, whatever was edited
// before: texts, voice.md, the settings, and whole folders of styles.
func TestNotesOfEdits(t *testing.T) { eachSeed(t, 2, 14, comment) }

func comment(t *testing.T, next func() uint32, steps int) {
	d := newDriver(t, next)
	d.put("styles/Ours/One.yml", "extends: existence\nmessage: \"%s again\"\ntokens: [bench]\n")
	d.put("site.toml", strings.Replace(d.files["site.toml"], "draw = true", "draw = false", 1)+"\n[voice]\nstyles = \"styles\"\n")
	kinds := slices.Clone(styleEdits)
	for _, e := range edits {
		if strings.HasPrefix(e.name, "voice") || e.name == "style" || e.name == "body" || e.name == "title" || e.name == "translation" || e.name == "name" {
			kinds = append(kinds, e)
		}
	}
	site := generator.Open(d.site())
	defer func() { site.Close() }()
	good, broken, seen := maps.Clone(d.files), 0, 0
	defer func() { t.Logf("%d notes compared: %s", seen, strings.Join(d.log, ", ")) }()
	for i := range steps + 1 {
		if i > 0 {
			e := kinds[d.pick(len(kinds))]
			d.log = append(d.log, e.name)
			e.do(d)
		}
		if broken > 2 {
			d.log = append(d.log, "back to the last good one")
			d.revert(good)
		}
		if d.pick(3) > 0 {
			d.s.Later()
		}
		if d.pick(8) == 0 { // as when the preview is started again
			site.Close()
			site = generator.Open(d.site())
		}
		fail := func(what, a, b string) {
			t.Helper()
			t.Fatalf("after %s:\n%s:\n%s\nclean:\n%s", strings.Join(d.log, ", "), what, a, b)
		}
		if i%3 == 2 {
			check := func(o *generator.Options) { o.VoiceOnly = true }
			told := d.s.Findings(d.s.Check(d.options, check))
			if clean := d.s.Findings(d.s.Check(d.options, check, func(o *generator.Options) { o.NoState = true })); told != clean {
				fail("a check says", told, clean)
			}
		}
		snap, err := site.Load(d.named()...)
		if err != nil {
			t.Fatal(err)
		}
		if !snap.OK() {
			broken++
			continue
		}
		broken, good = 0, maps.Clone(d.files)
		said := map[string]string{}
		for _, f := range d.under("content/", ".md") {
			var n int
			said[f], n = notesOf(t, snap, f)
			seen += n
		}
		if i%2 == 1 && i < steps { // a hub that is opened anew takes most of the time
			continue
		}
		fresh := generator.Open(func() generator.Options { o := d.site(); o.NoState = true; return o }())
		clean, err := fresh.Load()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range d.under("content/", ".md") {
			if b, _ := notesOf(t, clean, f); said[f] != b {
				fail("of "+f+" the preview says", said[f], b)
			}
		}
		fresh.Close()
	}
}

// notesOf is all that is said about a page, and how many notes that is.
func notesOf(t *testing.T, snap *generator.Snapshot, file string) (string, int) {
	t.Helper()
	sheet, ok, err := snap.Notes(file)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return "nothing", 0
	}
	out, err := json.MarshalIndent(sheet, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out), len(sheet.Notes)
}

// site is how a preview opens the hub.
func (d *driver) site() generator.Options {
	o := d.s.Options
	d.options(&o)
	return o
}
