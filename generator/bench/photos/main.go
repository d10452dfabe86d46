// Command photos makes a hub of stories with a photo each, as people take them
// with telephones: 12 megapixels, soft shapes and fine grain, no two alike, a
// third of them stored lying on their side, each with EXIF that has the place,
// the camera and the time. It writes content/ for Kith, which Hugo reads too.
//
//	go run ./generator/bench/photos -n 500 -out hub
package main

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"
)

func main() {
	log.SetFlags(0)
	n := flag.Int("n", 500, "how many photos")
	width := flag.Int("width", 4000, "pixels across; three quarters of that high")
	out := flag.String("out", "", "the folder that gets content/")
	flag.Parse()
	if *out == "" {
		log.Fatal("say where to: -out folder")
	}
	if err := person(*out); err != nil {
		log.Fatal(err)
	}
	var g errgroup.Group
	g.SetLimit(runtime.NumCPU())
	for i := range *n {
		g.Go(func() error { return story(*out, i, *width) })
	}
	if err := g.Wait(); err != nil {
		log.Fatal(err)
	}
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// person is the one whom all stories are told by.
func person(out string) error {
	return write(filepath.Join(out, "content", "people", "mara-lind.md"), []byte(`---
name: Mara Lind
role: Photographer
email: mara@hub.example
phone: "+44 1632 960011"
consent: {given: 2026-01-02, covers: [name, email, phone, story]}
---

I take the photos here.
`))
}

func story(out string, i, width int) error {
	dir := filepath.Join(out, "content", "stories", fmt.Sprintf("walk-%04d", i))
	text := fmt.Sprintf(`---
title: "Walk %d, and what was on the way"
summary: A walk through the works with a camera, and what there was to see on the way.
date: 2026-%02d-%02d
authors: [mara-lind]
image: {src: photo.jpg, alt: What there was to see on walk %d}
---

We walked, and looked.
`, i+1, 1+i%10, 1+i/10%28, i+1)
	if err := write(filepath.Join(dir, "index.md"), []byte(text)); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(width, width*3/4, uint64(i)), &jpeg.Options{Quality: 90}); err != nil {
		return err
	}
	orientation := []uint16{1, 1, 6, 1, 1, 8}[i%6]
	photo := append([]byte{0xff, 0xd8, 0xff, 0xe1}, exif(orientation, i)...)
	return write(filepath.Join(dir, "photo.jpg"), append(photo, b.Bytes()[2:]...))
}

// scene is a picture of light from one side, soft round things, some hard
// edges, and the grain of a small sensor, which is what costs time to code.
func scene(w, h int, seed uint64) *image.YCbCr {
	r := rand.New(rand.NewPCG(seed, 12))
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	type thing struct{ x, y, size, light, cb, cr, hard float64 }
	things := make([]thing, 24)
	for i := range things {
		things[i] = thing{
			r.Float64(), r.Float64() * .75, .04 + .2*r.Float64(), 120*r.Float64() - 60,
			60*r.Float64() - 30, 60*r.Float64() - 30, 1 + 30*r.Float64()*r.Float64(),
		}
	}
	// Shapes are worked out on a coarse grid, and grain is added pixel by pixel.
	const step = 8
	gw, gh := w/step+2, h/step+2
	grid := make([][3]float32, gw*gh)
	for gy := range gh {
		for gx := range gw {
			x, y := float64(gx*step)/float64(w), float64(gy*step)/float64(w)
			v := [3]float64{70 + 90*x - 40*y, 128, 128}
			for _, t := range things {
				d := math.Hypot(x-t.x, y-t.y) / t.size
				if d > 1.2 {
					continue
				}
				k := 1 / (1 + math.Exp((d-1)*10*t.hard))
				v[0], v[1], v[2] = v[0]+k*t.light, v[1]+k*t.cb, v[2]+k*t.cr
			}
			grid[gy*gw+gx] = [3]float32{float32(v[0]), float32(v[1]), float32(v[2])}
		}
	}
	at := func(x, y, c int) float32 {
		gx, gy := x/step, y/step
		fx, fy := float32(x%step)/step, float32(y%step)/step
		g := grid[gy*gw+gx:]
		below := g[gw:]
		return (g[0][c]*(1-fx)+g[1][c]*fx)*(1-fy) + (below[0][c]*(1-fx)+below[1][c]*fx)*fy
	}
	noise := uint32(seed*2654435761 + 1)
	grain := func(much uint32) float32 {
		noise = noise*1664525 + 1013904223
		a := noise >> 24 & 15
		noise = noise*1664525 + 1013904223
		return (float32(a) + float32(noise>>24&15) - 15) * float32(much) / 16
	}
	eight := func(v float32) uint8 { return uint8(min(max(v, 0), 255)) }
	for y := range h {
		row := img.Y[y*img.YStride:]
		for x := range w {
			row[x] = eight(at(x, y, 0) + grain(9))
		}
	}
	for y := range (h + 1) / 2 {
		for x := range (w + 1) / 2 {
			i := y*img.CStride + x
			img.Cb[i], img.Cr[i] = eight(at(2*x, 2*y, 1)+grain(3)), eight(at(2*x, 2*y, 2)+grain(3))
		}
	}
	return img
}

// exif is the segment that a telephone writes: how the picture is turned, with
// what, when and where it was taken. The length comes first.
func exif(orientation uint16, i int) []byte {
	var heap []byte
	var dirs []byte
	const first = 8
	count := []uint16{5, 4}
	gps := uint32(first + 2 + 12*int(count[0]) + 4)
	behind := gps + 2 + 12*uint32(count[1]) + 4
	entry := func(tag, kind uint16, n uint32, value []byte) {
		dirs = binary.BigEndian.AppendUint16(dirs, tag)
		dirs = binary.BigEndian.AppendUint16(dirs, kind)
		dirs = binary.BigEndian.AppendUint32(dirs, n)
		if len(value) > 4 {
			dirs = binary.BigEndian.AppendUint32(dirs, behind+uint32(len(heap)))
			heap = append(heap, value...)
			return
		}
		dirs = append(dirs, append(value, 0, 0, 0, 0)[:4]...)
	}
	text := func(tag uint16, s string) { entry(tag, 2, uint32(len(s)+1), append([]byte(s), 0)) }
	place := func(tag uint16, degrees, minutes int) {
		var b []byte
		for _, v := range []uint32{uint32(degrees), 1, uint32(minutes), 1, 0, 1} {
			b = binary.BigEndian.AppendUint32(b, v)
		}
		entry(tag, 5, 3, b)
	}
	dirs = append(dirs, "MM\x00*\x00\x00\x00\x08"...)
	dirs = binary.BigEndian.AppendUint16(dirs, count[0])
	text(0x010f, "Made-up Cameras")
	text(0x0110, "Telephone 7")
	entry(0x0112, 3, 1, binary.BigEndian.AppendUint16(nil, orientation))
	text(0x0132, fmt.Sprintf("2026:06:%02d 10:%02d:00", 1+i%28, i%60))
	entry(0x8825, 4, 1, binary.BigEndian.AppendUint32(nil, gps))
	dirs = append(dirs, 0, 0, 0, 0)
	dirs = binary.BigEndian.AppendUint16(dirs, count[1])
	text(1, "N")
	place(2, 40+i%20, i%60)
	text(3, "E")
	place(4, i%30, i*7%60)
	dirs = append(dirs, 0, 0, 0, 0)
	body := append([]byte("Exif\x00\x00"), append(dirs, heap...)...)
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(body)+2)), body...)
}
