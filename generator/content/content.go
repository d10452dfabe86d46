// Package content makes facts from the files under content/: what a person
// wrote becomes a typed model.Record, and what is wrong with it a finding.
//
// Walk lists the files and says what each one is, from its name and folder
// alone. A Decoder reads one file at a time, knowing nothing of the others; so
// a Record can be remembered by the file's digest and the decoder's Key.
// Every rule that one file can break by itself is checked here, at the place
// where it is broken. Whether a name leads to somebody, whom a page reaches
// and what today makes of a date is for package graph.
//
// Start with Decode below. Each kind of content has a file of its own
// (story.go, person.go...), fields.go and its neighbours read the types that
// fields have, walk.go and id.go deal with names.
package content

import (
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kith/generator/config"
	"kith/generator/diag"
	"kith/generator/ledger"
	"kith/generator/markdown"
	"kith/generator/meta"
	"kith/generator/model"
)

// Decoder turns files into records. It is safe for concurrent use.
type Decoder struct {
	cfg        *config.Config
	converters map[string]*markdown.Converter // by language, "" the site's
	options    map[string]string              // what a body's digest says of them
	key        string
	zones      sync.Map // names of time zones found to exist
	names      sync.Map // ids and words of references, for once
}

// NewDecoder returns a Decoder for a site.
func NewDecoder(cfg *config.Config) *Decoder {
	d := &Decoder{
		cfg:        cfg,
		converters: map[string]*markdown.Converter{},
		options:    map[string]string{},
	}
	all := ""
	add := func(name string, opt markdown.Options) {
		d.converters[name] = markdown.New(opt)
		d.options[name] = fmt.Sprintf("%q %q %t %q\n", opt.Lang, opt.HTML, opt.NoTypographer, opt.Reserved)
		all += name + " " + d.options[name]
	}
	add("", markdownOptions(cfg, cfg.Language))
	for _, tag := range tagsOf(cfg) {
		add(tag, markdownOptions(cfg, tag))
	}
	d.key = ledger.Bytes([]byte(fmt.Sprintf("country %q\n%s", cfg.Country, all))).String()
	return d
}

// Key stands for all settings that decoding depends on. Records made under
// one key may be used under no other.
func (d *Decoder) Key() string { return d.key }

// Decode reads one file. It is a pure function of its arguments and of the
// settings that Key stands for: s is as much an argument as the bytes are,
// Alone included. The record is never nil, and holds nothing but findings if
// the file is no use at all. The HTML, still with open slots, is the body's;
// the caller stores it and sets Body.At.
func (d *Decoder) Decode(s Source, data []byte) (rec *model.Record, html []byte) {
	return d.DecodeIn(nil, s, data)
}

// DecodeIn is Decode with the HTML in the memory of buf, where it has room.
// The record holds on to nothing of buf and data.
func (d *Decoder) DecodeIn(buf []byte, s Source, data []byte) (rec *model.Record, html []byte) {
	list := new(diag.List)
	rec = &model.Record{File: s.File, Kind: s.Kind}
	if len(data) > MaxMarkdown {
		list.Add("too-large", diag.In(s.File), 0, "the file is larger than 4 MiB", "split it into several pages")
		rec.Findings = list.Sorted()
		return rec, nil
	}
	m, body, base := meta.Parse(s.File, data, list)
	f := &file{Decoder: d, Source: s, list: list, body: body, base: base}
	r := reader{Map: m, file: f}

	entry := model.Entry{Kind: s.Kind, ID: s.ID, File: s.File, Folder: s.Folder, Lang: s.Lang}
	r.title(&entry)
	doc := d.convert(buf, f)
	if f.restricted() {
		r.translation(rec, entry)
	} else {
		r.whole(rec, entry, doc.Body)
	}
	rec.Unknown = m.Done()
	closeConsent(rec, list)

	list.Append(doc.Findings...)
	noReplyLinks(s.File, doc.Body, list)
	f.otherTongue()
	if e := rec.Entry(); e != nil {
		e.Body = model.Body{Digest: d.bodyDigest(f), Size: len(doc.HTML), Doc: doc.Body.Brief}
		e.Body.PackOutline(&doc.Body.Outline)
		if e.Summary != "" {
			e.Body.Doc.Excerpt = ""
		}
	}
	rec.Findings = list.Sorted()
	return rec, doc.HTML
}

func (d *Decoder) convert(buf []byte, f *file) markdown.Doc {
	c, ok := d.converters[f.Lang]
	if !ok {
		c = d.converters[""]
	}
	return c.ConvertIn(buf, f.File, f.body, f.base)
}

// bodyDigest stands for the text of a body and the way it was converted.
func (d *Decoder) bodyDigest(f *file) string {
	opt, ok := d.options[f.Lang]
	if !ok {
		opt = d.options[""]
	}
	return ledger.Join([]byte(opt), f.body).String()
}

const longestHeading = 1000 // bytes; what is longer is no title

// file is one file being decoded.
type file struct {
	*Decoder
	Source
	list *diag.List
	body []byte
	base int // where body starts in the file
}

// restricted reports whether the file may only say what a translation may.
func (f *file) restricted() bool { return f.Lang != "" && !f.Alone }

// heading finds a first line "# Words" in the body, in which files from most
// other programs have their title.
func (f *file) heading() (h1 meta.Text, ok bool) {
	rest := f.body
	for len(rest) > 0 && (rest[0] == '\n' || rest[0] == '\r') {
		rest = rest[1:]
	}
	if len(rest) < 3 || rest[0] != '#' || rest[1] != ' ' && rest[1] != '\t' {
		return h1, false
	}
	line := rest
	for i, c := range rest {
		if c == '\n' || c == '\r' {
			line = rest[:i]
			break
		}
	}
	if len(line) > longestHeading || !utf8.Valid(line) {
		return h1, false
	}
	words := strings.TrimSpace(string(line[1:]))
	if i := strings.LastIndex(words, " {"); i > 0 && strings.HasSuffix(words, "}") {
		words = words[:i] // an id or class of its own
	}
	words = strings.TrimSpace(words)
	if i := len(strings.TrimRight(words, "#")); i < len(words) && i > 0 && words[i-1] == ' ' {
		words = strings.TrimSpace(words[:i])
	}
	words = plainWords(words)
	skipped := len(f.body) - len(rest)
	h1 = meta.Text{Value: norm.NFC.String(words), Pos: diag.Pos{File: f.File, Offset: f.base + skipped}, Len: len(line)}
	return h1, words != "" && !strings.ContainsFunc(words, unicode.IsControl)
}

// drop takes the heading off the body before it is converted, because the
// theme shows the title anyway.
func (f *file) drop(h1 meta.Text) {
	end := h1.Pos.Offset - f.base + h1.Len
	f.body = f.body[end:]
	f.base += end
}

// plainWords takes the marks of emphasis, code and links off a heading.
func plainWords(s string) string {
	if !strings.ContainsAny(s, "*_`[\\") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '*', '`':
		case '_':
			inWord := i > 0 && i+1 < len(s) && isWordByte(s[i-1]) && isWordByte(s[i+1])
			if inWord {
				b.WriteByte(c)
			}
		case '\\':
			if i+1 < len(s) {
				i++
				b.WriteByte(s[i])
			}
		case '[':
		case ']':
			if i+1 < len(s) && s[i+1] == '(' {
				if end := strings.IndexByte(s[i:], ')'); end > 0 {
					i += end
				}
			}
		default:
			b.WriteByte(c)
		}
	}
	return strings.TrimSpace(b.String())
}

func isWordByte(c byte) bool {
	return c >= utf8.RuneSelf || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}
