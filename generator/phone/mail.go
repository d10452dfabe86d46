package phone

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mail checks a mail address, just the address without a name, and returns it with its
// domain in small letters. It is stricter than the standard where that lets pass what is a
// slip on a web page: quotes, comments, a domain without a dot. The error is
// an *Error.
func Mail(address string) (string, error) {
	text := strings.TrimSpace(address)
	const like = "write it like ada@example.com"
	if rest, ok := cutPrefixFold(text, "mailto:"); ok {
		return "", wrong("write just "+rest, "the address begins with mailto:")
	}
	if parsed, err := mail.ParseAddress(text); err == nil && strings.ContainsAny(text, "<>") {
		return "", wrong("write just "+parsed.Address, "there is a name around the address")
	}
	switch lower := strings.ToLower(text); {
	case text == "":
		return "", wrong(like, "there is no address here")
	case strings.Count(text, "@") > 1 && strings.ContainsAny(text, ",; /"):
		return "", wrong("write one address here; more can go under channels", "this looks like more than one address")
	case strings.Count(text, "@") > 1:
		return "", wrong(like, "there is more than one @ in %q", text)
	case !strings.Contains(text, "@") && (strings.Contains(lower, "(at)") || strings.Contains(lower, "[at]") || strings.Contains(lower, " at ")):
		return "", wrong("people should be able to click it; write it like ada@example.com", "the @ is spelled out in %q", text)
	case !strings.Contains(text, "@"):
		return "", wrong(like, "there is no @ in %q", text)
	}
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			return "", wrong("take it out", "there is a space in %q", text)
		case !unicode.IsPrint(r):
			return "", wrong("type the address anew; it may have come with copying", "there is an invisible character in %q", text)
		case strings.ContainsRune(`"(),:;<>[]\`, r):
			return "", wrong(like, "%q can't be in an address, and is in %q", r, text)
		}
	}
	local, domain, _ := strings.Cut(text, "@")
	switch {
	case local == "":
		return "", wrong("write who it goes to, like ada"+text, "there is nothing before the @")
	case domain == "":
		return "", wrong("write where it goes to, like "+text+"example.com", "there is nothing after the @")
	case strings.HasPrefix(local, "."), strings.HasSuffix(local, "."), strings.Contains(text, ".."):
		return "", wrong("dots stand between letters, one at a time", "there is a dot too many in %q", text)
	case len(local) > 64, len(text) > 254:
		return "", wrong("", "the address is longer than addresses can be")
	}
	if err := checkDomain(domain); err != nil {
		return "", err
	}
	clean := local + "@" + strings.ToLower(domain)
	if parsed, err := mail.ParseAddress(clean); err != nil || parsed.Address != clean {
		return "", wrong(like, "%q is not a mail address", text)
	}
	return clean, nil
}

// MailsIn finds the mail addresses in running text, in order, as they are
// written there.
func MailsIn(text string) []string {
	var out []string
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '@')
		if i < 0 {
			return out
		}
		i += at
		from, to := i, i+1
		for from > at {
			r, size := utf8.DecodeLastRuneInString(text[at:from])
			if inNoAddress(r) {
				break
			}
			from -= size
		}
		if n := strings.IndexFunc(text[to:], inNoAddress); n >= 0 {
			to += n
		} else {
			to = len(text)
		}
		if a := strings.Trim(text[from:to], ".'-"); a != "" {
			if _, err := Mail(a); err == nil {
				out = append(out, a)
			}
		}
		at = to
	}
}

func inNoAddress(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("@.!#$&'*+=?^_{|}~-", r)
}

func checkDomain(domain string) error {
	if strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") {
		return wrong("take it out", "there is a dot too many in %q", domain)
	}
	labels := strings.Split(domain, ".")
	if len(labels) == 1 {
		return wrong("is .com or the like missing?", "%q has no ending", domain)
	}
	for _, label := range labels {
		if strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") || len(label) > 63 {
			return wrong("", "%q can't be part of a domain", label)
		}
		for _, r := range label {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
				return wrong("domains have letters, digits and hyphens only", "%q can't be in a domain, and is in %q", r, domain)
			}
		}
	}
	if last := labels[len(labels)-1]; len([]rune(last)) < 2 || strings.IndexFunc(last, unicode.IsLetter) < 0 {
		return wrong("is the ending right?", "no domain ends with .%s", last)
	}
	return nil
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

// localParts are the words before the @, in small letters.
func localParts(address string) []string {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	local, _, _ = strings.Cut(local, "+")
	return strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '-' || r == '_' })
}

// NoReply reports whether an address says itself that nobody reads what is sent there.
func NoReply(address string) bool {
	joined := strings.Join(localParts(address), "")
	for _, word := range []string{
		"noreply", "donotreply", "dontreply", "notreply", "noanswer", "keineantwort", "nichtantworten", "nepasrepondre",
		"noresponder", "naoresponda", "nonrispondere", "nietantwoorden", "svarainte", "mailerdaemon",
	} {
		if strings.Contains(joined, word) {
			return true
		}
	}
	return false
}

// RoleInbox reports whether an address looks like one that several people read, not one person:
// info@, support-uk@, kontakt@.
func RoleInbox(address string) bool {
	parts := localParts(address)
	if len(parts) == 0 || !roles[strings.TrimRight(parts[0], "0123456789")] {
		return false
	}
	for _, part := range parts[1:] {
		// info.de, sales-team; but team.lead may be one person, and press.ganey is.
		if len(part) > 3 && !roles[part] {
			return false
		}
	}
	return true
}

var roles = set(`
	accounting accounts admin administration ask billing booking bookings careers care contact contactus customercare
	customerservice desk enquiries enquiry events feedback finance frontdesk general hello help helpdesk hey hi hq hr info
	information inquiries inquiry invoices jobs legal mail mailbox marketing media newsletter office orders people post
	postmaster press privacy reception recruiting recruitment returns sales security service services shop staff store
	studio support talent team tickets webmaster welcome
	anfrage anfragen bestellung bewerbung bewerbungen buchhaltung buero büro datenschutz empfang hallo karriere
	kontakt kundendienst kundenservice personal post presse rechnung rechnungen redaktion sekretariat shop verkauf
	vertrieb verwaltung zentrale
	accueil bonjour commercial compta contacto contato contatto contatti correo emplois geral hola info ola
	oficina prensa presse rh secretaria secretariat servicio soporte stampa suporte ufficio ventas vendas
	hej kundtjanst kundservice kundeservice klantenservice verkoop vragen biuro sprzedaz kontor`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}
