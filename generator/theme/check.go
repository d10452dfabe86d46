package theme

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"kith/generator/diag"
	"kith/generator/view"
)

// checker walks templates with the type of their view in hand, so that a
// wrong field is found in a branch that no page takes. Where a type cannot be
// known (params, functions that return anything) it stays silent.
type checker struct {
	sources map[string]*source
	trees   map[string]*parse.Tree // all templates by name, defined ones too
	home    map[string]*source     // the file a template stands in
	words   *words
	urls    map[string]string
	funcs   map[string]reflect.Type
	list    *diag.List
	done    map[string]bool
	said    map[diag.Pos]bool // each place once, though several kinds reach it
	cards   bool              // some page shows Share.Card

	in   *source
	vars []variable
}

type variable struct {
	name string
	is   shape
}

// checkTemplates checks every template from every kind that reaches it.
func checkTemplates(sources map[string]*source, w *words, urls map[string]string, list *diag.List) *checker {
	c := &checker{
		sources: sources, words: w, urls: urls, list: list,
		trees: map[string]*parse.Tree{}, home: map[string]*source{},
		done: map[string]bool{}, said: map[diag.Pos]bool{},
		funcs: map[string]reflect.Type{},
	}
	for name, f := range (&Theme{}).funcs(w) {
		c.funcs[name] = reflect.TypeOf(f)
	}
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		for _, tree := range sources[name].trees {
			c.trees[tree.Name] = tree
			c.home[tree.Name] = sources[name]
		}
	}
	for _, kind := range Kinds() {
		c.template(kind+".html", shape{t: views[kind]})
	}
	// What no page reaches is still read for functions and words.
	for _, name := range slices.Sorted(maps.Keys(c.trees)) {
		if !c.reached(name) {
			c.template(name, shape{})
		}
	}
	return c
}

func (c *checker) reached(name string) bool {
	for key := range c.done {
		if strings.HasPrefix(key, name+"\x00") {
			return true
		}
	}
	return false
}

func (c *checker) template(name string, dot shape) {
	tree := c.trees[name]
	if tree == nil || tree.Root == nil {
		return
	}
	key := name + "\x00" + dot.key()
	if c.done[key] {
		return
	}
	c.done[key] = true
	in, vars := c.in, c.vars
	c.in, c.vars = c.home[name], []variable{{"$", dot}}
	c.block(tree.Root, dot)
	c.in, c.vars = in, vars
}

// block walks a list of nodes; variables set in it end with it.
func (c *checker) block(n *parse.ListNode, dot shape) {
	if n == nil {
		return
	}
	mark := len(c.vars)
	for _, node := range n.Nodes {
		c.node(node, dot)
	}
	c.vars = c.vars[:mark]
}

func (c *checker) node(n parse.Node, dot shape) {
	switch n := n.(type) {
	case *parse.ActionNode:
		c.pipe(n.Pipe, dot)
	case *parse.ListNode:
		c.block(n, dot)
	case *parse.IfNode:
		mark := len(c.vars)
		c.pipe(n.Pipe, dot)
		c.block(n.List, dot)
		c.block(n.ElseList, dot)
		c.vars = c.vars[:mark]
	case *parse.WithNode:
		mark := len(c.vars)
		c.block(n.List, c.pipe(n.Pipe, dot))
		c.block(n.ElseList, dot)
		c.vars = c.vars[:mark]
	case *parse.RangeNode:
		c.rangeOver(n, dot)
	case *parse.TemplateNode:
		if c.trees[n.Name] == nil {
			var all []diag.Candidate
			for _, name := range slices.Sorted(maps.Keys(c.trees)) {
				all = append(all, diag.Candidate{ID: name})
			}
			c.report(n, `"`+n.Name+`"`, "There is no template called "+diag.Quote(n.Name)+".", diag.DidYouMean(n.Name, all))
		}
		arg := shape{}
		if n.Pipe != nil {
			arg = c.pipe(n.Pipe, dot)
		}
		c.template(n.Name, arg)
	}
}

func (c *checker) rangeOver(n *parse.RangeNode, dot shape) {
	mark := len(c.vars)
	over := c.commands(n.Pipe, dot)
	key, elem, ok := over.elem()
	if !ok {
		c.report(n.Pipe, n.Pipe.String(), "{{range}} wants a list, and this is "+over.name()+".", "")
	}
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		c.vars = append(c.vars, variable{decl[0].Ident[0], elem})
	case 2:
		c.vars = append(c.vars, variable{decl[0].Ident[0], key}, variable{decl[1].Ident[0], elem})
	}
	c.block(n.List, elem)
	c.vars = c.vars[:mark]
	c.block(n.ElseList, dot)
}

// pipe checks a pipeline, sets its variables and returns its shape.
func (c *checker) pipe(p *parse.PipeNode, dot shape) shape {
	if p == nil {
		return shape{}
	}
	is := c.commands(p, dot)
	for _, v := range p.Decl {
		if !p.IsAssign {
			c.vars = append(c.vars, variable{v.Ident[0], is})
			continue
		}
		for i := len(c.vars) - 1; i >= 0; i-- {
			if c.vars[i].name == v.Ident[0] {
				if c.vars[i].is.key() != is.key() {
					c.vars[i].is = shape{} // it depends on the branch taken
				}
				break
			}
		}
	}
	return is
}

func (c *checker) commands(p *parse.PipeNode, dot shape) shape {
	var is shape
	for i, cmd := range p.Cmds {
		var last *shape
		if i > 0 {
			piped := is
			last = &piped
		}
		is = c.command(cmd, dot, last)
	}
	return is
}

// command checks one command; last is the value piped into it, if any.
func (c *checker) command(cmd *parse.CommandNode, dot shape, last *shape) shape {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		return c.call(id, cmd.Args[1:], dot, last)
	}
	is := c.arg(cmd.Args[0], dot)
	if len(cmd.Args) > 1 || last != nil {
		for _, a := range cmd.Args[1:] {
			c.arg(a, dot)
		}
		return shape{} // a method with arguments; the views have none
	}
	return is
}

// arg is the shape of one argument.
func (c *checker) arg(n parse.Node, dot shape) shape {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.fields(n, dot, n.Ident)
	case *parse.VariableNode:
		for i := len(c.vars) - 1; i >= 0; i-- {
			if c.vars[i].name == n.Ident[0] {
				return c.fields(n, c.vars[i].is, n.Ident[1:])
			}
		}
	case *parse.ChainNode:
		return c.fields(n, c.arg(n.Node, dot), n.Field)
	case *parse.PipeNode:
		return c.pipe(n, dot)
	case *parse.IdentifierNode:
		return c.call(n, nil, dot, nil)
	case *parse.StringNode:
		return shape{t: reflect.TypeFor[string](), text: n.Text, constant: true}
	case *parse.BoolNode:
		return shape{t: reflect.TypeFor[bool](), constant: true}
	case *parse.NumberNode:
		return shape{number: true, constant: true}
	}
	return shape{}
}

// fields follows a chain of names from a shape.
func (c *checker) fields(n parse.Node, is shape, names []string) shape {
	for i, name := range names {
		next, ok := is.field(name)
		c.cards = c.cards || name == "Card" && is.t == reflect.TypeFor[view.Share]()
		if !ok {
			chain := n.String()
			c.reportField(n, chain, name, len(names)-i, is)
			return shape{}
		}
		is = next
	}
	return is
}

func (c *checker) reportField(n parse.Node, chain, name string, fromEnd int, is shape) {
	// Cut the chain after the wrong name, so that the finding points at it.
	parts := strings.Split(chain, ".")
	cut := strings.Join(parts[:len(parts)-fromEnd+1], ".")
	at, _ := snap(c.in.data, int(n.Position()), chain)
	at += len(cut) - len(name)
	c.add(at, len(name), "There is no "+diag.Quote(name)+" here: "+is.name()+" has no such field.", is.offers(name))
}

// report adds a finding where a node's words stand.
func (c *checker) report(n parse.Node, words, message, hint string) {
	at, length := snap(c.in.data, int(n.Position()), words)
	c.add(at, length, message, hint)
}

func (c *checker) add(at, length int, message, hint string) {
	pos := diag.Pos{File: c.in.path, Offset: min(max(at, 0), len(c.in.data))}
	if c.said[pos] {
		return
	}
	c.said[pos] = true
	c.list.Add("template", pos, length, message, hint)
}
