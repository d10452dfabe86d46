package main

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"kith/generator/sitetest"
)

// served is a `kith serve` under way.
type served struct {
	t    *testing.T
	cmd  *exec.Cmd
	url  string
	said *bytes.Buffer
	done chan error
}

func writeHub(t *testing.T, dir string, files sitetest.Files) {
	t.Helper()
	for name, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func startServe(t *testing.T, dir string, args ...string) *served {
	t.Helper()
	s := &served{t: t, said: &bytes.Buffer{}, done: make(chan error, 1)}
	s.cmd = exec.Command("kith", append([]string{"serve", "-C", dir, "--port", "0", "--date", sitetest.Date}, args...)...)
	s.cmd.Stderr = s.said
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("it said %q, then %v\n%s", line, err, s.said)
	}
	s.url = strings.TrimSpace(line)
	go func() { s.done <- s.cmd.Wait() }()
	return s
}

var addedScript = regexp.MustCompile(`<script src="/_kith/live.js"[^>]*></script>`)

func (s *served) get(path string) (int, string) {
	s.t.Helper()
	base, err := url.Parse(s.url)
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.Get(base.ResolveReference(&url.URL{Path: base.Path + path}).String())
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, addedScript.ReplaceAllString(string(data), "")
}

func (s *served) wait(what string, ready func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !ready(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("never: %s", what)
		}
	}
}

// What the preview shows is what a build writes, byte by byte, also below a
// sub-path and after edits.
func TestServeShowsWhatBuildWrites(t *testing.T) {
	dir := t.TempDir()
	writeHub(t, dir, sitetest.Hub().Replace("site.toml", "https://hub.example/", "https://hub.example/at/home/"))
	s := startServe(t, dir, "--published")
	if !strings.HasSuffix(s.url, "/at/home/") {
		t.Errorf("it is at %s", s.url)
	}
	compare := func() {
		t.Helper()
		if out, err := exec.Command("kith", "-C", dir, "build", "--date", sitetest.Date).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		public := filepath.Join(dir, "public")
		n := 0
		err := filepath.WalkDir(public, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			want, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(public, p)
			if err != nil {
				return err
			}
			if status, got := s.get(filepath.ToSlash(rel)); status != 200 || got != string(want) {
				t.Errorf("%s: status %d, %d bytes; the build wrote %d", rel, status, len(got), len(want))
			}
			n++
			return nil
		})
		if err != nil || n < 20 {
			t.Errorf("%d files, %v", n, err)
		}
	}
	compare()
	letter := filepath.Join(dir, "content", "stories", "letter.md")
	text, err := os.ReadFile(letter)
	if err != nil {
		t.Fatal(err)
	}
	// As careful editors save: a new file, moved over the old one.
	beside := letter + ".new"
	if err := os.WriteFile(beside, bytes.Replace(text, []byte("four pages"), []byte("nine pages"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(beside, letter); err != nil {
		t.Fatal(err)
	}
	s.wait("the new words", func() bool {
		_, body := s.get("stories/letter/")
		return strings.Contains(body, "nine pages")
	})
	compare()
}

// The address is said before the first look at the hub, so it does not depend
// on what comes of that.
func TestServeSaysItsAddressFirst(t *testing.T) {
	dir := t.TempDir()
	writeHub(t, dir, sitetest.Hub("-- content/stories/broken.md --\n---\ntitle: [\n---\nWords.\n").
		Replace("site.toml", "https://hub.example/", "https://hub.example/at/home/"))
	s := startServe(t, dir)
	if !strings.HasSuffix(s.url, "/at/home/") {
		t.Errorf("it is at %s", s.url)
	}
	if _, body := s.get(""); !strings.Contains(body, "broken.md") {
		t.Errorf("the mistake is not shown:\n%s", body)
	}
}

func TestServeShowsDraftsAndStopsWhenAsked(t *testing.T) {
	dir := t.TempDir()
	writeHub(t, dir, sitetest.Hub("-- content/stories/rough.md --\n---\ntitle: Still rough\nsummary: Something that somebody is still writing, a line at a time.\ndate: 2026-11-01\nauthors: [ana-lopez]\ndraft: true\n---\nRough.\n"))
	s := startServe(t, dir)
	if status, _ := s.get("stories/rough/"); status != 200 {
		t.Errorf("a draft: %d", status)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("the preview wrote to public/")
	}
	if runtime.GOOS == "windows" {
		return // it has no way to send Ctrl-C to another
	}
	// An open page must not hold it up.
	res, err := http.Get(strings.TrimSuffix(s.url, "/") + "/_kith/events?page=/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-s.done:
		if err != nil {
			t.Errorf("it left with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it did not stop")
	}
	if !strings.HasSuffix(s.said.String(), "Stopped.\n") {
		t.Errorf("it said %q", s.said)
	}
}
