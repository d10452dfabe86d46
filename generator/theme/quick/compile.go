package quick

import (
	"fmt"
	"reflect"
	text "text/template"
	"text/template/parse"
)

// signal is how a node ended.
type signal uint8

const (
	goOn     signal = iota
	breakOff        // {{break}}
	nextOne         // {{continue}}
)

// node is a compiled piece of template: it appends to the state's bytes.
type node func(s *state, dot reflect.Value) signal

// compiled is a template. Its run is set after others that call it, as
// templates may call each other in circles.
type compiled struct {
	run  node
	size int    // of its frame; the first variable is $
	left string // why it is left to html/template, if it is
}

// maxDepth is how deep text/template lets templates call each other.
const maxDepth = 100000

// call executes a template in a frame of its own.
func (s *state) call(t *compiled, dot reflect.Value) {
	if s.depth++; s.depth > maxDepth {
		giveUp("templates within templates")
	}
	base, top := s.base, s.top
	s.base, s.top = top, top+t.size
	if s.high = max(s.high, s.top); s.top > len(s.vars) {
		s.vars = append(s.vars, make([]reflect.Value, s.top+64-len(s.vars))...)
	}
	s.vars[s.base] = dot
	t.run(s, dot)
	s.base, s.top = base, top
	s.depth--
}

// template compiles a template at its first use.
func (q *Set) template(name string) *compiled {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.compile(name)
}

func (q *Set) compile(name string) *compiled {
	if t, ok := q.templates[name]; ok {
		return t
	}
	t := &compiled{}
	q.templates[name] = t
	from := q.text.Lookup(name)
	if from == nil || from.Tree == nil || from.Root == nil {
		t.run, t.size = func(*state, reflect.Value) signal {
			giveUp("there is no such template")
			return goOn
		}, 1
		return t
	}
	c := &compiler{set: q, scope: []variable{{"$", 0}}, size: 1}
	if run, err := c.whole(from.Root); err == nil {
		t.run, t.size = run, c.size
	} else {
		t.run, t.size, t.left = interpreted(from), 1, err.Error()
	}
	return t
}

// interpreted leaves a template to text/template, which is what html/template
// executes it with.
func interpreted(t *text.Template) node {
	return func(s *state, dot reflect.Value) signal {
		if err := t.Execute(s, plain(dot)); err != nil {
			giveUp(err.Error())
		}
		return goOn
	}
}

// compiler compiles one template.
type compiler struct {
	set   *Set
	scope []variable
	size  int
}

// variable is a name and its place in the frame.
type variable struct {
	name string
	slot int
}

// unknown is a construct that is not compiled.
type unknown struct{ what string }

func (c *compiler) unknown(what any) { panic(unknown{fmt.Sprint(what)}) }

func (c *compiler) whole(root *parse.ListNode) (run node, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case unknown:
			err = fmt.Errorf("%s", p.what)
		default:
			panic(p)
		}
	}()
	return c.list(root), nil
}

// list is the nodes of a list, one after the other.
func (c *compiler) list(l *parse.ListNode) node {
	var nodes []node
	if l != nil {
		for _, n := range l.Nodes {
			if f := c.node(n); f != nil {
				nodes = append(nodes, f)
			}
		}
	}
	switch len(nodes) {
	case 0:
		return func(*state, reflect.Value) signal { return goOn }
	case 1:
		return nodes[0]
	}
	return func(s *state, dot reflect.Value) signal {
		for _, f := range nodes {
			if end := f(s, dot); end != goOn {
				return end
			}
		}
		return goOn
	}
}

func (c *compiler) node(n parse.Node) node {
	switch n := n.(type) {
	case *parse.TextNode:
		said := string(n.Text)
		return func(s *state, _ reflect.Value) signal {
			s.out = append(s.out, said...)
			return goOn
		}
	case *parse.CommentNode:
		return nil
	case *parse.ListNode:
		return c.list(n)
	case *parse.ActionNode:
		return c.action(n)
	case *parse.IfNode:
		defer c.leave(len(c.scope))
		is := c.test(n.Pipe)
		then, other := c.list(n.List), c.list(n.ElseList)
		return func(s *state, dot reflect.Value) signal {
			if is(s, dot) {
				return then(s, dot)
			}
			return other(s, dot)
		}
	case *parse.WithNode:
		defer c.leave(len(c.scope))
		value := c.pipe(n.Pipe).dug()
		then, other := c.list(n.List), c.list(n.ElseList)
		return func(s *state, dot reflect.Value) signal {
			if v := value(s, dot); truth(v) {
				return then(s, v)
			}
			return other(s, dot)
		}
	case *parse.RangeNode:
		return c.loop(n)
	case *parse.TemplateNode:
		return c.include(n)
	case *parse.BreakNode:
		return func(*state, reflect.Value) signal { return breakOff }
	case *parse.ContinueNode:
		return func(*state, reflect.Value) signal { return nextOne }
	}
	c.unknown(n)
	return nil
}

// action is {{...}}: what it says goes through the escapers that stand at the
// end of its pipeline. One that sets a variable says nothing.
func (c *compiler) action(n *parse.ActionNode) node {
	if len(n.Pipe.Decl) > 0 {
		set := c.pipe(n.Pipe).value
		return func(s *state, dot reflect.Value) signal {
			set(s, dot)
			return goOn
		}
	}
	pipe, escapers := cutEscapers(n.Pipe)
	if len(escapers) == 0 || len(pipe.Cmds) == 0 {
		c.unknown(n)
	}
	return c.set.chain(escapers).put(c.pipe(pipe))
}

// include is {{template}}. Values given to it by name live as long as it does.
func (c *compiler) include(n *parse.TemplateNode) node {
	t := c.set.compile(n.Name)
	if n.Pipe == nil {
		return func(s *state, _ reflect.Value) signal {
			s.call(t, reflect.Value{})
			return goOn
		}
	}
	arg, keeps := c.pipe(n.Pipe).dug(), len(n.Pipe.Decl) > 0
	return func(s *state, dot reflect.Value) signal {
		used := s.used
		s.call(t, arg(s, dot))
		if !keeps {
			s.used = used
		}
		return goOn
	}
}

// loop is {{range}}.
func (c *compiler) loop(n *parse.RangeNode) node {
	defer c.leave(len(c.scope))
	if n.Pipe.IsAssign {
		c.unknown(n)
	}
	over := c.pipe(n.Pipe).dug()
	// The pipeline has put the list into the variables, where {{else}} finds
	// it, as with text/template.
	key, elem := -1, -1
	switch len(n.Pipe.Decl) {
	case 1:
		elem = c.scope[len(c.scope)-1].slot
	case 2:
		key, elem = c.scope[len(c.scope)-2].slot, c.scope[len(c.scope)-1].slot
	}
	mark := len(c.scope)
	body := c.list(n.List)
	c.leave(mark)
	other := c.list(n.ElseList)
	once := func(s *state, k, v reflect.Value) bool {
		if elem >= 0 {
			s.vars[s.base+elem] = v
		}
		if key >= 0 {
			s.vars[s.base+key] = k
		}
		return body(s, v) != breakOff
	}
	return func(s *state, dot reflect.Value) signal {
		v := indirect(plain(over(s, dot)))
		n := 0
		switch v.Kind() {
		case reflect.Slice, reflect.Array:
			if n = v.Len(); key < 0 {
				for i := 0; i < n && once(s, reflect.Value{}, v.Index(i)); i++ {
				}
				break
			}
			for i := 0; i < n && once(s, reflect.ValueOf(i), v.Index(i)); i++ {
			}
		case reflect.Int:
			if key >= 0 || v.Type() != intType {
				giveUp("a range over a number")
			}
			n = int(v.Int())
			for i := 0; i < n && once(s, reflect.Value{}, reflect.ValueOf(i)); i++ {
			}
		case reflect.Map:
			if n = v.Len(); v.Type().Key() != stringType {
				giveUp("a range over a map whose keys are no text")
			}
			for _, k := range sortedKeys(v) {
				if !once(s, k, v.MapIndex(k)) {
					break
				}
			}
		case reflect.Invalid:
		default:
			giveUp("a range over what is no list")
		}
		if n <= 0 {
			return other(s, dot)
		}
		return goOn
	}
}

// leave ends the scope of the variables set since a mark.
func (c *compiler) leave(mark int) { c.scope = c.scope[:mark] }

// declare makes a variable and returns its place in the frame.
func (c *compiler) declare(name string) int {
	c.scope = append(c.scope, variable{name, c.size})
	c.size++
	return c.size - 1
}

// slot is the place of a variable in the frame.
func (c *compiler) slot(name string) int {
	for i := len(c.scope) - 1; i >= 0; i-- {
		if c.scope[i].name == name {
			return c.scope[i].slot
		}
	}
	c.unknown(name)
	return 0
}
