package quick

import (
	"math"
	"reflect"
	"strings"
	"text/template/parse"
)

// expr is a compiled pipeline, command or argument. Its value is what
// text/template would have at that place, interfaces and nothing included,
// but for records (record.go).
type expr struct {
	value func(s *state, dot reflect.Value) reflect.Value
	// Where the type is known beforehand, these are cheaper.
	text     func(s *state, dot reflect.Value) string // of a value of type is
	is       reflect.Type                             // string, template.URL or template.HTML
	truth    func(s *state, dot reflect.Value) bool
	constant parse.Node
	whole    bool // no interface
}

// dug is an expression's value out of its interface, as pipelines have it.
func (e expr) dug() func(s *state, dot reflect.Value) reflect.Value {
	if e.whole {
		return e.value
	}
	value := e.value
	return func(s *state, dot reflect.Value) reflect.Value { return dig(value(s, dot)) }
}

// dig takes a value out of an empty interface, one level deep.
func dig(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface && v.Type().NumMethod() == 0 {
		return v.Elem()
	}
	return v
}

// indirect follows pointers and interfaces; nil ones stay.
func indirect(v reflect.Value) reflect.Value {
	for ; v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface; v = v.Elem() {
		if v.IsNil() {
			return v
		}
	}
	return v
}

// truth is what {{if}} makes of a value.
func truth(v reflect.Value) bool {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() > 0
	case reflect.Bool:
		return v.Bool()
	case reflect.Pointer, reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Interface:
		return !v.IsNil()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int() != 0
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return v.Uint() != 0
	case reflect.Float32, reflect.Float64:
		return v.Float() != 0
	case reflect.Complex64, reflect.Complex128:
		return v.Complex() != 0
	}
	return true // a struct
}

// test is a pipeline in an {{if}}.
func (c *compiler) test(p *parse.PipeNode) func(s *state, dot reflect.Value) bool {
	return c.pipe(p).test()
}

// test is the truth of an expression.
func (e expr) test() func(s *state, dot reflect.Value) bool {
	if e.truth != nil {
		return e.truth
	}
	if text := e.text; text != nil {
		return func(s *state, dot reflect.Value) bool { return text(s, dot) != "" }
	}
	value := e.value
	return func(s *state, dot reflect.Value) bool { return truth(value(s, dot)) }
}

// pipe compiles a pipeline. Its variables are set when its value is taken.
func (c *compiler) pipe(p *parse.PipeNode) expr {
	var e expr
	for i, cmd := range p.Cmds {
		if i == 0 {
			e = c.command(cmd, nil)
			continue
		}
		last := e
		last.value, last.constant = e.dug(), nil // what is piped has a type of its own
		e = c.command(cmd, &last)
	}
	if len(p.Decl) == 0 {
		return e
	}
	value := e.dug()
	var slots []int
	for _, v := range p.Decl {
		if p.IsAssign {
			slots = append(slots, c.slot(v.Ident[0]))
		} else {
			slots = append(slots, c.declare(v.Ident[0]))
		}
	}
	return expr{whole: true, value: func(s *state, dot reflect.Value) reflect.Value {
		v := value(s, dot)
		for _, slot := range slots {
			s.vars[s.base+slot] = v
		}
		return v
	}}
}

// command compiles a command; last is what is piped into it, if anything.
func (c *compiler) command(cmd *parse.CommandNode, last *expr) expr {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		return c.call(id.Ident, cmd.Args[1:], last)
	}
	if len(cmd.Args) > 1 || last != nil {
		c.unknown(cmd) // a method with arguments, or a mistake
	}
	if _, ok := cmd.Args[0].(*parse.NilNode); ok {
		c.unknown(cmd)
	}
	return c.operand(cmd.Args[0])
}

// operand compiles one word.
func (c *compiler) operand(n parse.Node) expr {
	switch n := n.(type) {
	case *parse.DotNode:
		return expr{value: func(_ *state, dot reflect.Value) reflect.Value { return dot }}
	case *parse.FieldNode:
		return c.fields(c.operand(&parse.DotNode{}), n.Ident)
	case *parse.VariableNode:
		slot := c.slot(n.Ident[0])
		return c.fields(expr{value: func(s *state, _ reflect.Value) reflect.Value { return s.vars[s.base+slot] }}, n.Ident[1:])
	case *parse.ChainNode:
		if _, ok := n.Node.(*parse.PipeNode); !ok {
			c.unknown(n)
		}
		return c.fields(c.operand(n.Node), n.Field)
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			c.unknown(n)
		}
		e := c.pipe(n)
		e.value, e.whole = e.dug(), true
		e.constant = nil // its type is its own, not that of its use
		return e
	case *parse.IdentifierNode:
		return c.call(n.Ident, nil, nil)
	case *parse.StringNode:
		v, said := reflect.ValueOf(n.Text), n.Text
		return expr{
			value: func(*state, reflect.Value) reflect.Value { return v }, constant: n, whole: true,
			text: func(*state, reflect.Value) string { return said }, is: stringType,
		}
	case *parse.BoolNode:
		return c.constant(n, reflect.ValueOf(n.True))
	case *parse.NumberNode:
		return c.constant(n, c.number(n))
	case *parse.NilNode:
		return expr{constant: n, value: func(*state, reflect.Value) reflect.Value { return reflect.Value{} }}
	}
	c.unknown(n)
	return expr{}
}

func (c *compiler) constant(n parse.Node, v reflect.Value) expr {
	return expr{value: func(*state, reflect.Value) reflect.Value { return v }, constant: n, whole: true}
}

// number is a number whose type nothing decides.
func (c *compiler) number(n *parse.NumberNode) reflect.Value {
	hex := len(n.Text) > 2 && n.Text[0] == '0' && (n.Text[1] == 'x' || n.Text[1] == 'X') && !strings.ContainsAny(n.Text, "pP")
	switch {
	case n.IsComplex:
		return reflect.ValueOf(n.Complex128)
	case n.IsFloat && !hex && !strings.HasPrefix(n.Text, "'") && strings.ContainsAny(n.Text, ".eEpP"):
		return reflect.ValueOf(n.Float64)
	case n.IsInt && n.Int64 >= math.MinInt && n.Int64 <= math.MaxInt:
		return reflect.ValueOf(int(n.Int64))
	}
	c.unknown(n)
	return reflect.Value{}
}

var (
	anyType    = reflect.TypeFor[any]()
	intType    = reflect.TypeFor[int]()
	stringType = reflect.TypeFor[string]()
	valueType  = reflect.TypeFor[reflect.Value]()
	errorType  = reflect.TypeFor[error]()
)
