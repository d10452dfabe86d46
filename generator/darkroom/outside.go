package darkroom

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"kith/generator/picture"
)

var background = context.Background()

// Programs are those that make formats which Kith can't, and where people
// get them.
var Programs = map[picture.Format]struct{ Name, Get string }{
	picture.WebP: {"cwebp", "Debian and Ubuntu: apt install webp. macOS: brew install webp. Windows: winget install Google.Libwebp."},
	picture.AVIF: {"avifenc", "Debian and Ubuntu: apt install libavif-bin. macOS: brew install libavif. Windows: scoop install libavif."},
}

// Missing says that a program is not installed that a format needs.
type Missing struct {
	Format       picture.Format
	Program, Get string
}

func (m *Missing) Error() string {
	return fmt.Sprintf("the program %s, which makes %s pictures, is not installed. %s", m.Program, m.Format, m.Get)
}

// CanMake reports what a format needs that is not here.
func CanMake(f picture.Format) error {
	p, ok := Programs[f]
	if !ok {
		return nil
	}
	if _, err := exec.LookPath(p.Name); err != nil {
		return &Missing{f, p.Name, p.Get}
	}
	return nil
}

// outside has another program encode a picture, through files: not all
// versions read from a pipe. Nothing of the original is in what they get.
func outside(img image.Image, s picture.Size) ([]byte, error) {
	if err := CanMake(s.Format); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "kith-encode-*")
	if err != nil {
		return nil, fmt.Errorf("encoding a picture: %w", err)
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "in.png"), filepath.Join(dir, "out")
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, img); err != nil {
		return nil, fmt.Errorf("encoding a picture: %w", err)
	}
	if err := os.WriteFile(in, buf.Bytes(), 0o600); err != nil {
		return nil, fmt.Errorf("encoding a picture: %w", err)
	}
	name := Programs[s.Format].Name
	args := []string{"-quiet", "-q", strconv.Itoa(s.Quality), "-metadata", "none", in, "-o", out}
	if s.Format == picture.AVIF {
		out += ".avif"
		// Quality here means less than that of JPEG: 78 there looks like 60. As
		// a quantizer, from 63 to 0, all versions of the program know it.
		q := strconv.Itoa(63 * (100 - max(s.Quality-18, 1)) / 100)
		args = []string{"--min", q, "--max", q, "--speed", "6", "--jobs", "1", "--ignore-exif", "--ignore-xmp", "--ignore-icc", in, out}
	}
	if said, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		var left *exec.ExitError
		if errors.As(err, &left) {
			return nil, fmt.Errorf("%s failed: %s", name, strings.TrimSpace(string(said)))
		}
		return nil, fmt.Errorf("running %s: %w", name, err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return nil, fmt.Errorf("reading what %s made: %w", name, err)
	}
	return data, nil
}
