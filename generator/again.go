package generator

import (
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"kith/generator/content"
	"kith/generator/publish"
)

// readAgain is read for a preview that knows which files have changed since
// the line before: it looks at no others. It reports whether that will do,
// which it does while they are Markdown files that were there before, with
// the same settings. For all else there is read.
func (l *line) readAgain(was *line, changed []string) (bool, error) {
	if was == nil || len(changed) == 0 || l.configDigest != was.configDigest || len(was.all) != len(was.tree.Sources)+len(was.tree.Files) {
		return false, nil
	}
	seen := *was.seen
	seen.of = maps.Clone(was.seen.of)
	seen.trustBefore = l.now().Add(-2 * time.Second).UnixNano()
	var at []int
	for _, file := range changed {
		i, ok := slices.BinarySearchFunc(was.tree.Sources, file, func(s content.Source, file string) int { return strings.Compare(s.File, file) })
		if _, plain := seen.of[file]; !ok || !plain {
			return false, nil
		}
		info, err := l.root.Lstat(file)
		if err != nil || !info.Mode().IsRegular() || info.Size() > content.MaxMarkdown {
			return false, nil //nolint:nilerr // read says what is wrong with it
		}
		seen.of[file] = publish.StampOf(info)
		at = append(at, i)
	}
	l.seen, l.tree, l.all = &seen, was.tree, slices.Clone(was.all)
	slices.Sort(at)
	at = slices.Compact(at) // one that is written anew is named two or three times
	dec := content.NewDecoder(l.cfg)
	var g errgroup.Group
	g.SetLimit(l.jobs())
	for c := range chunks(len(at)) {
		g.Go(func() (err error) {
			defer caught("reading sources", &err)
			for _, i := range at[c.from:c.to] {
				if l.all[i], err = l.readSource(dec, l.tree.Sources[i]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return false, err
	}
	l.gather()
	return true, nil
}
