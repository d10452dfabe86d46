package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// calloutAttr marks a quotation as a callout; its first child is then the
// heading, if it has one of its own.
const calloutAttr = "callout"

var calloutKinds = []string{"note", "tip", "important", "warning", "caution"}

// calloutTransformer recognises "> [!NOTE] Own heading", as code hosts show it.
// It works on the lines, before they are parsed, so that the heading may hold
// emphasis and links.
type calloutTransformer struct{}

func (calloutTransformer) Transform(p *ast.Paragraph, r text.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(p) || p.Lines().Len() == 0 {
		return
	}
	first := trim(p.Lines().At(0), r.Source())
	line := first.Value(r.Source())
	if !bytes.HasPrefix(line, []byte("[!")) {
		return
	}
	end := bytes.IndexByte(line, ']')
	if end < 0 {
		return
	}
	for _, kind := range calloutKinds {
		if !strings.EqualFold(string(line[2:end]), kind) {
			continue
		}
		quote.SetAttributeString(calloutAttr, kind)
		heading := trim(text.NewSegment(first.Start+end+1, first.Stop), r.Source())
		if heading.Len() > 0 {
			t := ast.NewTextBlock()
			t.Lines().Append(heading)
			quote.InsertBefore(quote, p, t)
		}
		p.Lines().SetSliced(1, p.Lines().Len())
		if p.Lines().Len() == 0 {
			quote.RemoveChild(quote, p)
		}
		return
	}
}

// turnAttr marks a paragraph of a qa block as a question or an answer.
const turnAttr = "turn"

// turnTransformer splits a paragraph of a qa block where a line begins with
// Q: or A:, and takes that mark away.
type turnTransformer struct{}

func (turnTransformer) Transform(p *ast.Paragraph, r text.Reader, _ parser.Context) {
	qa, ok := p.Parent().(*container)
	if !ok || qa.name != "qa" {
		return
	}
	src := r.Source()
	lines := p.Lines()
	type turn struct {
		mark       string
		from, body int // the line with the mark, and the first with words
	}
	var turns []turn
	for i := range lines.Len() {
		l := trimLeft(lines.At(i), src)
		mark, n := turnMark(l.Value(src))
		if mark == "" {
			continue
		}
		l.Start += n
		if l = trimLeft(l, src); l.Len() > 0 {
			turns = append(turns, turn{mark, i, i})
			lines.Set(i, l)
		} else if i+1 < lines.Len() {
			turns = append(turns, turn{mark, i, i + 1}) // goldmark can't read an empty line
		}
	}
	for k := len(turns) - 1; k >= 0; k-- {
		t := turns[k]
		if t.body >= lines.Len() {
			continue // a mark, and then the next: it stays as words
		}
		if t.from == 0 {
			p.SetAttributeString(turnAttr, t.mark)
			lines.SetSliced(t.body, lines.Len())
			continue
		}
		// The tail becomes a paragraph of its own.
		tail := ast.NewParagraph()
		tail.SetAttributeString(turnAttr, t.mark)
		for i := t.body; i < lines.Len(); i++ {
			tail.Lines().Append(trimLeft(lines.At(i), src))
		}
		last := tail.Lines().Len() - 1
		tail.Lines().Set(last, trim(tail.Lines().At(last), src))
		qa.InsertAfter(qa, p, tail)
		lines.SetSliced(0, t.from)
	}
}

// turnMark recognises "Q:", "**Q:**", "**Q**:" and the letters of other languages.
func turnMark(line []byte) (mark string, n int) {
	bold := 0
	for bold < len(line) && bold < 2 && line[bold] == '*' {
		bold++
	}
	if len(line) < bold+2 {
		return "", 0
	}
	switch line[bold] {
	case 'Q', 'P', 'F', 'V', 'D': // question, pregunta, Frage/fråga, vraag, domanda
		mark = "q"
	case 'A', 'R', 'S': // answer/Antwort/antwoord, respuesta/réponse/risposta, svar
		mark = "a"
	default:
		return "", 0
	}
	rest := line[bold+1:]
	for _, end := range [][]byte{[]byte(":" + stars[:bold]), []byte(stars[:bold] + ":"), []byte(" :" + stars[:bold])} {
		if bytes.HasPrefix(rest, end) && (len(rest) == len(end) || util.IsSpace(rest[len(end)])) {
			return mark, bold + 1 + len(end)
		}
	}
	return "", 0
}

const stars = "**"

func trimLeft(s text.Segment, src []byte) text.Segment { return s.TrimLeftSpace(src) }

func trim(s text.Segment, src []byte) text.Segment {
	s = s.TrimLeftSpace(src)
	return s.TrimRightSpace(src)
}
