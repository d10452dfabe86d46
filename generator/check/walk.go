package check

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Anchor is a link of a page with the words on it: its text, else its label
// or the words of its picture.
type Anchor struct{ Href, Words string }

// Anchors lists the links of a page in the order in which they stand, those of
// the main part first. It reads the page as a browser does and takes its time;
// Scan is for many pages.
func Anchors(page []byte) []Anchor {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil
	}
	var inMain, around []Anchor
	var walk func(n *html.Node, main bool)
	walk = func(n *html.Node, main bool) {
		main = main || n.DataAtom == atom.Main
		if n.DataAtom == atom.A {
			if href, ok := attribute(n, "href"); ok {
				a := Anchor{href, words(n)}
				if main {
					inMain = append(inMain, a)
				} else {
					around = append(around, a)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, main)
		}
	}
	walk(root, false)
	return append(inMain, around...)
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// words is what a link says to those who see it, or hear it.
func words(n *html.Node) string {
	if label, ok := attribute(n, "aria-label"); ok {
		return label
	}
	var b strings.Builder
	var read func(n *html.Node)
	read = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Img:
			alt, _ := attribute(n, "alt")
			b.WriteString(" " + alt + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			read(c)
		}
	}
	read(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
