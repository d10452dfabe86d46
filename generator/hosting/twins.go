package hosting

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// Forms are the forms in which a file can lie beside itself, by the ending
// that web servers look for.
var Forms = []string{"gz", "br"}

// texts are the endings of files that become much smaller.
var texts = map[string]bool{
	".html": true, ".htm": true, ".css": true, ".js": true, ".mjs": true, ".json": true, ".map": true, ".jsonld": true,
	".webmanifest": true, ".xml": true, ".xsl": true, ".atom": true, ".rss": true, ".svg": true, ".txt": true, ".md": true,
	".csv": true, ".ics": true, ".vcf": true, ".vtt": true, ".ttf": true, ".otf": true, ".wasm": true,
}

// IsText reports whether a file of that path is worth a twin.
func IsText(p string) bool { return texts[strings.ToLower(path.Ext(p))] }

// brotliLevel makes pages a tenth smaller than gzip does. The highest, 11,
// makes them another tenth smaller and takes fifty times as long.
const brotliLevel = 9

// packer is what both libraries give.
type packer interface {
	io.WriteCloser
	Reset(to io.Writer)
}

// packers keeps what takes longer to make than a page takes to pack.
var packers = map[string]*sync.Pool{
	"gz": {New: func() any {
		w, err := gzip.NewWriterLevel(nil, gzip.BestCompression)
		if err != nil {
			panic("hosting: " + err.Error())
		}
		return w
	}},
	"br": {New: func() any { return brotli.NewWriterLevel(nil, brotliLevel) }},
}

// Pack makes the twin of a file in one of Forms. The same bytes always make
// the same twin.
func Pack(form string, data []byte) []byte {
	w := packers[form].Get().(packer)
	defer packers[form].Put(w)
	var out bytes.Buffer
	w.Reset(&out)
	_, err := w.Write(data)
	if err = errors.Join(err, w.Close()); err != nil {
		panic("hosting: what goes to memory cannot be written: " + err.Error())
	}
	return out.Bytes()
}
