package generator

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kith/generator/ledger"
)

// What a build takes off the site may go on lying in a cache before the web
// host, or with whoever fetched it. When somebody may not be shown any more,
// the build says which addresses those are, so that the keeper can have them
// purged. It would rather name one too many: everything that went or changed
// in the same build.

// shown is who was shown on a site when it was last published, by id: name
// and whether their picture was there too. It outlives a new Kith.
type shown struct {
	Named, Pictured map[string]string
}

const shownKey = "shown 1"

func (l *line) shownNow() shown {
	s := shown{map[string]string{}, map[string]string{}}
	s.Named, s.Pictured = l.graph.Shown()
	return s
}

// purge fills in whom the site no longer shows, and what they were shown at: was
// are the paths of the site as it was that went or have other bytes now.
func (l *line) purge(rep *Report, was []string) error {
	if l.opts.NoState || l.stateDir() == "" {
		return nil
	}
	var last shown
	ok, err := ledger.Load(l.ledgerFile("shown"), shownKey, &last)
	if err != nil {
		return err
	}
	now := l.shownNow()
	if err := ledger.Save(l.ledgerFile("shown"), shownKey, &now); err != nil || !ok {
		return err
	}
	people := map[string]bool{}
	for _, x := range []struct{ was, now map[string]string }{{last.Named, now.Named}, {last.Pictured, now.Pictured}} {
		for id, name := range x.was {
			if _, still := x.now[id]; !still {
				people[name] = true
			}
		}
	}
	if len(people) == 0 {
		return nil
	}
	for name := range people {
		rep.Purge.People = append(rep.Purge.People, name)
	}
	slices.Sort(rep.Purge.People)
	for _, p := range was {
		if !strings.HasPrefix(p, "_") && !strings.HasPrefix(p, ".") {
			rep.Purge.Addresses = append(rep.Purge.Addresses, publicAddress(l.cfg.URL, p))
		}
	}
	slices.Sort(rep.Purge.Addresses)
	if len(rep.Purge.Addresses) == 0 {
		return nil
	}
	// For a script, and for tomorrow: the next build has nothing to say of it.
	list := strings.Join(rep.Purge.Addresses, "\n") + "\n"
	return os.WriteFile(filepath.Join(l.dir, filepath.FromSlash(PurgeFile)), []byte(list), 0o644)
}

// PurgeFile has the addresses that the last withdrawal took off the site, one
// a line.
const PurgeFile = ".kith/purge.txt"

// publicAddress is where a file of the site was to be found.
func publicAddress(base, p string) string {
	p = strings.TrimSuffix(p, "index.html")
	return base + (&url.URL{Path: p}).EscapedPath()
}
