package quick

import (
	"fmt"
	"reflect"
	text "text/template"
	"text/template/parse"
)

// printing are those of text/template's own functions that are plain Go.
var printing = map[string]any{
	"print": fmt.Sprint, "printf": fmt.Sprintf, "println": fmt.Sprintln, "js": text.JSEscaper,
}

// builtin compiles a call of one of text/template's own functions.
func (c *compiler) builtin(name string, nodes []parse.Node, last *expr) expr {
	args := c.operands(nodes, last)
	want := func(least, most int) {
		if len(args) < least || len(args) > most {
			c.unknown(name)
		}
	}
	switch name {
	case "print", "printf", "println", "js":
		if e, ok := c.set.called(reflect.ValueOf(printing[name]), args); ok {
			return e
		}
	case "and", "or":
		if want(1, 1<<20); last == nil {
			return either(args, name == "or")
		}
	case "not":
		want(1, 1)
		is := args[0].test()
		return valued(func(s *state, dot reflect.Value) bool { return !is(s, dot) })
	case "len":
		want(1, 1)
		value := args[0].value
		return valued(func(s *state, dot reflect.Value) int { return length(value(s, dot)) })
	case "index":
		want(1, 1<<20)
		return chained(args, index)
	case "slice":
		want(1, 3)
		return c.slice(args)
	case "eq":
		want(2, 1<<20)
		return equals(args)
	case "ne", "lt", "le", "gt", "ge":
		want(2, 2)
		return compared(args, comparisons[name])
	}
	c.unknown(name)
	return expr{}
}

// either is and, or: the first value that decides, else the last.
func either(args []expr, on bool) expr {
	var values []func(s *state, dot reflect.Value) reflect.Value
	var tests []func(s *state, dot reflect.Value) bool
	for _, a := range args {
		values, tests = append(values, a.value), append(tests, a.test())
	}
	return expr{
		value: func(s *state, dot reflect.Value) (v reflect.Value) {
			for _, value := range values {
				if v = value(s, dot); truth(v) == on {
					break
				}
			}
			return v
		},
		truth: func(s *state, dot reflect.Value) bool {
			for _, is := range tests {
				if is(s, dot) == on {
					return on
				}
			}
			return !on
		},
	}
}

func length(v reflect.Value) int {
	v = indirect(plain(v))
	switch v.Kind() {
	case reflect.Array, reflect.Chan, reflect.Map, reflect.Slice, reflect.String:
		return v.Len()
	}
	giveUp("len of what has no length")
	return 0
}

// chained applies each argument to what came of those before.
func chained(args []expr, apply func(v, arg reflect.Value) reflect.Value) expr {
	var values []func(s *state, dot reflect.Value) reflect.Value
	for _, a := range args {
		values = append(values, a.value)
	}
	return expr{value: func(s *state, dot reflect.Value) reflect.Value {
		v := plain(values[0](s, dot))
		if v.Kind() == reflect.Interface {
			v = v.Elem()
		}
		if !v.IsValid() {
			giveUp("index of nothing")
		}
		for _, value := range values[1:] {
			v = apply(v, value(s, dot))
		}
		return v
	}}
}

// index is one step of {{index}}.
func index(v, at reflect.Value) reflect.Value {
	v = indirect(v)
	if at.Kind() == reflect.Interface {
		at = at.Elem()
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array, reflect.String:
		if at.CanInt() && at.Int() >= 0 && at.Int() < int64(v.Len()) {
			return v.Index(int(at.Int()))
		}
	case reflect.Map:
		if at.IsValid() && at.Type().AssignableTo(v.Type().Key()) {
			if x := v.MapIndex(at); x.IsValid() {
				return x
			}
			return reflect.Zero(v.Type().Elem())
		}
	}
	giveUp("no index")
	return v
}

// slice is the part of a list or text between two places.
func (c *compiler) slice(args []expr) expr {
	var values []func(s *state, dot reflect.Value) reflect.Value
	for _, a := range args {
		values = append(values, a.value)
	}
	return expr{value: func(s *state, dot reflect.Value) reflect.Value {
		v := indirect(values[0](s, dot))
		if v.Kind() != reflect.String && v.Kind() != reflect.Slice {
			giveUp("a slice of what is no list")
		}
		ends := [2]int{0, v.Len()}
		for i, value := range values[1:] {
			at := value(s, dot)
			if !at.CanInt() || at.Int() < 0 || at.Int() > int64(v.Len()) {
				giveUp("no such part")
			}
			ends[i] = int(at.Int())
		}
		if ends[0] > ends[1] {
			giveUp("no such part")
		}
		return v.Slice(ends[0], ends[1])
	}}
}

// equals is eq: whether the first is one of the others. All are asked for
// before, as one could fail.
func equals(args []expr) expr {
	first := args[0].value
	if said := constantTexts(args[1:]); said != nil && args[0].constant == nil {
		if text := args[0].text; text != nil {
			return valued(func(s *state, dot reflect.Value) bool { return oneOf(text(s, dot), said) })
		}
		return valued(func(s *state, dot reflect.Value) bool {
			v := first(s, dot)
			if v.Kind() == reflect.Interface {
				v = v.Elem()
			}
			switch v.Kind() {
			case reflect.String:
				return oneOf(v.String(), said)
			case reflect.Invalid:
				return false
			}
			giveUp("a text compared with something else")
			return false
		})
	}
	if len(args) == 2 {
		return compared(args, equal)
	}
	var others []func(s *state, dot reflect.Value) reflect.Value
	for _, a := range args[1:] {
		others = append(others, a.value)
	}
	return valued(func(s *state, dot reflect.Value) bool {
		v := first(s, dot)
		list := make([]reflect.Value, len(others))
		for i, value := range others {
			list[i] = value(s, dot)
		}
		for _, x := range list {
			if equal(v, x) {
				return true
			}
		}
		return false
	})
}

// constantTexts are the texts of expressions that are constant texts all.
func constantTexts(args []expr) []string {
	var out []string
	for _, a := range args {
		n, ok := a.constant.(*parse.StringNode)
		if !ok {
			return nil
		}
		out = append(out, n.Text)
	}
	return out
}

func oneOf(s string, list []string) bool {
	for _, x := range list {
		if s == x {
			return true
		}
	}
	return false
}

func compared(args []expr, is func(a, b reflect.Value) bool) expr {
	a, b := args[0].value, args[1].value
	return valued(func(s *state, dot reflect.Value) bool {
		x := a(s, dot)
		return is(x, b(s, dot))
	})
}

// comparisons say what they do by two of them, as in text/template: with
// numbers that are none it matters.
var comparisons = map[string]func(a, b reflect.Value) bool{
	"ne": func(a, b reflect.Value) bool { return !equal(a, b) },
	"lt": less,
	"le": func(a, b reflect.Value) bool { return less(a, b) || equal(a, b) },
	"gt": func(a, b reflect.Value) bool { return !less(a, b) && !equal(a, b) },
	"ge": func(a, b reflect.Value) bool { return !less(a, b) },
}

// equal compares values of the same basic kind; others are for html/template.
func equal(a, b reflect.Value) bool {
	a, b = basic(a), basic(b)
	switch {
	case !a.IsValid() || !b.IsValid():
		return isNil(a) == isNil(b)
	case a.CanInt() && b.CanInt():
		return a.Int() == b.Int()
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return a.String() == b.String()
	case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool:
		return a.Bool() == b.Bool()
	case a.CanFloat() && b.CanFloat():
		return a.Float() == b.Float()
	case a.CanUint() && b.CanUint():
		return a.Uint() == b.Uint()
	}
	giveUp("a comparison of two kinds")
	return false
}

func less(a, b reflect.Value) bool {
	a, b = basic(a), basic(b)
	switch {
	case a.CanInt() && b.CanInt():
		return a.Int() < b.Int()
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return a.String() < b.String()
	case a.CanFloat() && b.CanFloat():
		return a.Float() < b.Float()
	case a.CanUint() && b.CanUint():
		return a.Uint() < b.Uint()
	}
	giveUp("a comparison of two kinds")
	return false
}

func basic(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

func isNil(v reflect.Value) bool {
	return !v.IsValid() || v.Kind() != reflect.Struct && canBeNil(v.Type()) && v.IsNil()
}
