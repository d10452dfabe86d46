// Package quick executes html/template's templates without interpreting them:
// it turns their parse trees, once html/template has escaped them, into Go
// closures that append to one slice of bytes.
//
// What it leaves to html/template is everything that decides: parsing,
// escaping and errors. The trees are the escaped ones, with the escapers
// html/template put there; a value that an escaper would change in a way not
// learnt from html/template itself is handed to that escaper (escape.go). A
// template with a construct that is not known here is executed by
// html/template, and where anything goes wrong while executing, Append says
// so and its caller executes the page with html/template, which then words
// the mistake or does what was not foreseen. So the bytes and the errors are
// html/template's own, and only the time is not.
//
// Start with Set, then compile.go for the control structures, expr.go for
// pipelines, fields.go for .A.B.C, call.go for functions, builtin.go for
// those of Go's templates, record.go for values given by name.
package quick

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"sync"
	text "text/template"
)

// Options are what a set's owner knows of its functions.
type Options struct {
	// Funcs are the functions the set was parsed with. Functions of the same
	// name and arguments return the same, and do not keep the slice of their
	// variable arguments.
	Funcs template.FuncMap
	// Pairs is the name of the function, if there is one, that makes a
	// map[string]any of names and values by turns.
	Pairs string
	// Direct are the signatures of functions that are called without
	// reflection, beside the common ones.
	Direct []Signature
}

// Set is a set of escaped templates, compiled. It may be used by several
// goroutines at once.
type Set struct {
	options Options
	text    *text.Template
	direct  map[reflect.Type]builder
	// What follows is only written while compiling.
	mu        sync.Mutex
	templates map[string]*compiled
	chains    map[string]*chain

	states sync.Pool
}

// New makes a Set of the templates associated with t, none of them compiled
// yet. It returns nil where it cannot see into them.
func New(t *template.Template, o Options) *Set {
	inner := textOf(t)
	if inner == nil {
		return nil
	}
	s := &Set{
		options: o, text: inner, direct: map[reflect.Type]builder{},
		templates: map[string]*compiled{}, chains: map[string]*chain{},
	}
	for _, sig := range common {
		s.direct[sig.is] = sig.build
	}
	for _, sig := range o.Direct {
		s.direct[sig.is] = sig.build
	}
	return s
}

// textOf is the text/template in which an html/template keeps its trees:
// those that are escaped for another place than running text are found there
// only. It returns nil should html/template be built otherwise one day.
func textOf(t *template.Template) *text.Template {
	f := reflect.ValueOf(t).Elem().FieldByName("text")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*text.Template]() {
		return nil
	}
	return (*text.Template)(f.UnsafePointer())
}

// Append executes a template, which html/template must have escaped without
// an error before, and appends what it says to b. An error means that the
// template is to be executed by html/template instead.
func (q *Set) Append(b []byte, name string, data any) (out []byte, err error) {
	s, ok := q.states.Get().(*state)
	if !ok {
		s = &state{}
	}
	defer func() {
		if p := recover(); p != nil {
			// Also what a function panics with: html/template makes an error
			// of it that says where.
			out, err = b, fmt.Errorf("%w: %v", ErrGivenUp, p)
		}
		s.clear()
		q.states.Put(s)
	}()
	s.out = b
	s.call(q.template(name), reflect.ValueOf(data))
	return s.out, nil
}

// ErrGivenUp says that a page was met with what only html/template can do.
var ErrGivenUp = errors.New("left to html/template")

// state is one execution.
type state struct {
	out  []byte
	vars []reflect.Value // of all templates being executed, in frames
	base int             // where the frame of the innermost one begins
	top  int             // where it ends
	high int             // the highest top so far

	depth   int
	args    []any // of functions about to be called
	records []*record
	used    int // so many records
}

// Write makes a state a place that html/template can write to.
func (s *state) Write(p []byte) (int, error) {
	s.out = append(s.out, p...)
	return len(p), nil
}

// clear lets go of all values, so that a state that waits keeps no page.
func (s *state) clear() {
	clear(s.vars[:min(s.high, len(s.vars))])
	clear(s.args[:cap(s.args)])
	for _, r := range s.records {
		clear(r.values[:cap(r.values)])
	}
	*s = state{vars: s.vars, args: s.args[:0], records: s.records}
}

// giveUp ends the execution: html/template is to do it.
func giveUp(why string) { panic(why) }
