package publish

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

// Into an empty folder whole folders are moved, but only what is wanted comes
// with them, what was staged twice as it was the second time, and two paths of
// which one is the other's folder don't disturb each other before Commit.
func TestCommitIntoEmptyFolder(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	writeTree(t, out, tree{".well-known/theirs.txt": "theirs"})
	d, err := Open(out, filepath.Join(dir, ".kith"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	wanted := tree{
		"index.html":                "home",
		"people/ada/index.html":     "ada",
		"people/ada/ada.vcf":        "card",
		"stories/a/index.html":      "a, the second time",
		"stories/b/photo.jpg":       "photo",
		"topics/bees/index.html":    "bees",
		"topics/bees/deep/in/x.txt": "x",
		".well-known/security.txt":  "contact",
	}
	staged := []string{
		"stories/a/index.html", "a, the first time", "stories/b/unwanted.html", "no", "unwanted/only.html", "no",
		"topics", "a file where a folder is wanted", "index.html/inside", "in a file", "TOPICS/bees/index.html", "shouted",
	}
	for i := 0; i < len(staged); i += 2 {
		if err := d.Stage(staged[i], []byte(staged[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	var paths []string
	for _, p := range slices.Sorted(maps.Keys(wanted)) {
		if err := d.Stage(p, []byte(wanted[p])); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	if err := d.Commit(paths, nil); err != nil {
		t.Fatal(err)
	}
	if got, want := readTree(t, out), union(wanted, tree{".well-known/theirs.txt": "theirs"}); !maps.Equal(got, want) {
		t.Errorf("the site is %v\nwant %v", got, want)
	}
	noEmptyFolders(t, out)
	for _, dir := range []string{"people", "stories/a"} {
		info, err := os.Stat(filepath.Join(out, dir))
		if err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o500 != 0o500 {
			t.Errorf("%s: %v, %v", dir, info, err)
		}
	}
}
