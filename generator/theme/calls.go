package theme

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"kith/generator/diag"
)

// call checks a call of a function.
func (c *checker) call(id *parse.IdentifierNode, args []parse.Node, dot shape, last *shape) shape {
	var given []shape
	for _, a := range args {
		given = append(given, c.arg(a, dot))
	}
	if last != nil {
		given = append(given, *last)
	}
	if is, ok := c.special(id, args, given); ok {
		return is
	}
	f := c.funcs[id.Ident]
	if f == nil {
		if is, ok := builtinShape(id.Ident, given); ok {
			return is
		}
		var all []diag.Candidate
		for _, name := range slices.Sorted(maps.Keys(c.funcs)) {
			all = append(all, diag.Candidate{ID: name})
		}
		hint := diag.DidYouMean(id.Ident, all)
		if hint == "" {
			hint = "There are " + strings.Join(slices.Sorted(maps.Keys(c.funcs)), ", ") + ", and those of Go's templates."
		}
		c.report(id, id.Ident, "There is no function called "+diag.Quote(id.Ident)+".", hint)
		return shape{}
	}
	fixed := f.NumIn()
	if f.IsVariadic() {
		fixed--
	}
	if len(given) < fixed || len(given) > fixed && !f.IsVariadic() {
		c.report(id, id.Ident, fmt.Sprintf("%s wants %s, and gets %d.", id.Ident, countArgs(fixed, f.IsVariadic()), len(given)), "")
		return shape{t: f.Out(0)}
	}
	for i, g := range given {
		want := f.In(min(i, f.NumIn()-1))
		if f.IsVariadic() && i >= fixed {
			want = want.Elem()
		}
		if !g.fits(want) {
			c.report(id, id.Ident, fmt.Sprintf("%s wants %s here, and gets %s.", id.Ident, plainType(want.String()), g.name()), "")
		}
	}
	return shape{t: f.Out(0)}
}

func countArgs(n int, more bool) string {
	s := fmt.Sprintf("%d values", n)
	if n == 1 {
		s = "one value"
	}
	if more {
		s = "at least " + s
	}
	return s
}

// builtinShape is what the functions of Go's own templates return.
func builtinShape(name string, given []shape) (shape, bool) {
	switch name {
	case "eq", "ne", "lt", "le", "gt", "ge", "not":
		return shape{t: reflect.TypeFor[bool]()}, true
	case "len":
		return shape{t: reflect.TypeFor[int]()}, true
	case "print", "printf", "println", "html", "js", "urlquery":
		return shape{t: reflect.TypeFor[string]()}, true
	case "and", "or":
		for _, g := range given {
			if g.key() != given[0].key() {
				return shape{}, true
			}
		}
		if len(given) > 0 {
			return shape{t: given[0].t, dict: given[0].dict}, true
		}
		return shape{}, true
	case "index":
		if len(given) == 0 {
			return shape{}, true
		}
		is := given[0]
		for range given[1:] {
			_, is, _ = is.elem()
		}
		return is, true
	case "slice":
		if len(given) > 0 {
			return given[0], true
		}
		return shape{}, true
	case "call":
		return shape{}, true
	}
	return shape{}, false
}

// special checks calls whose result or arguments the types alone do not tell.
func (c *checker) special(id *parse.IdentifierNode, args []parse.Node, given []shape) (shape, bool) {
	switch id.Ident {
	case "dict":
		is := shape{dict: map[string]shape{}}
		for i := 0; i+1 < len(given); i += 2 {
			if !given[i].constant {
				return shape{}, true
			}
			value := given[i+1]
			if value.number {
				value = shape{t: reflect.TypeFor[int]()}
			}
			value.constant, value.text = false, ""
			is.dict[given[i].text] = value
		}
		if len(given)%2 != 0 {
			c.report(id, id.Ident, "dict wants names and values by turns, and the last name has no value.", "")
		}
		return is, true
	case "first", "rest":
		if len(given) == 2 {
			return given[1], true
		}
	case "t", "around":
		c.wordsOf(id, args, given)
	case "asset":
		if len(given) == 1 && given[0].constant && c.urls != nil {
			if _, ok := c.urls[given[0].text]; !ok {
				c.report(args[0], args[0].String(), "The theme has no asset "+diag.Quote(given[0].text)+".",
					nearest(given[0].text, slices.Sorted(maps.Keys(c.urls))))
			}
		}
	}
	return shape{}, false
}

// wordsOf checks the key of a text, and that its gaps are filled.
func (c *checker) wordsOf(id *parse.IdentifierNode, args []parse.Node, given []shape) {
	if len(given) == 0 || len(args) == 0 || !given[0].constant {
		return
	}
	key := given[0].text
	m, ok := c.words.texts[key]
	if !ok {
		c.report(args[0], args[0].String(), "There are no words for "+diag.Quote(key)+" in strings/en.toml.",
			diag.DidYouMean(key, c.words.candidates()))
		return
	}
	filled := map[string]bool{}
	rest := given[1:]
	if id.Ident == "around" && len(rest) > 0 {
		if !rest[0].constant {
			return
		}
		filled[rest[0].text] = true
		rest = rest[1:]
	}
	for i := 0; i < len(rest); i += 2 {
		if !rest[i].constant {
			return
		}
		filled[rest[i].text] = true
	}
	for _, gap := range m.gaps() {
		if !filled[gap] {
			c.report(args[0], args[0].String(), fmt.Sprintf("The words %s have a gap {%s} that is not filled here.", diag.Quote(key), gap),
				"They are "+diag.Quote(m.forms["other"])+".")
		}
	}
}
