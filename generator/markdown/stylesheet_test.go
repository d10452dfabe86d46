package markdown

import (
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
