package theme

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"kith/generator/diag"
)

// Error is a mistake in a template, found while rendering.
type Error struct {
	Diag diag.Diagnostic
	Err  error // what the template package said
}

// Error returns what is wrong, without its place.
func (e *Error) Error() string { return e.Diag.Message }

// Unwrap returns what the template package said, or a writer's error.
func (e *Error) Unwrap() error { return e.Err }

var (
	execError = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^\s:]+\.html):(\d+):(\d+): executing "([^"]*)" at <(.*?)>: (.*)$`)
	noField   = regexp.MustCompile(`can't evaluate field (\S+) in type (\S+)`)
	nilField  = regexp.MustCompile(`nil (?:pointer|data).*evaluating \S*?\.(\w+)$`)
	calling   = regexp.MustCompile(`(?s)^error calling (\w+): (.*)$`)
)

// Explain turns an error of Render, or of the template packages, into a
// finding for the theme's author: which file and place, what is wrong, and
// what could stand there instead.
func (t *Theme) Explain(err error) diag.Diagnostic {
	var ours *Error
	if errors.As(err, &ours) {
		return ours.Diag
	}
	d := diag.Diagnostic{
		Code: "template", Severity: diag.Code("template").Severity(),
		Pos: diag.In(""), Message: strings.TrimPrefix(err.Error(), "template: "),
	}
	var unsafe *template.Error
	if errors.As(err, &unsafe) {
		t.explainEscape(&d, unsafe)
		return d
	}
	m := execError.FindStringSubmatch(err.Error())
	if m == nil {
		return d
	}
	src := t.sources[m[1]]
	if src == nil {
		return d
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	at, said := m[5], m[6]
	d.Pos = diag.Pos{File: src.path, Offset: offsetOf(src.data, line, column)}
	d.Pos.Offset, d.Len = snap(src.data, d.Pos.Offset, at)
	switch {
	case nilField.MatchString(said):
		name := nilField.FindStringSubmatch(said)[1]
		d.Message = "On this page there is nothing to take " + diag.Quote(name) + " of: " + beforeField(at, name) + " is empty."
		d.Hint = "Put it inside {{with}} or {{if}}, so that it is left out where it is empty."
	case noField.MatchString(said):
		f := noField.FindStringSubmatch(said)
		d.Message = "There is no " + diag.Quote(f[1]) + " here: " + plainType(f[2]) + " has no such field."
		d.Hint = offers(viewType(f[2]), f[1])
	case calling.MatchString(said):
		f := calling.FindStringSubmatch(said)
		d.Message = f[1] + ": " + f[2]
	default:
		d.Message = "In {{" + at + "}}: " + said + "."
	}
	return d
}

// explainEscape words a refusal of the escaper: a place where no value can
// be made safe, or HTML that cannot be followed.
func (t *Theme) explainEscape(d *diag.Diagnostic, e *template.Error) {
	name := e.Name
	if i := strings.IndexByte(name, '$'); i >= 0 {
		name = name[:i]
	}
	d.Message = "This cannot be made safe: " + e.Description + "."
	d.Hint = "Values may stand in text, in quoted attributes and in addresses, not in names of tags or attributes."
	if e.Node != nil {
		for _, src := range t.sources {
			for _, tree := range src.trees {
				if tree.Name == name {
					loc, _ := tree.ErrorContext(e.Node)
					parts := strings.Split(loc, ":")
					if len(parts) >= 3 {
						line, _ := strconv.Atoi(parts[len(parts)-2])
						column, _ := strconv.Atoi(parts[len(parts)-1])
						d.Pos = diag.Pos{File: src.path, Offset: offsetOf(src.data, line, column)}
						return
					}
				}
			}
		}
	}
	if src := t.sources[name]; src != nil {
		d.Pos = diag.In(src.path)
		if e.Line > 0 {
			start, text := lineAt(src.data, e.Line)
			d.Pos.Offset, d.Len = start, len(text)
		}
	}
}

// offsetOf is the place of a line (from 1) and column (from 0, in bytes).
func offsetOf(data []byte, line, column int) int {
	start := 0
	for i := 0; line > 1 && i < len(data); i++ {
		if data[i] == '\n' {
			line--
			start = i + 1
		}
	}
	return min(start+column, len(data))
}

// snap moves to where the words of a node stand. The parser gives a chain
// such as .A.B the place of .B.
func snap(data []byte, offset int, words string) (at, length int) {
	words = strings.TrimSuffix(words, "...")
	from := max(0, offset-len(words)-1)
	to := min(len(data), offset+len(words)+1)
	if i := strings.LastIndex(string(data[from:to]), words); i >= 0 && words != "" {
		return from + i, len(words)
	}
	return offset, 0
}

// beforeField is the part of a chain that stands before a field.
func beforeField(chain, field string) string {
	if i := strings.LastIndex(chain, "."+field); i > 0 {
		return chain[:i]
	}
	return "what stands before it"
}
