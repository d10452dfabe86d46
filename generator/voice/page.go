package voice

import (
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/ledger"
	"kith/generator/markdown"
	"kith/generator/meta"
	"kith/generator/model"
)

// Page is what a House reads.
type Page struct {
	// Record is what the file decodes to; a translation's is laid over its base
	// (see model.Record.In), so that it has a teller and a format.
	Record *model.Record
	// Source is the file as it is on disk.
	Source []byte
	// Lang is the language it is written in.
	Lang string
}

// text is a page opened for reading.
type text struct {
	Page
	entry *model.Entry
	prose *markdown.Prose
	// flat is prose with lines run together: our rules don't care where a line
	// is broken. Vale's do, so styles get the other.
	flat *markdown.Prose
	// fields are the names of the front matter's fields, by block.
	fields []string
	// start is the index of the first block of the body, opening that of its
	// first paragraph; -1 if there is none.
	start, opening int
	// begins is where the body does in the source, all are the fields.
	begins int
	all    []markdown.Field
	// divided are the sentences of each block, once somebody asked.
	divided [][]string
	words   [][]span // of each block, likewise
}

// open finds the words of a page.
func open(p Page) *text {
	var list diag.List // what is wrong with the fields has been said elsewhere
	m, _, body := meta.Parse(p.Record.File, p.Source, &list)
	found := fieldsOf(p.Record.Kind, m)
	t := &text{Page: p, entry: p.Record.Entry(), opening: -1}
	all := make([]markdown.Field, len(found))
	for i, f := range found {
		all[i] = f.Field
		t.fields = append(t.fields, f.Key)
	}
	t.begins, t.all = body, all
	t.prose = markdown.ReadProse(p.Source, body, all)
	t.start = len(all)
	t.flat = flat(t.prose)
	for i, f := range found {
		if f.alt {
			t.flat.Blocks[i].Scope, t.flat.Blocks[i].Scope = "text.attr.alt", "text.attr.alt"
		}
	}
	for i := t.start; i < len(t.flat.Blocks); i++ {
		if t.flat.Blocks[i].Running {
			t.opening = i
			break
		}
	}
	return t
}

// flat is the same words with a space for each line break.
func flat(p *markdown.Prose) *markdown.Prose {
	out := *p
	out.Blocks = slices.Clone(p.Blocks)
	for i := range out.Blocks {
		out.Blocks[i].Text = strings.ReplaceAll(out.Blocks[i].Text, "\n", " ")
	}
	return &out
}

type field struct {
	markdown.Field
	alt bool
}

// fieldsOf are the fields in which people write sentences, with their places.
func fieldsOf(kind model.Kind, m *meta.Map) []field {
	var out []field
	take := func(key string, t meta.Text, alt bool) {
		if strings.TrimSpace(t.Value) != "" {
			out = append(out, field{markdown.Field{Key: key, Value: t.Value, Offset: t.Pos.Offset, Len: t.Len}, alt})
		}
	}
	if kind != model.KindPerson && kind != model.KindPlace {
		take("title", m.Text("title"), false)
	}
	for _, key := range [...]string{
		"summary", "statement", "promise", "hardest", "short", "purpose", "role", "changed", "made_with",
		"no_phone", "hours_note", "visit", "closed", "access",
	} {
		if key == "statement" {
			take(key, m.LongText(key), false)
			continue
		}
		take(key, m.Text(key), false)
	}
	for _, key := range [...]string{"looks_like", "not", "steps", "before", "helps_with"} {
		for _, t := range m.Texts(key) {
			take(key, t, false)
		}
	}
	take("alt", m.Text("alt"), true)
	for _, key := range [...]string{"image", "photo"} {
		if in := m.Item(key).Map; in != nil {
			take(key, in.Text("alt"), true)
			take(key, in.Text("caption"), false)
		}
	}
	if in := m.Item("urgent").Map; in != nil {
		take("urgent", in.Text("when"), false)
		take("urgent", in.Text("do"), false)
	}
	for _, it := range m.Items("updates") {
		if it.Map != nil {
			take("updates", it.Map.Text("note"), false)
		}
	}
	return out
}

// format is a story's, "" for all else.
func (t *text) format() string {
	if s := t.Record.Story; s != nil {
		return s.Format
	}
	return ""
}

// para is a block as notes name it.
func (t *text) para(block int) Para {
	if block < 0 || block >= len(t.flat.Blocks) {
		return Para{At: -1}
	}
	b := &t.flat.Blocks[block]
	p := Para{Key: ledger.Bytes([]byte(b.Text)).String()[:16]}
	p.At, p.Len = b.Place(0, len(b.Text))
	if block < t.start {
		p.Field = t.fields[block]
	}
	const begin = 200
	said := strings.Join(strings.Fields(b.Text), " ")
	if len(said) > begin {
		said = said[:strings.LastIndexByte(said[:begin], ' ')+1]
		said = strings.ToValidUTF8(strings.TrimSpace(said), "")
	}
	p.Text = said
	return p
}

// body are the indexes of the blocks of the text proper that is the house's
// own: no headings, no quotations, no alt texts.
func (t *text) body() []int {
	var out []int
	for i := t.start; i < len(t.flat.Blocks); i++ {
		b := &t.flat.Blocks[i]
		if b.Summed && !b.Quoted && !strings.HasPrefix(b.Scope, "text.attr") {
			out = append(out, i)
		}
	}
	return out
}
