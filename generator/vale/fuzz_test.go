package vale_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"kith/generator/diag"
	"kith/generator/vale"
)

const fuzzText = "---\ntitle: A *title*\n---\n# The Art of it\n\nWe Utilise it, in\norder **to** win: caf&eacute;s, 3 of 4. It's FINE (VAT).\n\n" +
	"- one one\n- two `code`\n\n> said \"so\"\n\n| a | b |\n|---|---|\n| c | d |\n"

// A rule, whatever is in it, never brings the program down, and what is said
// about it stands in its file.
func FuzzRule(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(src).Files {
			if strings.HasSuffix(file.Name, ".yml") {
				f.Add(file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, rule []byte) {
		if strings.Count(string(rule), "{") > 50 || len(rule) > 4000 {
			t.Skip("a pattern of patterns is only large")
		}
		var list diag.List
		s := vale.New()
		s.Parse("Own.Rule", "Own/Rule.yml", rule, &list)
		for _, d := range list.Sorted() {
			if d.Pos.File != "Own/Rule.yml" || d.Pos.Offset < -1 || d.Pos.Offset+d.Len > len(rule) {
				t.Fatalf("%v is outside of the file", d)
			}
		}
		for _, a := range checkFile(s, "a.md", []byte(fuzzText)) {
			if a.Offset < 0 || a.Len < 0 || a.Offset+a.Len > len(fuzzText) {
				t.Fatalf("%+v is outside of the text", a)
			}
		}
	})
}

// The same goes for settings.
func FuzzSettings(f *testing.F) {
	f.Add("[*.md]\nBasedOnStyles = Own\nTokenIgnores = (a), b\\,c\n")
	f.Add("StylesPath = .\nVocab = A\n[*]\nOwn.A[max] = 3 # c\n[!x.{md,txt}]\nOwn = NO\n")
	f.Add("BlockIgnores = (?s) *({%.*?%})\n")
	f.Fuzz(func(t *testing.T, ini string) {
		fsys := fstest.MapFS{
			".vale.ini": {Data: []byte(ini)},
			"Own/A.yml": {Data: []byte("extends: existence\nmessage: \"'%s'\"\ntokens: [it]\n")},
		}
		var list diag.List
		s := vale.Load(fsys, ".", &list)
		for _, d := range list.Sorted() {
			if d.Pos.File == ".vale.ini" && (d.Pos.Offset < -1 || d.Pos.Offset+d.Len > len(ini)) {
				t.Fatalf("%v is outside of the file", d)
			}
		}
		for _, a := range checkFile(s, "a.md", []byte(fuzzText)) {
			if a.Offset < 0 || a.Offset+a.Len > len(fuzzText) {
				t.Fatalf("%+v is outside of the text", a)
			}
		}
	})
}
