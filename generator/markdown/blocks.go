package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"kith/generator/diag"
)

// container writes a writer's block. What cannot be read is reported, and the
// words inside come out as they would without the block.
func (w *writer) container(n *container) {
	if n.stray() {
		w.report("bad-block", n.at, n.at+n.fence, "These colons close a block, but none is open here.",
			"A block begins with a name: ::: quote person:ada-okonjo")
		return
	}
	b := findBlock(strings.ToLower(n.name))
	if b == nil {
		from := n.info.Start
		hint := likeBlock(strings.ToLower(n.name))
		if hint == "" {
			names := make([]string, len(blocks))
			for i := range blocks {
				names[i] = blocks[i].Name
			}
			hint = "There are: " + strings.Join(names, ", ") + "."
		}
		w.report("bad-block", from, from+len(n.name), "There is no block called "+diag.Quote(n.name)+".", hint)
		w.unclosed(n)
		w.blocks(n)
		return
	}
	got, read := w.args(n, b)
	w.unclosed(n)
	switch b.Name {
	case "quote":
		w.quoteBlock(n, got, read)
	case "person":
		w.personBlock(n, got)
	case "qa":
		w.qaBlock(n, got)
	case "timeline":
		w.timelineBlock(n)
	case "gallery":
		w.galleryBlock(n)
	case "video":
		w.videoBlock(n, got)
	case "audio":
		w.audioBlock(n, got)
	default:
		w.calloutBlock(n, b.Name, got)
	}
}

func (w *writer) unclosed(n *container) {
	if !n.closed {
		colons := strings.Repeat(":", n.fence)
		w.report("bad-block", n.at, n.info.Stop, "This "+n.name+" block is never closed.", "End it with a line "+colons)
	}
}

func (w *writer) empty(n *container, message, hint string) {
	w.report("empty-block", n.at, n.info.Stop, message, hint)
}

// quoteBlock writes a pull quote with who said it.
func (w *writer) quoteBlock(n *container, got map[string]arg, read bool) {
	w.aside++
	defer func() { w.aside-- }()
	if !n.HasChildren() {
		w.empty(n, "This quote has no words.", "Write them between ::: quote and :::")
	}
	w.add("<blockquote class=\"pull\">")
	w.blocks(n)
	by := got["by"]
	switch _, _, ref := splitRef(by.value); {
	case !by.given() && !read: // reported already
	case !by.given():
		w.empty(n, "This quote does not say who speaks.", `Name them: ::: quote person:ada-okonjo or ::: quote "Mrs Fenn, at the hall"`)
	case ref:
		if w.isPerson(by) {
			w.personSlot(Speaker, by, "")
		}
	default:
		w.add("<cite>")
		w.literal(w.plainText([]byte(by.value)))
		w.add("</cite>")
		w.account(leafOther)
	}
	w.add("</blockquote>\n")
}

const cardAlone = "alone"

// personBlock writes a card. Words of the writer's own stand under it.
func (w *writer) personBlock(n *container, got map[string]arg) {
	w.aside++
	defer func() { w.aside-- }()
	id := got["id"]
	if id.given() && !strings.Contains(id.value, ":") {
		id.value = "person:" + id.value // plain ids do here
	}
	if !id.given() || !w.isPerson(id) {
		w.blocks(n)
		return
	}
	if !n.HasChildren() {
		w.personSlot(PersonCard, id, cardAlone)
		w.add("\n")
		return
	}
	w.add("<aside class=\"card h-card\">\n")
	w.personSlot(PersonCard, id, "")
	w.blocks(n)
	w.add("</aside>\n")
}

// personSlot leaves a place for somebody.
func (w *writer) personSlot(kind SlotKind, a arg, class string) {
	at, length := w.src.span(a.from, a.to)
	_, id, _ := splitRef(a.value)
	w.slots = append(w.slots, Slot{Kind: kind, At: len(w.out), Dest: "person:" + id, Class: class, Offset: at, Len: length})
}

// isPerson says that a value has the form person:<id>, and reports if not.
func (w *writer) isPerson(a arg) bool {
	if kind, id, ok := splitRef(a.value); ok && kind == "person" && judge("person:"+id) == inside {
		return true
	}
	w.report("bad-block", a.from, a.to, diag.Quote(a.value)+" is not a person.", "People are written person:ada-okonjo")
	return false
}

// qaBlock writes questions and answers. The marks at their beginnings were
// taken away before parsing (turnTransformer).
func (w *writer) qaBlock(n *container, got map[string]arg) {
	by, asks := got["by"], got["asks"]
	for _, a := range []*arg{&by, &asks} {
		if a.given() && !w.isPerson(*a) {
			*a = arg{}
		}
	}
	w.add("<div class=\"qa\">\n")
	turns, answer := 0, false
	endAnswer := func() {
		if answer {
			w.add("</div>\n")
			answer = false
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		mark, _ := c.AttributeString(turnAttr)
		p, ok := c.(*ast.Paragraph)
		if !ok || mark == nil {
			w.block(c)
			continue
		}
		turns++
		endAnswer()
		if mark == "q" {
			w.add(`<p class="q">`)
			w.turn(p, asks, "question")
			continue
		}
		w.add(`<div class="a"><p>`)
		answer = true
		w.turn(p, by, "answer")
	}
	endAnswer()
	w.add("</div>\n")
	if turns == 0 {
		w.empty(n, "This qa block has no questions.", "Paragraphs begin with Q: or A:")
	}
}

// turn writes who speaks, for those who can't see the difference too, and
// what they say.
func (w *writer) turn(p *ast.Paragraph, who arg, label string) {
	if who.given() {
		w.personSlot(Name, who, "")
	} else {
		w.add(`<span class="vh">`)
		w.label(label)
		w.add(`: </span>`)
	}
	w.leaf(p, leafRunning)
	w.add("</p>\n")
}

// calloutBlock is ::: note, the same as > [!NOTE].
func (w *writer) calloutBlock(n *container, kind string, got map[string]arg) {
	w.aside++
	defer func() { w.aside-- }()
	w.openCallout(kind)
	if title := got["title"]; title.given() {
		w.literal(w.plainText([]byte(title.value)))
		w.account(leafOther)
	} else {
		w.label(kind)
	}
	w.add("</strong></p>\n")
	w.blocks(n)
	w.add("</div>\n")
	if !n.HasChildren() {
		w.empty(n, "This "+kind+" has no words.", "Write them between ::: "+kind+" and :::")
	}
}
