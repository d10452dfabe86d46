package content

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
	"kith/generator/meta"
	"kith/generator/model"
)

// reader reads a group of fields as the types that fields of content have.
type reader struct {
	*meta.Map
	*file
}

// in reads a group below this one.
func (r reader) in(m *meta.Map) reader { return reader{Map: m, file: r.file} }

// bad reports something about a value.
func (r reader) bad(code diag.Code, t meta.Text, message, hint string) {
	pos, n := t.Pos, t.Len
	if pos.File == "" {
		pos, n = diag.In(r.Source.File), 0
	}
	r.list.Add(code, pos, n, message, hint)
}

// at is the place of a field's name, for findings about what is not there.
func (r reader) at(key string) meta.Text {
	return meta.Text{Pos: r.Pos(key), Len: len(key)}
}

// top is the place of the group itself.
func (r reader) top() meta.Text { return meta.Text{Pos: r.At()} }

// lacks reports whether a field is missing although nothing else explains
// it: no other finding about it, and no part of the file that was lost.
func (r reader) lacks(key string) bool {
	if r.Faulty(key) || r.Damaged() {
		return false
	}
	return r.Empty(key) || isEmpty(r.Tree(key))
}

// isEmpty knows "" and [] and lists of such.
func isEmpty(t meta.Tree) bool {
	switch t.Kind {
	case meta.TreeNone:
		return true
	case meta.TreeText:
		return t.Text == ""
	case meta.TreeList:
		return !slices.ContainsFunc(t.List, func(t meta.Tree) bool { return !isEmpty(t) })
	}
	return false
}

// line reads one line of text.
func (r reader) line(key string) meta.Text {
	t := r.Text(key)
	r.noTags(key, t)
	return t
}

func (r reader) str(key string) string { return r.line(key).Value }

// long reads text that may have paragraphs.
func (r reader) long(key string) string {
	t := r.LongText(key)
	r.noTags(key, t)
	return t.Value
}

// strs reads a list of texts.
func (r reader) strs(key string) []string { return r.values(key, r.Texts(key)) }

func (r reader) values(key string, texts []meta.Text) []string {
	if len(texts) == 0 {
		return nil
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		r.noTags(key, t)
		out[i] = t.Value
	}
	return out
}

// atMost warns of a list that is longer than its page shows well.
func (r reader) atMost(most int, key, hint string, n int) {
	if n > most {
		r.bad("too-many", r.at(key), fmt.Sprintf("%s has %d entries, and a page shows up to %d well", diag.Quote(key), n, most), hint)
	}
}

// short warns of a text that is longer than the place it stands in.
func (r reader) short(key string, most int, hint string) string {
	t := r.line(key)
	if n := utf8.RuneCountInString(t.Value); n > most {
		r.bad("too-long", t, fmt.Sprintf("%s has %d characters, and there is room for %d", diag.Quote(key), n, most), hint)
	}
	return t.Value
}

// noTags warns of HTML in plain text.
func (r reader) noTags(key string, t meta.Text) {
	from, n := findTag(t.Value)
	if n == 0 {
		return
	}
	pos, length := t.Part(from, n)
	r.list.Add("tags-in-text", pos, length,
		fmt.Sprintf("%s is plain text, so the tag %s would be shown as it is", diag.Quote(key), diag.Quote(t.Value[from:from+n])),
		"write the words alone; what needs emphasis goes into the text below the fields")
}

// findTag finds something that looks like an HTML tag or comment.
func findTag(s string) (from, n int) {
	for at := 0; at < len(s); {
		i := strings.IndexByte(s[at:], '<')
		if i < 0 {
			return 0, 0
		}
		i += at
		rest := s[i+1:]
		if strings.HasPrefix(rest, "!--") {
			return i, 4
		}
		name := strings.TrimPrefix(rest, "/")
		if name != "" && (name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z') {
			if end := strings.IndexAny(rest, "<>"); end > 0 && rest[end] == '>' && !strings.ContainsAny(rest[:end], "@") {
				return i, end + 2
			}
		}
		at = i + 1
	}
	return 0, 0
}

// refTo makes a reference of what was written.
func (r reader) refTo(t meta.Text, prefix string) model.Ref {
	if t.Value == "" {
		return model.Ref{}
	}
	id := Normal(t.Value)
	if prefix != "" {
		id = strings.TrimSpace(strings.TrimPrefix(id, prefix))
	}
	return r.ref(id, t)
}

// ref is a reference to what is named a thousand times in a large hub, so that
// its name is kept once.
func (r reader) ref(id string, t meta.Text) model.Ref {
	return model.Ref{ID: r.once(id), Words: r.once(t.Value), At: t.Pos, Len: t.Len}
}

// once is always the same string for the same text.
func (d *Decoder) once(s string) string {
	if s == "" {
		return ""
	}
	if same, ok := d.names.Load(s); ok {
		return same.(string)
	}
	s = strings.Clone(s)
	same, _ := d.names.LoadOrStore(s, s)
	return same.(string)
}

// person reads the id of somebody.
func (r reader) person(key string) model.Ref { return r.refTo(r.Text(key), "person:") }

// people reads the ids of people, each person once.
func (r reader) people(key string) []model.Ref { return r.refs(r.Texts(key), "person:") }

func (r reader) refs(texts []meta.Text, prefix string) []model.Ref {
	if len(texts) == 0 {
		return nil
	}
	out := make([]model.Ref, 0, len(texts))
	for _, t := range texts {
		out = addRef(out, r.refTo(t, prefix))
	}
	return out
}

// addRef appends a reference that is not there yet. Nobody is thanked twice.
// A list that long was not written by a person, and looking would take ages.
func addRef(refs []model.Ref, ref model.Ref) []model.Ref {
	if ref.ID == "" {
		return refs
	}
	if len(refs) > 500 {
		return append(refs, ref)
	}
	for i := range refs {
		if refs[i].ID == ref.ID {
			return refs
		}
	}
	return append(refs, ref)
}

// asked reads the id of a person or a contact page. A prefix "contact:" says
// which is meant and stays in the ID.
func (r reader) asked(key string) model.Ref { return r.refTo(r.Text(key), "") }

// term reads a term, which is written in words.
func (r reader) term(key string) model.Ref { return r.termOf(key, r.line(key)) }

func (r reader) termOf(key string, t meta.Text) model.Ref {
	if t.Value == "" {
		return model.Ref{}
	}
	id := Slug(t.Value)
	if id == "" {
		r.bad("bad-value", t, fmt.Sprintf("%s can't be %s: a name needs a letter or a digit", diag.Quote(key), diag.Quote(t.Value)),
			"write it in words, such as Repairs or Field Service")
		return model.Ref{}
	}
	return r.ref(id, t)
}

// terms reads a list of terms, each once.
func (r reader) terms(key string) []model.Ref {
	texts := r.Texts(key)
	if len(texts) == 0 {
		return nil
	}
	out := make([]model.Ref, 0, len(texts))
	for _, t := range texts {
		r.noTags(key, t)
		out = addRef(out, r.termOf(key, t))
	}
	return out
}

// day reads a date; the Text says where it stands.
func (r reader) day(key string) meta.Date { d, _ := r.Date(key); return d }

// languages reads language tags.
func (r reader) languages(key string) []string {
	var out []string
	for _, t := range r.Texts(key) {
		tag, ok := languageTag(t.Value)
		if !ok {
			hint := "use its short tag, such as en-GB, pt or bfi (British Sign Language)"
			r.bad("bad-language", t, fmt.Sprintf("%s is not a language tag", diag.Quote(t.Value)), hint)
			continue
		}
		out = append(out, tag)
	}
	return out
}

// languageTag checks a BCP 47 tag and writes it the usual way.
func languageTag(s string) (string, bool) {
	// x/text takes underscores as well, which browsers don't.
	if len(s) < 2 || len(s) > 64 || strings.ContainsAny(s, "_ ") {
		return "", false
	}
	tag, err := language.Raw.Parse(s)
	if err != nil {
		return "", false
	}
	return tag.String(), true
}

// url reads an address on the web.
func (r reader) url(key string) string {
	t := r.Text(key)
	if t.Value == "" || !r.isURL(key, t) {
		return ""
	}
	return t.Value
}

func (r reader) isURL(key string, t meta.Text) bool {
	why := ""
	u, err := url.Parse(t.Value)
	switch {
	case err != nil || strings.ContainsFunc(t.Value, func(c rune) bool { return c <= ' ' || c == '\\' || c == '"' || c == '<' || c == '>' }):
		why = "it can't be read as an address"
	case u.Scheme == "" && strings.HasPrefix(strings.ToLower(t.Value), "www."):
		why = "https:// is missing in front"
	case !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https"):
		why = "it doesn't start with https://"
	case u.Hostname() == "":
		why = "the name of the site is missing"
	case u.User != nil:
		why = "it holds a user name or password"
	default:
		return true
	}
	r.bad("bad-link", t, fmt.Sprintf("%s can't be %s: %s", diag.Quote(key), diag.Quote(t.Value), why),
		"copy the whole address from the browser, such as https://example.org/page")
	return false
}

// aliases reads old addresses on this site.
func (r reader) aliases() []model.Ref {
	var out []model.Ref
	for _, t := range r.Texts("aliases") {
		p, why := sitePath(t.Value)
		if why != "" {
			r.bad("bad-address", t, fmt.Sprintf("the old address %s can't be one of this site: %s", diag.Quote(t.Value), why),
				"write the path alone, such as /2019/our-kettle/")
			continue
		}
		out = addRef(out, model.Ref{ID: p, Words: t.Value, At: t.Pos, Len: t.Len})
	}
	return out
}

// sitePath brings a path on the site to its plain form: decoded, with a slash
// in front, and one at the end if it had one.
func sitePath(s string) (p, why string) {
	if u, err := url.Parse(s); err == nil && (u.Scheme != "" || u.Host != "") {
		return "", "it names a site of its own"
	}
	if strings.ContainsAny(s, "?#") {
		return "", "it has a ? or # in it"
	}
	p, err := url.PathUnescape(s)
	if err != nil {
		return "", "there is a % that stands for nothing"
	}
	if !utf8.ValidString(p) || strings.ContainsFunc(p, unicode.IsControl) {
		return "", "it holds characters that nobody can see"
	}
	if strings.ContainsRune(p, '\\') {
		return "", "it has a backslash in it"
	}
	for part := range strings.SplitSeq(p, "/") {
		if part == ".." {
			return "", "it leads upwards (..)"
		}
	}
	slash := strings.HasSuffix(p, "/")
	p = path.Clean("/" + p)
	if p == "/" {
		return "", "that is the home page"
	}
	if slash {
		p += "/"
	}
	return norm.NFC.String(p), ""
}
