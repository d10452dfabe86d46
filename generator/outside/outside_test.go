package outside_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/generator/outside"
)

// What a site says becomes what is told; what can't be told is no accusation.
func TestAsk(t *testing.T) {
	var mu sync.Mutex
	asked, at, most := map[string]int{}, 0, 0
	mux := http.NewServeMux()
	say := func(path string, status int, to string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			if to != "" {
				w.Header().Set("Location", to)
			}
			w.WriteHeader(status)
		})
	}
	say("/there", 200, "")
	say("/gone", 410, "")
	say("/moved", 301, "/there")
	say("/for-now", 302, "/there")
	say("/moved-twice", 308, "/moved")
	say("/moved-away", 301, "/gone")
	say("/round", 301, "/round")
	say("/locked", 403, "")
	say("/down", 503, "")
	mux.HandleFunc("/no-head", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.Method+" "+r.URL.Path]++
		at++
		most = max(most, at)
		if !strings.HasPrefix(r.UserAgent(), "kith") {
			t.Errorf("somebody else asks: %s", r.UserAgent())
		}
		mu.Unlock()
		mux.ServeHTTP(w, r)
		mu.Lock()
		at--
		mu.Unlock()
	}))
	defer srv.Close()
	closed := httptest.NewServer(mux)
	closed.Close()
	want := map[string]string{
		"/there": "1 ", "/no-head": "1 ", "/for-now": "1 ", "/gone": "3 it is gone for good (410)", "/nowhere": "3 nothing is there (404)",
		"/moved": "2 ", "/moved-twice": "2 ", "/moved-away": "3 it is gone for good (410)", "/round": "3 it leads round in circles",
		"/locked": "0 it lets no machine look (Forbidden)", "/down": "0 it lets no machine look (Service Unavailable)",
	}
	addresses := []string{closed.URL + "/x", "mailto:x@y.example"}
	for path := range want {
		addresses = append(addresses, srv.URL+path, srv.URL+path)
	}
	got := outside.Asker{Agent: "kith", Rest: time.Nanosecond}.Ask(context.Background(), addresses)
	for path, w := range want {
		a := got[srv.URL+path]
		if g := fmt.Sprint(a.State, " ", a.Why); g != w {
			t.Errorf("%s: got %q, want %q", path, g, w)
		}
	}
	if a := got[srv.URL+"/moved-twice"]; a.To != srv.URL+"/there" {
		t.Errorf("it moved to %q", a.To)
	}
	if a := got[closed.URL+"/x"]; a.State != outside.Unknown || a.Why == "" {
		t.Errorf("a site that is down: %+v", a)
	}
	if most != 1 {
		t.Errorf("one host was asked %d things at a time", most)
	}
	if asked["HEAD /there"] > 6 || asked["GET /there"] > 0 {
		t.Errorf("asked %v", asked)
	}
}

// When nobody wants to know any more, nobody is asked.
func TestAskEnds(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got := (outside.Asker{}).Ask(ctx, []string{srv.URL + "/a", srv.URL + "/b"}); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestMemory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "external.json")
	m := outside.Load(file)
	if err := m.Save(file, map[string]outside.Answer{"a": {State: outside.There}, "b": {State: outside.Gone}, "c": {State: outside.Unknown}}, 100); err != nil {
		t.Fatal(err)
	}
	m = outside.Load(file)
	for _, c := range []struct {
		address string
		day     int
		want    bool
	}{{"a", 100, true}, {"a", 106, true}, {"a", 107, false}, {"a", 99, false}, {"b", 100, true}, {"b", 101, false}, {"c", 101, false}, {"d", 100, false}} {
		if _, ok := m.Fresh(c.address, c.day); ok != c.want {
			t.Errorf("%s on day %d: remembered? %t", c.address, c.day, ok)
		}
	}
}
