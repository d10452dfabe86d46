package markdown

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/styles"
)

// TestContrast measures the colours of every style on the theme's grounds.
func TestContrast(t *testing.T) {
	colour := regexp.MustCompile(`color:(#[0-9a-f]{6})`)
	for _, name := range styles.Names() {
		css := string(StyleSheet(name, name))
		light, dark, ok := strings.Cut(css, "@media (prefers-color-scheme:dark)")
		if !ok {
			t.Fatal("no dark scheme")
		}
		for part, ground := range map[string]chroma.Colour{light: lightGround, dark: darkGround} {
			for _, m := range colour.FindAllStringSubmatch(part, -1) {
				if c := contrast(chroma.MustParseColour(m[1]), ground); c < 4.5 {
					t.Errorf("%s: %s has contrast %.2f", name, m[1], c)
				}
			}
		}
	}
}

func TestStyleSheet(t *testing.T) {
	css := string(StyleSheet("", ""))
	if css != string(StyleSheet("no such style", "nor this")) || css != string(StyleSheet("", "")) {
		t.Error("the default varies")
	}
	for _, want := range []string{".prose pre :is(", ":root[data-scheme=dark] ", ":root:not([data-scheme=light]) ", ".kd"} {
		if !strings.Contains(css, want) {
			t.Errorf("no %q in\n%s", want, css)
		}
	}
	if strings.Contains(css, "background") {
		t.Error("the ground belongs to the theme")
	}
}

// TestStyles compares the table of styles with chroma's own.
func TestStyles(t *testing.T) {
	var b strings.Builder
	for _, name := range styles.Names() {
		b.WriteString(name + "\n")
		classes, order := map[string][]string{}, []string{}
		seen := map[string]bool{}
		for _, kind := range tokenTypes() {
			class, e := classOf(kind), styles.Registry[name].Get(kind)
			if seen[class] {
				continue
			}
			seen[class] = true
			var how []string
			if e.Colour.IsSet() {
				how = append(how, e.Colour.String())
			}
			if e.Bold == chroma.Yes {
				how = append(how, "bold")
			}
			if e.Italic == chroma.Yes {
				how = append(how, "italic")
			}
			line := strings.Join(how, " ")
			if classes[line] == nil {
				order = append(order, line)
			}
			classes[line] = append(classes[line], class)
		}
		for _, line := range order {
			fmt.Fprintf(&b, "%s: %s\n", line, strings.Join(classes[line], " "))
		}
		b.WriteString("\n")
	}
	if *update {
		if err := os.WriteFile("styles.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if b.String() != styleTable {
		t.Error("chroma's styles are others now; go test -update writes them down")
	}
}
