package theme

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kith/generator/diag"
)

func load(t *testing.T, o Options) *Theme {
	t.Helper()
	list := &diag.List{}
	th := Load(nil, o, list)
	for _, d := range list.Sorted() {
		t.Errorf("%s: %s\n%s", d.Pos.File, d.Message, d.Hint)
	}
	return th
}

func plainOptions(base string) Options {
	return Options{Base: base, Hue: -1, Vivid: -1, Languages: []string{"en-GB", "de"}}
}

// TestEveryKind renders all kinds, full and nearly empty, and reads what came
// out as a browser would.
func TestEveryKind(t *testing.T) {
	s := sample{base: "/hub/"}
	th := load(t, plainOptions(s.base))
	for name, views := range map[string]map[string]any{"full": s.full(), "bare": s.bare()} {
		if len(views) != len(Kinds()) {
			t.Fatalf("%s: %d views for %d kinds", name, len(views), len(Kinds()))
		}
		for _, kind := range Kinds() {
			t.Run(name+"/"+kind, func(t *testing.T) {
				var b bytes.Buffer
				if err := th.Render(&b, kind, "en-GB", views[kind]); err != nil {
					t.Fatalf("%s %v", err, err.(*Error).Diag.Pos)
				}
				checkPage(t, b.Bytes(), s.base)
			})
		}
	}
}

func checkPage(t *testing.T, page []byte, base string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"ZgotmplZ", "<no value>", "&lt;nil&gt;", "%!"} {
		if bytes.Contains(page, []byte(bad)) {
			t.Errorf("page contains %s", bad)
		}
	}
	if i := bytes.IndexByte(page, '<'); i != 0 || !bytes.HasPrefix(page, []byte("<!doctype html>\n<html lang=")) {
		t.Errorf("page begins with %.60q", page)
	}
	ids, refs, count := map[string]int{}, []string{}, map[string]int{}
	talk := false
	var walk func(n *html.Node, inMain bool)
	walk = func(n *html.Node, inMain bool) {
		if n.Type == html.ElementNode {
			count[n.Data]++
			inMain = inMain || n.Data == "main"
			attrs := map[string]string{}
			for _, a := range n.Attr {
				attrs[a.Key] = a.Val
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if (a.Key == "href" || a.Key == "src") && n.Data != "link" || n.Data == "link" && a.Key == "href" && attrs["rel"] != "canonical" {
					checkLink(t, n.Data, a.Val, base)
				}
			}
			if id, ok := attrs["id"]; ok {
				ids[id]++
			}
			if ref, ok := strings.CutPrefix(attrs["href"], "#"); ok {
				refs = append(refs, ref)
			}
			for _, key := range []string{"for", "aria-labelledby"} {
				if ref := attrs[key]; ref != "" {
					refs = append(refs, ref)
				}
			}
			if _, ok := attrs["alt"]; n.Data == "img" && !ok {
				t.Errorf("a picture without alt: %s", attrs["src"])
			}
			if n.Data == "style" || n.Data == "script" && (!strings.HasPrefix(attrs["src"], base+"assets/") || n.FirstChild != nil) {
				t.Errorf("<%s src=%q> in a page", n.Data, attrs["src"])
			}
			if inMain && (strings.HasPrefix(attrs["href"], "tel:") || strings.HasPrefix(attrs["href"], "mailto:")) {
				talk = true
			}
			if (n.Data == "p" || n.Data == "ul" || n.Data == "ol") && n.FirstChild == nil {
				t.Errorf("an empty <%s class=%q>", n.Data, attrs["class"])
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inMain)
		}
	}
	walk(root, false)
	if count["h1"] != 1 || count["main"] != 1 || count["title"] != 1 {
		t.Errorf("%d h1, %d main, %d title", count["h1"], count["main"], count["title"])
	}
	for id, n := range ids {
		if n > 1 || id == "" {
			t.Errorf("id %q %d times", id, n)
		}
	}
	for _, ref := range refs {
		if ids[ref] == 0 {
			t.Errorf("nothing has the id %q", ref)
		}
	}
	if !talk {
		t.Error("no number and no address in <main>")
	}
	checkNesting(t, page)
}

func checkLink(t *testing.T, tag, to, base string) {
	t.Helper()
	for _, ok := range []string{base, "#", "tel:", "mailto:", "sms:", "https://radio.example/"} {
		if strings.HasPrefix(to, ok) {
			return
		}
	}
	t.Errorf("<%s> leads to %q", tag, to)
}

// checkNesting finds what the parser mends in silence: every tag that opens
// closes, in order, and no block stands in a <p>.
func checkNesting(t *testing.T, page []byte) {
	t.Helper()
	void := []string{"meta", "link", "img", "br", "input", "rect", "path", "circle", "hr"}
	blocks := []string{"p", "div", "ul", "ol", "h1", "h2", "h3", "section", "article", "aside", "nav", "form", "table", "figure", "dl", "header", "blockquote"}
	var open []string
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("never closed: %v", open)
			}
			return
		case html.StartTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if slices.Contains(void, tag) {
				continue
			}
			if slices.Contains(blocks, tag) && slices.Contains(open, "p") {
				t.Errorf("<%s> inside <p>: %s", tag, z.Raw())
			}
			if tag == "a" && slices.Contains(open, "a") {
				t.Errorf("a link inside a link: %s", z.Raw())
			}
			if len(open) > 0 && (open[len(open)-1] == "ul" || open[len(open)-1] == "ol") && tag != "li" {
				t.Errorf("<%s> in a list", tag)
			}
			open = append(open, tag)
		case html.EndTagToken:
			name, _ := z.TagName()
			if slices.Contains(void, string(name)) {
				continue
			}
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Errorf("</%s> closes %v", name, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

// TestPreview writes the sample pages for looking at:
// THEME_PREVIEW=/tmp/x go test -run Preview ./generator/theme
func TestPreview(t *testing.T) {
	dir := os.Getenv("THEME_PREVIEW")
	if dir == "" {
		t.Skip("only for looking at")
	}
	s := sample{base: "/"}
	th := load(t, plainOptions(s.base))
	put := func(name string, data []byte) {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range th.Assets() {
		put(a.Path, a.Data)
	}
	for prefix, views := range map[string]map[string]any{"": s.full(), "bare-": s.bare()} {
		for kind, v := range views {
			var b bytes.Buffer
			if err := th.Render(&b, kind, "en-GB", v); err != nil {
				t.Fatal(err)
			}
			put(prefix+kind+".html", b.Bytes())
		}
	}
}
