package generator

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/generator/check"
	"kith/generator/content"
	"kith/generator/diag"
	"kith/generator/graph"
	"kith/generator/ledger"
	"kith/generator/phone"
)

// This file is about numbers and addresses that were typed into words and made
// no link: nobody has to be asked whether they are still right, so they stay
// when their owner goes.

// typedWays are those in a page's words that lead to nobody. A row of digits that
// may be something else than a telephone number counts if it is somebody's.
func typedWays(p *check.Page, reader *graph.Reader) []check.Flaw {
	var out []check.Flaw
	for _, t := range p.Typed {
		for _, n := range phone.In(t.Text, reader.Country()) {
			if f, ok := wayFlaw(reader, "tel:"+n.E164); ok && (n.Sure || f.Kind == check.OldWay) {
				out = append(out, asTyped(f, t.Text[n.From:n.To], t.Main))
			}
		}
		for _, address := range phone.MailsIn(t.Text) {
			if f, ok := wayFlaw(reader, "mailto:"+address); ok {
				out = append(out, asTyped(f, "mailto:"+address, t.Main))
			}
		}
	}
	return out
}

func asTyped(f check.Flaw, words string, inMain bool) check.Flaw {
	f.Words, f.Main = words, inMain
	switch f.Kind {
	case check.OldWay:
		f.Kind = check.OldTyped
	case check.NobodysWay:
		f.Kind = check.NobodysTyped
	}
	return f
}

// typedKey is the same for all ways of writing a number.
func typedKey(words string) string {
	if strings.HasPrefix(words, "mailto:") {
		return words
	}
	return onlyDigits(words)
}

// typedIn finds where a number or an address stands in a source, other than as
// what a link leads to.
func typedIn(src []byte, words string) []place {
	find := digitsIn
	if strings.HasPrefix(words, "mailto:") {
		find = textIn
	}
	return slices.DeleteFunc(find(src, typedKey(words)), func(p place) bool { return linked(src[:p.from]) })
}

// place is from which byte to which something stands.
type place struct{ from, to int }

func textIn(src []byte, words string) (places []place) {
	words = strings.TrimPrefix(words, "mailto:")
	for at := 0; ; {
		i := bytes.Index(src[at:], []byte(words))
		if i < 0 {
			return places
		}
		at += i + len(words)
		places = append(places, place{at - len(words), at})
	}
}

// digitsIn finds where digits stand in a source, whatever is between them.
func digitsIn(src []byte, digits string) (places []place) {
	for at := 0; at < len(src) && digits != ""; at++ {
		if src[at] != digits[0] || at > 0 && isDigit(src[at-1]) {
			continue
		}
		end, ok := digitsFrom(src, at, digits)
		if !ok {
			continue
		}
		from := at
		for from > 0 && (src[from-1] == '+' || src[from-1] == '(') {
			from--
		}
		places = append(places, place{from, end})
		at = end - 1
	}
	return places
}

// linked reports whether what follows is the address of a link.
func linked(before []byte) bool {
	return len(before) > 0 && before[len(before)-1] == ':' && (bytes.HasSuffix(before, []byte("tel:")) || bytes.HasSuffix(before, []byte("mailto:")) || bytes.HasSuffix(before, []byte("sms:")))
}

// digitsFrom follows digits through what may stand between them.
func digitsFrom(src []byte, at int, want string) (end int, ok bool) {
	for k, apart := 0, 0; at < len(src) && apart < 5; {
		if isDigit(src[at]) {
			if src[at] != want[k] {
				return 0, false
			}
			at++
			apart = 0
			if k++; k == len(want) {
				return at, at == len(src) || !isDigit(src[at])
			}
			continue
		}
		r, size := utf8.DecodeRune(src[at:])
		if n := bytes.IndexByte(src[at:min(at+8, len(src))], ';'); r == '&' && n > 0 {
			size = n + 1 // &nbsp;
		} else if unicode.IsLetter(r) {
			return 0, false
		}
		at, apart = at+size, apart+1
	}
	return 0, false
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isTyped(f ledger.Flaw) bool {
	return check.FlawKind(f.Kind) == check.OldTyped || check.FlawKind(f.Kind) == check.NobodysTyped
}

// typedAt is where the nth place of typed words is: in the page's own source,
// else in the settings. A page that shows another one's words, as lists do,
// has none.
func (x *flawFindings) typedAt(file, words string, nth int) (pos diag.Pos, length int, ok bool) {
	for _, f := range []string{file, x.line.cfg.File} {
		if f == "" {
			continue
		}
		src, err := x.slurp(f, content.MaxMarkdown)
		if err != nil {
			continue
		}
		places := typedIn(src, words)
		if nth < len(places) {
			return diag.Pos{File: f, Offset: places[nth].from}, places[nth].to - places[nth].from, true
		}
		nth -= len(places)
	}
	return pos, 0, false
}
