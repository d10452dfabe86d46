package meta

import (
	"slices"
	"strings"

	"kith/generator/diag"
)

// Done says which fields nobody asked for. One that looks like a slip for a
// known field is reported here; the rest is returned with its path as Value
// ("image.colour"), for the caller to group over all files. It looks into all
// Maps that were opened below this one. Call it on the outermost Map, last.
func (m *Map) Done() (unknown []Text) {
	if m == nil {
		return nil
	}
	d := done{root: m}
	d.walk(m)
	return d.unknown
}

type done struct {
	root     *Map
	unknown  []Text
	compared int // unknown keys that were compared with known ones
}

// maxCompared keeps a file of a hundred thousand keys from taking minutes.
const maxCompared = 200

func (d *done) walk(m *Map) {
	for i := range m.fields {
		f := &m.fields[i]
		if f.asked {
			for _, sub := range f.subs {
				d.walk(sub)
			}
			continue
		}
		near := ""
		if d.compared++; d.compared <= maxCompared {
			near = closest(f.key, m.asked)
		}
		t := Text{Value: m.path + f.key, Pos: m.src.pos(f.at), Len: f.n}
		switch {
		case m.src.codes.strict:
			m.src.list.Add(m.src.codes.unknown, t.Pos, t.Len, "there is no setting "+diag.Quote(t.Value), d.settingHint(m, f.key, near))
		case near != "":
			m.src.list.Add("misspelt-key", t.Pos, t.Len, "there is no field "+diag.Quote(t.Value),
				"did you mean "+diag.Quote(near)+"?")
		default:
			d.unknown = append(d.unknown, t)
		}
	}
}

// settingHint proposes a setting of the same table or, failing that, says in
// which table one of that name belongs.
func (d *done) settingHint(m *Map, key, near string) string {
	if near != "" {
		return "did you mean " + diag.Quote(near) + "?"
	}
	for _, table := range d.root.tables {
		for _, known := range table.asked {
			if known == key {
				return "it is a setting of [" + strings.TrimSuffix(table.path, ".") + "]"
			}
		}
	}
	for _, known := range d.root.asked {
		if m != d.root && known == key {
			return "it belongs above the first [table]"
		}
	}
	if len(m.asked) > 0 && len(m.asked) < 16 && m != d.root {
		return "settings here are " + strings.Join(once(m.asked), ", ") + "; your own go under [params]"
	}
	return "your own settings go under [params]"
}

// once leaves out what stands in a list a second time: some settings are asked
// for as a number and as they are written.
func once(names []string) []string {
	var out []string
	for _, n := range names {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// closest returns the known name that key is probably a slip for.
func closest(key string, known []string) string {
	want := squeeze(key)
	best, at := "", 1<<20
	for _, k := range known {
		have := squeeze(k)
		if have == want {
			return k
		}
		limit := 0
		switch n := min(len(want), len(have)); {
		case n >= 8:
			limit = 2
		case n >= 4:
			limit = 1
		case n == 3 && want[0] == have[0]:
			limit = 1
		}
		if limit == 0 || len(want)-len(have) > limit || len(have)-len(want) > limit {
			continue
		}
		if d := diag.Distance(want, have); d <= limit && d < at {
			best, at = k, d
		}
	}
	return best
}

// squeeze makes "Known-As" and "known_as" the same word.
func squeeze(key string) string { return strings.ReplaceAll(diag.Fold(key), "-", "") }
