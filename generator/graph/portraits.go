package graph

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"kith/generator/diag"
	"kith/generator/picture"
)

// portraitFindings notes what stands where a face should: a hub is about
// people whom one can meet. None of it stops anything, and drawn portraits are
// as good as photos.
func (g *Graph) portraitFindings() {
	if g.main != nil {
		return
	}
	first := map[string]*Person{} // by what stands for the file's bytes
	for _, id := range sortedKeys(g.people) {
		p := g.people[id]
		if p.Photo == nil || !g.mayPicture(p) {
			continue
		}
		src := g.portrait(p)
		if src == "" {
			continue
		}
		f := g.files[src]
		note := func(code diag.Code, message, hint string) { g.add(code, p.Photo.Src, message, hint) }
		name := diag.Quote(path.Base(src))
		if other := first[f.Digest]; other != nil {
			g.add("shared-portrait", p.Photo.Src, fmt.Sprintf("%s and %s have the same picture.", other.Title, p.Title),
				"Give each their own. Until then leave photo: out: their initials hang in a frame of their own.",
				diag.Related{Pos: other.Photo.Src.At, Message: "the other one"})
		} else {
			first[f.Digest] = p
		}
		credit := []string{path.Base(src)}
		if f.Picture != nil {
			credit = append(credit, f.Picture.Credit...)
		}
		switch agency := stockAgency(credit); {
		case agency != "":
			note("stock-portrait", fmt.Sprintf("%s comes from %s, as the file itself says. Is it %s?", name, agency, p.known()),
				"Take one with a telephone: by a window, looking at us. Or leave photo: out, and the initials are drawn.")
		case g.isLogo(src):
			note("logo-portrait", fmt.Sprintf("%s stands where the face of %s should: it is a sign, not a person.", name, p.known()),
				"Take a photo with a telephone, or leave photo: out, and the initials are drawn.")
		case f.Width > 0:
			if w, _ := picture.CropSize(f.Width, f.Height, inFrame.aspect); w < smallPortrait {
				note("small-portrait", fmt.Sprintf("%s is %d by %d pixels, and will be blurred in its frame.", name, f.Width, f.Height),
					fmt.Sprintf("Look for the original: some %d by %d pixels or more are good.", inFrame.usual, inFrame.usual*5/4))
			}
		}
	}
}

// smallPortrait is how wide a portrait must be at least, once it is cut, to
// look well at the smallest size it is shown in.
const smallPortrait = 240

// isLogo reports whether a picture is a sign: the company's logo, a drawing of
// lines, one that is wide or of hardly any colours, or a file whose name says
// that it stands for somebody who has none.
func (g *Graph) isLogo(src string) bool {
	f := g.files[src]
	if logo := g.logo(); logo != "" && g.files[logo].Digest == f.Digest {
		return true
	}
	base := path.Base(src)
	for _, w := range strings.Split(diagFold(strings.TrimSuffix(base, path.Ext(base))), "-") {
		switch w {
		case "logo", "logos", "icon", "placeholder", "silhouette", "noimage", "nophoto", "dummy":
			return true
		}
	}
	return strings.EqualFold(path.Ext(src), ".svg") || f.Picture != nil && f.Picture.Sign
}

// agencies are words by which agencies sign their pictures, in metadata and
// in the names of files.
var agencies = []struct {
	words *regexp.Regexp
	name  string
}{
	{regexp.MustCompile(`(?i)getty ?images|gettyimages`), "Getty Images"},
	{regexp.MustCompile(`(?i)\bi ?stock(photo)?\b|istock[-_]?\d|istockphoto`), "iStock"},
	{regexp.MustCompile(`(?i)shutterstock`), "Shutterstock"},
	{regexp.MustCompile(`(?i)adobe ?stock|fotolia`), "Adobe Stock"},
	{regexp.MustCompile(`(?i)deposit ?photos`), "Depositphotos"},
	{regexp.MustCompile(`(?i)dreamstime`), "Dreamstime"},
	{regexp.MustCompile(`(?i)\balamy\b`), "Alamy"},
	{regexp.MustCompile(`(?i)123rf`), "123RF"},
	{regexp.MustCompile(`(?i)big ?stock(photo)?`), "Bigstock"},
	{regexp.MustCompile(`(?i)\bthinkstock|\bstocksy\b|\bmasterfile\b|westend61|age ?fotostock|\bcorbis\b`), "a picture agency"},
	{regexp.MustCompile(`(?i)unsplash`), "Unsplash"},
	{regexp.MustCompile(`(?i)\bpexels\b`), "Pexels"},
	{regexp.MustCompile(`(?i)pixabay`), "Pixabay"},
	{regexp.MustCompile(`(?i)freepik|rawpixel`), "Freepik"},
	{regexp.MustCompile(`(?i)\bstock ?(photo|image)(s|graphy)?\b`), "a stock of pictures"},
	{regexp.MustCompile(`(?i)thispersondoesnotexist|generated ?photos`), "a machine that invents faces"},
}

// stockAgency is who sells a picture to anybody who asks, by what it says of
// itself, or "".
func stockAgency(said []string) string {
	for _, s := range said {
		for _, a := range agencies {
			if a.words.MatchString(s) {
				return a.name
			}
		}
	}
	return ""
}
