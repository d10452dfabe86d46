package beneath_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"kith/generator/beneath"
)

// hub is a folder with a file in it and a secret beside it.
func hub(t *testing.T) (*beneath.Folder, string) {
	t.Helper()
	dir := t.TempDir()
	for name, words := range map[string]string{"secret": "secret", "hub/stories/kettle.md": "kettle"} {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(words), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(filepath.Join(dir, "hub"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := beneath.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close(); root.Close() })
	return f, filepath.Join(dir, "hub")
}

func read(t *testing.T, f *beneath.Folder, name string) string {
	t.Helper()
	file, err := f.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFilesOfAFolder(t *testing.T) {
	f, _ := hub(t)
	if err := errors.Join(f.Mkdir("people", 0o755), f.Mkdir("people/bo", 0o755), f.Mkdir("people/ada", 0o755), f.Mkdir("people/ada/photos", 0o755), f.Mkdir("people/cy", 0o755)); err != nil {
		t.Fatal(err)
	}
	file, err := f.Create("people/ada/index.html", 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteString("Ada"); errors.Join(err, file.Close()) != nil {
		t.Fatal(err)
	}
	if got := read(t, f, "people/ada/index.html") + read(t, f, "stories/kettle.md"); got != "Adakettle" {
		t.Errorf("read %q", got)
	}
	if _, err := f.Create("people/ada/index.html", 0o644); !errors.Is(err, fs.ErrExist) {
		t.Errorf("made twice: %v", err)
	}
	if err := f.Mkdir("people/ada", 0o755); !errors.Is(err, fs.ErrExist) {
		t.Errorf("made twice: %v", err)
	}
	if _, err := f.Open("stories/none.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opened what is not there: %v", err)
	}
	if err := f.Mkdir("none/ada", 0o755); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("made in what is not there: %v", err)
	}
}

// Nothing leads out of the folder: neither a path nor a link.
func TestNothingLeadsOut(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there")
	}
	f, dir := hub(t)
	for name, to := range map[string]string{"up": "../secret", "there": filepath.Join(filepath.Dir(dir), "secret"), "out": "..", "within": "stories/kettle.md", "stories/back": "../stories"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"../secret", "up", "there", "out/secret", "stories/../../secret", filepath.Join(filepath.Dir(dir), "secret")} {
		if file, err := f.Open(name); err == nil {
			file.Close()
			t.Errorf("opened %s", name)
		}
	}
	for _, name := range []string{"../new", "out/new"} {
		if file, err := f.Create(name, 0o644); err == nil {
			file.Close()
			t.Errorf("made %s", name)
		}
		if err := f.Mkdir(name, 0o755); err == nil {
			t.Errorf("made the folder %s", name)
		}
	}
	if got := read(t, f, "within") + read(t, f, "stories/back/kettle.md"); got != "kettlekettle" {
		t.Errorf("links within the folder: read %q", got)
	}
}
