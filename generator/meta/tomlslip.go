package meta

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"kith/generator/diag"
)

// errorAt returns where in the parser's text a mistake is.
func (r *tomlReader) errorAt(err error) int {
	data := r.parser.Data()
	var p *unstable.ParserError
	if errors.As(err, &p) {
		return min(max(cap(data)-cap(p.Highlight), 0), len(data))
	}
	return 0
}

// nextStart finds the next line that starts a table or a setting.
func (r *tomlReader) nextStart(at int) int {
	for at = nextLine(r.text, at); at < len(r.text); at = nextLine(r.text, at) {
		line := bytes.TrimLeft(r.text[at:], " \t")
		if len(line) > 0 && line[0] == '[' || keyLength(line) > 0 {
			return at
		}
	}
	return len(r.text)
}

// explain words a mistake of TOML by the line it is on, and keeps the name of
// the setting that is lost.
func (r *tomlReader) explain(at int, err error) {
	start, end := lineAround(r.text, at)
	if at >= end && at > start && strings.TrimSpace(string(r.text[start:end])) == "" && start > 0 {
		start, end = lineAround(r.text, start-1)
	}
	line := r.text[start:max(start, end)]
	trimmed := bytes.TrimLeft(line, " \t")
	keyAt := start + len(line) - len(trimmed)
	n := keyLength(trimmed)
	if n > 0 && r.here != nil {
		key := tidy(string(trimmed[:n]))
		if r.here.find(key) == nil {
			r.here.add(&tomlField{
				key: key, at: r.base + keyAt, n: n,
				value: node{kind: broken, at: r.base + keyAt, n: n},
			})
		}
	}
	if len(trimmed) > 0 && trimmed[0] == '[' && !bytes.ContainsRune(trimmed, '=') {
		r.here = nil // what follows belongs to a table nobody can name
		r.syntax(r.base+keyAt, len(valueText(trimmed)), "this name of a table cannot be read", "tables look like [brand], or [[menu]] if there are several")
		return
	}
	message, hint, from, length := r.words(line, n > 0, err)
	if from < 0 {
		from, length = min(max(at-start, 0), len(line)), 1
	}
	r.syntax(r.base+start+from, max(min(length, len(line)-from), 0), message, hint)
}

// words explains one line. from is -1 if the mistake is where the parser says.
func (r *tomlReader) words(line []byte, named bool, err error) (message, hint string, from, length int) {
	indent := len(line) - len(bytes.TrimLeft(line, " \t"))
	equals := bytes.IndexByte(line, '=')
	colon := bytes.IndexByte(line, ':')
	if named && colon > 0 && (equals < 0 || colon < equals) {
		key, value := string(bytes.TrimSpace(line[:colon])), strings.TrimSpace(string(valueText(line[colon+1:])))
		return "a setting has an equals sign, not a colon", "write " + key + " = " + quoteTOML(value), colon, 1
	}
	if equals < 0 {
		words := valueText(line[indent:])
		return fmt.Sprintf("%s is not a setting: it has no equals sign", diag.Quote(string(words))),
			`settings look like title = "Our hub"`, indent, len(words)
	}
	key := string(bytes.TrimSpace(line[:equals]))
	value := valueText(line[equals+1:])
	skipped := len(value) - len(bytes.TrimLeft(value, " \t"))
	value = value[skipped:]
	at := equals + 1 + skipped
	switch {
	case len(value) == 0:
		return diag.Quote(key) + " has no value", `write "" for none, or leave the line out`, indent, len(key)
	case strings.HasPrefix(string(value), "“") || strings.HasPrefix(string(value), "„") || strings.HasPrefix(string(value), "‘") || strings.HasPrefix(string(value), "«"):
		return "these are quotes for print; TOML wants straight ones", "write " + key + " = " + quoteTOML(strings.Trim(string(value), "“”„‘’«»\"")), at, len(value)
	case value[0] == '"' || value[0] == '\'':
		q := value[0]
		inside := quotedLength(value[1:], q)
		if q == '\'' {
			inside = bytes.IndexByte(value[1:], q)
			if inside < 0 {
				inside = len(value)
			}
		}
		if inside+1 >= len(value) {
			return "this quote is never closed", fmt.Sprintf("close it at the end of the value with %c", q), at, len(value)
		}
		if inside+2 < len(value) {
			return "something stands behind the closing quote", "put the whole value in quotes: " + key + " = " + quoteTOML(string(value)), at, len(value)
		}
		return "a backslash in double quotes starts a code for a letter, and this is none", "use single quotes, in which a backslash is just a backslash", -1, 0
	case slices.Contains([]byte("[{"), value[0]):
		return "this list or table is not complete, or a comma is missing in it", "all texts in it need quotes", -1, 0
	}
	return fmt.Sprintf("the text %s needs quotes", diag.Quote(string(value))), "write " + key + " = " + quoteTOML(string(value)), at, len(value)
}

// quoteTOML puts a text in the quotes that suit it.
func quoteTOML(s string) string {
	s = strings.Trim(s, `"'`)
	if strings.ContainsAny(s, `"\`) && !strings.Contains(s, "'") {
		return "'" + s + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
