package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"kith/generator/publish"
	"kith/generator/sitetest"
)

var update = flag.Bool("update", false, "rewrite expectations")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kith": main})
}

// TestScripts tells what people do and see, one story a file.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_GB.UTF-8")
			env.Setenv("TZ", "Europe/London")
			env.Values["held"] = new(*publish.Dir)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"hub":     cmdHub,
			"replace": cmdReplace,
			"dos":     cmdDOS,
			"hold":    cmdHold,
			"same":    cmdSame,
		},
	})
}

// hub DIR puts the small hub of package sitetest there, but for the files that
// the script brings itself.
func cmdHub(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: hub DIR")
	}
	for name, data := range sitetest.Hub() {
		full := filepath.Join(ts.MkAbs(args[0]), filepath.FromSlash(name))
		if exists(full) {
			continue
		}
		ts.Check(os.MkdirAll(filepath.Dir(full), 0o755))
		ts.Check(os.WriteFile(full, []byte(data), 0o644))
	}
}

// replace FILE OLD NEW changes a file the way a person would.
func cmdReplace(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	old := strings.ReplaceAll(args[1], `\n`, "\n")
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, old) {
		ts.Fatalf("%s does not hold %q", args[0], old)
	}
	text = strings.Replace(text, old, strings.ReplaceAll(args[2], `\n`, "\n"), 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// dos FILE... saves files as some editors on Windows do: with a byte order
// mark, and two characters at the end of each line.
func cmdDOS(ts *testscript.TestScript, _ bool, args []string) {
	for _, f := range args {
		text := strings.ReplaceAll(ts.ReadFile(f), "\n", "\r\n")
		ts.Check(os.WriteFile(ts.MkAbs(f), []byte("\ufeff"+text), 0o644))
	}
}

// hold OUT RECORD takes hold of an output folder, as a build under way does;
// without arguments it lets go again.
func cmdHold(ts *testscript.TestScript, _ bool, args []string) {
	held := ts.Value("held").(**publish.Dir) //nolint:forcetypeassert // put there by Setup
	if len(args) == 0 {
		ts.Check((*held).Close())
		return
	}
	dir, err := publish.Open(ts.MkAbs(args[0]), ts.MkAbs(args[1]))
	ts.Check(err)
	*held = dir
}

// same DIR DIR compares all files of two folders but for those that begin
// with a dot.
func cmdSame(ts *testscript.TestScript, neg bool, args []string) {
	read := func(dir string) map[string]string {
		out := map[string]string{}
		root := ts.MkAbs(dir)
		ts.Check(filepath.WalkDir(root, func(p string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
				return err
			}
			data, err := os.ReadFile(p)
			rel, _ := filepath.Rel(root, p)
			out[rel] = string(data)
			return err
		}))
		return out
	}
	a, b := read(args[0]), read(args[1])
	differ := ""
	for name, data := range a {
		if b[name] != data {
			differ = name
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			differ = name
		}
	}
	if (differ != "") != neg {
		ts.Fatalf("%s and %s: %q", args[0], args[1], differ)
	}
}
