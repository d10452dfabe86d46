package darkroom

import (
	"runtime"
	"runtime/metrics"

	"golang.org/x/sync/semaphore"

	"kith/generator/picture"
)

// A photo of 12 megapixels takes 18 MB when it is decoded, and 5 MB once it is
// as small as the sizes allow that are still to be made of it. So three things
// keep memory low: few large pictures are whole at a time, since that is less
// than half of the work on each; what a decoder leaves behind is let go of
// before the next one begins; and no more than AtOnce is in use in all.

// AtOnce is how many bytes decoders and what comes of them may take together.
// A picture that needs more is alone.
const AtOnce = 192 << 20

// large is what a picture takes that waits for its turn to be whole.
const large = 8 << 20

// gate lets pictures be decoded.
type gate struct {
	bytes *semaphore.Weighted
	whole chan struct{}
}

func newGate() gate {
	return gate{semaphore.NewWeighted(AtOnce), make(chan struct{}, (runtime.GOMAXPROCS(0)+1)/2)}
}

// hold is what a picture has of a gate.
type hold struct {
	gate  gate
	bytes int64
	whole bool
}

// decode decodes a picture when there is room for it. The hold has to be let
// go of when the negative is not needed any more.
func (g gate) decode(data []byte, info picture.Info, limits picture.Limits) (*picture.Negative, *hold, error) {
	h := &hold{gate: g, bytes: min(info.Memory(), AtOnce)}
	_ = g.bytes.Acquire(background, h.bytes)
	if h.whole = h.bytes > large; h.whole {
		g.whole <- struct{}{}
	}
	n, err := picture.NewNegative(data, limits)
	if err != nil {
		h.done()
		return nil, nil, err
	}
	if limits.Shrink > 1 {
		h.reduced(h.bytes, n.Memory())
	}
	return n, h, nil
}

// reduced lets go of what the picture took until now beyond what it takes.
func (h *hold) reduced(before, now int64) {
	letGo(before)
	if h.whole {
		<-h.gate.whole
		h.whole = false
	}
	if now = min(now, h.bytes); now < h.bytes {
		h.gate.bytes.Release(h.bytes - now)
		h.bytes = now
	}
}

func (h *hold) done() {
	if h.whole {
		<-h.gate.whole
	}
	h.gate.bytes.Release(h.bytes)
}

// letGo has the collector run where so much was left behind that it is worth
// that: its work grows with what holds pointers, which pixels don't.
func letGo(left int64) {
	scanned := []metrics.Sample{{Name: "/gc/scan/heap:bytes"}}
	metrics.Read(scanned)
	if uint64(left) > max(scanned[0].Value.Uint64()/2, large/2) {
		runtime.GC()
	}
}
