package markdown

import (
	east "github.com/yuin/goldmark/extension/ast"
)

// alignClass stands in for inline style, which a page must not hold. Numbers
// are what people align to the right.
func alignClass(a east.Alignment) string {
	switch a {
	case east.AlignRight:
		return ` class="num"`
	case east.AlignCenter:
		return ` class="center"`
	}
	return ""
}

// table writes a table in a region that scrolls by itself and can be reached
// with the keyboard. The region is named after the heading above it.
func (w *writer) table(n *east.Table) {
	w.hasTable = true
	w.aside++
	w.apart++
	w.add(`<div class="scroll" tabindex="0" role="region" aria-label="`)
	if len(w.headings) > 0 {
		w.label("table-of")
		w.add(" ")
		w.out = appendAttr(w.out, w.headings[len(w.headings)-1].Text)
	} else {
		w.label("table")
	}
	w.add("\"><table>\n")
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		head := row.Kind() == east.KindTableHeader
		switch {
		case head:
			w.add("<thead>\n")
		case !body:
			body = true
			w.add("<tbody>\n")
		}
		w.add("<tr>")
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cell, ok := c.(*east.TableCell)
			if !ok {
				continue
			}
			tag := "td"
			if head {
				tag = "th"
				w.add(`<th scope="col"`)
			} else {
				w.add("<td")
			}
			w.add(alignClass(cell.Alignment))
			w.add(">")
			w.leaf(cell, leafOther)
			w.add("</" + tag + ">")
		}
		w.add("</tr>\n")
		if head {
			w.add("</thead>\n")
		}
	}
	if body {
		w.add("</tbody>\n")
	}
	w.add("</table></div>\n")
	w.aside--
	w.apart--
}
