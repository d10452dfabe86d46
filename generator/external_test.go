package generator_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"kith/generator"
	"kith/generator/outside"
	"kith/generator/sitetest"
)

// Links to other sites are asked for on request only, told on their line, and
// stop nothing; what was said lately is not asked again.
func TestExternal(t *testing.T) {
	var asked atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		}
	}))
	defer srv.Close()
	const md = "content/extra.md"
	s := sitetest.New(t, sitetest.Hub().With(md, page("[Old]("+srv.URL+"/old), [gone]("+srv.URL+"/gone#x),\n[there]("+srv.URL+"/there).")).
		With("content/draft.md", "---\ntitle: A draft\ndraft: true\n---\n\n["+"x]("+srv.URL+"/gone)\n"))
	check := func(external bool) *generator.Report {
		opts := s.Options
		opts.Strict = true
		if external {
			opts.External = &outside.Asker{Rest: 1}
		}
		rep, err := generator.Check(opts)
		if err != nil {
			t.Fatal(err)
		}
		return rep
	}
	if got := found(s, check(false)); got != "" || asked.Load() > 0 {
		t.Errorf("nobody wanted to know, and %d were asked: %s", asked.Load(), got)
	}
	rep := check(true)
	if got, want := found(s, rep), md+":7 moved-link\n"+md+":7 dead-link"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if rep.Errors() > 0 {
		t.Error("it stops a strict check")
	}
	before := asked.Load()
	if got := found(s, check(true)); got != found(s, rep) || asked.Load() != before {
		t.Errorf("asked again: %d, found %s", asked.Load()-before, got)
	}
}
