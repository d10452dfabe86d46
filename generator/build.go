package generator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"kith/generator/content"
	"kith/generator/darkroom"
	"kith/generator/diag"
	"kith/generator/ledger"
	"kith/generator/meta"
	"kith/generator/publish"
)

// testing makes bugs panic instead of being reported.
var testing = false

// Build makes the site. With mistakes that are errors nothing is published
// and the last good site stays; they are in the report. The error is for a
// failure of the machine, or of the call (see publish's errors).
func Build(opts Options) (*Report, error) {
	for try := 0; ; try++ {
		rep, err := build(opts)
		switch {
		case errors.Is(err, errDamaged) && try == 0:
			// What was remembered is of no use: forget it and begin again.
			_ = os.Remove(filepath.Join(cmp.Or(opts.Dir, "."), ".kith", "facts"))
		case errors.Is(err, errDamaged) && try == 1:
			opts.NoState = true
		default:
			return rep, err
		}
	}
}

func build(opts Options) (*Report, error) {
	begun := time.Now()
	l, err := start(opts, nil)
	if err != nil {
		return nil, err
	}
	defer l.close()

	if _, err := fs.Stat(l.fs, l.configFile()); err != nil {
		return nil, l.noSite(err) // before anything is made in a folder that is no hub
	}
	l.watch.stage("look: has anything changed?")
	var looking errgroup.Group
	looking.Go(func() error { l.stats(); return nil })
	var seen *ledger.Seen
	dir, err := l.openOutput()
	if err == nil {
		defer dir.Close()
		seen, err = l.lastSeen(dir)
	}
	_ = looking.Wait()
	if err != nil {
		return nil, err
	}
	rep, err := l.unchanged(dir, seen)
	if rep == nil && err == nil {
		rep, err = l.textsOnly(dir, seen)
	}
	if rep != nil || err != nil {
		if rep != nil {
			rep.Took, rep.Timings = time.Since(begun), l.watch.timings()
		}
		return rep, err
	}
	stat := l.stats().digest
	was, err := l.remembering(dir)
	if err != nil {
		return nil, err
	}
	l.addTwins()
	was.pair(l)
	rep = l.report()
	rep.Findings = l.findings()
	if rep.Errors() > 0 {
		rep.Took = time.Since(begun)
		return rep, nil
	}
	if err := l.develop(was); err != nil {
		return nil, err
	}
	if rep.Findings = l.findings(); rep.Errors() > 0 {
		rep.Took = time.Since(begun)
		return rep, nil
	}
	l.tree = content.Tree{} // no source is read again
	l.watch.stage("render: pages the ledger can't vouch for")
	r, err := l.render(was, dir)
	if err != nil {
		return nil, err
	}
	rep.Findings, rep.Reach = l.findings(), r.reach
	rep.Excepted = l.excepted
	if rep.Errors() > 0 {
		rep.Took = time.Since(begun)
		return rep, nil
	}
	l.watch.stage("publish: files into place")
	if err := l.publish(r, dir, rep); err != nil {
		return nil, err
	}
	l.watch.stage("save: ledger")
	if rep.Written > manyFiles {
		// Writing down what is known takes memory once more. It can have that
		// which making the pages needed, and need not come on top.
		runtime.GC()
	}
	if err := l.remember(r, dir, rep, stat); err != nil {
		return nil, err
	}
	rep.Timings = l.watch.timings()
	rep.Took = time.Since(begun)
	return rep, nil
}

// remembering is the line up to the plan, with what the last build left
// beside it. Reading facts keeps all processors busy, linking and planning one
// of them: meanwhile another reads the ledger and looks for its files, and asks
// those questions again that no plan has a part in.
func (l *line) remembering(dir *publish.Dir) (*past, error) {
	if err := l.toFacts(nil, nil); err != nil {
		return nil, err
	}
	var was *past
	var loading, looking, comparing, colouring errgroup.Group
	var linked atomic.Bool
	loading.Go(func() (err error) {
		defer caught("reading the ledger", &err)
		if was, err = l.loadLedger(built); was != nil {
			looking.Go(func() error { was.look(dir); return nil })
		}
		return err
	})
	line := func() error {
		defer linked.Store(true)
		if err := l.keepFacts(); err != nil {
			return err
		}
		if len(l.store.known) == 0 {
			colouring.Go(func() error { return l.colourUntil(&linked) })
		}
		if err := l.toGraph(); err != nil {
			return err
		}
		if err := loading.Wait(); err != nil {
			return err
		}
		if l.sameWorld(was) {
			comparing.Go(func() error { return l.compare(was) })
		}
		return l.fromGraph()
	}
	err := cmp.Or(line(), loading.Wait(), looking.Wait(), comparing.Wait(), colouring.Wait())
	return was, err
}

// Check is the whole line without publishing.
func Check(opts Options) (*Report, error) {
	begun := time.Now()
	l, err := start(opts, nil)
	if err != nil {
		return nil, err
	}
	defer l.close()
	if err := l.toPlan(); err != nil {
		return nil, err
	}
	l.graph.Overdue(&l.list)
	rep := l.report()
	rep.Findings = l.findings()
	if rep.Errors() == 0 && !l.opts.VoiceOnly {
		// What the last check, or the last build into the usual folder, made of
		// the same answers need not be made again to be looked at.
		was, err := l.loadLedger(l.lastLooked())
		if err != nil {
			return nil, err
		}
		was.pair(l)
		if err := l.develop(was); err != nil {
			return nil, err
		}
		if rep.Findings = l.findings(); rep.Errors() > 0 {
			rep.Took = time.Since(begun)
			return rep, nil
		}
		r, err := l.render(was, nil)
		if err != nil {
			return nil, err
		}
		rep.Reach = r.reach
		for i := range r.results {
			if r.results[i].kept {
				rep.Kept++
			} else if l.plan[i].Kind != "" {
				rep.Rendered++
			}
		}
		if err := l.rememberChecked(r); err != nil {
			return nil, err
		}
	}
	if err := l.speak(rep); err != nil {
		return nil, err
	}
	rep.Findings = l.findings()
	rep.Excepted = l.excepted
	if l.opts.External != nil && !l.opts.VoiceOnly {
		rep.Findings = append(rep.Findings, l.external(context.Background())...)
		diag.Sort(rep.Findings)
	}
	rep.Took = time.Since(begun)
	return rep, nil
}

// report begins a report with what the plan tells.
func (l *line) report() *Report {
	rep := &Report{Held: l.editions.held(), Next: l.graph.Next(), Files: len(l.plan)}
	for _, o := range l.plan {
		if o.Kind != "" {
			rep.Pages++
		}
	}
	return rep
}

// openDir is another in tests, where operations fail.
var openDir = publish.Open

// openOutput takes hold of the output folder.
func (l *line) openOutput() (*publish.Dir, error) {
	var sources []string
	for _, s := range []string{"content", "static", "themes", "site.toml", l.opts.Config} {
		if s != "" {
			sources = append(sources, filepath.Join(l.dir, s))
		}
	}
	if err := publish.CheckOverlap(l.out(), sources...); err != nil {
		return nil, err
	}
	record := l.recordDir()
	dir, err := openDir(l.out(), record)
	if err != nil {
		return nil, err
	}
	if err := dir.Foreign(); err != nil && !l.opts.Clean {
		dir.Close()
		return nil, err
	}
	return dir, nil
}

// recordDir holds the record of what is ours in the output folder. Without
// it nothing could be taken away again, so a build needs it.
func (l *line) recordDir() string { return filepath.Join(l.dir, ".kith") }

// ledgerFile is a file about this output folder: its "ledger", or "seen".
func (l *line) ledgerFile(what string) string {
	abs, err := filepath.Abs(l.out())
	if err != nil {
		abs = l.out()
	}
	return filepath.Join(l.dir, ".kith", what+"-"+ledger.Bytes([]byte(abs)).String()[:12])
}

// optionsKey stands for the options that the output depends on.
func (l *line) optionsKey() string { return optionsKey(l.opts, l.opts.Strict) }

func optionsKey(o Options, strict bool) string {
	return fmt.Sprintf("%s %q %q drafts=%t future=%t mark=%t strict=%t tones=%t", programDigest(),
		o.Config, o.BaseURL, o.Drafts, o.Future, o.Mark, strict, o.KnownTones)
}

// publish moves what was made into place, and takes away what is no longer
// part of the site.
func (l *line) publish(r *render, dir *publish.Dir, rep *Report) error {
	var staged, replaced []string
	ours := 0
	for i := range r.results {
		res := &r.results[i]
		recorded := dir.Has(res.trace.Path)
		if recorded {
			ours++
		}
		switch {
		case res.kept:
			rep.Kept++
		default:
			rep.Rendered++
			if l.opts.Why {
				rep.Why = append(rep.Why, Reason{res.trace.Path, res.why})
			}
		}
		if res.wrong {
			rep.Wrong = append(rep.Wrong, res.trace.Path)
		}
		if res.staged {
			staged = append(staged, res.trace.Path)
			if recorded {
				replaced = append(replaced, res.trace.Path)
			}
		}
	}
	var gone []string
	if ours < dir.Records() {
		wanted := make(map[string]bool, len(l.plan))
		for i := range r.results {
			wanted[r.results[i].trace.Path] = true
		}
		for _, p := range dir.Recorded() {
			if !wanted[p] {
				gone = append(gone, p)
			}
		}
	}
	if l.opts.Clean {
		if err := dir.Clean(); err != nil {
			return err
		}
	}
	rep.Written, rep.Removed = len(staged), len(gone)
	if len(staged)+len(gone) > 0 {
		if err := dir.Commit(staged, gone); err != nil {
			return err
		}
	}
	r.stamp()
	rep.Published = true
	if err := l.purge(rep, slices.Concat(gone, replaced)); err != nil {
		return err
	}
	return l.others(r, dir, rep)
}

// stamp notes by what the files that were written will be known again.
func (r *render) stamp() {
	var g errgroup.Group
	g.SetLimit(r.jobs())
	for c := range chunks(len(r.results)) {
		g.Go(func() error {
			for i := c.from; i < c.to; i++ {
				res := &r.results[i]
				if !res.staged {
					continue
				}
				if stamp, err := r.dir.Stat(res.trace.Path); err == nil {
					res.trace.Size, res.trace.MTime, res.trace.Inode = stamp.Size, stamp.MTime, stamp.Inode
				}
			}
			return nil
		})
	}
	_ = g.Wait()
}

// manyFiles is from how many outputs on it takes long to look through the
// output folder.
const manyFiles = 2000

// others mentions files in the output folder that are not ours. Looking
// through a large folder takes long, so a build that changed little only
// looks whether those known from last time are still there, and one into an
// empty folder not at all.
func (l *line) others(r *render, dir *publish.Dir, rep *Report) error {
	if dir.Fresh() {
		return nil
	}
	if r.was != nil {
		rep.Foreign = r.was.Foreign
	}
	return foreign(dir, rep, len(l.plan), r.was != nil)
}

// foreign fills in which files of a folder with so many outputs are not ours.
// In a large one of which a build has changed little, those are looked for that
// the report had before, where it was known.
func foreign(dir *publish.Dir, rep *Report, outputs int, known bool) (err error) {
	if known && rep.Written < 100 && outputs > manyFiles {
		rep.Foreign = slices.DeleteFunc(rep.Foreign, func(p string) bool {
			_, err := dir.Stat(p)
			return err != nil
		})
		return nil
	}
	if rep.Foreign, err = dir.Others(); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// remember saves the ledger and what was coloured for the next run.
func (l *line) remember(r *render, _ *publish.Dir, rep *Report, stat ledger.Digest) error {
	if err := l.colours.save(l.code); err != nil {
		return err
	}
	if l.stateDir() == "" {
		return nil
	}
	l.forgetHeld()
	if l.room != nil && l.room.Decoded() > 0 {
		l.room.Prune(darkroom.Spare) // what was made may have taken another's place
	}
	out := r.ledger()
	out.Foreign = rep.Foreign
	l.shareCards().prune(out)
	if err := l.saveLedger(built, r.was, out); err != nil {
		return err
	}
	texts := r.texts(out)
	if texts.Name != "" {
		if err := ledger.Save(l.ledgerFile("texts"), l.optionsKey(), texts); err != nil {
			return err
		}
	}
	said := *rep
	said.Why, said.Wrong, said.Took, said.Timings, said.Purge = nil, nil, 0, nil, Purge{}
	seen := &ledger.Seen{
		Sources: stat, Today: dayNumber(l.today), Next: dayNumber(l.nextLook()),
		Report: ledger.Encode(nil, &said), Outputs: make([]ledger.Stamp, len(out.Outputs)), Texts: texts.Name,
	}
	for i, t := range out.Outputs {
		seen.Outputs[i] = ledger.Stamp{Path: t.Path, Size: t.Size, MTime: t.MTime, Inode: t.Inode}
	}
	return ledger.Save(l.ledgerFile("seen"), l.optionsKey(), seen)
}

// lastSeen is what the last build left for unchanged; nil where there is
// nothing, or everything is to be looked at.
func (l *line) lastSeen(dir *publish.Dir) (*ledger.Seen, error) {
	if l.opts.NoState || l.opts.Verify || l.opts.Clean || len(dir.Unsettled()) > 0 {
		return nil, nil //nolint:nilnil // as it says
	}
	var seen ledger.Seen
	if ok, err := ledger.Load(l.ledgerFile("seen"), l.optionsKey(), &seen); err != nil || !ok {
		return nil, err
	}
	return &seen, nil
}

// unchanged says again what the last build said, if nothing at all has
// changed since: sources, outputs, options, and the date within its bounds.
func (l *line) unchanged(dir *publish.Dir, seen *ledger.Seen) (*Report, error) {
	if seen == nil || seen.Sources == (ledger.Digest{}) || l.stats().digest != seen.Sources {
		return nil, nil //nolint:nilnil // look closer
	}
	quiet := &line{opts: l.opts, dir: l.dir, fs: l.fs}
	var err error
	if quiet.cfg, err = quiet.settings(); err != nil {
		return nil, nil //nolint:nilerr,nilnil // it will be said where it is read
	}
	today := dayNumber(quiet.day())
	if today < seen.Today || seen.Next != 0 && today >= seen.Next || dir.Records() != len(seen.Outputs) {
		return nil, nil //nolint:nilnil // as above
	}
	for i, stamp := range stampsOf(dir, len(seen.Outputs), func(i int) string { return seen.Outputs[i].Path }) {
		t := &seen.Outputs[i]
		if stamp == (publish.Stamp{}) || stamp != (publish.Stamp{Size: t.Size, MTime: t.MTime, Inode: t.Inode}) {
			return nil, nil //nolint:nilnil // as above
		}
	}
	var rep Report
	if _, err := ledger.Decode(string(seen.Report), &rep); err != nil {
		return nil, nil //nolint:nilerr,nilnil // as above
	}
	if len(seen.Outputs) <= manyFiles {
		if rep.Foreign, err = dir.Others(); err != nil {
			return nil, err
		}
	}
	rep.Published = true
	rep.Rendered, rep.Written, rep.Removed, rep.Kept = 0, 0, 0, len(seen.Outputs)
	return &rep, nil
}

// nextLook is the next day on which output or findings may be others.
func (l *line) nextLook() meta.Date {
	best := l.graph.Next()
	sooner := func(d meta.Date) {
		if !d.IsZero() && d.Days() > l.today.Days() && (best.IsZero() || d.Days() < best.Days()) {
			best = d
		}
	}
	sooner(l.graph.NextNotice())
	for _, e := range l.cfg.Check.Exceptions {
		sooner(e.Until.AddDays(1))
	}
	return best
}

// dayNumber turns a date into yyyymmdd, 0 for none.
func dayNumber(d meta.Date) int { return d.Year*10000 + d.Month*100 + d.Day }
