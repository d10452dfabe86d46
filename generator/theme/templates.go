package theme

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"kith/generator/diag"
)

// source is a template file, parsed.
type source struct {
	file
	trees []*parse.Tree // the file itself first, then what it defines
}

// loadTemplates parses all templates. They are named by their file, so that
// {{template "partials/face.html" .}} says where to look.
func loadTemplates(l *layers, list *diag.List) map[string]*source {
	out := map[string]*source{}
	for _, name := range l.names(".") {
		if path.Ext(name) != ".html" || strings.HasPrefix(name, "assets/") {
			continue
		}
		dir, base := path.Split(name)
		kind := strings.TrimSuffix(base, ".html")
		if dir == "" && views[kind] == nil || dir != "" && !strings.HasPrefix(dir, "partials/") {
			list.Add("template", diag.In(path.Join(l.dir, name)), 0,
				"No page uses this template.", whatKind(kind))
			continue
		}
		if f, ok := l.readOwn(name); ok && l.text(f) {
			if s, problem := parseSource(f); problem == nil {
				out[name] = s
				continue
			} else {
				list.Append(*problem)
			}
		}
		if f, ok := l.readBuiltin(name); ok {
			s, problem := parseSource(f)
			if problem != nil {
				list.Append(*problem)
				continue
			}
			out[name] = s
		}
	}
	return out
}

func whatKind(kind string) string {
	var kinds []diag.Candidate
	for _, k := range Kinds() {
		kinds = append(kinds, diag.Candidate{ID: k})
	}
	if hint := diag.DidYouMean(kind, kinds); hint != "" {
		return hint
	}
	return "Templates for pages are called after their kind: " + strings.Join(Kinds(), ", ") +
		". Pieces that others share stand in partials/."
}

// parseSource parses a file. Unknown functions are let through here: the
// check finds all of them, with places, where the parser stops at the first
// and only knows the line.
func parseSource(f file) (*source, *diag.Diagnostic) {
	tree := parse.New(f.name)
	tree.Mode = parse.SkipFuncCheck
	set := map[string]*parse.Tree{}
	text := string(f.data)
	if strings.HasPrefix(f.name, "partials/") {
		// The line break that ends every file would stand in running text,
		// as a space before a comma.
		text = strings.TrimRight(text, "\r\n")
	}
	_, err := tree.Parse(text, "", "", set)
	if err != nil {
		return nil, parseProblem(f, err)
	}
	s := &source{file: f}
	main := set[f.name]
	if main == nil { // an empty file, or one with nothing but definitions
		main = tree
	}
	s.trees = append(s.trees, main)
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if name != f.name {
			s.trees = append(s.trees, set[name])
		}
	}
	return s, nil
}

var parseError = regexp.MustCompile(`(?s)^template: (.*?):(\d+): (.*)$`)

// parseProblem words what the parser says. It knows the line; the place in it
// is where the line's first action stands.
func parseProblem(f file, err error) *diag.Diagnostic {
	d := &diag.Diagnostic{
		Code: "template", Severity: diag.Code("template").Severity(),
		Pos: diag.Pos{File: f.path, Offset: 0}, Message: err.Error(),
	}
	m := parseError.FindStringSubmatch(err.Error())
	if m == nil {
		return d
	}
	line, _ := strconv.Atoi(m[2])
	start, text := lineAt(f.data, line)
	d.Pos.Offset, d.Len = start, len(text)
	if i := strings.Index(text, "{{"); i >= 0 {
		d.Pos.Offset, d.Len = start+i, len(text)-i
		if j := strings.LastIndex(text, "}}"); j > i {
			d.Len = j + 2 - i
		}
	}
	said := m[3]
	switch {
	case strings.HasPrefix(said, "unexpected EOF"):
		d.Message = "The template ends inside something that is still open."
		if at, ok := unclosed(f.data); ok {
			d.Pos.Offset, d.Len = at[0], at[1]-at[0]
			d.Message = "This is still open where the template ends."
		}
		d.Hint = "Every {{if}}, {{with}}, {{range}} and {{define}} wants an {{end}}."
	case strings.Contains(said, "{{end}}"):
		d.Message = "There is one {{end}} too many, or its beginning is missing."
	case strings.HasPrefix(said, "undefined variable"):
		d.Message = fmt.Sprintf("The variable %s is not set here.", strings.Trim(strings.TrimPrefix(said, "undefined variable "), `"`))
		d.Hint = "A variable lives until the {{end}} of the block it is set in."
	case strings.HasPrefix(said, "unclosed action"):
		d.Message = "This {{ is never closed."
	default:
		d.Message = "The template cannot be read: " + said + "."
	}
	return d
}

var blockAction = regexp.MustCompile(`\{\{-?\s*(?:/\*|(if|with|range|define|block|end)\b)[^}]*\}?\}?`)

// unclosed finds the last block that begins and does not end. The parser only
// says that something is open, at the end of the file.
func unclosed(data []byte) (at [2]int, ok bool) {
	var open [][2]int
	for _, m := range blockAction.FindAllSubmatchIndex(data, -1) {
		switch {
		case m[2] < 0: // a comment
		case string(data[m[2]:m[3]]) != "end":
			open = append(open, [2]int{m[0], m[1]})
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return at, false
	}
	return open[len(open)-1], true
}

// lineAt returns where a line starts, and its text without indentation.
func lineAt(data []byte, line int) (int, string) {
	start := 0
	for range line - 1 {
		i := slices.Index(data[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	text := string(data[start:])
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	text = strings.TrimRight(text, " \t\r")
	trimmed := strings.TrimLeft(text, " \t")
	return start + len(text) - len(trimmed), trimmed
}
