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
	h := rename.Hub{
		Config: l.cfg, Sources: l.tree.Sources, Records: l.site.Records,
		Read:     func(file string) ([]byte, error) { return fs.ReadFile(l.fs, file) },
		Absolute: func(path string) string { return l.graph.Absolute(l.graph.SiteHref(path)) },
	}
	id := content.Normal(old)
	if k := model.Kind(kind); k == model.KindTeam || k == model.KindTopic {
		id = content.Slug(old)
	}
	for _, g := range l.editions {
		h.Addresses = append(h.Addresses, g.PathOf(model.Kind(kind), id))
	}
	return rename.New(h, model.Kind(kind), old, to)
}
