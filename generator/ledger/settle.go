package ledger

import (
	"reflect"
	"strings"
	"sync"
	"unsafe"
)

// Settler copies plain data that will stay to large pieces of memory, where
// all of a type, and all texts, lie side by side. What is decoded among much
// else that is thrown away lies scattered: a few small things that stay keep
// all the memory around them, and in a large hub that was half as much again as
// what is known of it. The other side of it is that a piece stays for as long as
// anything in it is used; so it is for much that is made, and let go, at once.
//
// Texts of a field with the tag `settle:"shared"` are left where they are: there
// is one of each anyway. Maps are left too.
type Settler struct {
	rooms map[reflect.Type]*room
	// Name is a text that stands in what is copied many times, as the name of
	// a file does in its facts: one copy will do.
	name, settledName string
}

// room is memory for values of one type; texts are bytes.
type room struct {
	text strings.Builder
	list reflect.Value // a slice, of which len elements are used
	next int           // how many elements the next piece has
}

const (
	firstRoom = 1 << 10 // bytes, of a type's first piece of memory
	mostRoom  = 1 << 16
)

// Settle copies what v, a pointer to plain data, leads to, and returns a pointer
// to the copy. name is a text that is expected to stand in it many times.
func Settle[T any](s *Settler, v *T, name string) *T {
	if s.rooms == nil {
		s.rooms = map[reflect.Type]*room{}
	}
	s.name, s.settledName = name, ""
	moverOf(reflect.TypeFor[*T]())(s, unsafe.Pointer(&v))
	s.name = ""
	return v
}

func (s *Settler) room(t reflect.Type) *room {
	r := s.rooms[t]
	if r == nil {
		r = &room{next: firstRoom}
		s.rooms[t] = r
	}
	return r
}

// grown is how large the next piece is, which has to have room for n bytes.
func (r *room) grown(n int) int {
	size := max(r.next, n)
	r.next = min(2*r.next, mostRoom)
	return size
}

// settledText copies a text to others of its type.
func (s *Settler) settledText(t reflect.Type, text string) string {
	switch {
	case text == "":
		return ""
	case text != s.name:
		return s.room(t).keep(text)
	case s.settledName == "":
		s.settledName = s.room(t).keep(text)
	}
	return s.settledName
}

func (r *room) keep(text string) string {
	if r.text.Len()+len(text) > r.text.Cap() {
		r.text = strings.Builder{}
		r.text.Grow(r.grown(len(text)))
	}
	from := r.text.Len()
	r.text.WriteString(text)
	return r.text.String()[from:]
}

// take is a list of n elements of a slice's type.
func (s *Settler) take(t reflect.Type, n int) reflect.Value {
	r := s.room(t)
	if !r.list.IsValid() || r.list.Len()+n > r.list.Cap() {
		size := max(1, int(t.Elem().Size()))
		r.list = reflect.MakeSlice(t, 0, r.grown(n*size)/size)
	}
	from := r.list.Len()
	r.list = r.list.Slice(0, from+n)
	return r.list.Slice3(from, from+n, from+n)
}

// A mover moves to other places what the value at an address leads to. That of a
// type that leads nowhere is nil.
type mover func(s *Settler, p unsafe.Pointer)

var movers sync.Map // reflect.Type -> mover

func moverOf(t reflect.Type) mover {
	if m, ok := movers.Load(t); ok {
		return m.(mover)
	}
	m := makeMover(t)
	movers.Store(t, m)
	return m
}

func makeMover(t reflect.Type) mover {
	switch t.Kind() {
	case reflect.String:
		return func(s *Settler, p unsafe.Pointer) { *(*string)(p) = s.settledText(t, *(*string)(p)) }
	case reflect.Slice:
		return listMover(t)
	case reflect.Pointer:
		return pointerMover(t)
	case reflect.Struct:
		return structMover(t)
	}
	return nil
}

func listMover(t reflect.Type) mover {
	elem, size := sync.OnceValue(func() mover { return moverOf(t.Elem()) }), t.Elem().Size()
	return func(s *Settler, p unsafe.Pointer) {
		list := reflect.NewAt(t, p).Elem()
		n := list.Len()
		if n == 0 {
			return
		}
		moved := s.take(t, n)
		reflect.Copy(moved, list)
		list.Set(moved)
		if move := elem(); move != nil {
			first := moved.UnsafePointer()
			for i := range n {
				move(s, unsafe.Add(first, uintptr(i)*size))
			}
		}
	}
}

func pointerMover(t reflect.Type) mover {
	elem, lists := sync.OnceValue(func() mover { return moverOf(t.Elem()) }), reflect.SliceOf(t.Elem())
	return func(s *Settler, p unsafe.Pointer) {
		from := *(*unsafe.Pointer)(p)
		if from == nil {
			return
		}
		moved := s.take(lists, 1)
		moved.Index(0).Set(reflect.NewAt(t.Elem(), from).Elem())
		to := moved.UnsafePointer()
		*(*unsafe.Pointer)(p) = to
		if move := elem(); move != nil {
			move(s, to)
		}
	}
}

func structMover(t reflect.Type) mover {
	type field struct {
		move mover
		at   uintptr
	}
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		if move := moverOf(f.Type); move != nil && f.Tag.Get("settle") != "shared" {
			fields = append(fields, field{move, f.Offset})
		}
	}
	if fields == nil {
		return nil
	}
	return func(s *Settler, p unsafe.Pointer) {
		for _, f := range fields {
			f.move(s, unsafe.Add(p, f.at))
		}
	}
}
