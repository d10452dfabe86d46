package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strconv"
	"text/template/parse"
)

// reached is what the template of a kind draws on.
type reached struct {
	files  []string // template names, sorted
	assets []string // by plain name
	all    bool     // an asset is named by an expression: any could be meant
}

// reachAll follows {{template}} from every kind.
func reachAll(sources map[string]*source) map[string]reached {
	trees, home := map[string]*parse.Tree{}, map[string]string{}
	for name, s := range sources {
		for _, tree := range s.trees {
			trees[tree.Name], home[tree.Name] = tree, name
		}
	}
	out := map[string]reached{}
	for _, kind := range Kinds() {
		files, assets, all := map[string]bool{}, map[string]bool{}, false
		seen := map[string]bool{}
		var follow func(name string)
		follow = func(name string) {
			if seen[name] || trees[name] == nil {
				return
			}
			seen[name] = true
			files[home[name]] = true
			visit(trees[name].Root, func(n parse.Node) {
				switch n := n.(type) {
				case *parse.TemplateNode:
					follow(n.Name)
				case *parse.CommandNode:
					if id, ok := n.Args[0].(*parse.IdentifierNode); ok && id.Ident == "asset" {
						if len(n.Args) == 2 {
							if s, ok := n.Args[1].(*parse.StringNode); ok {
								assets[s.Text] = true
								return
							}
						}
						all = true
					}
				}
			})
		}
		follow(kind + ".html")
		out[kind] = reached{slices.Sorted(maps.Keys(files)), slices.Sorted(maps.Keys(assets)), all}
	}
	return out
}

// visit calls f for every node below n that can hold a call.
func visit(n parse.Node, f func(parse.Node)) {
	list := func(l *parse.ListNode) {
		if l != nil {
			visit(l, f)
		}
	}
	pipe := func(p *parse.PipeNode) {
		if p != nil {
			visit(p, f)
		}
	}
	f(n)
	switch n := n.(type) {
	case *parse.ListNode:
		for _, x := range n.Nodes {
			visit(x, f)
		}
	case *parse.ActionNode:
		pipe(n.Pipe)
	case *parse.TemplateNode:
		pipe(n.Pipe)
	case *parse.PipeNode:
		for _, cmd := range n.Cmds {
			visit(cmd, f)
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			visit(a, f)
		}
	case *parse.ChainNode:
		visit(n.Node, f)
	case *parse.IfNode:
		pipe(n.Pipe)
		list(n.List)
		list(n.ElseList)
	case *parse.WithNode:
		pipe(n.Pipe)
		list(n.List)
		list(n.ElseList)
	case *parse.RangeNode:
		pipe(n.Pipe)
		list(n.List)
		list(n.ElseList)
	}
}

// Digest stands for all that a page of a kind takes from the theme: the
// templates it reaches, the words of its language, the addresses of assets
// and the options. If it is the same, so is what the theme makes of a view.
func (t *Theme) Digest(kind, lang string) string {
	h := sha256.New()
	put := putter(h)
	r := t.reach[kind]
	put(kind, t.options.Base, t.options.Font, t.sheets[kind])
	for _, b := range t.blocks {
		put(b.url)
		put(b.classes...)
	}
	put(fmt.Sprint(t.options.Hue, t.options.Vivid))
	for _, name := range r.files {
		put(name, string(t.sources[name].data))
	}
	names := r.assets
	if r.all {
		names = slices.Sorted(maps.Keys(t.urls))
	}
	for _, name := range names {
		put(name, t.urls[name])
	}
	put(t.set(lang).words.digest())
	if len(t.options.Languages) > 1 { // what they call themselves
		for _, tag := range t.options.Languages {
			put(tag, t.autonym(tag))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// WordsDigest stands for all words of a language.
func (t *Theme) WordsDigest(lang string) string { return t.set(lang).words.digest() }

// putter writes texts so that two lists of them are never alike by chance.
func putter(h hash.Hash) func(...string) {
	var b []byte
	return func(parts ...string) {
		for _, p := range parts {
			b = append(strconv.AppendInt(b[:0], int64(len(p)), 10), ':')
			h.Write(append(b, p...))
		}
	}
}

// digest stands for all words of a language. It is worked out once.
func (w *words) digest() string {
	w.digested.Do(func() { w.sum = w.hash() })
	return w.sum
}

func (w *words) hash() string {
	h := sha256.New()
	put := putter(h)
	put(w.tag.String())
	for _, key := range slices.Sorted(maps.Keys(w.texts)) {
		put(key)
		for _, form := range pluralForms {
			put(w.texts[key].forms[form])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(w.lists)) {
		put(key)
		put(w.lists[key]...)
	}
	for _, key := range slices.Sorted(maps.Keys(w.tables)) {
		put(key)
		for _, k := range slices.Sorted(maps.Keys(w.tables[key])) {
			put(k, w.tables[key][k])
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
