package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every code in the program has a row in the table, and every row is used: a
// code without a row has no severity and no explanation.
func TestCodesAndRows(t *testing.T) {
	used, literals := map[string]string{}, map[string]bool{}
	fset := token.NewFileSet()
	for _, root := range []string{"..", filepath.Join("..", "..", "cmd")} {
		err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".go" || strings.HasSuffix(p, "_test.go") {
				return err
			}
			if strings.HasSuffix(filepath.ToSlash(p), "diag/codes.go") {
				return nil
			}
			file, err := parser.ParseFile(fset, p, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if code, ok := text(n); ok {
					literals[code] = true
				}
				if code, ok := codeIn(n); ok {
					used[code] = fset.Position(n.Pos()).String()
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(used) < 40 {
		t.Fatalf("only %d codes found", len(used))
	}
	for code, where := range used {
		if _, ok := Find(Code(code)); !ok {
			t.Errorf("%s: the code %q has no row in codes.go", where, code)
		}
	}
	for _, r := range Rules() {
		made := strings.HasPrefix(string(r.Code), "unknown-") // "unknown-" + kind
		if !literals[string(r.Code)] && !made {
			t.Errorf("nothing reports %q", r.Code)
		}
		if r.Doc == "" || !strings.HasSuffix(r.Doc, ".") && !strings.HasSuffix(r.Doc, "?") {
			t.Errorf("%s: the sentence that explains it is %q", r.Code, r.Doc)
		}
		if !codeForm.MatchString(string(r.Code)) {
			t.Errorf("%q is not a code: small letters and hyphens", r.Code)
		}
	}
}

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func text(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil && codeForm.MatchString(s)
}

// codeIn finds a code where one is written: x.Add("code", ...), Code: "code"
// and diag.Code("code").
func codeIn(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.SelectorExpr:
			name = f.Sel.Name
		case *ast.Ident:
			name = f.Name
		}
		// Add of a WaitGroup takes no text, so it does not get here.
		if (name == "Add" || name == "add" || name == "Code") && len(n.Args) > 0 {
			return text(n.Args[0])
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
			return text(n.Value)
		}
	}
	return "", false
}
