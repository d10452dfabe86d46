// Command floor does what no static-site generator can do without: it reads
// Markdown files, converts them and writes each as a file. There are no pages
// around the words, no lists, no links and no checks, so a generator's time
// beside this one is what all of that costs.
//
//	floor -content site/content -out out
package main

import (
	"bytes"
	"flag"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

func main() {
	log.SetFlags(0)
	content := flag.String("content", "content", "folder of Markdown files")
	out := flag.String("out", "", "folder to write to")
	colours := flag.Bool("colour", true, "colour code")
	flag.Parse()
	if err := run(*content, *out, *colours); err != nil {
		log.Fatal(err)
	}
}

// run converts all files with one worker for each processor.
func run(content, out string, colours bool) error {
	var files []string
	err := filepath.WalkDir(content, func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".md") {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	next := make(chan string)
	failed := make(chan error, 1)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			md := converter(colours)
			var page bytes.Buffer
			for name := range next {
				if err := one(md, &page, content, name, out); err != nil {
					select {
					case failed <- err:
					default:
					}
				}
			}
		})
	}
	for _, name := range files {
		next <- name
	}
	close(next)
	workers.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// one converts a file, its front matter left out.
func one(md goldmark.Markdown, page *bytes.Buffer, content, name, out string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if bytes.HasPrefix(text, []byte("---\n")) {
		if _, after, ok := bytes.Cut(text[4:], []byte("\n---\n")); ok {
			text = after
		}
	}
	page.Reset()
	if err := md.Convert(text, page); err != nil {
		return err
	}
	rel, err := filepath.Rel(content, name)
	if err != nil {
		return err
	}
	dir := filepath.Join(out, strings.TrimSuffix(rel, ".md"))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), page.Bytes(), 0o644)
}

func converter(colours bool) goldmark.Markdown {
	opts := []goldmark.Option{
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.Typographer),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	}
	if colours {
		c := &code{lexers: map[string]chroma.Lexer{}, format: html.New(html.WithClasses(true))}
		opts = append(opts, goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(c, 100))))
	}
	return goldmark.New(opts...)
}

// code colours blocks of code, with each language looked up once.
type code struct {
	lexers map[string]chroma.Lexer
	format *html.Formatter
}

func (c *code) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, c.render)
}

func (c *code) render(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	block, ok := node.(*ast.FencedCodeBlock)
	if !entering || !ok {
		return ast.WalkContinue, nil
	}
	lang := string(block.Language(source))
	lexer, ok := c.lexers[lang]
	if !ok {
		if lexer = lexers.Get(lang); lexer == nil {
			lexer = lexers.Fallback
		}
		lexer = chroma.Coalesce(lexer)
		c.lexers[lang] = lexer
	}
	tokens, err := lexer.Tokenise(nil, string(block.Lines().Value(source)))
	if err != nil {
		return ast.WalkStop, err
	}
	return ast.WalkContinue, c.format.Format(w, styles.Fallback, tokens)
}
