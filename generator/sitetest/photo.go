package sitetest

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
)

// Photo is a JPEG as a telephone makes it: w by h pixels that are light at the
// top and dark below, turned as orientation says, with everything hidden in it
// that can be, mark among all of that.
func Photo(w, h, orientation int, mark string) string {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(230 - 200*y/h), uint8(40 + 150*x/w), 90, 255})
		}
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: 90}); err != nil {
		panic(err)
	}
	data := buf.Bytes()
	out := append([]byte{}, data[:2]...)
	segment := func(marker byte, b string) {
		out = append(out, 0xff, marker)
		out = binary.BigEndian.AppendUint16(out, uint16(len(b)+2))
		out = append(out, b...)
	}
	segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01\xff\xfe\xfd")
	segment(0xe1, "Exif\x00\x00"+EXIF(orientation, mark))
	segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta exif:GPSLatitude=\"38,43N\">"+mark+"</x:xmpmeta>")
	segment(0xe2, "ICC_PROFILE\x00\x01\x01"+mark)
	segment(0xe2, "MPF\x00"+mark)
	segment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00"+mark)
	segment(0xfe, mark)
	out = append(out, data[2:]...)
	return string(out) + mark + "\x00\x00\x00\x18ftypmp42" // the film behind the picture
}

// EXIF is a TIFF structure that says how a picture is turned, where it was
// taken, and by whom: mark.
func EXIF(orientation int, mark string) string {
	b := []byte("MM\x00*\x00\x00\x00\x08")
	entry := func(tag, kind uint16, n, v uint32) {
		b = binary.BigEndian.AppendUint16(b, tag)
		b = binary.BigEndian.AppendUint16(b, kind)
		b = binary.BigEndian.AppendUint32(b, n)
		b = binary.BigEndian.AppendUint32(b, v)
	}
	b = binary.BigEndian.AppendUint16(b, 3)
	entry(0x0112, 3, 1, uint32(orientation)<<16)
	entry(0x013b, 2, uint32(len(mark)), 68)
	entry(0x8825, 4, 1, 50)
	b = append(b, 0, 0, 0, 0)
	b = binary.BigEndian.AppendUint16(b, 1)
	entry(1, 2, 2, uint32('N')<<24)
	b = append(b, 0, 0, 0, 0)
	return string(b) + mark
}

// Drawing is a PNG with mark hidden in it in every way.
func Drawing(w, h int, mark string) string {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = uint8(i)
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		panic(err)
	}
	data := buf.Bytes()
	const head = 8 + 25
	out := append([]byte{}, data[:head]...)
	chunk := func(kind, b string) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(b)))
		out = append(append(out, kind...), b...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(kind+b)))
	}
	chunk("tEXt", "Author\x00"+mark)
	chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+mark)
	chunk("eXIf", EXIF(1, mark))
	chunk("tIME", "\x07\xea\x0b\x11\x0a\x00\x00")
	chunk("prVt", mark)
	return string(append(out, data[head:]...)) + mark
}

// Moving is a GIF of two frames with mark in a comment.
func Moving(w, h int, mark string) string {
	p := color.Palette{color.White, color.Black}
	a, b := image.NewPaletted(image.Rect(0, 0, w, h), p), image.NewPaletted(image.Rect(0, 0, w, h), p)
	b.SetColorIndex(0, 0, 1)
	var buf bytes.Buffer
	if err := gif.EncodeAll(&buf, &gif.GIF{Image: []*image.Paletted{a, b}, Delay: []int{9, 9}}); err != nil {
		panic(err)
	}
	data := buf.Bytes()
	return string(data[:len(data)-1]) + "\x21\xfe" + string(rune(len(mark))) + mark + "\x00" +
		"\x21\xff\x0bXMP DataXMP" + string(rune(len(mark))) + mark + "\x00\x3b"
}

// webp is eight by eight red pixels, as cwebp writes them.
const webp = "UklGRjgAAABXRUJQVlA4ICwAAACQAQCdASoIAAgABABoJaACdLoAA5gA/us2/6E2Paiv/0JP/ibP+Js+AAAAAA=="

// WebP is a WebP picture with mark in its EXIF and XMP.
func WebP(mark string) string {
	pixels, err := base64.StdEncoding.DecodeString(webp)
	if err != nil {
		panic(err)
	}
	chunk := func(kind, b string) string {
		out := string(binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(b)))) + b
		if len(b)%2 != 0 {
			out += "\x00"
		}
		return out
	}
	body := "WEBP" + chunk("VP8X", "\x0c\x00\x00\x00\x07\x00\x00\x07\x00\x00") + string(pixels[12:]) +
		chunk("EXIF", EXIF(1, mark)) + chunk("XMP ", mark) + chunk("PRVT", mark)
	return string(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)))) + body
}

// SVG is a drawing with mark in everything that is not drawn, and in a photo
// inside it.
func SVG(mark string) string {
	return `<?xml version="1.0"?><!-- ` + mark + ` --><svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="s" xmlns:inkscape="i" viewBox="0 0 40 30" sodipodi:docname="` + mark + `.svg" inkscape:export-filename="C:\` + mark + `">
<metadata><rdf:RDF>` + mark + `</rdf:RDF></metadata><sodipodi:namedview id="` + mark + `"/><title>A lamp</title><path d="M0 0h40v30z"/>
<image width="9" height="9" href="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString([]byte(Photo(9, 9, 1, mark))) + `"/></svg>`
}
