package theme

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"kith/generator/diag"
)

// words is what the theme says in one language.
type words struct {
	tag    language.Tag
	texts  map[string]text
	lists  map[string][]string          // "months", "numbers"
	tables map[string]map[string]string // tableNames
}

// text is one entry of a strings file: by plural form, "other" always there.
type text struct{ forms map[string]string }

var gapPattern = regexp.MustCompile(`\{([a-z][a-z0-9]*)\}`)

// gaps are the names in braces that a text wants filled.
func (t text) gaps() []string {
	var out []string
	for _, m := range gapPattern.FindAllStringSubmatch(t.forms["other"], -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// loadWords reads the words of a language. Nearer ones win: those of the
// language itself over those of its parent ("pt-BR" over "pt") over English,
// and for each the site's over the built-in ones. So a site that changes two
// phrases has a file of two lines.
func loadWords(l *layers, lang string, list *diag.List) *words {
	w := &words{
		tag: language.Make(lang), texts: map[string]text{},
		lists: map[string][]string{}, tables: map[string]map[string]string{},
	}
	chain := []string{}
	for tag := lang; tag != ""; tag = parent(tag) {
		chain = append(chain, tag)
	}
	if chain[len(chain)-1] != "en" {
		chain = append(chain, "en")
	}
	for _, tag := range slices.Backward(chain) {
		name := path.Join("strings", tag+".toml")
		if f, ok := l.readBuiltin(name); ok {
			w.add(f, list)
		}
		if f, ok := l.readOwn(name); ok {
			w.add(f, list)
		}
	}
	return w
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
func (w *words) add(f file, list *diag.List) {
	var entries map[string]any
	if err := toml.Unmarshal(f.data, &entries); err != nil {
		pos := diag.In(f.path)
		message := strings.TrimPrefix(err.Error(), "toml: ")
		var bad *toml.DecodeError
		if errors.As(err, &bad) {
			line, column := bad.Position()
			pos.Offset = offsetOf(f.data, line, column-1)
		}
		list.Add("theme-string", pos, 0, "This file of words cannot be read: "+message+".",
			`Each line is a name, an equals sign and the words in quotation marks: more = "Read on"`)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		if err := w.entry(key, entries[key]); err != nil {
			at, length := keyAt(f.data, key)
			list.Add("theme-string", diag.Pos{File: f.path, Offset: at}, length, err.Error(), "")
		}
	}
}

// tableNames are the tables of a strings file that are no plural forms.
var tableNames = []string{"languages", "ways", "labels"}

var pluralForms = []string{"zero", "one", "two", "few", "many", "other"}

func (w *words) entry(key string, v any) error {
	switch v := v.(type) {
	case string:
		w.texts[key] = text{map[string]string{"other": v}}
		return nil
	case []any:
		var out []string
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				return fmt.Errorf("%s is a list of something else than words", key)
			}
			out = append(out, s)
		}
		w.lists[key] = out
		return nil
	case map[string]any:
		forms := map[string]string{}
		for k, x := range v {
			s, ok := x.(string)
			if !ok {
				return fmt.Errorf("%s.%s is not words in quotation marks", key, k)
			}
			forms[k] = s
		}
		if forms["other"] == "" {
			if !slices.Contains(tableNames, key) {
				return fmt.Errorf("%s has no form called other, which every language needs", key)
			}
			table := maps.Clone(w.tables[key])
			if table == nil {
				table = map[string]string{}
			}
			maps.Copy(table, forms)
			w.tables[key] = table
			return nil
		}
		for k := range forms {
			if !slices.Contains(pluralForms, k) {
				return fmt.Errorf("%s has a form called %q; forms are %s", key, k, strings.Join(pluralForms, ", "))
			}
		}
		w.texts[key] = text{forms}
		return nil
	}
	return fmt.Errorf("%s is not words in quotation marks", key)
}

// keyAt finds the line on which a key stands.
func keyAt(data []byte, key string) (at, length int) {
	pattern := regexp.MustCompile(`(?m)^[ \t]*\[?["']?(` + regexp.QuoteMeta(key) + `)\b`)
	if m := pattern.FindSubmatchIndex(data); m != nil {
		return m[2], m[3] - m[2]
	}
	return 0, 0
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
	t, ok := w.texts[key]
	if !ok {
		return "", fmt.Errorf("there are no words for %q", key)
	}
	form := t.forms["other"]
	if n, ok := values["n"].(int); ok {
		if s, ok := t.forms[pluralForm(w.tag, n)]; ok {
			form = s
		}
	}
	return gapPattern.ReplaceAllStringFunc(form, func(gap string) string {
		v, ok := values[gap[1:len(gap)-1]]
		if !ok {
			return gap
		}
		if n, ok := v.(int); ok {
			return w.number(n)
		}
		return fmt.Sprint(v)
	}), nil
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

// number writes a count: in words as far as the language's list goes, then in
// figures.
func (w *words) number(n int) string {
	if list := w.lists["numbers"]; n >= 0 && n < len(list) {
		return list[n]
	}
	s := fmt.Sprint(n)
	group := w.texts["thousands"].forms["other"]
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
