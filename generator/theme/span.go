package theme

import (
	"regexp"
	"strconv"
	"strings"
)

var spanPattern = regexp.MustCompile(`^(\d{1,4}) (working day|business day|minute|hour|day|week|month)s?$`)

// span puts a length of time, as in "2 working days", into the words of the
// language. What it cannot read stays as somebody wrote it; so does English.
func (w *words) span(s string) (string, error) {
	if base, _ := w.tag.Base(); base.String() == "en" {
		return s, nil
	}
	m := spanPattern.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil {
		return s, nil
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return s, nil //nolint:nilerr // four digits are a number
	}
	unit := strings.ReplaceAll(strings.Replace(m[2], "business", "working", 1), " ", "-")
	return w.say("span-"+unit, map[string]any{"n": n})
}
