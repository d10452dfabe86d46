package vale_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"kith/generator/diag"
	"kith/generator/vale"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// The goldens in testdata/*.txtar are a folder of styles, texts, and under
// "want" what is said about them: findings about the styles first, then a line
// an alert: file:line:column, level, rule, what stands there in the file, the
// message, and what could stand there instead.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens")
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a := txtar.Parse(src)
			fsys, err := txtar.FS(a)
			if err != nil {
				t.Fatal(err)
			}
			var list diag.List
			set := vale.Load(fsys, "styles", &list)
			var got strings.Builder
			content := map[string][]byte{}
			for _, f := range a.Files {
				content[f.Name] = f.Data
			}
			write := func(ds []diag.Diagnostic) {
				for _, d := range ds {
					at := diag.Locate(content[d.Pos.File], d.Pos.Offset)
					fmt.Fprintf(&got, "%s:%d:%d %s %s: %s | %s\n", d.Pos.File, at.Line, at.Column, d.Severity, d.Code, d.Message, d.Hint)
				}
			}
			write(list.Sorted())
			want := ""
			for _, f := range a.Files {
				switch {
				case f.Name == "want":
					want = string(f.Data)
				case strings.HasSuffix(f.Name, ".md"):
					text := f.Data
					if strings.Contains(f.Name, "crlf") {
						text = []byte(strings.ReplaceAll("\ufeff"+string(text), "\n", "\r\n"))
					}
					for _, al := range checkFile(set, f.Name, text) {
						at := diag.Locate(text, al.Offset)
						there := string(text[al.Offset : al.Offset+al.Len])
						fmt.Fprintf(&got, "%s:%d:%d %s %s %q %s", f.Name, at.Line, at.Column, al.Level, al.Rule, there, al.Message)
						if al.Replacements != nil {
							fmt.Fprintf(&got, " -> %q", al.Replacements)
						}
						got.WriteString("\n")
					}
				}
			}
			write(set.Problems())
			var tests diag.List
			if res := set.Test(&tests); res.Cases > 0 {
				write(tests.Sorted())
				fmt.Fprintf(&got, "%d tests\n", res.Cases)
			}
			if got.String() == want {
				return
			}
			if *update {
				for i := range a.Files {
					if a.Files[i].Name == "want" {
						a.Files[i].Data = []byte(got.String())
					}
				}
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("got\n%s\nwant\n%s", got.String(), want)
		})
	}
}

func checkFile(set *vale.Set, name string, text []byte) []vale.Alert {
	return set.Check(name, set.ReadFile(name, text))
}
