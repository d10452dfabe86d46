package darkroom_test

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"kith/generator/darkroom"
	"kith/generator/picture"
)

func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 200)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var sizes = []picture.Size{{Width: 100, Format: picture.JPEG, Quality: 78}, {Width: 50, Aspect: 1, Format: picture.PNG}}

func open(t *testing.T, dir string, data []byte) *darkroom.Room {
	t.Helper()
	r, err := darkroom.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	r.Want(darkroom.Source{File: "a.jpg", Digest: "0123456789abcdef", Read: func() ([]byte, error) { return data, nil }}, sizes...)
	return r
}

func all(t *testing.T, r *darkroom.Room) (out [][]byte) {
	t.Helper()
	for _, s := range sizes {
		data, err := r.Get(darkroom.Order{Digest: "0123456789abcdef", Size: s})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, data)
	}
	return out
}

// A picture is opened once, ever; what is damaged is made anew, the same.
func TestMadeOnce(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir, photo(t))
	want := all(t, first)
	if first.Decoded() != 1 || first.Tone("0123456789abcdef") == "" || first.Decoded() != 1 {
		t.Errorf("decoded %d times", first.Decoded())
	}
	second := open(t, dir, photo(t))
	if tone := second.KnownTone("0123456789abcdef"); tone == "" || tone != first.Tone("0123456789abcdef") || second.KnownTone("another") != "" {
		t.Errorf("the tone that is known is %q", tone)
	}
	if got := all(t, second); second.Decoded() != 0 || !bytes.Equal(got[0], want[0]) || !bytes.Equal(got[1], want[1]) {
		t.Errorf("what was there is not used: decoded %d times", second.Decoded())
	}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		data[len(data)-1] ^= 1
		return os.WriteFile(p, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	third := open(t, dir, photo(t))
	if got := all(t, third); third.Decoded() != 1 || !bytes.Equal(got[0], want[0]) || !bytes.Equal(got[1], want[1]) {
		t.Errorf("damaged entries: decoded %d times", third.Decoded())
	}
}

// A file that will do as a size is that size, without what is hidden in it;
// but not one that is damaged inside.
func TestAsItIs(t *testing.T) {
	const digest = "0123456789abcdef"
	data := photo(t)
	want := picture.Size{Width: 300, Format: picture.JPEG, Quality: 90}
	noted := append(append(append([]byte{}, data[:2]...), 0xff, 0xfe, 0, 5, 'A', 'd', 'a'), data[2:]...)
	if got, err := open(t, t.TempDir(), noted).Get(darkroom.Order{Digest: digest, Size: want}); err != nil || !bytes.Equal(got, data) {
		t.Errorf("%d bytes of %d, %v", len(got), len(data), err)
	}
	bad := append(append(data[:len(data)-40:len(data)-40], bytes.Repeat([]byte{0}, 20)...), 0xff, 0xd9)
	r := open(t, t.TempDir(), bad)
	_, err := r.Get(darkroom.Order{Digest: digest, Size: want})
	if b := (*darkroom.Bad)(nil); !errors.As(err, &b) || r.Has(darkroom.Order{Digest: digest, Size: want}) {
		t.Errorf("a damaged one: %v", err)
	}
}

// What nobody wants goes when there is too much of it; what is held goes at
// once, all of it.
func TestPruneAndForget(t *testing.T) {
	dir := t.TempDir()
	all(t, open(t, dir, photo(t)))
	files := func() (n int) {
		_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				n++
			}
			return nil
		})
		return n
	}
	made := files()
	open(t, dir, photo(t)).Prune(0)
	if files() != made {
		t.Error("what is wanted went")
	}
	other, err := darkroom.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if other.Prune(1 << 20); files() != made {
		t.Error("it went though there was room")
	}
	if other.Prune(0); files() != 0 {
		t.Errorf("%d files nobody wants are left", files())
	}
	all(t, open(t, dir, photo(t)))
	if other.Forget("0123456789abcdef"); files() != 0 {
		t.Errorf("%d files of a picture that is held are left", files())
	}
}

// A picture damaged inside is told as that, by its file's name.
func TestBad(t *testing.T) {
	data := photo(t)
	data = append(append(data[:len(data)-40:len(data)-40], bytes.Repeat([]byte{0}, 20)...), 0xff, 0xd9)
	r := open(t, t.TempDir(), data)
	err := r.Make([]string{"0123456789abcdef"}, 2, func(int, int) {})
	var bad *darkroom.Bad
	if !errors.As(err, &bad) || bad.File != "a.jpg" || bad.Fault.Hint == "" {
		t.Errorf("%v", err)
	}
}
