package theme

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"kith/generator/view"
)

// TestBlocks: a page links the sheets of the blocks that are on it and no
// others, after the sheet of its kind, however it is rendered.
func TestBlocks(t *testing.T) {
	th, _ := withTheme(t, map[string]string{
		"assets/css/blocks/glow+shine-.css": ".glow,.shine-1{color:red}",
		"assets/css/blocks/dl.css":          "dl{color:red}",
	}, plainOptions("/"))
	names := []string{"glow-shine-", "dl", "timeline", "note-notes-pre-pull-table"}
	for body, want := range map[string]string{
		`<p>a timeline, a glow</p>`:                       "",
		`<p title="glow">x</p>`:                           "",
		`<p class="glowing afterglow">x</p>`:              "",
		`<p class="glow">x</p>`:                           "glow-shine-",
		`<p class="a glow b">x</p>`:                       "glow-shine-",
		`<p class="a shine-9">x</p>`:                      "glow-shine-",
		`<dl><dt>x</dt></dl>`:                             "dl",
		`<table><tr><td>x</td></tr></table>`:              "note-notes-pre-pull-table",
		`<p class="note">x</p><ol class="timeline"></ol>`: "note-notes-pre-pull-table timeline",
	} {
		v := view.PlainPage{Page: sample{base: "/"}.page("page", "Imprint"), Body: template.HTML(body)}
		var plain bytes.Buffer
		if err := th.Interpret(&plain, "page", "en-GB", v); err != nil {
			t.Fatal(err)
		}
		for way, page := range map[string]string{"compiled": render(t, th, "page", "en-GB", v), "interpreted": plain.String()} {
			var got []string
			rest := page[strings.Index(page, sheetLink(th.sheets["page"])):]
			for _, name := range names {
				if strings.Contains(rest, sheetLink(th.urls[name+".css"])) {
					got = append(got, name)
				}
			}
			for _, name := range strings.Fields(want) {
				if !strings.Contains(strings.Join(got, " "), name) {
					t.Errorf("%s, %s: %q, want %s", way, body, got, want)
				}
			}
			if len(got) != len(strings.Fields(want)) {
				t.Errorf("%s, %s: %q, want %q", way, body, got, want)
			}
		}
	}
}
