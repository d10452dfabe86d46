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

		{
			"a number typed", md, page("Ring 01632 960999.\n\nOr **01632&nbsp;960 998**, or (01632) 960-999, and then 01632\n960 999."),
			[]string{md + ":7 nameless-number", md + ":9 nameless-number", md + ":9 nameless-number", md + ":9 nameless-number"},
		},
		{"a number typed beside its link", md, page("Ring [the desk](tel:+441632960999), +44 1632 960999."), []string{md + ":7 nameless-number", md + ":7 nameless-number"}},
		{
			"a number typed into a field", "content/stories/extra.md", "---\ntitle: Extra\ndate: 2026-10-10\nsummary: Ring us, on 01632 960999, and somebody will listen to you there.\nauthors: [ana-lopez]\ntopics: [Repairs]\nvalues: [say-so]\n---\n\nSo.\n",
			[]string{"content/stories/extra.md:4 nameless-number"},
		},
		{
			"an inbox typed into a field", "content/contact/broken.md", "---\ntitle: Something is broken\npeople: [ana-lopez, bo-chen]\npromise: Write to info@hub.example, and you hear from us.\nreply_within: 1 day\n---\n",
			[]string{"content/contact/broken.md:4 role-inbox"},
		},
		{"the number of somebody, typed", md, page("Ring 01632 960001, or +44 1632 960001, or write to ana@hub.example."), nil},
		{"what looks like numbers", md, page("Order 01632 960999, `01632 960999`, 01632960999, 2026-11-17, £01632 960, 10:01632 960999.\n\n~~~\n01632 960999\n~~~\n\n[01632 960999](contact:broken), 0800-1700."), nil},

		{"the theme: here", theme, foot(t, `<p><a href="/about/">Click here</a></p>`), []string{theme + ":3 vague-link"}},
		{"the theme: a number", theme, foot(t, `<p>Call <a href="tel:+441632960888">01632 960 888</a></p>`), []string{theme + ":3 nameless-number"}},
		{"the theme: a number typed", theme, foot(t, `<p>Call 01632 960 888</p>`), []string{theme + ":3 nameless-number"}},
		{"the theme: an inbox typed", theme, foot(t, `<p>info@hub.example</p>`), []string{theme + ":3 role-inbox"}},
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

// A number that stands in words, without a link, is told when it is nobody's
// any more: after they left, took back their consent, or are asked for
// through somebody else. Where it leads to somebody nothing is told.
func TestStaleWords(t *testing.T) {
	const md = "content/extra.md"
	dee := func(fields string) string {
		return "---\nname: Dee Ward\nrole: Drives\nemail: dee@hub.example\nphone: \"+44 1632 960004\"\n" + fields + "---\n\nI drive.\n"
	}
	for _, c := range []struct{ what, fields, want string }{
		{"here", "consent: {given: 2026-01-05, covers: [name, photo, quote, voice, email, phone, story]}\n", ""},
		{"away", "status: on_leave\nleave: {until: 2026-12-24, cover: ana-lopez}\n", ""},
		{"left", "status: left\ndeparted: {date: 2026-11-01, successor: ana-lopez}\n", `"01632960004" belongs to Dee Ward, who has left; Ana Lopez answers now.`},
		{"protected", "protected: ana-lopez\n", `"01632960004" belongs to Dee Ward, who is not to be contacted directly; Ana Lopez answers now.`},
		{"memorial", "status: memorial\n", `"01632960004" belongs to Dee Ward, who has died.`},
		{"no phone", "consent: {given: 2026-01-05, covers: [name, email, story]}\n", `"01632960004" belongs to Dee Ward, who has not agreed to be reached like that.`},
		{"a customer", "relation: customer\nconsent: {given: 2026-01-05, covers: [name, story]}\n", `"01632960004" belongs to Dee Ward, who has not agreed to be reached like that.`},
		{"a customer with a shop", "relation: customer\nconsent: {given: 2026-01-05, covers: [name, story, phone]}\n", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			s := sitetest.New(t, sitetest.Hub().With("content/people/dee-ward.md", dee(c.fields)).
				With(md, page("It is 01632960004, or was.")))
			rep := s.Build()
			var got []string
			for _, d := range rep.Findings {
				if d.Code == "stale-way" || d.Code == "nameless-number" {
					got = append(got, d.Message)
				}
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), c.want)
			}
		})
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
