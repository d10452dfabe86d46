package rename

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kith/generator/model"
)

// keep are the edits by which the old address goes on working, and feeds and
// address books go on knowing what they know.
func (r *renaming) keep(rec *model.Record, data []byte) ([]edit, error) {
	if len(r.Addresses) == 0 || r.Addresses[0] == "" {
		return nil, nil
	}
	old := "/" + r.Addresses[0]
	now := "/" + r.address(r.Addresses[0])
	if old == now {
		return nil, nil
	}
	e := rec.Entry()
	f := front(data)
	lines := ""
	if e.UID == "" && (rec.Story != nil || rec.Person != nil) {
		lines = f.line("uid", f.quote(r.Absolute(r.Addresses[0])))
	}
	if i := slices.IndexFunc(e.Aliases, func(a model.Ref) bool { return a.ID == now }); i >= 0 {
		// It once had the name that it has again.
		a := e.Aliases[i]
		return f.with(edit{a.At.Offset, a.Len, old}, lines), nil
	}
	if len(e.Aliases) == 0 {
		if hasAliases.Match(data[f.from:f.to]) {
			return nil, fmt.Errorf("aliases: in %s is empty; take that line out first", rec.File)
		}
		return f.with(edit{}, lines+f.line("aliases", "["+f.quoteIf(old)+"]")), nil
	}
	last := e.Aliases[0]
	for _, a := range e.Aliases {
		if a.At.Offset > last.At.Offset {
			last = a
		}
	}
	at, end := last.At.Offset, last.At.Offset+last.Len
	if end < len(data) && (data[end] == '"' || data[end] == '\'') && at > 0 && data[at-1] == data[end] {
		at, end = at-1, end+1
	}
	next := bytes.TrimLeft(data[end:], " \t\r\n")
	begin := bytes.LastIndexByte(data[:at], '\n') + 1
	before := string(data[begin:at])
	switch {
	case len(next) > 0 && (next[0] == ',' || next[0] == ']'):
		return f.with(edit{end, 0, ", " + f.quoteIf(old)}, lines), nil
	case strings.HasPrefix(strings.TrimLeft(before, " "), "- "):
		return f.with(edit{end, 0, f.eol + before[:strings.IndexByte(before, '-')] + "- " + old}, lines), nil
	}
	return f.with(edit{at, end - at, "[" + string(data[at:end]) + ", " + f.quoteIf(old) + "]"}, lines), nil
}

var hasAliases = regexp.MustCompile(`(?m)^aliases\s*[:=]`)

// fields are where the fields of a file stand.
type fields struct {
	toml, none bool
	from, to   int // the bytes between the fences
	eol        string
}

func front(data []byte) fields {
	f := fields{eol: "\n", none: true}
	f.from = len(data) - len(bytes.TrimPrefix(data, []byte("\ufeff")))
	f.to = f.from
	first, _, _ := bytes.Cut(data[f.from:], []byte("\n"))
	if bytes.HasSuffix(first, []byte("\r")) {
		f.eol = "\r\n"
	}
	fence := strings.TrimSpace(string(first))
	if fence != "---" && fence != "+++" {
		return f
	}
	f.none, f.toml = false, fence == "+++"
	f.from += len(first) + 1
	for at := f.from; at < len(data); {
		line, _, _ := bytes.Cut(data[at:], []byte("\n"))
		if s := strings.TrimRight(string(line), " \t\r"); s == fence || s == "..." && !f.toml {
			f.to = at
			break
		}
		at += len(line) + 1
	}
	f.to = max(f.from, f.to)
	return f
}

func (f fields) line(key, value string) string {
	if f.toml {
		return key + " = " + value + f.eol
	}
	return key + ": " + value + f.eol
}

func (f fields) quote(s string) string { return `"` + s + `"` }

// quoteIf quotes where the language of the fields asks for it.
func (f fields) quoteIf(s string) string {
	if f.toml {
		return f.quote(s)
	}
	return s
}

// with is an edit together with lines that are added to the fields.
func (f fields) with(e edit, lines string) []edit {
	var out []edit
	if e != (edit{}) {
		out = append(out, e)
	}
	switch {
	case lines == "":
	case f.none:
		out = append(out, edit{f.from, 0, "---" + f.eol + lines + "---" + f.eol + f.eol})
	case f.toml:
		out = append(out, edit{f.from, 0, lines}) // in front of any table
	default:
		out = append(out, edit{f.to, 0, lines})
	}
	return out
}

// settings changes site.toml: who is named there, addresses in menus, and the
// old addresses that no file can keep.
func (r *renaming) settings() error {
	file := r.Config.File
	old, err := r.Read(file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", file, err)
	}
	var edits []edit
	for _, ref := range []struct{ id, key string }{{r.Config.Host.ID, "host"}, {r.Config.Corrections.ID, "corrections"}} {
		id, isRoute := strings.CutPrefix(ref.id, "contact:")
		id, isPerson := strings.CutPrefix(id, "person:")
		text := r.new
		switch {
		case id != r.old || r.kind != model.KindPerson && r.kind != model.KindRoute:
			continue
		case r.kind == model.KindPerson && isRoute:
			continue
		case r.kind == model.KindRoute && (ref.key == "host" || isPerson || r.shared && !isRoute):
			continue
		case r.kind == model.KindRoute && !isRoute:
			text = r.lead + text
		}
		pos, n := r.Config.Place(ref.key)
		raw := piece(old, pos.Offset, n)
		if pos.File != file || !strings.HasSuffix(strings.ToLower(raw), r.old) {
			return fmt.Errorf("%s names %s in a way that can't be followed", file, r.old)
		}
		edits = append(edits, edit{pos.Offset, n, raw[:behindColon(raw)] + text})
	}
	at := 0
	for _, line := range strings.SplitAfter(string(old), "\n") {
		if m := quoted.FindStringSubmatchIndex(line); m != nil {
			key, value := line[m[2]:m[3]], line[m[4]:m[5]]
			if to := r.setting(key, value); to != value {
				edits = append(edits, edit{at + m[4], m[5] - m[4], to})
			}
		}
		at += len(line)
	}
	data := apply(old, edits)
	if more, err := r.redirects(old); err != nil {
		return err
	} else if more != "" {
		if n := len(data); n > 0 && data[n-1] != '\n' {
			more = "\n" + more
		}
		if bytes.Contains(old, []byte("\r\n")) {
			more = strings.ReplaceAll(more, "\n", "\r\n")
		}
		data = append(data, more...)
	}
	if !bytes.Equal(data, old) {
		r.plan.Changes = append(r.plan.Changes, Change{file, old, data})
	}
	return nil
}

var (
	quoted        = regexp.MustCompile(`^\s*([A-Za-z_-]+)\s*=\s*["']([^"']*)["']`)
	listOfTables  = regexp.MustCompile(`(?m)^redirects\s*=`)
	menuAddresses = []string{"url", "to"}
)

// setting is what an address or a file in the settings is afterwards.
func (r *renaming) setting(key, value string) string {
	if strings.HasPrefix(value, "content/") {
		return r.moved(value)
	}
	if key == "url" && strings.HasSuffix(value, ".md") {
		return strings.TrimPrefix(r.moved("content/"+value), "content/")
	}
	if slices.Contains(menuAddresses, key) && strings.HasPrefix(value, "/") {
		if to, ok := r.way(r.Config.File, value); ok {
			return to
		}
	}
	return value
}

// redirects are the old addresses that the file's aliases don't keep: those of
// other languages, and those of what has no file.
func (r *renaming) redirects(settings []byte) (string, error) {
	kept := 0
	if len(r.own) > 0 {
		kept = 1
	}
	out := ""
	for i, a := range r.Addresses {
		to := r.address(a)
		if a == "" || a == to {
			continue
		}
		for _, x := range r.Config.Redirects {
			if strings.Trim(x.From, "/") == strings.Trim(to, "/") {
				return "", fmt.Errorf("%s sends the address /%s elsewhere; take that out first", r.Config.File, to)
			}
		}
		if i >= kept {
			out += fmt.Sprintf("\n[[redirects]]\nfrom = \"/%s\"\nto = \"/%s\"\n", a, to)
		}
	}
	if out != "" && listOfTables.Match(settings) {
		return "", fmt.Errorf("%s has its redirects in one list; write them as [[redirects]] tables first", r.Config.File)
	}
	return out, nil
}
