package generator_test

import (
	"testing"

	"kith/generator/sitetest"
)

// What a copied style sheet loads has to be there; comments, data and other
// sites' files are no business of ours.
func TestSheets(t *testing.T) {
	const css = "static/css/own.css"
	s := sitetest.New(t, sitetest.Hub().With("static/img/a.png", "png 4x4 a").With("static/css/more.css", "p{}").With(css, `@import "more.css";
/* url(gone.png) */
a { background: url(../img/a.png) }
b { background: url("data:image/png;base64,xx"), url('/img/a.png?x#y') }
c { filter: url(#f) }
d { background: url( '../img/b.png' ) }
@import 'none.css';
`))
	if got, want := found(s, s.Build()), css+":6 missing-file\n"+css+":7 missing-file"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
