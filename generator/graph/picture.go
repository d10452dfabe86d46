package graph

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kith/generator/darkroom"
	"kith/generator/diag"
	"kith/generator/model"
	"kith/generator/picture"
	"kith/generator/view"
)

// This file says which sizes of a picture there are, and where. What a page
// shows and what is planned come from the same function, so neither can have
// one that the other lacks.

// PicturesFolder is where sizes lie. Their names change with their bytes.
const PicturesFolder = "assets/pictures/"

// Sized is a size of a picture, as it will be published.
type Sized struct {
	// File is the source.
	File  string
	Order darkroom.Order
}

// place is where pages show pictures: how they are cut there, and how wide
// they are made.
type place struct {
	aspect float64
	widths []int
	// usual is the width for browsers that can't choose.
	usual int
}

// Portraits hang in frames of 4:5; faces stand beside names, some 80 pixels
// wide and up to three times that on a telephone's screen.
var (
	inFrame = place{aspect: 0.8, widths: []int{240, 480, 720}, usual: 480}
	inLine  = place{aspect: 1, widths: []int{96, 240}, usual: 96}
)

// inPage is a picture as it is.
func (g *Graph) inPage() place { return place{widths: g.cfg.Images.Widths, usual: 1200} }

// pictureFile is source for what has to be a picture. One that will not do is
// reported where it is mentioned, and left out.
func (g *Graph) pictureFile(e *model.Entry, src string, r model.Ref, report bool) string {
	file := g.source(e, src, r, report)
	if file == "" {
		return ""
	}
	fault := g.fault(g.files[file])
	if fault == nil {
		return file
	}
	if report {
		g.add("bad-picture", r, fmt.Sprintf("%s %s. It is left out.", diag.Quote(path.Base(file)), fault.Words), fault.Hint)
	}
	return ""
}

// fault is why a file will not do as a picture, or nil.
func (g *Graph) fault(f *model.File) *picture.Fault {
	p := f.Picture
	switch {
	case p == nil:
		return &picture.Fault{Reason: picture.NoPicture, Words: "is no picture that I know", Hint: "Save it as JPEG or PNG, or link to it instead of showing it."}
	case p.Reason != "":
		return &picture.Fault{Reason: picture.Reason(p.Reason), Words: p.Words, Hint: p.Hint}
	case p.Format == string(picture.SVG):
		return nil
	}
	err := picture.Limits{Pixels: g.cfg.Images.MaxPixels}.Check(picture.Info{Width: f.Width, Height: f.Height}, int(f.Size))
	var fault *picture.Fault
	if errors.As(err, &fault) {
		return fault
	}
	return nil
}

// want puts a picture on the list of what to publish: its sizes for the places
// where it stands, or the file where none can be made.
func (g *Graph) want(e *model.Entry, pageURL, src, focus string, places ...place) {
	g.shown[src] = true
	f := g.files[src]
	if !f.Picture.Scales {
		g.use(e, pageURL, src)
		return
	}
	for _, p := range places {
		h := hanging{f, focus, p.aspect, p.usual}
		if g.wanted[h] {
			continue // as a picture that many stories show
		}
		g.wanted[h] = true
		for _, s := range g.sizes(f, p, focus) {
			g.sized[sizePath(f, s)] = Sized{File: src, Order: darkroom.Order{Digest: f.Digest, Size: s}}
		}
	}
}

// Sizes lists the sizes of pictures that pages show: public path -> size.
func (g *Graph) Sizes() map[string]Sized { return g.sized }

// sizes are those of a picture for a place: narrow ones first, for each format
// in turn, and none wider than the picture is.
func (g *Graph) sizes(f *model.File, p place, focus string) []picture.Size {
	most, _ := picture.CropSize(f.Width, f.Height, p.aspect)
	var out []picture.Size
	for _, format := range g.formats(f) {
		for _, w := range widthsOf(p.widths, most) {
			s := picture.Size{Width: w, Aspect: p.aspect, Format: format, Quality: g.cfg.Images.Quality}
			if p.aspect > 0 {
				s.Focus = picture.ParseFocus(focus)
				s.Tint = g.opts.Tint
			}
			if format == picture.PNG {
				s.Quality = 0
			}
			out = append(out, s)
		}
	}
	return out
}

// formats are those that a picture is made in: the one that every browser
// shows comes last.
func (g *Graph) formats(f *model.File) []picture.Format {
	var out []picture.Format
	for _, more := range []struct {
		setting string
		format  picture.Format
	}{{"avif", picture.AVIF}, {"webp", picture.WebP}} {
		if slices.Contains(g.cfg.Images.Formats, more.setting) {
			out = append(out, more.format)
		}
	}
	if f.Picture.Lossless {
		return append(out, picture.PNG)
	}
	return append(out, picture.JPEG)
}

// widthsOf are the widths at which a picture of so many pixels is made. Its own
// counts where it is no wider than the widest; one that is nearly another is
// left out.
func widthsOf(widths []int, most int) []int {
	if len(widths) == 0 {
		return []int{most}
	}
	last := min(most, widths[len(widths)-1])
	var out []int
	for _, w := range widths {
		if 10*w <= 9*last {
			out = append(out, w)
		}
	}
	return append(out, last)
}

var extensions = map[picture.Format]string{picture.JPEG: ".jpg", picture.PNG: ".png", picture.WebP: ".webp", picture.AVIF: ".avif"}

// sizePath is where a size lies: the picture's name, for whoever saves it, what
// stands for its bytes, how it is cut and how wide it is. All sizes of a
// picture have the same letters but for the last few, so that pages that name
// many of them pack well.
func sizePath(f *model.File, s picture.Size) string {
	cut, width := "", s.Width
	if s.Aspect > 0 {
		cut = "face-"
		if s.Aspect < 1 {
			cut = "frame-"
		}
	}
	s.Aspect, s.Width = 0, 0
	ext := extensions[s.Format]
	s.Format = ""
	return PicturesFolder + stem(f.Path) + "-" + s.Key(f.Digest)[:10] + "-" + cut + strconv.Itoa(width) + ext
}

// stem is a file's name without its ending, in letters that any host can
// serve.
func stem(file string) string {
	name := strings.ToLower(path.Base(file))
	name = strings.TrimSuffix(name, path.Ext(name))
	name = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, name)
	for strings.Contains(name, "--") {
		name = strings.ReplaceAll(name, "--", "-")
	}
	if name = strings.Trim(name[:min(len(name), 40)], "-"); name == "" {
		return "picture"
	}
	return name
}

// show is a picture as pages have it in a place.
func (g *Graph) show(e *model.Entry, pageURL, src, focus string, p place) *view.Image {
	f := g.files[src]
	if !f.Picture.Scales {
		return &view.Image{Src: g.SiteHref(g.public(e, pageURL, src)), Width: f.Width, Height: f.Height, Focus: focusClass(focus)}
	}
	out := g.pictures.get(hanging{f, focus, p.aspect, p.usual}, func() view.Image { return g.hang(f, focus, p) })
	if g.opts.Tone != nil {
		// Not remembered with the rest: while the hub is linked nobody knows it.
		out.Tone = g.opts.Tone(f.Digest)
	}
	return &out
}

// hanging is a picture in a place.
type hanging struct {
	file   *model.File
	focus  string
	aspect float64
	usual  int
}

// pictures remembers how pictures hang: naming all sizes of one takes as long
// as making a small page, and a face is on every page that names its person.
type pictures struct {
	mu sync.RWMutex
	of map[hanging]view.Image
}

// manyPictures is how many are remembered until all are forgotten.
const manyPictures = 4096

func (m *pictures) get(h hanging, hang func() view.Image) view.Image {
	m.mu.RLock()
	im, ok := m.of[h]
	m.mu.RUnlock()
	if ok {
		return im
	}
	im = hang()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.of == nil || len(m.of) >= manyPictures {
		m.of = map[hanging]view.Image{}
	}
	m.of[h] = im
	return im
}

// hang works out how a picture with sizes is shown in a place.
func (g *Graph) hang(f *model.File, focus string, p place) (out view.Image) {
	if p.aspect == 0 {
		out.Focus = focusClass(focus) // a theme may cut it
	}
	sizes := g.sizes(f, p, focus)
	for len(sizes) > 0 {
		n := 1
		for n < len(sizes) && sizes[n].Format == sizes[0].Format {
			n++
		}
		same := sizes[:n]
		sizes = sizes[n:]
		set := ""
		for i, s := range same {
			if i > 0 {
				set += ", "
			}
			set += g.SiteHref(sizePath(f, s)) + " " + strconv.Itoa(s.Width) + "w"
		}
		if len(sizes) > 0 {
			out.Sources = append(out.Sources, view.Source{Type: "image/" + strings.ToLower(string(same[0].Format)), SrcSet: set})
			continue
		}
		usual := same[0]
		for _, s := range same {
			if s.Width <= p.usual {
				usual = s
			}
		}
		widest := same[n-1]
		out.Src, out.Width, out.Height = g.SiteHref(sizePath(f, usual)), widest.Width, widest.Height(f.Width, f.Height)
		if n > 1 {
			out.SrcSet = set
		}
	}
	return out
}

// image makes a picture ready to show, or returns nil: where there is none,
// where it must not be shown, and where it is not what it should be. alt
// stands in for words that nobody wrote.
func (g *Graph) image(e *model.Entry, pageURL string, im *model.Image, alt string) *view.Image {
	return g.imageIn(g.inPage(), e, pageURL, im, alt)
}

func (g *Graph) imageIn(p place, e *model.Entry, pageURL string, im *model.Image, alt string) *view.Image {
	if im == nil || im.Src.ID == "" {
		return nil
	}
	src := g.pictureFile(e, im.Src.ID, im.Src, false)
	if src == "" {
		return nil
	}
	out := g.show(e, pageURL, src, im.Focus, p)
	out.Alt, out.Caption, out.Credit = im.Alt, im.Caption, im.Credit
	if out.Alt == "" && !im.Decorative {
		out.Alt = alt
	}
	return out
}

// portraits are somebody's picture for a frame, and their face for a line.
func (g *Graph) portraits(p *Person) (photo, face *view.Image) {
	url := g.Href("people/" + name(&p.Entry) + "/")
	return g.imageIn(inFrame, &p.Entry, url, p.Photo, p.Title), g.imageIn(inLine, &p.Entry, url, p.Photo, p.Title)
}

// pictureFindings reports what is odd about files that are published, once for
// each.
func (g *Graph) pictureFindings() {
	if g.main != nil {
		return // the main graph knows all files
	}
	published := map[string]bool{}
	for _, src := range g.shared {
		published[src] = true
	}
	for _, file := range sortedKeys(g.files) {
		f := g.files[file]
		static := strings.HasPrefix(file, "static/")
		if g.Holds(file) || !static && !g.shown[file] && !published[file] {
			continue
		}
		if f.Hidden != "" {
			g.diag.Add("hidden-data", diag.In(file), 0, fmt.Sprintf("this file tells %s.", f.Hidden),
				"Kith can't take that out. Save the file again without it: look for \"remove personal information\" or \"export without metadata\".")
		}
		p := f.Picture
		if p == nil {
			continue
		}
		if static && !g.shown[file] {
			if fault := g.fault(f); fault != nil {
				g.diag.Add("bad-picture", diag.In(file), 0, fmt.Sprintf("%s %s.", diag.Quote(path.Base(file)), fault.Words), fault.Hint)
			}
		}
		if p.Misnamed {
			g.diag.Add("misnamed-picture", diag.In(file), 0, fmt.Sprintf("%s is really a %s picture.", diag.Quote(path.Base(file)), p.Format),
				"Give it the ending that goes with that; some programs go by the name.")
		}
		if p.Puzzling != "" {
			g.diag.Add("picture-colours", diag.In(file), 0, fmt.Sprintf("%s has colours that I can't convert (%s), so they may look pale or odd.", diag.Quote(path.Base(file)), p.Puzzling),
				"Save it again in sRGB, which is what screens have.")
		}
		if p.Fades != "" && (static || published[file] || !p.Scales) {
			g.diag.Add("picture-colours", diag.In(file), 0, fmt.Sprintf("%s is in %s, and as a %s file it can't be converted here, so it will look a little pale.", diag.Quote(path.Base(file)), p.Fades, p.Format),
				"Save it again in sRGB; or as JPEG or PNG, which Kith converts.")
		}
	}
}
