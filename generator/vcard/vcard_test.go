package vcard

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	govcard "github.com/emersion/go-vcard"
)

func TestEncode(t *testing.T) {
	got := string(Encode(&Card{
		Name: "Ọládélé Adébáyọ̀-Smith", Nickname: "Ladé", Organization: "Hobbin & Daughters; Ltd", Unit: "Keys, locks",
		Title: "Mends things, at the long bench", Phones: []Phone{{"+441632960121", "voice"}, {"+441632960122,12", "textphone"}},
		Emails: []string{"lade@hobbin.example"}, URL: "https://hobbin.example/people/lade/",
		Note: "Can help with: it used to work; it’s making a noise; it needs a part nobody makes.\nBest after ten, when the glue is setting.",
		UID:  "https://hobbin.example/people/lade/", Revised: "2026-11-02",
	}))
	want := strings.ReplaceAll(`BEGIN:VCARD
VERSION:3.0
N:Ọládélé Adébáyọ̀-Smith;;;;
FN:Ọládélé Adébáyọ̀-Smith
NICKNAME:Ladé
ORG:Hobbin & Daughters\; Ltd;Keys\, locks
TITLE:Mends things\, at the long bench
TEL;TYPE=WORK,VOICE:+441632960121
TEL;TYPE=WORK,VOICE,MODEM:+441632960122\,12
EMAIL;TYPE=INTERNET:lade@hobbin.example
URL:https://hobbin.example/people/lade/
NOTE:Can help with: it used to work\; it’s making a noise\; it needs a pa
 rt nobody makes.\nBest after ten\, when the glue is setting.
UID:https://hobbin.example/people/lade/
REV:2026-11-02
END:VCARD
`, "\n", "\r\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if parts := string(Encode(&Card{Name: "Ada N. Okonjo", Given: "Ada", Family: "Okonjo"})); !strings.Contains(parts, "\r\nN:Okonjo;Ada;;;\r\n") {
		t.Error(parts)
	}
}

// Whatever stands in a card, every line is short, ends as it should, splits
// no character, and another program reads back what was written.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"", "a", "a;b,c\\d\ne", strings.Repeat("é", 100), strings.Repeat("日本", 80), strings.Repeat(`\`, 200), "END:VCARD\r\nBEGIN:VCARD", "\x00\x7f\t", "\xff", strings.Repeat("x", 69) + ";;;;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		data := Encode(&Card{
			Name: "N " + s, Nickname: s, Organization: s, Unit: s, Title: s, Phones: []Phone{{s, "voice"}}, Emails: []string{s}, Note: s, UID: s,
			URL: "https://hub.example/", Revised: "2026-11-02",
		})
		rest := string(data)
		if !utf8.ValidString(rest) || strings.Count(rest, "\n") != strings.Count(rest, "\r\n") || strings.Count(rest, "\r") != strings.Count(rest, "\r\n") {
			t.Fatalf("%q", rest)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(rest, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || line == "" {
				t.Errorf("a line of %d bytes: %q", len(line), line)
			}
			if slashes := len(line) - len(strings.TrimRight(line, `\`)); slashes%2 == 1 {
				t.Errorf("a fold within an escape: %q", line)
			}
		}
		dec := govcard.NewDecoder(bytes.NewReader(bytes.ReplaceAll(data, []byte("\r\n "), nil)))
		card, err := dec.Decode()
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if _, err := dec.Decode(); err != io.EOF {
			t.Errorf("there is a second card in\n%s", data)
		}
		want := plain(strings.NewReplacer("\r\n", "\x01", "\r", "\x01", "\n", "\x01").Replace(s))
		note := strings.ReplaceAll(card.Value("NOTE"), `\;`, ";") // that reader leaves these as they are
		got := plain(strings.ReplaceAll(note, "\n", "\x01"))
		if s != "" && strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("note %q, want %q", got, want)
		}
	})
}
