package markdown

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// sound checks what must hold whatever was written: positions lie inside the
// file, slots inside the HTML, the HTML is balanced, without script, and every
// address has a scheme from the list.
func sound(t *testing.T, src []byte, doc Doc) {
	t.Helper()
	inside := func(what string, offset, length int) {
		if offset < base || length < 0 || offset+length > base+len(src) {
			t.Fatalf("%s at %d+%d lies outside of the file (%d+%d)", what, offset, length, base, len(src))
		}
	}
	for _, d := range doc.Findings {
		inside("finding", d.Pos.Offset, d.Len)
		if d.Severity != d.Code.Severity() || d.Pos.File != "x.md" {
			t.Fatalf("odd finding %+v", d)
		}
	}
	last := 0
	links := 0
	for _, s := range doc.Body.Slots {
		if s.At < last || s.At > len(doc.HTML) {
			t.Fatalf("slot %+v out of order", s)
		}
		last = s.At
		switch s.Kind {
		case LinkOpen:
			links++
		case LinkClose:
			links--
		}
		if links < 0 || links > 1 {
			t.Fatalf("links are not paired")
		}
		if s.Kind != LinkClose && s.Kind != Label && s.Kind != Code {
			inside("slot", s.Offset, s.Len)
			if judge(s.Dest) == refused && judge(strings.ReplaceAll(s.Dest, "%", "")) == refused {
				t.Fatalf("a refused address became a slot: %q", s.Dest)
			}
		}
	}
	if links != 0 {
		t.Fatalf("a link is left open")
	}
	for _, h := range doc.Body.Headings {
		inside("heading", h.Offset, 0)
		if h.Level < 2 || h.Level > 6 {
			t.Fatalf("heading of level %d", h.Level)
		}
	}
	if n := utf8.RuneCountInString(doc.Body.Excerpt); n > excerptLen {
		t.Fatalf("excerpt of %d characters", n)
	}
	out := Fill(nil, doc.HTML, each(doc.Body.Slots), site{})
	if !utf8.Valid(out) || bytes.IndexByte(out, 0) >= 0 {
		t.Fatal("HTML is not clean UTF-8")
	}
	wellFormed(t, out, doc.Body.Anchors)
}

func wellFormed(t *testing.T, out []byte, anchors []string) {
	t.Helper()
	var open []string
	ids := []string{}
	z := html.NewTokenizer(bytes.NewReader(out))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		tok := z.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range tok.Attr {
				attribute(t, tok.Data, a)
				if a.Key == "id" {
					ids = append(ids, a.Val)
				}
			}
			switch tok.Data {
			case "script", "style", "iframe", "object", "embed", "form", "base", "link", "meta", "svg", "math", "template":
				t.Fatalf("<%s> in the output:\n%s", tok.Data, out)
			case "br", "hr", "img", "input", "source", "track", "wbr", "col":
				continue
			}
			open = append(open, tok.Data)
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %v in:\n%s", tok.Data, open, out)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("%v in the output", tok)
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v left open in:\n%s", open, out)
	}
	slices.Sort(ids)
	if !slices.Equal(ids, anchors) {
		t.Fatalf("ids %v, anchors %v", ids, anchors)
	}
	if len(slices.Compact(ids)) != len(anchors) {
		t.Fatalf("an id stands twice: %v", anchors)
	}
}

func attribute(t *testing.T, tag string, a html.Attribute) {
	t.Helper()
	if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || strings.ContainsAny(a.Key, "\"'<>=") {
		t.Fatalf("<%s> has %s", tag, a.Key)
	}
	switch a.Key {
	case "href", "src", "poster", "action", "formaction", "xlink:href", "data", "cite":
		v := strings.ToLower(strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, a.Val))
		scheme, _, ok := strings.Cut(v, ":")
		if !ok || strings.ContainsFunc(scheme, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '+' && r != '-' && r != '.'
		}) {
			if strings.HasPrefix(v, "//") || strings.HasPrefix(v, `\\`) || strings.HasPrefix(v, `/\`) {
				t.Fatalf("<%s %s=%q>", tag, a.Key, a.Val)
			}
			return
		}
		if !slices.Contains([]string{"http", "https", "mailto", "tel"}, scheme) || tag == "img" {
			t.Fatalf("<%s %s=%q>", tag, a.Key, a.Val)
		}
	}
}
