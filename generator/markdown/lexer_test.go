package markdown

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// snippets are texts to read in many languages, right ones and wrong ones.
var snippets = []string{
	"package main\n\n// Greet says \"hello\" to é.\nfunc Greet(n int) (s string, err error) {\n\tfor i := range n {\n\t\ts += fmt.Sprintf(`%d\n`, i) + 'x'\n\t}\n\treturn s, nil\n}\n",
	"const list = await found.json(); /* a */ let re = /a[/]b/g, t = `one ${two + `${three}`} four`;\nclass A extends B { #x = 0x1F; get y() { return a?.b ?? 1e-3n } }\n",
	"@dataclass\nclass Kettle(Base):\n    \"\"\"A kettle, that's all.\"\"\"\n    def boil(self, *, n: int = 3) -> str:\n        return f'{n!r:>{self.w}} \\n' if n % 2 else b\"\\x00\" # why\n",
	"<!doctype html>\n<p class=\"a\" hidden>Tea &amp; cake<!-- c --><style>p { color: #fff }</style><script>if (a < b) { f(\"</p>\") }</script>\n<?php echo $x['y'] ?? 'n'; ?>\n",
	"name: kettle # a comment\nlist:\n  - &a one\n  - *a\n  - \"two\\n\"\ntext: |\n  many\n  lines\nwhen: 2026-11-17T08:30:00Z\n---\n{a: [1, 2.5e3, ~], b: !!str no}\n",
	"{\"a\": [1, -2.5e+3, true, null, \"\\u00e9\\\"\"], // no\n 'b': {}}\n",
	"#!/bin/sh\nset -eu\nfor f in *.md; do\n  [ -f \"$f\" ] && cat <<EOF | grep -v '^#' >\"${f%.md}.txt\" 2>&1\n$(date) `whoami` $((1 + 2))\nEOF\ndone\n",
	"SELECT s.title, count(*) AS n FROM stories s LEFT JOIN people p ON p.id = s.author -- names\nWHERE s.day >= '2026-01-01' AND p.name LIKE 'A%' GROUP BY 1 HAVING n > 1 ORDER BY n DESC;\n",
	"# Title\n\n*em* **strong** `code` [link](x \"t\")\n\n```go\nfunc main() {}\n```\n> quote\n\n| a | b |\n|---|:-:|\n",
	"@media (min-width: 30em) { .a > b::before, #c[d='e']:not(:hover) { margin: -1.5rem auto !important; content: \"\\2014\"; } } /* x */\n",
	"use std::io; fn f<'a>(x: &'a str) -> Result<(), Box<dyn E>> { let r = r#\"raw\"#; match x { 'a'..='z' => 1_000u64, _ => 0b1 }; }\n#include <stdio.h>\n#define X(a) a##b\n",
	"[table]\nkey = 'value' ; ini\nday = 1979-05-27\n%% \\begin{x} $a_1^2$ \\end{x}\n(defn f [x] (let [y {:k x}] `(~y ~@z)))\nDim x As Integer ' basic\n",
	"é ünïcode 名前 \u2028 \u00a0 ſK\n\t\x00\x7f ~ ^ ` \\ \" '\r\nend\rof it",
	"", "\n", " ", "\"", "'", "x",
}

// TestQuickLexers compares the tokens with those of chroma itself.
func TestQuickLexers(t *testing.T) {
	common := []string{"go", "js", "ts", "python", "html", "yaml", "json", "bash", "sql", "markdown", "css", "rust", "c", "java", "php", "toml", "xml", "diff", "docker", "ruby"}
	quick := 0
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		c := l.Config()
		if !slices.ContainsFunc(c.Aliases, func(a string) bool { return slices.Contains(common, a) }) && os.Getenv("KITH_SLOW") == "" {
			continue
		}
		q := lexerRegistry().Get(c.Name)
		for _, text := range snippets {
			if got, want := tokensOf(q, text), tokensOf(patient{l}, text); !slices.Equal(got, want) {
				t.Errorf("%s: %q:\ngot  %q\nwant %q", c.Name, text, got, want)
			}
		}
		if q, ok := q.(*quickLexer); ok {
			if q.proto == nil {
				t.Errorf("%s is not quick", c.Name)
			}
			quick++
		}
	}
	if quick < len(common)-5 {
		t.Errorf("only %d lexers are quick", quick)
	}
}

// TestSameLexers looks for each name in both registries.
func TestSameLexers(t *testing.T) {
	for _, name := range lexers.Names(true) {
		got, want := lexerRegistry().Get(name).Config().Name, lexers.GlobalLexerRegistry.Get(name).Config().Name
		if got != want {
			t.Errorf("%s is %s, and %s in chroma", name, got, want)
		}
	}
}

// TestLexersEnd has a text that one of chroma's lexers never comes to the end
// of. No word of it gets lost.
func TestLexersEnd(t *testing.T) {
	for _, code := range []string{"\"", "é", "a ~ b"} {
		if got, want := string(Colour("jsonata", code)), string(appendText(nil, code)); got != want {
			t.Errorf("%q is %q, want %q", code, got, want)
		}
	}
}

func FuzzQuickLexers(f *testing.F) {
	for i, text := range snippets {
		f.Add(uint(i), text)
	}
	all := lexers.GlobalLexerRegistry.Lexers
	f.Fuzz(func(t *testing.T, i uint, text string) {
		if len(text) > 2000 {
			t.Skip()
		}
		l := all[i%uint(len(all))]
		q := lexerRegistry().Get(l.Config().Name)
		if got, want := tokensOf(q, text), tokensOf(patient{l}, text); !slices.Equal(got, want) {
			t.Errorf("%s: %q:\ngot  %q\nwant %q", l.Config().Name, text, got, want)
		}
	})
}

// tokensOf are the tokens a lexer finds in a text. Some panic, which is taken
// for one.
func tokensOf(l chroma.Lexer, text string) (out []chroma.Token) {
	defer func() {
		if p := recover(); p != nil {
			out = append(out, chroma.Token{Value: fmt.Sprint("panic: ", p)})
		}
	}()
	next, err := chroma.Coalesce(l).Tokenise(nil, text)
	if err != nil {
		return []chroma.Token{{Value: err.Error()}}
	}
	for token := next(); token != chroma.EOF; token = next() {
		out = append(out, token)
	}
	return out
}

func BenchmarkColour(b *testing.B) {
	for _, lang := range []string{"go", "js", "python", "html"} {
		i := slices.Index([]string{"go", "js", "python", "html"}, lang)
		code := strings.Repeat(snippets[i], 3)
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(code)))
			b.ReportAllocs()
			for b.Loop() {
				Colour(lang, code)
			}
		})
	}
}
