package check

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrases are what links say in a language: those that say nothing about where
// they lead (VagueLink), and those that promise somebody to talk to (Asks).
type phrases map[string]FlawKind

// longest is how many bytes of a link's words are looked at: none of those
// below is longer.
const longest = 64

// wordsOf returns the words of a page's language, nil for one we don't speak.
func wordsOf(tag string) phrases {
	base, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	return spoken[base]
}

// edges are what stands around the words of a link.
const edges = " \t\n\u00a0.,:;!?…→›»«>‹[]()\"'“”’"

// fold makes words alike that differ in case, spaces and what stands around
// them: "Click here →" is "click here". It takes the memory of buf.
func fold(buf, text []byte) []byte {
	if bytes.IndexByte(text, '&') >= 0 {
		text = []byte(html.UnescapeString(string(text)))
	}
	buf = buf[:0]
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		i += n
		switch {
		case r == ' ', r == '\n', r == '\t', r == '\u00a0':
			if len(buf) > 0 && buf[len(buf)-1] != ' ' {
				buf = append(buf, ' ')
			}
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			buf = append(buf, byte(r))
		default:
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
		}
	}
	if n := len(buf); n > 0 && isLetter(buf[0]) && isLetter(buf[n-1]) {
		return buf // as nearly always
	}
	return bytes.Trim(buf, edges)
}

var spoken = func() map[string]phrases {
	out := map[string]phrases{}
	for _, row := range [...][3]string{
		{
			"en", "here|click|click here|click this|click this link|tap here|press here|this|this link|link|this page|more|read more|learn more|see more|find out more|more info|more information|details|continue|go|see here|over here",
			"contact|contact us|contact me|contact our team|contact the team|contact support|contact sales|get in touch|get in touch with us|email us|e-mail us|mail us|call us|ring us|phone us|write to us|message us|talk to us|speak to us|reach out|reach us|enquire now",
		}, {
			"de", "hier|hier klicken|klicken sie hier|klick hier|klicke hier|dieser link|link|mehr|weiterlesen|mehr lesen|mehr erfahren|mehr dazu|mehr infos|mehr informationen|weitere informationen|details|weiter",
			"kontakt|kontaktieren sie uns|kontaktiere uns|kontakt aufnehmen|nehmen sie kontakt auf|schreiben sie uns|schreib uns|rufen sie uns an|ruf uns an|zum kontaktformular|kontaktformular|so erreichen sie uns",
		}, {
			"fr", "ici|cliquez ici|cliquer ici|clique ici|ce lien|lien|plus|lire plus|lire la suite|en savoir plus|voir plus|plus d'infos|plus d’infos|plus d'informations|plus d’informations|suite|la suite|détails",
			"contact|contactez-nous|contactez nous|nous contacter|contacter|écrivez-nous|nous écrire|appelez-nous|nous appeler|prenez contact|formulaire de contact",
		}, {
			"es", "aquí|haga clic aquí|haz clic aquí|clic aquí|pulse aquí|pincha aquí|este enlace|enlace|más|leer más|ver más|saber más|más información|detalles|continuar",
			"contacto|contáctenos|contáctanos|contactar|contacte con nosotros|contacta con nosotros|póngase en contacto|ponte en contacto|escríbanos|escríbenos|llámenos|llámanos",
		}, {
			"pt", "aqui|clique aqui|este link|link|mais|ler mais|leia mais|ver mais|veja mais|saiba mais|saber mais|mais informações|detalhes|continuar",
			"contato|contacto|contate-nos|contacte-nos|fale conosco|fale connosco|entre em contato|entre em contacto|escreva-nos|ligue para nós",
		}, {
			"nl", "hier|klik hier|deze link|link|meer|lees meer|lees verder|meer lezen|meer weten|meer info|meer informatie|details|verder",
			"contact|neem contact op|contact opnemen|neem contact met ons op|mail ons|bel ons|schrijf ons|contactformulier",
		}, {
			"ja", "こちら|ここ|ここをクリック|こちらをクリック|クリック|リンク|もっと|もっと見る|続きを読む|続き|詳細|詳しくはこちら|詳細はこちら",
			"お問い合わせ|お問合せ|お問い合わせはこちら|問い合わせ|連絡先|ご連絡ください|お問い合わせフォーム",
		}, {
			"ar", "هنا|اضغط هنا|انقر هنا|هذا الرابط|رابط|المزيد|اقرأ المزيد|لمعرفة المزيد|التفاصيل",
			"اتصل بنا|تواصل معنا|اتصال|راسلنا|اكتب لنا",
		},
	} {
		said := phrases{}
		for n, kind := range [...]FlawKind{Asks, VagueLink} { // what is both is vague
			for line := range strings.SplitSeq(row[2-n], "|") {
				said[string(fold(nil, []byte(line)))] = kind
			}
		}
		out[row[0]] = said
	}
	return out
}()
