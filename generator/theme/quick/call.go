package quick

import (
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// Signature is the type of a function together with a way to call such
// functions without reflection. Others are called by reflection, as
// text/template does.
type Signature struct {
	is    reflect.Type
	build builder
}

// builder makes the call of a function; there are as many arguments as it
// wants.
type builder func(fn any, args []expr) expr

// The signatures. A, B and C are what the function takes, R what it returns;
// those with an E return an error too, those with an X take any number of
// values of any type after the others.
func F0[R any]() Signature {
	return signature(func(f func() R, _ []expr) expr {
		return valued(func(*state, reflect.Value) R { return f() })
	})
}

// F1 is func(A) R.
func F1[A, R any]() Signature {
	return signature(func(f func(A) R, args []expr) expr {
		a := take[A](args[0])
		return valued(func(s *state, dot reflect.Value) R { return f(a(s, dot)) })
	})
}

// F1E is func(A) (R, error).
func F1E[A, R any]() Signature {
	return signature(func(f func(A) (R, error), args []expr) expr {
		a := take[A](args[0])
		return valued(func(s *state, dot reflect.Value) R { return must(f(a(s, dot))) })
	})
}

// F2 is func(A, B) R.
func F2[A, B, R any]() Signature {
	return signature(func(f func(A, B) R, args []expr) expr {
		a, b := take[A](args[0]), take[B](args[1])
		return valued(func(s *state, dot reflect.Value) R { return f(a(s, dot), b(s, dot)) })
	})
}

// F2E is func(A, B) (R, error).
func F2E[A, B, R any]() Signature {
	return signature(func(f func(A, B) (R, error), args []expr) expr {
		a, b := take[A](args[0]), take[B](args[1])
		return valued(func(s *state, dot reflect.Value) R { return must(f(a(s, dot), b(s, dot))) })
	})
}

// F3 is func(A, B, C) R.
func F3[A, B, C, R any]() Signature {
	return signature(func(f func(A, B, C) R, args []expr) expr {
		a, b, c := take[A](args[0]), take[B](args[1]), take[C](args[2])
		return valued(func(s *state, dot reflect.Value) R { return f(a(s, dot), b(s, dot), c(s, dot)) })
	})
}

// X is func(...any) R.
func X[R any]() Signature {
	return signature(func(f func(...any) R, args []expr) expr {
		more := takeAll(args)
		return valued(func(s *state, dot reflect.Value) R {
			mark := len(s.args)
			r := f(more(s, dot)...)
			s.args = s.args[:mark]
			return r
		})
	})
}

// XE is func(...any) (R, error).
func XE[R any]() Signature {
	return signature(func(f func(...any) (R, error), args []expr) expr {
		more := takeAll(args)
		return valued(func(s *state, dot reflect.Value) R {
			mark := len(s.args)
			r := must(f(more(s, dot)...))
			s.args = s.args[:mark]
			return r
		})
	})
}

// X1 is func(A, ...any) R.
func X1[A, R any]() Signature {
	return signature(func(f func(A, ...any) R, args []expr) expr {
		a, more := take[A](args[0]), takeAll(args[1:])
		return valued(func(s *state, dot reflect.Value) R {
			mark := len(s.args)
			r := f(a(s, dot), more(s, dot)...)
			s.args = s.args[:mark]
			return r
		})
	})
}

// X1E is func(A, ...any) (R, error).
func X1E[A, R any]() Signature {
	return signature(func(f func(A, ...any) (R, error), args []expr) expr {
		a, more := take[A](args[0]), takeAll(args[1:])
		return valued(func(s *state, dot reflect.Value) R {
			mark := len(s.args)
			r := must(f(a(s, dot), more(s, dot)...))
			s.args = s.args[:mark]
			return r
		})
	})
}

// X2E is func(A, B, ...any) (R, error).
func X2E[A, B, R any]() Signature {
	return signature(func(f func(A, B, ...any) (R, error), args []expr) expr {
		a, b, more := take[A](args[0]), take[B](args[1]), takeAll(args[2:])
		return valued(func(s *state, dot reflect.Value) R {
			mark := len(s.args)
			r := must(f(a(s, dot), b(s, dot), more(s, dot)...))
			s.args = s.args[:mark]
			return r
		})
	})
}

func signature[F any](build func(f F, args []expr) expr) Signature {
	return Signature{reflect.TypeFor[F](), func(fn any, args []expr) expr { return build(fn.(F), args) }}
}

// common are signatures that need no type but Go's own and html/template's.
var common = []Signature{
	F0[string](), F1[string, string](), F1E[string, string](), F1[int, int](), F1[int, string](), F1E[int, string](),
	F1[[]string, string](), F1E[string, template.HTML](), F1E[string, template.URL](), F1[string, template.URL](),
	F2[int, int, string](), F2[string, string, string](), F2[string, string, []string](), F2E[int, reflect.Value, reflect.Value](),
	F1[reflect.Value, bool](), X[string](), XE[map[string]any](), X1[string, string](), X1E[string, string](),
}

// must gives up where a function failed: html/template says where.
func must[R any](r R, err error) R {
	if err != nil {
		giveUp(err.Error())
	}
	return r
}

// valued is the expression of a function's result.
func valued[R any](f func(s *state, dot reflect.Value) R) expr {
	if reflect.TypeFor[R]().Kind() == reflect.Interface {
		panic("quick: no signature may return an interface")
	}
	e := expr{whole: true, value: func(s *state, dot reflect.Value) reflect.Value { return reflect.ValueOf(f(s, dot)) }}
	switch f := any(f).(type) {
	case func(*state, reflect.Value) string:
		e.text, e.is = f, stringType
	case func(*state, reflect.Value) template.URL:
		e.text, e.is = func(s *state, dot reflect.Value) string { return string(f(s, dot)) }, urlType
	case func(*state, reflect.Value) template.HTML:
		e.text, e.is = func(s *state, dot reflect.Value) string { return string(f(s, dot)) }, htmlType
	case func(*state, reflect.Value) bool:
		e.truth = f
	case func(*state, reflect.Value) reflect.Value:
		e.value, e.whole = f, false
	}
	return e
}

// take reads an argument as a function wants it.
func take[A any](e expr) func(s *state, dot reflect.Value) A {
	want := reflect.TypeFor[A]()
	if e.constant != nil {
		e = expr{value: constantAs(e, want)}
	}
	value := e.value
	switch want {
	case stringType:
		if e.is == stringType {
			return any(e.text).(func(*state, reflect.Value) A)
		}
	case anyType:
		f := func(s *state, dot reflect.Value) any { return boxed(value(s, dot)) }
		return any(f).(func(*state, reflect.Value) A)
	case valueType:
		f := func(s *state, dot reflect.Value) reflect.Value { return plain(value(s, dot)) }
		return any(f).(func(*state, reflect.Value) A)
	}
	return func(s *state, dot reflect.Value) A {
		v := value(s, dot)
		if !v.IsValid() || v.Type() != want {
			v = conform(v, want)
		}
		if v.CanAddr() { // an address in an interface costs no memory, a copy does
			return *v.Addr().Interface().(*A)
		}
		a, _ := v.Interface().(A) // nil where A is an interface and v is nothing
		return a
	}
}

// takeAll reads the arguments that are any number of any type. They stand at
// the end of the state's until the function has returned.
func takeAll(args []expr) func(s *state, dot reflect.Value) []any {
	var each []func(s *state, dot reflect.Value) any
	for _, a := range args {
		each = append(each, take[any](a))
	}
	return func(s *state, dot reflect.Value) []any {
		mark := len(s.args)
		for _, f := range each {
			a := f(s, dot)
			s.args = append(s.args, a)
		}
		return s.args[mark:len(s.args):len(s.args)]
	}
}

func boxed(v reflect.Value) any {
	if v = plain(v); !v.IsValid() {
		return nil
	}
	return v.Interface()
}

// constantAs is a constant as a parameter of a type takes it.
func constantAs(e expr, want reflect.Type) func(s *state, dot reflect.Value) reflect.Value {
	fixed := func(v reflect.Value) func(*state, reflect.Value) reflect.Value {
		return func(*state, reflect.Value) reflect.Value { return v }
	}
	if _, ok := e.constant.(*parse.NilNode); ok {
		if !canBeNil(want) {
			panic(unknown{"nil"})
		}
		if want == valueType {
			return fixed(reflect.Value{})
		}
		return fixed(reflect.Zero(want))
	}
	if want == valueType || want == anyType {
		return e.value
	}
	v := reflect.New(want).Elem()
	switch n := e.constant.(type) {
	case *parse.StringNode:
		if want.Kind() == reflect.String {
			v.SetString(n.Text)
			return fixed(v)
		}
	case *parse.BoolNode:
		if want.Kind() == reflect.Bool {
			v.SetBool(n.True)
			return fixed(v)
		}
	case *parse.NumberNode:
		switch {
		case v.CanInt() && n.IsInt:
			v.SetInt(n.Int64)
			return fixed(v)
		case v.CanUint() && n.IsUint:
			v.SetUint(n.Uint64)
			return fixed(v)
		case v.CanFloat() && n.IsFloat:
			v.SetFloat(n.Float64)
			return fixed(v)
		}
	}
	panic(unknown{e.constant.String()})
}

func canBeNil(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return true
	}
	return t == valueType
}

// conform makes a value one of a type, as text/template does with arguments.
// It gives up where text/template would find a mistake, and where the answer
// depends on whether the value has an address.
func conform(v reflect.Value, want reflect.Type) reflect.Value {
	v = plain(v)
	if !v.IsValid() {
		if !canBeNil(want) {
			giveUp("nothing where " + want.String() + " is wanted")
		}
		return reflect.Zero(want)
	}
	if !v.Type().AssignableTo(want) {
		if v.Kind() == reflect.Interface && !v.IsNil() {
			v = v.Elem()
		}
		switch {
		case v.Type().AssignableTo(want):
		case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(want) && !v.IsNil():
			v = v.Elem()
		default:
			giveUp(v.Type().String() + " where " + want.String() + " is wanted")
		}
	}
	if v.Type() != want {
		w := reflect.New(want).Elem()
		w.Set(v)
		return w
	}
	return v
}

// call compiles the call of a function. The last argument may come through
// the pipe.
func (c *compiler) call(name string, nodes []parse.Node, last *expr) expr {
	fn, ours := c.set.options.Funcs[name]
	if !ours {
		return c.builtin(name, nodes, last)
	}
	args := c.operands(nodes, last)
	if name == c.set.options.Pairs {
		if e, ok := c.record(args); ok {
			return e
		}
	}
	e, ok := c.set.called(reflect.ValueOf(fn), args)
	if !ok {
		c.unknown(name)
	}
	return e
}

func (c *compiler) operands(nodes []parse.Node, last *expr) []expr {
	var args []expr
	for _, n := range nodes {
		args = append(args, c.operand(n))
	}
	if last != nil {
		args = append(args, *last)
	}
	return args
}

// niladic is the call of a method whose receiver is dot.
func (q *Set) niladic(method reflect.Value) (expr, bool) {
	return q.called(method, []expr{{value: func(_ *state, dot reflect.Value) reflect.Value { return dot }}})
}

// called is the call of a function; ok is false if it cannot be called so.
func (q *Set) called(fn reflect.Value, args []expr) (e expr, ok bool) {
	t := fn.Type()
	if n := t.NumIn(); len(args) != n && (!t.IsVariadic() || len(args) < n-1) {
		return e, false
	}
	if n := t.NumOut(); n != 1 && (n != 2 || t.Out(1) != errorType) {
		return e, false
	}
	if build := q.direct[t]; build != nil {
		return build(fn.Interface(), args), true
	}
	return reflected(fn, args), true
}

// reflected calls a function by reflection.
func reflected(fn reflect.Value, args []expr) expr {
	t := fn.Type()
	var values []func(s *state, dot reflect.Value) reflect.Value
	for i, a := range args {
		want := t.In(min(i, t.NumIn()-1))
		if t.IsVariadic() && i >= t.NumIn()-1 {
			want = want.Elem()
		}
		if a.constant != nil {
			a = expr{value: constantAs(a, want)}
		}
		value := a.value
		values = append(values, func(s *state, dot reflect.Value) reflect.Value {
			v := value(s, dot)
			if want == valueType {
				return reflect.ValueOf(plain(v))
			}
			return conform(v, want)
		})
	}
	return expr{value: func(s *state, dot reflect.Value) reflect.Value {
		given := make([]reflect.Value, len(values))
		for i, value := range values {
			given[i] = value(s, dot)
		}
		out := fn.Call(given)
		if len(out) == 2 && !out[1].IsNil() {
			giveUp(fmt.Sprint(out[1]))
		}
		if out[0].Type() == valueType {
			return out[0].Interface().(reflect.Value)
		}
		return out[0]
	}}
}
