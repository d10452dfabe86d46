package vale

import (
	"fmt"
	"strings"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/meta"
)

// Case is an example in a rule file: a text, and what the rule says about it.
type Case struct {
	Name, Input string
	// Want is exactly what is said, a line an alert: line:column:rule:message.
	// Given and empty, nothing may be said.
	Want  string
	Wants bool
	// Contains is a piece of what is said; what is Absent must not be.
	Contains string
	Absent   []string

	pos diag.Pos
	len int
}

// cases reads the examples under tests.
func (f *fields) cases(rule string) []Case {
	n := f.get("tests")
	if n.Kind == meta.TreeNone {
		return nil
	}
	if n.Kind != meta.TreeList {
		f.list.Add("bad-rule", n.Pos, n.Len, `"tests" should be a list`, "tests:\n  - name: finds it\n    input: ...\n    contains: ...")
		return nil
	}
	var out []Case
	seen := map[string]bool{}
	for _, item := range n.List {
		c := Case{pos: item.Pos, len: item.Len}
		for _, k := range item.Fields {
			switch k.Key.Value {
			case "name":
				c.Name, c.pos, c.len = k.Value.Text, k.Value.Pos, k.Value.Len
			case "input":
				c.Input = k.Value.Text
			case "want":
				c.Want, c.Wants = k.Value.Text, true
			case "contains":
				c.Contains = k.Value.Text
			case "absent":
				c.Absent = flat(k.Value)
			case "about", "format":
			default:
				f.list.Add("rule-key", k.Key.Pos, k.Key.Len, diag.Quote(k.Key.Value)+" means nothing in a test", "a test has name, input, and want, contains or absent")
			}
		}
		problem := ""
		switch {
		case c.Name == "":
			problem = "this test has no name"
		case seen[c.Name]:
			problem = "two tests are called " + diag.Quote(c.Name)
		case !c.Wants && c.Contains == "" && len(c.Absent) == 0:
			problem = "this test does not say what the rule should find"
		}
		seen[c.Name] = true
		if problem != "" {
			f.list.Add("bad-rule", c.pos, c.len, problem, "a test has name, input, and want, contains or absent")
			continue
		}
		out = append(out, c)
	}
	return out
}

// Result is how the examples of the rules came out.
type Result struct {
	Rules, Cases int
	// Untested are the names of rules without examples.
	Untested []string
}

// Test runs the examples in the rules' files, each with its rule alone. What
// did not come out as it should goes to the list.
func (s *Set) Test(list *diag.List) Result {
	s.prepare()
	var res Result
	for _, r := range s.rules {
		res.Rules++
		if len(r.tests) == 0 {
			res.Untested = append(res.Untested, r.name)
			continue
		}
		for _, c := range r.tests {
			res.Cases++
			got := s.alone(r, c.Input)
			if why := c.compare(got); why != "" {
				list.Add("rule-test", c.pos, c.len, "The test "+diag.Quote(c.Name)+" of "+r.name+" came out otherwise: "+why, "change the rule, or the test")
			}
		}
	}
	return res
}

// alone is what one rule says, a line an alert.
func (s *Set) alone(r *rule, text string) string {
	prof := &profile{rules: []*rule{r}, level: map[*rule]Level{r: r.level}, styles: []string{styleOf(r.name)}, key: "alone " + r.name}
	prof.ask(r)
	src := []byte(text)
	run := &reading{set: s, prof: prof, prose: s.ReadFile("", src), marks: &marks{}}
	var b strings.Builder
	for _, a := range run.all() {
		at := diag.Locate(src, a.Offset)
		fmt.Fprintf(&b, "%d:%d:%s:%s\n", at.Line, at.Column, a.Rule, a.Message)
	}
	return b.String()
}

// Fields are the texts of a front matter, as rules see them.
func Fields(m *meta.Map) []markdown.Field {
	var out []markdown.Field
	for _, k := range m.Keys() {
		if t := m.Tree(k.Value); t.Kind == meta.TreeText && t.Text != "" {
			at := m.Text(k.Value)
			out = append(out, markdown.Field{Key: k.Value, Value: at.Value, Offset: at.Pos.Offset, Len: at.Len})
		}
	}
	return out
}

func (c *Case) compare(got string) string {
	said := "it says nothing"
	if g := strings.TrimSpace(got); g != "" {
		said = "it says " + diag.Quote(g)
	}
	switch {
	case c.Wants && lines(c.Want) != lines(got):
		return said
	case c.Contains != "" && !strings.Contains(lines(got), strings.TrimSpace(c.Contains)):
		return said
	}
	for _, a := range c.Absent {
		if strings.Contains(got, a) {
			return said
		}
	}
	return ""
}

// lines is a text with the white space around its lines taken off.
func lines(s string) string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
