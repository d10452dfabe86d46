package theme

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"kith/generator/diag"
)

// shape is what the checker knows of a value: a Go type, or the entries of a
// dict. The zero shape is a value of which nothing is known.
type shape struct {
	t        reflect.Type
	dict     map[string]shape
	text     string // of a constant string
	constant bool
	number   bool // a constant number, whose type its use decides
}

// key tells shapes apart.
func (s shape) key() string {
	if s.dict != nil {
		var b strings.Builder
		for _, k := range slices.Sorted(maps.Keys(s.dict)) {
			b.WriteString(k + "=" + s.dict[k].key() + ";")
		}
		return "{" + b.String() + "}"
	}
	if s.t == nil {
		return ""
	}
	return s.t.String()
}

// name says what a value is, to a person.
func (s shape) name() string {
	switch {
	case s.dict != nil:
		return "this dict"
	case s.number:
		return "a number"
	case s.t == nil:
		return "something"
	}
	return plainType(s.t.String())
}

// field is the shape of a field or method; ok is false if there is none.
func (s shape) field(name string) (shape, bool) {
	if s.dict != nil {
		f, ok := s.dict[name]
		return f, ok
	}
	t := s.t
	if t == nil {
		return shape{}, !s.number
	}
	for range 2 {
		if m, ok := t.MethodByName(name); ok {
			return result(m.Type), true
		}
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
			continue
		}
		if t.Kind() != reflect.Interface {
			if m, ok := reflect.PointerTo(t).MethodByName(name); ok {
				return result(m.Type), true
			}
		}
		break
	}
	switch t.Kind() {
	case reflect.Struct:
		if f, ok := t.FieldByName(name); ok && f.IsExported() {
			return shape{t: f.Type}.settled(), true
		}
		return shape{}, false
	case reflect.Map:
		return shape{t: t.Elem()}.settled(), true
	case reflect.Interface:
		return shape{}, true
	}
	return shape{}, false
}

func result(f reflect.Type) shape {
	if f.NumOut() == 0 {
		return shape{}
	}
	return shape{t: f.Out(0)}.settled()
}

// settled forgets types that say nothing.
func (s shape) settled() shape {
	if s.t != nil && (s.t.Kind() == reflect.Interface || s.t == reflect.TypeFor[reflect.Value]()) {
		return shape{}
	}
	return s
}

// elem is what ranging over a shape gives; ok is false if that cannot be.
func (s shape) elem() (key, elem shape, ok bool) {
	integer := shape{t: reflect.TypeFor[int]()}
	if s.dict != nil {
		return shape{t: reflect.TypeFor[string]()}, shape{}, true
	}
	if s.t == nil {
		return shape{}, shape{}, true
	}
	t := s.t
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return integer, shape{t: t.Elem()}.settled(), true
	case reflect.Map:
		return shape{t: t.Key()}, shape{t: t.Elem()}.settled(), true
	case reflect.Int, reflect.Int64, reflect.Uint:
		return integer, integer, true
	case reflect.Func, reflect.Chan, reflect.Interface:
		return shape{}, shape{}, true
	}
	return shape{}, shape{}, false
}

// fits reports whether a value of this shape can be given for a type.
func (s shape) fits(want reflect.Type) bool {
	switch {
	case want == nil || want.Kind() == reflect.Interface || want == reflect.TypeFor[reflect.Value]():
		return true
	case s.number:
		return want.Kind() >= reflect.Int && want.Kind() <= reflect.Complex128
	case s.dict != nil:
		return want.Kind() == reflect.Map
	case s.t == nil:
		return true
	}
	return s.t.AssignableTo(want) ||
		s.t.Kind() == reflect.Pointer && s.t.Elem().AssignableTo(want) ||
		want.Kind() == reflect.Pointer && s.t.AssignableTo(want.Elem())
}

// offers is a hint: the nearest names, then all there are.
func (s shape) offers(name string) string {
	if s.dict != nil {
		return nearest(name, slices.Sorted(maps.Keys(s.dict)))
	}
	return offers(s.t, name)
}

func offers(t reflect.Type, name string) string {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return ""
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	return nearest(name, names)
}

func nearest(name string, names []string) string {
	var all []diag.Candidate
	for _, n := range names {
		all = append(all, diag.Candidate{ID: n})
	}
	hint := "It has " + strings.Join(names, ", ") + "."
	if near := diag.DidYouMean(name, all); near != "" {
		hint = near + "\n" + hint
	}
	return hint
}

// plainType is a Go type in words a theme's author can look up.
func plainType(t string) string {
	t = strings.TrimLeft(t, "*")
	switch t {
	case "string":
		return "text"
	case "template.HTML":
		return "finished HTML"
	case "template.JS":
		return "finished JSON"
	case "int", "float64":
		return "a number"
	case "bool":
		return "a yes or no"
	}
	if rest, ok := strings.CutPrefix(t, "[]"); ok {
		return "a list of " + strings.TrimPrefix(rest, "view.")
	}
	if rest, ok := strings.CutPrefix(t, "view."); ok {
		return "a " + rest
	}
	return t
}

// viewType finds a type of package view by its name in an error.
func viewType(name string) reflect.Type {
	name = strings.TrimLeft(name, "*")
	seen := map[reflect.Type]bool{}
	var find func(t reflect.Type) reflect.Type
	find = func(t reflect.Type) reflect.Type {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			return find(t.Elem())
		case reflect.Struct:
		default:
			return nil
		}
		if seen[t] {
			return nil
		}
		seen[t] = true
		if t.String() == name {
			return t
		}
		for i := range t.NumField() {
			if got := find(t.Field(i).Type); got != nil {
				return got
			}
		}
		return nil
	}
	for _, kind := range Kinds() {
		if t := find(views[kind]); t != nil {
			return t
		}
	}
	return nil
}
