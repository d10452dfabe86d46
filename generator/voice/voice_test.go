package voice_test

import (
	"strings"
	"testing"

	"kith/generator/config"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/model"
	"kith/generator/vale"
	"kith/generator/voice"
)

// world is a small hub.
var world = voice.World{
	People: []voice.Person{
		voice.PersonOf("kofi-mensah", "Kofi Mensah", "Kofi"), voice.PersonOf("ada-okonjo", "Ada Okonjo", "Ada"),
		voice.PersonOf("bea-lindqvist", "Bea Lindqvist", "Bea"), voice.PersonOf("jose-pena", "José Peña", ""),
	},
	Company: "Hobbin & Daughters",
	Places:  []string{"Netherquay"},
}

// defaults are the settings of a hub that says nothing about its voice.
func defaults(t *testing.T, more string) *config.Config {
	t.Helper()
	var list diag.List
	cfg := config.Load("site.toml", []byte("url = \"https://hobbin.example/\"\ntitle = \"Hobbin\"\nlanguage = \"en\"\ntimezone = \"Europe/London\"\nhost = \"ada-okonjo\"\n"+more), &list)
	if found := list.Sorted(); len(found) > 0 {
		t.Fatal(found)
	}
	return cfg
}

// read makes a page of a file's text.
func read(t *testing.T, cfg *config.Config, file, src string) voice.Page {
	t.Helper()
	kinds := map[string]model.Kind{
		"stories": model.KindStory, "people": model.KindPerson, "values": model.KindValue, "contact": model.KindRoute,
	}
	s := content.Source{File: file, Kind: model.KindPage, ID: "x"}
	if parts := strings.Split(file, "/"); len(parts) == 3 {
		s.Kind = kinds[parts[1]]
	} else if file == "content/voice.md" {
		s.Kind, s.ID = model.KindVoice, "voice"
	}
	rec, _ := content.NewDecoder(cfg).Decode(s, []byte(src))
	return voice.Page{Record: rec, Source: []byte(src), Lang: "en"}
}

func notes(t *testing.T, h *voice.House, cfg *config.Config, file, src string) voice.Sheet {
	t.Helper()
	p := read(t, cfg, file, src)
	sheet := h.Notes(p)
	for _, n := range sheet.Notes {
		if n.Pos.Offset >= 0 && (n.Pos.Offset+n.Len > len(src) || src[n.Pos.Offset:n.Pos.Offset+n.Len] != n.Words) {
			t.Errorf("%s: %q is not at %d", n.Rule, n.Words, n.Pos.Offset)
		}
	}
	return sheet
}

func lines(s voice.Sheet) string {
	var b strings.Builder
	for _, n := range s.Notes {
		b.WriteString(n.Level.String() + ": " + n.Message)
		if n.Try != "" {
			b.WriteString(" Try: " + n.Try)
		}
		if len(n.Fixes) > 0 {
			b.WriteString(" [" + strings.Join(n.Fixes, "|") + "]")
		}
		b.WriteString(" {" + n.Rule + "}\n")
	}
	return b.String()
}

// Every rule of words comes with a text that it finds something in and one
// that it leaves alone.
func TestRuleFiles(t *testing.T) {
	var list diag.List
	set := vale.New()
	for _, r := range voice.Defaults() {
		if r.Why == "" || r.Before == "" || r.After == "" {
			t.Errorf("%s doesn't say why, or has no before and after", r.Name)
		}
		if n := len([]rune(r.Message)); n > 90 {
			t.Errorf("%s: the message has %d characters", r.Name, n)
		}
		for _, word := range []string{"Don't", "Avoid", "Never", "Error"} {
			if strings.HasPrefix(r.Message, word) {
				t.Errorf("%s opens with %s", r.Name, word)
			}
		}
		if r.File == "" {
			continue
		}
		src, err := voice.Files.ReadFile(r.File)
		if err != nil {
			t.Fatal(err)
		}
		if !set.Parse(r.Name, r.File, src, &list) {
			t.Errorf("%s is no rule", r.File)
		}
	}
	if src, _ := voice.Files.ReadFile("rules/ReadingGrade.yml"); !strings.Contains(string(src), "condition: \"> 12\"") {
		t.Error("grade.go goes by 12 years")
	}
	if len(voice.Defaults()) != 44 {
		t.Errorf("there are %d rules", len(voice.Defaults()))
	}
	res := set.Test(&list)
	for _, d := range list.Sorted() {
		t.Errorf("%s: %s %s [%s]", d.Pos.File, d.Message, d.Hint, d.Code)
	}
	if len(res.Untested) > 0 || res.Cases < 2*37 {
		t.Errorf("%d cases; without: %v", res.Cases, res.Untested)
	}
}
