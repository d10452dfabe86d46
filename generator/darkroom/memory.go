package darkroom

import (
	"runtime"
	"runtime/metrics"

	"golang.org/x/sync/semaphore"

	"kith/generator/picture"
)

// A photo of 12 megapixels takes 18 MB when it is decoded, and 5 MB once it is
// as small as its largest size allows, which is what all the rest is done
// with. So three things keep memory low: few are decoded at a time, since that
// is less than half of the work on each; a decoder's pixels are let go of
// before the next one begins; and no more than AtOnce is in use in all.

// AtOnce is how many bytes decoders and what comes of them may take together.
// A picture that needs more is alone.
const AtOnce = 192 << 20

// gate lets pictures be decoded.
type gate struct {
	bytes *semaphore.Weighted
	slots chan struct{}
}

func newGate() gate {
	return gate{semaphore.NewWeighted(AtOnce), make(chan struct{}, (runtime.GOMAXPROCS(0)+1)/2)}
}

// decode decodes a picture when there is room for it. done has to be called
// when the result is not needed any more.
func (g gate) decode(data []byte, info picture.Info, limits picture.Limits) (_ *picture.Negative, done func(), err error) {
	takes := min(info.Memory(), AtOnce)
	_ = g.bytes.Acquire(background, takes)
	g.slots <- struct{}{}
	negative, err := picture.NewNegative(data, limits)
	if limits.Shrink > 1 {
		letGo(takes)
	}
	<-g.slots
	stays := int64(0)
	if err == nil {
		stays = min(negative.Memory(), takes)
	}
	g.bytes.Release(takes - stays)
	return negative, func() { g.bytes.Release(stays) }, err
}

// letGo has the collector run where a decoder has left so much behind that it
// is worth that: its work grows with what holds pointers, which pixels don't.
func letGo(left int64) {
	scanned := []metrics.Sample{{Name: "/gc/scan/heap:bytes"}}
	metrics.Read(scanned)
	if uint64(left) > scanned[0].Value.Uint64()/2 {
		runtime.GC()
	}
}
