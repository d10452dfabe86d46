package vale

import (
	"strconv"
	"strings"
)

var (
	smallNumbers = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen " +
		"fourteen fifteen sixteen seventeen eighteen nineteen")
	tenNumbers   = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	largeNumbers = []struct {
		value int64
		name  string
	}{{1_000_000_000_000, "trillion"}, {1_000_000_000, "billion"}, {1_000_000, "million"}, {1_000, "thousand"}, {100, "hundred"}}
	ordinals = map[string]string{
		"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
	}
)

// inWords is a number as one says it.
func inWords(n int64) string {
	switch {
	case n < 0:
		return "minus " + inWords(-n)
	case n < 20:
		return smallNumbers[n]
	case n < 100:
		s := tenNumbers[n/10]
		if n%10 != 0 {
			s += "-" + smallNumbers[n%10]
		}
		return s
	}
	for _, l := range largeNumbers {
		if n >= l.value {
			s := inWords(n/l.value) + " " + l.name
			if n%l.value != 0 {
				s += " " + inWords(n%l.value)
			}
			return s
		}
	}
	return strconv.FormatInt(n, 10)
}

func ordinal(word string) string {
	if o, ok := ordinals[word]; ok {
		return o
	}
	if strings.HasSuffix(word, "y") {
		return strings.TrimSuffix(word, "y") + "ieth"
	}
	return word + "th"
}

// numberWords says 21 and 21st in words, and leaves all else.
func numberWords(s string) string {
	plain := strings.ReplaceAll(s, ",", "")
	if n, err := strconv.ParseInt(plain, 10, 64); err == nil && n > -1<<62 && plain[0] != '+' {
		return inWords(n)
	}
	if len(plain) > 2 {
		digits, end := plain[:len(plain)-2], strings.ToLower(plain[len(plain)-2:])
		if n, err := strconv.ParseInt(digits, 10, 64); err == nil && n >= 0 && digits[0] != '+' &&
			(end == "st" || end == "nd" || end == "rd" || end == "th") {
			words := inWords(n)
			i := strings.LastIndexAny(words, " -") + 1
			return words[:i] + ordinal(words[i:])
		}
	}
	return s
}

// numberDigits reads a number in words, and leaves all else.
func numberDigits(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' })
	var total, part int64
	minus, ord := false, false
	for i, w := range words {
		if w == "and" {
			continue
		}
		if w == "minus" && i == 0 {
			minus = true
			continue
		}
		value, isOrd, ok := numberWord(w)
		if !ok || isOrd && i != len(words)-1 {
			return s
		}
		ord = ord || isOrd
		switch {
		case value == 100:
			part = max(part, 1) * 100
		case value >= 1000:
			total += max(part, 1) * value
			part = 0
		default:
			part += value
		}
	}
	if len(words) == 0 {
		return s
	}
	n := total + part
	if minus {
		n = -n
	}
	out := strconv.FormatInt(n, 10)
	if ord {
		out += ordinalEnd(n)
	}
	return out
}

func numberWord(w string) (value int64, ord, ok bool) {
	for i, s := range smallNumbers {
		if w == s || w == ordinal(s) {
			return int64(i), w != s, true
		}
	}
	for i, s := range tenNumbers {
		if s != "-" && (w == s || w == ordinal(s)) {
			return int64(i * 10), w != s, true
		}
	}
	for _, l := range largeNumbers {
		if w == l.name || w == ordinal(l.name) {
			return l.value, w != l.name, true
		}
	}
	return 0, false, false
}

func ordinalEnd(n int64) string {
	if n < 0 {
		n = -n
	}
	if n%100 >= 11 && n%100 <= 13 {
		return "th"
	}
	switch n % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}
