package theme

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"kith/generator/diag"
)

// leanTheme is the theme of the benchmark in generator/bench.
func leanTheme(tb testing.TB) *Theme {
	tb.Helper()
	dir := tb.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "themes", "lean"), os.DirFS(filepath.Join("..", "bench", "theme"))); err != nil {
		tb.Fatal(err)
	}
	o := plainOptions("/")
	o.Name = "lean"
	list := &diag.List{}
	th := Load(os.DirFS(dir), o, list)
	for _, d := range list.Sorted() {
		tb.Errorf("%s: %s", d.Pos.File, d.Message)
	}
	return th
}

// TestQuick makes every kind of page both ways, in two languages and two
// themes: the bytes are the same, and the compiled templates get through
// without html/template, which makes many times as much garbage.
func TestQuick(t *testing.T) {
	s := sample{base: "/"}
	for name, th := range map[string]*Theme{"default": load(t, plainOptions("/")), "lean": leanTheme(t)} {
		for full, views := range map[string]map[string]any{"full": s.full(), "bare": s.bare()} {
			for kind, v := range views {
				for _, lang := range []string{"en-GB", "de"} {
					var want bytes.Buffer
					if err := th.Interpret(&want, kind, lang, v); err != nil {
						t.Fatal(err)
					}
					got, err := th.set(lang).quick[kind].Append(nil, kind+".html", v)
					if err != nil {
						t.Errorf("%s %s %s: %v", name, full, kind, err)
					} else if got = th.withBlocks(got, kind); !bytes.Equal(got, want.Bytes()) {
						t.Errorf("%s %s %s says\n%s\nand compiled\n%s", name, full, kind, want.Bytes(), got)
					}
				}
				interpreted := testing.AllocsPerRun(2, func() { _ = th.Interpret(&discard{}, kind, "de", v) })
				compiled := testing.AllocsPerRun(2, func() { _ = th.Render(&discard{}, kind, "de", v) })
				if compiled > interpreted/8 {
					t.Errorf("%s %s %s takes %.0f allocations, and %.0f interpreted: something in it is not compiled", name, full, kind, compiled, interpreted)
				}
			}
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
