package markdown

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var plainWord = regexp.MustCompile(`[A-Za-z]{2,}(?: [A-Za-z]{2,})*`)

// Words of a block stand in the file as they are in the block, but for markup
// between them, and in the order of the file.
func FuzzProse(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(src).Files {
			f.Add(file.Data, 0, 0)
		}
	}
	f.Add([]byte("\ufeffa *b\r\nc* &amp; [d\r\n][e]\r\n\r\n[e]: f\r\n"), 3, 2)
	f.Add([]byte("a $x$ b\n\n- c\n  <i>d</i>[^1]\n\n[^1]: e\n"), 2, 3)
	f.Fuzz(func(t *testing.T, src []byte, at, n int) {
		if len(src) > 1<<16 {
			t.Skip()
		}
		opt := ProseOptions{}
		if at >= 0 && n > 0 && n < 1000 && at < len(src) && at+n <= len(src) {
			opt.Patches = []Patch{{Offset: at, Len: n, Text: "`" + string(src[at:at+n]) + "`"}}
		}
		p := ReadProseWith(opt, src, 0, nil)
		for _, c := range p.Controls {
			if c.Offset < 0 || c.Offset > len(src) {
				t.Fatalf("%q at %d", c.Text, c.Offset)
			}
		}
		all := append(p.Blocks, *p.Raw())
		for i := range all {
			checkBlock(t, &all[i], src)
		}
	})
}

func checkBlock(t *testing.T, b *ProseBlock, src []byte) {
	for i := 0; i <= len(b.Text); i++ {
		if at, n := b.Place(i, min(i+3, len(b.Text))); at < 0 || n < 0 || at+n > len(src) {
			t.Fatalf("%q[%d:] is at %d, %d of %d", b.Text, i, at, n, len(src))
		}
	}
	for _, w := range plainWord.FindAllStringIndex(b.Text, -1) {
		word := b.Text[w[0]:w[1]]
		at, n := b.Place(w[0], w[1])
		there := string(src[at : at+n])
		if there == word || strings.ContainsAny(there, "&\\<>*_~`[]()\n\r\"!^{}#|:.\t\x00") || strings.Contains(there, "  ") {
			continue
		}
		t.Fatalf("%q is %q in the file, at %d", word, there, at)
	}
	for _, p := range b.Parts {
		if p.From < 0 || p.To > len(b.Text) || p.From > p.To {
			t.Fatalf("part %+v of %q", p, b.Text)
		}
	}
	for _, s := range b.Speech() {
		if s[0] < 0 || s[1] > len(b.Text) || s[0] >= s[1] {
			t.Fatalf("speech %v of %q", s, b.Text)
		}
	}
}

// Values of the front matter may be anything, too.
func FuzzAligned(f *testing.F) {
	f.Add("a \"b\" c", `a \"b\" c`)
	f.Add("it's é and more", "it''s \\u00e9 and\n  more")
	f.Add("\\", "\\\\x")
	f.Fuzz(func(t *testing.T, value, raw string) {
		b := ProseBlock{Text: value, runs: aligned(value, []byte(raw), 0, len(raw))}
		for i := range value {
			if at, n := b.Place(i, len(value)); at < 0 || n < 0 || at+n > len(raw) {
				t.Fatalf("%q[%d:] is at %d, %d of %q", value, i, at, n, raw)
			}
		}
	})
}
