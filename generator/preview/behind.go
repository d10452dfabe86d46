package preview

import (
	"context"
	"sync"
	"time"

	"kith/generator/diag"
)

// behind renders the pages nobody has asked for, to find the mistakes in
// templates that only show there, and what only shows on finished pages. It keeps out of the way: it begins when
// nothing has changed for a while, waits while a request is answered, and
// rests three times as long as it works.
type behind struct {
	s      *Server
	cancel context.CancelFunc
	wg     sync.WaitGroup
	after  time.Duration
	rest   int
}

const mostBehind = 20 // findings, after which more of them help nobody

func newBehind(s *Server) *behind {
	return &behind{s: s, after: time.Second, rest: 3}
}

func (b *behind) stop() {
	if b.cancel != nil {
		b.cancel()
		b.wg.Wait()
		b.cancel = nil
	}
}

func (b *behind) begin(st *state) {
	if st.good == nil || len(st.wall) > 0 {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel
	b.wg.Go(func() { b.run(ctx, st) })
}

func (b *behind) run(ctx context.Context, st *state) {
	if !sleep(ctx, b.after) {
		return
	}
	type key struct {
		code diag.Code
		pos  diag.Pos
		msg  string
	}
	found := map[key]bool{}
	for _, file := range st.paths {
		if !isPage(file) {
			continue
		}
		for b.s.asked.Load() > 0 {
			if !sleep(ctx, 5*time.Millisecond) {
				return
			}
		}
		begun := time.Now()
		err := st.good.Try(file)
		if err != nil {
			if d, ok := b.s.opts.Explain(err); ok {
				k := key{d.Code, d.Pos, d.Message}
				if !found[k] {
					found[k] = true
					next, current := b.s.note(st, d)
					if !current || len(found) == mostBehind {
						return
					}
					st = next
				}
			}
		}
		if !sleep(ctx, time.Duration(b.rest)*time.Since(begun)) {
			return
		}
	}
	worth := st.good.Finished()
	b.s.looked(st, worth[:min(len(worth), mostBehind)])
}

// sleep waits; it returns false when ctx is done first.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
