package vale

import (
	"strconv"
	"strings"

	"kith/generator/diag"
	"kith/generator/meta"
)

// fields reads the keys of a rule. Like Vale it takes a single value for a
// list, a number for a text, and keys in any case.
type fields struct {
	file, name string
	node       meta.Node
	list       *diag.List
	used       map[string]bool
	asked      []string
	failed     bool
}

func (f *fields) report(at meta.Node, message, hint string) {
	f.failed = true
	f.list.Add("bad-rule", at.Pos, at.Len, message, hint)
}

func (f *fields) get(key string) meta.Node {
	f.asked = append(f.asked, key)
	for i := range f.node.Fields {
		if k := &f.node.Fields[i]; strings.EqualFold(k.Key.Value, key) {
			f.used[k.Key.Value] = true
			return k.Value
		}
	}
	return meta.Node{}
}

// at is a key's value, for what is said about it.
func (f *fields) at(key string) meta.Node {
	for i := range f.node.Fields {
		if k := &f.node.Fields[i]; strings.EqualFold(k.Key.Value, key) {
			return k.Value
		}
	}
	return f.node
}

func isScalar(n meta.Node) bool { return n.Kind >= meta.TreeText && n.Kind <= meta.TreeFloat }

func (f *fields) text(key string) string {
	n := f.get(key)
	if n.Kind == meta.TreeNone || isScalar(n) {
		return n.Text
	}
	f.report(n, diag.Quote(key)+" should be a text", "")
	return ""
}

func (f *fields) texts(key string) []string {
	n := f.get(key)
	switch {
	case n.Kind == meta.TreeNone:
		return nil
	case isScalar(n):
		return []string{n.Text}
	case n.Kind == meta.TreeList:
		return f.items(key, n)
	}
	f.report(n, diag.Quote(key)+" should be a list", "")
	return nil
}

func (f *fields) items(key string, n meta.Node) []string {
	out := make([]string, 0, len(n.List))
	for _, item := range n.List {
		if !isScalar(item) && item.Kind != meta.TreeNone {
			f.report(item, "each thing under "+diag.Quote(key)+" should be a text", "a text with a colon needs quotes")
			continue
		}
		out = append(out, item.Text)
	}
	return out
}

// pairs are keys and values, such as what to swap.
func (f *fields) pairs(key string) [][2]string {
	n := f.get(key)
	if n.Kind == meta.TreeNone {
		return nil
	}
	if n.Kind != meta.TreeMap {
		f.report(n, diag.Quote(key)+" should be pairs", key+":\n  utilise: use")
		return nil
	}
	var out [][2]string
	for _, p := range n.Fields {
		if !isScalar(p.Value) && p.Value.Kind != meta.TreeNone {
			f.report(p.Value, "what "+diag.Quote(p.Key.Value)+" becomes should be a text", "")
			continue
		}
		out = append(out, [2]string{p.Key.Value, p.Value.Text})
	}
	return out
}

func (f *fields) flag(key string, def bool) bool {
	n := f.get(key)
	switch strings.ToLower(n.Text) {
	case "":
		return def
	case "true", "yes", "on", "1", "t":
		return true
	case "false", "no", "off", "0", "f":
		return false
	}
	f.report(n, diag.Quote(key)+" should be true or false, not "+diag.Quote(n.Text), "")
	return def
}

func (f *fields) whole(key string) int {
	n := f.get(key)
	if n.Text == "" {
		return 0
	}
	i, err := strconv.Atoi(n.Text)
	if err != nil {
		f.report(n, diag.Quote(key)+" should be a whole number, not "+diag.Quote(n.Text), "")
	}
	return i
}

func (f *fields) float(key string) float64 {
	n := f.get(key)
	if n.Text == "" {
		return 0
	}
	x, err := strconv.ParseFloat(n.Text, 64)
	if err != nil {
		f.report(n, diag.Quote(key)+" should be a number, not "+diag.Quote(n.Text), "")
	}
	return x
}

// expression reports what is wrong with a regular expression, where it stands.
func (f *fields) expression(key string, err error) {
	at := f.at(key)
	// Of several, point at the one that cannot be read.
	for _, item := range at.List {
		if e, bad := newExpr(item.Text); bad != nil || e == nil {
			at, err = item, bad
			break
		}
	}
	for _, p := range at.Fields {
		if _, bad := newExpr(p.Key.Value); bad != nil {
			at, err = meta.Node{Pos: p.Key.Pos, Len: p.Key.Len}, bad
			break
		}
	}
	f.report(at, "this is no regular expression: "+reason(err), "a sign such as ( ) [ ] ? * + that is meant as itself has a backslash before it")
}

// reason is an engine's message without its preamble.
func reason(err error) string {
	if err == nil {
		return "it cannot be read"
	}
	s := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	if i := strings.Index(s, " in `"); i > 0 {
		s = s[:i]
	}
	return s
}

// unknown reports keys that this kind of rule does not have.
func (f *fields) unknown() {
	var all []diag.Candidate
	for _, a := range f.asked {
		all = append(all, diag.Candidate{ID: a})
	}
	for _, k := range f.node.Fields {
		if !f.used[k.Key.Value] {
			hint := diag.DidYouMean(k.Key.Value, all)
			if hint == "" {
				hint = "the rule works without it"
			}
			f.list.Add("rule-key", k.Key.Pos, k.Key.Len, diag.Quote(k.Key.Value)+" means nothing in a rule that extends "+f.at("extends").Text, hint)
		}
	}
}

// scope reads where a rule looks.
func (f *fields) scope(kind string) scope {
	words := f.texts("scope")
	measures := kind == "metric" || kind == "readability"
	if len(words) == 0 || measures && len(words) == 1 && words[0] == "text" {
		words = []string{"text"}
		if measures {
			words = []string{"summary"}
		}
	}
	for _, w := range words {
		first, _, _ := strings.Cut(strings.TrimPrefix(w, "~"), ".")
		switch {
		case strings.Contains(w, "doc("):
			f.report(f.at("scope"), "Kith cannot choose by "+diag.Quote(w), "name a scope, such as heading or list")
		case !strings.Contains(w, "&") && strings.Contains(first, " "):
			f.report(f.at("scope"), "there is a space in the scope "+diag.Quote(w), "several are a list: scope: [heading, list]")
		}
	}
	return newScope(words)
}

// adjust puts what the settings say (Style.Rule[max] = 30) over the rule's.
func (f *fields) adjust(params map[string]string) {
	for key, value := range params {
		set := false
		for i := range f.node.Fields {
			if p := &f.node.Fields[i]; strings.EqualFold(p.Key.Value, key) {
				p.Value.Kind, p.Value.Text, set = meta.TreeText, value, true
			}
		}
		if !set {
			f.node.Fields = append(f.node.Fields, meta.NodeField{
				Key: meta.Text{Value: key, Pos: f.node.Pos, Len: f.node.Len}, Value: meta.Node{Kind: meta.TreeText, Text: value, Pos: f.node.Pos},
			})
		}
	}
}
