package meta

import (
	"bytes"

	yaml "go.yaml.in/yaml/v4"
)

// span returns where the text of a node lies: inside the quotes, behind an
// anchor, on the first line of a block.
func (y *yamlReader) span(n *yaml.Node) (at, length int) {
	text := y.lines.text
	off := y.lines.at(n.Line, n.Column)
	if n.Anchor != "" && n.Kind != yaml.AliasNode || n.Style&yaml.TaggedStyle != 0 {
		off = skipProperties(text, off)
	}
	rest := text[off:]
	switch {
	case n.Kind == yaml.AliasNode:
		length = min(len(rest), 1+len(n.Value))
	case n.Kind != yaml.ScalarNode:
		length = min(1, len(rest))
	case n.Style&yaml.DoubleQuotedStyle != 0 && len(rest) > 0:
		off++
		length = quotedLength(text[off:], '"')
	case n.Style&yaml.SingleQuotedStyle != 0 && len(rest) > 0:
		off++
		length = quotedLength(text[off:], '\'')
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		off, length = blockStart(text, off)
	case len(rest) >= len(n.Value) && string(rest[:len(n.Value)]) == n.Value:
		length = len(n.Value)
	default: // plain text over several lines: mark the first
		_, end := lineAround(text, off)
		length = len(valueText(text[off:max(off, end)]))
	}
	return y.from + off, length
}

func skipProperties(text []byte, off int) int {
	for off < len(text) && (text[off] == '&' || text[off] == '!') {
		for off < len(text) && !isSpace(text[off]) {
			off++
		}
		for off < len(text) && isSpace(text[off]) {
			off++
		}
	}
	return off
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// quotedLength returns how far it is to the closing quote.
func quotedLength(rest []byte, quote byte) int {
	for i := 0; i < len(rest); i++ {
		switch {
		case quote == '"' && rest[i] == '\\':
			i++
		case rest[i] == quote && quote == '\'' && i+1 < len(rest) && rest[i+1] == quote:
			i++
		case rest[i] == quote:
			return i
		}
	}
	return len(rest)
}

// blockStart returns the first written line of a block scalar, or the sign
// that opens it if there is none.
func blockStart(text []byte, off int) (start, length int) {
	for at := nextLine(text, off); at < len(text); at = nextLine(text, at) {
		_, end := lineAround(text, at)
		line := text[at:max(at, end)]
		if trimmed := bytes.TrimLeft(line, " "); len(trimmed) > 0 {
			return at + len(line) - len(trimmed), len(bytes.TrimRight(trimmed, " \t\r"))
		}
	}
	return off, min(1, len(text)-off)
}
