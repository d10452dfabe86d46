package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"sync"
	"unsafe"
)

// The codec writes plain data compactly: numbers as varints, strings with
// their length, structs field by field, pointers as a byte and what follows.
// There are no names and no versions in it. What wrote it is part of a
// store's key instead, so a store is only ever read by the program that
// wrote it.

var errShort = errors.New("ledger: the data ends too early")

// A plan writes and reads what lies at an address; whoever calls it knows
// that a value of the plan's type does. Going through package reflect for each
// of the sixty fields of ten thousand records took longer than all else a
// build does after one edit. Memory is still made, and maps filled, by reflect.
type plan struct {
	encode func(dst []byte, p unsafe.Pointer) []byte
	decode func(d *decoder, p unsafe.Pointer)
}

type decoder struct {
	src string
	at  int
	err error
	// room is memory for lists of numbers, of which a ledger has tens of
	// thousands of short ones.
	room []uint32
}

// uints reads a list of numbers.
func (d *decoder) uints() []uint32 {
	n := d.count()
	if n == 0 {
		return nil
	}
	if len(d.room) < n {
		d.room = make([]uint32, max(n, min(1<<13, len(d.src)-d.at))) // each takes a byte at least
	}
	list := d.room[:n:n]
	d.room = d.room[n:]
	for i := range list {
		list[i] = uint32(d.uint())
	}
	return list
}

var plans sync.Map // reflect.Type -> *plan

// Encode appends the bytes of v, a pointer to plain data, to dst.
func Encode(dst []byte, v any) []byte {
	rv := reflect.ValueOf(v)
	return planOf(rv.Type().Elem()).encode(dst, rv.UnsafePointer())
}

// Decode fills v, a pointer to plain data, from what Encode made of the same
// type, and returns what follows. Strings share src's memory.
func Decode(src string, v any) (rest string, err error) {
	d := &decoder{src: src}
	rv := reflect.ValueOf(v)
	planOf(rv.Type().Elem()).decode(d, rv.UnsafePointer())
	if d.err != nil {
		return "", d.err
	}
	return src[d.at:], nil
}

func (d *decoder) uint() uint64 {
	if d.at < len(d.src) && d.src[d.at] < 0x80 { // as nearly always
		d.at++
		return uint64(d.src[d.at-1])
	}
	var x uint64
	for shift := uint(0); shift < 64; shift += 7 {
		if d.at >= len(d.src) {
			d.err = errShort
			return 0
		}
		b := d.src[d.at]
		d.at++
		x |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return x
		}
	}
	d.err = errShort
	return 0
}

func (d *decoder) string() string {
	n := d.uint()
	if d.err != nil || n > uint64(len(d.src)-d.at) {
		d.err = errShort
		return ""
	}
	s := d.src[d.at : d.at+int(n)]
	d.at += int(n)
	return s
}

// count reads a length that must be plausible: each element takes a byte.
func (d *decoder) count() int {
	n := d.uint()
	if d.err != nil || n > uint64(len(d.src)-d.at)+1 {
		d.err = errShort
		return 0
	}
	return int(n)
}

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := makePlan(t)
	plans.Store(t, p)
	return p
}

// lazy is the plan of a type that may contain the one it is asked for.
func lazy(t reflect.Type) func() *plan { return sync.OnceValue(func() *plan { return planOf(t) }) }

func makePlan(t reflect.Type) *plan {
	switch t.Kind() {
	case reflect.Bool:
		return &plan{
			func(dst []byte, p unsafe.Pointer) []byte {
				if *(*bool)(p) {
					return append(dst, 1)
				}
				return append(dst, 0)
			},
			func(d *decoder, p unsafe.Pointer) { *(*bool)(p) = d.uint() == 1 },
		}
	case reflect.Int:
		return signed[int]()
	case reflect.Int8:
		return signed[int8]()
	case reflect.Int16:
		return signed[int16]()
	case reflect.Int32:
		return signed[int32]()
	case reflect.Int64:
		return signed[int64]()
	case reflect.Uint:
		return unsigned[uint]()
	case reflect.Uint8:
		return unsigned[uint8]()
	case reflect.Uint16:
		return unsigned[uint16]()
	case reflect.Uint32:
		return unsigned[uint32]()
	case reflect.Uint64:
		return unsigned[uint64]()
	case reflect.Float64:
		return &plan{
			func(dst []byte, p unsafe.Pointer) []byte {
				return binary.AppendUvarint(dst, math.Float64bits(*(*float64)(p)))
			},
			func(d *decoder, p unsafe.Pointer) { *(*float64)(p) = math.Float64frombits(d.uint()) },
		}
	case reflect.String:
		return &plan{
			func(dst []byte, p unsafe.Pointer) []byte {
				s := *(*string)(p)
				return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
			},
			func(d *decoder, p unsafe.Pointer) { *(*string)(p) = d.string() },
		}
	case reflect.Slice:
		return slicePlan(t)
	case reflect.Array:
		return arrayPlan(t)
	case reflect.Map:
		return mapPlan(t)
	case reflect.Pointer:
		elem := lazy(t.Elem())
		return &plan{
			func(dst []byte, p unsafe.Pointer) []byte {
				to := *(*unsafe.Pointer)(p)
				if to == nil {
					return append(dst, 0)
				}
				return elem().encode(append(dst, 1), to)
			},
			func(d *decoder, p unsafe.Pointer) {
				if d.uint() == 1 && d.err == nil {
					to := reflect.New(t.Elem()).UnsafePointer()
					*(*unsafe.Pointer)(p) = to
					elem().decode(d, to)
				}
			},
		}
	case reflect.Struct:
		return structPlan(t)
	}
	panic(fmt.Sprintf("ledger: %s is not plain data", t))
}

func signed[T int | int8 | int16 | int32 | int64]() *plan {
	return &plan{
		func(dst []byte, p unsafe.Pointer) []byte { return binary.AppendVarint(dst, int64(*(*T)(p))) },
		func(d *decoder, p unsafe.Pointer) {
			u := d.uint()
			*(*T)(p) = T(int64(u>>1) ^ -int64(u&1))
		},
	}
}

func unsigned[T uint | uint8 | uint16 | uint32 | uint64]() *plan {
	return &plan{
		func(dst []byte, p unsafe.Pointer) []byte { return binary.AppendUvarint(dst, uint64(*(*T)(p))) },
		func(d *decoder, p unsafe.Pointer) { *(*T)(p) = T(d.uint()) },
	}
}

func slicePlan(t reflect.Type) *plan {
	if t.Elem().Kind() == reflect.Uint8 {
		return &plan{
			func(dst []byte, p unsafe.Pointer) []byte {
				b := *(*[]byte)(p)
				return append(binary.AppendUvarint(dst, uint64(len(b))), b...)
			},
			func(d *decoder, p unsafe.Pointer) {
				if s := d.string(); s != "" {
					*(*[]byte)(p) = []byte(s)
				}
			},
		}
	}
	elem, size := lazy(t.Elem()), t.Elem().Size()
	if t.Elem() == reflect.TypeFor[uint32]() {
		return &plan{
			func(dst []byte, p unsafe.Pointer) []byte {
				list := *(*[]uint32)(p)
				dst = binary.AppendUvarint(dst, uint64(len(list)))
				for _, x := range list {
					dst = binary.AppendUvarint(dst, uint64(x))
				}
				return dst
			},
			func(d *decoder, p unsafe.Pointer) {
				if list := d.uints(); list != nil {
					*(*[]uint32)(p) = list
				}
			},
		}
	}
	return &plan{
		func(dst []byte, p unsafe.Pointer) []byte {
			list := reflect.NewAt(t, p).Elem()
			n := list.Len()
			dst = binary.AppendUvarint(dst, uint64(n))
			if n == 0 {
				return dst
			}
			encode, first := elem().encode, list.UnsafePointer()
			for i := range n {
				dst = encode(dst, unsafe.Add(first, uintptr(i)*size))
			}
			return dst
		},
		func(d *decoder, p unsafe.Pointer) {
			n := d.count()
			if n == 0 {
				return
			}
			list := reflect.MakeSlice(t, n, n)
			reflect.NewAt(t, p).Elem().Set(list)
			decode, first := elem().decode, list.UnsafePointer()
			for i := 0; i < n && d.err == nil; i++ {
				decode(d, unsafe.Add(first, uintptr(i)*size))
			}
		},
	}
}

func arrayPlan(t reflect.Type) *plan {
	if n := t.Len(); t.Elem().Kind() == reflect.Uint8 { // a digest
		return &plan{
			func(dst []byte, p unsafe.Pointer) []byte { return append(dst, unsafe.Slice((*byte)(p), n)...) },
			func(d *decoder, p unsafe.Pointer) {
				if len(d.src)-d.at < n {
					d.err = errShort
					return
				}
				d.at += copy(unsafe.Slice((*byte)(p), n), d.src[d.at:])
			},
		}
	}
	elem, size, n := planOf(t.Elem()), t.Elem().Size(), t.Len()
	return &plan{
		func(dst []byte, p unsafe.Pointer) []byte {
			for i := range n {
				dst = elem.encode(dst, unsafe.Add(p, uintptr(i)*size))
			}
			return dst
		},
		func(d *decoder, p unsafe.Pointer) {
			for i := range n {
				elem.decode(d, unsafe.Add(p, uintptr(i)*size))
			}
		},
	}
}

func structPlan(t reflect.Type) *plan {
	type field struct {
		*plan
		at uintptr
	}
	fields := make([]field, t.NumField())
	for i := range fields {
		f := t.Field(i)
		if !f.IsExported() {
			panic(fmt.Sprintf("ledger: %s has a field %s that cannot be seen", t, f.Name))
		}
		fields[i] = field{planOf(f.Type), f.Offset}
	}
	return &plan{
		func(dst []byte, p unsafe.Pointer) []byte {
			for _, f := range fields {
				dst = f.encode(dst, unsafe.Add(p, f.at))
			}
			return dst
		},
		func(d *decoder, p unsafe.Pointer) {
			for _, f := range fields {
				if d.err != nil {
					return
				}
				f.decode(d, unsafe.Add(p, f.at))
			}
		},
	}
}

func mapPlan(t reflect.Type) *plan {
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("ledger: %s has keys that are not text", t))
	}
	elem := lazy(t.Elem())
	return &plan{
		func(dst []byte, p unsafe.Pointer) []byte {
			v := reflect.NewAt(t, p).Elem()
			dst = binary.AppendUvarint(dst, uint64(v.Len()))
			e := reflect.New(t.Elem())
			for _, k := range sortedKeys(v) {
				s := k.String()
				dst = append(binary.AppendUvarint(dst, uint64(len(s))), s...)
				e.Elem().Set(v.MapIndex(k))
				dst = elem().encode(dst, e.UnsafePointer())
			}
			return dst
		},
		func(d *decoder, p unsafe.Pointer) {
			n := d.count()
			if n == 0 {
				return
			}
			v := reflect.NewAt(t, p).Elem()
			v.Set(reflect.MakeMapWithSize(t, n))
			for i := 0; i < n && d.err == nil; i++ {
				k := reflect.New(t.Key()).Elem()
				k.SetString(d.string())
				e := reflect.New(t.Elem())
				elem().decode(d, e.UnsafePointer())
				v.SetMapIndex(k, e.Elem())
			}
		},
	}
}

// Each reads a list, what Encode made of a slice, without making it: it hands
// over its elements one after the other, in memory that the next one uses
// again, until one is enough. It returns what follows them all.
func Each[T any](src string, f func(*T) bool) (rest string, err error) {
	d := &decoder{src: src}
	elem := planOf(reflect.TypeFor[T]())
	var zero, v T
	for n := d.count(); n > 0 && d.err == nil; n-- {
		v = zero
		elem.decode(d, unsafe.Pointer(&v))
		if d.err == nil && !f(&v) {
			return "", nil
		}
	}
	if d.err != nil {
		return "", d.err
	}
	return src[d.at:], nil
}

// Fields reads what Encode made field by field, for who wants a few fields of
// many things and no memory for them. Numbers come as they were written: Uint
// for unsigned ones and lengths of lists, Int for signed ones.
type Fields struct{ d decoder }

// Read begins to read fields.
func Read(src string) Fields { return Fields{decoder{src: src}} }

func (f *Fields) Uint() uint64 { return f.d.uint() }

func (f *Fields) Int() int {
	u := f.d.uint()
	return int(int64(u>>1) ^ -int64(u&1))
}

func (f *Fields) String() string { return f.d.string() }

// Count is the length of a list.
func (f *Fields) Count() int { return f.d.count() }

// Err is set once there was less to read than was asked for.
func (f *Fields) Err() error { return f.d.err }
