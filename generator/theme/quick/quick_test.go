package quick

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"
)

type Person struct {
	Name, Role string
	Boss       *Person
	Tags       []string
	Born       day
}

func (p Person) Greeting() string         { return "Good day, " + p.Name }
func (p *Person) Address() string         { return "at " + p.Name }
func (p Person) Fails() (string, error)   { return "", errors.New("it fails") }
func (p Person) Says(words string) string { return p.Name + ": " + words }

type day struct{ Y, M int }

func (d day) IsZero() bool { return d == day{} }

type page struct {
	Person
	Title    string
	Body     template.HTML
	Link     template.URL
	Plain    string
	N, Zero  int
	U        uint8
	F        float64
	On       bool
	People   []Person
	None     []Person
	Pointers []*Person
	Any      any
	Nil      any
	Anys     []any
	Missing  *Person
	Map      map[string]any
	Texts    map[string]string
	Numbers  map[int]string
	Named    named
	Says     fmt.Stringer
	Kind     kind
	hidden   string
}

type (
	named string
	kind  int
)

func (k kind) String() string { return fmt.Sprintf("<kind %d>", int(k)) }

func data() page {
	boss := &Person{Name: "Jo & co", Tags: []string{"x", "y"}}
	return page{
		Person: Person{Name: "Ada <b>", Role: "mends", Boss: boss, Born: day{1987, 2}},
		Title:  "A 'kettle' + \"lid\" & more", Body: "<p>yes</p>", Link: "tel:+441632960121", Plain: "/a b/?q=%20&r=ü", N: 3, U: 7, F: 1.5, On: true,
		People:   []Person{{Name: "A", Tags: []string{"1", "2"}}, {Name: "B", Boss: boss}, {Name: "C"}},
		Pointers: []*Person{boss, nil},
		Any:      "any & all", Anys: []any{1, "two", nil, 2.5, template.HTML("<i>"), boss, *boss, []string{"l"}},
		Map:   map[string]any{"k": "v", "deep": map[string]any{"er": 5}, "nil": nil, "list": []any{"p", "q"}, "a": 1},
		Texts: map[string]string{"b": "2", "a": "1"}, Numbers: map[int]string{2: "two", 1: "one"},
		Named: "na<me", Says: kind(4), Kind: 9, hidden: "h",
	}
}

var funcs = template.FuncMap{
	"pairs": func(args ...any) (map[string]any, error) {
		out := map[string]any{}
		if len(args)%2 != 0 {
			return nil, errors.New("odd")
		}
		for i := 0; i < len(args); i += 2 {
			name, ok := args[i].(string)
			if !ok {
				return nil, errors.New("no name")
			}
			out[name] = args[i+1]
		}
		return out, nil
	},
	"up":      strings.ToUpper,
	"add":     func(a, b int) int { return a + b },
	"fail":    func(s string) (string, error) { return "", errors.New("failed: " + s) },
	"panics":  func() string { panic("oh") },
	"url":     func(s string) (template.URL, error) { return template.URL(s), nil },
	"raw":     func(s string) template.HTML { return template.HTML(s) },
	"who":     func(p Person) string { return p.Name },
	"whom":    func(p *Person) string { return "*" + p.Name },
	"half":    func(f float64) float64 { return f / 2 },
	"first":   func(n int, l reflect.Value) (reflect.Value, error) { return l.Slice(0, n), nil },
	"boss":    func(p Person) *Person { return p.Boss },
	"nothing": func() any { return nil },
	"say":     func(key string, args ...any) (string, error) { return fmt.Sprint(append([]any{key}, args...)...), nil },
	"types": func(args ...any) string {
		var b strings.Builder
		for _, a := range args {
			fmt.Fprintf(&b, "%T;", a)
		}
		return b.String()
	},
}

var options = Options{Funcs: funcs, Pairs: "pairs", Direct: []Signature{F1[day, bool](), F1[Person, string](), F1[Person, *Person]()}}

// escaped parses and escapes, as html/template does at the first execution.
func escaped(t testing.TB, source string) *template.Template {
	t.Helper()
	tmpl, err := template.New("page").Funcs(funcs).Parse(source)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	var bad *template.Error
	if err := tmpl.Execute(refuse{}, nil); errors.As(err, &bad) {
		t.Fatalf("%s: %v", source, err)
	}
	return tmpl
}

type refuse struct{}

func (refuse) Write([]byte) (int, error) { return 0, errors.New("refused") }

// constructs are templates that are to be compiled, and left are templates
// that are executed by html/template in some part or, where they fail, whole.
var constructs = []string{
	`{{.Title}}|{{.Name}}|{{.Role}}|{{.Boss.Name}}|{{.Boss.Tags}}|{{.Person.Name}}`,
	`{{/* a comment */}}a {{- .N -}} b {{.U}} {{.F}} {{.On}} {{.Named}} {{.Kind}} {{.Says}}`,
	`{{1}} {{-3}} {{1.5}} {{'a'}} {{0x1F}} {{1e3}} {{1_000}} {{"s<"}} {{true}} {{2i}}`,
	`{{.Body}}{{.Any}}{{.Nil}}{{.Missing}}{{range .Anys}}[{{.}}]{{end}}`,
	`{{if .On}}y{{else}}n{{end}}{{if .Zero}}y{{else if .N}}m{{else}}n{{end}}{{if not .On}}x{{end}}`,
	`{{with .Boss}}{{.Name}}{{else}}none{{end}}{{with .Missing}}{{.Name}}{{else}}none {{.Name}}{{end}}`,
	`{{with $x := .Boss}}{{$x.Name}}{{.Name}}{{else}}{{$x}}{{end}}{{with .Missing}}{{else with .Boss}}{{.Name}}{{end}}`,
	`{{range .People}}{{.Name}},{{end}}{{range .None}}x{{else}}none{{end}}{{range $p := .None}}{{else}}{{len $p}}{{end}}`,
	`{{range $i, $p := .People}}{{$i}}{{$p.Name}}{{range $j, $t := .Tags}}{{$i}}{{$j}}{{$t}}{{$.Title}}{{end}}{{end}}`,
	`{{range $i, $p := .People}}{{if eq $i 1}}{{continue}}{{end}}{{.Name}}{{if eq .Name "C"}}{{break}}{{end}}!{{end}}`,
	`{{range .People}}{{range .Tags}}{{if eq . "2"}}{{break}}{{end}}{{.}}{{end}}{{.Name}}{{end}}`,
	`{{range 4}}{{.}}{{end}}{{range $i := 3}}{{$i}}{{end}}{{range .Zero}}{{else}}none{{end}}`,
	`{{range .Map}}[{{.}}]{{end}}{{range $k, $v := .Texts}}{{$k}}={{$v}};{{end}}{{range .Nil}}{{else}}none{{end}}`,
	`{{$any := false}}{{range .People}}{{if .Boss}}{{$any = true}}{{end}}{{end}}{{if $any}}yes{{end}}{{$any = "text"}}{{$any}}`,
	`{{$a := 1}}{{if .On}}{{$a := 2}}{{$a}}{{end}}{{$a}}{{range .People}}{{$a = add $a 1}}{{$a}}{{end}}{{$a}}`,
	`{{$l := ""}}{{range .People}}{{$l}}{{$l = .Name}}{{end}}{{$l}}`,
	`{{define "x"}}<i>{{.}}</i>{{end}}{{template "x" .Title}}{{template "x" .N}}{{template "x"}}{{template "x" .Missing}}`,
	`{{define "p"}}{{.Name}}{{with .Boss}}{{template "p" .}}{{end}}{{end}}{{range .People}}{{template "p" .}}{{end}}{{template "p" .}}`,
	`{{block "b" .Boss}}{{.Name}}{{end}}`,
	`{{define "v"}}{{$x := .}}{{$x}}{{$}}{{end}}{{$x := 1}}{{template "v" 2}}{{$x}}`,
	`{{define "d"}}{{.P.Name}}{{.C}}{{if .N}}n{{end}}{{with .P}}{{.Name}}{{end}}{{.Zip}}{{end}}{{range .People}}{{template "d" (pairs "P" . "C" "lg" "N" "")}}{{end}}`,
	`{{define "d"}}{{range $k, $v := .}}{{$k}}={{$v}};{{end}}{{len .}}{{index . "a"}}{{.}}{{types .}}{{end}}{{template "d" (pairs "a" 1 "b" "2")}}`,
	`{{define "d"}}{{.x.y}}{{with .x}}{{.y}}{{end}}{{printf "%v" .}}{{end}}{{template "d" (pairs "x" (pairs "y" .N))}}`,
	`{{$p := pairs "a" .Title "a" .N}}{{$p.a}}{{if $p}}yes{{end}}{{with pairs "b" 2}}{{.b}}{{end}}{{(pairs "c" 3).c}}`,
	`{{(pairs "a" .Nil).a}}{{(pairs "a" nil).a}}{{if (pairs "a" .Nil).a}}y{{end}}{{(pairs "a" .Map.zip).a}}`,
	`{{.Map.k}}{{.Map.deep.er}}{{.Map.zip}}{{.Map.zip.zap}}{{with .Map.zip}}x{{else}}none{{end}}{{.Map.nil}}{{.Texts.a}}{{.Texts.zip}}`,
	`{{eq .N 3}}{{eq .N 1 2 3}}{{ne .N 3}}{{lt .N 4}}{{le .N 3}}{{gt .N 3}}{{ge .N 3}}{{eq .F 1.5}}{{lt .F 2.0}}{{ge .F 1.5}}`,
	`{{eq .Name "x"}}{{eq .Role "mends"}}{{eq .Role "a" "mends"}}{{eq "mends" .Role}}{{ne .Role "x"}}{{lt .Role "z"}}{{gt .Role "z"}}{{le "a" "a"}}`,
	`{{eq .Any "any & all"}}{{eq .Nil "x"}}{{ne .Nil "x"}}{{eq .Map.zip "x"}}{{eq .Named "na<me"}}{{eq .On true}}{{eq .Kind 9}}{{eq .U .U}}{{eq .Nil nil}}{{eq .Missing nil}}{{eq .Map.k "v"}}`,
	`{{and .On .N}}{{and .Zero .N}}{{or .Zero .N}}{{or .Zero ""}}`,
	`{{or .Missing .Role}}{{if and .On (or .Zero .N)}}y{{end}}{{with or .Zero .Title}}{{.}}{{end}}{{not .On}}{{not 0}}{{or "" .Nil}}`,
	`{{and .Missing .Missing.Name}}{{or .On .Missing.Name}}{{if or .On .Missing.Name}}y{{end}}`,
	`{{len .People}}{{len .Title}}{{len .Map}}{{index .People 1 }}{{(index .People 0).Name}}{{index .Map "k"}}{{index .Texts "zip"}}{{index .Numbers 1}}{{index .Anys 1}}{{index .Map "deep" "er"}}`,
	`{{slice .Title 2 8}}{{slice .Title 3}}{{slice .Title}}{{len (slice .People 1)}}{{range slice .People 1 2}}{{.Name}}{{end}}{{slice .Title .N 5}}`,
	`{{print 1 2 "x" .Title}}{{printf "%d-%s-%v" .N .Title .Boss.Tags}}{{println .N}}{{printf "%q" .Title | up}}{{js .Title}}`,
	`{{.Title | up}}{{"x" | printf "%s-%s" "a"}}{{.N | add 4 | print}}{{up (print .Title)}}{{(print .Title) | up | len}}`,
	`{{add 1 (len .People)}}{{add .N .N}}{{half 3}}{{half .F}}{{say "k" "a" .N .F .Nil .Missing}}{{types .N .Title .Body .Nil .Any .Boss 1 2.5 'x' true nil .Kind}}`,
	`{{who .Person}}{{who .Boss}}{{range .People}}{{who .}}{{end}}{{whom .Boss}}{{(boss .Person).Name}}{{with boss (index .People 1)}}{{.Name}}{{end}}`,
	`{{range first 2 .People}}{{.Name}}{{end}}{{with first 1 .Boss.Tags}}x{{end}}`,
	`{{.Greeting}}{{.Boss.Greeting}}{{.Born.IsZero}}{{range .People}}{{.Born.IsZero}}{{.Greeting}}{{end}}{{if not .Born.IsZero}}x{{end}}`,
	`<a href="{{.Plain}}" title="{{.Title}}">{{.Title}}</a><a href="{{.Link}}"><a href="{{.Body}}">`,
	`<a href="{{url .Plain}}"><a href="{{url "tel:+44 1"}}"><a href="/x/{{.Plain}}?q={{.Title}}"><a href="{{"javascript:x"}}"><a href={{.Plain}}>`,
	`<title>{{.Title}}{{.Body}}</title><!-- {{.Title}} --><textarea>{{.Body}}</textarea><p title="{{.Body}}{{.N}}{{.Nil}}">{{raw "<b>"}}</p>`,
	`<img srcset="{{.Plain}}"><img srcset="{{"/a.png 1x, /b.png 640w"}}"><script>var x = {{.Title}}, y = {{.N}}, z = "{{.Title}}", m = {{.Map}};</script>`,
	`<style>p { color: {{.Role}}; background: url("{{.Plain}}") }</style><p style="width: {{.N}}px" onclick="f({{.Title}})" {{.Role}}="x">`,
	`{{define "n"}}{{.Title}}{{range .People}}{{.Name}}{{end}}{{end}}<title>{{template "n" .}}</title><p title="{{template "n" .}}">{{template "n" .}}</p>`,
	`<p class="a{{if .On}} b{{end}}{{with .Role}} {{.}}{{end}}">{{if .On}}<b title="{{else}}<b id="{{end}}{{.Title}}"></b>`,
	`{{.Title | html}}{{.Title | urlquery}}<a href="?{{.Title | urlquery}}">{{html .Title .N}}`,
}

var left = []string{
	`a{{.Missing.Name}}`, `a{{.Missing.Greeting}}`, `a{{.Fails}}`, `a{{.hidden}}`, `a{{.NoSuch}}`, `a{{.Title.X}}`, `a{{.N.X}}`,
	`a{{range .People}}{{.Name}}{{.Nope}}{{end}}`, `a{{range .N}}{{.}}{{end}}{{range $i, $x := .N}}{{end}}`, `a{{range .Title}}{{end}}`, `a{{range .On}}{{end}}`,
	`{{range $k, $v := .Numbers}}{{$k}}{{$v}}{{end}}`, `{{$p := 1}}{{range $p = .People}}{{$p.Name}}{{end}}`,
	`a{{fail "x"}}`, `a{{panics}}`, `a{{up .N}}`, `a{{up .Nil}}`, `a{{add .N "x"}}`, `a{{add 1}}`, `a{{add 1 2.5}}`, `a{{whom .Person}}`, `a{{who .Missing}}`,
	`a{{eq .N "3"}}`, `a{{eq .N 3.0}}`, `a{{eq .N}}`, `{{eq .N .U}}{{lt .U .N}}`, `a{{lt .On .On}}`, `a{{lt .Nil 1}}`, `a{{eq .People .People}}`, `a{{eq .Map .Map}}`, `{{eq .Boss .Boss}}{{eq .Born .Born}}`,
	`a{{index .People 7}}`, `a{{index .People -1}}`, `a{{index .Nil 1}}`, `a{{index .People "x"}}`, `a{{index .Missing 1}}`, `a{{slice .People 2 1}}`, `a{{slice .N 1}}`, `{{slice .People 0 1 2}}`,
	`a{{len .N}}`, `a{{len .Nil}}`, `a{{len .Missing}}`, `{{nothing}}{{call .Any}}`, `a{{.Says "x"}}`, `{{.Person.Says "x"}}`, `{{.Boss.Says "x"}}{{.Boss.Address}}`, `{{range .People}}{{.Address}}{{end}}`,
	`a{{pairs "x"}}`, `a{{pairs 1 2}}`, `{{pairs}}{{pairs "a" 1}}`, `a{{(pairs "a" nil).a.b}}`, `a{{(pairs "a" 1).a.b}}`, `a{{.Any.x}}`, `a{{.Nil.x}}`, `a{{range .Pointers}}{{.Name}}{{end}}`,
	`a{{template "x" .}}{{define "x"}}{{.Missing.Name}}{{end}}`, `a{{define "x"}}{{template "x" .}}{{end}}{{template "x" .}}`, `{{and .On | print}}`, `{{.On | and .N}}`,
	`a{{define "x"}}{{.P.Address}}{{end}}{{range .Pointers}}{{if .}}{{template "x" (pairs "P" .)}}{{end}}{{end}}{{template "x" (pairs "P" .Person)}}`,
}

// TestConstructs executes templates both ways: they say the same, and what
// html/template refuses the compiled template gives up.
func TestConstructs(t *testing.T) {
	try := func(source string, data any, mayGiveUp bool) {
		tmpl := escaped(t, source)
		q := New(tmpl, options)
		for range 2 { // the second time with what was learnt the first
			var want strings.Builder
			err := tmpl.Execute(&want, data)
			got, gaveUp := q.Append([]byte("before"), "page", data)
			switch {
			case err != nil && gaveUp == nil:
				t.Errorf("%s\nfails with %v\nand says compiled %q", source, err, got)
			case err == nil && gaveUp != nil && !mayGiveUp:
				t.Errorf("%s\n%v", source, gaveUp)
			case gaveUp != nil:
				if string(got) != "before" {
					t.Errorf("%s\nleaves %q behind", source, got)
				}
			case string(got) != "before"+want.String():
				t.Errorf("%s\nsays          %q\nand compiled  %q", source, want.String(), got[len("before"):])
			}
		}
	}
	d := data()
	for _, source := range constructs {
		try(source, d, false)
		try(source, &d, false)
	}
	for _, source := range left {
		try(source, d, true)
		try(source, &d, true)
	}
}

// TestCompiled sees that the constructs are compiled, not just executed by
// html/template.
func TestCompiled(t *testing.T) {
	for _, source := range constructs {
		q := New(escaped(t, source), options)
		if _, err := q.Append(nil, "page", data()); err != nil {
			t.Errorf("%s: %v", source, err)
		}
		for name, c := range q.templates {
			if c.left != "" && !strings.Contains(source, "html .Title .N") {
				t.Errorf("%s: %s is left to html/template: %s", source, name, c.left)
			}
		}
	}
}

// TestTypes gives one template values of many types.
func TestTypes(t *testing.T) {
	tmpl := escaped(t, `{{.Name}}{{with .Boss}}{{.}}{{end}}`)
	q := New(tmpl, options)
	for _, v := range []any{
		Person{Name: "a"},
		&Person{Name: "b"},
		page{Person: Person{Name: "c"}},
		map[string]any{"Name": "d"},
		map[string]string{"Name": "e"},
		struct{ Name template.HTML }{"<f>"},
		nil, 3, ptr(&Person{Name: "g"}),
		map[named]any{"Name": "h"},
		Person{Name: "a2"},
	} {
		var want strings.Builder
		err := tmpl.Execute(&want, v)
		got, gaveUp := q.Append(nil, "page", v)
		if err == nil && gaveUp == nil && string(got) != want.String() || err != nil && gaveUp == nil {
			t.Errorf("%T: %q %v and %q %v", v, want.String(), err, got, gaveUp)
		}
	}
}

func ptr[T any](v T) *T { return &v }

// TestTogether has goroutines compile and learn at the same time.
func TestTogether(t *testing.T) {
	tmpl := escaped(t, constructs[8])
	q := New(tmpl, options)
	var want strings.Builder
	if err := tmpl.Execute(&want, data()); err != nil {
		t.Fatal(err)
	}
	for range 8 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range 50 {
				got, err := q.Append(nil, "page", data())
				if err != nil || string(got) != want.String() {
					t.Fatalf("%q %v", got, err)
				}
			}
		})
	}
}

// contexts are places a value can stand in, each with its own escapers.
var contexts = []string{
	`{{.}}`, `<b title="{{.}}">`, `<b title='{{.}}'>`, `<b title={{.}}>`, `<title>{{.}}</title>`, `<textarea>{{.}}</textarea>`, `<!-- {{.}} -->`,
	`<a href="{{.}}">`, `<a href='{{.}}'>`, `<a href={{.}}>`, `<a href="/{{.}}">`, `<a href="?q={{.}}">`, `<a href="#{{.}}">`, `<a href="{{.}}?{{.}}">`,
	`<img src="{{.}}" srcset="{{.}}">`, `<img srcset="/a.png 1x, {{.}} 2x">`, `<script>x = {{.}}</script>`, `<script>x = "{{.}}"</script>`, `<script>x = '{{.}}'</script>`,
	"<script>x = `{{.}}`</script>", `<script>x = /{{.}}/</script>`, `<script type="application/ld+json">{"a": {{.}}}</script>`, `<script>/* {{.}} */</script>`,
	`<style>p { color: {{.}} }</style>`, `<style>p { background: url("{{.}}") }</style>`, `<style>p { background: url({{.}}) }</style>`, `<style>p::after { content: "{{.}}" }</style>`,
	`<p style="color: {{.}}">`, `<p onclick="f({{.}})">`, `<p onclick="f('{{.}}')">`, `<p {{.}}="x">`, `<p data-{{.}}="x">`, `<meta http-equiv="refresh" content="0; url={{.}}">`,
	`{{html .}}`, `{{. | urlquery}}`, `<a href="/x?{{. | urlquery}}">`, `<p title={{.}}x>`,
}

func FuzzEscapers(f *testing.F) {
	var tmpls []*template.Template
	var sets []*Set
	for _, c := range contexts {
		tmpl := escaped(f, c)
		tmpls, sets = append(tmpls, tmpl), append(sets, New(tmpl, options))
	}
	for _, s := range []string{
		"", "kettle", "a & b", `"'<>+`, "\x00\x01\t\n\r\v\f", "ü – “x” \u2028\u2029\ufdd0\uffff", "\xff\xfe\xc3", "/a/b?c=d&e=f#g", "https://x.example/?q=%20%2G%", "mailto:a@x.example?subject=a%20b",
		"javascript:alert(1)", "JAVASCRIPT:x", "HTTPS://x", "a/b:c", ":", "%", "%a", "%41", "%4", "//x:80/", "tel:+441632960121", "a.png 1x, b.png 2x", "/a b c 1x,, ,", " a.png  640w ,javascript:x 1x", "a.png 1.5x",
		"<b>bold</b>", "<!-- c -->", "</script>", "</title><script>", "red; x: expression(1)", "&amp;", "`${x}`", "on click", "onclick", "href", "x=1", "\\",
	} {
		f.Add(s, int64(len(s)))
	}
	f.Fuzz(func(t *testing.T, s string, n int64) {
		values := []any{
			s, template.HTML(s), template.HTMLAttr(s), template.URL(s), template.CSS(s), template.JS(s), template.JSStr(s), template.Srcset(s), named(s), &s,
			n, int(n), uint8(n), float64(n) / 3, kind(n), n%2 == 0, nil,
			[]string{s, s},
			[]byte(s),
			map[string]any{"k": s},
			day{int(n), 2},
			&day{int(n), 2}, (*day)(nil), errors.New(s),
			[]any{s, n, nil},
		}
		for i, tmpl := range tmpls {
			for _, v := range values {
				var want strings.Builder
				err := tmpl.Execute(&want, v)
				got, gaveUp := sets[i].Append(nil, "page", v)
				if err != nil {
					if gaveUp == nil {
						t.Errorf("%s of %T %q: %v, and compiled %q", contexts[i], v, v, err, got)
					}
					continue
				}
				if gaveUp != nil || string(got) != want.String() {
					t.Errorf("%s of %T %q\nsays          %q\nand compiled  %q %v", contexts[i], v, v, want.String(), got, gaveUp)
				}
			}
		}
	})
}

// FuzzTemplates executes any template both ways.
func FuzzTemplates(f *testing.F) {
	for _, source := range append(constructs, left...) {
		f.Add(source)
	}
	d := data()
	f.Fuzz(func(t *testing.T, source string) {
		if strings.Contains(source, "%") && strings.ContainsAny(source, "0123456789*") || len(source) > 1000 {
			t.Skip() // %999999999d takes all memory there is
		}
		tmpl, err := template.New("page").Funcs(funcs).Parse(source)
		if err != nil {
			t.Skip()
		}
		var want limited
		err = tmpl.Execute(&want, d)
		var bad *template.Error
		if errors.As(err, &bad) || errors.Is(err, errTooMuch) {
			t.Skip()
		}
		got, gaveUp := New(tmpl, options).Append(nil, "page", d)
		if err != nil && gaveUp == nil || err == nil && gaveUp == nil && string(got) != want.String() {
			t.Errorf("%s\nsays          %q %v\nand compiled  %q %v", source, want.String(), err, got, gaveUp)
		}
	})
}

// limited is a writer that has enough at some point.
type limited struct{ strings.Builder }

var errTooMuch = errors.New("too much")

func (l *limited) Write(p []byte) (int, error) {
	if l.Len() > 1<<20 {
		return 0, errTooMuch
	}
	return l.Builder.Write(p)
}
