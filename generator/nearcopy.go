package generator

import (
	"crypto/rand"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/pages"
)

// A page of a hub is about few of its stories: those it asked about by name. A
// small hub of these, and of all that are no stories, answers what the page
// asks as the whole one does, or with another digest.

const storiesFolder = "content/stories/"

// openFacts opens the facts that the last build was made from, and their texts.
func (t *textEdit) openFacts() error {
	dir, key := t.stateDir(), programDigest()+contentKey(t.cfg)
	if dir == "" {
		return errCloser
	}
	t.colours = newColours(dir)
	t.store = &store{dir: dir, key: key, lock: flock.New(filepath.Join(dir, "facts.lock"))}
	if t.store.own, _ = t.store.lock.TryLock(); !t.store.own {
		return errCloser
	}
	var err error
	if t.facts, err = ledger.OpenParts(filepath.Join(dir, "facts"), key); err != nil || t.facts == nil {
		return errCloser
	}
	if err := t.facts.Head(&t.head); err != nil {
		return errCloser
	}
	recent, err := recentFacts(dir, key, &t.head)
	if err != nil || t.head.ID+" "+recent.Head.ID != t.was.Facts || t.head.Sources > t.facts.Len(0) || len(recent.Files)+mostTexts > fewChanges {
		return errCloser
	}
	if t.fresh, err = recent.facts(); err != nil {
		return errCloser
	}
	s := t.store
	s.name, s.size = t.head.Bodies, max(t.head.Size, recent.Head.Size)
	if s.old, err = os.OpenFile(filepath.Join(dir, filepath.Base(s.name)), os.O_RDWR, 0); err != nil {
		return errCloser
	}
	s.fresh = s.old
	if info, err := s.old.Stat(); err != nil || info.Size() < s.size || !info.Mode().IsRegular() {
		return errCloser
	}
	return nil
}

// keepTexts adds the facts of the texts that were edited to those beside the
// large file.
func (t *textEdit) keepTexts() error {
	fresh := slices.DeleteFunc(t.fresh, func(f fact) bool { return t.edited[f.Path] != nil })
	for _, path := range slices.Sorted(maps.Keys(t.edited)) {
		fresh = append(fresh, *t.edited[path])
	}
	out := facts{Head: factsHead{Base: t.store.name, Size: t.store.size, ID: rand.Text()}}
	for i := range fresh {
		out.Files = append(out.Files, stored(&fresh[i]))
	}
	t.was.Facts = t.head.ID + " " + out.Head.ID
	return ledger.Save(filepath.Join(t.store.dir, "facts-recent"), t.store.key, &out)
}

// known is what was known of a file; nil for nothing.
func (t *textEdit) known(file string) (*fact, error) {
	for i := range t.fresh {
		if t.fresh[i].Path == file {
			return &t.fresh[i], nil
		}
	}
	at, err := t.after(file)
	if err != nil {
		return nil, err
	}
	var found *fact
	err = t.each(at, min(at+1, t.head.Sources), func(f *fact) {
		if f.Path == file {
			found = f
		}
	})
	return found, err
}

// after is the number of the first Markdown file of the large file that is not
// before a path.
func (t *textEdit) after(path string) (int, error) {
	from, to := 0, t.head.Sources
	for from < to {
		mid := (from + to) / 2
		f, err := ledger.Part[storedFact](t.facts, 0, mid)
		if err != nil {
			return 0, err
		}
		if f.Fact.Path < path {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from, nil
}

// each reads facts of the large file.
func (t *textEdit) each(from, to int, f func(*fact)) error {
	var bad error
	err := ledger.EachPart(t.facts, 0, from, to, func(s *storedFact) {
		if fact, err := s.fact(); err != nil {
			bad = err
		} else {
			f(&fact)
		}
	})
	if err == nil {
		err = bad
	}
	return err
}

// copyNear links and plans the small hub.
func (t *textEdit) copyNear() error {
	t.near = map[string]*fact{}
	from, err := t.after(storiesFolder)
	if err != nil {
		return errCloser
	}
	to, err := t.after(strings.TrimSuffix(storiesFolder, "/") + "0") // which comes after a slash
	if err != nil || t.each(0, from, t.add) != nil || t.each(to, t.facts.Len(0), t.add) != nil {
		return errCloser
	}
	for i := range t.fresh {
		if f := &t.fresh[i]; !strings.HasPrefix(f.Path, storiesFolder) {
			t.add(f)
		}
	}
	asked, shown := t.named()
	if err := t.addStories(asked); err != nil {
		return errCloser
	}
	if err := t.addStories(t.linked(shown)); err != nil {
		return errCloser
	}
	for _, f := range t.edited {
		t.add(f)
	}
	var files []*fact
	for _, f := range t.near {
		switch _, there := t.line.seen.of[f.Path]; {
		case !there: // it was taken away since
		case f.Record != nil:
			t.all = append(t.all, f)
		default:
			files = append(files, f)
		}
	}
	byPath := func(a, b *fact) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(t.all, byPath)
	slices.SortFunc(files, byPath)
	t.all = append(t.all, files...)
	t.gather()
	return t.link()
}

func (t *textEdit) add(f *fact) { t.near[f.Path] = f }

// addStories adds stories, and their translations, by the names of their files.
func (t *textEdit) addStories(names map[string]bool) error {
	for name := range names {
		for _, end := range []string{".", "/"} { // kettle.md, kettle.fr.md, kettle/index.md
			at, err := t.after(storiesFolder + name + end)
			if err != nil {
				return err
			}
			for more := true; more && at < t.head.Sources; at++ {
				err := t.each(at, at+1, func(f *fact) {
					if more = strings.HasPrefix(f.Path, storiesFolder+name+end); more {
						t.add(f)
					}
				})
				if err != nil {
					return err
				}
			}
		}
	}
	for i := range t.fresh {
		if f := &t.fresh[i]; strings.HasPrefix(f.Path, storiesFolder) && names[storyName(f.Path)] {
			t.add(f)
		}
	}
	return nil
}

// named are the stories that the outputs to make asked about, by the names of
// their files, and those whose texts they show. Whatever a question names may
// be a story.
func (t *textEdit) named() (asked, shown map[string]bool) {
	asked, shown = map[string]bool{}, map[string]bool{}
	whole := map[string]bool{} // of which the page is made
	for i := range t.made {
		for question := range t.made[i].asked {
			_, text := graph.Edition(question)
			name := text[strings.LastIndexByte(text, ' ')+1:]
			if strings.HasPrefix(text, "story") || strings.HasPrefix(text, "text story ") {
				asked[name] = true
			}
			if strings.HasPrefix(text, "slots ") {
				shown[name] = true
			}
			if text == "story "+name {
				whole[name] = true
			}
		}
	}
	for _, ids := range t.was.Together {
		if slices.ContainsFunc(ids, func(id string) bool { return whole[id] }) {
			for _, id := range ids {
				asked[id] = true
			}
		}
	}
	return asked, shown
}

// linked are the stories that texts may lead to.
func (t *textEdit) linked(shown map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, f := range t.near {
		e := f.entry()
		if e == nil || !shown[e.ID] {
			continue
		}
		for s := range e.Body.Slots {
			to, _, _ := strings.Cut(s.Dest, "#")
			if name := storyName(strings.TrimPrefix(to, "story:")); name != "" {
				out[name] = true
			}
		}
	}
	return out
}

// storyName is what a story is called by its path or address, if it is one: the
// last part that is a name.
func storyName(path string) string {
	path = strings.TrimSuffix(strings.TrimSuffix(path, "/"), "/index.md")
	path = path[strings.LastIndexByte(path, '/')+1:]
	name, _, _ := strings.Cut(path, ".")
	return name
}

// link is toGraph and fromGraph for the small hub, of which nothing is
// reported: what there is to find was found.
func (t *textEdit) link() error {
	t.loadTheme()
	t.graph = graph.New(t.site, t.graphOptions(t.cfg.Language), &t.list)
	t.editions = editions{t.graph}
	for _, tag := range t.cfg.Tags()[1:] {
		t.editions = append(t.editions, graph.NewEdition(t.graph, t.site, tag, t.graphOptions(tag), &t.list))
	}
	t.setEnv()
	t.plan = pages.Plan(t.editions)
	return t.orderPictures()
}
