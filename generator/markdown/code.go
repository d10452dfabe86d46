package markdown

import (
	"bytes"
	"html"
	"iter"
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
	w.code(lang, code)
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

// code writes code plain. In a language that can be coloured it gets a slot:
// that takes longer than all else here, so it waits for a page that shows it.
func (w *writer) code(lang string, code []byte) {
	if lexerFor(lang) != nil && len(code) <= maxColoured {
		w.hasCode = true
		if len(code) > 0 {
			w.slots = append(w.slots, Slot{Kind: Code, At: len(w.out), Text: strings.ToLower(lang)})
		}
	}
	w.out = appendText(w.out, string(code))
}

// codeAt returns the code behind a slot, and where it ends: at the next tag,
// since all angle brackets of its own are escaped.
func codeAt(text []byte, at int) (code string, end int) {
	end = len(text)
	if n := bytes.IndexByte(text[at:], '<'); n >= 0 {
		end = at + n
	}
	return html.UnescapeString(string(text[at:end])), end
}

// CodeIn are the languages and the texts of Code slots.
func CodeIn(text []byte, slots iter.Seq[*Slot]) iter.Seq2[string, string] {
	return func(yield func(lang, code string) bool) {
		for s := range slots {
			if s.Kind == Code {
				if code, _ := codeAt(text, s.At); !yield(s.Text, code) {
					return
				}
			}
		}
	}
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
