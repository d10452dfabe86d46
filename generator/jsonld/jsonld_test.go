package jsonld

import (
	"encoding/json"
	"strings"
	"testing"
)

// Whatever people write, the script around it does not end early, and a
// reader gets what was written.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "</script><script>alert(1)</script>", "<!--", "]]>", "\u2028", "a & b", "\x00", "“x”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		data, err := Encode(BlogPosting{ID: words, Headline: words, Author: []Person{{Name: words}}, IsPartOf: []any{&Ref{words}}})
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(string(data), "<>&\u2028\u2029\n") {
			t.Errorf("not escaped: %s", data)
		}
		var got struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal(data, &got); err != nil || len(got.Graph) != 1 {
			t.Fatal(err, string(data))
		}
		if want := strings.ToValidUTF8(words, "\ufffd"); words == want && got.Graph[0]["headline"] != words {
			t.Errorf("%q became %q", words, got.Graph[0]["headline"])
		}
		if got.Graph[0]["@type"] != "BlogPosting" {
			t.Error(got.Graph[0]["@type"])
		}
	})
}
