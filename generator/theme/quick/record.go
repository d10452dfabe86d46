package quick

import (
	"reflect"
	"text/template/parse"
)

// record is what {{template "partials/who.html" (dict "Person" . "Class"
// "lg")}} gives to a template: values by name. Nearly always a template takes
// them by their names and does nothing else with them, so no map is made; it
// is as soon as something wants one (plain). A template is never seen to hold
// a record, and records live no longer than the execution.
type record struct {
	names  []string
	values []reflect.Value
}

var recordType = reflect.TypeFor[*record]()

// record compiles a call of the function that makes a map of names and
// values; ok is false where the names are not constant.
func (c *compiler) record(args []expr) (e expr, ok bool) {
	if len(args) == 0 || len(args)%2 != 0 {
		return expr{}, false
	}
	var names []string
	var values []func(s *state, dot reflect.Value) reflect.Value
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].constant.(*parse.StringNode)
		if !ok {
			return expr{}, false
		}
		names, values = append(names, name.Text), append(values, args[i+1].dug())
	}
	return expr{whole: true, value: func(s *state, dot reflect.Value) reflect.Value {
		if s.used == len(s.records) {
			s.records = append(s.records, &record{})
		}
		r := s.records[s.used]
		s.used++
		r.names, r.values = names, r.values[:0]
		for _, value := range values {
			v := value(s, dot)
			if !v.IsValid() {
				v = nothing
			}
			r.values = append(r.values, v)
		}
		return reflect.ValueOf(r)
	}}, true
}

// nothing is an entry of a map that is there and empty.
var nothing = reflect.Zero(anyType)

// get is the value of a name. Of two of the same name the last one counts, as
// in a map.
func (r *record) get(name string) reflect.Value {
	for i := len(r.names) - 1; i >= 0; i-- {
		if r.names[i] == name {
			return r.values[i]
		}
	}
	return reflect.Value{}
}

func recordOf(v reflect.Value) *record { return v.Interface().(*record) }

// plain makes the map of a record, and leaves other values as they are.
func plain(v reflect.Value) reflect.Value {
	held := v
	if v.Kind() == reflect.Interface {
		held = v.Elem()
	}
	if held.Kind() != reflect.Pointer || held.Type() != recordType {
		return v
	}
	r := recordOf(held)
	m := make(map[string]any, len(r.names))
	for i, name := range r.names {
		var value any
		if x := plain(r.values[i]); x.IsValid() {
			value = x.Interface()
		}
		m[name] = value
	}
	return reflect.ValueOf(m)
}
