package preview

import (
	"net/http"
	"strings"
	"testing"

	"kith/generator/hosting"
)

func TestAnswers(t *testing.T) {
	hub := small()
	hub.files["fr/index.html"], hub.files["fr/404.html"] = page("accueil"), page("perdu")
	v := serve(t, hub)
	for _, c := range []struct {
		path   string
		status int
		kind   string
		to     string
		body   string
	}{
		{path: "/", status: 200, kind: "text/html; charset=utf-8", body: page("home")},
		{path: "/index.html", status: 200, kind: "text/html; charset=utf-8", body: page("home")},
		{path: "/stories/kettle/", status: 200, kind: "text/html; charset=utf-8"},
		{path: "/stories/kettle", status: 302, to: "/stories/kettle/"},
		{path: "/stories/kettle?q=1", status: 302, to: "/stories/kettle/?q=1"},
		{path: "/stories/kettle/kettle.png", status: 200, kind: "image/png", body: "png"},
		{path: "/people/ada/ada.vcf", status: 200, kind: "text/vcard; charset=utf-8", body: "BEGIN:VCARD"},
		{path: "/feed.xml", status: 200, kind: "application/xml; charset=utf-8", body: "<feed/>"},
		{path: "/site.webmanifest", status: 200, kind: "application/manifest+json; charset=utf-8"},
		{path: "/assets/kith-1.css", status: 200, kind: "text/css; charset=utf-8", body: "body{}"},
		{path: "/fragment.html", status: 200, body: "<p>no body"},
		{path: "/files/a%20b.txt", status: 200, body: "blank"},
		{path: "/nothing/", status: 404, kind: "text/html; charset=utf-8", body: page("lost")},
		{path: "/stories/", status: 404, body: page("lost")},
		{path: "/fr/nothing/", status: 404, kind: "text/html; charset=utf-8", body: page("perdu")},
		{path: "/fr/people/nobody/here", status: 404, body: page("perdu")},
		{path: "/fr", status: 302, to: "/fr/"},
		{path: "/frozen/nothing", status: 404, body: page("lost")},
		{path: "//stories/kettle", status: 404},
		{path: "//evil.example/stories/kettle", status: 404},
		{path: "/stories//kettle/", status: 404},
		{path: "/stories/../index.html", status: 404},
		{path: "/../../etc/passwd", status: 404},
		{path: "/%2e%2e/%2e%2e/etc/passwd", status: 404},
		{path: "/..%5c..%5cboot.ini", status: 404},
		{path: "/index.html%00.png", status: 404},
		{path: "/_kith/live.js", status: 200, kind: "text/javascript; charset=utf-8"},
		{path: "/_kith/dev.css", status: 200, kind: "text/css; charset=utf-8"},
		{path: "/_kith/wall.html", status: 404},
		{path: "/_kith/", status: 404},
	} {
		r := v.get(c.path)
		if r.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.path, r.StatusCode, c.status)
		}
		if got := r.Header.Get("Content-Type"); c.kind != "" && got != c.kind {
			t.Errorf("%s: type %q, want %q", c.path, got, c.kind)
		}
		if got := r.Header.Get("Location"); got != c.to {
			t.Errorf("%s: leads to %q, want %q", c.path, got, c.to)
		}
		if got := scriptTag.ReplaceAllString(r.body, ""); c.body != "" && got != c.body {
			t.Errorf("%s: body %q, want %q", c.path, got, c.body)
		}
		if strings.Contains(r.Header.Get("Content-Security-Policy"), "unsafe") || !strings.Contains(r.Header.Get("Content-Security-Policy"), "script-src 'self'") {
			t.Errorf("%s: policy %q", c.path, r.Header.Get("Content-Security-Policy"))
		}
	}
}

func TestScriptStandsBeforeTheEndOfTheBody(t *testing.T) {
	v := serve(t, small())
	if r := v.get("/"); !strings.HasSuffix(r.body, "</script></body></html>") {
		t.Errorf("the script is elsewhere: %q", r.body)
	}
	if r := v.get("/fragment.html"); !strings.HasSuffix(r.body, "</script>") {
		t.Errorf("the script is elsewhere: %q", r.body)
	}
}

func TestRangesAndTags(t *testing.T) {
	v := serve(t, small())
	r := v.get("/feed.xml", func(r *http.Request) { r.Header.Set("Range", "bytes=1-4") })
	if r.StatusCode != http.StatusPartialContent || r.body != "feed" {
		t.Errorf("a part of a file: %d %q", r.StatusCode, r.body)
	}
	tag := v.get("/").Header.Get("ETag")
	r = v.get("/", func(r *http.Request) { r.Header.Set("If-None-Match", tag) })
	if r.StatusCode != http.StatusNotModified {
		t.Errorf("an unchanged page: %d", r.StatusCode)
	}
	r = v.get("/", func(r *http.Request) { r.Method = http.MethodHead })
	if r.StatusCode != http.StatusOK || r.body != "" || r.ContentLength == 0 {
		t.Errorf("HEAD: %d, %d bytes of %d", r.StatusCode, len(r.body), r.ContentLength)
	}
}

func TestSubPath(t *testing.T) {
	f := small()
	f.base = "/hub/"
	v := serve(t, f)
	for path, want := range map[string]string{
		"/": "302 /hub/", "/hub": "302 /hub/", "/hub/": "200 ", "/hub/stories/kettle": "302 /hub/stories/kettle/",
		"/stories/kettle/": "404 ", "/hubris/": "404 ",
	} {
		r := v.get(path)
		if got := r.Status[:3] + " " + r.Header.Get("Location"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if v.s.Base() != "/hub/" {
		t.Errorf("base is %q", v.s.Base())
	}
}

func TestWhoMayLook(t *testing.T) {
	v := serve(t, small(), func(o *Options) { o.Hosts = []string{"192.0.2.7"} })
	for host, want := range map[string]int{
		"localhost": 200, "localhost:3210": 200, "LOCALHOST": 200, "localhost.": 200,
		"127.0.0.1:80": 200, "127.0.0.2": 200, "[::1]:3210": 200, "192.0.2.7:3210": 200,
		"evil.example": 403, "localhost.evil.example": 403, "192.0.2.8": 403, "127.0.0.1.evil.example": 403, "": 403,
	} {
		g := v.s.guard
		if got := g.allowed(host); got != (want == 200) {
			t.Errorf("host %q: %t", host, got)
		}
	}
	r := v.get("/", func(r *http.Request) { r.Host = "evil.example" })
	if r.StatusCode != http.StatusForbidden || !strings.Contains(r.body, "kith serve --bind") {
		t.Errorf("another name: %d %q", r.StatusCode, r.body)
	}
	all := newGuard(Options{AnyAddress: true})
	if !all.allowed("10.1.2.3:3210") || all.allowed("evil.example") {
		t.Error("on all addresses: every number, no name")
	}
	for _, m := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, "BREW"} {
		r := v.get("/", func(r *http.Request) { r.Method = m })
		if r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d", m, r.StatusCode)
		}
	}
	r = v.get("/_kith/source?file=site.toml", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
	if r.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %d", r.StatusCode)
	}
}

func TestSource(t *testing.T) {
	f := small()
	f.sources["content/.secret.md"] = "secret"
	f.sources["content/notes.exe"] = "secret"
	f.sources["../outside.md"] = "secret"
	f.sources["content/a.md"] = "one\n<script>alert(1)</script>\nthree\n"
	v := serve(t, f)
	r := v.get("/_kith/source?file=content/a.md&line=2")
	if r.StatusCode != 200 || !strings.Contains(r.body, `<span class="line bad" id="L2"`) || strings.Contains(r.body, "<script>alert") {
		t.Errorf("%d %s", r.StatusCode, r.body)
	}
	for _, file := range []string{"content/.secret.md", "content/notes.exe", "../outside.md", "/etc/passwd", "content/../site.toml", "", "content/none.md", "C:/x.md"} {
		if r := v.get("/_kith/source?file=" + file); r.StatusCode != http.StatusNotFound || strings.Contains(r.body, "secret") {
			t.Errorf("%q: %d", file, r.StatusCode)
		}
	}
}

func TestEditors(t *testing.T) {
	for setting, want := range map[string]string{
		"":                            "",
		"vscode":                      "vscode://file/hub/content/a%20b.md:3:4",
		"IDEA":                        "idea://open?file=/hub/content/a%20b.md&line=3&column=4",
		"my://open?f={path}&l={line}": "my://open?f=/hub/content/a%20b.md&l=3",
	} {
		e, err := NewEditor(setting)
		if err != nil {
			t.Errorf("%q: %v", setting, err)
		}
		if got, _ := e.link("/hub", "content/a b.md", 3, 4); string(got) != want {
			t.Errorf("%q: %q, want %q", setting, got, want)
		}
		if got, ok := e.link("/hub", "../a.md", 3, 4); ok {
			t.Errorf("%q leads outside: %q", setting, got)
		}
	}
	for _, setting := range []string{"vim", "javascript:alert({path})", "javascript://{path}", "https://evil.example/{path}", "my://open"} {
		if _, err := NewEditor(setting); err == nil {
			t.Errorf("%q was taken", setting)
		}
	}
}

// The preview sends what the published site asks of its host.
func TestHeadersOfTheSite(t *testing.T) {
	f := small()
	f.headers = []hosting.Header{{Name: "X-Robots-Tag", Value: "noindex"}, {Name: "Referrer-Policy", Value: ""}}
	r := serve(t, f).get("/")
	if got := r.Header.Get("X-Robots-Tag"); got != "noindex" {
		t.Errorf("the site's own header is %q", got)
	}
	if got := r.Header.Get("Referrer-Policy"); got != "" {
		t.Errorf("a header that the site takes away is %q", got)
	}
	if got := r.Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors") {
		t.Errorf("the policy is %q", got)
	}
}
