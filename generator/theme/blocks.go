package theme

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// A block of a text, such as a timeline, wants rules that most pages have no
// use for. They stand in a sheet of their own, blocks/timeline.css, named
// after the class of the block, and a page links those whose class is on it:
// one of several for a name such as "note+pull.css", and any that begins like
// that for "focus-.css". The elements that a writer may put into a text bare,
// with no class, count like classes.
// The finished page is asked, not what it is made of: a block can come with
// any text, and what is on the page is all that counts.

// block is a sheet for pages that have one of some classes.
type block struct {
	classes []string
	tags    [][]byte // beginnings of elements, such as "<table"
	url     string
}

// elements are those that are names of blocks too.
var elements = map[string]bool{"blockquote": true, "details": true, "dl": true, "figure": true, "pre": true, "table": true}

// has reports whether the sheet is for a class.
func (b *block) has(class []byte) bool {
	for _, c := range b.classes {
		if string(class) == c || c[len(c)-1] == '-' && bytes.HasPrefix(class, []byte(c)) {
			return true
		}
	}
	return false
}

// newBlock makes the block that a file is named after.
func newBlock(name, url string) block {
	b := block{url: url}
	for class := range strings.SplitSeq(name, "+") {
		if class == "" {
			continue
		}
		b.classes = append(b.classes, class)
		if elements[class] {
			b.tags = append(b.tags, []byte("<"+class))
		}
	}
	return b
}

// sheetLink is how pages link a sheet.
func sheetLink(url string) string { return `<link rel="stylesheet" href="` + url + `">` }

// blockOf is the block that a file of a sheet is for: the name of a file in a
// folder blocks/. It is "" for all others.
func blockOf(name string) string {
	if path.Base(path.Dir(name)) != "blocks" {
		return ""
	}
	return name[len(path.Dir(name))+1 : len(name)-len(path.Ext(name))]
}

// byBlock sets the parts of blocks apart from the rest.
func byBlock(parts []sheetPart) (blocks map[string][]sheetPart, rest []sheetPart) {
	blocks = map[string][]sheetPart{}
	for _, p := range parts {
		if p.block == "" {
			rest = append(rest, p)
		} else {
			blocks[p.block] = append(blocks[p.block], p)
		}
	}
	return blocks, rest
}

// withBlocks links the sheets of the blocks on a finished page, after the
// sheet of its kind. A page that does without that has chosen its own.
func (t *Theme) withBlocks(page []byte, kind string) []byte {
	if len(t.blocks) == 0 {
		return page
	}
	at := afterLink(page, t.sheets[kind])
	if at < 0 {
		return page
	}
	found := t.blocksOn(page[at:])
	for i, b := range slices.Backward(t.blocks) { // each goes before those of later names
		if found[i] {
			page = slices.Insert(page, at, []byte("\n"+sheetLink(b.url))...)
		}
	}
	return page
}

// afterLink is where a page's link of a sheet ends, -1 if it has none. It looks
// for the address: where many of the letters are, as "<" on a page, to look for a
// whole link takes ten times as long.
func afterLink(page []byte, url string) int {
	before, after, _ := strings.Cut(sheetLink("\n"), "\n")
	for at := 0; ; at += len(url) {
		i := bytes.Index(page[at:], []byte(url))
		if i < 0 || url == "" {
			return -1
		}
		at += i
		if bytes.HasSuffix(page[:at], []byte(before)) && bytes.HasPrefix(page[at+len(url):], []byte(after)) {
			return at + len(url) + len(after)
		}
	}
}

var classIs = []byte(` class="`)

// blocksOn says which of the blocks have their class on a page.
func (t *Theme) blocksOn(page []byte) []bool {
	found := make([]bool, len(t.blocks))
	for i := range t.blocks {
		for _, tag := range t.blocks[i].tags {
			found[i] = found[i] || bytes.Contains(page, tag)
		}
	}
	for {
		at := bytes.Index(page, classIs)
		if at < 0 {
			return found
		}
		classes, rest, _ := bytes.Cut(page[at+len(classIs):], []byte{'"'})
		page = rest
		for len(classes) > 0 {
			var class []byte
			class, classes, _ = bytes.Cut(classes, []byte{' '})
			for i := range t.blocks {
				found[i] = found[i] || t.blocks[i].has(class)
			}
		}
	}
}
