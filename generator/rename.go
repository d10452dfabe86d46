package generator

import (
	"fmt"
	"io/fs"

	"kith/generator/content"
	"kith/generator/model"
	"kith/generator/rename"
)

// Rename works out what changes when something gets another id. Nothing is
// written. The error says in a sentence why it can't be.
func (s *Snapshot) Rename(kind, old, to string) (*rename.Plan, error) {
	l := s.line
	if l == nil || l.graph == nil {
		return nil, fmt.Errorf("the hub can't be read")
	}
	h := l.hub()
	id := content.Normal(old)
	if k := model.Kind(kind); k == model.KindTeam || k == model.KindTopic {
		id = content.Slug(old)
	}
	for _, g := range l.editions {
		h.Addresses = append(h.Addresses, g.PathOf(model.Kind(kind), id))
	}
	return rename.New(h, model.Kind(kind), old, to)
}

// Retire works out what changes when something is taken out of service: see
// rename.Retire. Uses are the places that still need it; with any, nothing is
// to be written. near are those who share most with somebody who leaves.
func (s *Snapshot) Retire(q rename.Retiree) (plan *rename.Plan, uses []rename.Use, near string, err error) {
	l := s.line
	if l == nil || l.graph == nil {
		return nil, nil, "", fmt.Errorf("the hub can't be read")
	}
	h := l.hub()
	id := func(words string) string {
		if q.Kind == model.KindTeam || q.Kind == model.KindTopic {
			return content.Slug(words)
		}
		return content.Normal(words)
	}
	if q.Kind != model.KindPerson && q.Kind != model.KindValue { // whose pages stay
		for _, g := range l.editions {
			h.Addresses = append(h.Addresses, g.PathOf(q.Kind, id(q.ID)))
			if q.To != "" {
				q.Targets = append(q.Targets, g.PathOf(q.Kind, id(q.To)))
			}
		}
	}
	q.Today = l.today
	if q.On.IsZero() {
		q.On = q.Today
	}
	plan, uses, err = rename.Retire(h, q)
	if q.Kind == model.KindPerson && len(uses) > 0 {
		near = l.graph.Closest(id(q.ID))
	}
	return plan, uses, near, err
}

// hub is what renaming has to know of it.
func (l *line) hub() rename.Hub {
	return rename.Hub{
		Config: l.cfg, Sources: l.tree.Sources, Records: l.site.Records,
		Read:     func(file string) ([]byte, error) { return fs.ReadFile(l.fs, file) },
		Absolute: func(path string) string { return l.graph.Absolute(l.graph.SiteHref(path)) },
	}
}
