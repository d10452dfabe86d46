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

// tomlTable is a table that is still growing: TOML may come back to one.
type tomlTable struct {
	at, n  int
	fields []*tomlField
	index  map[string]*tomlField // once there are many
	closed bool                  // written in braces, or with dots: nothing may be added
	header bool                  // has had its own [header]
}

type tomlField struct {
	key    string
	at, n  int
	value  node         // unless one of these is set
	table  *tomlTable   // [key]
	tables []*tomlTable // [[key]]
}

func (t *tomlTable) find(key string) *tomlField {
	if t.index != nil {
		return t.index[key]
	}
	for _, f := range t.fields {
		if f.key == key {
			return f
		}
	}
	return nil
}

func (t *tomlTable) add(f *tomlField) *tomlField {
	t.fields = append(t.fields, f)
	if t.index == nil && len(t.fields) > 32 {
		t.index = make(map[string]*tomlField, 2*len(t.fields))
		for _, old := range t.fields {
			t.index[old.key] = old
		}
	}
	if t.index != nil {
		t.index[f.key] = f
	}
	return f
}

// tomlReader builds the tree of one TOML text.
type tomlReader struct {
	*source
	parser unstable.Parser
	text   []byte
	base   int // offset of the text in the file
	from   int // and of what the parser has now
	root   *tomlTable
	here   *tomlTable // what key = value lines add to; nil below a bad header
}

// toml decodes TOML that starts at base. The parser stops at the first
// mistake; we go on at the next line that looks like a start.
func (s *source) toml(text []byte, base int) []field {
	r := &tomlReader{source: s, root: &tomlTable{at: base}, text: text, base: base}
	r.here = r.root
	start, slips := 0, 0
	for start < len(text) && slips < maxSlips {
		r.from = base + start
		r.parser.Reset(text[start:len(text):len(text)])
		err := r.expressions()
		if err == nil {
			break
		}
		slips++
		s.damaged = true
		at := start + r.errorAt(err)
		r.explain(at, err)
		start = r.nextStart(at)
	}
	return r.freeze(r.root, 1)
}

func (r *tomlReader) expressions() (err error) {
	defer func() {
		// As with YAML: what people type must not end the program.
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	for r.parser.NextExpression() {
		e := r.parser.Expression()
		switch e.Kind {
		case unstable.KeyValue:
			if r.here != nil {
				r.set(r.here, e)
			}
		case unstable.Table:
			r.here = r.open(e.Key(), false)
		case unstable.ArrayTable:
			r.here = r.open(e.Key(), true)
		}
	}
	return r.parser.Error()
}

func (r *tomlReader) at(raw unstable.Range) (int, int) {
	return r.from + int(raw.Offset), int(raw.Length)
}

// open goes to the table a header names and makes it where it is not there.
func (r *tomlReader) open(keys unstable.Iterator, array bool) *tomlTable {
	t := r.root
	for keys.Next() {
		k := keys.Node()
		key := tidy(string(k.Data))
		at, n := r.at(k.Raw)
		f := t.find(key)
		switch {
		case keys.IsLast() && array:
			if f == nil {
				f = t.add(&tomlField{key: key, at: at, n: n})
			} else if f.tables == nil {
				r.twice(key, at, n, f.at)
				return nil
			}
			t = &tomlTable{at: at, n: n}
			f.tables = append(f.tables, t)
			return t
		case f == nil:
			f = t.add(&tomlField{key: key, at: at, n: n, table: &tomlTable{at: at, n: n}})
			t = f.table
		case f.table != nil && !f.table.closed:
			if keys.IsLast() && f.table.header {
				r.twice(key, at, n, f.table.at)
				return nil
			}
			t = f.table
		case len(f.tables) > 0 && !keys.IsLast():
			t = f.tables[len(f.tables)-1]
		default:
			r.twice(key, at, n, f.at)
			return nil
		}
		if keys.IsLast() {
			t.header, t.at, t.n = true, at, n
		}
	}
	return t
}

// set adds "a.b = value" to a table.
func (r *tomlReader) set(t *tomlTable, e *unstable.Node) {
	keys := e.Key()
	for keys.Next() {
		k := keys.Node()
		key := tidy(string(k.Data))
		at, n := r.at(k.Raw)
		f := t.find(key)
		if keys.IsLast() {
			if f != nil {
				r.twice(key, at, n, f.at)
				return
			}
			f = t.add(&tomlField{key: key, at: at, n: n})
			r.value(f, e.Value())
			return
		}
		if f == nil {
			f = t.add(&tomlField{key: key, at: at, n: n, table: &tomlTable{at: at, n: n, header: true}})
		} else if f.table == nil || f.table.closed {
			r.twice(key, at, n, f.at)
			return
		}
		t = f.table
	}
}

func (r *tomlReader) value(f *tomlField, v *unstable.Node) {
	if v.Kind == unstable.InlineTable {
		f.table = r.inline(v)
		return
	}
	f.value = r.node(v, 2)
	if v.Kind == unstable.Array {
		// The parser doesn't say where an array starts.
		f.value.at = f.at
		if i := bytes.IndexByte(r.text[f.at+f.n-r.base:], '['); i >= 0 {
			f.value.at += f.n + i
		}
	}
}

func (r *tomlReader) inline(v *unstable.Node) *tomlTable {
	at, _ := r.at(v.Raw)
	t := &tomlTable{at: at, n: 1, header: true}
	for it := v.Children(); it.Next(); {
		if it.Node().Kind == unstable.KeyValue {
			r.set(t, it.Node())
		}
	}
	closeAll(t)
	return t
}

func closeAll(t *tomlTable) {
	t.closed = true
	for _, f := range t.fields {
		if f.table != nil {
			closeAll(f.table)
		}
	}
}

func (r *tomlReader) node(v *unstable.Node, depth int) node {
	at, n := r.at(v.Raw)
	if depth > maxDepth {
		return r.tooDeep(at)
	}
	switch v.Kind {
	case unstable.Array:
		out := node{kind: list, at: at, n: 1}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				out.items = append(out.items, r.node(it.Node(), depth+1))
			}
		}
		if len(out.items) > 0 {
			out.at = out.items[0].at // value puts it on the bracket
		}
		return out
	case unstable.InlineTable:
		return node{kind: table, at: at, n: 1, fields: r.freeze(r.inline(v), depth+1)}
	case unstable.String:
		raw := r.parser.Raw(v.Raw)
		out := node{kind: scalar, text: string(v.Data), at: at, n: n}
		quote := 1
		if n >= 6 && (bytes.HasPrefix(raw, []byte(`"""`)) || bytes.HasPrefix(raw, []byte("'''"))) {
			out.block, quote = true, 3
		}
		if n >= 2*quote {
			out.at, out.n = at+quote, n-2*quote
			if out.block && bytes.HasPrefix(raw[quote:], []byte("\n")) {
				out.at, out.n = out.at+1, out.n-1
			}
		}
		return out
	}
	return node{kind: scalar, plain: true, text: string(v.Data), at: at, n: n}
}

func (r *tomlReader) tooDeep(at int) node {
	r.damaged = true
	r.syntax(at, 0, "lists and fields are nested too deeply here", "")
	return node{kind: broken, at: at}
}

// freeze turns growing tables into nodes.
func (r *tomlReader) freeze(t *tomlTable, depth int) []field {
	if depth > maxDepth {
		r.tooDeep(t.at)
		return nil
	}
	out := make([]field, 0, len(t.fields))
	for _, f := range t.fields {
		v := f.value
		switch {
		case f.table != nil:
			v = node{kind: table, at: f.table.at, n: f.table.n, fields: r.freeze(f.table, depth+1)}
		case f.tables != nil:
			v = node{kind: list, at: f.tables[0].at, n: f.tables[0].n}
			for _, one := range f.tables {
				v.items = append(v.items, node{kind: table, at: one.at, n: one.n, fields: r.freeze(one, depth+1)})
			}
		}
		out = append(out, field{key: f.key, at: f.at, n: f.n, value: v, faulty: v.kind == broken})
	}
	return out
}

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
