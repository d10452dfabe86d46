package vale

import (
	"slices"
	"strings"

	"kith/generator/markdown"
)

// reading is one text being checked: what its rules found so far, and what
// depends on more than a block.
type reading struct {
	set   *Set
	prof  *profile
	prose *markdown.Prose
	marks *marks

	alerts []Alert
	taken  map[spot]bool // two finds of a rule at a place are one
	limits map[*rule]int
	notes  []string // variants seen and terms defined, over all rules, as in Vale

	controls int
	divided  map[string][]string // texts that were divided into sentences
	off      map[string]bool
	regions  map[string][]region
}

type spot struct {
	rule   *rule
	offset int
}

// region is a stretch of the file in which a rule is off.
type region struct{ from, to int }

// all checks everything.
func (run *reading) all() []Alert {
	for i := range run.prose.Blocks {
		run.block(i)
	}
	run.summary()
	run.raw()
	return run.sorted()
}

func (run *reading) block(i int) {
	b := &run.prose.Blocks[i]
	run.obey(b.Controls)
	found := run.blockFinds(b)
	run.settle(found, func(f *find) (Alert, bool) {
		offset, length := b.Place(f.from, f.to)
		return Alert{Offset: offset, Len: length, Block: i, Scope: b.Scope, From: f.from, To: f.to}, true
	})
}

// settle makes alerts of finds.
func (run *reading) settle(found []find, locate func(*find) (Alert, bool)) {
	for k := range found {
		f := &found[k]
		r := f.rule
		if run.silent(r.name, f.match) {
			continue
		}
		if st, ok := r.checker.(stateful); ok && !st.due(run, f) {
			continue
		}
		a, ok := locate(f)
		if !ok {
			continue
		}
		a.Rule, a.Level, a.Message, a.Description, a.Link = r.name, run.prof.level[r], f.message, f.description, r.link
		a.Match, a.Replacements = f.match, f.replacements
		a.Action = r.action
		if a.Action.Name == "" && len(f.replacements) > 0 {
			a.Action.Name = "replace"
		}
		if a.Action.Name == "replace" {
			a.Action.Params = f.replacements
		}
		run.add(r, a)
	}
}

// stateful rules look at a whole file: whether a find becomes an alert depends
// on what came before it.
type stateful interface {
	due(run *reading, f *find) bool
}

func (run *reading) add(r *rule, a Alert) {
	if run.within(r.name, a.Match, a.Offset) {
		return
	}
	if run.taken == nil {
		run.taken, run.limits = map[spot]bool{}, map[*rule]int{}
	}
	at := spot{r, a.Offset}
	if run.taken[at] || r.limit > 0 && run.limits[r] >= r.limit {
		return
	}
	run.taken[at] = true
	run.limits[r]++
	run.alerts = append(run.alerts, a)
}

// summary runs the rules that look at a whole text.
func (run *reading) summary() {
	run.obey(len(run.prose.Controls))
	for k := range run.off {
		if k != "off" {
			run.off[k] = false
		}
	}
	rules := run.prof.applying("summary.md")
	if len(rules) == 0 {
		return
	}
	var text strings.Builder
	type part struct{ at, block int }
	var parts []part
	var sum stats
	for i := range run.prose.Blocks {
		if b := &run.prose.Blocks[i]; b.Summed {
			parts = append(parts, part{text.Len(), i})
			text.WriteString(b.Text)
			text.WriteString("\n\n")
			if measured(rules) {
				sum.add(measure(b.Text, run.sentences, &run.set.words))
			}
		}
	}
	s := newSubject(text.String())
	run.set.index.mark(s, run.marks, true)
	b := &block{subject: s, marks: run.marks, counts: run.prose.Counts, stats: &sum}
	for _, r := range rules {
		found, err := r.check(r, b)
		if err != nil {
			run.set.tooSlow(r, err)
			continue
		}
		run.settle(found, func(f *find) (Alert, bool) {
			if f.match == "" || len(parts) == 0 {
				return Alert{Block: -1, Scope: "summary"}, true
			}
			k := len(parts) - 1
			for k > 0 && parts[k].at > f.from {
				k--
			}
			from := f.from - parts[k].at
			of := &run.prose.Blocks[parts[k].block]
			to := min(f.to-parts[k].at, len(of.Text))
			offset, length := of.Place(from, to)
			return Alert{Offset: offset, Len: length, Block: parts[k].block, Scope: of.Scope, From: from, To: to}, true
		})
	}
}

func measured(rules []*rule) bool {
	return slices.ContainsFunc(rules, func(r *rule) bool { return r.kind == "metric" || r.kind == "readability" })
}

// raw runs the rules that look at the file as it was written.
func (run *reading) raw() {
	rules := run.prof.applying("raw.md")
	if len(rules) == 0 {
		return
	}
	b := run.prose.Raw()
	found := run.apply(nil, rules, newSubject(b.Text), nil, 0)
	run.settle(found, func(f *find) (Alert, bool) {
		offset, length := b.Place(f.from, f.to)
		return Alert{Offset: offset, Len: length, Block: -1, Scope: "raw", From: f.from, To: f.to}, true
	})
}

func (run *reading) sorted() []Alert {
	slices.SortStableFunc(run.alerts, func(a, b Alert) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return strings.Compare(a.Rule, b.Rule)
	})
	return run.alerts
}

// defines says whether a note was made.
func (run *reading) noted(note string) bool { return slices.Contains(run.notes, note) }
