package meta

import (
	"fmt"
	"testing"

	"kith/generator/diag"
)

// FuzzSimple compares the short way of reading fields with the YAML reader,
// places included.
func FuzzSimple(f *testing.F) {
	for _, s := range []string{
		"title: \"Our: first day\"\ndate: 2026-06-30T07:23:00Z\nauthors: [ada-okonjo,  Bo Fenn ,x]\ndraft: false\n",
		"a: 1\n\nb: x # y\n", "a: x: y\n", "a: \"\"\nb: []\n", "a: [b, null]\n", "a: null\n", "a: \"b\" c\n", "a: \"b\\n\"\n", "a: x\n  y\n",
		"é: x\n", "a: é\u00a0ü\u2028x\n", "a: x\ta\n", "a: x\ny\n", "a: x\n---\nb: y\n", "a: [b: c]\n", "a: ? b\n", "a: - b\n", "a: x\r\nb: y\r\n",
		"a:  x  \nb-c_1: y-[z], {w}: v\n", "a: x\na: y\n", "a: 'x'\n", "a: x \"y\n", "a: x\x00\n", "a: [b,]\n", "a: [,]\n", "a: x:\n", "0: y\n", "a: \"😀 \ufeff\"\n",
		"y: no\n<<: x\n", "true: ~\n", "a: [b\n", "a: [b, c] d\n", "a: |\n  b\n", "a: &b c\n", "a: *b\n", "a: !b c\n", "a: x\n...\n", "a: 0x1F\nb: .5\nc: 08:30\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var list diag.List
		from := &source{file: "a.md", list: &list, codes: contentCodes}
		text := from.clean([]byte(s), 4)
		got, ok := simple(text, 4)
		if !ok {
			return
		}
		list = diag.List{}
		want := from.anyYAML(text, 4)
		if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); g != w || from.damaged || len(list.Sorted()) > 0 {
			t.Fatalf("%q\ngot  %s\nwant %s\n%v", s, g, w, list.Sorted())
		}
	})
}

// TestSimple holds that what stories say is read the short way.
func TestSimple(t *testing.T) {
	fields, ok := simple([]byte("title: \"A day\"\nsummary: Two words, é\nauthors: [ada-okonjo, bo]\ndate: 2026-06-30T07:23:00Z\n"), 0)
	if !ok || len(fields) != 4 || len(fields[2].value.items) != 2 {
		t.Errorf("%+v, %t", fields, ok)
	}
}
