package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/generator/diag"
	"kith/generator/hosting"
	"kith/generator/voice"
)

// fake is a snapshot made of plain text. A file whose text begins with
// "broken:" cannot be made; the rest of it says why.
type fake struct {
	base     string
	files    map[string]string
	sources  map[string]string
	findings []diag.Diagnostic
	headers  []hosting.Header
	quiet    bool // no notes
	dir      string
	from     string // what every page is made from
	// look and finished are what is found on finished pages.
	look     map[string][]diag.Diagnostic
	finished []diag.Diagnostic
}

func (f *fake) Look(file string) []diag.Diagnostic { return f.look[file] }
func (f *fake) Finished() []diag.Diagnostic        { return f.finished }

func (f *fake) Base() string                { return f.base }
func (f *fake) Headers() []hosting.Header   { return hosting.Headers(f.headers) }
func (f *fake) Paths() []string             { return slices.Sorted(maps.Keys(f.files)) }
func (f *fake) Findings() []diag.Diagnostic { return f.findings }
func (f *fake) OK() bool                    { return diag.Count(f.findings, diag.Error) == 0 }
func (f *fake) Source(file string) string {
	if f.from != "" {
		return f.from
	}
	return "content/" + strings.TrimSuffix(file, "/index.html") + ".md"
}

func (f *fake) Read(file string) []byte {
	if text, ok := f.sources[file]; ok {
		return []byte(text)
	}
	return nil
}

// Notes finds one word worth a note, wherever it stands in the source of a
// story.
func (f *fake) Notes(file string) Notes {
	src, ok := f.sources[f.Source(file)]
	if !ok || f.quiet {
		return Notes{}
	}
	sheet := &voice.Sheet{File: f.Source(file), Good: []string{"two people are named", "every sentence is short"}}
	for at := 0; ; {
		i := strings.Index(src[at:], "utilise")
		if i < 0 {
			break
		}
		at += i
		from := strings.LastIndex(src[:at], "\n") + 1
		to := at + strings.Index(src[at:]+"\n", "\n")
		n := voice.Note{
			Rule: "Kith.Jargon", Level: voice.Look, Pos: diag.Pos{File: sheet.File, Offset: at}, Len: 7, Words: "utilise",
			Message: `"utilise" is office <b>talk</b>.`, Try: "use", Fixes: []string{"use", ""}, Why: "Nobody says it out loud.",
			Before: "We utilise vans.", After: "We use vans.",
			Para: voice.Para{Key: src[from:to], At: from, Len: to - from, Text: src[from:to]},
		}
		at++
		if strings.Contains(src, "voice_keep") {
			sheet.Kept = append(sheet.Kept, voice.Kept{Note: n, Reason: "the name of a machine"})
			continue
		}
		n.Rank = len(sheet.Notes) + 1
		sheet.Notes = append(sheet.Notes, n)
	}
	return Notes{Sheet: sheet, Source: []byte(src)}
}

func (f *fake) Try(file string) error {
	_, err := f.Bytes(file)
	return err
}

type brokenError struct{ why string }

func (e *brokenError) Error() string { return e.why }

func (f *fake) Bytes(file string) ([]byte, error) {
	text, ok := f.files[file]
	if !ok {
		return nil, ErrNoPage
	}
	if why, ok := strings.CutPrefix(text, "broken:"); ok {
		return nil, &brokenError{why}
	}
	return []byte(text), nil
}

// site is a server over a fake that a test changes.
type site struct {
	t       *testing.T
	s       *Server
	url     string
	changes chan []string

	mu  sync.Mutex
	now *fake
	err error
}

func page(body string) string {
	return `<!doctype html><html><head><link rel="stylesheet" href="/assets/kith-1.css"></head><body>` + body + `</body></html>`
}

func small() *fake {
	return &fake{base: "/", files: map[string]string{
		"index.html":                page("home"),
		"stories/kettle/index.html": page(`kettle <img src="kettle.png">`),
		"stories/kettle/kettle.png": "png",
		"assets/kith-1.css":         "body{}",
		"404.html":                  page("lost"),
		"people/ada/ada.vcf":        "BEGIN:VCARD",
		"feed.xml":                  "<feed/>",
		"site.webmanifest":          "{}",
		"fragment.html":             "<p>no body",
		"files/a b.txt":             "blank",
	}, sources: map[string]string{
		"content/stories/kettle.md": "---\ntitle: Kettle\nauthors: [ada-okonj]\n---\n\nWords.\n",
		"site.toml":                 "url = 1",
	}}
}

func serve(t *testing.T, f *fake, edit ...func(*Options)) *site {
	t.Helper()
	v := &site{t: t, now: f, changes: make(chan []string, 1)}
	o := Options{
		Load: func([]string) (Snapshot, error) {
			v.mu.Lock()
			defer v.mu.Unlock()
			if v.err != nil {
				return nil, v.err
			}
			c := *v.now
			c.files, c.sources = maps.Clone(v.now.files), maps.Clone(v.now.sources)
			for file := range c.sources {
				if data, err := os.ReadFile(filepath.Join(c.dir, file)); c.dir != "" && err == nil {
					c.sources[file] = string(data)
				}
			}
			return &c, nil
		},
		Explain: func(err error) (diag.Diagnostic, bool) {
			var b *brokenError
			if errors.As(err, &b) {
				return diag.Diagnostic{Code: "template", Severity: diag.Error, Pos: diag.In("themes/x/story.html"), Message: b.why}, true
			}
			return diag.Diagnostic{}, false
		},
	}
	for _, e := range edit {
		e(&o)
	}
	v.s = New(o)
	_ = v.s.Load()
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { v.s.Run(ctx, v.changes, nil) })
	srv := httptest.NewServer(v.s.Handler())
	v.url = srv.URL
	t.Cleanup(func() {
		cancel()
		v.s.Close()
		srv.Close()
		wg.Wait()
	})
	return v
}

// change edits the hub and says so, as the watcher does.
func (v *site) change(edit func(*fake)) {
	v.mu.Lock()
	edit(v.now)
	v.mu.Unlock()
	select {
	case v.changes <- nil:
	default:
	}
}

func (v *site) fail(err error) {
	v.mu.Lock()
	v.err = err
	v.mu.Unlock()
	v.change(func(*fake) {})
}

type reply struct {
	*http.Response
	body string
}

func (v *site) get(path string, edit ...func(*http.Request)) reply {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.url, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	// As it is: parsing would take "//x" for a host, and joining would clean it.
	raw, query, _ := strings.Cut(path, "?")
	req.URL.Path, req.URL.RawPath, req.URL.RawQuery = unescape(raw), raw, query
	for _, e := range edit {
		e(req)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return reply{res, string(data)}
}

var scriptTag = regexp.MustCompile(`<script src="/_kith/live.js" data-seen="([^"]*)"( data-full)?></script>`)

// seen is what a page was told that it shows.
func (r reply) seen(t *testing.T) string {
	t.Helper()
	m := scriptTag.FindStringSubmatch(r.body)
	if m == nil {
		t.Fatalf("no script in %q", r.body)
	}
	return m[1]
}

// listener is an open page.
type listener struct {
	t *testing.T
	c chan message
}

// listen opens a page's ear for changes.
func (v *site) listen(path, seen string) *listener {
	v.t.Helper()
	ctx, cancel := context.WithCancel(v.t.Context())
	v.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet,
		v.url+"/_kith/events?page="+url.QueryEscape(path)+"&seen="+seen, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	l := &listener{v.t, make(chan message, 100)}
	go func() {
		defer res.Body.Close()
		defer close(l.c)
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var m message
				if json.Unmarshal([]byte(data), &m) == nil {
					l.c <- m
				}
			}
		}
	}()
	return l
}

// next is the next thing the page is told.
func (l *listener) next() message {
	l.t.Helper()
	select {
	case m, ok := <-l.c:
		if !ok {
			l.t.Fatal("the connection ended")
		}
		return m
	case <-time.After(10 * time.Second):
		l.t.Fatal("nothing was said")
	}
	return message{}
}

// until reads on until a message fits.
func (l *listener) until(what string, fits func(message) bool) message {
	l.t.Helper()
	for range 50 {
		if m := l.next(); fits(m) {
			return m
		}
	}
	l.t.Fatalf("never: %s", what)
	return message{}
}
