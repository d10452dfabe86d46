package theme

import (
	"fmt"
	"html"
	"text/template/parse"
)

// fold puts what is the same on every page of a language into a tree once
// and for all: {{t "talk"}} and {{asset "kith.css"}} become text. Rendering
// spends most of its time calling functions, and these are many on a page.
//
// The words are the theme author's own, as the template around them is, and
// escaped as text and quoted attributes need it.
func fold(n *parse.ListNode, constant map[string]func(string) (string, error)) {
	if n == nil {
		return
	}
	for i, node := range n.Nodes {
		switch node := node.(type) {
		case *parse.ActionNode:
			if s, ok := folded(node.Pipe, constant); ok {
				n.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: node.Pos, Text: []byte(html.EscapeString(s))}
			}
		case *parse.IfNode:
			fold(node.List, constant)
			fold(node.ElseList, constant)
		case *parse.WithNode:
			fold(node.List, constant)
			fold(node.ElseList, constant)
		case *parse.RangeNode:
			fold(node.List, constant)
			fold(node.ElseList, constant)
		}
	}
}

// folded is the value of a pipeline that is one call with one constant.
func folded(p *parse.PipeNode, constant map[string]func(string) (string, error)) (string, bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 2 {
		return "", false
	}
	id, ok := p.Cmds[0].Args[0].(*parse.IdentifierNode)
	if !ok || constant[id.Ident] == nil {
		return "", false
	}
	arg, ok := p.Cmds[0].Args[1].(*parse.StringNode)
	if !ok {
		return "", false
	}
	s, err := constant[id.Ident](arg.Text)
	return s, err == nil
}

// constants are the functions whose calls can be folded. What fails is left
// to fail in its place, with its position.
func (t *Theme) constants(w *words) map[string]func(string) (string, error) {
	return map[string]func(string) (string, error){
		"t": func(key string) (string, error) {
			if len(w.texts[key].gaps()) > 0 {
				return "", fmt.Errorf("%q has gaps", key)
			}
			return w.t(key)
		},
		"asset":      t.asset,
		"themeColor": func(scheme string) (string, error) { return t.themeColor(scheme), nil },
		"way":        func(kind string) (string, error) { return w.way(kind), nil },
	}
}
