package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// linkParser is goldmark's, made to say where a destination stands: the Pos of
// an inline link or image is that of its destination, not of its bracket. It
// also gives up on brackets that nest without end.
type linkParser struct{ parser.InlineParser }

func newLinkParser() linkParser { return linkParser{parser.NewLinkParser()} }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	t := count(pc)
	if line[0] != ']' {
		if t.brackets >= maxBrackets {
			return nil
		}
		if line[0] == '[' || len(line) > 1 && line[1] == '[' {
			t.brackets++
		}
		return p.InlineParser.Parse(parent, block, pc)
	}
	if len(line) > 1 && line[1] == '(' && endless(line[2:]) {
		return nil
	}
	t.brackets = max(0, t.brackets-1)
	n := p.InlineParser.Parse(parent, block, pc)
	switch n := n.(type) {
	case *ast.Link:
		if n.Reference == nil {
			n.SetPos(destPos(block.Source(), at.Start+1, n.Destination))
		}
	case *ast.Image:
		if n.Reference == nil {
			n.SetPos(destPos(block.Source(), at.Start+1, n.Destination))
		}
	}
	return n
}

// endless says that what should be a destination is too long to be one.
// Without this, "[a](b[a](b..." would be read to its end at every bracket.
func endless(line []byte) bool {
	depth := 0
	for i, b := range line {
		switch b {
		case '(':
			depth++
		case ')':
			depth--
		case ' ', '\t', '\n', '>':
			return false
		}
		if depth < 0 {
			return false
		}
		if i > maxDest {
			return true
		}
	}
	return false
}

// CloseBlock is asked for by goldmark when a paragraph ends.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	count(pc).brackets = 0
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// destPos finds a destination after the bracket that opens it. Between them
// there is only white space, a "<", and what stands before a continued line.
func destPos(src []byte, from int, dest []byte) int {
	from = min(from+1, len(src))
	if i := bytes.Index(src[from:min(len(src), from+len(dest)+200)], dest); i >= 0 {
		return from + i
	}
	return from
}

// definition returns where the destination stands in the definition that a
// reference link uses. The definitions are looked for once, when the first
// such link is met.
func (w *writer) definition(label []byte) (int, bool) {
	if w.defs == nil {
		w.defs = map[string]int{}
		w.findDefinitions(w.tree)
	}
	at, ok := w.defs[util.ToLinkReference(label)]
	return at, ok
}

func (w *writer) findDefinitions(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		d, ok := c.(*ast.LinkReferenceDefinition)
		if !ok {
			if c.Type() == ast.TypeBlock {
				w.findDefinitions(c)
			}
			continue
		}
		key := util.ToLinkReference(d.Label)
		if _, known := w.defs[key]; known || d.Lines().Len() == 0 {
			continue // the first definition is the one that counts
		}
		start := d.Lines().At(0).Start
		rest := w.src.text[start:]
		from := bytes.IndexByte(rest, '[') + 1 + len(d.Label)
		if from >= len(rest) || rest[from] != ']' {
			from = max(0, bytes.Index(rest, []byte("]:")))
		}
		w.defs[key] = destPos(w.src.text, start+from+1, d.Destination)
	}
}
