// Package phone reads telephone numbers and mail addresses the way people write
// them, and says in plain words what is wrong with one that can't be right.
//
// It judges by the numbering plans alone: whether anybody answers is for the person
// who checks the page. Numbers set aside for films and examples are welcome, so that
// a sample site rings nobody. Telephone numbers are the work of nyaruka/phonenumbers,
// which is used nowhere else; its tables are read when the program starts (15 ms),
// and the patterns of a country when its first number comes.
//
// Start reading at Parse and Mail.
package phone

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// A Number is a telephone number that can exist. It is plain data.
type Number struct {
	E164          string // "+442079460958", as devices dial it
	International string // "+44 20 7946 0958"
	National      string // "020 7946 0958", for readers in the same country
	Ext           string // digits of the extension, or empty
	Country       string // ISO code such as "GB"; empty if it belongs to no country or we can't tell
	Calling       int    // the country calling code, 44
	Fictional     bool   // set aside for fiction and examples: it rings nowhere
	Unassigned    bool   // no country has given out numbers like this one; maybe a slip
}

// Display is how the number looks to readers of a site from the given country (ISO
// code, may be empty): national if it is from there, else international; with its extension.
func (n Number) Display(country string) string {
	text := n.International
	if country != "" && n.Calling == callingCode(country) {
		text = n.National
	}
	if n.Ext != "" {
		text += " ext. " + n.Ext
	}
	return text
}

// Link is the number as the target of a link: "tel:+442079460958;ext=12".
func (n Number) Link() string {
	if n.Ext != "" {
		return "tel:" + n.E164 + ";ext=" + n.Ext
	}
	return "tel:" + n.E164
}

// An Error says what is wrong with a number or an address, and what to do.
type Error struct {
	Msg  string
	Hint string // may be empty
}

func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + ": " + e.Hint
}

func wrong(hint, msg string, args ...any) *Error {
	return &Error{Msg: fmt.Sprintf(msg, args...), Hint: hint}
}

// extension is what may follow a number: "x12", "ext. 12", "#12", ";ext=12".
var extension = regexp.MustCompile(`(?i)[\s,;]*(?:\b(?:extension|extn?|durchwahl|poste)\b|ext|x|#)[\s.:=]*([0-9]{1,7})$`)

// Parse reads a number: international (+44 20 7946 0958, 0044...) or as it is
// dialled inside country (ISO code such as "GB", may be empty). Spaces, brackets, dots, dashes and
// slashes are for the eye. The error is an *Error.
func Parse(number, country string) (Number, error) {
	text := strings.TrimSpace(number)
	text = strings.TrimSpace(strings.TrimPrefix(text, "tel:"))
	country = strings.ToUpper(strings.TrimSpace(country))
	if country == "UK" {
		country = "GB" // what everybody says, and ISO doesn't
	}
	if country != "" && callingCode(country) == 0 {
		return Number{}, wrong("use its two letters: GB, DE, US...", "%q is not a country", country)
	}
	ext := ""
	if at := extension.FindStringSubmatchIndex(text); at != nil {
		text, ext = text[:at[0]], text[at[2]:at[3]]
	}
	if err := checkCharacters(text); err != nil {
		return Number{}, err
	}
	if strings.HasPrefix(text, "00") && country == "" {
		text = "+" + text[2:]
	}
	if country == "" && !strings.HasPrefix(text, "+") {
		return Number{}, wrong("write it with + and the country, such as +44 20 7946 0958, or set country in site.toml",
			"it is not clear which country this number is in")
	}
	parsed, err := phonenumbers.Parse(text, country)
	if err != nil {
		return Number{}, explain(err)
	}
	n := Number{
		E164:          phonenumbers.Format(parsed, phonenumbers.E164),
		International: phonenumbers.Format(parsed, phonenumbers.INTERNATIONAL),
		National:      phonenumbers.Format(parsed, phonenumbers.NATIONAL),
		Ext:           ext,
		Country:       phonenumbers.GetRegionCodeForNumber(parsed),
		Calling:       int(parsed.GetCountryCode()),
	}
	if n.Country == "001" || n.Country == "ZZ" {
		n.Country = "" // 800, satellites and the like
	}
	digits := phonenumbers.GetNationalSignificantNumber(parsed)
	n.Fictional = fictional(n.Calling, digits)
	if n.Fictional || phonenumbers.IsValidNumber(parsed) {
		return n, nil
	}
	if err := checkLength(n.Calling, digits, country, text); err != nil {
		return Number{}, err
	}
	n.Unassigned = true
	return n, nil
}

// checkCharacters lets pass what numbers are written with. The library would pick a
// number out of any text, and take letters for keys.
func checkCharacters(text string) error {
	digits := 0
	for i, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == '+' || r == '＋':
			if i > 0 {
				return wrong("write one number here; more can go under channels", "there is a + in the middle of it")
			}
		case unicode.IsSpace(r), strings.ContainsRune("-‐‑‒–—−.·/()[]\u200b\u2060", r):
		case unicode.IsLetter(r):
			return wrong("write digits only; words can go into a label", "%q has letters in it", text)
		case r == ',' || r == ';' || r == '&' || r == '|':
			return wrong("write one number here; more can go under channels", "this looks like more than one number")
		default:
			return wrong("write digits, spaces and a + in front", "%q has %q in it", text, r)
		}
	}
	if digits == 0 {
		return wrong("write it like +44 20 7946 0958", "there is no number here")
	}
	return nil
}

// explain puts the library's refusals in plain words.
func explain(err error) error {
	switch {
	case errors.Is(err, phonenumbers.ErrInvalidCountryCode):
		return wrong("after the + comes the country, such as 44 or 1", "no country has the code this number begins with")
	case errors.Is(err, phonenumbers.ErrNumTooLong):
		return wrong("is it two numbers? Write one here; more can go under channels", "too long for a telephone number")
	case errors.Is(err, phonenumbers.ErrTooShortNSN), errors.Is(err, phonenumbers.ErrTooShortAfterIDD):
		return wrong("are digits missing?", "too short for a telephone number")
	}
	return wrong("write it like +44 20 7946 0958", "this is not a telephone number")
}

// checkLength compares the digits after the country code with what ordinary lines and
// mobiles have there. The library asks about all sorts of numbers at once,
// and to it half a London number is as long as an old freephone one.
func checkLength(calling int, digits, country, written string) error {
	meta := metadata(calling, country)
	if meta == nil {
		return nil
	}
	// The library leaves the 0 in front if without it the length would be wrong.
	prefix := meta.GetNationalPrefix()
	if strings.HasPrefix(prefix, "0") {
		digits = strings.TrimPrefix(digits, prefix)
	}
	general := meta.GetGeneralDesc().GetPossibleLength()
	var fits []int32
	for _, desc := range []*phonenumbers.PhoneNumberDesc{meta.GetFixedLine(), meta.GetMobile()} {
		lengths := desc.GetPossibleLength()
		if len(lengths) == 0 {
			lengths = general
		}
		fits = append(fits, lengths...)
	}
	fits = slices.DeleteFunc(fits, func(n int32) bool { return n <= 0 })
	slices.Sort(fits)
	fits = slices.Compact(fits)
	has := int32(len(digits))
	if len(fits) == 0 || slices.Contains(fits, has) {
		return nil
	}
	size, hint := "too short", "are digits missing?"
	local := slices.Concat(meta.GetGeneralDesc().GetPossibleLengthLocalOnly(),
		meta.GetFixedLine().GetPossibleLengthLocalOnly(), meta.GetMobile().GetPossibleLengthLocalOnly())
	switch {
	case slices.Contains(local, has):
		hint = "the area code seems to be missing"
	case has > fits[len(fits)-1]:
		size, hint = "too long", "are there digits too many, or two numbers in one? More can go under channels"
	case has > fits[0]:
		size, hint = "the wrong length", "is there a digit too many or too few?"
	}
	counted := fmt.Sprintf("%d digits", has)
	if prefix != "" && strings.HasPrefix(onlyDigits(written), prefix) {
		counted += " after the " + prefix
	} else if strings.HasPrefix(written, "+") || strings.HasPrefix(written, "00") {
		counted += fmt.Sprintf(" after +%d", calling)
	}
	return wrong(hint, "%s for a number in %s: %s, it needs %s", size, countryName(meta.GetId(), calling), counted, lengths(fits))
}

// metadata is the numbering plan of a calling code; several countries may share one, then that of
// the given country, if it is among them.
func metadata(calling int, country string) *phonenumbers.PhoneMetadata {
	region := phonenumbers.GetRegionCodeForCountryCode(calling)
	if callingCode(country) == calling {
		region = country
	}
	all, err := phonenumbers.MetadataCollection()
	if err != nil {
		return nil
	}
	for _, meta := range all.GetMetadata() {
		if meta.GetId() == region && int(meta.GetCountryCode()) == calling {
			return meta
		}
	}
	return nil
}

func callingCode(country string) int {
	if country == "UK" {
		country = "GB"
	}
	return phonenumbers.GetCountryCodeForRegion(country)
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// lengths says "10", "9 or 10", "5 to 15".
func lengths(n []int32) string {
	first, last := strconv.Itoa(int(n[0])), strconv.Itoa(int(n[len(n)-1]))
	switch {
	case len(n) == 1:
		return first
	case int(n[len(n)-1]-n[0]) == len(n)-1 && len(n) > 2:
		return first + " to " + last
	}
	var all []string
	for _, l := range n[:len(n)-1] {
		all = append(all, strconv.Itoa(int(l)))
	}
	return strings.Join(all, ", ") + " or " + last
}
