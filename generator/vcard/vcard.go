// Package vcard writes business cards for address books, as vCard 3.0 has it
// (RFC 2426, on the rules for lines in RFC 2425).
//
// Version 3.0 is the one that telephones, mail programs and old directories
// all read. The package knows no site: a Card is plain text and absolute
// addresses, and the same Card gives the same bytes. What a Card lacks is left
// out; only its name must be there. Start with Card and Encode.
package vcard

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// Card is one person.
type Card struct {
	// Name is the full name, FN. Given and Family are its parts, where the
	// person has said so; it is never cut in two for them.
	Name, Given, Family string
	Nickname            string
	Organization, Unit  string
	Title               string // what they do
	Photo               []byte // a JPEG
	Phones              []Phone
	Emails              []string
	URL                 string
	Note                string
	UID                 string
	Revised             string // REV: a date, as in 2026-11-02
}

// Phone is a telephone number.
type Phone struct {
	Number string // as in +441632960121
	// Kind is "voice", "text" or "textphone".
	Kind string
}

// kinds are the types of TEL (RFC 2426, section 3.3.1) for kinds of number.
var kinds = map[string]string{"voice": "WORK,VOICE", "text": "WORK,MSG", "textphone": "WORK,VOICE,MODEM"}

// Encode writes a card.
func Encode(c *Card) []byte {
	var w writer
	w.Grow(1024 + 3*len(c.Photo)/2)
	w.line("BEGIN", "VCARD")
	w.line("VERSION", "3.0")
	// N must be there. A name without known parts is all one, in the first
	// place, where address books sort by it.
	if c.Given != "" && c.Family != "" {
		w.line("N", escape(c.Family)+";"+escape(c.Given)+";;;")
	} else {
		w.line("N", escape(c.Name)+";;;;")
	}
	w.line("FN", escape(c.Name))
	if c.Nickname != "" {
		w.line("NICKNAME", escape(c.Nickname))
	}
	if c.Organization != "" {
		org := escape(c.Organization)
		if c.Unit != "" {
			org += ";" + escape(c.Unit)
		}
		w.line("ORG", org)
	}
	w.some("TITLE", c.Title)
	if len(c.Photo) > 0 {
		w.line("PHOTO;ENCODING=b;TYPE=JPEG", base64.StdEncoding.EncodeToString(c.Photo))
	}
	for _, p := range c.Phones {
		w.line("TEL;TYPE="+kinds[p.Kind], escape(p.Number))
	}
	for _, e := range c.Emails {
		w.line("EMAIL;TYPE=INTERNET", escape(e))
	}
	if c.URL != "" {
		w.line("URL", plain(c.URL)) // an address is no text, and has no escapes
	}
	w.some("NOTE", c.Note)
	w.some("UID", c.UID)
	if c.Revised != "" {
		w.line("REV", plain(c.Revised))
	}
	w.line("END", "VCARD")
	return []byte(w.String())
}

type writer struct{ strings.Builder }

func (w *writer) some(name, text string) {
	if text != "" {
		w.line(name, escape(text))
	}
}

// most is how long a line may be, in bytes, its end apart (RFC 2426, section
// 2.6).
const most = 75

// line writes a line, folded where it is too long: what follows begins with
// a space. A fold never stands inside of a character, nor between the parts of
// one that is escaped, because some readers unfold too late.
func (w *writer) line(name, value string) {
	s := name + ":" + value
	for limit := most; len(s) > limit; limit = most - 1 {
		cut := limit
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		if slashes := len(s[:cut]) - len(strings.TrimRight(s[:cut], `\`)); slashes%2 == 1 {
			cut--
		}
		w.WriteString(s[:cut])
		w.WriteString("\r\n ")
		s = s[cut:]
	}
	w.WriteString(s)
	w.WriteString("\r\n")
}

// escape is a text value (RFC 2426, section 4): commas and semicolons would
// part it, a line end would end it.
func escape(s string) string { return plain(escapes.Replace(s)) }

var escapes = strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// plain leaves out what no line may hold.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
