package sitetest

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-vcard"
)

// checkCards reads every vCard of a finished site, by RFC 2426 and with
// another program's reader, and holds its numbers and addresses against the
// pages: a card says nothing that no page of the hub does.
func checkCards(tree map[string]string, base string) []string {
	var wrong []string
	pages := Pages(tree)
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if path.Ext(name) != ".vcf" {
			continue
		}
		text := tree[name]
		bad := func(format string, args ...any) { wrong = append(wrong, name+": "+fmt.Sprintf(format, args...)) }
		if !strings.HasPrefix(text, "BEGIN:VCARD\r\nVERSION:3.0\r\n") || !strings.HasSuffix(text, "\r\nEND:VCARD\r\n") {
			bad("it does not begin and end as it should")
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
			if len(line) > 75 || line == "" || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				bad("the line %q", line)
			}
		}
		card, err := vcard.NewDecoder(strings.NewReader(strings.ReplaceAll(text, "\r\n ", ""))).Decode()
		if err != nil {
			bad("%v", err)
			continue
		}
		for _, must := range []string{"N", "FN", "UID"} {
			if len(card[must]) != 1 || card.Value(must) == "" {
				bad("it has not one %s", must)
			}
		}
		// It is the card of whoever answers, who may be another than the one
		// of this folder.
		home, ours := strings.CutPrefix(card.Value("URL"), base)
		page := pages[home+"index.html"]
		if !ours || page == nil {
			bad("it leads to %q", card.Value("URL"))
			continue
		}
		if page.H1 != plainValue(card.Value("FN")) {
			bad("it is the card of %q and leads to the page of %q", plainValue(card.Value("FN")), page.H1)
		}
		said := strings.Join(page.Said, "\n")
		for _, tel := range card["TEL"] {
			number, _, _ := strings.Cut(strings.ReplaceAll(tel.Value, `\,`, ","), ",")
			if !strings.Contains(said, number) {
				bad("the number %s is not on the page", number)
			}
		}
		for _, mail := range card["EMAIL"] {
			if !strings.Contains(page.Text, mail.Value) {
				bad("the address %s is not on the page", mail.Value)
			}
		}
		if len(card["TEL"])+len(card["EMAIL"]) == 0 && len(page.Ways) > 0 {
			bad("it leads nowhere")
		}
	}
	return wrong
}

// plainValue takes back what a card escapes (RFC 2426 §4), with runs of spaces
// as one, as a page shows them.
func plainValue(s string) string {
	s = strings.NewReplacer(`\;`, ";", `\,`, ",", `\n`, " ", `\\`, `\`).Replace(s)
	return strings.Join(strings.Fields(s), " ")
}
