package phone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// told is what the words before a row of digits say it is.
type told int

const (
	nothing told = iota
	aPhone       // "ring us on"
	aCode        // "order"
)

// reachBack is how many bytes before a number are looked at, and words how
// many words of these.
const (
	reachBack = 60
	words     = 4
)

// saidBefore is what the words say that stand before a number; the nearest
// counts.
func saidBefore(before string) told {
	if len(before) > reachBack {
		before = before[len(before)-reachBack:]
		for len(before) > 0 && !utf8.RuneStart(before[0]) {
			before = before[1:]
		}
	}
	before = strings.ToLower(thisSentence(before))
	fields := strings.FieldsFunc(before, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '☎' && r != '📞' && r != '№' && r != '°'
	})
	for k := len(fields) - 1; k >= 0 && k >= len(fields)-words; k-- {
		w := fields[k]
		switch {
		case saysPhone[w]:
			return aPhone
		case saysCode[w]:
			return aCode
		}
		for _, stem := range phoneStems {
			if strings.HasPrefix(w, stem) {
				return aPhone
			}
		}
		for _, stem := range codeStems {
			if strings.HasPrefix(w, stem) {
				return aCode
			}
		}
		for _, part := range wideParts { // no spaces between words
			if strings.HasSuffix(w, part) {
				return aPhone
			}
		}
	}
	return nothing
}

// thisSentence is what is left of a text after the last sentence in it that has
// ended: "Tel." and "No." end none.
func thisSentence(text string) string {
	for at := len(text) - 2; at > 0; at-- {
		if text[at+1] != ' ' || strings.IndexByte(".!?", text[at]) < 0 || at == len(text)-2 && text[at] == '.' {
			continue
		}
		if word := text[strings.LastIndexByte(text[:at], ' ')+1 : at]; text[at] != '.' || len(word) > 4 || word != "" && isDigit(word[len(word)-1]) {
			return text[at+1:]
		}
	}
	return text
}

// The words of the languages that Kith speaks, whole or by how they begin.
var (
	saysPhone = set(`☎ 📞 tel ph phone phoning call calling ring ringing dial text texting sms fax mobile cell landline hotline helpline switchboard
		handy ruf rufen rufe anruf anrufen ruft mobil durchwahl
		tél portable appeler appelez appelle
		llame llama llamar llámenos llámanos móvil celular
		ligue liga ligar telemóvel
		bel bellen mobiel
		هاتف اتصل الهاتف جوال`)
	phoneStems = strings.Fields(`telef telep téléph whatsapp freephone freecall`)
	wideParts  = strings.Fields(`電話 電話番号 でんわ`)
	saysCode   = set(`order orders ref reference invoice account parcel consignment isbn issn serial vat iban sku model part item article ticket case
		company charity licence license permit policy tracking id asin barcode batch lot patent code pin version sort register registration
		nr hrb hra ust siret siren rcs commande colis facture dossier pedido factura encomenda fatura nif bestelling factuur kvk btw oib`)
	codeStems = strings.Fields(`bestell rechnung kunden konto auftrag artikel sendung steuer registernummer handelsreg`)
)
