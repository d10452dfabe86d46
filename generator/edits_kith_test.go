package generator_test

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/content"
	"kith/generator/model"
	"kith/generator/rename"
)

// kithEdits are what `kith rename` and `kith retire` do, with all that follows.
var kithEdits = []edit{
	{"kith rename", func(d *driver) {
		kind, old := d.thing()
		to := fmt.Sprintf("other-%d", d.pick(4))
		if kind == model.KindTopic || kind == model.KindTeam {
			to = fmt.Sprintf("Other %d", d.pick(4))
		}
		d.kith(func(snap *generator.Snapshot) *rename.Plan {
			plan, err := snap.Rename(string(kind), old, to)
			d.said(fmt.Sprint(kind, " ", old, " to ", to), err)
			return plan
		})
	}},
	{"kith retire", func(d *driver) {
		kind, old := d.thing()
		q := rename.Retiree{Kind: kind, ID: old}
		if d.pick(3) > 0 {
			_, q.To = d.thingOf(kind)
		}
		if kind == model.KindValue {
			q.Why = "it said " + d.word()
		}
		d.kith(func(snap *generator.Snapshot) *rename.Plan {
			plan, uses, _, err := snap.Retire(q)
			if len(uses) > 0 {
				err = fmt.Errorf("in use")
			}
			d.said(fmt.Sprint(kind, " ", old, " for ", q.To), err)
			return plan
		})
	}},
}

// said notes what was asked for, and why it was not done.
func (d *driver) said(what string, err error) {
	if err != nil {
		what += ": " + err.Error()
	}
	d.log[len(d.log)-1] += " (" + what + ")"
}

// thing is something with an id.
func (d *driver) thing() (kind model.Kind, id string) {
	return d.thingOf(one(d, model.KindPerson, model.KindPerson, model.KindStory, model.KindStory, model.KindValue, model.KindRoute,
		model.KindTopic, model.KindTeam, model.KindPlace, model.KindSeries, model.KindPage))
}

func (d *driver) thingOf(kind model.Kind) (model.Kind, string) {
	switch kind {
	case model.KindTopic:
		return kind, one(d, "Repairs", "Letters", "Kitchens")
	case model.KindTeam:
		return kind, one(d, "Workshop", "Office", "Van")
	case model.KindSeries:
		return kind, "s"
	case model.KindPage:
		return kind, one(d, "about", "more", "guides/a")
	}
	folder := map[model.Kind]string{
		model.KindPerson: "people", model.KindStory: "stories", model.KindValue: "values", model.KindRoute: "contact", model.KindPlace: "places",
	}[kind]
	file := d.some("content/"+folder+"/", ".md")
	name, _, _ := strings.Cut(id(file), ".") // without the language
	if strings.HasPrefix(path.Base(file), "index.") {
		name = strings.ToLower(path.Base(path.Dir(file)))
	}
	return kind, content.Normal(name)
}

// kith does what a plan says, in the folder and in what the driver knows of
// it. A hub without a mistake has none afterwards.
func (d *driver) kith(plan func(*generator.Snapshot) *rename.Plan) {
	d.t.Helper()
	load := func() (*generator.Snapshot, *generator.Site) {
		opts := options(d.s)
		d.options(&opts)
		opts.NoState = true
		site := generator.Open(opts)
		snap, err := site.Load()
		if err != nil {
			d.t.Fatal(err)
		}
		return snap, site
	}
	snap, site := load()
	d.whole = snap.OK()
	p := plan(snap)
	site.Close()
	if p == nil {
		return
	}
	d.kithDone = true
	if err := p.Write(d.s.Dir); err != nil {
		d.t.Fatalf("after %s: %v", strings.Join(d.log, ", "), err)
	}
	var touched []string
	for _, c := range p.Changes {
		d.files[c.File] = string(c.New)
		touched = append(touched, c.File)
	}
	under := func(file, at string) bool { return file == at || strings.HasPrefix(file, at+"/") }
	for _, m := range p.Moves {
		for _, f := range slices.Sorted(maps.Keys(d.files)) {
			if to := m.To + strings.TrimPrefix(f, m.From); under(f, m.From) {
				d.files[to] = d.files[f]
				delete(d.files, f)
				touched = append(touched, f, to)
			}
		}
	}
	for _, g := range p.Gone {
		for _, f := range slices.Sorted(maps.Keys(d.files)) {
			if under(f, g) {
				delete(d.files, f)
				touched = append(touched, f)
			}
		}
	}
	d.changed = append(d.changed, touched...)
	for _, f := range touched { // at the driver's time of day
		text, there := d.files[f]
		if now := d.s.Read(f); now != text {
			d.t.Fatalf("after %s: %s is\n%q\nand should be\n%q", strings.Join(d.log, ", "), f, now, text)
		}
		if there {
			d.put(f, text)
		}
	}
	if snap, site = load(); d.whole && !snap.OK() {
		d.t.Fatalf("after %s: the hub was without a mistake, and now it has some:\n%s", strings.Join(d.log, ", "), d.s.Findings(&generator.Report{Findings: snap.Findings}))
	}
	site.Close()
}

// Whatever a hub is like, renaming and retiring leave it without a mistake if
// it had none.
func TestKithEdits(t *testing.T) {
	eachSeed(t, 3, 15, func(t *testing.T, next func() uint32, steps int) {
		d := newDriver(t, next)
		good, broken, done := maps.Clone(d.files), 0, 0
		defer func() { t.Logf("%d of %d done: %s", done, steps, strings.Join(d.log, ", ")) }()
		for range steps {
			d.step()
			e := one(d, kithEdits...)
			d.log = append(d.log, e.name)
			d.kithDone = false
			if e.do(d); d.kithDone {
				done++
			}
			if !d.whole {
				broken++
			} else {
				good, broken = maps.Clone(d.files), 0
			}
			if broken > 2 {
				d.log = append(d.log, "back to the last good one")
				d.revert(good)
				d.drafts, d.future, d.mark, d.base = false, false, false, ""
			}
		}
	})
}
