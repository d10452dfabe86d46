package amend

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"kith/generator/diag"
	"kith/generator/meta"
)

// Item is what Keep adds to a list: a text alone, or, with a Key, fields of
// which the text is the first.
type Item struct {
	Key, Text string
	More      []Field
}

// Field is a name with a value.
type Field struct{ Key, Value string }

// errByHand says that a file is written in a way we had better not touch.
var errByHand = errors.New("the fields are written in a way kith doesn't want to disturb")

// Keep adds an item to the list that a field of the front matter holds. The
// field is added where there is none, and the front matter too. What was
// written stays byte for byte; the result is read again to make sure that it
// says what it said before, and the item. An error says that this file is
// better changed by hand.
func Keep(src []byte, key string, item Item) ([]byte, error) {
	if !utf8.Valid(src) {
		return nil, errByHand
	}
	e := editor{src: src, key: key, item: item, eol: "\n"}
	first, _, _ := bytes.Cut(src, []byte("\n"))
	if bytes.HasSuffix(first, []byte("\r")) {
		e.eol = "\r\n"
	}
	var ok bool
	if e.start, e.end, e.toml, ok = meta.Fields(src); !ok {
		if hasFields(src) {
			return nil, errByHand
		}
		return e.fresh()
	}
	at, n, text, err := e.place()
	if err != nil {
		return nil, err
	}
	out, err := Splice(src, at, n, text)
	if err != nil {
		return nil, err
	}
	return out, e.prove(out)
}

type editor struct {
	src        []byte
	key        string
	item       Item
	eol        string
	start, end int // between the fences
	toml       bool
}

func hasFields(src []byte) bool {
	var list diag.List
	m, _, at := meta.Parse("", src, &list)
	return m.Damaged() || at > len("\ufeff")
}

// fresh gives a text its first fields.
func (e editor) fresh() ([]byte, error) {
	at := len(e.src) - len(bytes.TrimPrefix(e.src, []byte("\ufeff")))
	out, err := Splice(e.src, at, 0, "---"+e.eol+e.key+":"+e.eol+e.block("  ")+"---"+e.eol)
	if err != nil {
		return nil, err
	}
	return out, e.prove(out)
}

// place is where the item goes, and as what. n bytes make room for it.
func (e editor) place() (at, n int, text string, err error) {
	line, found := e.line()
	switch {
	case !found && e.toml:
		return e.beforeTables(), 0, e.key + " = [" + e.inline() + "]" + e.eol, nil
	case !found:
		return e.end, 0, e.key + ":" + e.eol + e.block("  "), nil
	case line.table:
		return e.end, 0, "[[" + e.key + "]]" + e.eol + e.tomlTable(), nil
	}
	v := scan(e.src[line.value:line.end], !e.toml)
	switch {
	case v.open == '[':
		at, text, err = e.inFlow(line.value, v)
	case v.open == 0 && !e.toml:
		at, text, err = e.afterBlock(line)
	case v.open == 0 || strings.IndexByte("{|>&*!", v.open) >= 0 || e.toml && v.open != '"':
		err = errByHand
	default:
		at, n, text, err = e.single(line.value)
	}
	return at, n, text, err
}

// single makes a list of a text that stands alone.
func (e editor) single(from int) (at, n int, text string, err error) {
	line := e.src[from:next(e.src, from)]
	at = len(line) - len(bytes.TrimLeft(line, " \t"))
	end := len(line)
	if line[at] == '"' || line[at] == '\'' {
		end = quoteEnd(line, at, !e.toml) + 1
	} else if i := bytes.Index(line, []byte(" #")); i >= 0 {
		end = i
	}
	was := string(bytes.TrimRight(line[at:end], " \t\r\n"))
	return from + at, len(was), "[" + was + ", " + e.inline() + "]", nil
}

// fieldLine is where a field stands: its value, and the end of all its lines.
type fieldLine struct {
	value, end int
	table      bool // [[key]]
}

// line finds the field among those at the margin.
func (e editor) line() (fieldLine, bool) {
	for at := e.start; at < e.end; at = next(e.src, at) {
		rest := e.src[at:e.end]
		if e.toml {
			if bytes.HasPrefix(rest, []byte("[["+e.key+"]]")) {
				return fieldLine{table: true}, true
			}
			if bytes.HasPrefix(rest, []byte("[")) {
				// Keys below belong to a table.
				for ; at < e.end; at = next(e.src, at) {
					if bytes.HasPrefix(e.src[at:e.end], []byte("[["+e.key+"]]")) {
						return fieldLine{table: true}, true
					}
				}
				return fieldLine{}, false
			}
		}
		after, ok := bytes.CutPrefix(rest, []byte(e.key))
		if !ok {
			continue
		}
		blank := len(after) - len(bytes.TrimLeft(after, " \t"))
		sep := byte(':')
		if e.toml {
			sep = '='
		}
		if blank == len(after) || after[blank] != sep {
			continue
		}
		return fieldLine{value: at + len(e.key) + blank + 1, end: e.until(at)}, true
	}
	return fieldLine{}, false
}

// until is the end of the lines that belong to a field.
func (e editor) until(at int) int {
	if e.toml {
		return e.end
	}
	for at = next(e.src, at); at < e.end; at = next(e.src, at) {
		switch e.src[at] {
		case ' ', '\t', '-', '#', '\r', '\n', ']', '}':
		default:
			return at
		}
	}
	return e.end
}

func next(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// beforeTables is a place where keys belong to the file as a whole.
func (e editor) beforeTables() int {
	for at := e.start; at < e.end; at = next(e.src, at) {
		if e.src[at] == '[' {
			// A list over several lines may have a line that begins so. Then the
			// first line of all is as good a place.
			return e.start
		}
	}
	return e.end
}

// value is what begins behind a field's name.
type value struct {
	open  byte // '[', or 0 where nothing but lines below follow, or any other
	close int  // of the ']' that belongs to it, or -1
	empty bool // nothing between the two
	comma bool // a comma stands before the ']'
	last  int  // behind the last item
}

// scan finds the end of a list in brackets, past quotation marks, comments and
// lists inside.
func scan(text []byte, yaml bool) value {
	i := 0
	skip := func() {
		for i < len(text) {
			switch c := text[i]; {
			case c == ' ' || c == '\t' || c == '\r' || c == '\n':
				i++
			case c == '#' && (!yaml || i == 0 || text[i-1] <= ' '):
				i = next(text, i)
			default:
				return
			}
		}
	}
	newline := bytes.IndexByte(text, '\n')
	skip()
	if i == len(text) || newline >= 0 && i > newline {
		return value{close: -1}
	}
	v := value{open: text[i], close: -1, empty: true}
	if v.open != '[' {
		return v
	}
	depth := 0
	for i < len(text) {
		skip()
		if i == len(text) {
			break
		}
		switch c := text[i]; {
		case c == '[' || c == '{':
			depth++
			if depth > 1 {
				v.empty, v.comma = false, false
			}
		case c == ']' || c == '}':
			depth--
			if depth == 0 {
				v.close = i
				return v
			}
			v.last = i + 1
		case c == ',':
			v.comma = depth == 1
		case c == '"' || c == '\'' && (!yaml || begins(text, i)):
			v.empty, v.comma = false, false
			i = quoteEnd(text, i, yaml)
			v.last = i + 1
		default:
			v.empty, v.comma = false, false
			v.last = i + 1
		}
		i++
	}
	return v
}

// begins tells whether a value may begin here: an apostrophe inside a word of
// YAML opens nothing.
func begins(text []byte, at int) bool {
	before := bytes.TrimRight(text[:at], " \t\r\n")
	return len(before) == 0 || strings.IndexByte("[{,:", before[len(before)-1]) >= 0
}

func quoteEnd(text []byte, at int, yaml bool) int {
	q := text[at]
	for i := at + 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && q == '"':
			i++
		case text[i] == q && yaml && q == '\'' && i+1 < len(text) && text[i+1] == q:
			i++
		case text[i] == q:
			return i
		}
	}
	return len(text) - 1
}

// inFlow adds to a list in brackets.
func (e editor) inFlow(from int, v value) (int, string, error) {
	switch {
	case v.close < 0:
		return 0, "", errByHand
	case v.empty:
		return from + v.close, e.inline(), nil
	case v.comma:
		return from + v.close, " " + e.inline(), nil
	}
	return from + v.last, ", " + e.inline(), nil
}

// afterBlock adds below a list that has a line for each item, as far in as the
// others are.
func (e editor) afterBlock(f fieldLine) (int, string, error) {
	indent, last := "", -1
	for at := next(e.src, f.value); at < f.end; at = next(e.src, at) {
		line := e.src[at:next(e.src, at)]
		words := bytes.TrimSpace(line)
		if len(words) == 0 || words[0] == '#' && last < 0 {
			continue
		}
		if last < 0 {
			if words[0] != '-' {
				return 0, "", errByHand
			}
			indent = string(line[:bytes.IndexByte(line, '-')])
		}
		if words[0] != '#' {
			last = next(e.src, at)
		}
	}
	if last < 0 {
		return next(e.src, f.value), e.block("  "), nil
	}
	return last, e.block(indent), nil
}

// block is the item as lines of YAML.
func (e editor) block(indent string) string {
	if e.item.Key == "" {
		return indent + "- " + quote(e.item.Text) + e.eol
	}
	out := indent + "- " + e.item.Key + ": " + quote(e.item.Text) + e.eol
	for _, f := range e.item.More {
		out += indent + "  " + f.Key + ": " + quote(f.Value) + e.eol
	}
	return out
}

// inline is the item inside brackets.
func (e editor) inline() string {
	if e.item.Key == "" {
		return quote(e.item.Text)
	}
	is := ": "
	if e.toml {
		is = " = "
	}
	parts := []string{e.item.Key + is + quote(e.item.Text)}
	for _, f := range e.item.More {
		parts = append(parts, f.Key+is+quote(f.Value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (e editor) tomlTable() string {
	out := e.item.Key + " = " + quote(e.item.Text) + e.eol
	for _, f := range e.item.More {
		out += f.Key + " = " + quote(f.Value) + e.eol
	}
	return out
}

// quote writes a text so that YAML and TOML both read it as it is.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
		case r < ' ' || r == 0x7f || !strconv.IsPrint(r) && r != '\u00a0':
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// prove reads the fields before and after, and compares.
func (e editor) prove(out []byte) error {
	var list diag.List
	before, bodyBefore, _ := meta.Parse("", e.src, &list)
	after, bodyAfter, _ := meta.Parse("", out, &list)
	if after.Damaged() || len(list.Sorted()) > 0 {
		return errByHand
	}
	if !bytes.Equal(bytes.TrimPrefix(bodyBefore, []byte("\ufeff")), bodyAfter) {
		return errByHand
	}
	seen := false
	for _, k := range after.Keys() {
		tree := after.Tree(k.Value)
		if k.Value != e.key {
			if !before.Has(k.Value) || !reflect.DeepEqual(before.Tree(k.Value), tree) {
				return errByHand
			}
			continue
		}
		seen = true
		if tree.Kind != meta.TreeList || len(tree.List) == 0 {
			return errByHand
		}
		old := before.Tree(e.key)
		if old.Kind == meta.TreeText {
			old = meta.Tree{Kind: meta.TreeList, List: []meta.Tree{old}}
		}
		last := len(tree.List) - 1
		if len(old.List) != last || last > 0 && !reflect.DeepEqual(old.List, tree.List[:last]) {
			return errByHand
		}
		if words := tree.List[last]; words.Text == "" && words.Get(e.item.Key).Text == "" {
			return errByHand
		}
	}
	if !seen {
		return fmt.Errorf("%s: %w", e.key, errByHand)
	}
	return nil
}
