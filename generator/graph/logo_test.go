package graph_test

import (
	"strings"
	"testing"

	"kith/generator/sitetest"
)

// The logo stands in the masthead with its size and the site's title; one
// whose size nobody knows is told.
func TestLogo(t *testing.T) {
	with := func(name, data string) *sitetest.Site {
		files := sitetest.Hub().Replace("site.toml", "[organization]", "[brand]\nlogo = \""+name+"\"\n\n[organization]")
		files["static/"+name] = data
		return sitetest.New(t, files)
	}
	s := with("logo.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"/>`)
	s.Publish()
	has(t, s.Output(), "index.html", `<img src="/logo.svg" width="120" height="40" alt="Small Works">`)
	for name, data := range map[string]string{"logo.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`, "logo.pdf": "%PDF"} {
		s := with(name, data)
		if got := s.Findings(s.Build()); !strings.Contains(got, "logo-size") || !strings.Contains(got, "site.toml:9:9") {
			t.Errorf("%s: %s", name, got)
		}
	}
	s = with("logo.png", "I am no picture.\n")
	if got := errors(s); !strings.Contains(got, `the logo "logo.png" is no picture`) || !strings.Contains(got, "site.toml:9:9") {
		t.Errorf("a text called logo.png: %q", got)
	}
}
