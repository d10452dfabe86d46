package generator_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// outsideEdits change no source: the day, the options, the output, and what builds
// remember.
var outsideEdits = []edit{
	{"day", func(d *driver) { d.date = d.date.AddDate(0, 0, d.pick(61)-30) }},
	{"tomorrow", func(d *driver) { d.date = d.date.AddDate(0, 0, 1) }},
	{"options", func(d *driver) {
		switch d.pick(4) {
		case 0:
			d.drafts = !d.drafts
		case 1:
			d.future = !d.future
		case 2:
			d.mark = !d.mark
		case 3:
			d.base = one(d, "", "https://y.example/sub/")
		}
	}},
	{"output altered", func(d *driver) {
		out := slices.Sorted(maps.Keys(d.s.Output()))
		if len(out) == 0 {
			return
		}
		p := filepath.Join(d.s.Dir, "public", filepath.FromSlash(out[d.pick(len(out))]))
		switch d.pick(3) {
		case 0:
			os.Remove(p)
		case 1:
			os.WriteFile(p, []byte("altered"), 0o644)
		case 2:
			data, _ := os.ReadFile(p)
			os.WriteFile(p, data, 0o644) // the same bytes with another stamp
		}
	}},
	{"memory lost", func(d *driver) {
		for i, f := range d.memory() {
			if d.pick(2) == 0 || i == 0 {
				os.Remove(f)
			}
		}
	}},
	{"memory of before", func(d *driver) {
		// Somebody puts back a copy of some of it, made a while ago.
		for _, f := range slices.Sorted(maps.Keys(d.copied)) {
			if d.pick(2) == 0 {
				os.WriteFile(f, d.copied[f], 0o644)
			}
		}
		d.copied = map[string][]byte{}
		for _, f := range d.memory() {
			if data, err := os.ReadFile(f); err == nil {
				d.copied[f] = data
			}
		}
	}},
	{"memory cut short", func(d *driver) {
		for _, f := range d.memory() {
			if info, err := os.Stat(f); err == nil && d.pick(2) == 0 {
				os.Truncate(f, info.Size()*int64(d.pick(100))/100)
			}
		}
	}},
}

// memory lists the files in which builds remember things, without the record
// of what is ours: no build makes do without that.
func (d *driver) memory() []string {
	all, _ := filepath.Glob(filepath.Join(d.s.Dir, ".kith", "*"))
	cards, _ := filepath.Glob(filepath.Join(d.s.Dir, ".kith", "cards", "*"))
	all = append(all, cards...)
	return slices.DeleteFunc(all, func(f string) bool {
		return strings.HasPrefix(filepath.Base(f), "publish-") || strings.HasSuffix(f, ".lock")
	})
}
