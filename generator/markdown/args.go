package markdown

import (
	"bytes"
	"strings"

	"kith/generator/diag"
)

// arg is a value from a block's first line, and where it stands in the text.
type arg struct {
	value    string
	from, to int
}

func (a arg) given() bool { return a.value != "" }

// args reads what stands behind a block's name and reports what the block does
// not take, or lacks. It says whether the line could be read to its end.
func (w *writer) args(n *container, b *Block) (map[string]arg, bool) {
	got := map[string]arg{}
	src := w.src.text
	i, end := n.info.Start+len(n.name), n.info.Stop
	for trimmed := end; trimmed > i && src[trimmed-1] == ':'; trimmed-- {
		end = trimmed - 1 // ::: note ::: is how some other tools write it
	}
	for {
		for i < end && (src[i] == ' ' || src[i] == '\t') {
			i++
		}
		if i >= end {
			break
		}
		from, key := i, ""
		for i < end && (src[i] >= 'a' && src[i] <= 'z' || src[i] >= 'A' && src[i] <= 'Z' || src[i] == '-' || src[i] == '_') {
			i++
		}
		if i < end && src[i] == '=' && i > from {
			key = strings.ToLower(string(src[from:i]))
			i++
		} else {
			i = from
		}
		a, next, ok := readValue(src, i, end)
		if !ok {
			w.report("bad-block", from, end, "The quotation mark in this line is never closed.", `Values with spaces are written key="some words".`)
			return got, false
		}
		i = next
		w.accept(got, b, key, a, from)
	}
	for _, at := range b.Attributes {
		if at.Needed && !got[at.Name].given() {
			w.report("bad-block", n.at, n.info.Stop, "This "+b.Name+" block needs "+at.Name+": "+at.Doc+".", "It looks like this: "+firstLine(b.Example))
		}
	}
	return got, true
}

// accept files one value under its key, or says why not.
func (w *writer) accept(got map[string]arg, b *Block, key string, a arg, from int) {
	name := key
	if key == "" {
		name = b.Argument
	}
	known := false
	for _, at := range b.Attributes {
		known = known || at.Name == name
	}
	switch {
	case name == "":
		w.report("bad-block", from, a.to, "This "+b.Name+" block takes nothing after its name, but here is "+diag.Quote(a.value)+".",
			"It looks like this: "+firstLine(b.Example))
	case !known:
		all := make([]diag.Candidate, len(b.Attributes))
		for i, at := range b.Attributes {
			all[i].ID = at.Name
		}
		hint := diag.DidYouMean(name, all)
		if hint == "" {
			hint = "It looks like this: " + firstLine(b.Example)
		}
		w.report("bad-block", from, a.to, "This "+b.Name+" block knows no "+diag.Quote(name)+".", hint)
	case got[name].given():
		w.report("bad-block", from, a.to, "This "+b.Name+" block has two values for "+name+".", "Put several words in quotation marks.")
	default:
		got[name] = a
	}
}

// readValue reads a word, or words between straight or curly quotation marks.
func readValue(src []byte, i, end int) (a arg, next int, ok bool) {
	for _, q := range [][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"'", "'"}} {
		if !bytes.HasPrefix(src[i:end], []byte(q[0])) {
			continue
		}
		from := i + len(q[0])
		j := bytes.Index(src[from:end], []byte(q[1]))
		if j < 0 {
			return arg{}, end, false
		}
		value := string(bytes.TrimSpace(src[from : from+j]))
		return arg{value, from, from + j}, from + j + len(q[1]), true
	}
	from := i
	for i < end && src[i] != ' ' && src[i] != '\t' {
		i++
	}
	return arg{string(src[from:i]), from, i}, i, true
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
