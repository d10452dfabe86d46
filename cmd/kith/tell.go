package main

import (
	"fmt"
	"time"

	"kith/generator/diag"
	"kith/generator/preview"
)

// teller says in the terminal what became of a change: one short line, and
// the mistakes if they are others than before.
type teller struct {
	a   *app
	dir string
	was string
	// looked are the findings on finished pages that were told last.
	looked string
	// seen is when the last change was mentioned. One save can be several
	// changes, and is worth one line.
	seen time.Time
}

func newTeller(a *app, dir string) *teller { return &teller{a: a, dir: dir} }

func (t *teller) tell(ev preview.Event) {
	now := t.a.term.soft(time.Now().Format("15:04:05"))
	if ev.Err != nil {
		if ev.Cause != preview.Start { // the caller says it then
			fmt.Fprintf(t.a.err, "%s could not look: %v\n", now, ev.Err)
			t.was = ""
		}
		return
	}
	same := fmt.Sprint(ev.Findings) == t.was
	switch ev.Cause {
	case preview.Behind:
	case preview.Looked:
		same = fmt.Sprint(ev.Findings) == t.looked
		t.looked = fmt.Sprint(ev.Findings)
	default:
		t.was = fmt.Sprint(ev.Findings)
	}
	switch ev.Cause {
	case preview.Clock:
		if same {
			return
		}
	case preview.Change:
		switch {
		case !ev.Snapshot.OK():
			fmt.Fprintf(t.a.err, "%s %s; the last good version stays up\n", now, sumUp(ev.Findings))
		case !same || time.Since(t.seen) > 500*time.Millisecond:
			fmt.Fprintf(t.a.err, "%s seen, in %s\n", now, seconds(ev.Took))
			t.seen = time.Now()
		}
	case preview.Behind:
		fmt.Fprintf(t.a.err, "%s a page cannot be made:\n", now)
		same = false
	case preview.Looked:
		if !same {
			fmt.Fprintf(t.a.err, "%s on finished pages:\n", now)
		}
	}
	if !same {
		t.a.printFindings(t.a.err, t.dir, false, worth(ev))
	}
}

// worth leaves out, while there are errors, what is not one.
func worth(ev preview.Event) []diag.Diagnostic {
	if diag.Count(ev.Findings, diag.Error) == 0 {
		return ev.Findings
	}
	var out []diag.Diagnostic
	for _, d := range ev.Findings {
		if d.Severity == diag.Error {
			out = append(out, d)
		}
	}
	return out
}
