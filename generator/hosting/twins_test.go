package hosting

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/andybalholm/brotli"
)

// A twin unpacks to its file, and is the same whatever was packed before it.
func TestPack(t *testing.T) {
	unpack := map[string]func(io.Reader) (io.Reader, error){
		"gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	}
	r := rand.New(rand.NewPCG(1, 2))
	files := [][]byte{nil, []byte("a"), bytes.Repeat([]byte("<p>Hobbin & Daughters</p>\n"), 3000)}
	for range 4 {
		noise := make([]byte, 1+r.IntN(90_000))
		for i := range noise {
			noise[i] = byte(' ' + r.IntN(60))
		}
		files = append(files, noise)
	}
	for _, form := range Forms {
		first := make([][]byte, len(files))
		for _, order := range [][]int{{0, 1, 2, 3, 4, 5, 6}, {6, 2, 5, 1, 4, 0, 3}} {
			for _, i := range order {
				twin := Pack(form, files[i])
				if first[i] == nil {
					first[i] = twin
				} else if !bytes.Equal(first[i], twin) {
					t.Errorf("%s of file %d is another after other files", form, i)
				}
				in, err := unpack[form](bytes.NewReader(twin))
				if err != nil {
					t.Fatal(err)
				}
				if back, err := io.ReadAll(in); err != nil || !bytes.Equal(back, files[i]) {
					t.Errorf("%s of file %d does not unpack to it: %v", form, i, err)
				}
			}
		}
		if len(first[2]) > len(files[2])/50 {
			t.Errorf("%s made %d bytes of %d", form, len(first[2]), len(files[2]))
		}
	}
}

func TestIsText(t *testing.T) {
	for path, want := range map[string]bool{
		"index.html": true, "a/b/feed.XML": true, "assets/kith-1.css": true, "people/a/a.vcf": true,
		"a.png": false, "font.woff2": false, "_headers": false, "_redirects": false, ".nojekyll": false, "a.html.gz": false,
	} {
		if got := IsText(path); got != want {
			t.Errorf("%s: %t", path, got)
		}
	}
}
