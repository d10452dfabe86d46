package preview

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"
)

// The first change is looked at at once; the rest of a thousand that come
// with it are one more look, which is told of all of them.
func TestBurst(t *testing.T) {
	var mu sync.Mutex
	var looks [][]string
	changes := make(chan []string, 1)
	all := make(chan struct{})
	s := New(Options{Load: func(changed []string) (Snapshot, error) {
		mu.Lock()
		looks = append(looks, changed)
		n := len(looks)
		mu.Unlock()
		if n == 2 { // the first change: the others come while it is looked at
			go func() {
				for i := range 999 {
					changes <- []string{fmt.Sprint(i)}
				}
				close(all)
			}()
			for len(changes) == 0 {
				runtime.Gosched()
			}
		}
		return small(), nil
	}})
	s.quiet = 500 * time.Millisecond // a busy machine is no quiet one
	if err := s.Load(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { s.Run(ctx, changes, nil) })
	changes <- []string{"first"}
	<-all
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); runtime.Gosched() {
		mu.Lock()
		n := len(looks)
		mu.Unlock()
		if n >= 3 {
			break
		}
	}
	cancel()
	running.Wait()
	if len(looks) != 3 || len(looks[1]) != 1 || len(looks[2]) != 999 {
		t.Errorf("%d looks", len(looks))
		for _, l := range looks {
			t.Errorf("%d paths", len(l))
		}
	}
}
