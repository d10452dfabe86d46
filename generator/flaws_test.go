package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"kith/generator"
	"kith/generator/diag"
	"kith/generator/sitetest"
)

// found lists findings as "file:line code".
func found(s *sitetest.Site, rep *generator.Report) string {
	var out []string
	for _, d := range rep.Findings {
		at := d.Pos.File
		if d.Pos.Offset >= 0 && d.Pos.File != "" {
			src := s.Read(d.Pos.File)
			at = fmt.Sprintf("%s:%d", at, diag.Locate([]byte(src), d.Pos.Offset).Line)
		}
		out = append(out, at+" "+string(d.Code))
	}
	return strings.Join(out, "\n")
}

// page is a plain page of the small hub, from its sixth line on.
func page(body string) string {
	return "---\ntitle: A page\n---\n\nFirst.\n\n" + body + "\n"
}

// foot is the built-in theme's foot with a line of its own on line 3.
func foot(t *testing.T, line string) string {
	t.Helper()
	const end = "</main>\n"
	return "{{- /* The foot. */ -}}\n" + end + line + `
<footer><p>{{with .Site.Host}}{{template "partials/line.html" .}}{{end}}</p></footer>
</body>
</html>
`
}

// What is hard on readers is told on the line where it stands: in the
// Markdown if a writer wrote it, in the template if the theme did, once.
func TestFlaws(t *testing.T) {
	const md, theme = "content/extra.md", "themes/default/partials/foot.html"
	for _, c := range []struct {
		what, file, text string
		want             []string
	}{
		{"fine", md, page("## One\n\n### Two\n\nSee [our workshop](person:ana-lopez), [the price list](about.md), [call 112](tel:112)."), nil},
		{"a level skipped", md, page("## One\n\n### Two\n\n## Three\n\n#### Four"), []string{md + ":13 heading-order"}},
		{"here, twice", md, page("Prices are [here](about.md).\n\nIn code, `[here](x)` is fine.\n\nAnd more [here](about.md)."), []string{md + ":7 vague-link", md + ":9 vague-link"}},
		{"contact us, at a person", md, page("[Contact us](person:ana-lopez)"), []string{md + ":7 name-the-person"}},
		{"contact us, at a need", md, page("[Contact us](contact:broken)"), []string{md + ":7 name-the-person"}},
		{"contact us, by mail", md, page("[Contact us](mailto:ana@hub.example)"), []string{md + ":7 name-the-person"}},
		{"contact us, elsewhere", md, page("[Get in touch](https://forms.example/x)"), []string{md + ":7 contact-nobody"}},
		{"a number of nobody", md, page("Ring [the switchboard](tel:+441632960999).\n\nOr write to <tom@other.example>."), []string{md + ":7 nameless-number"}},
		{"the number of somebody", md, page("Ring [Ana](tel:+441632960001)."), nil},
		{"an inbox", md, page("Write to <info@hub.example>."), []string{md + ":7 role-inbox"}},
		{"nobody reads it", md, page("Write to <no-reply@hub.example>."), []string{md + ":7 no-reply"}},

		{"the theme: here", theme, foot(t, `<p><a href="/about/">Click here</a></p>`), []string{theme + ":3 vague-link"}},
		{"the theme: a number", theme, foot(t, `<p>Call <a href="tel:+441632960888">01632 960 888</a></p>`), []string{theme + ":3 nameless-number"}},
		{"the theme: no-reply", theme, foot(t, `<p><a href="mailto:noreply@hub.example">Mail</a></p>`), []string{theme + ":3 no-reply"}},
		{"the theme: info", theme, foot(t, `<p><a href="mailto:info@hub.example">Mail</a></p>`), []string{theme + ":3 role-inbox"}},
		{"the theme: contact us", theme, foot(t, `<p><a href="https://forms.example/">Contact us</a></p>`), []string{theme + ":3 contact-nobody"}},
		{"the theme: a menu's contact", theme, foot(t, `<p><a href="/contact/">Contact</a></p>`), nil},
		{"the theme: alt", theme, foot(t, `<img src="/icon.png">`), []string{"themes/default/partials/foot.html:3 missing-alt"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			files := sitetest.Hub().With(c.file, c.text)
			if strings.Contains(c.what, "alt") {
				files = files.With("static/icon.png", "png 4x4")
			}
			s := sitetest.New(t, files)
			if got, want := found(s, s.Build()), strings.Join(c.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			// What was kept is told again.
			s.Later()
			s.Write("content/people/bo-chen/index.md", strings.Replace(s.Read("content/people/bo-chen/index.md"), "myself", "alone", 1))
			if got, want := found(s, s.Build()), strings.Join(c.want, "\n"); got != want {
				t.Errorf("after another edit: got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// A number that was typed into a text is told when its owner leaves, and from
// then on only.
func TestStaleWay(t *testing.T) {
	const md = "content/extra.md"
	s := sitetest.New(t, sitetest.Hub().With(md, page("Ring [Bo](mailto:bo@hub.example), he'll know.")))
	if got := found(s, s.Build()); got != "" {
		t.Fatalf("found %s", got)
	}
	s.Replace("content/people/bo-chen/index.md", "team: Office\n", "team: Office\nstatus: left\ndeparted: {date: 2026-11-20, successor: ana-lopez}\n")
	s.Later()
	if got := found(s, s.Build()); got != "" {
		t.Fatalf("found %s before he left", got)
	}
	s.Options.Date = sitetest.Day("2026-11-20")
	rep := s.Build()
	if got, want := found(s, rep), md+":7 stale-way"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if text := s.Findings(rep); !strings.Contains(text, `"bo@hub.example" belongs to Bo Chen, who has left; Ana Lopez answers now.`) {
		t.Errorf("the words are\n%s", text)
	}
}

// A form is fine beside somebody to talk to, and told where there is nobody.
func TestFormOnly(t *testing.T) {
	const theme = "themes/default/page.html"
	form := `{{template "partials/top.html" .}}<h1>{{.Title}}</h1>{{.Body}}<form method="post" action="/send"><label>You <textarea name="words"></textarea></label><button>Send</button></form>`
	s := sitetest.New(t, sitetest.Hub().With(theme, form+`{{template "partials/foot.html" .}}`))
	rep := s.Build()
	if got, want := found(s, rep), theme+" form-only"; !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
	s.Write(theme, form+`{{template "partials/contact.html" (dict "Contact" .Contact "Site" .Site "Date" (nodate))}}{{template "partials/foot.html" .}}`)
	s.Later()
	if got := found(s, s.Build()); strings.Contains(got, "form-only") {
		t.Errorf("got %s beside a contact", got)
	}
}
