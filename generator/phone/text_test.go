package phone_test

import (
	"strings"
	"testing"

	"kith/generator/phone"
)

// In running text a number is found by how it is written; «» stand around
// what must be found, surely, ‹› around what could be a number and may be
// something else. All other digits are none.
func TestIn(t *testing.T) {
	for _, c := range []struct{ country, text string }{
		{"GB", "Ring «01632 960 999» before noon."},
		{"GB", "Ring «01632 960999», or «01632 960998»."},
		{"GB", "The bench is on (‹01632960999›)."},
		{"GB", "Call «01632960999» to apply."},
		{"GB", "Ring (01632) 960999 — no: it is «(01632) 960999»."[len("Ring (01632) 960999 — no: it is "):]},
		{"GB", "It's «+44 1632 960999» from abroad, «0044 1632 960999» from a hotel."},
		{"", "It's «+44 1632 960999» from abroad, 01632 960999 from here."},
		{"", "Nos bureaux : «+33 1 99 00 12 34»."},
		{"GB", "«01632 960999»/«01632 960998» in 2026"},
		{"GB", "Since 2019 «01632 960999» is ours."},
		{"GB", "Tel:«01632 960999»"},
		{"GB", "Her mobile is «07700900123»."},
		{"GB", "«+44 (0)1632 960999»"},
		{"US", "«(212) 555-0123», «212-555-0124», «1-212-555-0125», «212.555.0126»"},
		{"US", "Text «212 555 0123». There are ‹212 555 0124› of them, roughly."},
		{"DE", "Sie erreichen uns unter «030/23125123» oder «0176 04069012»."},
		{"DE", "Ruf «03023125123» an."},
		{"FR", "Le «01 99 00 12 34», ou «01.99.00.12.35»."},
		{"ES", "Llama al «912 34 56 78». Había ‹912 345 679› personas."},
		{"JP", "電話番号は«03-1234-5678»です。"},

		{"GB", "On 2026-11-17, on 17.11.2026, on 17/11/2026, on 01.02.2026 and from 01/02/2026 - 03/02/2026."},
		{"GB", "Open 0800 - 1700, or 08:00-16:30, or 0900–1730 at weekends, in 2019-2020."},
		{"GB", "It cost £0163 296 0999, €1,632,960.99 or 1 632 960 999 pounds, 01632960999% more."},
		{"GB", "Your order 01632 960999, parcel RX01632960999GB, tracking no. 01632 960 999, ISBN 01632 960999."},
		{"GB", "Invoice number 01632-960-999 of account 01632 960999; VAT GB 016 3296 0999."},
		{"GB", "Order #01632 960999, ref=01632960999, AB-01632-960999, v01632.960999, 3.01632 960999."},
		{"GB", "The sort code is 01-63-29, and the account 01632960."},
		{"GB", "ISSN 0163-2960, and 0 1632 960999 of 5."},
		{"DE", "Bestellnummer 030 23125123, Kundennr. 030 23125124, HRB 030 23125125, IBAN DE02 1203 0000 0000 2020 51."},
		{"DE", "10115 Berlin, 01067 Dresden, 1.234.567,89 Euro, 24.12.2026 18.00 Uhr, 02/2026."},
		{"FR", "SIRET 732 829 320 00074, commande 01 99 00 12 34, 1 234 567,89 €, 05.06.07."},
		{"US", "Part 212-555-0123-4, zip 90210-1234, 123-45-6789, case 212-555-0123, 192.168.100.1000."},
		{"US", "Between 2010-2015 and 2016-2020 we sold 1,212,555,012 screws."},
		{"GB", strings.Repeat("0163296099 ", 400) + strings.Repeat("9", 400) + strings.Repeat("+(", 300) + strings.Repeat("0 ", 500)},
	} {
		plain := strings.NewReplacer("«", "", "»", "", "‹", "", "›", "").Replace(c.text)
		got, at := "", 0
		for _, f := range phone.In(plain, c.country) {
			if !f.Sure && !strings.Contains(c.text, "‹") {
				continue // it is nobody's, so nothing is said
			}
			open, shut := "«", "»"
			if !f.Sure {
				open, shut = "‹", "›"
			}
			got += plain[at:f.From] + open + plain[f.From:f.To] + shut
			at = f.To
		}
		if got += plain[at:]; got != c.text {
			t.Errorf("%s: got\n%s\nwant\n%s", c.country, got, c.text)
		}
	}
}

func FuzzIn(f *testing.F) {
	for _, s := range []string{"Ring 01632 960999 or (0)20", "+44 1632 960999/960998", "1 2 3 4 5 6 7 8 9", "電話03-1234-5678", "(((+0+0 0", "\xff0163\xc2 2960999"} {
		f.Add(s, "GB")
		f.Add(s, "US")
	}
	f.Fuzz(func(t *testing.T, text, country string) {
		at := 0
		for _, n := range phone.In(text, country) {
			if n.From < at || n.To <= n.From || n.To > len(text) || n.E164 == "" {
				t.Fatalf("%q (%s): %+v after %d", text, country, n, at)
			}
			at = n.To
		}
	})
}
