package quick

import (
	"cmp"
	"reflect"
	"slices"
	"sync/atomic"
)

// fields compiles a chain of names after a value: .Contact.Person.Name.
func (c *compiler) fields(from expr, names []string) expr {
	if len(names) == 0 {
		return from
	}
	if from.constant != nil {
		c.unknown(names)
	}
	value := from.value
	var sites []*site
	for _, name := range names {
		sites = append(sites, &site{set: c.set, name: name, key: reflect.ValueOf(name)})
	}
	if first := sites[0]; len(sites) == 1 {
		return expr{value: func(s *state, dot reflect.Value) reflect.Value { return first.get(s, value(s, dot)) }}
	}
	return expr{value: func(s *state, dot reflect.Value) reflect.Value {
		v := value(s, dot)
		for _, f := range sites {
			v = f.get(s, v)
		}
		return v
	}}
}

// site is a name in a template, and what it has meant so far: a template is
// given different types, and what the name stands for in each of them is
// looked up once.
type site struct {
	set   *Set
	name  string
	key   reflect.Value // the name
	known atomic.Pointer[[]way]
}

// way leads from a value of a type to what a name stands for in it.
type way struct {
	from     reflect.Type
	pointers int   // to follow first
	index    []int // of a struct's field
	direct   int   // index, if it is one number
	kind     wayTo // what is there
	method   expr  // to be called with the receiver as dot
}

type wayTo uint8

const (
	toNowhere wayTo = iota // to something html/template has to decide
	toField
	toEmbedded // through structs within structs
	toEntry
	toMethod
	toGiven // of a record
)

func (f *site) get(s *state, v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Interface {
		if v.IsNil() {
			giveUp("a field of nothing")
		}
		v = v.Elem()
	}
	if !v.IsValid() {
		return v // of an entry that is not there
	}
	t := v.Type()
	if known := f.known.Load(); known != nil {
		for i := range *known {
			if w := &(*known)[i]; w.from == t {
				return f.follow(s, w, v)
			}
		}
	}
	w := f.learn(t)
	return f.follow(s, &w, v)
}

func (f *site) follow(s *state, w *way, v reflect.Value) reflect.Value {
	if w.kind == toGiven {
		return recordOf(v).get(f.name)
	}
	for range w.pointers {
		if v.IsNil() {
			giveUp("a field of nothing")
		}
		v = v.Elem()
	}
	switch w.kind {
	case toField:
		return v.Field(w.direct)
	case toEmbedded:
		field, err := v.FieldByIndexErr(w.index)
		if err != nil {
			giveUp(err.Error())
		}
		return field
	case toEntry:
		return v.MapIndex(f.key)
	case toMethod:
		return w.method.value(s, v)
	}
	giveUp("there is no " + f.name)
	return v
}

// learn finds the way from a type, in the order of text/template: methods
// stand before fields. Where a method wants a pointer, it depends on where the
// value lies, and html/template decides.
func (f *site) learn(t reflect.Type) way {
	w := way{from: t}
	if t == recordType {
		w.kind = toGiven
	} else {
		base := t
		for ; base.Kind() == reflect.Pointer; base = base.Elem() {
			w.pointers++
		}
		w.lead(f.set, base, f.name)
	}
	for {
		old := f.known.Load()
		var ways []way
		if old != nil {
			ways = slices.Clone(*old)
		}
		ways = append(ways, w)
		if f.known.CompareAndSwap(old, &ways) {
			return w
		}
	}
}

func (w *way) lead(set *Set, base reflect.Type, name string) {
	if m, ok := base.MethodByName(name); ok && base.Kind() != reflect.Interface {
		if call, ok := set.niladic(m.Func); ok {
			w.kind, w.method = toMethod, call
		}
		return
	}
	if _, ok := reflect.PointerTo(base).MethodByName(name); ok {
		return
	}
	switch base.Kind() {
	case reflect.Struct:
		if field, ok := base.FieldByName(name); ok && field.IsExported() {
			w.kind, w.index = toEmbedded, field.Index
			if len(field.Index) == 1 {
				w.kind, w.direct = toField, field.Index[0]
			}
		}
	case reflect.Map:
		if stringType.AssignableTo(base.Key()) {
			w.kind = toEntry
		}
	}
}

// sortedKeys are the keys of a map, which are text, in the order of {{range}}.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
	return keys
}
