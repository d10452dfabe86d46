package vale

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// metric finds texts of which a formula's result is outside of what it should be.
type metric struct {
	formula   *formula
	condition *formula // of what stands in front of it
}

var (
	headingName = regexp.MustCompile(`heading\.(h[1-6])`)
	measures    = strings.Fields("words sentences characters syllables complex_words polysyllabic_words long_words")
	// counted are the elements of a text; there may be none of them.
	counted = strings.Fields("paragraphs pre list blockquote heading_h1 heading_h2 heading_h3 heading_h4 heading_h5 heading_h6 figure meta")
)

func newMetric(f *fields, _ *rule, _ env) checker {
	src, cond := f.text("formula"), f.text("condition")
	x := &metric{}
	known := append(slices.Clone(measures), counted...)
	var problem string
	if x.formula, problem = parseFormula(headingName.ReplaceAllString(src, "heading_$1"), known); problem != "" {
		f.report(f.at("formula"), "this formula cannot be read: "+problem, "formula: words / sentences")
		return nil
	}
	if x.condition, problem = parseFormula("result "+cond, append(known, "result")); problem != "" || !x.condition.truth {
		f.report(f.at("condition"), "this condition cannot be read", "condition: \"> 20\"")
		return nil
	}
	return x
}

func (x *metric) patterns() []*pattern { return nil }

func (x *metric) check(r *rule, b *block) ([]find, error) {
	s := b.measured()
	if s.words == 0 {
		return nil, nil
	}
	vars := map[string]float64{
		"words": s.words, "sentences": s.sentences, "characters": s.characters, "syllables": s.syllables,
		"complex_words": s.complex, "polysyllabic_words": s.polysyllabic, "long_words": s.long,
	}
	for name, n := range b.counts {
		vars[strings.ReplaceAll(name, ".", "_")] = float64(n)
	}
	result := x.formula.value(vars)
	vars["result"] = result
	if x.condition.value(vars) == 0 {
		return nil, nil
	}
	f := find{rule: r}
	f.say(r, fmt.Sprintf("%.2f", result))
	return []find{f}, nil
}
