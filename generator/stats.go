package generator

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"kith/generator/ledger"
	"kith/generator/publish"
)

// stats are the stamps of all sources, taken once, before anything is read:
// a file that changes afterwards has another stamp next time.
type stats struct {
	// of has the stamps of plain files by path; links are not among them.
	of map[string]publish.Stamp
	// digest stands for all of them. It is zero where one is too young to be
	// trusted, so that the next run looks closer.
	digest ledger.Digest
	// theme stands for the files under themes/; zero where one is young.
	theme ledger.Digest
	// trustBefore is the time, in nanoseconds since 1970, before which a file
	// was last written if its stamp is to be trusted: one written within the
	// last two seconds may change again without its stamp showing it.
	trustBefore int64
}

// stats walks the sources, the first time it is asked.
func (l *line) stats() *stats {
	if l.seen != nil {
		return l.seen
	}
	s := &stats{of: map[string]publish.Stamp{}, trustBefore: l.now().Add(-2 * time.Second).UnixNano()}
	var all strings.Builder
	anyYoung := false
	for _, root := range []string{"content", "static", l.configFile(), "themes"} {
		var b strings.Builder
		young := false
		_ = fs.WalkDir(l.fs, root, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				fmt.Fprintf(&b, "%s\x00%v\x00", p, err)
				return nil //nolint:nilerr // it is part of the table
			}
			if d.IsDir() {
				return nil
			}
			info, err := d.Info()
			if err == nil && d.Type()&fs.ModeSymlink != 0 {
				info, err = fs.Stat(l.fs, p)
			}
			if err != nil {
				fmt.Fprintf(&b, "%s\x00%v\x00", p, err)
				return nil //nolint:nilerr // as above
			}
			stamp := publish.StampOf(info)
			young = young || stamp.MTime >= s.trustBefore
			if d.Type().IsRegular() {
				s.of[p] = stamp
			}
			b.WriteString(p)
			fmt.Fprintf(&b, "\x00%d %d %d\x00", stamp.Size, stamp.MTime, stamp.Inode)
			return nil
		})
		all.WriteString(b.String())
		anyYoung = anyYoung || young
		if root == "themes" && !young {
			s.theme = ledger.Bytes([]byte(b.String()))
		}
	}
	if !anyYoung {
		s.digest = ledger.Bytes([]byte(all.String()))
	}
	l.seen = s
	return s
}
