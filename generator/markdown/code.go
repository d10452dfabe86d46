package markdown

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// maxColoured is the length of code beyond which colours are not worth the time.
const maxColoured = 64 << 10

// codeBlock writes code, coloured if its language is known. The line that
// opens a fence may carry a caption: ```go {title="main.go"}.
func (w *writer) codeBlock(n ast.Node, info *ast.Text) {
	code := w.lines(n)
	lang, title := "", ""
	if info != nil {
		lang, title = readInfo(string(info.Segment.Value(w.src.text)))
	}
	if title != "" {
		w.add(`<figure class="code"><figcaption>`)
		w.literal(w.plainText([]byte(title)))
		w.add("</figcaption>\n")
		w.account(leafHeading)
	}
	w.add(`<div class="scroll"><pre tabindex="0"><code`)
	if lang != "" {
		w.add(` class="language-`)
		w.out = appendAttr(w.out, lang)
		w.add(`"`)
	}
	w.add(">")
	w.out = append(w.out, w.colour(lang, code)...)
	w.add("</code></pre></div>\n")
	if title != "" {
		w.add("</figure>\n")
	}
}

func (w *writer) lines(n ast.Node) []byte {
	var b bytes.Buffer
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		b.Write(seg.Value(w.src.text))
	}
	return b.Bytes()
}

// colour returns the HTML of code. With Options.Highlighted it may come from
// an earlier run.
func (w *writer) colour(lang string, code []byte) []byte {
	lexer := lexerFor(lang)
	if lexer == nil || len(code) > maxColoured {
		return appendText(nil, string(code))
	}
	w.hasCode = true
	if w.c.opt.Highlighted == nil {
		return colour(lexer, string(code))
	}
	h := sha256.New()
	h.Write([]byte("code 1 " + strings.ToLower(lang) + "\n"))
	h.Write(code)
	return w.c.opt.Highlighted(hex.EncodeToString(h.Sum(nil)), func() []byte { return colour(lexer, string(code)) })
}

// readInfo takes the line that opens a fence apart: its first word is the
// language, title="..." the caption. All else is for other tools.
func readInfo(info string) (lang, title string) {
	end := strings.IndexAny(info, " \t{")
	if end < 0 {
		end = len(info)
	}
	lang = strings.Map(func(r rune) rune {
		if r <= ' ' || strings.ContainsRune("\"'<>&`", r) {
			return -1
		}
		return r
	}, info[:end])
	rest := info[end:]
	i := strings.Index(rest, "title=")
	if i < 0 {
		return lang, ""
	}
	rest = rest[i+len("title="):]
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		if j := strings.IndexByte(rest[1:], rest[0]); j >= 0 {
			return lang, rest[1 : j+1]
		}
		return lang, ""
	}
	if j := strings.IndexAny(rest, " \t}"); j >= 0 {
		rest = rest[:j]
	}
	return lang, rest
}
