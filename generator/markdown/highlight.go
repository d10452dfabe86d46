package markdown

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

// lexerIndex maps every name, alias and plain file ending that chroma knows to
// its lexer's name. Asking chroma itself for a language it does not know takes
// 8 ms, because it then tries hundreds of file patterns.
var lexerIndex = sync.OnceValue(func() map[string]chroma.Lexer {
	m := map[string]chroma.Lexer{}
	add := func(name string, l chroma.Lexer) {
		if name = strings.ToLower(name); m[name] == nil {
			m[name] = l
		}
	}
	all := slices.Clone(lexerRegistry().Lexers)
	for i, l := range all {
		all[i] = chroma.Coalesce(l)
	}
	for _, l := range all {
		add(l.Config().Name, l)
	}
	for _, l := range all {
		for _, a := range l.Config().Aliases {
			add(a, l)
		}
	}
	for _, l := range all {
		for _, f := range l.Config().Filenames {
			if ext := path.Ext(f); len(ext) > 1 && !strings.ContainsAny(ext, "*?[") {
				add(ext[1:], l)
			}
		}
	}
	for _, plain := range []string{"text", "txt", "plain", "plaintext", "none", "fallback"} {
		delete(m, plain)
	}
	return m
})

func lexerFor(lang string) chroma.Lexer {
	if lang == "" {
		return nil
	}
	return lexerIndex()[strings.ToLower(lang)]
}

// Colour returns code as HTML, with spans around what its language tells
// apart, by chroma's short class names. What the lexer cannot read comes out
// plain. The result depends on the arguments and on what Colourist stands for.
func Colour(lang, code string) (html []byte) {
	defer func() {
		if recover() != nil { // some lexers panic on texts they weren't made for
			html = appendText(nil, code)
		}
	}()
	l := lexerFor(lang)
	if l == nil {
		return appendText(nil, code)
	}
	tokens, err := l.Tokenise(nil, code)
	if err != nil {
		return appendText(nil, code)
	}
	out := make([]byte, 0, 2*len(code))
	size := 0
	for t := tokens(); t != chroma.EOF; t = tokens() {
		size += len(t.Value)
		class := classOf(t.Type)
		if class == "" || strings.TrimSpace(t.Value) == "" {
			out = appendText(out, t.Value)
			continue
		}
		out = append(out, `<span class="`...)
		out = append(out, class...)
		out = append(out, `">`...)
		out = appendText(out, t.Value)
		out = append(out, "</span>"...)
	}
	if size < len(code) {
		return appendText(nil, code) // no word may get lost
	}
	return out
}

// classOf returns the class for a kind of token; "" where no style colours it.
func classOf(t chroma.TokenType) string {
	for _, t := range []chroma.TokenType{t, t.SubCategory(), t.Category()} {
		switch t {
		case chroma.Text, chroma.TextWhitespace, chroma.Error, chroma.Other, chroma.None, chroma.Name, chroma.Punctuation:
			return ""
		}
		if c, ok := chroma.StandardTypes[t]; ok && c != "" {
			return c
		}
	}
	return ""
}
