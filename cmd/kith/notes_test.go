package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/generator/sitetest"
)

const rough = "---\ntitle: Still rough\nsummary: Ana went out at six and came back with the lamp.\ndate: 2026-11-01\nauthors: [ana-lopez]\ndraft: true\n---\n\n" +
	"I took the lamp to my mother. Going forward I will knock twice.\n"

type toldNotes struct {
	Notes struct {
		Token, Digest, Line, Undo string
		Notes                     []struct{ ID, HTML, Words string }
	}
}

func (s *served) notes(page string) toldNotes {
	s.t.Helper()
	res, err := http.Get(strings.TrimSuffix(s.url, "/") + "/_kith/notes?page=" + url.QueryEscape(page))
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	var n toldNotes
	if err := json.NewDecoder(res.Body).Decode(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// change sends what a page of the preview sends.
func (s *served) change(token string, what map[string]any) int {
	s.t.Helper()
	body, err := json.Marshal(what)
	if err != nil {
		s.t.Fatal(err)
	}
	origin := strings.TrimSuffix(s.url, "/")
	req, err := http.NewRequest(http.MethodPost, origin+"/_kith/change", strings.NewReader(string(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Origin", origin)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Kith-Token", token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

// From the story to the note, from the note to the file, and back.
func TestServeTakesWhatIsAccepted(t *testing.T) {
	dir := t.TempDir()
	writeHub(t, dir, sitetest.Hub("-- content/stories/rough.md --\n"+rough))
	file := filepath.Join(dir, "content", "stories", "rough.md")
	s := startServe(t, dir)
	n := s.notes("/stories/rough/")
	id := ""
	for _, one := range n.Notes.Notes {
		if one.Words == "Going forward" {
			id = one.ID
		}
	}
	if id == "" || n.Notes.Token == "" {
		t.Fatalf("no note on the words: %+v", n)
	}
	if got := s.change(n.Notes.Token, map[string]any{"do": "accept", "page": "/stories/rough/", "note": id, "digest": n.Notes.Digest}); got != http.StatusOK {
		t.Fatalf("it said %d", got)
	}
	data, err := os.ReadFile(file)
	if want := strings.Replace(rough, "Going forward", "From now on", 1); err != nil || string(data) != want {
		t.Errorf("%q, %v", data, err)
	}
	s.wait("the words on the page", func() bool {
		_, body := s.get("stories/rough/")
		return strings.Contains(body, "From now on I will knock")
	})
	n = s.notes("/stories/rough/")
	if got := s.change(n.Notes.Token, map[string]any{"do": "undo", "page": "/stories/rough/", "undo": n.Notes.Undo}); got != http.StatusOK {
		t.Errorf("undo: %d", got)
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != rough {
		t.Errorf("%q, %v", data, err)
	}
}

func TestServeWithoutNotes(t *testing.T) {
	dir := t.TempDir()
	writeHub(t, dir, sitetest.Hub("-- content/stories/rough.md --\n"+rough))
	s := startServe(t, dir, "--no-notes")
	if n := s.notes("/stories/rough/"); len(n.Notes.Notes) > 0 || n.Notes.Token != "" || n.Notes.Line != "" {
		t.Errorf("%+v", n)
	}
}

func TestWhoMayEdit(t *testing.T) {
	for bind, mine := range map[string]bool{
		"": true, "localhost": true, "127.0.0.1": true, "127.8.9.1": true, "::1": true, "[::1]": true,
		"0.0.0.0": false, "::": false, "192.0.2.7": false, "hub.example": false, "localhost.example": false,
	} {
		if got := readOnly(serveFlags{bind: bind}); (got == "") != mine {
			t.Errorf("%q: %q", bind, got)
		}
		if got := readOnly(serveFlags{bind: bind, edits: true}); got != "" {
			t.Errorf("%q, allowed: %q", bind, got)
		}
	}
}
