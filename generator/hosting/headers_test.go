package hosting

import (
	"strings"
	"testing"
)

func find(headers []Header, name string) string {
	for _, h := range headers {
		if h.Name == name {
			return h.Value
		}
	}
	return ""
}

func TestOwnHeaders(t *testing.T) {
	ours := Headers(nil)
	if v := find(ours, csp); v == "" || strings.Contains(v, "unsafe") {
		t.Errorf("the policy is %q", v)
	}
	got := Headers([]Header{
		{"content-security-policy", "default-src 'self'"}, // however it is written
		{"Referrer-Policy", ""},
		{"X-Robots-Tag", "noindex"},
		{"X-Nothing", ""},
	})
	for name, want := range map[string]string{
		csp: "default-src 'self'", referrer: "", "X-Robots-Tag": "noindex", "X-Nothing": "",
		permissions: find(ours, permissions), contentType: "nosniff",
	} {
		if v := find(got, name); v != want {
			t.Errorf("%s: %q, want %q", name, v, want)
		}
	}
	if len(got) != len(ours) {
		t.Errorf("%d headers, want one more and one less: %v", len(got), got)
	}
}

// A browser complains of a policy in a page that has parts for headers.
func TestPolicyInPages(t *testing.T) {
	p := Policy(Headers(nil), false)
	if !strings.HasPrefix(p, "default-src 'none'; script-src 'self'; ") || strings.Contains(p, "frame-ancestors") {
		t.Errorf("ours, where no headers are sent: %q", p)
	}
	p = Policy(Headers(nil), true)
	if !strings.HasPrefix(p, "script-src-attr 'none'; ") || strings.Contains(p, "img-src") || strings.Contains(p, "frame-ancestors") {
		t.Errorf("ours, beside the headers: %q", p)
	}
	own := []Header{{csp, "default-src 'self';; Report-To x;sandbox; img-src *"}}
	if p := Policy(Headers(own), false); p != "default-src 'self'; img-src *" {
		t.Errorf("of their own: %q", p)
	}
	if p := Policy(Headers([]Header{{csp, ""}}), false); p != "" {
		t.Errorf("none wanted: %q", p)
	}
}

func TestFile(t *testing.T) {
	got := File([]Header{{"A", "b"}, {"C", "d e"}}, "/hub/", []string{"assets/*", "x-1a.js"})
	want := "/hub/*\n  A: b\n  C: d e\n" +
		"/hub/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" +
		"/hub/x-1a.js\n  Cache-Control: public, max-age=31536000, immutable\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := File(nil, "/", nil); got != "" {
		t.Errorf("nothing to say: %q", got)
	}
}
