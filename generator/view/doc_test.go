package view

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var update = flag.Bool("update", false, "write docs/theme-views.md anew")

const manual = "../../docs/theme-views.md"

// TestManual keeps docs/theme-views.md the same as the comments of this
// package, which are the theme author's manual.
func TestManual(t *testing.T) {
	want := theManual(t)
	if *update {
		if err := os.WriteFile(manual, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/theme-views.md is not what the comments in generator/view say: run go test ./generator/view -update")
	}
}

// namedType is a struct of the package: its file, its name and its comment.
type namedType struct{ in, name, doc string }

func rank(name string) int {
	switch name {
	case "Page":
		return 0
	case "Site":
		return 1
	}
	return 2
}

// theManual renders the package's types, in the order of its files: what
// every page has, the kinds of page, and what they are made of.
func theManual(t *testing.T) []byte {
	t.Helper()
	var all []namedType
	fields := map[string]*ast.StructType{}
	fset := token.NewFileSet()
	for _, name := range []string{"view.go", "pages.go", "cards.go"} {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, s := range g.Specs {
				spec := s.(*ast.TypeSpec)
				st, ok := spec.Type.(*ast.StructType)
				if !ok {
					continue
				}
				fields[spec.Name.Name] = st
				all = append(all, namedType{name, spec.Name.Name, g.Doc.Text()})
			}
		}
	}
	// What templates meet first stands first.
	slices.SortStableFunc(all, func(a, b namedType) int { return rank(a.name) - rank(b.name) })
	// A type in a file this test does not read would be missing in silence.
	if files, _ := filepath.Glob("*.go"); len(files) != 3+1 {
		t.Fatalf("there are files here that the manual does not know: %v", files)
	}

	var b bytes.Buffer
	b.WriteString(intro)
	for _, part := range []struct{ in, heading string }{
		{"view.go", "What every page has"}, {"pages.go", "The kinds of page"}, {"cards.go", "People, stories and the rest"},
	} {
		fmt.Fprintf(&b, "\n## %s\n", part.heading)
		for _, x := range all {
			if x.in == part.in {
				writeType(&b, x.name, x.doc, fields)
			}
		}
	}
	return b.Bytes()
}

const intro = `# What templates see

<!-- Made from the comments in generator/view by its tests. Don't edit it here:
     change the comments and run go test ./generator/view -update -->

Each template gets one of the structs below: ` + "`story.html`" + ` gets a StoryPage, and ` + "`{{.Title}}`" + ` in it is
that story's title. Lists are in order, addresses are finished, and text is escaped when you show it. A
type in front of a name says what it is: ` + "`string`" + ` is words, ` + "`int`" + ` a number, ` + "`bool`" + ` yes or no, ` + "`[]X`" + ` a list
of X, and ` + "`*X`" + ` an X that may be missing, so ask with ` + "`{{with}}`" + ` or ` + "`{{if}}`" + ` first. Text is HTML that is
safe to show as it is.

How to change a theme is told in [theme.md](theme.md).
`

// writeType writes one struct: what it is, then a line for each field.
func writeType(b *bytes.Buffer, name, doc string, known map[string]*ast.StructType) {
	fmt.Fprintf(b, "\n### %s\n\n%s\n", name, strings.TrimSpace(doc))
	var embedded []string
	var rows strings.Builder
	above := "" // the last comment over a field, which may speak of several
	for _, f := range known[name].Fields.List {
		kind := typeOf(f.Type)
		if len(f.Names) == 0 {
			embedded = append(embedded, linked(kind, known))
			continue
		}
		says := oneLine(f.Doc.Text() + " " + f.Comment.Text())
		if f.Doc != nil {
			above = says
		}
		for i, n := range f.Names {
			says := says
			if i > 0 && says != "" || says == "" && slices.Contains(strings.FieldsFunc(above, notLetter), n.Name) {
				says = "as above"
			}
			fmt.Fprintf(&rows, "| `.%s` | %s | %s |\n", n.Name, linked(kind, known), says)
		}
	}
	if len(embedded) > 0 {
		fmt.Fprintf(b, "\nIt has all of %s, and:\n", strings.Join(embedded, " and "))
	}
	if rows.Len() > 0 {
		fmt.Fprintf(b, "\n| field | is | |\n|---|---|---|\n%s", rows.String())
	} else if len(embedded) > 0 {
		b.Truncate(b.Len() - len(", and:\n"))
		b.WriteString(".\n")
	}
}

func typeOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return "*" + typeOf(e.X)
	case *ast.ArrayType:
		return "[]" + typeOf(e.Elt)
	case *ast.MapType:
		return "map"
	case *ast.SelectorExpr:
		if e.Sel.Name == "HTML" {
			return "Text"
		}
		return typeOf(e.X) + "." + e.Sel.Name
	}
	return fmt.Sprintf("%T", e)
}

// linked makes the name of one of our types a link to its heading.
func linked(kind string, known map[string]*ast.StructType) string {
	base := strings.TrimLeft(kind, "*[]")
	if known[base] == nil {
		return "`" + kind + "`"
	}
	link := fmt.Sprintf("[%s](#%s)", base, strings.ToLower(base))
	if before := strings.TrimSuffix(kind, base); before != "" {
		return "`" + before + "`" + link
	}
	return link
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// oneLine fits a comment into a cell.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer("|", `\|`, "<", "&lt;").Replace(s)
}
