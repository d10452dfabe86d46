package generator

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/model"
)

// Kith holds back what names somebody by id. A name that was typed into a
// sentence stays where it is, and only a human can take it out: so each such
// place is a finding, in every text that is published.

// leftNames are the names that may not stand, and those that only look it.
type leftNames struct {
	names []string        // as foldWords has them, the longest first
	of    []*graph.Person // whose each is; nil for a longer name of somebody else
}

// leftIn is what was found in a file, for a preview that looks again.
type leftIn struct {
	digest ledger.Digest
	names  string
	found  []naming
}

// namesLeft reports where people are named who have not agreed to be, or no
// longer agree. With nobody of that kind it costs nothing.
func (l *line) namesLeft() error {
	people := l.graph.Unnamed()
	if len(people) == 0 {
		return nil
	}
	left := l.leftNames(people)
	key := strings.Join(left.names, "\n")
	found := make([]leftIn, len(l.all))
	var g errgroup.Group
	g.SetLimit(l.jobs())
	for chunk := range chunks(len(l.all)) {
		g.Go(func() (err error) {
			defer caught("looking for names", &err)
			for i := chunk.from; i < chunk.to; i++ {
				f := l.all[i]
				if !l.published(f) {
					continue
				}
				if was, ok := l.store.left[f.Path]; ok && was.digest == f.Digest && was.names == key {
					found[i] = was
					continue
				}
				data, err := l.slurp(f.Path, 1<<31-1)
				if err != nil {
					continue // it changes under our hands, and will be read again
				}
				found[i] = leftIn{f.Digest, key, left.in(f, data)}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	l.store.left = map[string]leftIn{}
	for i, f := range l.all {
		if found[i].names != "" {
			l.store.left[f.Path] = found[i]
		}
		for _, n := range found[i].found {
			p := left.of[n.name]
			l.list.Add("name-left", diag.Pos{File: f.Path, Offset: n.from}, n.to-n.from,
				fmt.Sprintf("%s has not agreed, or no longer agrees, to be named, and the name still stands here.", p.Title),
				fmt.Sprintf("Take it out or write round it. `kith forget %s` lists all that names them.", p.ID))
		}
	}
	return nil
}

// leftNames gathers the names to look for.
func (l *line) leftNames(people []*graph.Person) leftNames {
	type owned struct {
		name string
		of   *graph.Person
	}
	var all []owned
	add := func(name string, of *graph.Person) {
		folded, _ := foldWords([]byte(name))
		if utf8.RuneCountInString(folded) > 1 && !slices.ContainsFunc(all, func(o owned) bool { return o.name == folded }) {
			all = append(all, owned{folded, of})
		}
	}
	for _, p := range people {
		add(p.Title, p)
		add(p.KnownAs, p)
		add(strings.TrimSpace(p.GivenName+" "+p.FamilyName), p)
	}
	var names []string
	for _, o := range all {
		names = append(names, o.name)
	}
	for _, r := range l.site.Records {
		if r.Person != nil && len(namings([]byte(r.Person.Title), names)) > 0 {
			add(r.Person.Title, nil) // "Ada Brown" is not about Ada Fenn
		}
	}
	slices.SortStableFunc(all, func(a, b owned) int { return len(b.name) - len(a.name) })
	var out leftNames
	for _, o := range all {
		out.names, out.of = append(out.names, o.name), append(out.of, o.of)
	}
	return out
}

// published reports whether a file holds words that are on the site today.
func (l *line) published(f *fact) bool {
	if f.Record == nil {
		switch strings.ToLower(path.Ext(f.Path)) {
		case ".vtt", ".srt", ".txt", ".html", ".htm":
			return !l.graph.Holds(f.Path)
		}
		return false
	}
	return slices.ContainsFunc(l.editions, func(g *graph.Graph) bool { return g.Shows(f.Path) })
}

// in finds the names in a file, other than those of its own person.
func (n leftNames) in(f *fact, data []byte) []naming {
	var out []naming
	fields := fieldsEnd(f.Path, data)
	for _, at := range namings(data, n.names) {
		p := n.of[at.name]
		if p == nil || ownFile(f, p.Person) || !typed(data, at, fields, p.ID) {
			continue
		}
		out = append(out, at)
	}
	return out
}

func ownFile(f *fact, p *model.Person) bool {
	return f.Record != nil && f.Record.Person != nil && f.Record.Person.ID == p.ID || p.Folder != "" && strings.HasPrefix(f.Path, p.Folder+"/")
}

// typed reports whether a name was typed as words: an id, the name of a file
// and a comment are none, nor is "will" when Will is meant to be somebody.
func typed(data []byte, at naming, fields int, id string) bool {
	text, before, after := string(data[at.from:at.to]), data[:at.from], data[at.to:]
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == id, !strings.ContainsAny(text, " \t\r\n") && unicode.IsLower(first):
		return false
	case len(before) > 0 && strings.IndexByte(":/#@_", before[len(before)-1]) >= 0:
		return false
	case len(after) > 0 && strings.IndexByte("/@_", after[0]) >= 0:
		return false
	case len(after) > 1 && after[0] == '.' && after[1] >= 'a' && after[1] <= 'z':
		return false
	}
	line := string(before[strings.LastIndexByte(string(before), '\n')+1:])
	if at.from < fields && strings.HasPrefix(strings.TrimSpace(line), "#") {
		return false
	}
	return strings.LastIndex(string(before), "<!--") <= strings.LastIndex(string(before), "-->")
}
