package graph

import (
	"maps"
	"slices"

	"kith/generator/ledger"
	"kith/generator/model"
)

// This file is for a preview, which needs graph after graph, each after one
// more edit. Most edits decide nothing about anything else: not a link, an
// order, an address, a state or a finding. With is all that these need.

// Edit is a file's record before and after it was edited.
type Edit struct {
	Was, Is *model.Record
	// Words says that they have the same Head.
	Words bool
}

// With is the same hub after some edits. It returns false where one of them
// may mean more than other words on the pages that show a thing; then New has
// to link the hub. Findings it does not look at: those about the edited files
// would have other places.
func (g *Graph) With(edits []Edit) (*Graph, bool) {
	other := *g
	other.texts = &findTexts{}
	other.nodes, other.byID = nil, nil // they have what was there before
	other.words, other.byFile = maps.Clone(g.words), maps.Clone(g.byFile)
	other.all, other.stories = maps.Clone(g.all), slices.Clone(g.stories)
	for _, edit := range edits {
		e := edit.Is.Entry()
		if e == nil {
			return nil, false
		}
		was := g.byFile[e.File].story
		if !edit.Words && !g.alone() {
			return nil, false // editions hold copies
		}
		if !edit.Words {
			if was == nil || edit.Is.Story == nil || !g.quiet(was) || links(edit.Was.Story) != links(edit.Is.Story) {
				return nil, false
			}
			other.memo, other.cardRoom, other.heads = &memo{}, &cardRoom{}, &findHeads{}
		}
		if was == nil || !g.alone() {
			if other.words == nil {
				other.words = map[string]*model.Body{}
			}
			other.words[e.File] = &e.Body
			continue
		}
		s := *was
		s.Story = edit.Is.Story
		other.byFile[e.File], other.all[e.ID] = node{story: &s}, &s
		if g.live(was) {
			other.stories[s.n] = &s
		}
	}
	return &other, true
}

// quiet reports whether no finding, and nothing in the plan, can hold a
// story's title: it is not held back, has no old addresses, asks nobody, and
// titles were not among what a hint chose from.
func (g *Graph) quiet(s *Story) bool {
	return g.live(s) && len(s.Aliases) == 0 && s.Ask.ID == "" && g.names.known["story"] == nil
}

// links stands for what a story decides about anything but the pages that
// show the story itself.
func links(of *model.Story) ledger.Digest {
	s := *of
	s.Title, s.Summary, s.Canonical, s.Params = "", "", "", nil
	s.HasSummary, s.To, s.Changed, s.MadeWith, s.VoiceKeep = false, "", "", "", nil
	doc := &s.Body.Doc
	doc.Words, doc.Excerpt, doc.Lead, doc.HasCode, doc.HasTable, doc.HasMedia = 0, "", "", false, false, false
	if s.Image != nil {
		im := *s.Image
		im.Alt, im.HasAlt, im.Caption, im.Credit = "", false, "", ""
		s.Image = &im
	}
	return Head(&model.Record{Story: &s})
}

// Head stands for a record as others see it: all of it but positions and the
// words of its body. Nobody else may have the record yet.
func Head(r *model.Record) ledger.Digest {
	e := r.Entry()
	if e == nil {
		return ledger.Digest{}
	}
	body := e.Body
	e.Body.Digest, e.Body.At, e.Body.Sum, e.Body.Words = "", 0, 0, model.Words{}
	e.Body.Size = min(e.Body.Size, 1) // others see whether there is any
	e.Body.Doc.Words = Minutes(e.Body.Doc.Words)
	outline := e.Body.Outline()
	outline.Outside = nil
	for i := range outline.Headings {
		outline.Headings[i].Offset = 0
	}
	for i := range outline.Slots {
		s := &outline.Slots[i]
		s.At, s.Offset, s.Len = 0, 0, 0
	}
	e.Body.PackOutline(&outline)
	findings, unknown := r.Findings, r.Unknown
	r.Findings, r.Unknown = nil, nil
	d := ledger.OfFacts(r)
	e.Body, r.Findings, r.Unknown = body, findings, unknown
	return d
}
