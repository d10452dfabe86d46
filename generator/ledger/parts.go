package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math"
	"os"
	"slices"
	"unsafe"
)

// Behind what Save writes stands where each element of its lists begins and
// what its checksum is, for who wants a few of the tens of thousands. That is a
// table for each list, with a last row for where the list ends, then for each
// list where its table is and how many elements it has, then how many lists
// there are.

const rowSize = 8 // an offset and a checksum

// tables are made while a file is written.
type tables struct {
	rows   []byte
	counts []uint32
}

func (t *tables) list(elements int) {
	t.counts = append(t.counts, uint32(elements))
	t.rows = slices.Grow(t.rows, rowSize*(elements+1))
}

// row notes an element that begins at an offset.
func (t *tables) row(offset int64, element []byte) {
	t.rows = binary.LittleEndian.AppendUint32(t.rows, uint32(offset))
	t.rows = binary.LittleEndian.AppendUint32(t.rows, crc32.Checksum(element, castagnoli))
}

// append appends the tables to what ends at an offset. A file too large for
// these numbers has none.
func (t *tables) append(dst []byte, offset int64) []byte {
	if offset > math.MaxUint32-int64(len(t.rows)) {
		return binary.LittleEndian.AppendUint32(dst, 0)
	}
	dst = append(dst, t.rows...)
	for _, n := range t.counts {
		dst = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(dst, uint32(offset)), n)
		offset += rowSize * int64(n+1)
	}
	return binary.LittleEndian.AppendUint32(dst, uint32(len(t.counts)))
}

// Parts reads single elements of the lists that a file of Save holds.
type Parts struct {
	file  *os.File
	head  []byte
	lists []partList
}

type partList struct{ table, count uint32 }

// OpenParts opens a file that Save wrote under the same key. Without one, or
// with one of another key, it returns nil.
func OpenParts(file, key string) (*Parts, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // as it says
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	p := &Parts{file: f}
	if !p.open(key) {
		f.Close()
		return nil, nil //nolint:nilnil // as it says
	}
	return p, nil
}

func (p *Parts) open(key string) bool {
	info, err := p.file.Stat()
	if err != nil {
		return false
	}
	begins := Encode([]byte(magic), &key)
	head := make([]byte, min(int64(len(begins)+crc32.Size+4096), info.Size()))
	if _, err := p.file.ReadAt(head, 0); err != nil || len(head) < len(begins)+crc32.Size || string(head[:len(begins)]) != string(begins) {
		return false
	}
	p.head = head[len(begins)+crc32.Size:]
	var number [8]byte
	end := info.Size() - 4
	if _, err := p.file.ReadAt(number[:4], end); err != nil {
		return false
	}
	lists := int64(binary.LittleEndian.Uint32(number[:]))
	if lists > 64 || end < 8*lists {
		return false
	}
	for at := end - 8*lists; at < end; at += 8 {
		if _, err := p.file.ReadAt(number[:], at); err != nil {
			return false
		}
		p.lists = append(p.lists, partList{binary.LittleEndian.Uint32(number[:]), binary.LittleEndian.Uint32(number[4:])})
	}
	return true
}

func (p *Parts) Close() error { return p.file.Close() }

// Head reads what stands before the first list, which has to be short.
func (p *Parts) Head(v any) error {
	_, err := Decode(string(p.head), v)
	return err
}

// Len is how many elements a list has. Lists have numbers, in the order of the
// fields they were.
func (p *Parts) Len(list int) int {
	if list >= len(p.lists) {
		return 0
	}
	return int(p.lists[list].count)
}

// Part reads one element of a list.
func Part[T any](p *Parts, list, i int) (T, error) {
	var one T
	err := EachPart(p, list, i, i+1, func(v *T) { one = *v })
	return one, err
}

// EachPart reads some elements of a list, that follow each other.
func EachPart[T any](p *Parts, list, from, to int, f func(*T)) error {
	if from >= to {
		return nil
	}
	if from < 0 || to > p.Len(list) {
		return errShort
	}
	table := int64(p.lists[list].table)
	rows := make([]byte, rowSize*(to-from+1))
	if _, err := p.file.ReadAt(rows, table+rowSize*int64(from)); err != nil {
		return err
	}
	begin := func(i int) int64 { return int64(binary.LittleEndian.Uint32(rows[rowSize*i:])) }
	first, last := begin(0), begin(to-from)
	if first > last || last > table {
		return errShort
	}
	data := make([]byte, last-first)
	if _, err := p.file.ReadAt(data, first); err != nil {
		return err
	}
	for i := range to - from {
		if begin(i) < first || begin(i) > begin(i+1) || begin(i+1) > last {
			return errShort
		}
		part := data[begin(i)-first : begin(i+1)-first]
		if crc32.Checksum(part, castagnoli) != binary.LittleEndian.Uint32(rows[rowSize*i+4:]) {
			return errDamaged
		}
		v := new(T)
		// What is decoded shares this memory, which nobody writes to any more.
		if _, err := Decode(unsafe.String(unsafe.SliceData(part), len(part)), v); err != nil {
			return err
		}
		f(v)
	}
	return nil
}

var errDamaged = errors.New("ledger: a part is not what was written")
