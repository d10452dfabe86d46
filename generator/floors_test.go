package generator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors say who may import whom: packages import from lower floors only. The
// table of docs/architecture.md is the same, and a test compares them.
var floors = [][]string{
	0: {"generator/beneath", "generator/colour", "generator/diag", "generator/feed", "generator/jsonld", "generator/picture", "generator/qr", "generator/sharecard", "generator/vcard"},
	1: {"generator/check", "generator/connect", "generator/darkroom", "generator/hosting", "generator/hours", "generator/icon", "generator/outside", "generator/phone", "generator/publish", "generator/theme/quick", "generator/watch", "themes"},
	2: {"generator/meta", "generator/markdown", "generator/ledger", "generator/search"},
	3: {"generator/amend", "generator/config", "generator/vale"},
	4: {"generator/model", "generator/view"},
	5: {"generator/content", "generator/voice"},
	6: {"generator/graph", "generator/rename", "generator/theme"},
	7: {"generator/pages"},
	8: {"generator", "generator/preview", "generator/scaffold"},
	9: {"cmd/kith", "generator/sitetest"},
}

// apart stand in no house: programs that measure others.
var apart = []string{"generator/bench", "generator/vale/compare", "cmd/devbuild"}

// onlyHere are the libraries that stand behind one package each, so that they
// can be exchanged.
var onlyHere = map[string][]string{
	"github.com/yuin/goldmark":           {"generator/markdown"},
	"github.com/alecthomas/chroma":       {"generator/markdown"},
	"github.com/microcosm-cc/bluemonday": {"generator/markdown"},
	"go.yaml.in/yaml":                    {"generator/meta"},
	"github.com/pelletier/go-toml":       {"generator/meta", "generator/theme"},
	"github.com/fsnotify/fsnotify":       {"generator/watch"},
	"github.com/nyaruka/phonenumbers":    {"generator/phone"},
	"rsc.io/qr":                          {"generator/qr"},
	"github.com/fyne-io/oksvg":           {"generator/icon"},
	"github.com/gen2brain/heic":          {"generator/picture"},
	"github.com/go-text/typesetting":     {"generator/sharecard"},
	"github.com/spf13/cobra":             {"cmd/kith"},
	"github.com/dlclark/regexp2":         {"generator/markdown", "generator/vale"},
	"github.com/jdkato/prose":            {"generator/vale"},
}

// absent are edges that the floors would allow and the design does not.
var absent = map[string][]string{
	"generator/graph":    {"generator/theme"},
	"generator/pages":    {"generator/theme"},
	"generator/theme":    {"generator/graph", "generator/pages", "generator/model", "generator/config"},
	"generator/markdown": {"generator/meta", "generator/ledger"},
	"generator/preview":  {"generator/graph", "generator/content", "generator/config", "generator/publish"},
}

func TestFloors(t *testing.T) {
	floor := map[string]int{}
	for n, packages := range floors {
		for _, p := range packages {
			floor[p] = n
		}
	}
	for from, imports := range realImports(t) {
		n, ok := floor[from]
		if !ok {
			t.Errorf("%s has no floor: give it one in the table above, and in docs/architecture.md", from)
			continue
		}
		for _, to := range imports {
			if in, ours := strings.CutPrefix(to, "kith/"); ours {
				m, ok := floor[in]
				switch {
				case !ok:
					t.Errorf("%s imports %s, which has no floor", from, in)
				case m >= n:
					t.Errorf("%s (floor %d) imports %s (floor %d); only lower floors may be imported", from, n, in, m)
				case slices.Contains(absent[from], in):
					t.Errorf("%s imports %s, which it is not to know", from, in)
				}
				continue
			}
			for library, users := range onlyHere {
				if strings.HasPrefix(to, library) && !slices.Contains(users, from) {
					t.Errorf("%s imports %s, which stands behind %v", from, to, users)
				}
			}
		}
	}
}

// The manual of those who work on Kith shows the same table.
func TestFloorsAreWrittenDown(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^    ([0-9])  ([a-z/ ]+)`)
	found := map[int][]string{}
	for _, m := range row.FindAllStringSubmatch(string(doc), -1) {
		n, _ := strconv.Atoi(m[1])
		found[n] = append(found[n], strings.Fields(m[2])...)
	}
	for n, packages := range floors {
		for _, p := range packages {
			if name := strings.TrimPrefix(p, "generator/"); !slices.Contains(found[n], name) {
				t.Errorf("docs/architecture.md does not show %s on floor %d: %v", name, n, found[n])
			}
		}
		if len(found[n]) != len(packages) {
			t.Errorf("floor %d has %v in docs/architecture.md and %v here", n, found[n], packages)
		}
	}
}

// realImports reads what the packages of this repository import, tests apart.
func realImports(t *testing.T) map[string][]string {
	out := map[string][]string{}
	for _, root := range []string{"cmd", "generator", "themes"} {
		err := filepath.WalkDir(filepath.Join("..", root), func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel("..", p)
			rel = filepath.ToSlash(rel)
			if d.IsDir() {
				if d.Name() == "testdata" || slices.Contains(apart, rel) {
					return filepath.SkipDir
				}
				if _, err := os.Stat(filepath.Join(p, "go.mod")); err == nil {
					return filepath.SkipDir // a module of its own
				}
				return nil
			}
			if path.Ext(rel) != ".go" || strings.HasSuffix(rel, "_test.go") {
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			from := path.Dir(rel)
			out[from] = append(out[from], "")
			for _, i := range file.Imports {
				to, _ := strconv.Unquote(i.Path.Value)
				out[from] = append(out[from], to)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for from, l := range out {
		slices.Sort(l)
		out[from] = slices.Compact(l)[1:]
	}
	if len(out) < 10 {
		t.Fatalf("only %d packages found", len(out))
	}
	return out
}
