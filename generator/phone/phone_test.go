package phone_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"kith/generator/phone"
)

func TestParse(t *testing.T) {
	tests := []struct {
		number, country      string
		e164, national, note string // note: f fictional, u unassigned, the country
	}{
		{"020 7946 0958", "GB", "+442079460958", "020 7946 0958", "f GB"},
		{"+44 (0)20 7946 0958", "", "+442079460958", "020 7946 0958", "f GB"},
		{" tel:+44-20-7946-0958 ", "DE", "+442079460958", "020 7946 0958", "f GB"},
		{"0044 20 7946 0958", "", "+442079460958", "020 7946 0958", "f GB"},
		{"0044 20 7946 0958", "DE", "+442079460958", "020 7946 0958", "f GB"},
		{"2079460958", "uk", "+442079460958", "020 7946 0958", "f GB"},
		{"01632 960123", "GB", "+441632960123", "01632 960123", "f "},
		{"07700 900999", "GB", "+447700900999", "07700 900999", "f "},
		{"0161 496 0123", "GB", "+441614960123", "0161 496 0123", "f GB"},
		{"0800 1111", "GB", "+448001111", "0800 1111", " GB"},
		{"020 7946 1958", "GB", "+442079461958", "020 7946 1958", " GB"},
		{"(212) 555-0123", "US", "+12125550123", "(212) 555-0123", "f US"},
		{"+1 416 555 0199", "US", "+14165550199", "(416) 555-0199", "f CA"},
		{"+1 212 555 0200", "", "+12125550200", "(212) 555-0200", " US"},
		{"030/23125123", "DE", "+493023125123", "030 23125123", "f DE"},
		{"0176 04069012", "DE", "+4917604069012", "0176 04069012", "f DE"},
		{"01 99 00 12 34", "FR", "+33199001234", "01 99 00 12 34", "f FR"},
		{"+353 20 912 3456", "", "+353209123456", "(020) 912 3456", "f IE"},
		{"02 5550 1234", "AU", "+61255501234", "(02) 5550 1234", "f AU"},
		{"0491 570 156", "AU", "+61491570156", "0491 570 156", "f AU"},
		{"031-390 06 12", "SE", "+46313900612", "031-390 06 12", "f SE"},
		{"+39 06 1234 5678", "", "+390612345678", "06 1234 5678", " IT"},
		{"+800 1234 5678", "", "+80012345678", "1234 5678", " "},
		{"+44 01632 12345", "GB", "+44163212345", "01632 12345", "u "},
	}
	for _, test := range tests {
		n, err := phone.Parse(test.number, test.country)
		if err != nil {
			t.Errorf("%s (%s): %v", test.number, test.country, err)
			continue
		}
		note := ""
		if n.Fictional {
			note += "f"
		}
		if n.Unassigned {
			note += "u"
		}
		note += " " + n.Country
		if n.Country == "" || test.note == "f " {
			note = strings.TrimSuffix(note, n.Country)
		}
		if n.E164 != test.e164 || n.National != test.national || note != test.note {
			t.Errorf("%s (%s): %+v", test.number, test.country, n)
		}
	}
}

func TestDisplay(t *testing.T) {
	n, err := phone.Parse("+44 20 7946 0958 ext. 12", "DE")
	if err != nil || n.Display("GB") != "020 7946 0958 ext. 12" || n.Display("DE") != "+44 20 7946 0958 ext. 12" ||
		n.Display("") != "+44 20 7946 0958 ext. 12" || n.Link() != "tel:+442079460958;ext=12" {
		t.Errorf("%+v, %v", n, err)
	}
	for _, ext := range []string{"x12", " x 12", " ext 12", ", ext.12", " extension: 12", "#12", ";ext=12", " Ext12", " Durchwahl 12"} {
		if n, err := phone.Parse("020 7946 0958"+ext, "GB"); err != nil || n.Ext != "12" || n.E164 != "+442079460958" {
			t.Errorf("%q: %+v, %v", ext, n, err)
		}
	}
}

func TestImpossible(t *testing.T) {
	tests := []struct{ number, country, msg, hint string }{
		{"020 7946 09", "GB", "too short for a number in the United Kingdom: 8 digits after the 0, it needs 9 or 10", "missing"},
		{"+44 20 7946 09", "", "too short for a number in the United Kingdom: 8 digits after +44, it needs 9 or 10", "missing"},
		{"020 7946", "GB", "too short", "missing"},
		{"020 7946 0958 1", "GB", "too long for a number in the United Kingdom: 11 digits", "two numbers"},
		{"020 7946 0958 / 020 7946 0959", "GB", "too long", "two numbers"},
		{"020 7946 0958, 020 7946 0959", "GB", "more than one", "channels"},
		{"555-0123", "US", "too short for a number in North America", "area code"},
		{"112", "GB", "too short", "missing"},
		{"7", "GB", "", ""},
		{"020 7946 0958", "", "which country", "site.toml"},
		{"020 7946 0958", "Britain", "not a country", "GB"},
		{"+999 12345678", "", "no country has the code", "44"},
		{"0800 FLOWERS", "GB", "letters", "digits"},
		{"call me", "GB", "letters", "digits"},
		{"", "GB", "no number", "+44"},
		{"+", "", "no number", "+44"},
		{"+44 +20 7946 0958", "", "in the middle", ""},
		{"020 7946 0958*", "GB", "'*'", ""},
		{"1234567890123456789", "DE", "too long", ""},
	}
	for _, test := range tests {
		n, err := phone.Parse(test.number, test.country)
		var e *phone.Error
		if !errors.As(err, &e) || !strings.Contains(e.Msg, test.msg) || !strings.Contains(e.Hint, test.hint) {
			t.Errorf("%q (%s): %+v, %v", test.number, test.country, n, err)
		}
	}
}

func TestParallel(t *testing.T) {
	var wg sync.WaitGroup
	for _, country := range []string{"GB", "DE", "FR", "US", "AU", "SE", "IE", "IT"} {
		wg.Go(func() {
			for range 20 {
				_, _ = phone.Parse("020 7946 0958", country)
			}
		})
	}
	wg.Wait()
}

func TestMail(t *testing.T) {
	for _, a := range []string{"ada@example.com", "ada.okonjo+web@mail.example.co.uk", "o'hara@example.com", "łukasz@przykład.pl", "a@xn--bcher-kva.example"} {
		if got, err := phone.Mail(a); err != nil || got != a {
			t.Errorf("%s: %s, %v", a, got, err)
		}
	}
	if got, err := phone.Mail(" Ada@Example.COM "); got != "Ada@example.com" {
		t.Errorf("%s, %v", got, err)
	}
	for a, want := range map[string]string{
		"":                                       "no address",
		"ada":                                    "no @",
		"ada at example.com":                     "spelled out",
		"ada(at)example.com":                     "spelled out",
		"ada@example":                            "no ending",
		"ada@localhost":                          "no ending",
		"@example.com":                           "nothing before",
		"ada@":                                   "nothing after",
		"ada@@example.com":                       "more than one @",
		"ada@example.com, bo@example.com":        "more than one address",
		"ada okonjo@example.com":                 "a space",
		"Ada <ada@example.com>":                  "write just ada@example.com",
		"<ada@example.com>":                      "write just ada@example.com",
		"mailto:ada@example.com":                 "write just ada@example.com",
		"ada@example,com":                        "','",
		"ada..okonjo@example.com":                "dot too many",
		"ada@example.com.":                       "dot too many",
		"ada@.example.com":                       "dot too many",
		"ada@exa_mple.com":                       "'_'",
		"ada@-example.com":                       "part of a domain",
		"ada@127.0.0.1":                          "ends with",
		"ada@example.c":                          "ends with",
		"ada\u200b@example.com":                  "invisible",
		`"ada"@example.com`:                      "can't be in an address",
		strings.Repeat("a", 65) + "@example.com": "longer",
	} {
		_, err := phone.Mail(a)
		var e *phone.Error
		if !errors.As(err, &e) || !strings.Contains(e.Error(), want) {
			t.Errorf("%q: %v, want %q", a, err, want)
		}
	}
}

func TestInboxes(t *testing.T) {
	for address, want := range map[string]string{
		"ada.okonjo@example.com": "", "info@example.com": "role", "INFO@example.com": "role", "support-uk@example.com": "role",
		"kontakt@example.de": "role", "sales2@example.com": "role", "customer.service@example.com": "", "team.lead@example.com": "",
		"press.team@example.com": "role", "info+web@example.com": "role", "no-reply@example.com": "noreply",
		"noreply@example.com": "noreply", "do_not_reply@example.com": "noreply", "ne-pas-repondre@example.fr": "noreply",
		"orders.noreply@example.com": "noreply", "": "", "informatica@example.com": "", "hiro@example.com": "",
	} {
		got := ""
		if phone.RoleInbox(address) {
			got += "role"
		}
		if phone.NoReply(address) {
			got += "noreply"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"020 7946 0958", "+44 (0)20", "(212) 555-0123 x9", "+800 1", "٠٢٠ ٧٩٤٦", "++", "0" + strings.Repeat("1", 300)} {
		f.Add(s, "GB")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, number, country string) {
		n, err := phone.Parse(number, country)
		var e *phone.Error
		if err != nil {
			if !errors.As(err, &e) || e.Msg == "" {
				t.Errorf("%T %v", err, err)
			}
			return
		}
		if !strings.HasPrefix(n.E164, "+") || strings.Trim(n.E164[1:], "0123456789") != "" || n.National == "" {
			t.Errorf("%q (%s): %+v", number, country, n)
		}
		again, err := phone.Parse(n.E164, "")
		if err != nil || again.E164 != n.E164 || again.Fictional != n.Fictional || again.Unassigned != n.Unassigned {
			t.Errorf("%q (%s): %+v, read again %+v, %v", number, country, n, again, err)
		}
	})
}

func FuzzMail(f *testing.F) {
	for _, s := range []string{"ada@example.com", "Ada <ada@example.com>", `"a b"@c.de`, "a@b", "mailto:", "ü@ü.de"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		got, err := phone.Mail(address)
		phone.NoReply(address)
		phone.RoleInbox(address)
		if err != nil {
			return
		}
		if again, err := phone.Mail(got); err != nil || again != got || strings.ContainsAny(got, " <>\"\r\n?&") && !strings.ContainsAny(address, "?&") {
			t.Errorf("%q: %q, again %q, %v", address, got, again, err)
		}
	})
}
