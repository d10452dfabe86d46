package ledger

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// magic begins every file of ours, so that another program's is not misread.
const magic = "kith state 1\n"

// Save writes v, a pointer to plain data, to a file, which is replaced in
// one step. key says what the data was made under.
func Save(file, key string, v any) error {
	payload := Encode(nil, v)
	sum := sha256.Sum256(payload)
	data := make([]byte, 0, len(magic)+len(key)+len(sum)+len(payload)+16)
	data = append(data, magic...)
	data = Encode(data, &key)
	data = append(data, sum[:]...)
	data = append(data, payload...)
	tmp, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return fmt.Errorf("saving %s: %w", file, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
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
	var was string
	rest, err := Decode(string(data[len(magic):]), &was)
	if err != nil || was != key || len(rest) < sha256.Size {
		return false, nil
	}
	payload := rest[sha256.Size:]
	if sum := sha256.Sum256([]byte(payload)); string(sum[:]) != rest[:sha256.Size] {
		return false, nil
	}
	if _, err := Decode(payload, v); err != nil {
		return false, nil
	}
	return true, nil
}
