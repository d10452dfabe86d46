package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/generator/diag"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// site is a Resolver of a few people and a file or two.
type site struct{}

func (site) Link(s Slot) Link {
	if kind, id, ok := s.IsRef(); ok {
		if id == "nobody" {
			return Link{}
		}
		return Link{Href: "/" + kind + "/" + id + "/", OK: true, Text: "the " + kind + " " + id}
	}
	path, _, frag := s.Split()
	href := strings.TrimSuffix(path, ".md")
	if frag != "" {
		href += "#" + frag
	}
	return Link{Href: href, OK: true}
}

func (site) Image(s Slot) Picture {
	return Picture{Src: "/img/" + s.Dest, Width: 640, Height: 480, OK: s.Dest != "secret.jpg"}
}

func (site) Person(id string) Person {
	switch id {
	case "ada":
		return Person{
			Name: "Ada Okonjo", KnownAs: "Ada", Role: "Mends things", URL: "/people/ada/",
			Face:  Picture{Src: "/img/ada.png", Width: 176, Height: 176},
			Phone: "01632 960 121", PhoneURI: "tel:+441632960121", Email: "ada@hobbin.example", MailURI: "mailto:ada@hobbin.example",
			OK: true,
		}
	case "kofi":
		return Person{Name: "Kofi Mensah", URL: "/people/kofi/", OK: true}
	}
	return Person{}
}

func (site) File(s Slot) string      { return "/files/" + s.Dest }
func (site) Label(key string) string { return "" }

func (site) Code(lang, code string) []byte { return Colour(lang, code) }

// TestGolden converts every <name>.md in the archives of testdata. The
// archive's comment may hold options, one "key: value" a line.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata:", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			old, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a := parseArchive(old)
			c := New(optionsOf(a.comment))
			out := archive{comment: a.comment}
			for _, f := range a.files {
				name, ok := strings.CutSuffix(f.name, ".md")
				if !ok {
					continue
				}
				html, facts := show(t, c, f.data)
				out.files = append(out.files, f, archiveFile{name + ".html", html}, archiveFile{name + ".facts", facts})
			}
			got := out.format()
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if !bytes.Equal(got, old) {
				t.Errorf("%s differs (go test -update shows how):\n%s", file, got)
			}
		})
	}
}

func optionsOf(comment string) Options {
	o := Options{}
	for line := range strings.Lines(comment) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "lang":
			o.Lang = value
		case "html":
			o.HTML = value
		case "typographer":
			o.NoTypographer = value == "off"
		case "reserved":
			o.Reserved = strings.Fields(value)
		}
	}
	return o
}

// base shows that positions count from the start of the file.
const base = 100

func show(t *testing.T, c *Converter, src []byte) (html, facts []byte) {
	t.Helper()
	doc := c.Convert("x.md", src, base)
	sound(t, src, doc)
	html = Fill(nil, doc.HTML, each(doc.Body.Slots), site{})
	if len(html) > 0 && html[len(html)-1] != '\n' {
		html = append(html, '\n')
	}
	var b bytes.Buffer
	at := func(offset, length int) string {
		return string(src[offset-base : offset-base+length])
	}
	for _, d := range doc.Findings {
		p := diag.Locate(src, d.Pos.Offset-base)
		fmt.Fprintf(&b, "%d:%d %s [%s] %q\n", p.Line, p.Column, d.Message, d.Code, at(d.Pos.Offset, d.Len))
		if d.Hint != "" {
			fmt.Fprintf(&b, "    %s\n", d.Hint)
		}
	}
	for _, h := range doc.Body.Headings {
		fmt.Fprintf(&b, "heading %d #%s %q\n", h.Level, h.ID, h.Text)
	}
	for _, s := range doc.Body.Slots {
		switch s.Kind {
		case LinkClose, Label, Code:
			continue
		}
		p := diag.Locate(src, s.Offset-base)
		fmt.Fprintf(&b, "slot %d:%d %q from %q text %q\n", p.Line, p.Column, s.Dest, at(s.Offset, s.Len), s.Text)
	}
	for _, o := range doc.Body.Outside {
		fmt.Fprintf(&b, "outside %q from %q\n", o.URL, at(o.Offset, o.Len))
	}
	if len(doc.Body.Anchors) > 0 {
		fmt.Fprintf(&b, "anchors %v\n", doc.Body.Anchors)
	}
	fmt.Fprintf(&b, "%d words; excerpt %q\n", doc.Body.Words, doc.Body.Excerpt)
	return html, b.Bytes()
}

// each goes through slots as those of a stored text are gone through.
func each(slots []Slot) iter.Seq[*Slot] {
	return func(yield func(*Slot) bool) {
		for i := range slots {
			if !yield(&slots[i]) {
				return
			}
		}
	}
}
