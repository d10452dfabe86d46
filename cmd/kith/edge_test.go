package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/scaffold"
)

// A bug of ours is reported as one, with its stack in a file, and without
// the words that frighten people.
func TestBugIsReportedAsOne(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	var said bytes.Buffer
	a := &app{err: &said, term: newTerminal(&said)}
	err := fmt.Errorf("%w: while making index.html: index out of range\ngoroutine 7 [running]:\nmain.x()", generator.ErrBug)
	if code := a.exitCode(err); code != exitFailed {
		t.Errorf("it left with %d", code)
	}
	got := said.String()
	if !strings.Contains(got, "This is a bug in kith, not a mistake of yours: while making index.html: index out of range\n") ||
		!strings.Contains(got, "issue tracker") || strings.Contains(got, "goroutine") {
		t.Errorf("it said:\n%s", got)
	}
	files, _ := filepath.Glob(filepath.Join(os.TempDir(), "kith-bug-*.txt"))
	if len(files) != 1 {
		t.Fatalf("files: %v", files)
	}
	if data, _ := os.ReadFile(files[0]); !strings.Contains(string(data), "goroutine 7") {
		t.Errorf("the file says:\n%s", data)
	}

	t.Setenv("KITH_DEBUG", "1")
	said.Reset()
	a.exitCode(err)
	if !strings.Contains(said.String(), "goroutine 7") {
		t.Errorf("with KITH_DEBUG=1 it said:\n%s", said.String())
	}
}

// On a terminal init asks, and asks again where an answer cannot be used.
func TestInitAsks(t *testing.T) {
	var said bytes.Buffer
	answers := "\nSmall Works\nnot an address\nhub.example\nklingon!\nen-GB\nMars/North\nEurope/London\nAna Lopez\n12\n01632 960001\n"
	t.Setenv("LANG", "")
	t.Setenv("LC_ALL", "")
	a := &app{in: strings.NewReader(answers), err: &said}
	var ans scaffold.Answers
	q := &asker{a: a}
	if err := q.all(&ans); err != nil {
		t.Fatalf("%v after\n%s", err, said.String())
	}
	if ans.Title != "Small Works" || ans.URL != "https://hub.example/" || ans.Language != "en-GB" || ans.Country != "GB" ||
		ans.Timezone != "Europe/London" || ans.HostID != "ana-lopez" || ans.Phone != "01632 960001" {
		t.Errorf("answers: %+v", ans)
	}
	if n := strings.Count(said.String(), "At which address"); n != 2 {
		t.Errorf("it asked %d times for the address:\n%s", n, said.String())
	}
}

func TestFailuresSayWhatToDo(t *testing.T) {
	var said bytes.Buffer
	a := &app{err: &said, term: newTerminal(&said)}
	if code := a.exitCode(fmt.Errorf("writing x: %w", os.ErrPermission)); code != exitFailed {
		t.Errorf("it left with %d", code)
	}
	if !strings.Contains(said.String(), "may not read or write there") {
		t.Errorf("it said %s", said.String())
	}
	if code := a.exitCode(errMistakes); code != exitMistakes {
		t.Errorf("mistakes left with %d", code)
	}
	if code := a.exitCode(errors.New("x")); code != exitFailed {
		t.Errorf("a failure left with %d", code)
	}
}
