package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"kith/generator/diag"
	"kith/themes"
)

// terminal is what is known of where messages go.
type terminal struct {
	w     io.Writer
	is    bool // a person watches
	color bool
}

func newTerminal(w io.Writer) terminal {
	t := terminal{w: w}
	if f, ok := w.(*os.File); ok {
		t.is = term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
	}
	// Any value but the empty one: https://no-color.org
	t.color = t.is && os.Getenv("NO_COLOR") == ""
	return t
}

func (t terminal) paint(code, s string) string {
	if !t.color {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t terminal) bold(s string) string { return t.paint("1", s) }
func (t terminal) soft(s string) string { return t.paint("2", s) }

// printFindings writes findings as people read them.
func (a *app) printFindings(w io.Writer, dir string, all bool, ds []diag.Diagnostic) {
	p := diag.Printer{Source: sources(dir), Color: newTerminal(w).color, All: all}
	_ = p.Print(w, ds)
}

// sources reads the files that findings point into. The built-in theme's are
// in the program.
func sources(dir string) func(file string) []byte {
	return func(file string) []byte {
		if !fs.ValidPath(file) {
			return nil
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
		if err != nil {
			if rest, ok := strings.CutPrefix(file, "themes/"); ok {
				data, err = fs.ReadFile(themes.Files, rest)
			}
		}
		if err != nil {
			return nil
		}
		return data
	}
}

// progress is one line that is drawn again and again while something takes
// long: on a terminal only, and not before half a second has gone by.
type progress struct {
	term  terminal
	begun time.Time

	mu    sync.Mutex
	last  time.Time
	drawn bool
	over  bool
}

func newProgress(t terminal) *progress { return &progress{term: t, begun: time.Now()} }

func (p *progress) step(stage string, done, total int) {
	if !p.term.is {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.over || now.Sub(p.begun) < 500*time.Millisecond || now.Sub(p.last) < 80*time.Millisecond {
		return
	}
	p.last, p.drawn = now, true
	fmt.Fprintf(p.term.w, "\r\x1b[K%s %s of %s", stage, diag.Thousands(done), diag.Thousands(total))
}

// stop takes the line away, for good.
func (p *progress) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.drawn {
		fmt.Fprint(p.term.w, "\r\x1b[K")
	}
}

// count words a number of things: "1 page", "1,204 pages".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return diag.Thousands(n) + " " + many
}

// seconds words how long something took.
func seconds(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", max(1, d.Milliseconds()))
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
}
