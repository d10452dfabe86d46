package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The collector runs when what was thrown away since comes to a share of what
// is in use: the same as all of it, if nothing is said. On the few megabytes
// of a small hub it would run all the time, and in a large one let half of the
// memory be waste. So the share goes down as the hub grows, though not below
// one at which the collector takes about a seventh of a build: with 80 in place
// of 40 a hub of ten thousand stories needs 50 MiB more and a tenth less time.
// In the very largest hubs what counts is that they fit at all. What
// one edit in ten thousand stories takes is read and used once: it is better off
// with one run late, over what is nearly all needed, than with three.
const (
	firstRun    = 80 << 20 // in use before it runs at all; so much was taken once, so it is never too much
	wasteAlways = 20 << 20
	wasteShare  = 20 // percent of what is in use, on top of that
	wasteLeast  = 40 // percent, altogether
	wasteMost   = 600 << 20
)

// tuneMemory keeps the share right, after each run of the collector, unless
// somebody has chosen one.
func tuneMemory() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(100 * firstRun / leastLive)
	afterGC(func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		debug.SetGCPercent(share(live[0].Value.Uint64()))
	})
}

// leastLive is what the collector takes to be in use at least.
const leastLive = 4 << 20

func share(live uint64) int {
	live = max(live, leastLive)
	again := int(100*firstRun/live) - 100
	return min(max(wasteLeast, again, wasteShare+int(100*wasteAlways/live)), int(100*wasteMost/live))
}

// afterGC calls f after each run of the collector: it is what lets go of
// something nobody holds.
func afterGC(f func()) {
	runtime.AddCleanup(new([16]byte), func(struct{}) {
		f()
		afterGC(f)
	}, struct{}{})
}
