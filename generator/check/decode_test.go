package check

import (
	"html"
	"testing"
)

// FuzzDecoded compares entities with those of package html.
func FuzzDecoded(f *testing.F) {
	for _, s := range []string{"", "&", "a &amp; b", "&amp;amp;", "&ampamp;&lt&gt;&notit;&not;it", "&#39;&#x27;&#34&#xe9;&#999999999;&#;&#x;&", "&eacute;&eacute&CounterClockwiseContourIntegral;", "&#38;lt;&é;&&amp&", "&nbsp;\u00a0&#160;x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := string(appendDecoded(nil, []byte(s))), html.UnescapeString(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	})
}
