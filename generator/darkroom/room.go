// Package darkroom makes the sizes of pictures that pages show, each once
// ever: what was made lies in a folder, named by the digest of the picture and
// the recipe of the size, and is used again by the next build, by the preview,
// and by other machines that are given the folder.
//
// Open a Room, tell it with Want which sizes of which pictures there are, and
// ask it for one with Get: the picture is decoded once and all its sizes that
// are missing are made of it. Make does that for many at once. Two things keep
// memory within bounds: how many pixels are decoded at the same time, and that
// a picture is only decoded as large as its largest size needs it.
//
// What a picture is, and how it is cut, is package picture's business; which
// sizes there should be, the site's.
package darkroom

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"kith/generator/picture"
)

// Order is a size of a picture.
type Order struct {
	// Digest is that of the picture's bytes.
	Digest string
	Size   picture.Size
}

// Key names what comes of an order.
func (o Order) Key() string { return o.Size.Key(o.Digest) }

// Source is a picture that sizes are made of.
type Source struct {
	// File is its name, for messages.
	File   string
	Digest string
	// Read reads its bytes, which must have the digest.
	Read func() ([]byte, error)
	// Limits are those for decoding it.
	Limits picture.Limits
}

// Bad says that a picture cannot be made: its file is damaged inside.
type Bad struct {
	File  string
	Fault *picture.Fault
}

func (b *Bad) Error() string { return b.File + " " + b.Fault.Words }

// Room holds what was made. It may be used by several goroutines at once.
type Room struct {
	dir     string
	mine    bool // a folder that goes with the room
	open    gate
	decoded atomic.Int64

	mu    sync.Mutex
	jobs  map[string]*job // by digest
	tones map[string]string
}

// job is a picture and the sizes wanted of it.
type job struct {
	source Source
	mu     sync.Mutex // held while it is worked on
	sizes  []picture.Size
	failed error
}

// Open opens a room that keeps what it makes in dir. With dir "" it keeps it
// for as long as it is open.
func Open(dir string) (*Room, error) {
	r := &Room{dir: dir, open: newGate(), jobs: map[string]*job{}, tones: map[string]string{}}
	if dir == "" {
		tmp, err := os.MkdirTemp("", "kith-pictures-*")
		if err != nil {
			return nil, fmt.Errorf("making a folder for pictures: %w", err)
		}
		r.dir, r.mine = tmp, true
	}
	return r, nil
}

// Close lets go of what should not stay.
func (r *Room) Close() {
	if r.mine {
		_ = os.RemoveAll(r.dir)
	}
}

// Decoded counts the pictures that were opened.
func (r *Room) Decoded() int { return int(r.decoded.Load()) }

// Want tells the room that there is a picture and which sizes are wanted of it,
// besides those it knows already.
func (r *Room) Want(s Source, sizes ...picture.Size) {
	r.mu.Lock()
	j := r.jobs[s.Digest]
	if j == nil {
		j = &job{}
		r.jobs[s.Digest] = j
	}
	r.mu.Unlock()
	j.mu.Lock()
	defer j.mu.Unlock()
	j.source, j.failed = s, nil
	for _, size := range sizes {
		if !slices.Contains(j.sizes, size) {
			j.sizes = append(j.sizes, size)
		}
	}
}

// Get returns the bytes of a size, made now unless it has been made before.
func (r *Room) Get(o Order) ([]byte, error) {
	if data, ok := r.load(o.Digest, o.Key()); ok {
		return data, nil
	}
	if err := r.develop(o.Digest, &o.Size); err != nil {
		return nil, err
	}
	data, ok := r.load(o.Digest, o.Key())
	if !ok {
		return nil, fmt.Errorf("keeping the size of a picture in %s: it was not there afterwards", r.dir)
	}
	return data, nil
}

// Tone says which colour a picture has most of, as picture.Tone does. It is ""
// for one that can't be decoded.
func (r *Room) Tone(digest string) string {
	r.mu.Lock()
	tone, ok := r.tones[digest]
	known := r.jobs[digest] != nil
	r.mu.Unlock()
	if ok || !known {
		return tone
	}
	if data, ok := r.load(digest, toneKey); ok {
		tone = string(data)
	} else if r.develop(digest, nil) == nil {
		if data, ok := r.load(digest, toneKey); ok {
			tone = string(data)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tones[digest] = tone
	return tone
}

// KnownTone is the tone of a picture that somebody has opened before, else "",
// and then for as long as the room is open: pages made one after another
// agree.
func (r *Room) KnownTone(digest string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	tone, ok := r.tones[digest]
	if !ok {
		data, _ := r.load(digest, toneKey)
		tone = string(data)
		r.tones[digest] = tone
	}
	return tone
}

// toneKey names the entry of a picture's tone.
var toneKey = picture.Size{}.Key("")

// Has reports whether a size is there already.
func (r *Room) Has(o Order) bool {
	info, err := os.Stat(r.path(o.Digest, o.Key()))
	return err == nil && info.Mode().IsRegular()
}

// Make makes all sizes wanted of some pictures, by digest, with so many
// workers, and says how far it is.
func (r *Room) Make(digests []string, workers int, progress func(done, total int)) error {
	var g errgroup.Group
	g.SetLimit(max(workers, 1))
	var done atomic.Int64
	var bad []error
	var mu sync.Mutex
	for _, d := range digests {
		g.Go(func() error {
			err := r.develop(d, nil)
			if b := (*Bad)(nil); errors.As(err, &b) {
				mu.Lock()
				bad = append(bad, err)
				mu.Unlock()
				err = nil
			}
			progress(int(done.Add(1)), len(digests))
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	slices.SortFunc(bad, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(bad...)
}

// develop makes what is missing of a picture: the sizes wanted, its tone, and
// one more size if it is given. A second call for the same picture waits for
// the first.
func (r *Room) develop(digest string, more *picture.Size) error {
	r.mu.Lock()
	j := r.jobs[digest]
	r.mu.Unlock()
	if j == nil {
		return fmt.Errorf("no such picture: %s", digest)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return j.failed
	}
	sizes := j.sizes
	if more != nil && !slices.Contains(sizes, *more) {
		sizes = append(slices.Clip(sizes), *more)
	}
	var missing []picture.Size
	for _, s := range sizes {
		if _, ok := r.load(digest, s.Key(digest)); !ok {
			missing = append(missing, s)
		}
	}
	_, toned := r.load(digest, toneKey)
	if len(missing) == 0 && toned {
		return nil
	}
	err := r.expose(j.source, missing, toned)
	var f *picture.Fault
	if errors.As(err, &f) {
		j.failed = &Bad{j.source.File, f}
		return j.failed
	}
	return err
}

// expose decodes a picture and makes sizes of it.
func (r *Room) expose(s Source, sizes []picture.Size, toned bool) error {
	data, err := s.Read()
	if err != nil {
		return err
	}
	info, err := picture.Probe(data)
	if err != nil {
		return err
	}
	if err := s.Limits.Check(info, len(data)); err != nil {
		return err
	}
	var own []picture.Size // for which the file itself will do
	sizes = slices.DeleteFunc(sizes, func(size picture.Size) bool {
		if !picture.AsIs(info, size) {
			return false
		}
		own = append(own, size)
		return true
	})
	r.decoded.Add(1) // be it to see whether it is whole
	limits := s.Limits
	limits.Shrink = picture.Shrink(info, sizes)
	negative, held, err := r.open.decode(data, info, limits)
	if err != nil {
		return err
	}
	defer held.done()
	if !toned {
		if err := r.keep(s.Digest, toneKey, []byte(negative.Tone())); err != nil {
			return err
		}
	}
	if len(own) > 0 {
		clean, _, err := picture.Clean(data)
		if err != nil {
			return err
		}
		for _, size := range own {
			if err := r.keep(s.Digest, size.Key(s.Digest), clean); err != nil {
				return err
			}
		}
	}
	if info.Format != picture.PNG {
		data = nil // not needed any more
	}
	return r.print(s.Digest, data, negative, held, sizes)
}

// print makes sizes of a decoded picture. Formats of one size are made of the
// same pixels. original is the file, if it is a PNG.
func (r *Room) print(digest string, original []byte, negative *picture.Negative, held *hold, sizes []picture.Size) error {
	info := negative.Info
	face := picture.Focus{}
	for _, s := range sizes {
		if s.Aspect > 0 && !s.Focus.Set {
			face = negative.Salient()
			break
		}
	}
	var made image.Image
	var of picture.Size
	negative.Order(sizes)
	for i, s := range sizes {
		cut := s
		if cut.Aspect > 0 && !cut.Focus.Set {
			cut.Focus = face
		}
		cut.Format, cut.Quality = "", 0
		if made == nil || cut != of {
			made, of = negative.Make(cut), cut
			rest := sizes[i+1:]
			for len(rest) > 0 && rest[0].Width == s.Width && rest[0].Aspect == s.Aspect && rest[0].Focus == s.Focus && rest[0].Tint == s.Tint {
				rest = rest[1:] // other formats of the same
			}
			// Before it is encoded, which takes longest.
			if before := negative.Memory(); negative.Reduce(rest) {
				held.reduced(before, negative.Memory())
			}
		}
		data, err := encode(made, s, info)
		if err != nil {
			return err
		}
		if original != nil && s.Format == picture.PNG && s.Tint == "" && s.Width == info.Width && made.Bounds().Dy() == info.Height {
			// As large as the original: that may be packed better.
			if same, changed, err := picture.Clean(original); err == nil && !changed && len(same) < len(data) {
				data = same
			}
		}
		if err := r.keep(digest, s.Key(digest), data); err != nil {
			return err
		}
	}
	return nil
}

func encode(img image.Image, s picture.Size, info picture.Info) ([]byte, error) {
	switch s.Format {
	case picture.WebP, picture.AVIF:
		return outside(img, s)
	}
	palette := info.Palette()
	if s.Tint != "" {
		palette = nil
	}
	return picture.Encode(img, s.Format, s.Quality, palette)
}

// An entry is the checksum of its bytes, then the bytes.
var (
	head       = []byte("kith picture 1\n")
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
)

// path is where an entry lies. All of a picture lie in one folder, so that they
// can go together.
func (r *Room) path(digest, key string) string {
	return filepath.Join(r.dir, digest[:min(len(digest), 24)], key[:16])
}

// load reads an entry. One that is not whole counts as missing, and is made
// anew.
func (r *Room) load(digest, key string) ([]byte, bool) {
	data, err := os.ReadFile(r.path(digest, key))
	if err != nil || len(data) < len(head)+4 || !bytes.HasPrefix(data, head) {
		return nil, false
	}
	sum, data := binary.BigEndian.Uint32(data[len(head):]), data[len(head)+4:]
	return data, crc32.Checksum(data, castagnoli) == sum
}

// keep writes an entry, whole or not at all: two processes may share the
// folder.
func (r *Room) keep(digest, key string, data []byte) error {
	path := r.path(digest, key)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("keeping the size of a picture: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("keeping the size of a picture: %w", err)
	}
	all := binary.BigEndian.AppendUint32(bytes.Clone(head), crc32.Checksum(data, castagnoli))
	_, err = f.Write(append(all, data...))
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("keeping the size of a picture: %w", err)
	}
	return nil
}
