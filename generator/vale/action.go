package vale

import (
	"strconv"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
)

// action reads what a rule proposes.
func (f *fields) action(name string) Action {
	n := f.get("action")
	if n.Kind == meta.TreeNone {
		return Action{}
	}
	if n.Kind != meta.TreeMap {
		f.report(n, `"action" should be a name and params`, "action:\n  name: remove")
		return Action{}
	}
	var a Action
	for _, k := range n.Fields {
		switch strings.ToLower(k.Key.Value) {
		case "name":
			a.Name = k.Value.Text
		case "params":
			a.Params = flat(k.Value)
		default:
			f.list.Add("rule-key", k.Key.Pos, k.Key.Len, diag.Quote(k.Key.Value)+" means nothing in an action", "an action has a name and params")
		}
	}
	wrong := ""
	switch a.Name {
	case "", "replace", "remove":
	case "suggest":
		wrong = "suggestions need a dictionary or a program, which Kith does not have"
	case "convert":
		if len(a.Params) != 1 || a.Params[0] != "simple" {
			wrong = "convert takes one parameter: simple"
		}
	case "edit":
		if steps, err := editSteps(a.Params); err != "" {
			wrong = err
		} else {
			wrong = checkSteps(steps)
		}
	default:
		wrong = "there is no action " + diag.Quote(a.Name)
	}
	if wrong != "" {
		// The rule can find things all the same.
		f.list.Add("rule-key", n.Pos, n.Len, "The action of "+name+" is left out: "+wrong, "an action is replace, remove, convert or edit")
		return Action{}
	}
	return a
}

// flat takes lists in a list for one list.
func flat(n meta.Node) []string {
	if n.Kind != meta.TreeList {
		return []string{n.Text}
	}
	var out []string
	for _, item := range n.List {
		out = append(out, flat(item)...)
	}
	return out
}

// fix is what a rule's action makes of a match.
func (r *rule) fix(match string, groups []string) ([]string, error) {
	switch r.action.Name {
	case "replace":
		out := make([]string, len(r.action.Params))
		for i, p := range r.action.Params {
			if r.matchcase {
				p = caseAs(p, match)
			}
			out[i] = withGroups(p, match, groups)
		}
		return out, nil
	case "remove":
		return []string{""}, nil
	case "convert":
		return []string{joined(match, " ")}, nil
	case "edit":
		steps, _ := editSteps(r.action.Params)
		text := match
		for _, step := range steps {
			args := append([]string(nil), step[1:]...)
			if step[0] != "regex" {
				for i := range args {
					args[i] = withGroups(args[i], match, groups)
				}
			}
			var err error
			if text, err = edit(step[0], text, args); err != nil {
				return nil, err
			}
		}
		return []string{strings.TrimSpace(text)}, nil
	}
	return nil, nil
}

// withGroups puts groups of the match in place of $1, and the match for $0.
func withGroups(s, match string, groups []string) string {
	if !strings.Contains(s, "$") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		rest := s[i+1:]
		braces := rest[0] == '{'
		if braces {
			rest = rest[1:]
		}
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		switch {
		case rest != "" && rest[0] == '$' && !braces:
			b.WriteByte('$')
			i++
		case n > 0 && (!braces || n < len(rest) && rest[n] == '}'):
			k, _ := strconv.Atoi(rest[:n])
			if k == 0 {
				b.WriteString(match)
			} else if k <= len(groups) {
				b.WriteString(groups[k-1])
			}
			i += n
			if braces {
				i += 2
			}
		default:
			b.WriteByte('$')
		}
	}
	return b.String()
}
