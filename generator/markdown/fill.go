package markdown

import (
	"iter"
	"slices"
	"strconv"
)

// Fill appends html to dst with every slot filled in by r, and returns the
// extended slice. The slots must be those that came with html; one is looked at
// until the next one comes.
func Fill(dst, html []byte, slots iter.Seq[*Slot], r Resolver) []byte {
	f := filler{out: slices.Grow(dst, len(html)+len(html)/8), r: r}
	at := 0
	for s := range slots {
		f.out = append(f.out, html[at:s.At]...)
		at = s.At
		if s.Kind == Code {
			code, end := codeAt(html, at)
			f.out = append(f.out, r.Code(s.Text, code)...)
			at = end
			continue
		}
		f.slot(s)
	}
	return append(f.out, html[at:]...)
}

type filler struct {
	out  []byte
	r    Resolver
	open []openLink // a stack, though links hardly ever nest
}

type openLink struct {
	ok   bool
	text string // to be written before the end
}

func (f *filler) slot(s *Slot) {
	switch s.Kind {
	case LinkOpen:
		f.link(s)
	case LinkClose:
		n := len(f.open) - 1
		if n < 0 {
			return
		}
		f.out = appendText(f.out, f.open[n].text)
		if f.open[n].ok {
			f.add("</a>")
		}
		f.open = f.open[:n]
	case Image:
		f.image(s)
	case Poster:
		f.out = appendURL(f.out, f.r.Image(*s).Src)
	case File:
		f.out = appendURL(f.out, f.r.File(*s))
	case PersonCard:
		f.card(s)
	case Speaker:
		f.speaker(s)
	case Name:
		f.name(s)
	case Label:
		f.out = appendAttr(f.out, label(f.r, s.Text))
	}
}

func (f *filler) link(s *Slot) {
	l := f.r.Link(*s)
	o := openLink{ok: l.OK}
	if s.Text == "" {
		o.text = l.Text
		if o.text == "" && l.OK {
			o.text = s.Dest
		}
	}
	f.open = append(f.open, o)
	if !l.OK {
		return
	}
	f.add("<a")
	f.url("href", l.Href)
	if s.Title != "" {
		f.attr("title", s.Title)
	}
	f.add(">")
}

func (f *filler) image(s *Slot) {
	p := f.r.Image(*s)
	if !p.OK {
		return
	}
	switch s.Class {
	case PictureFigure:
		f.add(`<figure class="plate">`)
	case PictureItem:
		f.add(`<li><figure class="plate">`)
	}
	title := ""
	if s.Class == PictureInline {
		title = s.Title
	}
	f.picture(p, "", sizesIn[s.Class], s.Text, title)
	if s.Class == PictureInline {
		return
	}
	if s.Title != "" {
		f.add(`<figcaption>`)
		f.out = appendText(f.out, s.Title)
		f.add(`</figcaption>`)
	}
	f.add(`</figure>`)
	if s.Class == PictureItem {
		f.add("</li>\n")
	}
}

// sizesIn says how wide a picture is shown: browsers choose before they know
// the styles. A figure is as wide as a telephone's screen, and at most as the
// column of text with a bit on either side.
var sizesIn = map[string]string{
	PictureFigure: "(min-width: 50rem) 46rem, 100vw",
	PictureItem:   "(min-width: 50rem) 22rem, 50vw",
	PictureInline: "(min-width: 40rem) 36rem, 100vw",
}

// picture writes a picture that is loaded when it comes into sight, with the
// formats that not all browsers know before it.
func (f *filler) picture(p Picture, class, sizes, alt, title string) {
	if len(p.Sources) > 0 {
		f.add("<picture>")
		for _, s := range p.Sources {
			f.add("<source")
			f.attr("type", s.Type)
			f.attr("srcset", s.SrcSet)
			f.attr("sizes", sizes)
			f.add(">")
		}
	}
	f.add("<img")
	if class != "" && p.Tone != "" {
		class += " "
	}
	if class += p.Tone; class != "" {
		f.attr("class", class)
	}
	f.url("src", p.Src)
	if p.SrcSet != "" {
		f.attr("srcset", p.SrcSet)
		f.attr("sizes", sizes)
	}
	f.size(p.Width, p.Height)
	f.attr("alt", alt)
	if title != "" {
		f.attr("title", title)
	}
	f.add(` loading="lazy">`)
	if len(p.Sources) > 0 {
		f.add("</picture>")
	}
}

func (f *filler) size(w, h int) {
	if w > 0 && h > 0 {
		f.attr("width", strconv.Itoa(w))
		f.attr("height", strconv.Itoa(h))
	}
}

func (f *filler) attr(name, value string) {
	f.add(" ")
	f.add(name)
	f.add(`="`)
	f.out = appendAttr(f.out, value)
	f.add(`"`)
}

func (f *filler) url(name, value string) {
	f.add(" ")
	f.add(name)
	f.add(`="`)
	f.out = appendURL(f.out, value)
	f.add(`"`)
}

func (f *filler) add(s string) { f.out = append(f.out, s...) }
