package preview

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A thousand changes that come together are one look, which is told of all of
// them.
func TestBurst(t *testing.T) {
	looks := burst(t, func(s *Server) {
		s.glance, s.quiet = time.Minute, 500*time.Millisecond // a busy machine is no quiet one
	}, func(changes chan<- []string, _ <-chan bool) {
		for i := range 1000 {
			changes <- []string{fmt.Sprint(i)}
		}
	}, 1)
	if len(looks) != 1 || len(looks[0]) != 1000 {
		t.Errorf("%d looks: %q", len(looks), looks)
	}
}

// One change, in however many steps, is looked at without waiting for quiet.
func TestNoBurst(t *testing.T) {
	looks := burst(t, func(s *Server) { s.quiet = time.Hour }, func(changes chan<- []string, _ <-chan bool) {
		changes <- []string{"a", "a"}
	}, 1)
	if len(looks) != 1 {
		t.Errorf("%d looks: %q", len(looks), looks)
	}
}

// Many that come too slowly to be known for many at once are one look more.
func TestSlowBurst(t *testing.T) {
	looks := burst(t, func(s *Server) { s.glance, s.quiet = 1, 500*time.Millisecond }, func(changes chan<- []string, looking <-chan bool) {
		changes <- []string{"first"}
		<-looking
		for i := range 999 {
			changes <- []string{fmt.Sprint(i)}
		}
	}, 2)
	if len(looks) != 2 || len(looks[0]) != 1 || len(looks[1]) != 999 {
		t.Errorf("%d looks: %q", len(looks), looks)
	}
}

// While whoever makes them is not done, changes are one look however slowly
// they come.
func TestBusyBurst(t *testing.T) {
	var busy atomic.Bool
	busy.Store(true)
	asked := make(chan bool, 100)
	looks := burst(t, func(s *Server) {
		s.glance, s.quiet, s.busy = 1, 1, time.Hour
		s.opts.Busy = func() bool {
			select {
			case asked <- true:
			default:
			}
			return busy.Load()
		}
	}, func(changes chan<- []string, _ <-chan bool) {
		for i := range 3 {
			changes <- []string{fmt.Sprint(i)}
			for len(changes) > 0 {
				runtime.Gosched()
			}
			for len(asked) > 0 {
				<-asked
			}
			<-asked // it was quiet, and nothing was looked at
			<-asked
		}
		busy.Store(false)
	}, 1)
	if len(looks) != 1 || len(looks[0]) != 3 {
		t.Errorf("%d looks: %q", len(looks), looks)
	}
}

// burst runs a server, sends it changes and returns the looks there were, once
// there were so many. looking hears of the first when it begins, and it doesn't
// end before a change waits.
func burst(t *testing.T, set func(*Server), send func(changes chan<- []string, looking <-chan bool), want int) [][]string {
	var mu sync.Mutex
	var looks [][]string
	changes, looking := make(chan []string, 1), make(chan bool, 1)
	began := false
	s := New(Options{Load: func(changed []string) (Snapshot, error) {
		if !began {
			began = true
			return small(), nil
		}
		mu.Lock()
		looks = append(looks, changed)
		n := len(looks)
		mu.Unlock()
		if n == 1 && want > 1 {
			looking <- true
			for len(changes) == 0 {
				runtime.Gosched()
			}
		}
		return small(), nil
	}})
	set(s)
	if err := s.Load(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { s.Run(ctx, changes, nil) })
	send(changes, looking)
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); runtime.Gosched() {
		mu.Lock()
		n := len(looks)
		mu.Unlock()
		if n >= want && len(changes) == 0 {
			break
		}
	}
	cancel()
	running.Wait()
	return looks
}
