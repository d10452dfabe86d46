package theme

import (
	"errors"
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/generator/view"
)

// funcs are the functions templates can call, speaking the language of w.
// All are pure: what they return depends on their arguments and on the theme,
// so a page changes only when its view or its theme does.
func (t *Theme) funcs(w *words) template.FuncMap {
	return template.FuncMap{
		// Words.
		"t":       w.t,
		"around":  w.around,
		"date":    w.date,
		"day":     w.day,
		"hours":   w.hours,
		"clock":   w.clock,
		"minutes": func(n int) (string, error) { return w.say("minutes", map[string]any{"n": max(n, 1)}) },
		"number":  w.number,
		"join":    w.join,
		"sep":     w.sep,
		"lang":    w.lang,
		"autonym": t.autonym,
		"span":    w.span,
		"way":     w.way,
		"upper":   w.upper,

		// Addresses.
		"asset":      t.asset,
		"sheet":      func(kind string) string { return t.sheets[kind] },
		"href":       href,
		"themeColor": t.themeColor,
		"font":       func() string { return t.options.Font },

		"direct":        direct,
		"postmarkPlace": postmarkPlace,
		"nodate":        func() view.Date { return view.Date{} },

		// Lists.
		"first":    first,
		"rest":     rest,
		"inc":      func(n int) int { return n + 1 },
		"dict":     dict,
		"split":    strings.Split,
		"headline": headline,
	}
}

// checkPairs sees that values have names, by turns.
func checkPairs(args []any) error {
	if len(args)%2 != 0 {
		return errors.New("wants names and values by turns, and the last name has no value")
	}
	for i := 0; i < len(args); i += 2 {
		if _, ok := args[i].(string); !ok {
			return fmt.Errorf("wants names and values by turns; %v is no name", args[i])
		}
	}
	return nil
}

// pairOf is the value of a name; of two the last one counts.
func pairOf(args []any, name string) (value any, ok bool) {
	for i := len(args) - 2; i >= 0; i -= 2 {
		if given, _ := args[i].(string); given == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// t is the theme's words for a key: {{t "ring" "name" .KnownAs}}.
func (w *words) t(key string, args ...any) (string, error) {
	if err := checkPairs(args); err != nil {
		return "", err
	}
	return w.fill(key, func(name string) (any, bool) { return pairOf(args, name) })
}

// Around is a text cut at one of its gaps, for when the gap holds a link.
type Around struct{ Before, After string }

// around is t for words with markup inside: {{with around "by" "who"}}
// {{.Before}}<a>...</a>{{.After}}{{end}}.
func (w *words) around(key, gap string, args ...any) (Around, error) {
	if err := checkPairs(args); err != nil {
		return Around{}, err
	}
	s, err := w.fill(key, func(name string) (any, bool) {
		if name == gap {
			return nil, false
		}
		return pairOf(args, name)
	})
	if err != nil {
		return Around{}, err
	}
	before, after, _ := strings.Cut(s, "{"+gap+"}")
	return Around{before, after}, nil
}

// date is a day in words, as far as it is known: "14 November 2026", "2026".
func (w *words) date(d view.Date) (string, error) {
	month := ""
	if list := w.lists["months"]; d.Month >= 1 && d.Month <= len(list) {
		month = list[d.Month-1]
	}
	values := func(name string) (any, bool) {
		switch name {
		case "day":
			return w.dayNumber(d.Day), true
		case "month":
			return month, true
		case "year":
			return strconv.Itoa(d.Year), true
		}
		return nil, false
	}
	switch {
	case d.IsZero():
		return "", nil
	case month == "":
		return strconv.Itoa(d.Year), nil
	case d.Day == 0:
		return w.fill("date-month", values)
	}
	return w.fill("date", values)
}

// day is the short form on a postmark: "14 Nov".
func (w *words) day(d view.Date) (string, error) {
	list := w.lists["months-short"]
	if d.Day == 0 || d.Month < 1 || d.Month > len(list) {
		return "", nil
	}
	return w.say("date-day", map[string]any{"day": w.dayNumber(d.Day), "month": list[d.Month-1]})
}

// dayNumber is a day of the month, of which the first has a name of its own
// in some languages: "1er".
func (w *words) dayNumber(n int) string {
	if first := w.texts["first-day"].forms["other"]; n == 1 && first != "" {
		return first
	}
	return strconv.Itoa(n)
}

// join writes a list as a sentence does: "a, b and c". Where an entry has a
// comma of its own, semicolons part them.
func (w *words) join(list []string) string {
	comma := w.between("list-comma")
	last := w.between("list-and")
	for _, s := range list {
		if strings.ContainsAny(s, ",،、") {
			return strings.Join(list, w.between("list-semicolon"))
		}
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], comma) + last + list[len(list)-1]
}

// sep is what stands before entry i of n in a sentence: "", ", " or " and ".
func (w *words) sep(i, n int) string {
	switch {
	case i == 0:
		return ""
	case i == n-1:
		return w.between("list-and")
	}
	return w.between("list-comma")
}

// lang is the name of a language, for its tag.
func (w *words) lang(tag string) string {
	for t := tag; t != ""; t = parent(t) {
		if name, ok := w.tables["languages"][t]; ok {
			return name
		}
	}
	return tag
}

// autonym is what a language is called in itself: "Français".
func (t *Theme) autonym(tag string) string {
	w := t.set(tag).words
	name := w.lang(tag)
	first, size := utf8.DecodeRuneInString(name)
	return w.upper(string(first)) + name[size:]
}

// way is the name of a kind of channel: "Telephone".
func (w *words) way(kind string) string {
	if name, ok := w.tables["ways"][kind]; ok {
		return name
	}
	return kind
}

func (w *words) upper(s string) string {
	if base, _ := w.tag.Base(); base.String() == "tr" || base.String() == "az" {
		return strings.ToUpperSpecial(unicode.TurkishCase, s)
	}
	return strings.ToUpper(s)
}

// asset is the address of a file in the theme's assets/, by its plain name.
func (t *Theme) asset(name string) (string, error) {
	url, ok := t.urls[name]
	if !ok {
		return "", fmt.Errorf("the theme has no asset %q; %s", name, nearest(name, slices.Sorted(maps.Keys(t.urls))))
	}
	return url, nil
}

// href lets the schemes of telephones and messages through, which the
// template package would refuse: it knows http, https and mailto.
func href(url string) (template.URL, error) {
	scheme, _, ok := strings.Cut(url, ":")
	if ok && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto", "tel", "sms":
		default:
			return "", fmt.Errorf("%q does not begin with http, https, mailto, tel or sms", url)
		}
	}
	return template.URL(url), nil
}

// dict gives several values to one partial.
func dict(args ...any) (map[string]any, error) {
	if err := checkPairs(args); err != nil {
		return nil, err
	}
	out := make(map[string]any, len(args)/2)
	for i := 0; i < len(args); i += 2 {
		out[args[i].(string)] = args[i+1]
	}
	return out, nil
}

// first is the beginning of a list, rest what follows it. Shorter lists are
// no mistake.
func first(n int, list reflect.Value) (reflect.Value, error) { return part(list, 0, n) }

func rest(n int, list reflect.Value) (reflect.Value, error) { return part(list, n, 1<<30) }

func part(list reflect.Value, from, to int) (reflect.Value, error) {
	for list.Kind() == reflect.Interface {
		list = list.Elem()
	}
	if !list.IsValid() {
		return list, nil
	}
	if list.Kind() != reflect.Slice {
		return list, fmt.Errorf("wants a list")
	}
	to = min(max(to, 0), list.Len())
	return list.Slice(min(max(from, 0), to), to), nil
}

// Piece is some of a headline: plain words, or the name of a person.
type Piece struct {
	Text   string
	Person *view.PersonCard
}

// headline finds the people whom a headline names, so that their faces can
// stand beside their names. Each is found once, by full name or known-as.
func headline(title string, people []view.PersonCard) []Piece {
	out := []Piece{{Text: title}}
	for i := range people {
		p := &people[i]
		for _, name := range []string{p.Name, p.KnownAs} {
			if at, ok := findName(out, name); ok {
				before, after, _ := cutWord(out[at].Text, name)
				out = slices.Replace(out, at, at+1, Piece{Text: before}, Piece{Text: name, Person: p}, Piece{Text: after})
				break
			}
		}
	}
	return slices.DeleteFunc(out, func(p Piece) bool { return p.Text == "" })
}

func findName(pieces []Piece, name string) (int, bool) {
	for i, p := range pieces {
		if p.Person == nil {
			if _, _, ok := cutWord(p.Text, name); ok {
				return i, true
			}
		}
	}
	return 0, false
}

// cutWord is strings.Cut at a whole word.
func cutWord(s, word string) (before, after string, ok bool) {
	if word == "" {
		return s, "", false
	}
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return s, "", false
		}
		before, after = s[:from+i], s[from+i+len(word):]
		if !inWord(before, true) && !inWord(after, false) {
			return before, after, true
		}
		from += i + len(word)
	}
}

// inWord reports whether s goes on with a letter at its end or beginning.
// Scripts without spaces between words have no such boundary.
func inWord(s string, atEnd bool) bool {
	runes := []rune(s)
	if len(runes) == 0 {
		return false
	}
	r := runes[0]
	if atEnd {
		r = runes[len(runes)-1]
	}
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
