package picture_test

import (
	"bytes"
	"image/color"
	"os"
	"testing"

	"kith/generator/picture"
)

// A photo of a telephone, red at the top and blue below, 160 by 128, with a
// place in it.
func TestHEIC(t *testing.T) {
	data, err := os.ReadFile("testdata/photo.heic")
	if err != nil {
		t.Fatal(err)
	}
	img, info, err := picture.Decode(data, picture.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if info.Format != picture.HEIC || info.Width != 160 || info.Height != 128 || !info.Metadata.GPS || info.Orientation != 1 {
		t.Errorf("%+v", info)
	}
	if b := img.Bounds(); b.Dx() != 160 || b.Dy() != 128 || !near(img.At(80, 2), color.NRGBA{250, 0, 5, 255}, 30) || !near(img.At(80, 125), color.NRGBA{5, 0, 250, 255}, 30) {
		t.Errorf("%v: %v above %v", b, img.At(80, 2), img.At(80, 125))
	}
	clean, changed, err := picture.Clean(data)
	if err != nil || changed || bytes.Contains(clean, []byte("HIDDENMARK")) || len(clean) != len(data) {
		t.Errorf("not clean: %v %v", changed, err)
	}
	if _, _, err := picture.Decode(clean, picture.Limits{}); err != nil {
		t.Errorf("clean, it can't be read: %v", err)
	}
	if _, err := picture.Probe(data[:len(data)-40]); err == nil {
		t.Error("without its end it is taken for whole")
	}
}
