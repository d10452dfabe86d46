package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rebalance reads HTML in which people's own tags may not fit together as a
// browser would, and writes it again, well formed. Slots ride along as elements
// or, inside attributes, as marks in the text. It gives up (false) on what nests
// deeper than the parser follows.
func rebalance(in []byte, slots []Slot) ([]byte, []Slot, bool) {
	r := &rebalancer{mark: "kithslot", slots: slots}
	for bytes.Contains(in, []byte(r.mark)) {
		r.mark += "x"
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(bytes.NewReader(r.marked(in)), body)
	if err != nil {
		return nil, nil, false
	}
	for _, n := range nodes {
		r.write(n)
	}
	return r.out, r.kept, true
}

type rebalancer struct {
	mark  string
	slots []Slot
	out   []byte
	kept  []Slot
}

// marked returns the HTML with something in every slot's place.
func (r *rebalancer) marked(in []byte) []byte {
	var b []byte
	at := 0
	for i, s := range r.slots {
		b = append(b, in[at:s.At]...)
		at = s.At
		n := strconv.Itoa(i)
		switch s.Kind {
		case LinkOpen:
			b = append(b, `<a data-`+r.mark+`="`+n+`">`...)
		case LinkClose:
			b = append(b, `</a>`...)
		case Label, Poster, File, Code:
			b = append(b, r.mark+n+";"...)
		default:
			b = append(b, `<kith-slot data-`+r.mark+`="`+n+`"></kith-slot>`...)
		}
	}
	return append(b, in[at:]...)
}

func (r *rebalancer) write(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		r.text(n.Data)
	case html.ElementNode:
		r.element(n)
	}
}

func (r *rebalancer) element(n *html.Node) {
	for _, a := range n.Attr {
		if a.Key != "data-"+r.mark {
			continue
		}
		i, err := strconv.Atoi(a.Val)
		if err != nil || i < 0 || i >= len(r.slots) {
			break
		}
		r.slot(i)
		r.children(n)
		if n.Data == "a" {
			r.kept = append(r.kept, Slot{Kind: LinkClose, At: len(r.out)})
		}
		return
	}
	r.out = append(r.out, '<')
	r.out = append(r.out, n.Data...)
	for _, a := range n.Attr {
		r.out = append(r.out, ' ')
		r.out = append(r.out, a.Key...)
		if a.Val == "" && a.Key != "alt" {
			continue
		}
		r.out = append(r.out, '=', '"')
		r.text(a.Val)
		r.out = append(r.out, '"')
	}
	r.out = append(r.out, '>')
	switch n.Data {
	case "br", "hr", "img", "input", "wbr", "col", "source", "track":
		return
	}
	r.children(n)
	r.out = append(r.out, '<', '/')
	r.out = append(r.out, n.Data...)
	r.out = append(r.out, '>')
}

func (r *rebalancer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.write(c)
	}
}

func (r *rebalancer) slot(i int) {
	s := r.slots[i]
	s.At = len(r.out)
	r.kept = append(r.kept, s)
}

// text writes words or an attribute's value, turning marks back into slots.
func (r *rebalancer) text(s string) {
	for {
		before, after, found := strings.Cut(s, r.mark)
		r.out = appendAttr(r.out, before)
		if !found {
			return
		}
		number, rest, _ := strings.Cut(after, ";")
		if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(r.slots) {
			r.slot(i)
		}
		s = rest
	}
}
