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
// one at which the collector's work stays in line with the hub's size. To look
// through hundreds of megabytes takes longer for each of them, since no cache
// holds them: there the share goes up again a little.
const (
	firstRun    = 96 << 20 // in use before it runs at all
	wasteAlways = 20 << 20
	wasteShare  = 20 // percent of what is in use, on top of that
	wasteLeast  = 40 // percent, altogether
	manyInUse   = 200 << 20
	wasteMore   = 20 // percent, at twice as many and beyond
)

// What lies between things in use, and is too small or too broken up for what
// comes next, goes back to the system where it is more than a part of the heap
// and a bit. The runtime does that by itself, but only as it nears a limit.
const (
	gapsAlways = 12 << 20
	gapsShare  = 20 // percent of the heap at its fullest, on top of that
)

// tuneMemory keeps the share and the limit right, after each run of the
// collector, unless somebody has chosen one.
func tuneMemory() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(100 * firstRun / (4 << 20)) // it counts no less than 4 MB
	afterGC(func() {
		now := measured()
		percent := share(now.live)
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(now.limit(percent))
	})
}

// used is what memory is used for, in bytes. fixed is what neither the
// collector nor the system can have: tables, and the gaps between small things
// of one page.
type used struct{ live, fixed uint64 }

func measured() used {
	sample := []metrics.Sample{
		{Name: "/gc/heap/live:bytes"},
		{Name: "/memory/classes/total:bytes"},
		{Name: "/memory/classes/heap/released:bytes"},
		{Name: "/memory/classes/heap/free:bytes"},
		{Name: "/memory/classes/heap/objects:bytes"},
	}
	metrics.Read(sample)
	value := func(i int) uint64 { return sample[i].Value.Uint64() }
	return used{value(0), value(1) - min(value(1), value(2)+value(3)+value(4))}
}

// limit leaves room for the heap at its fullest and for some gaps. Where small
// things that stay lie wide apart the gaps are more than that, and under a lower
// limit the collector would run without end and gain nothing: so there is
// always room for a good part of what is in use to be thrown away.
func (u used) limit(percent int) int64 {
	full := u.live + u.live*uint64(percent)/100
	return int64(max(full+full*gapsShare/100+gapsAlways, u.live+u.fixed+(full-u.live)/2+gapsAlways/2))
}

func share(live uint64) int {
	live = max(live, 4<<20) // the collector counts no less than that
	more := wasteMore * (max(live, manyInUse) - manyInUse) / manyInUse
	return max(wasteLeast, wasteShare+int(100*wasteAlways/live)) + int(min(more, wasteMore))
}

// afterGC calls f after each run of the collector: it is what lets go of
// something nobody holds.
func afterGC(f func()) {
	runtime.AddCleanup(new([16]byte), func(struct{}) {
		f()
		afterGC(f)
	}, struct{}{})
}
