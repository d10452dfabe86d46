package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"kith/generator/picture"
)

// iccOf is a profile of a matrix, by columns, and one curve.
func iccOf(matrix [9]float64, curve []byte) []byte {
	num := func(f float64) []byte { return binary.BigEndian.AppendUint32(nil, uint32(int32(math.Round(f*65536)))) }
	tags := map[string][]byte{"rTRC": curve, "gTRC": curve, "bTRC": curve}
	for i, c := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		b := []byte("XYZ \x00\x00\x00\x00")
		for row := range 3 {
			b = append(b, num(matrix[3*row+i])...)
		}
		tags[c] = b
	}
	head := make([]byte, 128)
	copy(head[12:], "mntrRGB XYZ ")
	copy(head[36:], "acsp")
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var data []byte
	at := 128 + 4 + 12*len(tags)
	for _, name := range []string{"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"} {
		table = append(table, name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at+len(data)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(tags[name])))
		data = append(data, tags[name]...)
	}
	return append(append(head, table...), data...)
}

func pngWith(t *testing.T, c color.NRGBA, icc []byte) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = c.R, c.G, c.B, 255
	}
	var b, z bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	w := zlib.NewWriter(&z)
	_, _ = w.Write(icc)
	_ = w.Close()
	body := append([]byte("iCCPp\x00\x00"), z.Bytes()...)
	out := append([]byte{}, b.Bytes()[:33]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)-4))
	out = append(out, body...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	return append(out, b.Bytes()[33:]...)
}

// Colours that all of these spaces have come out as sRGB has them. The numbers
// are those that colour management in browsers and picture programs gives.
func TestToSRGB(t *testing.T) {
	para := []byte("para\x00\x00\x00\x00\x00\x03\x00\x00")
	for _, f := range []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045} {
		para = binary.BigEndian.AppendUint32(para, uint32(math.Round(f*65536)))
	}
	gamma := []byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33")
	p3 := iccOf([9]float64{0.515102, 0.291965, 0.157153, 0.241182, 0.692236, 0.066582, -0.001050, 0.041881, 0.784378}, para)
	adobe := iccOf([9]float64{0.60974, 0.20528, 0.14919, 0.31111, 0.62567, 0.06322, 0.01947, 0.06087, 0.74457}, gamma)
	srgb := iccOf([9]float64{0.436, 0.385, 0.143, 0.222, 0.717, 0.061, 0.014, 0.097, 0.714}, para)
	for _, c := range []struct {
		name      string
		icc       []byte
		has, want color.NRGBA
		converted bool
	}{
		{"P3 red", p3, color.NRGBA{234, 51, 35, 255}, color.NRGBA{255, 0, 0, 255}, true},
		{"P3 green", p3, color.NRGBA{117, 251, 76, 255}, color.NRGBA{0, 255, 0, 255}, true},
		{"P3 blue", p3, color.NRGBA{0, 0, 245, 255}, color.NRGBA{0, 0, 255, 255}, true},
		{"P3 gray", p3, color.NRGBA{128, 128, 128, 255}, color.NRGBA{128, 128, 128, 255}, true},
		{"P3 beyond", p3, color.NRGBA{255, 0, 0, 255}, color.NRGBA{255, 0, 0, 255}, true},
		{"Adobe red", adobe, color.NRGBA{219, 0, 0, 255}, color.NRGBA{255, 0, 0, 255}, true},
		{"Adobe green", adobe, color.NRGBA{144, 255, 60, 255}, color.NRGBA{0, 255, 0, 255}, true},
		{"sRGB", srgb, color.NRGBA{10, 200, 99, 255}, color.NRGBA{10, 200, 99, 255}, false},
	} {
		data := pngWith(t, c.has, c.icc)
		img, info, err := picture.Decode(data, picture.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if info.Foreign != c.converted || info.Puzzling {
			t.Errorf("%s: %+v", c.name, info)
		}
		if got := img.At(3, 3); !near(got, c.want, 4) {
			t.Errorf("%s: %v, not %v", c.name, got, c.want)
		}
		clean, _, err := picture.Clean(data)
		if err != nil || bytes.Contains(clean, []byte("iCCP")) {
			t.Errorf("%s: its profile is still there (%v)", c.name, err)
		}
	}
}

// White stays white however it is made smaller.
func TestSharpAndWhite(t *testing.T) {
	white := image.NewNRGBA(image.Rect(0, 0, 300, 200))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	for _, w := range []int{7, 96, 299} {
		out := picture.Resize(white, white.Rect, w, w*2/3+1)
		if got := out.At(w/2, 1); !near(got, color.White, 0) {
			t.Errorf("white at %d is %v", w, got)
		}
	}
}
