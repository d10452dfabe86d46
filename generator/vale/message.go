package vale

import (
	"fmt"
	"strings"
)

// fill puts arguments into a message. Those it does not ask for are dropped.
func fill(format string, args ...any) string {
	if format == "" {
		return ""
	}
	args = append(args, "")
	return strings.ReplaceAll(fmt.Sprintf(format+fmt.Sprintf("%%[%d]s", len(args)), args...), "\n", " ")
}

// say fills message and description of a find.
func (f *find) say(r *rule, args ...any) {
	f.message = fill(r.message, args...)
	f.description = fill(r.description, args...)
}

// wordList is "'a' or 'b'".
func wordList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "'" + w + "'"
	}
	switch n := len(quoted); n {
	case 0:
		return ""
	case 1:
		return quoted[0]
	case 2:
		return quoted[0] + " or " + quoted[1]
	default:
		return strings.Join(quoted[:n-1], ", ") + ", or " + quoted[n-1]
	}
}

// capitalised is s with its first letter as a capital, if that is ASCII.
func capitalised(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
