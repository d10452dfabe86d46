package content

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"kith/generator/diag"
)

const longestID = 64 // characters; more makes addresses nobody can read out

// Slug turns words into an id: "Field Service" becomes "field-service".
// Letters of every script stay; whatever is neither letter, accent nor digit
// becomes a single hyphen. Apostrophes vanish, since they stand inside words.
// The result is empty where there is nothing to keep.
func Slug(words string) string {
	if isID(words) {
		return words
	}
	var b strings.Builder
	b.Grow(len(words))
	gap := false
	for _, r := range Normal(words) {
		switch {
		case isIDRune(r):
			// An accent can only stand on something.
			if unicode.Is(unicode.M, r) && (gap || b.Len() == 0) {
				continue
			}
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’' || r == 0xad || r == 0x200c || r == 0x200d:
		default:
			gap = true
		}
	}
	return norm.NFC.String(b.String())
}

// Normal brings an id to the form in which ids are compared: NFC, lower
// case, without blanks around it. It repairs nothing else.
func Normal(id string) string {
	id = strings.TrimSpace(id)
	ascii := true
	for i := 0; i < len(id); i++ {
		if c := id[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			ascii = false
			break
		}
	}
	if ascii {
		return id
	}
	return norm.NFC.String(strings.ToLower(norm.NFC.String(strings.ToValidUTF8(id, "\ufffd"))))
}

// isID is the quick answer for the common case of a plain ASCII id.
func isID(s string) bool {
	hyphen := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			hyphen = false
		case c == '-' && !hyphen:
			hyphen = true
		default:
			return false
		}
	}
	return !hyphen
}

func isIDRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || unicode.Is(unicode.Nd, r)
}

// faultOf says in a few words why an id in normal form cannot be one, or
// returns "".
func faultOf(id string) string {
	if isID(id) {
		return ""
	}
	if id == "" {
		return "it is empty"
	}
	before := '-'
	for _, r := range id {
		switch {
		case r == '-': // looked at below
		case r == ' ' || unicode.IsSpace(r):
			return "it has a space in it"
		case r == '_':
			return "it has an underscore in it"
		case r == '.':
			return "it has a dot in it"
		case r == utf8.RuneError:
			return "it is not UTF-8 text"
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return fmt.Sprintf("it has an invisible character in it (U+%04X)", r)
		case !isIDRune(r):
			return fmt.Sprintf("it has %q in it", r)
		case before == '-' && unicode.Is(unicode.M, r):
			return "it has an accent that stands on nothing"
		}
		if r == '-' && before == '-' {
			if strings.HasPrefix(id, "-") {
				return "it starts with a hyphen"
			}
			return "it has two hyphens in a row"
		}
		before = r
	}
	if before == '-' {
		return "it ends with a hyphen"
	}
	return ""
}

// foldID is the form in which ids count as twins: also where only a full
// case folding makes them equal, as for ß and ss.
func foldID(id string) string {
	for i := 0; i < len(id); i++ {
		if id[i] >= utf8.RuneSelf {
			return norm.NFC.String(cases.Fold().String(id))
		}
	}
	return id
}

// isReserved knows the names that Windows keeps for its devices.
func isReserved(id string) bool {
	switch id {
	case "con", "prn", "aux", "nul":
		return true
	}
	if len(id) == 4 && (id[:3] == "com" || id[:3] == "lpt") {
		return id[3] >= '1' && id[3] <= '9'
	}
	return false
}

// checkID looks at the name of a file or folder (what says which) and
// returns the id that stands for it, repaired if need be, or "" if nothing
// can be made of it.
func checkID(name, what, ending string, at diag.Pos, list *diag.List) string {
	id := Normal(name)
	if fault := faultOf(id); fault != "" {
		right := Slug(name)
		hint := fmt.Sprintf("name the %s %s", what, diag.Quote(right+ending))
		if strings.HasPrefix(name, "_") {
			hint += "; what isn't ready can go into a folder _drafts, which Kith leaves alone"
		}
		if right == "" {
			hint = fmt.Sprintf("use letters, digits and single hyphens, as in %q", "first-day"+ending)
		}
		list.Add("bad-id", at, 0, fmt.Sprintf("the %s's name %s can't be an id: %s", what, diag.Quote(name), fault), hint)
		return right
	}
	if isReserved(id) {
		list.Add("reserved-name", at, 0,
			fmt.Sprintf("Windows keeps the name %s for itself, so colleagues there could not open the site's folder", diag.Quote(id)),
			fmt.Sprintf("name the %s %s, for example", what, diag.Quote(id+"-1"+ending)))
	}
	if n := utf8.RuneCountInString(id); n > longestID {
		list.Add("long-id", at, 0, fmt.Sprintf("the %s's name has %d characters; it becomes the page's address", what, n),
			fmt.Sprintf("up to %d can still be read out; three or four words do, and the title stays as it is", longestID))
	}
	return id
}

// FaultOf says in a few words why an id in normal form cannot be a new one, or
// returns "".
func FaultOf(id string) string {
	if why := faultOf(id); why != "" {
		return why
	}
	if isReserved(id) {
		return "Windows keeps that name for itself"
	}
	if utf8.RuneCountInString(id) > longestID {
		return fmt.Sprintf("it has more than %d characters", longestID)
	}
	return ""
}

// SameID reports whether two ids count as one.
func SameID(a, b string) bool { return foldID(a) == foldID(b) }
