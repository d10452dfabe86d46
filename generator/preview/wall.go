package preview

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/generator/diag"
)

//go:embed assets
var assets embed.FS

var pages = template.Must(template.New("").ParseFS(assets, "assets/*.html"))

// render fills a template of kith's own. They are fixed, so a failure is a
// bug.
func render(name string, data any) []byte {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// card is one finding as the browser shows it.
type card struct {
	Severity, Code string
	File           string
	Line           int
	// Copy is the place in the form that editors and terminals take.
	Copy string
	// Href leads to the place: in the editor, or on a page of ours.
	Href    template.URL
	Message []piece
	Hints   [][]piece
	Frame   []frameLine
	Related []card
}

// piece is a part of a sentence; Code is a word somebody wrote.
type piece struct {
	Text string
	Code bool
}

// frameLine is a line of source around a mistake. Under stands below the line
// that is wrong.
type frameLine struct {
	Number      int
	Text, Under string
	Bad         bool
}

// card words a finding.
func (s *Server) card(d diag.Diagnostic, read func(string) []byte) card {
	c := s.brief(d, read)
	if c.Line > 0 {
		c.Frame = frame(read(d.Pos.File), d)
	}
	for _, r := range d.Related {
		c.Related = append(c.Related, s.brief(diag.Diagnostic{Pos: r.Pos, Message: r.Message}, read))
	}
	return c
}

// brief is a card without the source.
func (s *Server) brief(d diag.Diagnostic, read func(string) []byte) card {
	c := card{Severity: d.Severity.String(), Code: string(d.Code), File: d.Pos.File, Message: sentence(strings.TrimSuffix(d.Message, "."))}
	for line := range strings.SplitSeq(d.Hint, "\n") {
		if line != "" {
			c.Hints = append(c.Hints, sentence(line))
		}
	}
	if c.File == "" {
		return c
	}
	c.Copy = c.File
	column := 0
	if d.Pos.Offset >= 0 {
		if src := read(c.File); src != nil {
			at := diag.Locate(src, d.Pos.Offset)
			c.Line, column = at.Line, at.Column
			c.Copy = fmt.Sprintf("%s:%d:%d", c.File, c.Line, column)
		}
	}
	if href, ok := s.opts.Editor.link(s.opts.Dir, c.File, c.Line, column); ok {
		c.Href = href
	} else {
		c.Href = sourceLink(c.File, c.Line)
	}
	return c
}

// failureCard words what is not a mistake in somebody's writing.
func failureCard(err error) card {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return card{
		Severity: "error", Message: sentence(line),
		Hints: [][]piece{sentence("The preview looks again when something changes.")},
	}
}

// sentence splits a message into words of ours and words that were written,
// which stand in quotation marks or, as commands do, in backquotes.
func sentence(s string) []piece {
	var out []piece
	add := func(text string, code bool) {
		if text != "" {
			out = append(out, piece{text, code})
		}
	}
	for s != "" {
		open := strings.IndexAny(s, "\"`")
		if open < 0 {
			break
		}
		end := strings.IndexByte(s[open+1:], s[open])
		if end < 0 {
			break
		}
		add(s[:open], false)
		add(s[open+1:open+1+end], true)
		s = s[open+end+2:]
	}
	add(s, false)
	if len(out) > 0 && !out[0].Code {
		r, n := utf8.DecodeRuneInString(out[0].Text)
		out[0].Text = string(unicode.ToUpper(r)) + out[0].Text[n:]
	}
	return out
}

// frame is the source around a mistake.
func frame(src []byte, d diag.Diagnostic) []frameLine {
	const before, after, widest = 2, 1, 400
	at := diag.Locate(src, d.Pos.Offset)
	lines := strings.Split(strings.TrimPrefix(string(src), "\ufeff"), "\n")
	var out []frameLine
	for n := max(1, at.Line-before); n <= min(len(lines), at.Line+after); n++ {
		text := []rune(strings.Map(visible, strings.TrimSuffix(lines[n-1], "\r")))
		l := frameLine{Number: n, Bad: n == at.Line}
		if l.Bad {
			l.Under = under(text, at.Column, d.Len, at.Text)
		}
		l.Text = string(text[:min(len(text), widest)])
		if l.Under != "" && utf8.RuneCountInString(l.Under) > widest {
			l.Under = ""
		}
		out = append(out, l)
	}
	return out
}

// under points at what is wrong: blanks, and tabs where the line has them,
// then a caret for each character.
func under(text []rune, column, length int, line string) string {
	column = min(max(column, 1), len(text)+1)
	var b strings.Builder
	for _, r := range text[:column-1] {
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	rest := string([]rune(line)[min(column-1, utf8.RuneCountInString(line)):])
	b.WriteString(strings.Repeat("^", max(1, utf8.RuneCountInString(rest[:min(length, len(rest))]))))
	return b.String()
}

func visible(r rune) rune {
	if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
		return '\ufffd'
	}
	return r
}

// wallData is what stands over a page, or is the page.
type wallData struct {
	First card
	Rest  []card
	More  int
	Count string
}

func newWall(cards []card, more int) wallData {
	w := wallData{More: more}
	if len(cards) > 0 {
		w.First, w.Rest = cards[0], cards[1:]
	}
	switch n := len(w.Rest) + more; {
	case n == 1:
		w.Count = "One more, once that’s mended"
	case n > 1:
		w.Count = number(n) + " more, once that’s mended"
	}
	return w
}

// wallHTML is what stands over the last good page, or "".
func wallHTML(cards []card, more int) string {
	if len(cards) == 0 {
		return ""
	}
	return string(render("wall.html", newWall(cards, more)))
}

// errorPage is a whole page of mistakes, for when there is nothing below to
// show.
func (s *Server) errorPage(status int, cards []card, more int) answer {
	if len(cards) == 0 {
		cards = []card{failureCard(errors.New("there is nothing to show yet"))}
	}
	return answer{status: status, full: true, body: render("error.html", newWall(cards, more))}
}

// mostNotes is how many findings a page's note lists.
const mostNotes = 25

// notesHTML is the small folded list of what is worth a look, that about this
// very page first.
func (s *Server) notesHTML(st *state, file string) string {
	mine := ""
	ds := slices.Clone(st.findings)
	if file != "" {
		mine = st.good.Source(file)
		ds = withNew(ds, st.good.Look(file))
	}
	if len(ds) == 0 {
		return ""
	}
	slices.SortStableFunc(ds, func(a, b diag.Diagnostic) int {
		return rank(a, mine) - rank(b, mine)
	})
	var data struct {
		Summary string
		Notes   []card
		More    int
	}
	mistakes := diag.Count(ds, diag.Error)
	things := len(ds) - mistakes
	var words []string
	if mistakes > 0 {
		words = append(words, countWords(mistakes, "mistake", "mistakes"))
	}
	if things > 0 {
		words = append(words, countWords(things, "thing worth a look", "things worth a look"))
	}
	if len(words) == 2 {
		words[1] = strings.ToLower(words[1])
	}
	data.Summary = strings.Join(words, ", and ")
	data.More = max(0, len(ds)-mostNotes)
	for _, d := range ds[:min(len(ds), mostNotes)] {
		data.Notes = append(data.Notes, s.brief(d, st.good.Read))
	}
	return string(render("notes.html", data))
}

// withNew adds what was found on a page and is not among what is known.
func withNew(known, here []diag.Diagnostic) []diag.Diagnostic {
	for _, d := range here {
		if !slices.ContainsFunc(known, func(k diag.Diagnostic) bool { return k.Code == d.Code && k.Pos == d.Pos }) {
			known = append(known, d)
		}
	}
	return known
}

func rank(d diag.Diagnostic, mine string) int {
	if mine != "" && d.Pos.File == mine {
		return 0
	}
	return 1
}

func countWords(n int, one, many string) string {
	if n == 1 {
		return "One " + one
	}
	return number(n) + " " + many
}

// number writes a count as people say it.
func number(n int) string {
	small := []string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"}
	if n < len(small) {
		return small[n]
	}
	return diag.Thousands(n)
}

// ownFiles are what pages of the preview load from us.
var ownFiles = map[string]bool{"live.js": true, "coach.js": true, "find.js": true, "margin.js": true, "patch.js": true, "dev.css": true, "paint.css": true, "coach.css": true}

// own serves the script and the style sheet of what kith adds.
func (s *Server) own(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/_kith/")
	data, err := assets.ReadFile("assets/" + name)
	if err != nil || !ownFiles[name] {
		refuse(w, http.StatusNotFound, "Kith has nothing there.")
		return
	}
	w.Header().Set("Content-Type", contentType(name))
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", `"`+tagOf(data)+`"`)
	if r.Header.Get("If-None-Match") == `"`+tagOf(data)+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(data)
}
