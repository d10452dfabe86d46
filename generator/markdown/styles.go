package markdown

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// styleTable says how chroma's styles show code: a line with the name of each
// style, then one for each look, with the classes that have it. Chroma's own
// package of them reads all seventy-six, as XML, whenever a program starts
// (4 ms), of which a site shows two. TestStyles keeps the table in step;
// go test -update writes it.
//
//go:embed styles.txt
var styleTable string

// look is how letters of a class look.
type look struct {
	colour       chroma.Colour // not set where it is that of the text around
	bold, italic bool
}

// style is how letters look by class, in a style of chroma's or, where there
// is none of that name, in another.
func style(name, fallback string) map[string]look {
	lines, ok := styleLines(strings.ToLower(name))
	if !ok {
		lines, _ = styleLines(fallback)
	}
	looks := map[string]look{}
	for line := range strings.Lines(lines) {
		how, classes, _ := strings.Cut(strings.TrimSpace(line), ":")
		var l look
		for word := range strings.FieldsSeq(how) {
			switch word {
			case "bold":
				l.bold = true
			case "italic":
				l.italic = true
			default:
				l.colour = chroma.ParseColour(word)
			}
		}
		for class := range strings.FieldsSeq(classes) {
			looks[class] = l
		}
	}
	return looks
}

// styleLines are the lines about a style.
func styleLines(name string) (string, bool) {
	_, lines, ok := strings.Cut("\n"+styleTable, "\n"+name+"\n")
	lines, _, _ = strings.Cut(lines, "\n\n")
	return lines, ok && name != "" && !strings.ContainsAny(name, ":\n")
}

// coloured are the classes that styles colour, in the order of the kinds of
// token they are for.
func coloured() []string {
	var out []string
	for _, t := range tokenTypes() {
		if class := classOf(t); !slices.Contains(out, class) {
			out = append(out, class)
		}
	}
	return out
}

// tokenTypes are the kinds of token that have a class, in order.
func tokenTypes() []chroma.TokenType {
	types := make([]chroma.TokenType, 0, len(chroma.StandardTypes))
	for t := range chroma.StandardTypes {
		if t >= chroma.Keyword && classOf(t) != "" {
			types = append(types, t)
		}
	}
	slices.Sort(types)
	return types
}
