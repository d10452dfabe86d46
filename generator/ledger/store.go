package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"unsafe"
)

// magic begins every file of ours, so that another program's is not misread.
const magic = "kith state 2\n"

// castagnoli is the checksum that processors have an instruction for. It is
// against damage; whoever can write to the folder can change the site anyway.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Save writes v, a pointer to a struct of plain data, to a file, which is
// replaced in one step. key says what the data was made under.
func Save(file, key string, v any) error {
	return SaveList(file, key, v, -1, nil)
}

// SaveList is Save for a struct that ends with a list, of which not all need
// be there at once: head is all before the list, a struct of its own that the
// other embeds, and item gives a pointer to each of the n elements in turn.
func SaveList(file, key string, head any, n int, item func(i int) any) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return fmt.Errorf("saving %s: %w", file, err)
	}
	defer os.Remove(tmp.Name())
	err = write(tmp, key, head, n, item)
	if err2 := tmp.Close(); err == nil {
		err = err2
	}
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("saving %s: %w", file, err)
	}
	return nil
}

// write streams: the facts of a large hub are not held twice.
func write(f *os.File, key string, v any, n int, item func(i int) any) error {
	head := Encode([]byte(magic), &key)
	sumAt := int64(len(head))
	if _, err := f.Write(append(head, make([]byte, crc32.Size)...)); err != nil {
		return err
	}
	sum := crc32.New(castagnoli)
	var buf []byte
	at := sumAt + crc32.Size // of what is in buf
	var parts tables
	flush := func(room int) error {
		if len(buf) < room {
			return nil
		}
		sum.Write(buf)
		_, err := f.Write(buf)
		at += int64(len(buf))
		buf = buf[:0]
		return err
	}
	rv := reflect.ValueOf(v).Elem()
	for i := range rv.NumField() {
		field := rv.Field(i)
		if field.Kind() != reflect.Slice || field.Type().Elem().Kind() == reflect.Uint8 {
			buf = planOf(field.Type()).encode(buf, field.Addr().UnsafePointer())
			continue
		}
		// As planOf writes a list, but in pieces.
		elem := planOf(field.Type().Elem())
		buf = binary.AppendUvarint(buf, uint64(field.Len()))
		parts.list(field.Len())
		for j := range field.Len() {
			from := len(buf)
			buf = elem.encode(buf, field.Index(j).Addr().UnsafePointer())
			parts.row(at+int64(from), buf[from:])
			if err := flush(256 << 10); err != nil {
				return err
			}
		}
		parts.row(at+int64(len(buf)), nil)
	}
	if n >= 0 {
		buf = binary.AppendUvarint(buf, uint64(n))
		parts.list(n)
		for i := range n {
			from := len(buf)
			buf = Encode(buf, item(i))
			parts.row(at+int64(from), buf[from:])
			if err := flush(256 << 10); err != nil {
				return err
			}
		}
		parts.row(at+int64(len(buf)), nil)
	}
	buf = parts.append(buf, at+int64(len(buf)))
	if err := flush(0); err != nil {
		return err
	}
	_, err := f.WriteAt(sum.Sum(nil), sumAt)
	return err
}

// Load fills v from a file that Save wrote under the same key. It returns
// false, and leaves v alone, if the file is missing, damaged, cut short or
// from another key: then everything is made anew. The error is for failures
// of the machine.
func Load(file, key string, v any) (bool, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading %s: %w", file, err)
	}
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return false, nil
	}
	// What is decoded shares this memory, which nobody writes to any more.
	text := unsafe.String(unsafe.SliceData(data), len(data))
	var was string
	rest, err := Decode(text[len(magic):], &was)
	if err != nil || was != key || len(rest) < crc32.Size {
		return false, nil
	}
	payload := data[len(data)-len(rest)+crc32.Size:]
	if binary.BigEndian.Uint32([]byte(rest[:crc32.Size])) != crc32.Checksum(payload, castagnoli) {
		return false, nil
	}
	if _, err := Decode(rest[crc32.Size:], v); err != nil {
		return false, nil
	}
	return true, nil
}
