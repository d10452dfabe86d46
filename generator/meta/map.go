package meta

import (
	"fmt"

	"kith/generator/diag"
)

// Map is a group of fields: the front matter of a file, or a field that holds
// fields of its own. A nil Map is empty. Maps are for one goroutine.
type Map struct {
	src    *source
	path   string // "image." in front of the names of fields, for messages
	at, n  int
	fields []field
	asked  []string
	tables []*Map // opened with Table, for suggestions
}

// Has tells whether a field is written, even if it is empty or could not be
// read.
func (m *Map) Has(key string) bool { return m.find(key) != nil }

// Empty tells whether a field is missing, or written without a value.
func (m *Map) Empty(key string) bool {
	f := m.find(key)
	return f == nil || f.value.kind == empty
}

// Faulty tells whether something wrong was already reported about a field's
// value. Nobody wants to hear that it is also missing.
func (m *Map) Faulty(key string) bool {
	f := m.find(key)
	return f != nil && f.faulty
}

// Damaged tells whether parts of the file could not be read, so that a field
// that seems to be missing may be there.
func (m *Map) Damaged() bool { return m != nil && m.src.damaged }

// File returns the file the Map was read from.
func (m *Map) File() string {
	if m == nil {
		return ""
	}
	return m.src.file
}

// At returns where the Map starts in its file; the zero Pos for a nil Map.
func (m *Map) At() diag.Pos {
	if m == nil {
		return diag.Pos{}
	}
	return m.src.pos(m.at)
}

// Keys returns the names of the fields as they are written. Reading names
// does not count as asking for the fields.
func (m *Map) Keys() []Text {
	if m == nil {
		return nil
	}
	out := make([]Text, len(m.fields))
	for i := range m.fields {
		f := &m.fields[i]
		out[i] = Text{Value: f.key, Pos: m.src.pos(f.at), Len: f.n}
	}
	return out
}

// Pos returns where a field's name stands; the zero Pos if it is absent.
func (m *Map) Pos(key string) diag.Pos {
	if f := m.find(key); f != nil {
		return m.src.pos(f.at)
	}
	return diag.Pos{}
}

func (m *Map) find(key string) *field {
	if m == nil {
		return nil
	}
	for i := range m.fields {
		if m.fields[i].key == key {
			return &m.fields[i]
		}
	}
	return nil
}

// ask finds a field and remembers that it is one of those that exist.
func (m *Map) ask(key string) *field {
	if m == nil {
		return nil
	}
	if m.asked == nil {
		m.asked = make([]string, 0, 32)
	}
	m.asked = append(m.asked, key)
	f := m.find(key)
	if f != nil {
		f.asked = true
	}
	return f
}

// Map returns a field that holds fields; nil if it is absent or empty.
func (m *Map) Map(key string) *Map {
	f := m.ask(key)
	if f == nil || f.value.kind == empty || f.value.kind == broken {
		return nil
	}
	if len(f.subs) > 0 {
		return f.subs[0]
	}
	if f.value.kind != table {
		m.wrong(f, &f.value, "fields of its own")
		return nil
	}
	return m.sub(f, &f.value, m.path+key+".")
}

// Table is Map for settings: an absent one is empty but not nil, so that the
// names of its settings are known for suggestions.
func (m *Map) Table(key string) *Map {
	if sub := m.Map(key); sub != nil || m == nil {
		if sub != nil {
			m.tables = append(m.tables, sub)
		}
		return sub
	}
	sub := &Map{src: m.src, path: m.path + key + ".", at: m.at}
	m.tables = append(m.tables, sub)
	return sub
}

func (m *Map) sub(f *field, n *node, path string) *Map {
	sub := &Map{src: m.src, path: path, at: n.at, n: n.n, fields: n.fields}
	f.subs = append(f.subs, sub)
	return sub
}

// Item is one thing of a list whose things may be a text or hold fields.
// Exactly one of the two is set.
type Item struct {
	Text Text
	Map  *Map
}

// Items reads a list of texts and maps. A single one is accepted for a list.
func (m *Map) Items(key string) []Item {
	f := m.ask(key)
	if f == nil {
		return nil
	}
	nodes := f.nodes()
	out := make([]Item, 0, len(nodes))
	opened := f.subs
	for i := range nodes {
		n := &nodes[i]
		switch n.kind {
		case table:
			var sub *Map
			if len(opened) > 0 { // asked for before
				sub, opened = opened[0], opened[1:]
			} else {
				sub = m.sub(f, n, m.path+key+".")
			}
			out = append(out, Item{Map: sub})
		case scalar:
			if t := m.text(f, n, false); t.Value != "" {
				out = append(out, Item{Text: t})
			}
		case list:
			m.wrong(f, n, "a text or fields")
		}
	}
	return out
}

// Item reads a field that may be a text or hold fields, such as an image.
func (m *Map) Item(key string) Item {
	f := m.ask(key)
	if f == nil {
		return Item{}
	}
	switch f.value.kind {
	case table:
		if len(f.subs) > 0 {
			return Item{Map: f.subs[0]}
		}
		return Item{Map: m.sub(f, &f.value, m.path+key+".")}
	case list:
		m.wrong(f, &f.value, "a text or fields")
		return Item{}
	}
	return Item{Text: m.text(f, &f.value, false)}
}

// nodes returns the things of a list, or the single thing in place of one.
func (f *field) nodes() []node {
	switch f.value.kind {
	case list:
		return f.value.items
	case empty, broken:
		return nil
	}
	return []node{f.value}
}

// wrong reports a value of another kind than the field's.
func (m *Map) wrong(f *field, n *node, want string) {
	if n.kind == broken {
		return
	}
	f.faulty = true
	hint := ""
	if n.alone && want != "fields of its own" {
		hint = "a colon inside a text needs quotes: - " + quoteYAML(n.text)
	}
	m.src.list.Add(m.src.codes.kind, m.src.pos(n.at), n.n,
		fmt.Sprintf("%s should be %s, not %s", m.name(f), want, n.describe()), hint)
}

func (m *Map) name(f *field) string { return diag.Quote(m.path + f.key) }

func (n *node) describe() string {
	switch n.kind {
	case list:
		return "a list"
	case table:
		return "fields"
	case scalar:
		return diag.Quote(n.text)
	}
	return "nothing"
}
