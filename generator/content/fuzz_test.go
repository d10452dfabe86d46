package content

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kith/generator/diag"
	"kith/generator/model"
)

var kinds = []model.Kind{
	model.KindStory, model.KindPerson, model.KindValue, model.KindRoute, model.KindTeam, model.KindTopic,
	model.KindPlace, model.KindSeries, model.KindPage, model.KindVoice, model.KindIndex,
}

// positions lists all positions in a record's findings.
func positions(rec *model.Record) []diag.Diagnostic {
	out := slices.Clone(rec.Findings)
	for _, u := range rec.Unknown {
		out = append(out, diag.Diagnostic{Pos: u.Pos, Len: u.Len})
	}
	for _, d := range rec.Findings {
		for _, r := range d.Related {
			out = append(out, diag.Diagnostic{Pos: r.Pos})
		}
	}
	if e := rec.Entry(); e != nil {
		out = append(out, diag.Diagnostic{Pos: e.Ask.At, Len: e.Ask.Len})
		for _, a := range e.Aliases {
			out = append(out, diag.Diagnostic{Pos: a.At, Len: a.Len})
		}
	}
	return out
}

func FuzzDecode(f *testing.F) {
	for i, kind := range kinds {
		f.Add(uint8(i), []byte(with(kind, "x: y")))
	}
	for _, test := range rules {
		f.Add(uint8(slices.Index(kinds, test.kind)), []byte(with(test.kind, test.fields)))
	}
	f.Add(uint8(20), []byte("+++\ntitle = \"x\"\nimage = {alt = \"y\", src = \"z\"}\n+++\n# x\n"))
	f.Add(uint8(0), []byte("# \\\n"))
	f.Add(uint8(0), []byte("\ufeff---\r\ntitle: x\r\n---\r\n\r\n# [x](y\r\n"))
	d := NewDecoder(testConfig())
	f.Fuzz(func(t *testing.T, n uint8, data []byte) {
		s := Source{File: "content/a/b.md", ID: "b", Kind: kinds[int(n)%len(kinds)]}
		if n > 11 {
			s.Lang = "fr"
		}
		rec, html := d.Decode(s, data)
		for _, p := range positions(rec) {
			if p.Pos == (diag.Pos{}) && p.Len == 0 {
				continue
			}
			if p.Pos.File != s.File || p.Pos.Offset < -1 || p.Len < 0 || p.Pos.Offset+p.Len > len(data) {
				t.Fatalf("%+v lies outside of %d bytes", p, len(data))
			}
		}
		if len(data) <= MaxMarkdown && rec.Entry() == nil {
			t.Fatal("no record")
		}
		again, html2 := d.Decode(s, data)
		if fmt.Sprint(rec.Findings) != fmt.Sprint(again.Findings) || string(html) != string(html2) {
			t.Fatal("decoding twice gives two things")
		}
	})
}

// The sample site is what people copy from.
func TestSampleSite(t *testing.T) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := root.Stat("content"); err != nil {
		t.Skip("no sample site here")
	}
	got := walk(t, root.FS())
	for _, d := range got.Findings {
		t.Errorf("%s: %s [%s]", d.Pos.File, d.Message, d.Code)
	}
	d := NewDecoder(testConfig())
	for _, s := range got.Sources {
		data, err := root.ReadFile(filepath.FromSlash(s.File))
		if err != nil {
			t.Fatal(err)
		}
		rec, _ := d.Decode(s, data)
		for _, f := range rec.Findings {
			p := diag.Locate(data, f.Pos.Offset)
			t.Errorf("%s:%d:%d: %s [%s] %s", s.File, p.Line, p.Column, f.Message, f.Code, f.Hint)
		}
		for _, u := range rec.Unknown {
			t.Errorf("%s: unknown %s", s.File, u.Value)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	d := NewDecoder(testConfig())
	text := []byte(with(model.KindStory, `values: [we-pick-up-the-phone]
topics: [repairs, kettles]
image: {src: kettle.jpg, alt: "A kettle on a bench, its lid off", focus: 50% 30%}
people: [{person: cleo-diaz, as: the customer}]
ask: ada-okonjo`) + strings.Repeat("A paragraph about a kettle, with [a link](person:ada-okonjo) and *some* words in it.\n\n", 12))
	s := Source{File: "content/stories/a.md", Kind: model.KindStory, ID: "a"}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d.Decode(s, text)
	}
}

func BenchmarkWalk(b *testing.B) {
	dir := b.TempDir()
	for i := range 10000 {
		sub := filepath.Join(dir, "content", "stories", fmt.Sprint(i%20))
		if i < 20 {
			if err := os.MkdirAll(sub, 0o777); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(sub, fmt.Sprintf("story-%d.md", i)), []byte("x"), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	cfg := testConfig()
	for b.Loop() {
		got, err := Walk(root.FS(), cfg)
		if err != nil || len(got.Sources) != 10000 {
			b.Fatal(err, len(got.Sources))
		}
	}
}
