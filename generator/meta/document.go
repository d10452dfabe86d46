package meta

import (
	"bytes"
	"slices"

	yaml "go.yaml.in/yaml/v4"

	"kith/generator/diag"
)

// Node is a value of a YAML file that is no front matter, such as a rule of
// style, as it was written, and where.
type Node struct {
	Kind TreeKind
	// Text of the scalar kinds, with all its spaces and line breaks.
	Text string
	Pos  diag.Pos
	Len  int
	// List and Fields are in the order in which they were written.
	List   []Node
	Fields []NodeField
}

// NodeField is a key with its value. Keys are as written and stand once.
type NodeField struct {
	Key   Text
	Value Node
}

// Get returns a field's value; Kind is TreeNone if there is none.
func (n *Node) Get(key string) Node {
	for i := range n.Fields {
		if n.Fields[i].Key.Value == key {
			return n.Fields[i].Value
		}
	}
	return Node{}
}

// ParseYAML reads a whole YAML file. A mistake goes to the list under the
// code; ok is false if nothing could be read.
func ParseYAML(file string, src []byte, code diag.Code, list *diag.List) (n Node, ok bool) {
	body := bytes.TrimPrefix(src, []byte("\ufeff"))
	from := len(src) - len(body)
	s := &source{file: file, list: list, codes: codes{syntax: code, kind: code, value: code}}
	y := &yamlReader{source: s, text: body, base: from, lines: newLines(body), from: from}
	root, problem := load(body)
	if problem != nil {
		sl := slip{text: body, lines: newLines(body), asWritten: body}
		sl.explain(problem)
		y.syntax(from+sl.at, sl.n, sl.message, sl.hint)
		return Node{}, false
	}
	if root == nil {
		return Node{Pos: s.pos(0)}, true
	}
	n = y.node(root, 0)
	return n, !s.damaged
}

func (y *yamlReader) node(n *yaml.Node, depth int) Node {
	at, length := y.span(n)
	out := Node{Pos: y.pos(at), Len: length}
	if depth > maxDepth {
		y.damaged = true
		y.syntax(at, length, "lists and fields are nested too deeply here", "")
		return out
	}
	switch n.Kind {
	case yaml.AliasNode:
		if y.copied++; slices.Contains(y.open, n.Alias) || y.copied > maxCopied {
			y.damaged = true
			y.syntax(at, length, diag.Quote("*"+n.Value)+" copies too much", "write the value out")
			return out
		}
		y.open = append(y.open, n.Alias)
		out = y.node(n.Alias, depth+1)
		y.open = y.open[:len(y.open)-1]
	case yaml.SequenceNode:
		out.Kind = TreeList
		for _, c := range n.Content {
			if len(y.open) > 0 {
				y.copied++
			}
			out.List = append(out.List, y.node(c, depth+1))
		}
	case yaml.MappingNode:
		out.Kind = TreeMap
		seen := make(map[string]int, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			k := n.Content[i]
			kAt, kLen := y.span(k)
			if first, twice := seen[k.Value]; twice {
				y.twice(k.Value, kAt, kLen, first)
				continue
			}
			seen[k.Value] = kAt
			if len(y.open) > 0 {
				y.copied++
			}
			out.Fields = append(out.Fields, NodeField{
				Key: Text{Value: k.Value, Pos: y.pos(kAt), Len: kLen}, Value: y.node(n.Content[i+1], depth+1),
			})
		}
	case yaml.ScalarNode:
		if isNull(n) {
			return out
		}
		out.Text = n.Value
		plain := node{kind: scalar, text: n.Value, plain: n.Style&quoted == 0}
		out.Kind = plain.scalarKind()
	}
	return out
}
