package meta

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kith/generator/diag"
)

// Whatever the front matter, a file is done in a moment. The bound is wide,
// for slow machines; what it catches takes minutes.
func TestLargeAndOdd(t *testing.T) {
	many := func(form string) string {
		var b strings.Builder
		for i := 0; b.Len() < maxFrontMatter-200; i++ {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	for name, src := range map[string]string{
		"keys":         "---\n" + many("k%d: x\n") + "---\n",
		"keys, a slip": "---\n" + many("k%d: x\n") + "t: a: b\n---\n",
		"slips":        "---\n" + many("k%d: x: y\n") + "---\n",
		"words":        "---\n" + many("word %d\n") + "---\n",
		"dashes":       "---\na:\n" + many("  -x%d\n") + "---\n",
		"one line":     "---\na: [" + many("é%d, ") + "]\n---\n",
		"brackets":     "---\na: " + strings.Repeat("[", maxFrontMatter-200) + "\n---\n",
		"quotes":       "---\na: " + strings.Repeat("\"", maxFrontMatter-200) + "\n---\n",
		"line breaks":  "---\na: \"" + strings.Repeat("x\n\n", 80_000) + "\"\n---\n",
		"indents":      "---\n" + strings.Repeat(" ", 1000) + many("k%d: x\n ") + "---\n",
		"toml":         "+++\n" + many("k%d = 1\n") + "+++\n",
		"toml slips":   "+++\n" + many("k%d = x\n") + "+++\n",
		"toml tables":  "+++\n" + many("[a%d]\n") + "+++\n",
		"toml dots":    "+++\n" + strings.Repeat("a.", 100_000) + "b = 1\n+++\n",
		"fences":       "---\n" + strings.Repeat("--\n", 80_000),
	} {
		start := time.Now()
		var list diag.List
		m, _, _ := Parse("f.md", []byte(src), &list)
		for _, key := range []string{"title", "a", "k5"} {
			m.LongText(key)
			m.Items(key)
			m.Tree(key)
		}
		m.Done()
		checkFindings(t, []byte(src), &list)
		// What takes quadratic time runs into the test's own time limit.
		t.Logf("%s: %s", name, time.Since(start).Round(time.Millisecond))
	}
}
