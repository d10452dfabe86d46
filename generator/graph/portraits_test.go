package graph_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"kith/generator/sitetest"
)

// signed is a photo whose XMP says who owns it.
func signed(owner string) string {
	xmp := "http://ns.adobe.com/xap/1.0/\x00" + `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="` +
		owner + `"/></rdf:RDF></x:xmpmeta>`
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 400)), nil); err != nil {
		panic(err)
	}
	plain := b.String()
	n := len(xmp) + 2
	return plain[:2] + "\xff\xe1" + string([]byte{byte(n >> 8), byte(n)}) + xmp + plain[2:]
}

// drawn is a drawing of so many colours.
func drawn(colours int) string {
	img := image.NewPaletted(image.Rect(0, 0, 400, 500), nil)
	for i := range colours {
		img.Palette = append(img.Palette, color.NRGBA{uint8(i), uint8(255 - i), 90, 255})
	}
	for i := range img.Pix {
		img.Pix[i] = uint8(i / 400 * colours / 500)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.String()
}

func TestPortraits(t *testing.T) {
	const bo = "content/people/bo-chen/index.md"
	hub := sitetest.Hub()
	for _, c := range []struct {
		what  string
		files sitetest.Files
		want  string // "" for nothing
	}{
		{"as it is", hub, ""},
		{"small", hub.With("content/people/bo-chen/bo.png", "png 100x125 bo"), `small-portrait "bo.png" is 100 by 125 pixels`},
		{"twins", hub.Replace("content/people/ana-lopez.md", "role:", "photo: /img/ana.png\nrole:").With("static/img/ana.png", hub["content/people/bo-chen/bo.png"]), "shared-portrait Ana Lopez and Bo Chen have the same picture"},
		{"drawing", hub.Replace(bo, "bo.png", "bo.svg").With("content/people/bo-chen/bo.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300"><rect width="9" height="9"/></svg>`), `logo-portrait "bo.svg" stands where the face of Bo Chen should`},
		{"logo", hub.Replace(bo, "bo.png", "our-logo.png").With("content/people/bo-chen/our-logo.png", "png 400x500 l"), "logo-portrait"},
		{"wide drawing", hub.With("content/people/bo-chen/bo.png", "png 900x300 l"), "logo-portrait"},
		{"hardly any colours", hub.With("content/people/bo-chen/bo.png", drawn(4)), "logo-portrait"},
		{"drawn with care", hub.With("content/people/bo-chen/bo.png", drawn(200)), ""},
		{"agency in the file", hub.Replace(bo, "bo.png", "bo.jpg").With("content/people/bo-chen/bo.jpg", signed("Getty Images/Smiling Man")), `stock-portrait "bo.jpg" comes from Getty Images`},
		{"agency in its name", hub.Replace(bo, "bo.png", "iStock-123456.png").With("content/people/bo-chen/iStock-123456.png", "png 400x500 l"), "comes from iStock"},
		{"a colleague's credit", hub.Replace(bo, "bo.png", "bo.jpg").With("content/people/bo-chen/bo.jpg", signed("Ana Lopez")), ""},
		{"not shown at all", hub.With("content/people/bo-chen/bo.png", "png 10x12 bo").Replace(bo, "covers: [name, photo,", "covers: [name,"), ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			rep := sitetest.New(t, c.files).Build()
			var got []string
			for _, d := range rep.Findings {
				if strings.HasSuffix(string(d.Code), "-portrait") {
					got = append(got, fmt.Sprint(d.Code, " ", d.Message))
				}
			}
			if all := strings.Join(got, "\n"); c.want == "" && all != "" || !strings.Contains(all, c.want) {
				t.Errorf("got %q, want %q", all, c.want)
			}
		})
	}
}
