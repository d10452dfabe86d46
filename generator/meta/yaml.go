package meta

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	yaml "go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"kith/generator/diag"
)

const (
	maxDepth   = 32     // of lists and maps in each other
	maxAliases = 100    // uses of *name in a file
	maxCopied  = 10_000 // values that come of them
)

// yamlReader turns one front matter into fields.
type yamlReader struct {
	*source
	text    []byte // the front matter
	base    int    // where it starts in the file
	lines   *lines // of the text that is being converted
	from    int    // where that text starts in the file
	patches map[int]string
	open    []*yaml.Node // anchors being expanded
	aliases int
	copied  int
	flooded bool // too many copies were reported
}

// yaml decodes front matter that starts at base.
func (s *source) yaml(text []byte, base int) []field {
	if fields, ok := simple(text, base); ok {
		return fields
	}
	return s.anyYAML(text, base)
}

// anyYAML is yaml for front matter of every kind.
func (s *source) anyYAML(text []byte, base int) []field {
	y := &yamlReader{source: s, text: text, base: base}
	root, problem := load(text)
	switch {
	case problem == nil && root == nil:
		return nil
	case problem == nil && root.Kind == yaml.MappingNode:
		return y.root(root, text, base)
	case problem == nil && root.Kind == yaml.SequenceNode && root.Style&yaml.FlowStyle == 0:
		s.damaged = true
		at := newLines(text).at(root.Line, root.Column)
		s.syntax(base+at, 1, "the front matter is a list, but should be fields", "write each as a name, a colon and a value: title: Our first day")
		return nil
	}
	// One slip must not hide the next one, nor the fields around it.
	return y.pieces(problem)
}

// root converts a whole document, or a piece of one.
func (y *yamlReader) root(n *yaml.Node, text []byte, from int) []field {
	y.lines, y.from = newLines(text), from
	return y.fields(n, 1)
}

// load parses one YAML document. A nil node without a problem is an empty
// document.
func load(text []byte) (root *yaml.Node, problem *yaml.LoadError) {
	defer func() {
		// The reader is fed what people type. Should it panic over some of
		// it, that is one unreadable file and not the end of the build.
		if r := recover(); r != nil {
			root, problem = nil, &yaml.LoadError{Message: fmt.Sprint(r)}
		}
	}()
	var doc yaml.Node
	err := yaml.Load(text, &doc, limits)
	if err == nil {
		if doc.Kind == yaml.DocumentNode && len(doc.Content) > 0 {
			root = doc.Content[0]
		}
		if root != nil && isNull(root) && root.Anchor == "" && root.Style&yaml.TaggedStyle == 0 {
			root = nil
		}
		return root, nil
	}
	var one *yaml.LoadError
	if errors.As(err, &one) {
		if strings.HasSuffix(one.Message, "no documents in stream") {
			return nil, nil
		}
		return nil, one
	}
	return nil, &yaml.LoadError{Message: err.Error()}
}

var limits = yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth), loaderlimits.AliasNone()))

// isNull: "null" and "~" mean nothing, as in YAML. Null and NULL stay text:
// there are people of that name.
func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style&quoted == 0 && (n.Value == "" || n.Value == "~" || n.Value == "null")
}

const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

func (y *yamlReader) fields(n *yaml.Node, depth int) []field {
	out := make([]field, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		at, length := y.span(k)
		if k.Kind == yaml.AliasNode || k.Kind != yaml.ScalarNode || k.Value == "" {
			y.damaged = true
			y.syntax(at, length, "the name of a field should be a word", "text that starts with [ or { needs quotes")
			continue
		}
		if k.Tag == "!!merge" && k.Style&quoted == 0 {
			y.damaged = true
			y.syntax(at, length, "<< does not work here", "write the fields out")
			continue
		}
		f := field{key: tidy(k.Value), at: at, n: length}
		f.value = y.value(v, k, depth)
		f.faulty = f.value.kind == broken
		out = append(out, f)
	}
	return y.unique(out)
}

// value converts the value of a key, or an item of a list if key is nil.
func (y *yamlReader) value(n, key *yaml.Node, depth int) node {
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != "!!str" {
		return y.refuse(n, "!")
	}
	if n.Anchor != "" && isNull(n) {
		return y.refuse(n, "&")
	}
	if depth > maxDepth {
		at, length := y.span(n)
		y.damaged = true
		y.syntax(at, length, "lists and fields are nested too deeply here", "")
		return node{kind: broken, at: at, n: 1}
	}
	if len(y.open) > 0 {
		if y.copied++; y.copied > maxCopied {
			at, length := y.span(n)
			return y.tooMany(at, length)
		}
	}
	switch n.Kind {
	case yaml.AliasNode:
		return y.alias(n, depth)
	case yaml.SequenceNode:
		at, _ := y.span(n)
		out := node{kind: list, at: at, n: 1, items: make([]node, 0, len(n.Content))}
		for _, c := range n.Content {
			out.items = append(out.items, y.value(c, nil, depth+1))
		}
		return out
	case yaml.MappingNode:
		at, _ := y.span(n)
		out := node{kind: table, at: at, n: 1, fields: y.fields(n, depth+1)}
		if len(n.Content) == 2 && n.Style&yaml.FlowStyle == 0 && key == nil {
			v := n.Content[1]
			if v.Kind == yaml.ScalarNode && v.Line == n.Line {
				_, end := lineAround(y.lines.text, at-y.from)
				out.alone, out.n = true, len(bytes.TrimRight(y.lines.text[at-y.from:end], " \t\r"))
				out.text = string(y.lines.text[at-y.from : at-y.from+out.n])
			}
		}
		return out
	}
	return y.scalar(n, key)
}

func (y *yamlReader) scalar(n, key *yaml.Node) node {
	at, length := y.span(n)
	out := node{kind: scalar, text: n.Value, at: at, n: length}
	out.plain = n.Style&quoted == 0
	out.block = n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if y.patches != nil && out.plain {
		if text, ok := y.patches[at]; ok {
			if out.text = text; text == "" {
				out.kind = broken
			}
			return out
		}
	}
	if isNull(n) {
		out.kind, out.n = empty, 0
		return out
	}
	if out.plain {
		if key != nil && n.Line > key.Line && y.slippedBelow(n, at, length) {
			out.kind = broken
		}
		y.comment(at, length)
	}
	return out
}

// slippedBelow finds what YAML takes for running text on the lines below a
// key, though somebody meant a list or a field.
func (y *yamlReader) slippedBelow(n *yaml.Node, at, length int) bool {
	first := []byte(n.Value)
	if i := keyLength(first); i > 0 && i+1 < len(first) && first[i+1] != ' ' && first[i+1] != '/' {
		y.damaged = true
		y.missingSpace(at, firstWord(first))
		return true
	}
	if len(first) > 1 && first[0] == '-' && first[1] != ' ' && (first[1] < '0' || first[1] > '9') {
		y.damaged = true
		y.missingDashSpace(at, length, first)
		return true
	}
	return false
}

// comment warns of a hash that somebody meant as text: "Bug #42" is "Bug"
// for YAML. A comment proper has a blank after the hash.
func (y *yamlReader) comment(at, length int) {
	text := y.lines.text
	i := at - y.from + length
	if i < 0 || i >= len(text) || text[i] != ' ' && text[i] != '\t' {
		return
	}
	_, end := lineAround(text, i)
	rest := text[i:end]
	skipped := len(rest) - len(bytes.TrimLeft(rest, " \t"))
	if rest = rest[skipped:]; len(rest) < 2 || rest[0] != '#' || rest[1] == ' ' || rest[1] == '#' || rest[1] == '\t' {
		return
	}
	y.list.Append(diag.Diagnostic{
		Code: y.codes.syntax, Severity: diag.Warning, Pos: y.pos(y.from + i + skipped), Len: len(rest),
		Message: diag.Quote(string(rest)) + " is left out: # starts a comment",
		Hint:    "to keep it, put the whole value in quotes; a comment has a space after the #",
	})
}

// alias copies what an anchor stands for. A few are handy; more, or one
// inside itself, is how a small file becomes an enormous one.
func (y *yamlReader) alias(n *yaml.Node, depth int) node {
	at, length := y.span(n)
	y.aliases++
	for _, o := range y.open {
		if o == n.Alias {
			y.damaged = true
			y.syntax(at, length, diag.Quote("*"+n.Value)+" stands for something that it is part of", "write the value out")
			return node{kind: broken, at: at, n: length}
		}
	}
	if y.aliases > maxAliases {
		return y.tooMany(at, length)
	}
	y.open = append(y.open, n.Alias)
	out := y.value(n.Alias, nil, depth+1)
	y.open = y.open[:len(y.open)-1]
	out.alone = false
	return out
}

func (y *yamlReader) tooMany(at, length int) node {
	if !y.flooded {
		y.flooded, y.damaged = true, true
		y.syntax(at, length, "too many values are copied with * in this file", "write the values out")
	}
	return node{kind: broken, at: at, n: length}
}

// refuse reports a tag or a bare anchor, which in front matter is nearly
// always a text that happens to start with that sign.
func (y *yamlReader) refuse(n *yaml.Node, sign string) node {
	off := y.lines.at(n.Line, n.Column)
	_, end := lineAround(y.lines.text, off)
	rest := valueText(y.lines.text[off:end])
	at := y.from + off
	y.needsQuotes(at, string(rest), sign)
	if n.Kind != yaml.ScalarNode {
		y.damaged = true
		return node{kind: broken, at: at, n: len(rest)}
	}
	return node{kind: scalar, text: string(rest), at: at, n: len(rest)}
}
