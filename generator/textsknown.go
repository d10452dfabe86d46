package generator

import (
	"crypto/rand"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"kith/generator/graph"
	"kith/generator/ledger"
)

// texts is what the next run needs to find out that only words have changed.
// It has no name where that can't be found out.
func (r *render) texts(out *ledger.Ledger) *ledger.Texts {
	broken := false
	told := map[string]bool{}
	for _, d := range r.list.Sorted() {
		broken = broken || d.Page != "" && (d.Code == brokenCode(true) || d.Code == brokenCode(false))
		told[d.Pos.File] = true
		for _, also := range d.Related {
			told[also.Pos.File] = true
		}
	}
	version := ""
	if r.store.own {
		version = factsVersion(r.store.dir, r.store.key)
	}
	// A broken link is told in the source if it stands there, and names that may
	// not stand are looked for in all words. Packed twins go with their files.
	if version == "" || broken || r.twins != nil || len(r.graph.Unnamed()) > 0 {
		return &ledger.Texts{}
	}
	t := &ledger.Texts{
		Name: rand.Text(), Stamps: r.seen.text, Young: r.seen.young, Facts: version,
		Ledger: out.Name, Questions: len(out.Questions), Places: len(out.Places), World: out.World, Guards: out.Guards, Foreign: out.Foreign,
	}
	if r.was != nil && r.was.Name == out.Name {
		t.Questions, t.Places = r.was.questions, r.was.places
	}
	t.Together = r.graph.Serieses()
	t.Told, t.Shown = slices.Sorted(maps.Keys(told)), r.shownTexts(out)
	if len(r.editions) == 1 && r.cfg.Search.Body {
		t.Findable, t.Words = r.findableTexts(t.Shown)
	}
	return t
}

// shownTexts says which outputs show the text of which file.
func (r *render) shownTexts(out *ledger.Ledger) []ledger.ShownText {
	const other, unmet = 0, -1               // about anything else; not yet in shown
	row := make([]int32, len(out.Questions)) // where it is in shown, plus one
	files := map[uint32]string{}
	for i, q := range out.Questions {
		edition, text := graph.Edition(q.Text)
		if strings.HasPrefix(text, "find.words ") {
			row[i] = unmet
		}
		what, ok := strings.CutPrefix(text, "text ")
		if !ok {
			continue
		}
		for _, g := range r.editions {
			if g == r.graph && edition == "" || g != r.graph && g.Language() == edition {
				if f := g.TextFile(what); f != "" {
					row[i], files[uint32(i)] = unmet, f
				}
			}
		}
	}
	var shown []ledger.ShownText
	for i := range out.Outputs {
		in := uint32(i)
		if r.was != nil && r.was.Name == out.Name {
			in = uint32(r.was.of[i])
		}
		for _, q := range out.Outputs[i].Asked {
			switch row[q] {
			case other:
				continue
			case unmet:
				shown = append(shown, ledger.ShownText{File: files[q], Question: out.Questions[q].Text})
				row[q] = int32(len(shown))
			}
			s := &shown[row[q]-1]
			s.Outputs, s.At = append(s.Outputs, uint32(i)), append(s.At, in)
		}
	}
	return shown
}

// factsVersion names the facts that are saved under a key, "" if there are
// none.
func factsVersion(dir, key string) string {
	p, err := ledger.OpenParts(filepath.Join(dir, "facts"), key)
	if err != nil || p == nil {
		return ""
	}
	defer p.Close()
	var head factsHead
	if err := p.Head(&head); err != nil {
		return ""
	}
	recent, err := recentFacts(dir, key, &head)
	if err != nil {
		return ""
	}
	return head.ID + " " + recent.Head.ID
}

// recentFacts are the facts in the small file that add to those of a large
// one; none if it adds to another.
func recentFacts(dir, key string, base *factsHead) (facts, error) {
	var f facts
	ok, err := ledger.Load(filepath.Join(dir, "facts-recent"), key, &f)
	if err != nil || !ok || f.Head.Base != base.Bodies {
		return facts{}, err
	}
	return f, nil
}
