package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"sync"
)

// The codec writes plain data compactly: numbers as varints, strings with
// their length, structs field by field, pointers as a byte and what follows.
// There are no names and no versions in it. What wrote it is part of a
// store's key instead, so a store is only ever read by the program that
// wrote it.

var errShort = errors.New("ledger: the data ends too early")

type plan struct {
	encode func(dst []byte, v reflect.Value) []byte
	decode func(d *decoder, v reflect.Value)
}

type decoder struct {
	src string
	at  int
	err error
}

var plans sync.Map // reflect.Type -> *plan

// Encode appends the bytes of v, a pointer to plain data, to dst.
func Encode(dst []byte, v any) []byte {
	rv := reflect.ValueOf(v).Elem()
	return planOf(rv.Type()).encode(dst, rv)
}

// Decode fills v, a pointer to plain data, from what Encode made of the same
// type, and returns what follows. Strings share src's memory.
func Decode(src string, v any) (rest string, err error) {
	d := &decoder{src: src}
	rv := reflect.ValueOf(v).Elem()
	planOf(rv.Type()).decode(d, rv)
	if d.err != nil {
		return "", d.err
	}
	return src[d.at:], nil
}

func (d *decoder) uint() uint64 {
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
	// A type that contains itself meets its own plan half made; the closure
	// looks it up when it runs.
	p := makePlan(t)
	plans.Store(t, p)
	return p
}

func lazy(t reflect.Type) *plan {
	var once sync.Once
	var p *plan
	get := func() *plan { once.Do(func() { p = planOf(t) }); return p }
	return &plan{
		encode: func(dst []byte, v reflect.Value) []byte { return get().encode(dst, v) },
		decode: func(d *decoder, v reflect.Value) { get().decode(d, v) },
	}
}

func makePlan(t reflect.Type) *plan {
	switch t.Kind() {
	case reflect.Bool:
		return &plan{
			func(dst []byte, v reflect.Value) []byte {
				if v.Bool() {
					return append(dst, 1)
				}
				return append(dst, 0)
			},
			func(d *decoder, v reflect.Value) { v.SetBool(d.uint() == 1) },
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return &plan{
			func(dst []byte, v reflect.Value) []byte { return binary.AppendVarint(dst, v.Int()) },
			func(d *decoder, v reflect.Value) {
				u := d.uint()
				v.SetInt(int64(u>>1) ^ -int64(u&1))
			},
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return &plan{
			func(dst []byte, v reflect.Value) []byte { return binary.AppendUvarint(dst, v.Uint()) },
			func(d *decoder, v reflect.Value) { v.SetUint(d.uint()) },
		}
	case reflect.Float64:
		return &plan{
			func(dst []byte, v reflect.Value) []byte {
				return binary.AppendUvarint(dst, math.Float64bits(v.Float()))
			},
			func(d *decoder, v reflect.Value) { v.SetFloat(math.Float64frombits(d.uint())) },
		}
	case reflect.String:
		return &plan{
			func(dst []byte, v reflect.Value) []byte {
				s := v.String()
				return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
			},
			func(d *decoder, v reflect.Value) { v.SetString(d.string()) },
		}
	case reflect.Slice:
		return slicePlan(t)
	case reflect.Array:
		elem := lazy(t.Elem())
		return &plan{
			func(dst []byte, v reflect.Value) []byte {
				for i := range v.Len() {
					dst = elem.encode(dst, v.Index(i))
				}
				return dst
			},
			func(d *decoder, v reflect.Value) {
				for i := range v.Len() {
					elem.decode(d, v.Index(i))
				}
			},
		}
	case reflect.Map:
		return mapPlan(t)
	case reflect.Pointer:
		elem := lazy(t.Elem())
		return &plan{
			func(dst []byte, v reflect.Value) []byte {
				if v.IsNil() {
					return append(dst, 0)
				}
				return elem.encode(append(dst, 1), v.Elem())
			},
			func(d *decoder, v reflect.Value) {
				if d.uint() == 1 && d.err == nil {
					v.Set(reflect.New(t.Elem()))
					elem.decode(d, v.Elem())
				}
			},
		}
	case reflect.Struct:
		return structPlan(t)
	}
	panic(fmt.Sprintf("ledger: %s is not plain data", t))
}

func slicePlan(t reflect.Type) *plan {
	if t.Elem().Kind() == reflect.Uint8 {
		return &plan{
			func(dst []byte, v reflect.Value) []byte {
				return append(binary.AppendUvarint(dst, uint64(v.Len())), v.Bytes()...)
			},
			func(d *decoder, v reflect.Value) {
				if s := d.string(); s != "" {
					v.SetBytes([]byte(s))
				}
			},
		}
	}
	elem := lazy(t.Elem())
	return &plan{
		func(dst []byte, v reflect.Value) []byte {
			dst = binary.AppendUvarint(dst, uint64(v.Len()))
			for i := range v.Len() {
				dst = elem.encode(dst, v.Index(i))
			}
			return dst
		},
		func(d *decoder, v reflect.Value) {
			n := d.count()
			if n == 0 {
				return
			}
			v.Set(reflect.MakeSlice(t, n, n))
			for i := 0; i < n && d.err == nil; i++ {
				elem.decode(d, v.Index(i))
			}
		},
	}
}

func structPlan(t reflect.Type) *plan {
	fields := make([]*plan, t.NumField())
	for i := range fields {
		if !t.Field(i).IsExported() {
			panic(fmt.Sprintf("ledger: %s has a field %s that cannot be seen", t, t.Field(i).Name))
		}
		fields[i] = lazy(t.Field(i).Type)
	}
	return &plan{
		func(dst []byte, v reflect.Value) []byte {
			for i, f := range fields {
				dst = f.encode(dst, v.Field(i))
			}
			return dst
		},
		func(d *decoder, v reflect.Value) {
			for i, f := range fields {
				if d.err != nil {
					return
				}
				f.decode(d, v.Field(i))
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
		func(dst []byte, v reflect.Value) []byte {
			dst = binary.AppendUvarint(dst, uint64(v.Len()))
			for _, k := range sortedKeys(v) {
				s := k.String()
				dst = append(binary.AppendUvarint(dst, uint64(len(s))), s...)
				dst = elem.encode(dst, v.MapIndex(k))
			}
			return dst
		},
		func(d *decoder, v reflect.Value) {
			n := d.count()
			if n == 0 {
				return
			}
			v.Set(reflect.MakeMapWithSize(t, n))
			for i := 0; i < n && d.err == nil; i++ {
				k := reflect.New(t.Key()).Elem()
				k.SetString(d.string())
				e := reflect.New(t.Elem()).Elem()
				elem.decode(d, e)
				v.SetMapIndex(k, e)
			}
		},
	}
}
