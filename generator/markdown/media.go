package markdown

import (
	"bytes"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"
)

// timelineBlock writes a list whose items begin with a date: "- 1949: words".
func (w *writer) timelineBlock(n *container) {
	items := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		list, ok := c.(*ast.List)
		if !ok {
			w.block(c)
			continue
		}
		w.add("<ol class=\"timeline\">\n")
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			items++
			w.add("<li>")
			w.timelineDate(item.FirstChild())
			w.blocks(item)
			w.from = 0 // footnotes are written later and stand anywhere
			w.add("</li>\n")
		}
		w.add("</ol>\n")
	}
	if items == 0 {
		w.empty(n, "This timeline has no dates.", "It holds a list: - 1949: The shop opens.")
	}
}

// timelineDate writes what stands before the first colon of an item and makes
// the item's own text begin behind it.
func (w *writer) timelineDate(leaf ast.Node) {
	if leaf == nil {
		return
	}
	first, ok := leaf.FirstChild().(*ast.Text)
	if !ok {
		return
	}
	src := w.src.text
	start, stop := first.Segment.Start, first.Segment.Stop
	colon := bytes.Index(src[start:stop], []byte(": "))
	if colon < 0 && stop > start && src[stop-1] == ':' {
		colon = stop - start - 1
	}
	if colon <= 0 || colon > 60 {
		return
	}
	date := string(src[start : start+colon])
	if isDate(date) {
		w.add(`<time datetime="` + date + `">`)
		w.text(start, start+colon)
		w.add("</time> ")
	} else {
		w.add("<b>")
		w.text(start, start+colon)
		w.add("</b> ")
	}
	w.account(leafHeading)
	w.from = start + colon + 1
	for w.from < stop && src[w.from] == ' ' {
		w.from++
	}
}

func isDate(s string) bool {
	for _, layout := range []string{"2006", "2006-01", "2006-01-02"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// galleryBlock writes pictures beside each other, however they were set apart:
// in one paragraph, in several, or in a list.
func (w *writer) galleryBlock(n *container) {
	w.aside++
	defer func() { w.aside-- }()
	var pictures []*ast.Image
	var rest []ast.Node
	var gather func(parent ast.Node)
	gather = func(parent ast.Node) {
		for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
			switch c.(type) {
			case *ast.List, *ast.ListItem:
				gather(c)
				continue
			case *ast.Paragraph, *ast.TextBlock:
				if images := onlyImages(c); images != nil {
					pictures = append(pictures, images...)
					continue
				}
			}
			rest = append(rest, c)
		}
	}
	gather(n)
	if len(pictures) == 0 {
		w.empty(n, "This gallery has no pictures.", `It holds pictures: ![What it shows](bench.jpg "Its caption")`)
	} else {
		w.add("<ul class=\"gallery\">\n")
		for _, img := range pictures {
			if judge(unescape(img.Destination)) != inside {
				w.add("<li>")
				w.image(img, PictureFigure)
				w.add("</li>\n")
				continue
			}
			w.image(img, PictureItem)
		}
		w.add("</ul>\n")
		w.account(leafOther)
	}
	for _, c := range rest {
		if c.Kind() == ast.KindTextBlock {
			w.add("<p>")
			w.leaf(c, leafOther)
			w.add("</p>\n")
			continue
		}
		w.block(c)
	}
}

// onlyImages returns the pictures of a paragraph that holds nothing else.
func onlyImages(n ast.Node) []*ast.Image {
	var images []*ast.Image
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			images = append(images, c)
		case *ast.Text:
			if c.Segment.Len() > 0 {
				return nil
			}
		default:
			return nil
		}
	}
	return images
}

// videoBlock plays a film of one's own. A film elsewhere is a picture and a
// plain link: an embedded player would tell that place who reads, unasked.
func (w *writer) videoBlock(n *container, got map[string]arg) {
	w.media(n, got, "video", func(src arg) {
		if judge(src.value) == outside {
			w.outsideVideo(src, got)
			return
		}
		w.add(`<video controls preload="none"`)
		w.mediaAttr(Poster, "poster", got["poster"])
		w.mediaName(got["title"], "video")
		w.add(`><source`)
		w.mediaAttr(File, "src", src)
		w.add(`>`)
		if c := got["captions"]; c.given() && w.own(c) {
			w.add(`<track kind="captions"`)
			w.mediaAttr(File, "src", c)
			if lang := langTag(w.c.opt.Lang); lang != "" {
				w.add(` srclang="` + lang + `"`)
			}
			w.add(` label="`)
			w.label("captions")
			w.add(`" default>`)
		}
		w.add("</video>\n")
	})
}

// audioBlock plays a recording.
func (w *writer) audioBlock(n *container, got map[string]arg) {
	w.media(n, got, "audio", func(src arg) {
		if judge(src.value) == outside {
			w.own(src)
			return
		}
		w.add(`<audio controls preload="none"`)
		w.mediaAttr(File, "src", src)
		w.mediaName(got["title"], "audio")
		w.add("></audio>\n")
	})
}

// media writes a figure around a player and folds what was said under it.
func (w *writer) media(n *container, got map[string]arg, class string, player func(src arg)) {
	w.aside++
	defer func() { w.aside-- }()
	src := got["src"]
	if !src.given() || judge(src.value) != outside && !w.own(src) {
		w.blocks(n)
		return
	}
	w.hasMedia = true
	if !got["title"].given() {
		w.report("missing-alt", n.at, n.info.Stop, "This "+class+" has no title: those who cannot see it don't know what it is.", `Say what it shows: title="Ada takes a kettle apart"`)
	}
	if !n.HasChildren() && !got["captions"].given() && judge(src.value) != outside {
		w.report("missing-alt", n.at, n.info.Stop, "This "+class+" has no words for those who cannot hear it.", "Write what is said between its first line and :::")
	}
	w.add(`<figure class="media ` + class + "\">\n")
	player(src)
	if n.HasChildren() {
		w.add("<details class=\"transcript\"><summary>")
		w.label("transcript")
		w.add("</summary>\n")
		w.blocks(n)
		w.add("</details>\n")
	}
	w.caption(got["title"], src)
	w.add("</figure>\n")
}

// own says that a file is one of the site's, and reports if it can't be.
func (w *writer) own(a arg) bool {
	_, _, ref := splitRef(a.value)
	if judge(a.value) == inside && !ref {
		return true
	}
	w.report("bad-link", a.from, a.to, "This must be a file of your own.", "Keep it beside the text and give its name, such as talk.mp3")
	return false
}

// mediaAttr writes an attribute whose value is a file of the site.
func (w *writer) mediaAttr(kind SlotKind, name string, a arg) {
	if !a.given() || kind == Poster && !w.own(a) {
		return
	}
	w.add(" " + name + `="`)
	at, length := w.src.span(a.from, a.to)
	w.slots = append(w.slots, Slot{Kind: kind, At: len(w.out), Dest: decodeDest(a.value), Class: name, Offset: at, Len: length})
	w.add(`"`)
}

func (w *writer) mediaName(title arg, key string) {
	w.add(` aria-label="`)
	if title.given() {
		w.out = appendAttr(w.out, w.plainText([]byte(title.value)))
	} else {
		w.label(key)
	}
	w.add(`"`)
}

// caption names a recording. For one elsewhere it is the link to it.
func (w *writer) caption(title, src arg) {
	outward := judge(src.value) == outside
	if !title.given() && !outward {
		return
	}
	words := func() { w.literal(w.plainText([]byte(title.value))) }
	w.add("<figcaption>")
	if outward {
		w.link(target{src.value, src.from, src.to}, "", words)
	} else {
		words()
	}
	w.add("</figcaption>\n")
	w.account(leafOther)
}

// outsideVideo shows the poster; its caption will be the link.
func (w *writer) outsideVideo(src arg, got map[string]arg) {
	if p := got["poster"]; p.given() && w.own(p) {
		w.picture(target{p.value, p.from, p.to}, w.titleOr(got["title"], src.value), "", PictureInline)
		w.add("\n")
	}
}

func (w *writer) titleOr(title arg, other string) string {
	if title.given() {
		return w.plainText([]byte(title.value))
	}
	return other
}

func langTag(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
}
