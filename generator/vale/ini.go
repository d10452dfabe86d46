package vale

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"kith/generator/diag"
)

// setting is a line of a .vale.ini: a key with its value, and where they stand.
type setting struct {
	section    string
	key, value string
	at, n      int // of the key
	vAt, vLen  int // of the value
}

// settings reads the lines of an ini file. A line that is none is reported.
func settings(file string, src []byte, list *diag.List) []setting {
	var out []setting
	section := ""
	for at := 0; at < len(src); {
		end := len(src)
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := string(bytes.TrimRight(src[at:end], "\r"))
		from := at
		if from == 0 {
			if trimmed := strings.TrimPrefix(line, "\ufeff"); trimmed != line {
				from += len(line) - len(trimmed)
				line = trimmed
			}
		}
		at = end + 1
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		line, from = line[indent:], from+indent
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case line[0] == '[':
			closing := strings.LastIndexByte(line, ']')
			if closing < 0 {
				list.Add("bad-rule", diag.Pos{File: file, Offset: from}, len(line), "this section is not closed", "[*.md]")
				continue
			}
			section = line[1:closing]
			out = append(out, setting{section: section, at: from + 1, n: closing - 1})
		default:
			i := strings.IndexAny(line, "=:")
			if i < 0 {
				list.Add("bad-rule", diag.Pos{File: file, Offset: from}, len(strings.TrimSpace(line)), "this line is neither a setting nor a section", "BasedOnStyles = Ours")
				continue
			}
			key := strings.TrimSpace(line[:i])
			value := line[i+1:]
			vAt := from + i + 1 + len(value) - len(strings.TrimLeft(value, " \t"))
			for strings.HasSuffix(strings.TrimSpace(value), `\`) && at < len(src) { // goes on below
				value = strings.TrimSuffix(strings.TrimSpace(value), `\`)
				end = len(src)
				if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
					end = at + i
				}
				more := strings.TrimSpace(string(src[at:end]))
				at = end + 1
				if more == "" {
					break
				}
				value += more
			}
			value = unquote(value)
			out = append(out, setting{section: section, key: key, value: value, at: from, n: len(key), vAt: vAt, vLen: len(value)})
		}
	}
	return out
}

// unquote takes comments and quotation marks off a value.
func unquote(v string) string {
	v = strings.TrimSpace(v)
	if len(v) > 1 && v[0] == '`' {
		if i := strings.LastIndexByte(v[1:], '`'); i >= 0 {
			return v[1 : i+1]
		}
	}
	if i := strings.Index(v, " #"); i >= 0 {
		v = strings.TrimSpace(v[:i])
	} else if i := strings.Index(v, " ;"); i >= 0 {
		v = strings.TrimSpace(v[:i])
	}
	if n := len(v); n >= 2 && (v[0] == '\'' || v[0] == '"') && v[n-1] == v[0] && strings.IndexByte(v[1:], v[0]) == n-2 {
		v = v[1 : n-1]
	}
	return v
}

// commas divides a value at commas; \, is one in the words.
func commas(v string) []string {
	var out []string
	var b strings.Builder
	end := func() {
		if s := strings.TrimSpace(b.String()); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
		b.Reset()
	}
	for i := 0; i < len(v); i++ {
		switch {
		case v[i] == '\\' && i+1 < len(v):
			if v[i+1] != ',' {
				b.WriteByte('\\')
			}
			i++
			b.WriteByte(v[i])
		case v[i] == ',':
			end()
		default:
			b.WriteByte(v[i])
		}
	}
	end()
	return out
}

// Settings of the top, and those that belong into sections.
var (
	topSettings     = []string{"StylesPath", "MinAlertLevel", "Vocab", "IgnoredScopes", "SkippedScopes", "IgnoredClasses", "WordTemplate", "Packages", "NLPEndpoint"}
	sectionSettings = []string{"BasedOnStyles", "TokenIgnores", "BlockIgnores", "IgnorePatterns", "CommentDelimiters", "Transform", "Lang", "View", "Vocab"}
)

func (s *Set) readINI(file string, list *diag.List) {
	src, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		list.Add("unreadable-file", diag.In(file), 0, "The settings of the styles cannot be read.", "")
		return
	}
	s.text = append(s.text, file, string(src))
	all := settings(file, src, list)
	for _, l := range all {
		if l.section == "" && l.key == "StylesPath" {
			dir := path.Join(path.Dir(file), l.value)
			if info, err := fs.Stat(s.fsys, dir); err != nil || !info.IsDir() {
				list.Add("no-styles", diag.Pos{File: file, Offset: l.vAt}, l.vLen, "There is no folder "+diag.Quote(l.value)+" beside "+path.Base(file)+".",
					"StylesPath is where the styles are, relative to this file")
				continue
			}
			s.styles = append(s.styles, dir)
		}
	}
	if len(s.styles) == 0 {
		s.styles = []string{path.Dir(file)}
	}
	for _, l := range all {
		i := iniReader{set: s, file: file, list: list, line: l}
		switch {
		case l.key == "" && l.section != "*":
			i.open()
		case l.section == "":
			i.top()
		case l.section == "formats" || l.section == "asciidoctor":
		default:
			i.inSection()
		}
	}
}

type iniReader struct {
	set  *Set
	file string
	list *diag.List
	line setting
}

func (i *iniReader) place() place {
	return place{diag.Pos{File: i.file, Offset: i.line.vAt}, i.line.vLen}
}

func (i *iniReader) report(code diag.Code, message, hint string) {
	i.list.Add(code, diag.Pos{File: i.file, Offset: i.line.at}, i.line.n, message, hint)
}

// open begins a section, once for each name.
func (i *iniReader) open() {
	c := &i.set.config
	if i.line.section == "formats" || i.line.section == "asciidoctor" {
		return
	}
	for k := range c.sections {
		if c.sections[k].glob == i.line.section {
			return
		}
	}
	re, not, ok := glob(i.line.section)
	if !ok {
		i.report("bad-rule", diag.Quote(i.line.section)+" is no pattern for files", "[*.md] is all Markdown files")
		return
	}
	c.sections = append(c.sections, section{glob: i.line.section, files: re, not: not, on: map[string]bool{}, levels: map[string]Level{}})
}

func (i *iniReader) top() {
	s, l := i.set, i.line
	switch l.key {
	case "StylesPath", "Packages":
	case "MinAlertLevel":
		level, ok := ParseLevel(l.value)
		if !ok {
			i.report("bad-rule", diag.Quote(l.value)+" is no level", "a level is suggestion, warning or error")
		}
		s.config.least = level
	case "Vocab":
		for _, name := range commas(l.value) {
			v := s.vocabulary(name, i)
			s.env.accepted = append(s.env.accepted, v.accepted...)
			s.rejected = append(s.rejected, v.rejected...)
		}
	case "WordTemplate":
		if !strings.Contains(l.value, "%s") {
			i.report("bad-rule", "WordTemplate has no %s, which is where the words go", `WordTemplate = \b(?:%s)\b`)
			return
		}
		s.env.template = l.value
	case "IgnoredScopes":
		s.reading.Masked = commas(l.value)
	case "SkippedScopes":
		s.reading.LeftOut = commas(l.value)
	case "IgnoredClasses":
		s.reading.Hidden = commas(l.value)
	default:
		hint := "Kith does without it"
		if slices.Contains(sectionSettings, l.key) {
			hint = "it belongs below a section, such as [*.md]"
		} else if near := nearest(l.key, topSettings); near != "" {
			hint = near
		}
		i.report("rule-key", diag.Quote(l.key)+" means nothing here", hint)
	}
}

func nearest(word string, among []string) string {
	all := make([]diag.Candidate, len(among))
	for i, a := range among {
		all[i] = diag.Candidate{ID: a}
	}
	return diag.DidYouMean(word, all)
}

var ruleParam = regexp.MustCompile(`^([^\[\]]+\.[^\[\]]+)\[([A-Za-z][A-Za-z0-9]*)\]$`)

func (i *iniReader) inSection() {
	s, l := i.set, i.line
	c := &s.config
	sec := &c.global
	global := l.section == "*"
	if !global {
		k := slices.IndexFunc(c.sections, func(s section) bool { return s.glob == l.section })
		if k < 0 {
			return
		}
		sec = &c.sections[k]
	}
	if l.key == "" {
		return
	}
	in := sec
	if global {
		in = nil
	}
	switch l.key {
	case "BasedOnStyles":
		sec.based = true
		sec.styles = commas(l.value)
		for _, style := range sec.styles {
			c.where["style "+style] = i.place()
		}
		return
	case "TokenIgnores":
		i.ignores(&c.tokens, in)
		return
	case "BlockIgnores", "IgnorePatterns":
		i.ignores(&c.blocks, in)
		return
	case "Vocab":
		for _, name := range commas(l.value) {
			s.vocabulary(name, i)
			c.global.on["Vale."+name+".Terms"], c.global.on["Vale."+name+".Avoid"] = false, false
			sec.on["Vale."+name+".Terms"], sec.on["Vale."+name+".Avoid"] = true, true
			sec.vocab = append(sec.vocab, name)
		}
		return
	case "Lang", "Transform", "View", "CommentDelimiters":
		i.report("rule-key", "Kith does not use "+diag.Quote(l.key), "texts are read without it")
		return
	}
	if m := ruleParam.FindStringSubmatch(l.key); m != nil {
		c.where["rule "+m[1]] = place{diag.Pos{File: i.file, Offset: l.at}, len(m[1])}
		if c.params[m[1]] == nil {
			c.params[m[1]] = map[string]string{}
		}
		c.params[m[1]][strings.ToLower(m[2])] = l.value
		return
	}
	if slices.Contains(topSettings, l.key) {
		i.report("bad-rule", diag.Quote(l.key)+" belongs above all sections", "")
		return
	}
	c.where["rule "+l.key] = place{diag.Pos{File: i.file, Offset: l.at}, l.n}
	level, isLevel := ParseLevel(l.value)
	switch {
	case l.value == "UNSET":
		if !global {
			sec.unset = append(sec.unset, l.key)
			delete(sec.on, l.key)
			delete(sec.levels, l.key)
		}
	case l.value == "YES" || isLevel:
		sec.on[l.key] = true
		if isLevel && global {
			c.levels[l.key] = level
		} else if isLevel {
			sec.levels[l.key] = level
		}
	case l.value == "NO":
		sec.on[l.key] = false
	default:
		i.list.Add("bad-rule", diag.Pos{File: i.file, Offset: l.vAt}, l.vLen, diag.Quote(l.value)+" is nothing a rule can be", "YES, NO, suggestion, warning or error")
	}
}

func (i *iniReader) ignores(to *[]ignore, in *section) {
	for _, src := range commas(i.line.value) {
		e, err := newExpr(src)
		if err != nil {
			i.list.Add("bad-rule", diag.Pos{File: i.file, Offset: i.line.vAt}, i.line.vLen, "this is no regular expression: "+reason(err), "")
			continue
		}
		glob := "*"
		if in != nil {
			glob = in.glob
		}
		*to = append(*to, ignore{glob: glob, expr: e})
	}
}

// glob makes an expression of a pattern for files. * is anything, folders
// included.
func glob(pattern string) (re *regexp.Regexp, not, ok bool) {
	trimmed := strings.TrimLeft(pattern, "!")
	not = trimmed != pattern
	var b strings.Builder
	b.WriteString(`^(?:`)
	depth := 0
	for i := 0; i < len(trimmed); i++ {
		switch c := trimmed[i]; c {
		case '*':
			for i+1 < len(trimmed) && trimmed[i+1] == '*' {
				i++
			}
			b.WriteString(`.*`)
		case '?':
			b.WriteByte('.')
		case '{':
			depth++
			b.WriteString("(?:")
		case '}':
			if depth--; depth < 0 {
				return nil, false, false
			}
			b.WriteByte(')')
		case ',':
			if depth > 0 {
				b.WriteByte('|')
			} else {
				b.WriteByte(',')
			}
		case '[':
			n := classEnd(trimmed[i:])
			class := trimmed[i : i+n]
			if strings.HasPrefix(class, "[!") {
				class = "[^" + class[2:]
			}
			b.WriteString(class)
			i += n - 1
		case '\\':
			if i+1 < len(trimmed) {
				i++
				b.WriteString(regexp.QuoteMeta(trimmed[i : i+1]))
			}
		default:
			b.WriteString(regexp.QuoteMeta(trimmed[i : i+1]))
		}
	}
	b.WriteString(`)$`)
	re, err := regexp.Compile(b.String())
	return re, not, err == nil && depth == 0
}
