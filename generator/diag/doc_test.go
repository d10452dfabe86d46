package diag

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/diagnostics.md anew")

const manual = "../../docs/diagnostics.md"

// TestManual keeps docs/diagnostics.md the same as the table in codes.go.
func TestManual(t *testing.T) {
	want := theManual(t)
	if *update {
		if err := os.WriteFile(manual, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/diagnostics.md is not what generator/diag/codes.go says: run go test ./generator/diag -update")
	}
}

func theManual(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(manualIntro)
	for _, s := range []struct {
		severity Severity
		heading  string
	}{
		{Error, "## Errors\n\nThey would publish something wrong, broken, unsafe or without consent."},
		{Warning, "## Warnings\n\nThe page is poorer than it could be."},
		{Idea, "## Ideas\n\nA thought about style."},
	} {
		fmt.Fprintf(&b, "\n%s\n\n| code | what it means, and what helps |\n|---|---|\n", s.heading)
		for _, r := range rules {
			if r.Severity == s.severity {
				fmt.Fprintf(&b, "| `%s` | %s |\n", r.Code, strings.ReplaceAll(r.Doc, "|", `\|`))
			}
		}
	}
	return b.Bytes()
}

const manualIntro = `# What the messages mean

<!-- Made from the table in generator/diag/codes.go by its tests. Don't edit it
     here: change the table and run go test ./generator/diag -update -->

A message says where, what, and what to do next:

    content/stories/one-screw.md:5:11: error: I don't know anyone called "samir-hadad". [unknown-person]
        authors: [samir-hadad]
                  ^^^^^^^^^^^
        did you mean Samir Haddad ("samir-haddad")? People are the files in content/people.

That is the file, the line and the place in the line (both counted from 1), how grave it is, and in
square brackets its code. ` + "`kith explain unknown-person`" + ` says about a code what this page says.

An *error* stops a build: nothing is written, and the site that was there stays as it was. A *warning* or an
*idea* stops nothing, unless you build with ` + "`--strict`" + `, which makes errors of warnings. The same kind of message
prints five times, then "and 12 more like these"; ` + "`--all`" + ` shows them all. How to turn a code up or down, or let one
file through for a while, stands in [keeper.md](keeper.md#which-messages-matter).
`
