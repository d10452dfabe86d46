package check_test

import (
	"fmt"
	"strings"
	"testing"

	"kith/generator/check"
)

func flaws(page string) string {
	var sc check.Scanner
	var out []string
	for _, f := range sc.Scan([]byte(page)).Flaws {
		s := fmt.Sprint(f.Kind, " ", f.Words)
		if f.Main {
			s += " (main)"
		}
		out = append(out, strings.TrimSpace(s))
	}
	return strings.Join(out, "; ")
}

// Each flaw is found where it is, and not where it only looks like one.
func TestFlaws(t *testing.T) {
	const (
		top = `<!doctype html><html lang="en"><title>T</title><body>`
		h1  = `<h1>Title</h1>`
	)
	for _, c := range []struct{ what, page, want string }{
		{"a page that is fine", top + `<nav><h2>Menu</h2><a href="/">Home</a></nav><main>` + h1 + `<h2>A</h2><h3>B</h3><h2>C</h2><a href="/x/">our prices</a></main>`, ""},
		{"no title", top + `<main><p>Words</p></main>`, "1"},
		{"two titles", top + `<main>` + h1 + `<h1>Another <em>one</em></h1></main>`, "2 Another one (main)"},
		{"a level skipped", top + `<main>` + h1 + `<h2>A</h2><h4>Tea &amp; cake</h4></main>`, "3 Tea & cake (main)"},
		{"levels around the main part", top + `<aside><h4>x</h4></aside>` + h1 + `<main><h2>A</h2></main><footer><h6>y</h6></footer>`, ""},
		{"a hidden heading", top + `<main>` + h1 + `<h2>A</h2><div hidden><h6>x</h6></div></main>`, ""},
		{"here", top + h1 + `<main><a href="a"> Click&nbsp;<b>here</b> → </a><a href="b">here we sat</a></main>`, "4 Click\u00a0here → (main)"},
		{"here, with a label", top + h1 + `<a href="a" aria-label="Prices of today">here</a>`, ""},
		{"ici", strings.Replace(top, `"en"`, `"fr-CA"`, 1) + h1 + `<a href="a">Ici</a><a href="b">here</a>`, "4 Ici"},
		{"hier", strings.Replace(top, `"en"`, `"de"`, 1) + h1 + `<a href="a">Mehr erfahren</a>`, "4 Mehr erfahren"},
		{"こちら", strings.Replace(top, `"en"`, `"ja"`, 1) + h1 + `<a href="a">こちら</a>`, "4 こちら"},
		{"a language we don't speak", strings.Replace(top, `"en"`, `"fi"`, 1) + h1 + `<a href="a">here</a>`, ""},
		{"a link of nothing", top + h1 + `<a href="/x/"><svg aria-hidden="true"><path d=""/></svg> </a>`, "5"},
		{"a link of a picture", top + h1 + `<a href="/x/"><img src="a.png" alt="Ada"></a>`, ""},
		{"a link of a picture that says nothing", top + h1 + `<a href="/x/"><img src="a.png" alt=""></a>`, "5"},
		{"a drawing with a title", top + h1 + `<a href="/x/"><svg><title>Home</title></svg></a>`, ""},
		{"an anchor", top + h1 + `<a id="x"></a>`, ""},
		{"buttons", top + h1 + `<button></button><button aria-label="Close"></button><button>Go</button>`, "6"},
		{"pictures", top + h1 + `<img src="a%20b.png"><img src="c.png" alt=""><img src="d.png" role="presentation">`, "7 a%20b.png"},
		{"no language", `<html><h1>T</h1>`, "8"},
		{"contact us", top + h1 + `<main><a href="/contact/">Contact us!</a></main><a href="/c/">Get in touch</a>`, "9 Contact us! (main); 9 Get in touch"},
		{"kontakt", strings.Replace(top, `"en"`, `"de-AT"`, 1) + h1 + `<a href="/c/">Kontakt</a><a href="/c/">Kontaktieren Sie Ada</a>`, "9 Kontakt"},
		{"a template", top + h1 + `<template><a href="x">here</a></template>`, ""},
	} {
		if got := flaws(c.page); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

func TestForms(t *testing.T) {
	for page, want := range map[string]bool{
		`<form action="/s"><input type="search" name="q"></form>`:                          false,
		`<form action="/s"><input name="q"><button>Find</button></form>`:                   false,
		`<form method="post"><input type="email" name="from"><textarea></textarea></form>`: true,
		`<form method=POST><input type="text" name="what"></form>`:                         true,
		`<main><textarea></textarea></main>`:                                               true,
		`<p>No form</p>`:                                                                   false,
	} {
		var sc check.Scanner
		if got := sc.Scan([]byte(page)).Form; got != want {
			t.Errorf("%s: a form to fill in? %t, want %t", page, got, want)
		}
	}
}
