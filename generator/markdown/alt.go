package markdown

import (
	"path"
	"strings"
	"unicode"
)

// SaysFileName reports whether the words for those who can't see a picture are
// no more than its file's name, as programs fill them in.
func SaysFileName(alt, file string) bool {
	base := path.Base(file)
	bare := strings.TrimSuffix(base, path.Ext(base))
	said := lettersOf(alt)
	return said != "" && (said == lettersOf(base) || said == lettersOf(bare) || byCamera(alt))
}

// lettersOf are those of a text, and its digits, without what stands between.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// between is what cameras put between letters and numbers.
var between = strings.NewReplacer("_", "", "-", "", " ", "", "(", "", ")", "")

// byCamera reports whether something is a name that cameras and telephones
// give: a few letters and a number.
func byCamera(s string) bool {
	s = strings.ToLower(s)
	for _, ext := range []string{".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif"} {
		s = strings.TrimSuffix(s, ext)
	}
	for _, begins := range []string{"img", "dsc", "dscn", "dscf", "pxl", "mvimg", "p", "image", "photo", "screenshot", "wp", "gopr"} {
		rest, ok := strings.CutPrefix(s, begins)
		if !ok {
			continue
		}
		rest = strings.Trim(between.Replace(rest), "e")
		if len(rest) >= 3 && strings.Trim(rest, "0123456789") == "" {
			return true
		}
	}
	return false
}
