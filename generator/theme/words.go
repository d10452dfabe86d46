package theme

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"kith/generator/diag"
	"kith/generator/meta"
)

// words is what the theme says in one language.
type words struct {
	tag    language.Tag
	texts  map[string]text
	lists  map[string][]string          // "months", "numbers"
	tables map[string]map[string]string // tableNames

	digested sync.Once
	sum      string // see digest
}

// text is one entry of a strings file: by plural form, "other" always there.
// from is the language it is in, whose rules pick the form.
type text struct {
	forms map[string]string
	from  string
	tag   language.Tag // from, parsed
}

// freeGaps are gaps that a language may fill where English does not.
var freeGaps = map[string][]string{
	"time": {"h", "hh", "m"}, "time-hour": {"h", "hh", "m"},
	"time-12": {"h", "m", "half"}, "time-12-hour": {"h", "m", "half"},
}

// gaps are the names in braces that a text wants filled: a small letter, then
// small letters and digits.
func (t text) gaps() []string {
	var out []string
	for form := t.forms["other"]; ; {
		at := strings.IndexByte(form, '{')
		if at < 0 {
			return out
		}
		form = form[at:]
		n := max(gapLength(form), 1)
		if n > 1 && !slices.Contains(out, form[1:n-1]) {
			out = append(out, form[1:n-1])
		}
		form = form[n:]
	}
}

// loadWords reads the words of a language. Nearer ones win: those of the
// language itself over those of its parent ("pt-BR" over "pt") over the site's
// main language over English, and for each the site's over the built-in ones.
// So a site that changes two phrases has a file of two lines, or says them in
// site.toml, which comes before all.
func loadWords(l *layers, o Options, lang string, list *diag.List) *words {
	w := &words{
		tag: language.Make(lang), texts: map[string]text{},
		lists: map[string][]string{}, tables: map[string]map[string]string{},
	}
	for _, tag := range slices.Backward(fallbacks(lang, o.Languages)) {
		name := path.Join("strings", tag+".toml")
		if f, ok := l.readBuiltin(name); ok {
			w.add(f, tag, list)
		}
		if f, ok := l.readOwn(name); ok {
			w.add(f, tag, list)
		}
		w.override(tag, o.Words[tag], list)
	}
	return w
}

// fallbacks are the languages whose words do for those of one, nearest first.
func fallbacks(lang string, site []string) []string {
	var chain []string
	wider := func(tag string) {
		for ; tag != ""; tag = parent(tag) {
			if !slices.Contains(chain, tag) {
				chain = append(chain, tag)
			}
		}
	}
	wider(lang)
	if len(site) > 0 && !slices.Contains(chain, "en") {
		wider(site[0])
	}
	wider("en") // the ground on which all others stand
	return chain
}

// override lays the words that site.toml has over those of the theme.
func (w *words) override(tag string, own map[string]Word, list *diag.List) {
	for _, key := range slices.Sorted(maps.Keys(own)) {
		word := own[key]
		if _, ok := w.texts[key]; !ok {
			list.Add("unknown-setting", word.At, word.Len, "The theme has no words called "+diag.Quote(key)+".", diag.DidYouMean(key, w.candidates()))
			continue
		}
		w.set(meta.Text{Value: key, Pos: word.At, Len: word.Len}, map[string]string{"other": word.Text}, tag, list)
	}
}

// parent is the next wider language tag, "" at the end.
func parent(tag string) string {
	i := strings.LastIndexByte(tag, '-')
	if i < 0 {
		return ""
	}
	return tag[:i]
}

// add lays a strings file over what is there.
func (w *words) add(f file, tag string, list *diag.List) {
	said := &diag.List{}
	m := meta.ParseSettings(f.path, f.data, said)
	for _, key := range m.Keys() {
		w.entry(m, key, tag, said)
	}
	for _, d := range said.Sorted() {
		// Its reader takes it for settings; for the author it is words.
		d.Code, d.Severity = "theme-string", diag.Code("theme-string").Severity()
		list.Append(d)
	}
}

// tableNames are the tables of a strings file that are no plural forms,
// listNames its lists.
var (
	tableNames = []string{"languages", "ways", "labels", "find", "here"}
	listNames  = []string{"months", "months-short", "days", "numbers"}
)

var pluralForms = []string{"zero", "one", "two", "few", "many", "other"}

// entry reads one name of a strings file.
func (w *words) entry(m *meta.Map, key meta.Text, tag string, list *diag.List) {
	name := key.Value
	switch {
	case slices.Contains(listNames, name):
		out := []string{}
		for _, t := range m.Texts(name) {
			out = append(out, t.Value)
		}
		w.lists[name] = out
	case slices.Contains(tableNames, name):
		table := maps.Clone(w.tables[name])
		if table == nil {
			table = map[string]string{}
		}
		sub := m.Map(name)
		for _, k := range sub.Keys() {
			table[k.Value] = sub.Text(k.Value).Value
		}
		w.tables[name] = table
	case m.Tree(name).Kind == meta.TreeMap:
		forms, sub := map[string]string{}, m.Map(name)
		for _, k := range sub.Keys() {
			if !slices.Contains(pluralForms, k.Value) {
				list.Add("theme-string", k.Pos, k.Len,
					diag.Quote(k.Value)+" is no plural form.", "The forms are "+strings.Join(pluralForms, ", ")+".")
				continue
			}
			forms[k.Value] = sub.Text(k.Value).Value
		}
		if forms["other"] == "" {
			list.Add("theme-string", key.Pos, key.Len,
				diag.Quote(name)+" has no form called other, which every language needs.", "")
			return
		}
		w.set(key, forms, tag, list)
	default:
		if t := m.Text(name); t.Value != "" || !m.Faulty(name) {
			w.set(key, map[string]string{"other": t.Value}, tag, list)
		}
	}
}

// set lays words over those there are. Their templates fill the gaps the old
// words have; with another the new ones cannot be said.
func (w *words) set(key meta.Text, forms map[string]string, tag string, list *diag.List) {
	if old, ok := w.texts[key.Value]; ok {
		may := append(old.gaps(), freeGaps[key.Value]...)
		for _, form := range pluralForms {
			for _, gap := range (text{forms: map[string]string{"other": forms[form]}}).gaps() {
				if slices.Contains(may, gap) {
					continue
				}
				hint := "These words have no gaps."
				if len(may) > 0 {
					hint = "There are {" + strings.Join(may, "}, {") + "}."
				}
				list.Add("theme-string", key.Pos, key.Len,
					diag.Quote(key.Value)+" has a gap {"+gap+"} that nothing fills.", hint)
				return
			}
		}
	}
	w.texts[key.Value] = text{forms, tag, language.Make(tag)}
}

func (w *words) candidates() []diag.Candidate {
	var out []diag.Candidate
	for _, k := range slices.Sorted(maps.Keys(w.texts)) {
		out = append(out, diag.Candidate{ID: k})
	}
	return out
}

// say returns the words of a key with its gaps filled. The value called n
// picks the plural form.
func (w *words) say(key string, values map[string]any) (string, error) {
	return w.fill(key, func(name string) (any, bool) {
		v, ok := values[name]
		return v, ok
	})
}

// fill is say with values that are asked for. It is called many times a page,
// so it makes little but its result.
func (w *words) fill(key string, value func(name string) (any, bool)) (string, error) {
	t, ok := w.texts[key]
	if !ok {
		return "", fmt.Errorf("there are no words for %q", key)
	}
	form := t.forms["other"]
	if v, _ := value("n"); len(t.forms) > 1 {
		if n, ok := v.(int); ok {
			if s, ok := t.forms[pluralForm(t.tag, n)]; ok {
				form = s
			}
		}
	}
	var short [128]byte
	out := short[:0]
	for {
		at := strings.IndexByte(form, '{')
		if at < 0 {
			return string(append(out, form...)), nil
		}
		out, form = append(out, form[:at]...), form[at:]
		gap := gapLength(form)
		if gap == 0 {
			out, form = append(out, '{'), form[1:]
			continue
		}
		v, ok := value(form[1 : gap-1])
		switch v := v.(type) {
		case string:
			out = append(out, v...)
		case int:
			out = append(out, w.number(v)...)
		default:
			if ok {
				out = append(out, fmt.Sprint(v)...)
			} else {
				out = append(out, form[:gap]...)
			}
		}
		form = form[gap:]
	}
}

// gapLength is the length of the gap, braces included, that a text begins
// with; 0 if there is none.
func gapLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', i > 1 && '0' <= c && c <= '9':
		case i > 1 && c == '}':
			return i + 1
		default:
			return 0
		}
	}
	return 0
}

func pluralForm(tag language.Tag, n int) string {
	switch plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return "other"
}

// between is what stands between the gaps of a pattern for two things, such
// as "{a} and {b}". Patterns, not bare commas, because the reader of strings
// files trims what stands alone.
func (w *words) between(key string) string {
	_, after, _ := strings.Cut(w.texts[key].forms["other"], "{a}")
	between, _, _ := strings.Cut(after, "{b}")
	return between
}

// number writes a count: in words as far as the language's list goes, then in
// figures.
func (w *words) number(n int) string {
	if list := w.lists["numbers"]; n >= 0 && n < len(list) {
		return list[n]
	}
	s := fmt.Sprint(n)
	group := w.between("thousands")
	if len(strings.TrimPrefix(s, "-")) < 4 || group == "" {
		return s
	}
	var b bytes.Buffer
	for i, r := range s {
		if i > 0 && s[i-1] != '-' && (len(s)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(r)
	}
	return b.String()
}
