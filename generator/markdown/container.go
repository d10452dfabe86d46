package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// container is a writer's block: what stands between ::: name and :::.
type container struct {
	ast.BaseBlock
	fence  int          // how many colons opened it
	at     int          // index of the first colon
	info   text.Segment // the line behind the colons
	name   string
	closed bool
}

var kindContainer = ast.NewNodeKind("Container")

// Kind implements ast.Node.
func (*container) Kind() ast.NodeKind { return kindContainer }

// Dump implements ast.Node.
func (n *container) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// stray reports a closing line that closes nothing.
func (n *container) stray() bool { return n.info.Len() == 0 }

// containerParser reads fenced containers. A line of colons alone closes the
// innermost block that was opened with as many, else the innermost opened with
// fewer; blocks still open inside of that one were forgotten.
type containerParser struct{}

func (containerParser) Trigger() []byte { return []byte{':'} }

func (containerParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	colons := countColons(line[pos:])
	if colons < 3 {
		return nil, parser.NoChildren
	}
	n := &container{fence: colons, at: seg.Start + pos - seg.Padding}
	n.info = trim(text.NewSegment(n.at+colons, seg.Stop), r.Source())
	if n.stray() {
		n.closed = true
		r.AdvanceToEOL()
		return n, parser.NoChildren
	}
	n.name = firstWord(n.info.Value(r.Source()))
	if n.name == "" || len(pc.OpenedBlocks()) >= 2*maxBlocks {
		return nil, parser.NoChildren // words that happen to follow colons
	}
	r.AdvanceToEOL()
	return n, parser.HasChildren
}

func (containerParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	n := node.(*container)
	if n.closed {
		return parser.Close
	}
	line, _ := r.PeekLine()
	indent, pos := util.IndentWidth(line, r.LineOffset())
	if pos >= len(line) || line[pos] != ':' {
		return parser.Continue | parser.HasChildren
	}
	colons := countColons(line[pos:])
	if colons < 3 || !util.IsBlank(line[pos+colons:]) || closes(n, colons, indent, pc.OpenedBlocks()) != n {
		return parser.Continue | parser.HasChildren
	}
	n.closed = true
	r.AdvanceToEOL()
	return parser.Close
}

// closes says which block, from n inwards, a line of colons closes. Blocks in
// a list item or a quotation count only if the line belongs to that too.
func closes(n *container, colons, indent int, opened []parser.Block) *container {
	var equal, fewer *container
	within := false
	for _, b := range opened {
		if b.Node == n {
			within = true
		}
		if !within {
			continue
		}
		switch b := b.Node.(type) {
		case *container:
			if indent <= 3 && b.fence == colons {
				equal = b
			} else if indent <= 3 && b.fence < colons {
				fewer = b
			}
		case *ast.ListItem:
			if indent < b.Offset {
				within = false
			}
			indent -= b.Offset
		case *ast.Blockquote:
			within = false
		case *ast.FencedCodeBlock:
			return nil
		}
		if !within {
			break
		}
	}
	if equal != nil {
		return equal
	}
	return fewer
}

func (containerParser) Close(ast.Node, text.Reader, parser.Context) {}

func (containerParser) CanInterruptParagraph() bool { return true }

func (containerParser) CanAcceptIndentedLine() bool { return false }

func countColons(line []byte) int {
	n := 0
	for n < len(line) && line[n] == ':' {
		n++
	}
	return n
}

// firstWord returns the letters, digits and hyphens that s begins with.
func firstWord(s []byte) string {
	i := 0
	for i < len(s) && (util.IsAlphaNumeric(s[i]) || s[i] == '-' || s[i] == '_' || s[i] >= 0x80) {
		i++
	}
	return string(s[:i])
}
