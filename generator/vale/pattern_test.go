package vale

import (
	"reflect"
	"strings"
	"testing"
)

// However a pattern is looked for, it finds what the one engine would find
// that can do everything.
func FuzzPattern(f *testing.F) {
	for _, tokens := range []string{
		"in order to\nin\norder", "utili[sz]e(?:s|d)?\nuse\nus", `(?:^|\s)I\s` + "\nI'm\nme", "a+b\nb\nab",
		`\b[A-Z]{3,5}\b` + "\nTLA", `e\.g\.` + "\ni\\.e\\.\netc", "caf\u00e9\nCAF", `(?<!not )very` + "\nvery much", `\d+ ?%` + "\n[!?]{2,}",
		"(am|are|is)\\s+\\w+ed\nare", "x?\ny", "foo|bar\nbaz", `(\w+) \1` + "\nthe", "(?i)abc\nABD", `^The` + "\nend$\n\\.$", `(\w+)`, `\b\w+\b`, `[^\s]+`, `(?:\b(\w+)\b)`, `[^\s,]+, (?:and|or)` + "\n;",
	} {
		for _, text := range []string{
			"In order to utilise it, we are used. I am I'm ME.\nThe TLA is e.g. caf\u00e9 CAF\u00c9, 50 % very, not very much!? The the end",
			"aab ab b xy foo bar baz in order in order\u2019s of abc ABD the the", "", "\u00e9in\u00e9 order \u212aelvin \u017fo",
		} {
			f.Add(tokens, text, true, true)
			f.Add(tokens, text, false, false)
		}
	}
	f.Fuzz(func(t *testing.T, tokens, text string, fold, word bool) {
		if len(tokens) > 100 || len(text) > 300 || strings.ContainsAny(tokens, "{") && strings.Count(tokens, "{") > 2 {
			t.Skip()
		}
		alts := strings.Split(tokens, "\n")
		quick, err := newPattern(alts, fold, word, "")
		if err != nil {
			t.Skip()
		}
		template := nonwordTemplate
		if word {
			template = wordTemplate
		}
		flags := ""
		if fold {
			flags = "(?i)"
		}
		all := &expr{src: flags + strings.Replace(template, "%s", strings.Join(alts, "|"), 1)}
		s := newSubject(text)
		want, err := all.from(s, 0)
		if err != nil {
			t.Skip()
		}
		var x wordIndex
		x.add(quick)
		var m marks
		x.mark(s, &m, true)
		b := &block{subject: s, marks: &m}
		got, err := b.finds(quick)
		if err != nil {
			t.Skip()
		}
		if g, w := spans(text, got), spans(text, want); !reflect.DeepEqual(g, w) {
			t.Fatalf("%q in %q (fold %v, word %v): found %q, not %q", alts, text, fold, word, g, w)
		}
	})
}

func spans(text string, hits []hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, text[:h.from]+"["+text[h.from:h.to]+"]")
	}
	return out
}
