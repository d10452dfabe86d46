package graph

import (
	"fmt"
	"slices"
	"strings"

	"kith/generator/diag"
	"kith/generator/markdown"
	"kith/generator/model"
)

// This file is about pictures and other files that must not go out: whoever
// shows them, and wherever they lie. Not showing a picture on the page it was
// meant for is not enough. Another page may show it too, and what lies under
// static/ is published by itself.

// holdFiles finds the files that are left out today: portraits of those who
// may not be pictured, pictures of which it is said that they are in them, and
// what only a story shows that is held back.
func (g *Graph) holdFiles() {
	if g.main != nil {
		g.heldFiles = g.main.heldFiles // the main graph knows all stories
		return
	}
	held := map[string]string{} // file -> why
	portraits := map[string]bool{}
	for _, id := range sortedKeys(g.people) {
		p := g.people[id]
		src := g.portrait(p)
		if src == "" {
			continue
		}
		// A file that stands for several people is nobody's portrait.
		if g.mayPicture(p) {
			portraits[src] = true
		} else if held[src] == "" {
			held[src] = g.whyNoPicture(p)
		}
	}
	for src := range portraits {
		delete(held, src)
	}
	for _, n := range g.each {
		e, _, _ := g.entryOf(n)
		if e == nil {
			continue
		}
		for _, im := range picturesOf(n) {
			for _, r := range im.People {
				if p, ok := g.people[r.ID]; ok && !g.mayPicture(p) {
					held[g.source(e, im.Src.ID, im.Src, false)] = g.whyNoPicture(p)
				}
			}
		}
	}
	g.holdFilesOf(held)
	delete(held, "")
	g.heldFiles = held
}

// holdFilesOf adds the files that only those show who are held back for want
// of consent.
func (g *Graph) holdFilesOf(held map[string]string) {
	secret := func(n node) bool {
		return n.story != nil && n.story.State == Withheld || n.person != nil && !n.person.isStaff() && !n.person.covers("name")
	}
	if !slices.ContainsFunc(g.nodes, secret) {
		return // as nearly always, and looking for all files that pages use takes long
	}
	used := map[string]bool{"static/" + strings.TrimPrefix(g.cfg.Brand.Logo, "/"): true}
	var folders, only []string
	for _, n := range g.each {
		e, _, visible := g.entryOf(n)
		switch {
		case e == nil:
		case secret(n):
			only = append(only, g.filesOf(n, e)...)
			if e.Folder != "" {
				folders = append(folders, e.Folder+"/")
			}
		case visible || n.person != nil && g.hasPage(n.person):
			for _, f := range g.filesOf(n, e) {
				used[f] = true
			}
		}
	}
	const why = "it belongs to a story or person held back for want of consent"
	for _, f := range only {
		if !used[f] && held[f] == "" {
			held[f] = why
		}
	}
	for _, folder := range folders {
		for f := range g.files {
			if strings.HasPrefix(f, folder) && held[f] == "" {
				held[f] = why
			}
		}
	}
}

// Holds reports whether a source file is left out today.
func (g *Graph) Holds(file string) bool { return g.heldFiles[file] != "" }

// heldFile reports, where a file is mentioned, that it is left out.
func (g *Graph) heldFile(file string, r model.Ref) {
	g.add("held-file", r, fmt.Sprintf("%s is left out: %s.", diag.Quote(file), g.heldFiles[file]),
		"Take the mention out, or use another picture.")
}

func (g *Graph) whyNoPicture(p *Person) string {
	if p.covers("photo") {
		return p.Title + " is in it, and has left"
	}
	return p.Title + " is in it, and has not agreed to be pictured"
}

// portrait is the source file of somebody's photo, or "".
func (g *Graph) portrait(p *Person) string {
	if p.Photo == nil || p.Photo.Src.ID == "" {
		return ""
	}
	return g.source(&p.Entry, p.Photo.Src.ID, p.Photo.Src, false)
}

// picturesOf lists the pictures named in a node's fields.
func picturesOf(n node) []*model.Image {
	var all []*model.Image
	switch {
	case n.story != nil:
		all = append(all, n.story.Image)
	case n.person != nil:
		all = append(all, n.person.Photo)
	case n.term != nil && n.term.Team != nil:
		all = append(all, n.term.Team.Photo)
	case n.term != nil && n.term.Place != nil:
		all = append(all, n.term.Place.Photo)
	case n.term != nil && n.term.Topic != nil:
		all = append(all, n.term.Topic.Image)
	case n.term != nil && n.term.Series != nil:
		all = append(all, n.term.Series.Image)
	}
	return slices.DeleteFunc(all, func(im *model.Image) bool { return im == nil || im.Src.ID == "" })
}

// filesOf lists the source files that a node shows or links to.
func (g *Graph) filesOf(n node, e *model.Entry) []string {
	var out []string
	for _, im := range picturesOf(n) {
		out = append(out, g.source(e, im.Src.ID, im.Src, false))
	}
	for _, e := range append([]*model.Entry{e}, g.others[e.File]...) {
		for s := range e.Body.Slots {
			switch s.Kind {
			case markdown.Image, markdown.Poster, markdown.File, markdown.LinkOpen:
				if !isExternal(s.Dest) && !isMarkdown(s.Dest) && s.Dest != "" && !strings.HasPrefix(s.Dest, "#") {
					out = append(out, g.source(e, s.Dest, model.Ref{}, false))
				}
			}
		}
	}
	return out
}

// Shown says who stands on the site today, and whose picture may, by id, with
// the name.
func (g *Graph) Shown() (names, pictures map[string]string) {
	names, pictures = map[string]string{}, map[string]string{}
	for _, p := range g.people {
		if named(p) {
			names[p.ID] = p.Title
		}
		if p.Photo != nil && g.mayPicture(p) {
			pictures[p.ID] = p.Title
		}
	}
	return names, pictures
}
