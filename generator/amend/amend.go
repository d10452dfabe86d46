// Package amend makes small changes to a text that somebody wrote, and leaves
// every other byte as it was: comments, the order of fields, line ends, a byte
// order mark.
//
// Splice puts words in place of words. Keep adds to a list in the fields at the
// top of a file, in YAML or TOML. Write puts the new text into a hub's folder
// instead of the old one, or refuses. What to change is decided elsewhere.
//
// Start with Write, which says what it is careful about.
package amend

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Digest stands for the bytes of a file.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// Splice is a text with other words in place of the n bytes at an offset.
func Splice(text []byte, at, n int, words string) ([]byte, error) {
	if at < 0 || n < 0 || at+n > len(text) {
		return nil, fmt.Errorf("there are no %d bytes at %d in a text of %d", n, at, len(text))
	}
	return bytes.Join([][]byte{text[:at], []byte(words), text[at+n:]}, nil), nil
}
