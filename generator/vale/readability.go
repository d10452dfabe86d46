package vale

import (
	"fmt"
	"math"
	"strings"

	"kith/generator/diag"
)

// readability finds texts that need more years of school than they should.
type readability struct {
	metrics []string
	grade   float64
}

var grades = map[string]func(s *stats) float64{
	"Gunning Fog": func(s *stats) float64 { return 0.4 * (s.words/s.sentences + 100*s.complex/s.words) },
	"Coleman-Liau": func(s *stats) float64 {
		return 0.0588*(s.characters/s.words)*100 - 0.296*(s.sentences/s.words)*100 - 15.8
	},
	"Flesch-Kincaid":        func(s *stats) float64 { return 0.39*s.words/s.sentences + 11.8*s.syllables/s.words - 15.59 },
	"SMOG":                  func(s *stats) float64 { return 1.0430*math.Sqrt(s.polysyllabic*30/s.sentences) + 3.1291 },
	"Automated Readability": func(s *stats) float64 { return 4.71*(s.characters/s.words) + 0.5*(s.words/s.sentences) - 21.43 },
}

// gradeOrder is the order in which they are added up.
var gradeOrder = []string{"SMOG", "Gunning Fog", "Coleman-Liau", "Flesch-Kincaid", "Automated Readability"}

func newReadability(f *fields, _ *rule, _ env) checker {
	x := &readability{metrics: f.texts("metrics"), grade: f.float("grade")}
	var all []diag.Candidate
	for _, g := range gradeOrder {
		all = append(all, diag.Candidate{ID: g})
	}
	if len(x.metrics) == 0 {
		f.report(f.node, "this rule does not say which metrics", "metrics: [Flesch-Kincaid]")
		return nil
	}
	for _, m := range x.metrics {
		if grades[m] == nil {
			hint := diag.DidYouMean(m, all)
			if hint == "" {
				hint = "there are " + strings.Join(gradeOrder, ", ")
			}
			f.report(f.at("metrics"), "there is no metric called "+diag.Quote(m), hint)
			return nil
		}
	}
	return x
}

func (x *readability) patterns() []*pattern { return nil }

func (x *readability) check(r *rule, b *block) ([]find, error) {
	s := b.measured()
	if s.words == 0 {
		return nil, nil
	}
	total := 0.0
	for _, g := range gradeOrder {
		for _, m := range x.metrics {
			if m == g {
				total += grades[g](s)
				break
			}
		}
	}
	if total /= float64(len(x.metrics)); !(total > x.grade) {
		return nil, nil
	}
	f := find{rule: r}
	f.say(r, fmt.Sprintf("%.2f", total))
	return []find{f}, nil
}

// measured are the block's counts.
func (b *block) measured() *stats {
	if b.stats == nil {
		s := measure(b.text, sentences, &wordLengths{})
		b.stats = &s
	}
	return b.stats
}
