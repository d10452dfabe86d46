package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

type tree map[string]string

// A change from one published site to the next, with somebody else's files about.
var (
	before = tree{
		"index.html":            "home one",
		"stories/a/index.html":  "story a one",
		"stories/b/index.html":  "story b one",
		"stories/b/photo.jpg":   "photo",
		"values":                "a file where a folder will be",
		"people/ada":            "also a file",
		"topics/bees/index.xml": "a folder where a file will be",
		"topics/bees/x/y/z":     "deep",
		".nojekyll":             "",
		"same.css":              "same",
	}
	after = tree{
		"index.html":             "home two, and longer",
		"stories/a/index.html":   "story a two",
		"stories/c/index.html":   "story c",
		"values/trust/index.htm": "trust",
		"people/ada/index.html":  "ada",
		"topics/bees":            "now a file",
		".nojekyll":              "",
		".well-known/security":   "contact",
		"same.css":               "same",
	}
	// What a third build wants: a story that was published is withdrawn.
	withdrawn = tree{"index.html": "home three", "same.css": "same"}
	theirs    = tree{"CNAME": "x.example", "stories/b/notes.txt": "keep"}
)

var errFault = errors.New("no space left on this test")

// stopper fails the n-th operation, and if killed every one that comes after it.
type stopper struct {
	n, seen int
	killed  bool
	op      string // the operation that failed
	moved   bool   // an operation before that one changed the published site
}

func (s *stopper) fault(op, _ string) error {
	s.seen++
	switch {
	case s.seen == s.n:
		s.op = op
		return errFault
	case s.seen > s.n && s.killed && s.op != "":
		return errFault
	case s.op == "":
		s.moved = s.moved || op == "rename" || op == "remove" || op == "clean" || op == "rmdir"
	}
	return nil
}

// build publishes what want says, as a caller would: it stages what differs.
func build(out, rec string, want tree, clean bool, fault func(op, path string) error) (err error) {
	d, err := open(out, rec, fault)
	if err != nil {
		return err
	}
	defer func() {
		// A killed process doesn't close; but its lock goes.
		if s := d.Close(); s != nil {
			d.release()
			err = errors.Join(err, s)
		}
	}()
	var changed []string
	for _, p := range slices.Sorted(maps.Keys(want)) {
		if old, err := d.Read(p); err == nil && string(old) == want[p] && !clean {
			continue
		}
		changed = append(changed, p)
		if err := d.Stage(p, []byte(want[p])); err != nil {
			return err
		}
	}
	if clean {
		if err := d.Clean(); err != nil {
			return err
		}
	}
	var gone []string
	for _, p := range d.Recorded() {
		if _, ok := want[p]; !ok {
			gone = append(gone, p)
		}
	}
	return d.Commit(changed, gone)
}

func readTree(t *testing.T, dir string) tree {
	t.Helper()
	got := tree{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		got[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func writeTree(t *testing.T, dir string, files tree) {
	t.Helper()
	for p, text := range files {
		name := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func union(trees ...tree) tree {
	all := tree{}
	for _, t := range trees {
		maps.Copy(all, t)
	}
	return all
}

func noEmptyFolders(t *testing.T, dir string) {
	t.Helper()
	_ = filepath.WalkDir(dir, func(p string, e fs.DirEntry, _ error) error {
		if e.IsDir() && p != dir {
			if list, _ := os.ReadDir(p); len(list) == 0 {
				t.Errorf("empty folder %s", p)
			}
		}
		return nil
	})
}

// Whatever operation a build is killed at or fails at, every file is whole,
// nobody else's file is touched, and the next build puts everything right.
func TestStoppedAnywhere(t *testing.T) {
	for _, clean := range []bool{false, true} {
		for _, killed := range []bool{false, true} {
			t.Run(fmt.Sprintf("clean=%v,killed=%v", clean, killed), func(t *testing.T) {
				t.Parallel()
				n := 1
				for ; stopAt(t, n, killed, clean); n++ {
				}
				if n < 30 {
					t.Errorf("only %d operations were seen", n)
				}
			})
		}
	}
}

// stopAt runs one build that is stopped at the n-th operation. It reports
// whether there was an n-th operation.
func stopAt(t *testing.T, n int, killed, clean bool) bool {
	dir := t.TempDir()
	defer os.RemoveAll(dir)
	out, rec := filepath.Join(dir, "public"), filepath.Join(dir, ".kith")
	if err := build(out, rec, before, false, nil); err != nil {
		t.Fatal(err)
	}
	theirs := theirs
	if clean {
		theirs = tree{".git/config": "x"}
	}
	writeTree(t, out, theirs)

	s := &stopper{n: n, killed: killed}
	err := build(out, rec, after, clean, s.fault)
	if s.op == "" {
		if err != nil {
			t.Fatal(err)
		}
		return false
	}
	where := fmt.Sprintf("stopped at operation %d, %s", n, s.op)
	if err != nil && !errors.Is(err, errFault) {
		t.Fatalf("%s: the error is %v", where, err)
	}
	if !s.moved && !killed && err != nil && s.op != "remove" {
		if got := readTree(t, out); !maps.Equal(got, union(before, theirs)) {
			t.Errorf("%s: nothing was moved, yet the site is %v", where, got)
		}
	}

	d, err := Open(out, rec)
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	recorded := d.Recorded()
	d.Close()
	for p, text := range readTree(t, out) {
		if was, ok := theirs[p]; ok {
			if was != text {
				t.Errorf("%s: somebody's file %s changed", where, p)
			}
			continue
		}
		old, inOld := before[p]
		new, inNew := after[p]
		if (!inOld || old != text) && (!inNew || new != text) {
			t.Errorf("%s: %s is %q, neither old nor new", where, p, text)
		}
		if _, ok := slices.BinarySearch(recorded, p); !ok {
			t.Errorf("%s: %s is there but not on record", where, p)
		}
	}
	for p := range theirs {
		if _, err := os.Stat(filepath.Join(out, p)); err != nil {
			t.Errorf("%s: somebody's file is gone: %v", where, err)
		}
	}

	// The next build, whether it wants the same or something was withdrawn meanwhile.
	for _, want := range []tree{withdrawn, after} {
		if err := build(out, rec, want, false, nil); err != nil {
			t.Fatalf("%s: the next build failed: %v", where, err)
		}
		if got := readTree(t, out); !maps.Equal(got, union(want, theirs)) {
			t.Errorf("%s: after the next build\n got %v\nwant %v", where, got, want)
		}
		noEmptyFolders(t, out)
	}
	return !t.Failed()
}

// A first build killed anywhere leaves a folder that the next build accepts.
func TestFirstBuildStopped(t *testing.T) {
	for n := 1; ; n++ {
		dir := t.TempDir()
		out, rec := filepath.Join(dir, "public"), filepath.Join(dir, ".kith")
		s := &stopper{n: n, killed: true}
		_ = build(out, rec, before, false, s.fault)
		if s.op == "" {
			break
		}
		if err := build(out, rec, withdrawn, false, nil); err != nil {
			t.Fatalf("stopped at %d (%s): %v", n, s.op, err)
		}
		if got := readTree(t, out); !maps.Equal(got, withdrawn) {
			t.Fatalf("stopped at %d (%s): %v", n, s.op, got)
		}
	}
}

// A record cut short at any byte never makes a file ours that it didn't name.
func TestRecordCutShort(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "record")
	ok := func(string, string) error { return nil }
	r, err := loadRecord(file, ok)
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"a/index.html", "b/long-name/index.html"}
	if err := errors.Join(r.begin(paths, nil), r.done(nil), r.begin(paths[:1], paths[1:])); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		if err := os.WriteFile(file, whole[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		r, err := loadRecord(file, ok)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.begin([]string{"c"}, nil); err != nil {
			t.Fatal(err)
		}
		if r, err = loadRecord(file, ok); err != nil {
			t.Fatal(err)
		}
		for p := range r.live {
			if p != "c" && !slices.Contains(paths, p) {
				t.Errorf("cut at %d: %q is on record", n, p)
			}
		}
		if !r.live["c"] || !r.unsettled["c"] {
			t.Errorf("cut at %d: what was added is lost", n)
		}
	}
}

// A site edited for years doesn't have a record of all its edits.
func TestRecordStaysSmall(t *testing.T) {
	file := filepath.Join(t.TempDir(), "record")
	r, err := loadRecord(file, func(string, string) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3000 {
		p := []string{fmt.Sprint("story-", i, "/index.html")}
		err := errors.Join(r.begin(p, nil), r.done(nil), r.begin(nil, p), r.done(p))
		if err != nil {
			t.Fatal(err)
		}
		if i%500 == 0 {
			if err := errors.Join(r.begin([]string{"index.html"}, nil), r.done(nil)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if info, err := os.Stat(file); err != nil || info.Size() > 100_000 {
		t.Errorf("the record is %v bytes, %v", info.Size(), err)
	}
	if r, err = loadRecord(file, nil); err != nil || len(r.live) != 1 || !r.live["index.html"] {
		t.Errorf("on record: %v, %v", r.live, err)
	}
}
