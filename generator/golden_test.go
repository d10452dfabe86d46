package generator_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"html/template"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/sitetest"
	"kith/generator/view"
)

var update = flag.Bool("update", false, "write the golden files anew; read the diff like code")

// TestGolden builds the sites of testdata/golden. Each is one file: some lines
// about it, the files that are laid over the small hub, and what comes of it:
//
//	want/report          findings, what is held back, and the next day
//	want/files           what exists, without the theme's assets and what is for web hosts
//	want/view/<path>     what the template of a page sees, empty fields left out
//	want/links/<path>    title, links and ways to a person of a finished page
//	want/data/<path>     what a finished page says for machines, in JSON-LD
//	want/<path>          a file as it is
//
// The lines about it may say "date: 2026-11-17", "base: https://...",
// "options: drafts future mark", and "never: words" for what no byte of
// the output may hold. How pages look is the theme's business, and not here.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden sites", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			golden(t, file)
		})
	}
}

func golden(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	intro, _, _ := strings.Cut(string(data), "\n-- ")
	lay := sitetest.Parse(string(data))
	site := sitetest.Hub()
	for name, text := range lay {
		if !strings.HasPrefix(name, "want/") {
			if text == "" {
				delete(site, name)
				continue
			}
			site[name] = text
		}
	}
	s := sitetest.New(t, site)
	var never []string
	for line := range strings.Lines(intro) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "date":
			s.Options.Date = sitetest.Day(value)
		case "base":
			s.Options.BaseURL = value
		case "options":
			s.Options.Drafts = strings.Contains(value, "drafts")
			s.Options.Future = strings.Contains(value, "future")
			s.Options.Mark = strings.Contains(value, "mark")
		case "never":
			never = append(never, strings.Split(value, ", ")...)
		}
	}
	s.Options.Verify = true // compiled templates say what interpreted ones say
	rep := s.Build()
	tree := s.Output()
	for name, data := range tree {
		for _, word := range never {
			if strings.Contains(strings.ToLower(name+"\n"+data), strings.ToLower(word)) {
				t.Errorf("%s holds %q", name, word)
			}
		}
	}
	base := s.Options.BaseURL
	if base == "" {
		base = "https://hub.example/"
	}
	for _, wrong := range sitetest.Crawl(tree, base) {
		t.Error(wrong)
	}

	got := map[string]string{}
	var views map[string]any
	for name := range lay {
		what, ok := strings.CutPrefix(name, "want/")
		if !ok {
			continue
		}
		if path, ok := strings.CutPrefix(what, "view/"); ok {
			if views == nil {
				views = generator.Views(s.Options)
			}
			if views[path] == nil {
				got[name] = "(there is no such page)\n"
				continue
			}
			got[name] = sketch(views[path])
		} else if path, ok := strings.CutPrefix(what, "links/"); ok {
			got[name] = links(tree, path)
		} else if path, ok := strings.CutPrefix(what, "data/"); ok {
			got[name] = machineData(tree[path])
		} else {
			got[name] = tree[what]
		}
	}
	got["want/report"] = report(s, rep)
	got["want/files"] = listFiles(tree)
	want := map[string]string{}
	for name, text := range lay {
		if strings.HasPrefix(name, "want/") {
			want[name] = text
		}
	}
	if !*update {
		for _, name := range slices.Sorted(maps.Keys(got)) {
			if want[name] != got[name] {
				t.Errorf("%s: got\n%s\nwant\n%s", name, got[name], want[name])
			}
		}
		return
	}
	rewrite(t, file, string(data), got)
}

// rewrite puts what came of it behind the site, in the order it had.
func rewrite(t *testing.T, file, data string, got map[string]string) {
	head, _, _ := strings.Cut(data, "\n-- want/")
	names := []string{"want/report", "want/files"}
	for line := range strings.Lines(data) {
		if name, ok := strings.CutPrefix(strings.TrimSuffix(strings.TrimSpace(line), " --"), "-- "); ok && strings.HasPrefix(name, "want/") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var b strings.Builder
	b.WriteString(strings.TrimRight(head, "\n") + "\n")
	for _, name := range names {
		fmt.Fprintf(&b, "-- %s --\n%s", name, got[name])
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func report(s *sitetest.Site, rep *generator.Report) string {
	var b strings.Builder
	p := diag.Printer{Source: func(f string) []byte { return []byte(s.Read(f)) }}
	for _, d := range rep.Findings {
		at := p.Place(d.Pos)
		fmt.Fprintf(&b, "%s %s:%d:%d [%s] %s\n", d.Severity, d.Pos.File, at.Line, at.Column, d.Code, d.Message)
	}
	for _, h := range rep.Held {
		fmt.Fprintf(&b, "held: %s %s: %s", h.What, h.ID, h.Why)
		if !h.Until.IsZero() {
			fmt.Fprintf(&b, " until %s", h.Until)
		}
		if h.Ask != "" {
			fmt.Fprintf(&b, ", ask %s", h.Ask)
		}
		b.WriteString("\n")
	}
	if !rep.Next.IsZero() {
		fmt.Fprintf(&b, "next: %s\n", rep.Next)
	}
	return b.String()
}

// alike are the files for web hosts, which every site has.
var alike = map[string]bool{
	".nojekyll": true, "_headers": true, "favicon.svg": true, "favicon.ico": true, "apple-touch-icon.png": true,
	"icon-192.png": true, "icon-512.png": true, "icon-maskable.png": true, "site.webmanifest": true,
}

func listFiles(tree map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if !strings.HasPrefix(name, "assets/") && !alike[name] {
			b.WriteString(strings.TrimSuffix(name, "index.html") + "\n")
		}
	}
	return b.String()
}

// links is what a finished page leads to: for those who read it and for
// those who want a person.
func links(tree map[string]string, path string) string {
	p := sitetest.ParsePage(path, tree[path])
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nh1: %s\n", p.Title, p.H1)
	if p.NoIndex {
		b.WriteString("noindex\n")
	}
	seen := map[string]bool{}
	for _, l := range p.Links {
		if l.In == "a href" && !seen[l.To] && !strings.HasPrefix(l.To, "#") {
			seen[l.To] = true
		}
	}
	for _, to := range slices.Sorted(maps.Keys(seen)) {
		b.WriteString(to + "\n")
	}
	return b.String()
}

// machineData is the JSON-LD of a page, indented.
func machineData(page string) string {
	_, rest, _ := strings.Cut(page, `<script type="application/ld+json">`)
	block, _, _ := strings.Cut(rest, "</script>")
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(block), "", " "); err != nil {
		return err.Error() + "\n"
	}
	return b.String() + "\n"
}

// sketch writes the fields of a view that are not empty, each on a line.
func sketch(v any) string {
	var b strings.Builder
	sketchFields(&b, reflect.Indirect(reflect.ValueOf(v)), "")
	return b.String()
}

func sketchFields(b *strings.Builder, v reflect.Value, indent string) {
	t := v.Type()
	for i := range t.NumField() {
		f := v.Field(i)
		name := t.Field(i).Name
		switch {
		case f.IsZero() || f.Kind() == reflect.Slice && f.Len() == 0:
		case t.Field(i).Type == reflect.TypeFor[*view.Site]():
			// It is the same on every page.
		case t.Field(i).Type == reflect.TypeFor[template.JS](), t.Field(i).Type == reflect.TypeFor[view.Share]():
			// They say the rest again.
		case t.Field(i).Anonymous && f.Kind() == reflect.Struct:
			sketchFields(b, f, indent)
		case f.Type() == reflect.TypeFor[view.Contact]():
			fmt.Fprintf(b, "%s%s:\n", indent, name)
			sketchFields(b, f, indent+"  ")
		case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.Struct:
			fmt.Fprintf(b, "%s%s:\n", indent, name)
			for j := range f.Len() {
				fmt.Fprintf(b, "%s  - %s\n", indent, inline(f.Index(j)))
			}
		case f.Type() == reflect.TypeFor[template.HTML]():
			fmt.Fprintf(b, "%s%s:\n%s  %s\n", indent, name, indent, strings.ReplaceAll(strings.TrimSpace(f.String()), "\n", "\n  "+indent))
		default:
			fmt.Fprintf(b, "%s%s: %s\n", indent, name, inline(f))
		}
	}
}

// inline is a value on one line. What follows from the rest is left out.
func inline(v reflect.Value) string {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return "none"
		}
		v = v.Elem()
	}
	switch x := v.Interface().(type) {
	case view.Date:
		return x.ISO
	case view.Hours:
		return strings.TrimSpace(fmt.Sprintf("%s (%s %s) %s", x.Data, x.Zone, x.Place, x.Note))
	}
	var parts []string
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f, name := v.Field(i), v.Type().Field(i).Name
			text := ""
			if !f.IsZero() && (f.Kind() != reflect.Slice || f.Len() > 0) {
				text = inline(f)
			}
			switch {
			case text == "", name == "Monogram", name == "Frame", name == "Language" && text == "en-GB",
				name == "Relation" && text == "staff", name == "Format" && text == "story", name == "Minutes" && text == "1":
			default:
				parts = append(parts, name+": "+text)
			}
		}
		return "{" + strings.Join(parts, "; ") + "}"
	case reflect.Slice:
		for i := range v.Len() {
			parts = append(parts, inline(v.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Map:
		for _, k := range v.MapKeys() {
			parts = append(parts, k.String()+": "+inline(v.MapIndex(k)))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, "; ") + "}"
	}
	return strings.ReplaceAll(fmt.Sprint(v.Interface()), "\n", " / ")
}
