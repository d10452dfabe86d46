package generator_test

import (
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"

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
	seeds, steps := 6, 12
	if slow {
		seeds, steps = 100, 40
	}
	if testing.Short() {
		seeds, steps = 2, 8
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			drive(t, seeded(uint64(seed)), steps)
		})
	}
}

// FuzzIncremental is the same with an edit script: each byte is a choice.
func FuzzIncremental(f *testing.F) {
	f.Add([]byte("a body, a title, a name"))
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
	f.Add([]byte{0xff, 0x80, 0x41, 0x00, 0x17, 0x2a, 0x63, 0x11})
	f.Fuzz(func(t *testing.T, script []byte) {
		drive(t, scripted(script), min(12, len(script)/3))
	})
}

func drive(t *testing.T, next func() uint32, steps int) {
	d := newDriver(t, next)
	good, last := maps.Clone(d.files), map[string]string{}
	broken, published := 0, 0
	defer func() { t.Logf("%d of %d builds published: %s", published, steps+1, strings.Join(d.log, ", ")) }()
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
		rep := d.s.Build(d.options)
		got := d.s.Output()
		want, clean := d.s.Clean(d.options)
		if a, b := d.s.Findings(rep), d.s.Findings(clean); a != b {
			fail("findings differ; incremental:\n%s\nclean:\n%s", a, b)
		}
		if a, b := fmt.Sprint(rep.Next, rep.Held, rep.Pages, rep.Files), fmt.Sprint(clean.Next, clean.Held, clean.Pages, clean.Files); a != b {
			fail("reports differ:\n%s\n%s", a, b)
		}
		if !rep.Published {
			broken++
			if diff := sitetest.Diff(last, got); diff != "" && d.log[len(d.log)-1] != "output altered" {
				fail("the site has mistakes, but its output changed:\n%s\n%s", diff, d.s.Findings(rep))
			}
			last = got
			continue
		}
		broken = 0
		if diff := sitetest.Diff(want, got); diff != "" {
			fail("incremental and clean differ:\n%s", diff)
		}
		good, last = maps.Clone(d.files), got
		published++
		if i%3 == 2 {
			again := d.s.Build(d.options, func(o *generator.Options) { o.Verify = true })
			if len(again.Wrong) > 0 || again.Rendered > 0 {
				fail("verify: %d rendered, wrong: %v", again.Rendered, again.Wrong)
			}
		}
	}
}
