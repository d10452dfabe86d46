package amend_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"kith/generator/amend"
)

func hub(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for file, text := range map[string]string{
		"content/stories/a.md": "old", "content/.hidden/a.md": "old", "content/.a.md": "old", "content/a.txt": "old",
		"site.toml": "old", "outside/a.md": "old", "content/folder.md/a.md": "old",
	} {
		p := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWrite(t *testing.T) {
	dir := hub(t)
	if err := amend.Write(dir, "content/stories/a.md", []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "content", "stories", "a.md")
	data, _ := os.ReadFile(file)
	info, err := os.Stat(file)
	if string(data) != "new" || err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v", data, info.Mode())
	}
	if err := amend.Write(dir, "content/stories/a.md", []byte("old"), []byte("newer")); !errors.Is(err, amend.ErrChanged) {
		t.Errorf("a file that has changed: %v", err)
	}
	left, _ := os.ReadDir(filepath.Dir(file))
	if data, _ := os.ReadFile(file); string(data) != "new" || len(left) != 1 {
		t.Errorf("%q, with %v", data, left)
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := hub(t)
	for _, file := range []string{
		"", "content", "content/", "../outside/a.md", "content/../outside/a.md", "content/../../a.md", "/etc/a.md", "outside/a.md", "site.toml",
		"content/.a.md", "content/.hidden/a.md", "content/a.txt", `content\stories\a.md`, "C:/content/a.md", "content/none.md", "content/stories",
		"content/folder.md", "content/stories/a.md/", "Content/stories/a.md", "content/a.md\x00",
	} {
		if err := amend.Write(dir, file, []byte("old"), []byte("new")); err == nil {
			t.Errorf("%q was written", file)
		}
		if data, err := amend.Read(dir, file); err == nil {
			t.Errorf("%q was read: %q", file, data)
		}
	}
	link := func(to, at string) {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(at))); err != nil {
			t.Skip("no links here")
		}
	}
	link(filepath.Join(dir, "outside", "a.md"), "content/link.md")
	link("stories/a.md", "content/inside.md")
	link(filepath.Join("..", "outside"), "content/out")
	link("stories", "content/in")
	for _, file := range []string{"content/link.md", "content/inside.md", "content/out/a.md", "content/in/a.md"} {
		if err := amend.Write(dir, file, []byte("old"), []byte("new")); err == nil {
			t.Errorf("%q was written", file)
		}
	}
	for _, file := range []string{"outside/a.md", "content/stories/a.md"} {
		if data, _ := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file))); string(data) != "old" {
			t.Errorf("%s is %q", file, data)
		}
	}
	// The folder itself may be a link that somebody made: it still isn't ours.
	other := t.TempDir()
	if err := os.Symlink(filepath.Join(dir, "content"), filepath.Join(other, "content")); err == nil {
		if err := amend.Write(other, "content/stories/a.md", []byte("old"), []byte("new")); err == nil {
			t.Error("content/ is a link, and was written through")
		}
	}
}
