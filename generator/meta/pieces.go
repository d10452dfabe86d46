package meta

import (
	"bytes"

	yaml "go.yaml.in/yaml/v4"
)

const maxSlips = 100 // in one file; after that, nobody wants to read on

// pieces reads front matter with mistakes in it. The YAML reader stops at the
// first; so the text is cut where top-level fields start, and each piece is
// read by itself. In a piece, a value that was understood in spite of its
// slip is masked and the piece read again, for what else there is.
func (y *yamlReader) pieces(whole *yaml.LoadError) []field {
	y.damaged = true
	y.patches = map[int]string{}
	text := bytes.Clone(y.text) // masking writes into it
	text = text[:len(text):len(text)]
	var out []field
	slips := 0
	for start := 0; start < len(text) && slips < maxSlips; {
		end := pieceEnd(text, start)
		found, n := y.piece(text[start:end:end], y.base+start)
		out = append(out, found...)
		slips += n
		start = end
	}
	if slips == 0 {
		y.between(whole)
	}
	return y.unique(out)
}

// between reports what is wrong between pieces that are fine by themselves.
func (y *yamlReader) between(whole *yaml.LoadError) {
	s := slip{text: y.text, lines: newLines(y.text), asWritten: y.text}
	for at := 0; at < len(y.text); at = nextLine(y.text, at) {
		if rest := y.text[at:]; bytes.HasPrefix(rest, []byte("--- ")) || bytes.HasPrefix(rest, []byte("... ")) {
			y.syntax(y.base+at, 3, "three of these end the front matter, but only alone on their line", "remove them, or what follows them")
			return
		}
	}
	if whole == nil {
		whole = &yaml.LoadError{Message: "something is out of place", Mark: yaml.Mark{Line: 1, Column: 1}}
	}
	s.explain(whole)
	y.syntax(y.base+s.at, s.n, s.message, s.hint)
}

// pieceEnd returns where the next line starts that may be a top-level field.
func pieceEnd(text []byte, start int) int {
	for at := nextLine(text, start); at < len(text); at = nextLine(text, at) {
		switch c := text[at]; {
		case isSpace(c), c == '#', c == ']', c == '}':
		case c == '-' && !bytes.HasPrefix(text[at:], []byte("--")):
			// "- a" below a key is its list, and "-a" somebody's try at one.
		default:
			return at
		}
	}
	return len(text)
}

// piece reads the lines of one top-level field. It returns how many slips it
// reported.
func (y *yamlReader) piece(text []byte, from int) ([]field, int) {
	for n := 0; ; n++ {
		root, problem := load(text)
		if problem == nil {
			if root == nil {
				return nil, n
			}
			if root.Kind == yaml.MappingNode {
				return y.root(root, text, from), n
			}
			problem = &yaml.LoadError{Message: notFields, Mark: yaml.Mark{Line: root.Line, Column: root.Column}}
		}
		s := slip{text: text, lines: newLines(text), asWritten: y.text[from-y.base:]}
		s.explain(problem)
		if s.message == "" || y.anchored(&s) {
			return broke(text, from), n
		}
		if n == 0 || s.certain {
			y.syntax(from+s.at, s.n, s.message, s.hint)
		}
		if n > 20 || !s.mask() {
			return broke(text, from), n + 1
		}
		if s.to > s.from {
			y.patches[from+s.from] = s.value
		}
	}
}

// anchored tells whether a copied value is missing only because its anchor
// stands in another piece.
func (y *yamlReader) anchored(s *slip) bool {
	return s.name != "" && bytes.Contains(y.text, []byte("&"+s.name))
}

// broke keeps the name of a field whose value is lost, so that nobody says
// the field is missing.
func broke(text []byte, from int) []field {
	start := 0
	for start < len(text) && isSpace(text[start]) {
		start++
	}
	n := keyLength(text[start:])
	if n == 0 {
		return nil
	}
	at := from + start
	return []field{{
		key: tidy(string(text[start : start+n])), at: at, n: n, faulty: true,
		value: node{kind: broken, at: at, n: n},
	}}
}

// keyLength returns how long a field's name at the start of a line is, up to
// the colon behind it; 0 if there is none.
func keyLength(line []byte) int {
	for i, c := range line {
		switch {
		case c == ':' || c == '=' && i > 0:
			return i
		case c == '_', c == '-' && i > 0, c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'z', c >= 0x80:
		case c == ' ' && i > 0 && i+1 < len(line) && (line[i+1] == '=' || line[i+1] == ':' || line[i+1] == ' '):
			rest := bytes.TrimLeft(line[i:], " ")
			if len(rest) > 0 && (rest[0] == '=' || rest[0] == ':') {
				return i
			}
			return 0
		default:
			return 0
		}
	}
	return 0
}

// valueText cuts blanks and a comment off the end of a line.
func valueText(line []byte) []byte {
	for i := 1; i < len(line); i++ {
		if line[i] == '#' && (line[i-1] == ' ' || line[i-1] == '\t') {
			line = line[:i]
			break
		}
	}
	return bytes.TrimRight(line, " \t\r\n")
}
