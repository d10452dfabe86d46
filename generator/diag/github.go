package diag

import (
	"fmt"
	"io"
	"strings"
)

// GitHub writes the findings as workflow commands, which GitHub Actions shows
// beside the lines of a change:
//
//	::error file=content/stories/kettle.md,line=4,col=11,title=unknown-person::...
func (p *Printer) GitHub(w io.Writer, ds []Diagnostic) error {
	var b strings.Builder
	for _, d := range ds {
		level := "notice"
		switch d.Severity {
		case Error, Warning:
			level = d.Severity.String()
		}
		var props []string
		if d.Pos.File != "" {
			props = append(props, "file="+githubProperty.Replace(d.Pos.File))
		}
		if at := p.Place(d.Pos); at.Line > 0 {
			props = append(props, fmt.Sprintf("line=%d", at.Line), fmt.Sprintf("col=%d", at.Column))
			if end := p.Place(Pos{d.Pos.File, d.Pos.Offset + d.Len}); d.Len > 0 && end.Line == at.Line {
				props = append(props, fmt.Sprintf("endColumn=%d", end.Column))
			}
		}
		props = append(props, "title="+githubProperty.Replace(d.Name()))
		text := Sentence(d.Message)
		if d.Hint != "" {
			text += "\n" + d.Hint
		}
		fmt.Fprintf(&b, "::%s %s::%s\n", level, strings.Join(props, ","), githubText.Replace(text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// What a workflow command cannot hold as it is.
var (
	githubText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
