package meta

import (
	"bytes"
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"
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
