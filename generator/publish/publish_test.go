package publish_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"kith/generator/publish"
)

func site(t testing.TB) (out, rec string) {
	dir := t.TempDir()
	return filepath.Join(dir, "public"), filepath.Join(dir, ".kith")
}

func open(t testing.TB, out, rec string) *publish.Dir {
	t.Helper()
	d, err := publish.Open(out, rec)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// put publishes one state: path, text, path, text...
func put(t testing.TB, d *publish.Dir, remove []string, pairs ...string) error {
	t.Helper()
	var paths []string
	for i := 0; i < len(pairs); i += 2 {
		if err := d.Stage(pairs[i], []byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, pairs[i])
	}
	return d.Commit(paths, remove)
}

func write(t testing.TB, dir, path, text string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func read(dir, path string) string {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		return "(nothing)"
	}
	return string(data)
}

func TestNothingIsPublishedBeforeCommit(t *testing.T) {
	out, rec := site(t)
	d := open(t, out, rec)
	if err := d.Stage("stories/kettle/index.html", []byte("hello")); err != nil {
		t.Fatal(err)
	}
	if got := read(out, "stories/kettle/index.html"); got != "(nothing)" {
		t.Errorf("published too early: %s", got)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a build that published nothing leaves its folder: %v", err)
	}
}

func TestCommit(t *testing.T) {
	out, rec := site(t)
	d := open(t, out, rec)
	if err := put(t, d, nil, "index.html", "one", "old/page/index.html", "old"); err != nil {
		t.Fatal(err)
	}
	first, err := d.Stat("index.html")
	if err != nil || first.Size != 3 || first.MTime == 0 {
		t.Errorf("stamp %+v, %v", first, err)
	}
	if err := d.Stage("unwanted.html", nil); err != nil {
		t.Fatal(err)
	}
	write(t, out, "note.txt", "mine")
	if err := put(t, d, []string{"old/page/index.html", "note.txt", "never.html"}, "index.html", "two"); err != nil {
		t.Fatal(err)
	}
	if second, err := d.Stat("index.html"); err != nil || second == first {
		t.Errorf("a replaced file has the same stamp %+v, %v", second, err)
	}
	for path, want := range map[string]string{"index.html": "two", "note.txt": "mine", "unwanted.html": "(nothing)"} {
		if got := read(out, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if _, err := d.Stat("old"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the empty folder stays: %v", err)
	}
	if got := d.Recorded(); !slices.Equal(got, []string{"index.html"}) {
		t.Errorf("on record: %v", got)
	}
	if got, err := d.Others(); err != nil || !slices.Equal(got, []string{"note.txt"}) {
		t.Errorf("others: %v, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(out, ".kith-stage")); err == nil {
		t.Error("the staging folder stays")
	}
	d.Close()
	if got := open(t, out, rec).Recorded(); !slices.Equal(got, []string{"index.html"}) {
		t.Errorf("on record for the next run: %v", got)
	}
}

func TestCaseOnlyRename(t *testing.T) {
	out, rec := site(t)
	d := open(t, out, rec)
	if err := put(t, d, nil, "People/Ada.html", "Ada"); err != nil {
		t.Fatal(err)
	}
	if err := put(t, d, []string{"People/Ada.html"}, "people/ada.html", "ada"); err != nil {
		t.Fatal(err)
	}
	if got := read(out, "people/ada.html"); got != "ada" {
		t.Errorf("after the rename: %s", got)
	}
	if list, _ := os.ReadDir(out); len(list) != 1 || list[0].Name() != "people" {
		t.Errorf("the folder holds %v", list)
	}
}

func TestBusy(t *testing.T) {
	out, rec := site(t)
	d := open(t, out, rec)
	_, err := publish.Open(out, rec)
	if !errors.Is(err, publish.ErrBusy) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
		t.Errorf("a second build gets: %v", err)
	}
	open(t, out+"-2", rec) // another folder is another matter
	d.Close()
	open(t, out, rec)
}

func TestForeign(t *testing.T) {
	out, rec := site(t)
	write(t, out, ".git/HEAD", "ref")
	if err := open(t, out, rec).Foreign(); err != nil {
		t.Errorf("dotfiles are not content: %v", err)
	}
	out += "-2"
	write(t, out, "thesis.doc", "years of work")
	write(t, out, "photos/cat.jpg", "cat")
	write(t, out, ".nojekyll", "old")
	d := open(t, out, rec)
	if err := d.Foreign(); !errors.Is(err, publish.ErrForeign) || !strings.Contains(err.Error(), "photos") {
		t.Errorf("the folder is refused with: %v", err)
	}
	if err := put(t, d, nil, "index.html", "home"); !errors.Is(err, publish.ErrForeign) {
		t.Errorf("published into it: %v", err)
	}
	if got := read(out, "thesis.doc"); got != "years of work" {
		t.Errorf("thesis: %s", got)
	}
	for path, text := range map[string]string{"index.html": "home", ".nojekyll": "new"} {
		if err := d.Stage(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(d.Clean(), d.Commit([]string{"index.html", ".nojekyll"}, nil)); err != nil {
		t.Fatal(err)
	}
	if list, _ := os.ReadDir(out); len(list) != 2 || read(out, "index.html") != "home" || read(out, ".nojekyll") != "new" {
		t.Errorf("after Clean: %v", list)
	}
}

// The record goes with a site that is moved, and an edit to it by hand is survived.
func TestMovedSite(t *testing.T) {
	out, rec := site(t)
	d := open(t, out, rec)
	if err := put(t, d, nil, "index.html", "home"); err != nil {
		t.Fatal(err)
	}
	d.Close()
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(filepath.Dir(out), moved); err != nil {
		t.Fatal(err)
	}
	d = open(t, filepath.Join(moved, "public"), filepath.Join(moved, ".kith"))
	if err := d.Foreign(); err != nil {
		t.Errorf("after the move: %v", err)
	}
	d.Close()
	records, _ := filepath.Glob(filepath.Join(moved, ".kith", "*.record"))
	if len(records) != 1 {
		t.Fatal(records)
	}
	write(t, filepath.Dir(records[0]), filepath.Base(records[0]), "kith publish 1\n+ ../../secret\n+ /etc/passwd\n\x00\x00\n+\n? x\n")
	d = open(t, filepath.Join(moved, "public"), filepath.Join(moved, ".kith"))
	if got := d.Recorded(); len(got) != 0 {
		t.Errorf("on record: %q", got)
	}
}

func TestInTheWay(t *testing.T) {
	tests := []struct{ theirs, wanted string }{
		{"robots.txt", "robots.txt"},
		{"about", "about/index.html"},
		{"about/notes.txt", "about"},
	}
	for _, test := range tests {
		out, rec := site(t)
		d := open(t, out, rec)
		if err := put(t, d, nil, "index.html", "one"); err != nil {
			t.Fatal(err)
		}
		write(t, out, test.theirs, "theirs")
		err := put(t, d, nil, test.wanted, "ours", "index.html", "two")
		if !errors.Is(err, publish.ErrBlocked) || !strings.Contains(err.Error(), filepath.FromSlash(test.theirs)) {
			t.Errorf("%s in the way of %s: %v", test.theirs, test.wanted, err)
		}
		if read(out, test.theirs) != "theirs" || read(out, "index.html") != "one" {
			t.Errorf("%s in the way of %s: the site changed", test.theirs, test.wanted)
		}
	}
}

// A link in the output folder must not lead us out of it.
func TestLinksOutside(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege")
	}
	out, rec := site(t)
	d := open(t, out, rec)
	if err := put(t, d, nil, "index.html", "home", "stories/a.html", "a", "page.html", "p"); err != nil {
		t.Fatal(err)
	}
	outside := t.TempDir()
	write(t, outside, "a.html", "precious")
	if err := errors.Join(os.RemoveAll(filepath.Join(out, "stories")), os.Symlink(outside, filepath.Join(out, "stories")),
		os.Remove(filepath.Join(out, "page.html")), os.Symlink(filepath.Join(outside, "a.html"), filepath.Join(out, "page.html")),
		os.Symlink(outside, filepath.Join(out, ".kith-stage"))); err != nil {
		t.Fatal(err)
	}
	d.Close()
	d = open(t, out, rec)
	if err := put(t, d, nil, "stories/a.html", "evil"); err == nil {
		t.Error("wrote through a link")
	}
	if err := put(t, d, []string{"stories/a.html"}); err == nil {
		t.Error("removed through a link")
	}
	if err := put(t, d, nil, "page.html", "new"); err != nil {
		t.Errorf("a link in place of our file: %v", err)
	}
	if err := d.Clean(); err != nil {
		t.Fatal(err)
	}
	if got := read(outside, "a.html"); got != "precious" {
		t.Errorf("outside: %q", got)
	}
}

func TestManyWriters(t *testing.T) {
	out, rec := site(t)
	d := open(t, out, rec)
	var paths []string
	var wg sync.WaitGroup
	for i := range 200 {
		path := fmt.Sprintf("s/%d/index.html", i%150) // some twice
		if i < 150 {
			paths = append(paths, path)
		}
		wg.Go(func() {
			if err := d.Stage(path, []byte(path)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := d.Commit(paths, nil); err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		if got := read(out, p); got != p {
			t.Errorf("%s is %q", p, got)
		}
	}
}

func TestCheckOverlap(t *testing.T) {
	dir := t.TempDir()
	for _, p := range []string{"site/content/a.md", "site/site.toml", "site/public/index.html", "home/x"} {
		write(t, dir, p, "")
	}
	t.Setenv("HOME", filepath.Join(dir, "home"))
	t.Setenv("USERPROFILE", filepath.Join(dir, "home"))
	at := func(p string) string { return filepath.Join(dir, filepath.FromSlash(p)) }
	sources := []string{at("site/content"), at("site/static"), at("site/site.toml")}
	bad := map[string]string{
		at("site/content"):     "is the same as",
		at("site/content/x/y"): "lies inside",
		at("site"):             "holds",
		dir:                    "holds",
		at("site/static"):      "is the same as",
		at("site/static/out"):  "lies inside",
		at("site/site.toml"):   "is a file",
		at("home"):             "home folder",
		filepath.VolumeName(dir) + string(filepath.Separator): "root of the disk",
	}
	if runtime.GOOS != "windows" {
		if err := os.Symlink(at("site/content"), at("link")); err != nil {
			t.Fatal(err)
		}
		bad[at("link")] = "is the same as"
		bad[at("link/new/deep")] = "lies inside"
	}
	for out, want := range bad {
		if err := publish.CheckOverlap(out, sources...); !errors.Is(err, publish.ErrOverlap) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", out, err, want)
		}
	}
	for _, out := range []string{"site/public", "site/contents", "site/new/deep", "elsewhere", "home/site"} {
		if err := publish.CheckOverlap(at(out), sources...); err != nil {
			t.Errorf("%s: %v", out, err)
		}
	}
}

func TestValidPath(t *testing.T) {
	for _, p := range []string{
		"index.html", ".nojekyll", ".well-known/security.txt", "stories/čaj/index.html", "a b/c", "com/lpt.html",
		"console.html", "com10", "x/.kith-stage",
	} {
		if err := publish.ValidPath(p); err != nil {
			t.Error(err)
		}
	}
	for _, p := range []string{
		"", ".", "..", "/", "/a", "a/", "a//b", "./a", "a/../b", "../a", `a\b`, "a\x00b", "a\nb", "C:/x", "a:b",
		"con", "CON.html", "a/nul", "x/Aux.tar.gz", "com1", "LPT9.txt", "com¹", "con .txt", "a./b", "a /b", "b ", "...",
		"\xff", ".kith-stage/1", ".Kith-Stage", strings.Repeat("x", 256), "what?", "a|b",
	} {
		if err := publish.ValidPath(p); !errors.Is(err, publish.ErrPath) {
			t.Errorf("%q is accepted: %v", p, err)
		}
	}
}

func FuzzValidPath(f *testing.F) {
	for _, p := range []string{"a/b.html", "../x", "con", "a/./b", "ä"} {
		f.Add(p)
	}
	root, err := os.OpenRoot(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { root.Close() })
	f.Fuzz(func(t *testing.T, p string) {
		if publish.ValidPath(p) != nil {
			return
		}
		if !filepath.IsLocal(filepath.FromSlash(p)) || !fs.ValidPath(p) {
			t.Errorf("%q is accepted", p)
		}
		if _, err := root.Lstat(filepath.FromSlash(p)); err != nil && !errors.Is(err, fs.ErrNotExist) && len(p) < 4000 {
			t.Errorf("%q: %v", p, err)
		}
	})
}

// A cold build: 30,000 files, one folder for each page.
func BenchmarkColdBuild(b *testing.B) {
	page := []byte(strings.Repeat("x", 8000))
	for b.Loop() {
		out, rec := site(b)
		d := open(b, out, rec)
		var wg sync.WaitGroup
		paths := make([]string, 30_000)
		for w := range 2 {
			wg.Go(func() {
				for i := w; i < len(paths); i += 2 {
					paths[i] = fmt.Sprintf("stories/s-%d/index.html", i)
					if err := d.Stage(paths[i], page); err != nil {
						b.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if err := d.Commit(paths, nil); err != nil {
			b.Fatal(err)
		}
		d.Close()
	}
}
