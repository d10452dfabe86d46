package vale

import (
	"io/fs"
	"path"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
)

// vocabulary is words that are right, and words that are wrong.
type vocabulary struct{ accepted, rejected []string }

// vocabulary reads one by name, from config/vocabularies in the styles' folder.
func (s *Set) vocabulary(name string, i *iniReader) *vocabulary {
	if v, ok := s.vocabularies[name]; ok {
		return v
	}
	v := &vocabulary{}
	if s.vocabularies == nil {
		s.vocabularies = map[string]*vocabulary{}
	}
	s.vocabularies[name] = v
	for _, root := range s.styles {
		dir := path.Join(root, "config", "vocabularies", name)
		if info, err := fs.Stat(s.fsys, dir); err != nil || !info.IsDir() {
			continue
		}
		_ = fs.WalkDir(s.fsys, dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			switch path.Base(p) {
			case "accept.txt":
				v.accepted = append(v.accepted, s.wordList(p, i.list)...)
			case "reject.txt":
				v.rejected = append(v.rejected, s.wordList(p, i.list)...)
			}
			return nil
		})
		return v
	}
	i.list.Add("no-styles", i.place().Pos, i.place().Len, "There is no vocabulary called "+diag.Quote(name)+".",
		"It is a folder config/vocabularies/"+name+" beside the styles, with accept.txt and reject.txt")
	return v
}

// wordList is a term a line. What cannot be read as an expression is reported.
func (s *Set) wordList(file string, list *diag.List) []string {
	src, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return nil
	}
	s.text = append(s.text, file, string(src))
	var out []string
	at := 0
	for line := range strings.SplitSeq(string(src), "\n") {
		from := at
		at += len(line) + 1
		word := strings.TrimSpace(line)
		if word == "" || strings.HasPrefix(word, "# ") {
			continue
		}
		if _, err := newExpr(termPattern(word)); err != nil {
			list.Add("bad-rule", diag.Pos{File: file, Offset: from + strings.Index(line, word)}, len(word),
				"this is no regular expression: "+reason(err), `a sign such as + or ( that is meant as itself has a backslash before it: C\+\+`)
			continue
		}
		out = append(out, word)
	}
	return out
}

// builtIn adds the rules of the style Vale that are about nothing but words.
func (s *Set) builtIn() {
	if s.byName["Vale.Repetition"] != nil {
		return
	}
	s.internal("Vale.Repetition", Error, "'%s' is repeated!", Action{Name: "edit", Params: []string{"truncate", " "}}, func(f *fields, r *rule) checker {
		x := &repetition{fold: true, alpha: true}
		x.exceptions, _ = newExceptions(nil, s.env.accepted, true)
		x.pattern, _ = wholePattern(`(?i)([^\s.!?]+)`)
		return x
	})
	if s.config.somewhere("Vale.Spelling") {
		at := s.config.where["style Vale"]
		if p, ok := s.config.where["rule Vale.Spelling"]; ok {
			at = p
		}
		s.refused = append(s.refused, "Vale.Spelling")
		s.spelling = &at
	}
	s.terms("Vale.", s.env.accepted, s.rejected)
}

// vocabularyRules adds those for vocabularies that sections name.
func (s *Set) vocabularyRules() {
	for name, v := range s.vocabularies {
		if _, ok := s.config.global.on["Vale."+name+".Terms"]; ok {
			s.terms("Vale."+name+".", v.accepted, v.rejected)
		}
	}
}

// terms makes a rule of the words that are right, which finds them in another
// case, and one of the words that are wrong.
func (s *Set) terms(prefix string, accepted, rejected []string) {
	if len(accepted) > 0 {
		s.internal(prefix+"Terms", Error, "Use '%s' instead of '%s'.", Action{}, func(_ *fields, _ *rule) checker {
			x := &substitution{terms: true}
			var pairs [][2]string
			seen := map[string]int{}
			for _, t := range accepted {
				key := termPattern(strings.ToLower(t))
				if k, ok := seen[key]; ok {
					pairs[k][1] = t
					continue
				}
				seen[key] = len(pairs)
				pairs = append(pairs, [2]string{key, t})
			}
			if x.fill(pairs, true, true, s.env.template) != nil {
				return nil
			}
			return x
		})
	}
	if len(rejected) > 0 {
		s.internal(prefix+"Avoid", Error, "Avoid using '%s'.", Action{}, func(_ *fields, _ *rule) checker {
			x := &existence{}
			x.exceptions, _ = newExceptions(nil, s.env.accepted, true)
			alts := make([]string, len(rejected))
			for i, t := range rejected {
				alts[i] = termPattern(t)
			}
			var err error
			if x.pattern, err = newPattern(alts, false, true, s.env.template); err != nil {
				return nil
			}
			return x
		})
	}
}

// internal adds a rule that no file holds.
func (s *Set) internal(name string, level Level, message string, action Action, build func(*fields, *rule) checker) {
	if s.byName[name] != nil || !s.config.somewhere(name) {
		return
	}
	r := &rule{name: name, level: level, message: message, scope: newScope([]string{"text"}), action: action}
	f := &fields{name: name, node: meta.Node{Kind: meta.TreeMap}}
	if r.checker = build(f, r); r.checker == nil {
		return
	}
	s.config.setLevel(r)
	s.rules = append(s.rules, r)
	s.byName[name] = r
}
