package graph

import (
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

// An edition is the hub in one of [languages]: a graph of its own, made from
// the same records with their translations laid over them. It is smaller than
// the main graph, because stories and plain pages that nobody translated are
// not in it; links to them lead to the main language's page.

// hub is what the graphs of all languages share.
type hub struct {
	editions []*Graph // the main one first
}

// NewEdition links the hub once more, as readers of a language see it. The
// main graph comes first, then all editions, and only then are they asked.
// Findings are those that only this language shows.
func NewEdition(main *Graph, site *model.Site, tag string, opts Options, list *diag.List) *Graph {
	edition, bases := site.Edition(tag)
	var found diag.List
	g := newGraph(edition, opts, &found)
	g.main, g.hub, g.bases = main, main.hub, main.bases
	g.base = g.root + main.cfg.LanguageFolder(tag)
	g.translated = make(map[string]string, len(bases))
	for translation, base := range bases {
		g.translated[base] = translation
	}
	g.link(edition)
	g.hub.editions = append(g.hub.editions, g)
	list.Append(g.news(found.Sorted(), list)...)
	return g
}

// news are the findings that the main graph has not reported: those in files
// of this language, and in its part of the settings.
func (g *Graph) news(found []diag.Diagnostic, list *diag.List) []diag.Diagnostic {
	type place struct {
		code diag.Code
		pos  diag.Pos
	}
	said := map[place]bool{}
	for _, d := range list.Sorted() {
		said[place{d.Code, d.Pos}] = true
	}
	var out []diag.Diagnostic
	for _, d := range found {
		_, own := g.bases[d.Pos.File]
		if n, ok := g.byFile[d.Pos.File]; ok {
			e, _, _ := g.entryOf(n)
			own = own || e != nil && e.Lang == g.cfg.Language
		}
		if (own || d.Pos.File == g.cfg.File && d.Pos.File != "") && !said[place{d.Code, d.Pos}] {
			out = append(out, d)
		}
	}
	return out
}

// translations leads from each translation to its base file. It is nil where
// there are none. A translation without a base stands for itself.
func translations(site *model.Site) map[string]string {
	var out map[string]string
	var files map[string]string
	for _, r := range site.Records {
		if e := r.Entry(); e == nil || e.Lang == "" {
			continue
		}
		if files == nil {
			files = map[string]string{}
			for _, r := range site.Records {
				if e := r.Entry(); e != nil && e.Lang == "" {
					files[r.Key()] = e.File
				}
			}
		}
		if base, ok := files[r.Key()]; ok {
			if out == nil {
				out = map[string]string{}
			}
			out[r.Entry().File] = base
		}
	}
	return out
}

// tells reports whether an entry's words are in the graph's language. Those
// of a story or plain page that are not belong to another edition.
func (g *Graph) tells(e *model.Entry) bool {
	return e.Lang == g.cfg.Language || e.Lang == "" && (g.main == nil || wordless(e))
}

// wordless knows the words above an index page that nobody translated: what
// is left of them is who is asked there.
func wordless(e *model.Entry) bool { return e.Title == "" && e.Body.Size == 0 }

// foreign is the language of an entry's words where it is not the graph's
// own, else "".
func (g *Graph) foreign(e *model.Entry) string {
	switch {
	case g.main == nil:
		return e.Lang
	case e.Lang == g.cfg.Language, wordless(e):
		return ""
	case e.Lang == "":
		return g.main.cfg.Language
	}
	return e.Lang
}

// nodeAt is what a source file became. The base file and all translations
// of a thing lead to it; what this language doesn't have, to the main one's.
func (g *Graph) nodeAt(file string) (node, bool) {
	if n, ok := g.byFile[file]; ok {
		return n, true
	}
	if base, ok := g.bases[file]; ok {
		return g.nodeAt(base)
	}
	if g.main == nil {
		return node{}, false
	}
	if translation, ok := g.translated[file]; ok {
		n, ok := g.byFile[translation]
		return n, ok
	}
	return g.main.nodeAt(file)
}

// baseFile is the file of an entry that all its languages have in common.
func (g *Graph) baseFile(e *model.Entry) string {
	if base, ok := g.bases[e.File]; ok {
		return base
	}
	return e.File
}

// filesURL is the address of the page in whose folder the files of an entry
// are published: once for all languages, with the main one's page.
func (g *Graph) filesURL(e *model.Entry, pageURL string) string {
	if g.main == nil {
		return pageURL
	}
	n, ok := g.main.byFile[g.baseFile(e)]
	if !ok {
		return pageURL
	}
	if _, href, _ := g.main.entryOf(n); href != "" {
		return href
	}
	return g.root + strings.TrimPrefix(pageURL, g.base)
}

// homeOf is the base of the pages of the language that an entry is written
// in: the graph's own, but for what stands for itself in another.
func (g *Graph) homeOf(e *model.Entry) string {
	if g.main == nil && e.Lang != "" {
		return g.root + g.cfg.LanguageFolder(e.Lang)
	}
	return g.base
}

// languageLabel is what the settings call a language in the switch between
// languages, or "".
func (g *Graph) languageLabel(tag string) string {
	if main := g.hub.editions[0].cfg; tag == main.Language {
		return main.Label
	}
	return g.cfg.Languages[tag].Label
}
