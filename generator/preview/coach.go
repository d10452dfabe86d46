package preview

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"kith/generator/amend"
	"kith/generator/diag"
	"kith/generator/voice"
)

// Notes are what there is to say about the words of a page.
type Notes struct {
	*voice.Sheet
	// Source is the page's source file as it was when the notes were made:
	// their places are places in it.
	Source []byte
}

// desk is the coach's: notes that were worked out for the pages of a state,
// each once.
type desk struct {
	mu    sync.Mutex
	notes map[string]Notes // by file of the site
}

// notes are those on a file of the site. There are none while the sources are
// broken: then they are about words that nobody sees.
func (st *state) notes(file string) Notes {
	if st.good == nil || len(st.wall) > 0 || !isPage(file) {
		return Notes{}
	}
	st.desk.mu.Lock()
	defer st.desk.mu.Unlock()
	n, ok := st.desk.notes[file]
	if !ok {
		n = st.good.Notes(file)
		if st.desk.notes == nil {
			st.desk.notes = map[string]Notes{}
		}
		st.desk.notes[file] = n
	}
	return n
}

// coached is what a browser is given to show.
type coached struct {
	// Tag stands for all of it.
	Tag string `json:"tag"`
	// Token goes along with what writes. It is only on pages of ours.
	Token string `json:"token,omitempty"`
	// Digest stands for the source that the notes are about.
	Digest string `json:"digest,omitempty"`
	// Count is how many there are to show, Undo the change that can be taken
	// back.
	Count int    `json:"count"`
	Undo  string `json:"undo,omitempty"`
	// Line is what is said about the page as a whole, as HTML.
	Line  string   `json:"line"`
	Notes []beside `json:"notes"`
}

// beside is a note and what it stands beside.
type beside struct {
	ID    string `json:"id"`
	Level string `json:"level"`
	// Field is the front matter's field that it is about, or "".
	Field string `json:"field,omitempty"`
	// Text is how the paragraph begins, or all of it; Whole says which. Nth
	// counts paragraphs of the page that begin alike and have notes, from 0.
	Text  string `json:"text"`
	Whole bool   `json:"whole,omitempty"`
	Nth   int    `json:"nth"`
	// Words stand in the paragraph, and Before are the words of it that stand
	// before them, as the source has both.
	Words  string `json:"words,omitempty"`
	Before string `json:"before,omitempty"`
	HTML   string `json:"html"`
}

// longestText is how much of a paragraph package voice tells at most.
const longestText = 200

// coached puts into a browser's terms what there is to say about a page. ok is
// false where there is no coach.
func (s *Server) coached(st *state, file string) (c coached, ok bool) {
	n := st.notes(file)
	if n.Sheet == nil {
		return coached{Notes: []beside{}}, false
	}
	best, more := n.Best()
	c = coached{Digest: amend.Digest(n.Source), Count: len(best), Notes: make([]beside, 0, len(best))}
	ids := noteIDs(n.Notes)
	paras := parasOf(n.Notes)
	last := map[string]int{} // of each rule, the last that is shown
	for i, note := range best {
		last[note.Rule] = i
	}
	for i, note := range best {
		b := beside{
			ID: ids[note.Rank], Level: note.Level.Key(), Field: note.Para.Field,
			Text: note.Para.Text, Whole: len(note.Para.Text) < longestText-utf8.UTFMax,
		}
		b.Nth = slices.Index(paras[note.Para.Key], note.Para.At)
		if from := note.Para.At; note.Len > 0 && from >= 0 && from <= note.Pos.Offset && note.Pos.Offset <= len(n.Source) {
			b.Words, b.Before = note.Words, string(n.Source[from:note.Pos.Offset])
		}
		view := s.noteView(st, note, b.ID)
		if last[note.Rule] == i {
			view.Alike = more.Of[note.Rule]
			view.AlikeWords = strings.ToLower(number(view.Alike))
		}
		b.HTML = string(render("note.html", view))
		c.Notes = append(c.Notes, b)
	}
	undo, undoable := s.undo.last(n.File, c.Digest)
	line := lineView{File: n.File, Praise: praise(n.Good), Count: len(best), More: more.All, ReadOnly: s.opts.ReadOnly}
	switch line.Notes = countWords(len(best), "note", "notes"); {
	case len(best) == 0 && more.All == 0:
		line.Notes = "Nothing to add"
	case more.All > 0:
		line.Notes += " to begin with; " + strings.ToLower(number(more.All)) + " more can wait"
	}
	if undoable {
		c.Undo, line.Undo = undo.ID, undo.Said
	}
	for _, k := range n.Kept {
		line.Kept = append(line.Kept, keptView{cmp.Or(short(k.Words), k.Message), k.Reason})
	}
	line.KeptWords = number(len(line.Kept))
	// Where there is nothing to say, a story is told what works, and other pages
	// nothing.
	if len(best) > 0 || undoable || len(line.Kept) > 0 || line.Praise != "" && strings.HasPrefix(n.File, "content/stories/") {
		c.Line = string(render("line.html", line))
	}
	data, err := json.Marshal(c)
	if err != nil {
		panic(err) // texts and numbers only
	}
	c.Tag = tagOf(data)
	return c, true
}

// noteIDs names notes, by their rank: so that each keeps its name for as long
// as its words stand in its paragraph. Notes on paragraphs that are the same,
// word for word, are numbered from the top.
func noteIDs(notes []voice.Note) map[int]string {
	byPlace := slices.Clone(notes)
	slices.SortStableFunc(byPlace, func(a, b voice.Note) int { return cmp.Compare(a.Pos.Offset, b.Pos.Offset) })
	ids := make(map[int]string, len(notes))
	alike := map[string]int{}
	for _, n := range byPlace {
		name := fmt.Sprintf("%s\x00%s\x00%s\x00%s\x00%d", n.Rule, n.Para.Key, n.Para.Field, n.Words, n.Pos.Offset-n.Para.At)
		ids[n.Rank] = tagOf(fmt.Appendf(nil, "%s\x00%d", name, alike[name]))
		alike[name]++
	}
	return ids
}

// parasOf are the places of the paragraphs that notes are about, by what they
// say.
func parasOf(notes []voice.Note) map[string][]int {
	out := map[string][]int{}
	for _, n := range notes {
		if !slices.Contains(out[n.Para.Key], n.Para.At) {
			out[n.Para.Key] = append(out[n.Para.Key], n.Para.At)
		}
	}
	for _, at := range out {
		slices.Sort(at)
	}
	return out
}

// noteView is what note.html shows.
type noteView struct {
	ID, Level, Key string
	About          string // what it is about, in few words, for its name
	Field          string
	Message, Try   string
	Words          string
	Fixes          []string
	Why            string
	Before, After  string
	Alike          int
	AlikeWords     string
	Place          card
	Keeping        bool
}

func (s *Server) noteView(st *state, n voice.Note, id string) noteView {
	v := noteView{
		ID: id, Level: n.Level.String(), Key: n.Level.Key(), Field: fieldName(n.Para.Field), Words: short(n.Words),
		Message: curly(n.Message), Try: curly(n.Try), Why: reason(curly(n.Why)), Before: n.Before, After: n.After,
		Place: s.brief(diag.Diagnostic{Pos: n.Pos}, st.good.Read),
	}
	v.About = cmp.Or(v.Words, "the page as a whole")
	if s.opts.ReadOnly == "" {
		v.Fixes = n.Fixes[:min(len(n.Fixes), 3)]
		v.Keeping = true
	}
	return v
}

// reason is why there is a rule, as a sentence: in voice.md people often write it down
// as what follows "because".
func reason(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if s == "" || r == utf8.RuneError {
		return s
	}
	if last, _ := utf8.DecodeLastRuneInString(s); unicode.IsLetter(last) || unicode.IsDigit(last) {
		s += "."
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

var apostrophe = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\pL)'`) })

// curly sets quotation marks as print has them. Terminals get plain ones.
func curly(s string) string {
	s = apostrophe().ReplaceAllString(s, "$1’")
	parts := strings.Split(s, `"`)
	if len(parts)%2 == 0 {
		return s // one without its other half, such as inches
	}
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteString([]string{"”", "“"}[i%2])
		}
		b.WriteString(p)
	}
	return b.String()
}

// fieldName is a field as people say it.
func fieldName(field string) string {
	if field == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(field)
	return strings.ToUpper(string(r)) + strings.ReplaceAll(field[n:], "_", " ")
}

// short is a text that may be a whole paragraph, in few words.
func short(words string) string {
	const most = 60
	words = strings.Join(strings.Fields(words), " ")
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	cut := string([]rune(words)[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// praise is what works, in a sentence.
func praise(good []string) string {
	if len(good) == 0 {
		return ""
	}
	all := strings.Join(good, ", ")
	r, n := utf8.DecodeRuneInString(all)
	return strings.ToUpper(string(r)) + all[n:] + "."
}

// lineView is what line.html shows.
type lineView struct {
	File, Praise, Notes string
	Count, More         int
	Undo                string
	Kept                []keptView
	KeptWords           string
	ReadOnly            string
}

type keptView struct{ Words, Reason string }

// pageFile is the file of the site that an address leads to, or "".
func (s *Server) pageFile(st *state, page string) string {
	if st.good == nil || !strings.HasPrefix(page, "/") {
		return ""
	}
	rest, ok := strings.CutPrefix(unescape(page), st.good.Base())
	if !ok || !safe(rest) {
		return ""
	}
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	if !st.has(rest) {
		return ""
	}
	return rest
}

// notes tells a page what there is to say about it, and what it needs to
// answer.
func (s *Server) notes(w http.ResponseWriter, r *http.Request) {
	// Stricter than for what can only be looked at: another program's page on
	// this machine is of the same site, and has no business with the token.
	if from := r.Header.Get("Sec-Fetch-Site"); from != "" && from != "same-origin" {
		refuse(w, http.StatusForbidden, "This address is for the preview's own pages.")
		return
	}
	st := s.wait(r)
	if st == nil {
		return
	}
	s.sendNotes(w, http.StatusOK, changed{}, st, s.pageFile(st, r.URL.Query().Get("page")))
}

// sendNotes answers with the notes on a page, and what became of a change.
func (s *Server) sendNotes(w http.ResponseWriter, status int, said changed, st *state, file string) {
	c, ok := s.coached(st, file)
	if ok && s.opts.ReadOnly == "" {
		c.Token = s.token
	}
	said.Notes = c
	data, err := json.Marshal(said)
	if err != nil {
		panic(err) // texts and numbers only
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(data)
}

// coachTag stands for what the coach has to say about a page; "" for nothing.
func (s *Server) coachTag(st *state, page string) string {
	c, _ := s.coached(st, s.pageFile(st, page))
	return c.Tag
}
