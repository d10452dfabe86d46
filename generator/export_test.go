package generator

import (
	"sync/atomic"

	"kith/generator/pages"
	"kith/generator/publish"
	"kith/generator/view"

	"kith/generator/graph"
)

// Tests want bugs to panic.
func init() { testing = true }

// SetFault makes fault be asked before each operation on the output folder,
// until the function it returns is called.
func SetFault(fault func(op, path string) error) (undo func()) {
	openDir = func(out, record string) (*publish.Dir, error) { return publish.OpenFaulty(out, record, fault) }
	return func() { openDir = publish.Open }
}

// PlantUnrecordedRead makes the page of a story show a person's role without
// asking its own reader, until the function it returns is called.
func PlantUnrecordedRead(story, person string) (undo func()) {
	tamper = func(l *line) {
		for i := range l.plan {
			o := &l.plan[i]
			if o.Kind == "story" && o.ID == story {
				o.View = unrecorded(l, *o, person)
			}
		}
	}
	return func() { tamper = nil }
}

func unrecorded(l *line, o pages.Output, person string) func(*graph.Reader) (any, error) {
	return func(r *graph.Reader) (any, error) {
		v, err := o.View(r)
		page := v.(*view.StoryPage)
		card, _ := l.graph.Read(l.env).PersonCard(person) // not through r
		page.Summary += " " + card.Role
		return page, err
	}
}

// CountColours counts how often code is coloured, until undo is called.
func CountColours() (count func() int, undo func()) {
	var n atomic.Int64
	was := colour
	colour = func(lang, code string) []byte { n.Add(1); return was(lang, code) }
	return func() int { return int(n.Load()) }, func() { colour = was }
}

// Views are what the templates of all pages see, by path.
func Views(opts Options) map[string]any {
	l, err := start(opts, nil)
	if err != nil {
		panic(err)
	}
	defer l.close()
	if err := l.toPlan(); err != nil {
		panic(err)
	}
	out := map[string]any{}
	for _, o := range l.plan {
		if o.View == nil {
			continue
		}
		v, err := o.View(l.editions[o.Edition].Read(l.env))
		if err != nil {
			panic(err)
		}
		out[o.Path] = v
	}
	return out
}
