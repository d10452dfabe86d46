package theme

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const partialsManual = "../../docs/theme-partials.md"

var headComment = regexp.MustCompile(`^\{\{- /\* ((?s:.*?)) \*/ ?-?\}\}`)

// TestPartialsManual keeps docs/theme-partials.md the same as the comments at
// the head of the partials, and sees that each has one.
func TestPartialsManual(t *testing.T) {
	th := load(t, plainOptions("/"))
	users := map[string][]string{}
	for _, kind := range Kinds() {
		for _, name := range th.reach[kind].files {
			users[name] = append(users[name], kind)
		}
	}
	var names []string
	for name := range th.sources {
		if strings.HasPrefix(name, "partials/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var b bytes.Buffer
	b.WriteString(`# The pieces of the built-in theme

<!-- Made from the comments at the head of themes/default/partials/*.html by the tests of
     generator/theme. Don't edit it here: change the comments and run
     go test ./generator/theme -run Manual -update -->

Pages share these. ` + "`{{template \"partials/face.html\" .Person}}`" + ` puts one in; where it takes several
things, they go in by name: ` + "`{{template \"partials/who.html\" (dict \"Person\" . \"Class\" \"lg\" \"Note\" \"\")}}`" + `. A file
of the same name in your theme takes its place everywhere. What the types hold is told in
[theme-views.md](theme-views.md).

| piece | what it is, and what it takes | on pages of the kinds |
|---|---|---|
`)
	for _, name := range names {
		m := headComment.FindSubmatch(th.sources[name].data)
		if m == nil {
			t.Errorf("%s does not begin with a comment that says what it is", name)
			continue
		}
		says := strings.Join(strings.Fields(string(m[1])), " ")
		on := strings.Join(users[name], ", ")
		switch {
		case len(users[name]) == len(Kinds()):
			on = "all"
		case len(users[name]) > len(Kinds())/2:
			on = "most"
		case on == "":
			t.Errorf("no page uses %s", name)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.TrimSuffix(strings.TrimPrefix(name, "partials/"), ".html"),
			strings.NewReplacer("|", `\|`, "<", "&lt;").Replace(says), on)
	}
	if *update {
		if err := os.WriteFile(partialsManual, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(partialsManual)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, b.Bytes()) {
		t.Error("docs/theme-partials.md is not what the partials say: run go test ./generator/theme -run Manual -update")
	}
}
