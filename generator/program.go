package generator

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"sync"
)

// programDigest stands for this program itself, so that nobody has to
// remember a version of the cache.
var programDigest = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return "unknown " + Version
	}
	f, err := os.Open(path)
	if err != nil {
		return "unknown " + Version
	}
	defer f.Close()
	// The linker writes a build ID, which stands for all that went into the
	// program, near the beginning. Reading it takes no time; the digest of
	// the whole file, for a program without one, twenty milliseconds.
	head := make([]byte, 64<<10)
	n, _ := io.ReadFull(f, head)
	if id := goBuildID(head[:n]); id != "" {
		return id
	}
	h := sha256.New()
	h.Write(head[:n])
	if _, err := io.Copy(h, f); err != nil {
		return "unknown " + Version
	}
	return fmt.Sprintf("%x", h.Sum(nil))
})

// goBuildID finds the build ID in the beginning of a program: in an ELF note
// (owner "Go", type 4), or behind the words that other formats have.
func goBuildID(head []byte) string {
	rest, ok := head, false
	if _, rest, ok = bytes.Cut(head, []byte("Go build ID: \"")); ok {
		id, _, ok := bytes.Cut(rest, []byte{'"'})
		if ok && bytes.Count(id, []byte{'/'}) == 3 {
			return string(id)
		}
	}
	if _, rest, ok = bytes.Cut(head, []byte("\x04\x00\x00\x00Go\x00\x00")); ok {
		id := rest[:min(len(rest), 120)]
		if i := bytes.IndexByte(id, 0); i > 0 {
			id = id[:i]
		}
		if bytes.Count(id, []byte{'/'}) == 3 && len(id) > 60 {
			return string(id)
		}
	}
	return ""
}
