package preview

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestNextFreePort(t *testing.T) {
	first, err := Listen("", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if !strings.HasPrefix(first.URL, "http://localhost:") {
		t.Errorf("it is at %s", first.URL)
	}
	second, err := Listen("", first.Port)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if second.Port <= first.Port {
		t.Errorf("two previews, on %d and %d", first.Port, second.Port)
	}
	if _, err := Listen("192.0.2.1", 0); err == nil {
		t.Error("listened on somebody else's address")
	}
}

func TestStopsWithPagesOpen(t *testing.T) {
	s := New(Options{Load: func([]string) (Snapshot, error) { return small(), nil }})
	l, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	// A page asked for before there is one waits for it.
	asked := make(chan int, 1)
	go func() {
		res, err := http.Get(l.URL + "/")
		if err != nil {
			asked <- 0
			return
		}
		res.Body.Close()
		asked <- res.StatusCode
	}()
	if err := s.Load(); err != nil {
		t.Fatal(err)
	}
	if got := <-asked; got != 200 {
		t.Errorf("the first page: %d", got)
	}
	res, err := http.Get(l.URL + "/_kith/events?page=/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := bufio.NewReader(res.Body).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(1500 * time.Millisecond):
		t.Error("an open page held it up")
	}
}
