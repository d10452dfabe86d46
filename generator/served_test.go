package generator_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/hosting"
	"kith/generator/sitetest"
)

// A preview serves what a clean build of the same moment writes, byte for
// byte, whatever was edited before, with the edited files named or not; it
// finds the same mistakes; and a snapshot goes on showing its own moment
// after the next load.
func TestServed(t *testing.T) { eachSeed(t, 4, 20, serve) }

// FuzzServed is the same with an edit script: each byte is a choice.
func FuzzServed(f *testing.F) {
	f.Add([]byte("a body, a title, a name"))
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
	f.Fuzz(func(t *testing.T, script []byte) { serve(t, scripted(script), min(3, len(script)/4)) })
}

// A moment is a snapshot, and what a clean build made of the same sources.
type moment struct {
	snap *generator.Snapshot
	want map[string]string
}

// differs compares every other page, beginning with the first or second. A
// copied file is read when it is asked for, so it can only be had while it is
// as it was.
//
// A file packed for a web host (page.html.gz) is how that host sends page.html
// and nothing anybody asks for by its own address, so a preview has none.
func (m *moment) differs(from int, later bool) string {
	paths := m.snap.Paths()
	maps.DeleteFunc(m.want, func(path, _ string) bool {
		form := strings.TrimPrefix(filepath.Ext(path), ".")
		_, isTwin := m.want[strings.TrimSuffix(path, "."+form)]
		return isTwin && slices.Contains(hosting.Forms, form) && !slices.Contains(paths, path)
	})
	got := maps.Clone(m.want)
	for i := from; i < len(paths); i += 2 {
		data, err := m.snap.Bytes(paths[i])
		if later && err != nil && m.snap.Source(paths[i]) != "" && (errors.Is(err, generator.ErrMoving) || errors.Is(err, fs.ErrNotExist)) {
			continue
		}
		got[paths[i]] = string(data)
		if err != nil {
			got[paths[i]] = err.Error()
		}
	}
	if len(paths) != len(m.want) {
		missing := slices.Sorted(maps.Keys(m.want))
		missing = slices.DeleteFunc(missing, func(p string) bool { return slices.Contains(paths, p) })
		return fmt.Sprintf("%d files are served, %d built: %v\nbuilt and not served: %v", len(paths), len(m.want), paths, missing)
	}
	return sitetest.Diff(m.want, got)
}

func serve(t *testing.T, next func() uint32, steps int) {
	d := newDriver(t, next)
	var site *generator.Site
	opened := ""
	defer func() { site.Close() }()
	good, broken, same := maps.Clone(d.files), 0, 0
	var before *moment
	defer func() { t.Logf("%d of %d snapshots compared: %s", same, steps+1, strings.Join(d.log, ", ")) }()
	for i := range steps + 1 {
		last := len(d.log)
		if i > 0 {
			d.step()
		}
		if broken > 2 {
			d.log = append(d.log, "back to the last good one")
			d.revert(good)
			d.drafts, d.future, d.mark, d.base = false, false, false, ""
		}
		fail := func(format string, args ...any) {
			t.Helper()
			t.Fatalf("after %s:\n%s", strings.Join(d.log, ", "), fmt.Sprintf(format, args...))
		}
		opts := options(d.s)
		d.options(&opts)
		var names []string
		if now := fmt.Sprint(opts.Date, opts.Drafts, opts.Future, opts.Mark, opts.BaseURL); now != opened {
			if site != nil {
				site.Close()
				before = nil
			}
			site, opened = generator.Open(opts), now
		} else if d.pick(4) > 0 {
			names = d.named()
		} else {
			d.s.Later() // a look at all files goes by their stamps
		}
		d.changed = nil
		snap, err := site.Load(names...)
		if err != nil {
			fail("loading: %v", err)
		}
		want, clean := d.s.Clean(d.options)
		if before != nil && !slices.Contains(d.log[last:], "memory cut short") { // that takes its texts away
			if diff := before.differs(1, true); diff != "" {
				fail("the snapshot before no longer shows its own moment:\n%s", diff)
			}
		}
		before = nil
		if clean.Published || !snap.OK() {
			sources, finished := sorted(clean.Findings)
			a, b := d.s.Findings(&generator.Report{Findings: snap.Findings}), d.s.Findings(&generator.Report{Findings: sources})
			if a != b {
				fail("findings differ; preview:\n%s\nclean build:\n%s", a, b)
			}
			if clean.Published && i%5 == 0 {
				for _, p := range snap.Paths() {
					_ = snap.Try(p) // what can't be made is compared below
				}
				a, b := d.s.Findings(&generator.Report{Findings: snap.Finished()}), d.s.Findings(&generator.Report{Findings: finished})
				if a != b {
					fail("findings on finished pages differ; preview:\n%s\nclean build:\n%s", a, b)
				}
			}
		}
		if !clean.Published {
			broken++
			continue
		}
		broken = 0
		if a, b := fmt.Sprint(snap.Next, snap.Held), fmt.Sprint(clean.Next, clean.Held); a != b {
			fail("what is held differs:\n%s\n%s", a, b)
		}
		before = &moment{snap: snap, want: want}
		if diff := before.differs(0, false); diff != "" {
			fail("what is served differs from what is built:\n%s", diff)
		}
		good = maps.Clone(d.files)
		same++
	}
}

// sorted parts findings about sources from those about finished pages.
func sorted(all []diag.Diagnostic) (sources, finished []diag.Diagnostic) {
	for _, d := range all {
		if d.Page == "" {
			sources = append(sources, d)
		} else {
			finished = append(finished, d)
		}
	}
	return sources, finished
}
