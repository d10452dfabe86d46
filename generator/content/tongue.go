package content

import (
	"bytes"
	"fmt"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"kith/generator/diag"
)

// tongues are the languages of the theme that are known by their small words:
// those that no sentence does without, and the others don't have. Japanese and
// Arabic are known by their letters.
var tongues = func() map[string]smallWord {
	small := map[string]smallWord{}
	for i, list := range [...]string{
		english: "the and of to is was that with for it as on are this be at by not have from they his her she you we had were which would there been their what who will could do no over",
		german:  "der und ist nicht ein eine einen das mit auf für dem den des sich von ich wir sie auch aus bei nach wie war zu im wird haben oder noch wenn dass über einem",
		french:  "le les et des est une du dans que qui pour pas sur au avec ce il elle nous vous sont mais par ne se cette ont aux leur été plus je fait ou être",
		spanish: "que se el los las y es una del por con para su al lo como más pero sus fue muy ya desde cuando donde está son hay nos qué porque también entre sin ella",
		portug:  "os as e é um uma do da dos das em na não com para por mais ao pelo pela seu sua foi são nos você quando muito já eu ela está tem mas isso",
		dutch:   "het een van en niet op dat zijn voor aan er ook als maar bij naar hij zij wij deze wordt worden heeft hebben nog wat dan je uit werd",
	} {
		for n, w := range strings.Fields(list) {
			if _, taken := small[w]; taken {
				small[w] = smallWord{} // it tells nothing
				continue
			}
			small[w] = smallWord{i, 1 << n}
		}
	}
	return small
}()

// smallWord is the language of a small word, and a bit of its own in it.
type smallWord struct {
	tongue int
	bit    uint64
}

// longestSmall is how many bytes the longest of them has.
const longestSmall = 8

const (
	nobodys = iota
	english
	german
	french
	spanish
	portug
	dutch
	japanese
	arabic
	tongueCount
)

var tongueOf = map[string]int{"en": english, "de": german, "fr": french, "es": spanish, "pt": portug, "nl": dutch, "ja": japanese, "ar": arabic}

var tongueNames = [...]string{english: "English", german: "German", french: "French", spanish: "Spanish", portug: "Portuguese", dutch: "Dutch", japanese: "Japanese", arabic: "Arabic"}

var tongueTags = [...]string{english: "en", german: "de", french: "fr", spanish: "es", portug: "pt", dutch: "nl", japanese: "ja", arabic: "ar"}

const (
	// enoughWords is from how many words on a text has a language of its own;
	// a shorter one may be a letter somebody sent.
	enoughWords = 120
	// glance is how many bytes show whether a closer look is worth it.
	glance = 700
	// enoughKinds is how many different small words of a language have to be
	// heard: "de la" may be part of a name.
	enoughKinds = 6
)

// heard counts the words of a text by the language that only they are of.
type heard struct {
	words, letters, japanese, arabic int
	of                               [tongueCount]int
	kinds                            [tongueCount]uint64 // which of them
	from                             int                 // where the first counted word begins
}

// otherTongue finds a text that is plainly in another language than its page
// says: a screen reader would read it with the wrong sounds. In doubt it says
// nothing.
func (f *file) otherTongue() {
	tag := f.Lang
	if tag == "" {
		tag = f.cfg.Language
	}
	base, _ := language.Make(tag).Base()
	own, known := tongueOf[base.String()]
	if !known || len(f.body) < glance/2 {
		return // of a language that we don't speak, or too short to tell
	}
	if first := listen(f.body[:min(len(f.body), glance)]); first.plainly(own, enoughKinds/2) == 0 {
		return
	}
	h := listen(f.body)
	if other := h.plainly(own, enoughKinds); other > 0 && (h.words >= enoughWords || h.japanese+h.arabic >= 2*enoughWords) {
		hint := fmt.Sprintf("If it is %s, put .%s before the ending of the file's name, as in about.%s.md, and [languages.%s] into site.toml.",
			tongueNames[other], tongueTags[other], tongueTags[other], tongueTags[other])
		if f.Lang != "" {
			hint = fmt.Sprintf("Translate it, or take .%s out of the file's name until somebody has.", f.Lang)
		}
		f.list.Add("other-language", diag.Pos{File: f.File, Offset: f.base + h.from}, 0,
			fmt.Sprintf("most of this reads as %s, and its page says that it is %s: a screen reader would read it with the wrong sounds", tongueNames[other], tongueNames[own]), hint)
	}
}

// plainly is the language that a text is in if that is another than its own,
// without a doubt; 0 in doubt. kinds is how many of its small words there
// have to be.
func (h *heard) plainly(own, kinds int) int {
	if h.letters > 0 {
		for tongue, n := range map[int]int{japanese: h.japanese, arabic: h.arabic} {
			if 10*n > 7*h.letters {
				return different(tongue, own)
			}
		}
	}
	if (own == japanese || own == arabic) && 10*(h.japanese+h.arabic) > h.letters {
		return 0
	}
	best, next := 0, 0
	for tongue := english; tongue <= dutch; tongue++ {
		switch {
		case best == 0 || h.of[tongue] > h.of[best]:
			best, next = tongue, best
		case next == 0 || h.of[tongue] > h.of[next]:
			next = tongue
		}
	}
	// One word in seven of its own, four times what any other has.
	if 7*h.of[best] < h.words || bits.OnesCount64(h.kinds[best]) < kinds || h.of[best] < 4*h.of[next] || h.of[best] < 6*h.of[min(own, dutch)] && own != best && own <= dutch {
		return 0
	}
	return different(best, own)
}

func different(tongue, own int) int {
	if tongue == own {
		return 0
	}
	return tongue
}

// listen counts the words of a Markdown text that its writer says: not code,
// quotations, tables, headings and what leads elsewhere.
func listen(body []byte) (h heard) {
	fence, first := []byte(nil), true
	for at := 0; at < len(body); {
		end := at + bytes.IndexByte(body[at:], '\n') + 1
		if end == at {
			end = len(body)
		}
		line := body[at:end]
		text := bytes.TrimSpace(line)
		switch {
		case fence != nil:
			if bytes.HasPrefix(text, fence) {
				fence = nil
			}
		case bytes.HasPrefix(text, []byte("```")), bytes.HasPrefix(text, []byte("~~~")):
			fence = text[:3]
		case len(text) == 0, bytes.IndexByte([]byte(">|#:<"), text[0]) >= 0, bytes.HasPrefix(line, []byte("    ")), line[0] == '\t':
		default:
			if first {
				h.from, first = at+bytes.Index(line, text), false
			}
			h.line(text)
		}
		at = end
	}
	return h
}

// line counts the words of a line.
func (h *heard) line(text []byte) {
	var word [24]byte
	n, inside := 0, 0 // inside an address, as in ](...)
	end := func() {
		if n > 0 {
			h.words++
			if n <= longestSmall {
				w := tongues[string(word[:n])]
				h.of[w.tongue]++
				h.kinds[w.tongue] |= w.bit
			}
		}
		n = 0
	}
	for i := 0; i < len(text); {
		if c := text[i]; inside == 0 && c|0x20 >= 'a' && c|0x20 <= 'z' { // most are
			h.letters++
			if n < len(word) {
				word[n] = c | 0x20
				n++
			}
			i++
			continue
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		switch {
		case r == '(' && i > 0 && text[i-1] == ']':
			inside = 1
		case inside > 0:
			if r == ')' {
				inside = 0
			}
		case unicode.IsLetter(r):
			h.letters++
			switch {
			case unicode.In(r, unicode.Hiragana, unicode.Katakana):
				h.japanese++
			case unicode.Is(unicode.Arabic, r):
				h.arabic++
			}
			if n+utf8.UTFMax <= len(word) {
				n += utf8.EncodeRune(word[n:], unicode.ToLower(r))
			}
		default:
			end()
		}
		i += size
	}
	end()
}
