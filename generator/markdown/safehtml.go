package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// policy is the allow-list for html = "safe". Links and pictures are missing
// from it on purpose: they become slots like all others. So are ids, which
// could clash with the page's, forms, and everything that loads or runs.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowNoAttrs().OnElements("span")
	p.AllowElements(strings.Fields(inlineTags)...)
	p.AllowElements(strings.Fields(blockTags)...)
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[A-Za-z0-9-]{1,35}$`)).Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^(ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("title").OnElements("abbr", "dfn")
	p.AllowAttrs("datetime").Matching(regexp.MustCompile(`^[0-9TZ:.+PDHMSWY -]{1,40}$`)).OnElements("time", "del", "ins")
	p.AllowAttrs("value").Matching(bluemonday.Number).OnElements("data", "li")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("reversed").Matching(regexp.MustCompile(`^(|reversed)$`)).OnElements("ol")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^[aAiI1]$`)).OnElements("ol")
	p.AllowAttrs("open").Matching(regexp.MustCompile(`^(|open)$`)).OnElements("details")
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[0-9]{1,2}$`)).OnElements("td", "th")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(row|col|rowgroup|colgroup)$`)).OnElements("th")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(note|tip|important|warning|caution|pull|plate|num|center|fine|lead|gallery|scroll|notes)( (note|tip|important|warning|caution|pull|plate|num|center|fine|lead|gallery|scroll|notes))*$`)).Globally()
	return p
})

const (
	inlineTags = "abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr"
	blockTags  = "article aside blockquote caption col colgroup dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section " +
		"summary table tbody td tfoot th thead tr ul"
	// spanning may begin in one block of HTML and end in another, with
	// Markdown between them.
	spanning = " article aside blockquote details div figure section "
	void     = " br col hr wbr "
)

// safeTag writes a tag if the allow-list has it. Whether tags balance is not
// looked at here; rebalance does that once for the whole text.
func (w *writer) safeTag(tok html.Token, at, size int, inline bool) {
	switch tok.Data {
	case "a":
		w.safeLink(tok, at, size)
		return
	case "img":
		if tok.Type != html.EndTagToken {
			w.picture(w.attrTarget(tok, "src", at, size), attrOf(tok, "alt"), attrOf(tok, "title"), PictureInline)
		}
		return
	}
	clean := policy().SanitizeBytes([]byte(tok.String()))
	if !bytes.HasPrefix(clean, []byte("<")) {
		if breaks(tok.Data) {
			w.add(" ")
		}
		return
	}
	if inline && !strings.Contains(" "+inlineTags+" ", " "+tok.Data+" ") {
		w.add(" ") // a block among words would tear the paragraph apart
		return
	}
	if breaks(tok.Data) && len(w.plain) > 0 {
		w.plain = append(w.plain, ' ')
	}
	switch {
	case tok.Type == html.EndTagToken:
		w.forget(tok.Data)
	case tok.Type == html.StartTagToken && !strings.Contains(void, " "+tok.Data+" "):
		w.open = append(w.open, tok.Data)
	}
	w.out = append(w.out, clean...)
}

func (w *writer) forget(name string) {
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i] == name {
			w.open = append(w.open[:i], w.open[i+1:]...)
			return
		}
	}
}

// closeTags ends what was begun since mark. At the end of a block of HTML,
// elements that may span Markdown stay open.
func (w *writer) closeTags(mark int, span bool) {
	kept := w.open[:min(mark, len(w.open))]
	for i := len(w.open) - 1; i >= mark; i-- {
		name := w.open[i]
		switch {
		case span && strings.Contains(spanning, " "+name+" "):
		case strings.HasPrefix(name, "a"+linkMark):
			w.endLink(name)
		default:
			w.add("</" + name + ">")
		}
	}
	for _, name := range w.open[min(mark, len(w.open)):] {
		if span && strings.Contains(spanning, " "+name+" ") {
			kept = append(kept, name)
		}
	}
	w.open = kept
}

// An open link is remembered as "a" and what it became.
const (
	linkMark    = " "
	linkSlot    = "a slot"
	linkOutside = "a outside"
	linkNone    = "a none"
)

func (w *writer) safeLink(tok html.Token, at, size int) {
	last := ""
	if n := len(w.open); n > 0 {
		last = w.open[n-1]
	}
	for i := len(w.open) - 1; i >= 0 && tok.Type == html.EndTagToken; i-- {
		if strings.HasPrefix(w.open[i], "a"+linkMark) {
			name := w.open[i]
			w.open = append(w.open[:i], w.open[i+1:]...)
			w.endLink(name)
			return
		}
	}
	if tok.Type != html.StartTagToken {
		return
	}
	became := linkNone
	if !w.inLink && !strings.HasPrefix(last, "a"+linkMark) {
		t := w.attrTarget(tok, "href", at, size)
		switch judge(t.dest) {
		case inside:
			w.openSlot(t, attrOf(tok, "title"))
			w.slots[len(w.slots)-1].Text = " " // words follow, most likely
			became = linkSlot
		case outside:
			w.openOutside(t, attrOf(tok, "title"))
			became = linkOutside
		case refused:
			w.refuse(t)
		}
	}
	w.open = append(w.open, became)
}

func (w *writer) endLink(name string) {
	switch name {
	case linkSlot:
		w.slots = append(w.slots, Slot{Kind: LinkClose, At: len(w.out)})
	case linkOutside:
		w.add("</a>")
	}
}

// attrTarget finds an address in a tag's source.
func (w *writer) attrTarget(tok html.Token, attr string, at, size int) target {
	t := target{dest: attrOf(tok, attr), from: at, to: min(at+size, len(w.src.text))}
	t.from = min(t.from, t.to)
	if i := bytes.Index(w.src.text[t.from:t.to], []byte(t.dest)); i >= 0 && t.dest != "" {
		t.from += i
		t.to = t.from + len(t.dest)
	}
	return t
}

func attrOf(tok html.Token, name string) string {
	for _, a := range tok.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
