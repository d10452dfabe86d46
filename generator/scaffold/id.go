package scaffold

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/generator/content"
)

// letters have no accent to take off, and a usual spelling without them.
var letters = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "æ", "ae", "œ", "oe", "þ", "th", "ı", "i")

// ID makes an id from a title. Where the letters are Latin ones the accents
// go, because such addresses survive being read out, typed and sent by mail;
// other scripts stay as they are. It is "" where there is nothing to keep.
func ID(title string) string {
	id := content.Slug(title)
	var b strings.Builder
	for _, r := range norm.NFD.String(letters.Replace(id)) {
		switch {
		case r >= 0x300 && r < 0x370: // accents
		case r >= 0x80:
			return id
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
