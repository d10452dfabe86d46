package generator_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/generator"
	"kith/generator/sitetest"
)

// slow runs the long versions: more seeds, more steps, more kills. CI sets
// KITH_SLOW=1.
var slow = os.Getenv("KITH_SLOW") != ""

// An incremental build gives the same files as a clean one, byte for byte,
// whatever was edited before; it finds the same mistakes; with mistakes the
// site stays as it was; and --verify has nothing to say.
func TestIncremental(t *testing.T) {
	eachSeed(t, 4, 14, drive)
}

// eachSeed runs a property for some seeds, each for some steps: those given, fewer
// with -short, more with KITH_SLOW=1, and as many as KITH_STEPS says, from the
// seed on that KITH_SEED says.
func eachSeed(t *testing.T, seeds, steps int, run func(t *testing.T, next func() uint32, steps int)) {
	first, _ := strconv.Atoi(os.Getenv("KITH_SEED"))
	total, err := strconv.Atoi(os.Getenv("KITH_STEPS"))
	switch {
	case err == nil:
		steps = 30
		seeds = (total + steps - 1) / steps
	case slow:
		seeds, steps = 16, 30
	case testing.Short():
		seeds, steps = 2, 8
	}
	for seed := first; seed < first+seeds; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			run(t, seeded(uint64(seed)), steps)
		})
	}
}

// FuzzIncremental is the same with an edit script: each byte is a choice.
func FuzzIncremental(f *testing.F) {
	f.Add([]byte("a body, a title, a name"))
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
	f.Add([]byte{0xff, 0x80, 0x41, 0x00, 0x17, 0x2a, 0x63, 0x11})
	f.Fuzz(func(t *testing.T, script []byte) {
		drive(t, scripted(script), min(3, len(script)/4)) // a worker has ten seconds
	})
}

func drive(t *testing.T, next func() uint32, steps int) {
	d := newDriver(t, next)
	good := maps.Clone(d.files)
	broken, published, quick := 0, 0, 0
	defer func() {
		t.Logf("%d of %d builds published, %d of them the short way: %s", published, steps+1, quick, strings.Join(d.log, ", "))
	}()
	for i := range steps + 1 {
		if i > 0 {
			d.step()
		}
		if broken > 2 {
			d.log = append(d.log, "back to the last good one")
			d.revert(good)
			d.drafts, d.future, d.mark, d.base = false, false, false, ""
		}
		if d.pick(3) > 0 {
			d.s.Later() // now the files' stamps count
		}
		fail := func(format string, args ...any) {
			t.Helper()
			t.Fatalf("after %s:\n%s", strings.Join(d.log, ", "), fmt.Sprintf(format, args...))
		}
		stood := d.s.Output()
		rep := d.s.Build(d.options, func(o *generator.Options) { o.Timings = true })
		if short(rep) {
			quick++
		}
		got := d.s.Output()
		want, clean := d.s.Clean(d.options)
		if a, b := d.s.Findings(rep), d.s.Findings(clean); a != b {
			fail("findings differ; incremental:\n%s\nclean:\n%s", a, b)
		}
		if a, b := fmt.Sprint(rep.Next, rep.Held, rep.Pages, rep.Files), fmt.Sprint(clean.Next, clean.Held, clean.Pages, clean.Files); a != b {
			fail("reports differ:\n%s\n%s", a, b)
		}
		ledgers := func() []string {
			files, _ := filepath.Glob(filepath.Join(d.s.Dir, ".kith", "ledger-*"))
			return files
		}
		if i%4 == 3 {
			// What a check remembers is its own, or the last build's.
			if d.pick(3) == 0 {
				for _, f := range ledgers() {
					os.Remove(f)
				}
			}
			said := func(change ...func(*generator.Options)) string {
				rep := d.s.Check(append([]func(*generator.Options){d.options, func(o *generator.Options) { o.VoiceOnly = i%8 == 7 }}, change...)...)
				return d.s.Findings(rep)
			}
			if a, b := said(), said(func(o *generator.Options) { o.NoState = true }); a != b {
				fail("the check differs; remembered:\n%s\nclean:\n%s", a, b)
			}
		}
		if !rep.Published {
			broken++
			if diff := sitetest.Diff(stood, got); diff != "" {
				fail("the site has mistakes, but its output changed:\n%s\n%s", diff, d.s.Findings(rep))
			}
			continue
		}
		broken = 0
		if diff := sitetest.Diff(want, got); diff != "" {
			fail("incremental and clean differ:\n%s", diff)
		}
		good = maps.Clone(d.files)
		published++
		if i%3 == 2 {
			// A build that finds nothing changed does without a ledger, and makes none.
			forgot := len(ledgers()) == 0
			again := d.s.Build(d.options, func(o *generator.Options) { o.Verify = true })
			// Damage may wait unnoticed while nothing that was damaged is needed.
			damaged := strings.HasPrefix(d.log[len(d.log)-1], "memory")
			if len(again.Wrong) > 0 || again.Rendered > 0 && !damaged && !forgot {
				fail("verify: %d rendered, wrong: %v", again.Rendered, again.Wrong)
			}
		}
	}
}

// A read that goes past the output's own reader is what the ledger cannot
// see. The comparison above and --verify must both notice one.
func TestUnrecordedReadIsFound(t *testing.T) {
	defer generator.PlantUnrecordedRead("bench", "dee-ward")()
	s := sitetest.New(t, sitetest.Hub(termsLay))
	s.Publish()
	s.Replace("content/people/dee-ward.md", "Drives the van", "Drives the lorry")
	rep := s.Publish(func(o *generator.Options) { o.Verify = true })
	if len(rep.Wrong) != 1 || rep.Wrong[0] != "stories/bench/index.html" {
		t.Errorf("--verify found %v", rep.Wrong)
	}
	clean, _ := s.Clean()
	if diff := sitetest.Diff(clean, s.Output()); !strings.Contains(diff, "differs: stories/bench/index.html") {
		t.Errorf("the comparison found %q", diff)
	}
}

// Before the day that a build announces as the next, nothing changes by
// itself; on some such days something does.
func TestNextIsKept(t *testing.T) {
	files := sitetest.Hub(termsLay, `
-- content/stories/soon.md --
---
title: Soon
summary: This one comes out later in the month, on a Friday, if all is well.
date: 2026-11-27
authors: [bo-chen]
---
-- content/stories/late.md --
---
title: Late
summary: This one is over at the beginning of the month, and then it is gone.
date: 2026-11-01
expires: 2026-12-04
pinned: {until: 2026-11-30}
authors: [bo-chen]
---
-- content/stories/zone.md --
---
title: Zone
summary: This one is dated late at night, in a zone far from ours, on the Friday.
date: 2026-12-01T23:30:00-08:00
authors: [bo-chen]
---
-- content/people/eve-holt.md --
---
name: Eve Holt
role: Guest
relation: guest
consent: {given: 2026-11-21, covers: [name, quote, story], until: 2026-12-10}
---
-- content/stories/guest.md --
---
title: Guest
summary: This one is told by a guest, who has agreed to it for a while, and only then.
date: 2026-11-02
authors: [eve-holt]
---
-- content/people/fay-lane.md --
---
name: Fay Lane
role: Away for a while
email: fay@hub.example
status: on_leave
leave: {from: 2026-11-20, until: 2026-12-06, cover: bo-chen}
hours: "Mo-Fr 09:00-17:00; 2026-12-08 off"
---
-- content/people/gus-moor.md --
---
name: Gus Moor
role: Leaving
email: gus@hub.example
status: left
departed: {date: 2026-12-02, successor: bo-chen}
---
-- content/values/old.md --
---
title: We said this once
statement: It was so.
promise: It is not now.
retired: {date: 2026-12-03, why: it was}
keeper: ana-lopez
---
`)
	s := sitetest.New(t, files)
	start := sitetest.Day("2026-11-17")
	build := func(date func(*generator.Options)) (map[string]string, *generator.Report) { return s.Clean(date) }
	var last map[string]string
	next := start
	changes := 0
	for n := range 40 {
		day := start.AddDays(n)
		on := func(o *generator.Options) { o.Date = day }
		tree, rep := build(on)
		if !rep.Published {
			t.Fatalf("%s: %s", day, s.Findings(rep))
		}
		before := !next.IsZero() && day.String() < next.String()
		same := last != nil && maps.Equal(last, tree)
		switch {
		case n == 0:
		case (before || next.IsZero()) && !same:
			t.Fatalf("%s is before %s, but the output changed:\n%s", day, next, sitetest.Diff(last, tree))
		case !same:
			changes++
		}
		if !before {
			next = rep.Next
			if !next.IsZero() && next.String() <= day.String() {
				t.Fatalf("%s announces %s", day, next)
			}
		}
		last = tree
	}
	if changes < 9 {
		t.Errorf("the output changed on %d days only", changes)
	}
}

// Neither the number of workers nor the folder nor the clock leaves a mark,
// not in a file's packed twin either.
func TestSameBytesEverywhere(t *testing.T) {
	files := large(40)
	maps.Copy(files, sitetest.Hub(termsLay))
	files["site.toml"] += "\n[hosting]\nprecompress = [\"gz\", \"br\"]\n"
	var want map[string]string
	for _, jobs := range []int{1, 2, 8} {
		s := sitetest.New(t, files)
		s.Options.Jobs = jobs
		s.Clock = s.Clock.AddDate(0, 0, jobs-1).Add(time.Duration(jobs) * 7 * time.Hour)
		s.Publish()
		got := s.Output()
		if want == nil {
			want = got
		}
		if diff := sitetest.Diff(want, got); diff != "" {
			t.Errorf("%d jobs, in %s:\n%s", jobs, s.Dir, diff)
		}
	}
}
