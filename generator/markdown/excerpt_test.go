package markdown

import "testing"

// FuzzExcerpt holds that an excerpt is the same whether all of a text is looked
// at or only its beginning.
func FuzzExcerpt(f *testing.F) {
	for _, s := range []string{"", "One two. Three four five six.", " a  b\u00a0\u00a0c. Dé f", "Ünï, ö. x", "   ", "a. b. c. d. e. f. g. h"} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		n = 1 + (n%excerptLen+excerptLen)%excerptLen
		text := clean([]byte(s), 0).text
		if got, want := cutText(string(firstOf(text, n)), n), cutText(string(text), n); got != want {
			t.Fatalf("%q, %d characters: %q, want %q", s, n, got, want)
		}
	})
}
