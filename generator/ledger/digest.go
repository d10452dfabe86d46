package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"

	"kith/generator/diag"
)

// Digest stands for some data: the first 16 bytes of its SHA-256. Equal data
// has equal digests on every machine and in every run.
type Digest [16]byte

// Absent is the digest of an answer about a thing that does not exist.
var Absent = Bytes([]byte("absent"))

// Bytes returns the digest of some bytes.
func Bytes(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest(sum[:16])
}

// String returns the digest in hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Of returns the digest of plain data: exported fields of numbers, texts,
// lists, maps with texts as keys, pointers and structs. It panics on what it
// cannot see into, and on source positions: an answer with a position in it
// would change whenever a line is added above.
func Of(v any) Digest {
	return plainWriter{}.digest(v)
}

// OfFacts is Of for facts of a source: positions in them do not count.
func OfFacts(v any) Digest {
	return plainWriter{skipPos: true}.digest(v)
}

// Join is the digest of several pieces one after the other.
func Join(pieces ...[]byte) Digest {
	h := sha256.New()
	for _, p := range pieces {
		h.Write(p)
	}
	var sum [sha256.Size]byte
	return Digest(h.Sum(sum[:0])[:16])
}

var posType = reflect.TypeFor[diag.Pos]()

type plainWriter struct{ skipPos bool }

// scratch is memory to write data down in: digests are made by the hundred
// thousand, and nothing of it is kept.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

func (w plainWriter) digest(v any) Digest {
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	data := reflect.ValueOf(v)
	if data.IsValid() {
		mustBeOpen(data.Type())
	}
	*buf = w.append((*buf)[:0], data)
	return Bytes(*buf)
}

func (w plainWriter) append(dst []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Invalid:
		return append(dst, 0)
	case reflect.Bool:
		if v.Bool() {
			return append(dst, 1)
		}
		return append(dst, 2)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(dst, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(dst, v.Uint())
	case reflect.Float64:
		return binary.AppendUvarint(dst, math.Float64bits(v.Float()))
	case reflect.String:
		s := v.String()
		return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
	case reflect.Slice, reflect.Array:
		dst = binary.AppendUvarint(dst, uint64(v.Len()))
		for i := range v.Len() {
			dst = w.append(dst, v.Index(i))
		}
		return dst
	case reflect.Map:
		dst = binary.AppendUvarint(dst, uint64(v.Len()))
		for _, k := range sortedKeys(v) {
			s := k.String()
			dst = append(binary.AppendUvarint(dst, uint64(len(s))), s...)
			dst = w.append(dst, v.MapIndex(k))
		}
		return dst
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(dst, 0)
		}
		dst = append(dst, 1)
		if v.Kind() == reflect.Interface {
			mustBeOpen(v.Elem().Type())
			dst = append(dst, byte(v.Elem().Kind()))
		}
		return w.append(dst, v.Elem())
	case reflect.Struct:
		if v.Type() == posType {
			if w.skipPos {
				return dst
			}
			panic("ledger: an answer holds a source position")
		}
		for i := range v.NumField() {
			dst = w.append(dst, v.Field(i))
		}
		return dst
	}
	panic(fmt.Sprintf("ledger: %s is not plain data", v.Type()))
}

// open has the types that hold nothing, however deep, that cannot be seen.
// Asking reflect about each field, each time, was a third of what digests cost,
// and to look every struct up another.
var open sync.Map

func mustBeOpen(t reflect.Type) {
	if _, ok := open.Load(t); ok {
		return
	}
	seen := map[reflect.Type]bool{}
	look(t, seen)
	for t := range seen {
		open.Store(t, true)
	}
}

// look looks at all that data of a type may hold. What stands in an interface is
// looked at when it is met.
func look(t reflect.Type, seen map[reflect.Type]bool) {
	if seen[t] || t == posType {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		look(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				panic(fmt.Sprintf("ledger: %s has a field %s that cannot be seen", t, f.Name))
			}
			look(f.Type, seen)
		}
	}
}

func sortedKeys(v reflect.Value) []reflect.Value {
	if v.Type().Key().Kind() != reflect.String {
		panic(fmt.Sprintf("ledger: %s has keys that are not text", v.Type()))
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}
