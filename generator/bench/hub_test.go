package bench

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// stories is the size of the hub the benchmarks build.
const stories = 200

// writeHub writes a made-up hub with the lean theme, the same one each time.
func writeHub(tb testing.TB) string {
	tb.Helper()
	dir := tb.TempDir()
	must(tb, os.CopyFS(filepath.Join(dir, "themes", "lean"), os.DirFS("theme")))
	settings, err := os.ReadFile("site.toml")
	must(tb, err)
	write(tb, dir, "site.toml", strings.Replace(string(settings), "malik-mwangi", "person-0", 1))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 10 {
		write(tb, dir, fmt.Sprintf("content/people/person-%d.md", i), fmt.Sprintf(
			"---\nname: Ada %s\nrole: Mends things\nteam: Repairs\nemail: ada-%d@example.com\nphone: \"+44 20 7946 0%03d\"\n"+
				"consent:\n  given: 2026-01-05\n  covers: [name, email, phone, story]\n---\n\n%s\n",
			[]string{"Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Oak", "Pine", "Yew"}[i], i, i, paragraph(r)))
	}
	for i := range 5 {
		write(tb, dir, fmt.Sprintf("content/values/value-%d.md", i), fmt.Sprintf("---\ntitle: Value %d\norder: %d\nstatement: We keep promise %d.\n---\n\n%s\n", i, i+1, i, paragraph(r)))
		write(tb, dir, fmt.Sprintf("content/contact/need-%d.md", i), fmt.Sprintf("---\ntitle: Need %d\npeople: [person-%d]\n---\n\n%s\n", i, i, paragraph(r)))
	}
	write(tb, dir, "content/about.md", "---\ntitle: About this hub\n---\n\n"+paragraph(r)+"\n") // the lean theme links to it
	for i := range stories {
		write(tb, dir, storyFile(i), storyText(r, i))
	}
	// A file younger than two seconds is read again each time, as what its
	// time says proves nothing yet.
	old := time.Now().Add(-time.Hour)
	must(tb, filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Chtimes(name, old, old))
	}))
	return dir
}

func storyFile(i int) string { return fmt.Sprintf("content/stories/story-%03d.md", i) }

// storyText is a story of some 700 words; one in five has code, one in eight a
// table.
func storyText(r *rand.Rand, i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: How we mended kettle %d\ndate: 2026-%02d-%02d\nsummary: A kettle came in cold, and this is what became of it.\nauthors: [person-%d]\npeople: [person-%d]\n"+
		"values: [value-%d]\ntopics: [topic-%d, topic-%d]\n---\n\n", i, 1+i%10, 1+i%28, r.IntN(10), r.IntN(10), r.IntN(5), r.IntN(8), 8+r.IntN(8))
	for section := range 4 {
		fmt.Fprintf(&b, "## What came next, part %d\n\n%s\n\n%s\n\n", section+1, paragraph(r), paragraph(r))
	}
	if i%5 == 0 {
		fmt.Fprintf(&b, "```go\nfunc kettle%d(volts []int) (int, error) {\n\tfor i, v := range volts {\n\t\tif v > 240 {\n\t\t\treturn i, fmt.Errorf(\"kettle %%d: %%d volts\", i, v)\n\t\t}\n\t}\n\treturn 0, nil\n}\n```\n\n", i)
	}
	if i%8 == 0 {
		b.WriteString("| Part | Price |\n|---|---:|\n| Lid | 2.50 |\n| Element | 11.00 |\n\n")
	}
	return b.String()
}

var wordList = strings.Fields("the a kettle lid spring shop river winter morning somebody mended brought asked heard kept knew promised slowly twice again never with for under across because when until old small honest patient heavy")

// paragraph is some 80 words, with a link and some emphasis.
func paragraph(r *rand.Rand) string {
	var b strings.Builder
	for i := range 80 {
		w := wordList[r.IntN(len(wordList))]
		switch {
		case i == 20:
			w = "[" + w + "](https://example.com/" + w + ")"
		case i == 40:
			w = "**" + w + "**"
		case i%12 == 11:
			w += "."
		}
		b.WriteString(w)
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

func write(tb testing.TB, dir, name, text string) {
	tb.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	must(tb, os.MkdirAll(filepath.Dir(file), 0o755))
	must(tb, os.WriteFile(file, []byte(text), 0o644))
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
