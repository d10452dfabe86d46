package vale

import (
	"io/fs"
	"path"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
)

// About is what there is to know of a rule.
type About struct {
	// Name is "Google.We", Extends the kind of rule, "existence".
	Name, Extends string
	// Level is that of the settings, or else of the rule.
	Level Level
	// Message has %s in it; Description and Link are often empty.
	Message, Description, Link string
	// File is where it stands.
	File string
	// Example is a text in which the rule finds something, from its tests.
	Example string
	// Off says that the settings turn it off, Refused that Kith cannot run it,
	// Low that its level is under MinAlertLevel.
	Off, Refused, Low bool
}

// About tells of a rule by its name, in any case, also of one that is there
// and turned off.
func (s *Set) About(name string) (About, bool) {
	for _, r := range s.rules {
		if !strings.EqualFold(r.name, name) {
			continue
		}
		a := About{
			Name: r.name, Extends: r.kind, Level: r.level, Message: r.message, Description: r.description, Link: r.link,
			File: r.at.File, Low: r.level < s.config.least, Off: !s.config.somewhere(r.name),
		}
		for _, t := range r.tests {
			if t.Contains != "" || t.Want != "" {
				a.Example = strings.TrimSpace(t.Input)
				break
			}
		}
		return a, true
	}
	for _, root := range s.styles {
		for _, style := range s.folders(root) {
			for _, file := range s.ruleFiles(path.Join(root, style)) {
				if full := ruleName(root, file); strings.EqualFold(full, name) {
					return s.unloaded(full, file)
				}
			}
		}
	}
	return About{}, false
}

// unloaded tells of a rule that was left out.
func (s *Set) unloaded(name, file string) (About, bool) {
	src, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return About{}, false
	}
	var list diag.List // what is wrong with it has been said
	n, ok := meta.ParseYAML(file, src, "bad-rule", &list)
	if !ok {
		return About{}, false
	}
	text := func(key string) string { return strings.TrimSpace(n.Get(key).Text) }
	a := About{
		Name: name, Extends: text("extends"), Level: Warning, Message: text("message"), Description: text("description"), Link: text("link"),
		File: file, Off: !s.config.somewhere(name),
	}
	if l, ok := ParseLevel(text("level")); ok {
		a.Level = l
	}
	_, a.Refused = refused[a.Extends]
	return a, true
}

// Ini is the file with the settings, "" where there is none.
func (s *Set) Ini() string { return s.ini }

// All are the names of all rules there are in the styles, also of those that
// are turned off.
func (s *Set) All() []string {
	out := s.Rules()
	for _, root := range s.styles {
		for _, style := range s.folders(root) {
			for _, file := range s.ruleFiles(path.Join(root, style)) {
				if name := ruleName(root, file); s.byName[name] == nil {
					out = append(out, name)
				}
			}
		}
	}
	return out
}
