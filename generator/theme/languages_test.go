package theme

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kith/generator/diag"
	"kith/generator/hours"
	"kith/generator/view"
)

var update = flag.Bool("update", false, "write the golden file anew")

// spoken are the languages that the built-in theme speaks.
var spoken = []string{"en", "fr", "de", "es", "pt", "pt-BR", "nl", "ar", "ja"}

// What the languages of the built-in theme make of dates, numbers, plurals,
// lists and hours is in testdata/languages.txt, for people who speak them to
// read.
func TestLanguages(t *testing.T) {
	list := &diag.List{}
	th := Load(nil, Options{Languages: spoken}, list)
	for _, d := range list.Sorted() {
		t.Error(d)
	}
	week, err := hours.Parse("Mo-Fr 09:00-12:30,13:30-17:00; Sa 08:00-12:00; PH off; 2026-12-24 - 2027-01-01 off")
	if err != nil {
		t.Fatal(err)
	}
	day := func(y, m, d int) view.Date { return view.Date{Year: y, Month: m, Day: d, ISO: "set"} }
	var b strings.Builder
	for _, tag := range spoken {
		w := th.set(tag).words
		fmt.Fprintf(&b, "== %s, which calls itself %s\n", tag, th.autonym(tag))
		show := func(what string, s string, err error) {
			if err != nil {
				t.Errorf("%s: %s: %v", tag, what, err)
			}
			fmt.Fprintf(&b, "%-14s %s\n", what, s)
		}
		for _, d := range []view.Date{day(2026, 11, 14), day(2027, 1, 1), day(2026, 8, 0), day(2026, 0, 0)} {
			s, err := w.date(d)
			show("date", s, err)
		}
		s, err := w.day(day(2026, 11, 14))
		show("day", s, err)
		for _, key := range []string{"count-stories", "count-people", "minutes", "span-working-day"} {
			var forms []string
			for _, n := range []int{0, 1, 2, 3, 11, 100, 1204} {
				s, err := w.say(key, map[string]any{"n": n})
				if err != nil {
					t.Error(err)
				}
				forms = append(forms, s)
			}
			show(key, strings.Join(forms, " | "), nil)
		}
		s, err = w.span("2 working days")
		show("span", s, err)
		show("join", w.join([]string{"Ada", "Bo", "Cleo"}), nil)
		s, err = w.say("stories-elsewhere", map[string]any{"n": 5, "language": w.lang("en")})
		show("elsewhere", s, err)
		s, err = w.say("foreign-speaker", map[string]any{"name": "Ada", "language": w.lang("en"), "own": w.lang(tag)})
		show("speaker", s, err)
		s, err = w.hours(&view.Hours{Schedule: &week, Place: "Lisbon"})
		show("hours", s, err)
		fmt.Fprintln(&b)
	}
	golden := filepath.Join("testdata", "languages.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("languages.txt is another; run go test ./generator/theme -run TestLanguages -update and read the diff. Got:\n%s", b.String())
	}
}

// No language of the built-in theme lacks a word of English.
func TestEveryWordIsSaid(t *testing.T) {
	th := Load(nil, Options{Languages: spoken}, &diag.List{})
	for _, tag := range spoken {
		if missing := th.Untold(tag); len(missing) > 0 {
			t.Errorf("%s.toml lacks %s", tag, strings.Join(missing, ", "))
		}
		w := th.set(tag).words
		for _, table := range tableNames {
			for key, name := range th.set("en").words.tables[table] {
				if tag != "en" && table != "languages" && w.tables[table][key] == name && len(name) > 12 {
					t.Errorf("%s: [%s] %s is English: %s", tag, table, key, name)
				}
			}
		}
		for _, name := range []string{"days", "months", "months-short"} {
			if !strings.HasPrefix(tag, "en") && slices.Equal(w.lists[name], th.set("en").words.lists[name]) {
				t.Errorf("%s has no %s", tag, name)
			}
		}
	}
	if missing := Load(nil, Options{Languages: []string{"en", "it"}}, &diag.List{}).Untold("it"); len(missing) < 200 {
		t.Errorf("Italian has %d words missing; it has none at all", len(missing))
	}
}
