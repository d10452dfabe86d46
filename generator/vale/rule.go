package vale

import (
	"path"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
)

// rule is one rule, ready to run.
type rule struct {
	name, kind                 string
	level                      Level
	message, description, link string
	limit                      int
	scope                      scope
	action                     Action
	matchcase                  bool
	wordy                      bool     // some of what it looks for needs words of the index
	at                         diag.Pos // the file, for what is said about the rule as a whole
	tests                      []Case
	checker
}

// checker is what a rule's kind does with a block. It depends on nothing but
// the block, so that what it found can be remembered.
type checker interface {
	// patterns are those that the index looks for.
	patterns() []*pattern
	check(r *rule, b *block) ([]find, error)
}

// find is what a rule found in a block.
type find struct {
	rule                 *rule
	from, to             int // in the block's text
	match                string
	message, description string
	replacements         []string
	// note is for rules that look at a whole file: which variant this is, or
	// what was defined. Such a find becomes an alert in file.go, or doesn't.
	note string
	last bool // the find the alert is at, of those with notes
}

// env is what rules are made in.
type env struct {
	accepted []string // terms of the vocabularies
	template string   // WordTemplate
}

func (r *rule) needsWords() bool { return r.wordy }

// kindOf returns what makes rules that extend something.
func kindOf(name string) func(*fields, *rule, env) checker {
	switch name {
	case "existence":
		return newExistence
	case "substitution":
		return newSubstitution
	case "occurrence":
		return newOccurrence
	case "repetition":
		return newRepetition
	case "consistency":
		return newConsistency
	case "conditional":
		return newConditional
	case "capitalization":
		return newCapitalization
	case "readability":
		return newReadability
	case "metric":
		return newMetric
	}
	return nil
}

var kindNames = []string{"existence", "substitution", "occurrence", "repetition", "consistency", "conditional", "capitalization", "readability", "metric"}

// refused are extension points that need more than the words, and why.
var refused = map[string]string{
	"spelling": "it needs a dictionary",
	"sequence": "it needs to know nouns from verbs",
	"script":   "it is a program",
}

// Parse reads a rule file and turns the rule on for all texts. The name is
// "Style.Rule". What is wrong goes to the list; ok is false if that leaves no
// rule.
func (s *Set) Parse(name, file string, src []byte, list *diag.List) (ok bool) {
	s.text = append(s.text, name, string(src))
	if style := styleOf(name); !slices.Contains(s.config.global.styles, style) {
		s.config.global.styles = append(s.config.global.styles, style)
	}
	return s.parse(name, file, src, list)
}

func (s *Set) parse(name, file string, src []byte, list *diag.List) bool {
	n, ok := meta.ParseYAML(file, src, "bad-rule", list)
	if !ok {
		return false
	}
	return s.add(name, file, n, list)
}

// add makes a rule of what a file says.
func (s *Set) add(name, file string, n meta.Node, list *diag.List) bool {
	f := &fields{file: file, name: name, node: n, list: list, used: map[string]bool{}}
	if n.Kind != meta.TreeMap {
		f.report(n, "a rule is fields, beginning with extends and message", "")
		return false
	}
	if !f.inherit(s) {
		return false
	}
	f.adjust(s.config.params[name])
	extends := f.text("extends")
	if extends == "" {
		f.report(n, "this rule does not say what it extends", "extends: existence, or "+orList(kindNames))
		return false
	}
	if why, ok := refused[extends]; ok {
		at := f.at("extends")
		list.Add("rule-unsupported", at.Pos, at.Len, "The rule "+name+" is left out: it extends "+extends+", and "+why,
			"The other rules of the style work. In .vale.ini, "+name+" = NO says that you know.")
		s.refused = append(s.refused, name)
		return false
	}
	build := kindOf(extends)
	if build == nil {
		var all []diag.Candidate
		for _, k := range kindNames {
			all = append(all, diag.Candidate{ID: k})
		}
		hint := diag.DidYouMean(extends, all)
		if hint == "" {
			hint = "extends is one of " + orList(kindNames)
		}
		f.report(f.at("extends"), "there is nothing called "+diag.Quote(extends)+" to extend", hint)
		return false
	}
	r := &rule{name: name, kind: extends, level: Warning, at: diag.In(file)}
	r.message = f.text("message")
	if r.message == "" {
		f.report(n, "this rule has no message", "message: \"'%s' has a shorter twin.\"")
		return false
	}
	if l := f.text("level"); l != "" {
		var known bool
		if r.level, known = ParseLevel(l); !known {
			f.report(f.at("level"), diag.Quote(l)+" is no level", "a level is suggestion, warning or error")
			return false
		}
	}
	r.description, r.link = f.text("description"), f.text("link")
	r.limit = f.whole("limit")
	r.matchcase = f.flag("matchcase", false)
	f.text("name")
	for _, key := range [...]string{"try", "before", "after"} {
		f.text(key) // for people: package voice shows them
	}
	r.scope = f.scope(extends)
	r.action = f.action(name)
	r.tests = f.cases(name)
	r.checker = build(f, r, s.env)
	f.unknown()
	if f.failed {
		return false
	}
	s.rules = append(s.rules, r)
	s.byName[name] = r
	return true
}

func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// ruleName is "Style.Rule" for Style/Rule.yml, with the folders between.
func ruleName(styles, file string) string {
	rel := strings.TrimPrefix(file, styles+"/")
	if styles == "." {
		rel = file
	}
	dir, base := path.Split(rel)
	base, _, _ = strings.Cut(base, ".")
	return strings.ReplaceAll(dir, "/", ".") + base
}
