package vale

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// editArgs is how many arguments each edit takes. Several edits follow each
// other in one list.
var editArgs = map[string]int{
	"replace": 2, "remove": 1, "regex": 2, "trim_right": 1, "trim_left": 1, "trim": 1, "truncate": 1, "split": 2,
	"wrap": 1, "unwrap": 1, "prefix": 1, "suffix": 1,
	"squeeze": 0, "capitalize": 0, "uncapitalize": 0, "smart": 0, "dumb": 0, "ascii": 0, "words": 0, "digits": 0,
	"lower": 0, "upper": 0, "title": 0, "sentence": 0, "simple": 0, "kebab": 0, "snake": 0, "camel": 0, "pascal": 0,
}

// editSteps divides a list into edits with their arguments.
func editSteps(params []string) (steps [][]string, problem string) {
	for len(params) > 0 {
		n, ok := editArgs[params[0]]
		switch {
		case !ok:
			return nil, "there is no edit " + strconv.Quote(params[0])
		case len(params) <= n:
			return nil, params[0] + " takes " + strconv.Itoa(n) + " parameters"
		}
		steps = append(steps, params[:n+1])
		params = params[n+1:]
	}
	if steps == nil {
		return nil, "it does not say what to edit"
	}
	return steps, ""
}

func checkSteps(steps [][]string) string {
	for _, s := range steps {
		switch s[0] {
		case "regex":
			if _, err := newExpr(s[1]); err != nil {
				return reason(err)
			}
		case "split":
			if _, err := strconv.Atoi(s[2]); err != nil {
				return strconv.Quote(s[2]) + " is no number"
			}
		}
	}
	return ""
}

func edit(name, text string, args []string) (string, error) {
	switch name {
	case "replace":
		return strings.ReplaceAll(text, args[0], args[1]), nil
	case "remove":
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(args[0], r) {
				return -1
			}
			return r
		}, text), nil
	case "regex":
		e, err := newExpr(args[0])
		if err != nil {
			return text, err
		}
		return e.replace(text, args[1])
	case "trim_right":
		return strings.TrimRight(text, args[0]), nil
	case "trim_left":
		return strings.TrimLeft(text, args[0]), nil
	case "trim":
		return strings.Trim(text, args[0]), nil
	case "truncate":
		before, _, _ := strings.Cut(text, args[0])
		return before, nil
	case "split":
		parts := strings.Split(text, args[0])
		if n, _ := strconv.Atoi(args[1]); n >= 0 && n < len(parts) {
			return parts[n], nil
		}
		return text, nil
	case "wrap":
		return args[0] + text + args[0], nil
	case "unwrap":
		return strings.TrimSuffix(strings.TrimPrefix(text, args[0]), args[0]), nil
	case "prefix":
		return args[0] + text, nil
	case "suffix":
		return text + args[0], nil
	}
	return rewrite(name, text), nil
}

// rewrite are the edits without arguments.
func rewrite(name, text string) string {
	switch name {
	case "squeeze":
		return wideGaps.ReplaceAllString(text, " ")
	case "capitalize":
		return firstLetter(text, unicode.ToUpper)
	case "uncapitalize":
		return firstLetter(text, unicode.ToLower)
	case "smart":
		return printed(text)
	case "dumb":
		return typed.Replace(text)
	case "ascii":
		return toASCII(text)
	case "words":
		return numberWords(text)
	case "digits":
		return numberDigits(text)
	case "lower":
		return strings.ToLower(text)
	case "upper":
		return strings.ToUpper(text)
	case "title":
		return titled(text, &terms{}, "", false)
	case "sentence":
		return sentenced(text, &terms{}, "", func(word string, i int) bool {
			return strings.HasSuffix(word, ":") || i == 0 && listNumber.MatchString(word)
		})
	case "simple":
		return joined(text, " ")
	case "kebab":
		return joined(text, "-")
	case "snake":
		return joined(text, "_")
	case "camel":
		return firstLetter(pascal(text), unicode.ToLower)
	case "pascal":
		return pascal(text)
	}
	return text
}

var listNumber = regexp.MustCompile(`\d+\.`)

func firstLetter(s string, to func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(to(r)) + s[n:]
}

// joined is a text in lower case with a sign between its words, which may be
// written together (camelCase).
func joined(s, sep string) string {
	var b strings.Builder
	old := ' '
	for i, c := range s {
		known := unicode.IsLetter(c) || unicode.IsNumber(c)
		if i > 1 && unicode.IsLower(old) && unicode.IsUpper(c) || !known {
			b.WriteByte(' ')
		}
		if known {
			b.WriteRune(unicode.ToLower(c))
		}
		old = c
	}
	return strings.Join(strings.Fields(b.String()), sep)
}

func pascal(s string) string {
	words := strings.Fields(joined(s, " "))
	for i, w := range words {
		words[i] = firstLetter(w, unicode.ToUpper)
	}
	return strings.Join(words, "")
}

// printed has the marks of a printer, typed those of a typewriter.
func printed(s string) string {
	s = strings.NewReplacer("---", "—", "--", "–", "...", "…").Replace(s)
	var b strings.Builder
	prev := ' '
	for _, r := range s {
		opens := unicode.IsSpace(prev) || strings.ContainsRune("([{<—–/", prev)
		switch {
		case r == '"' && opens:
			b.WriteRune('“')
		case r == '"':
			b.WriteRune('”')
		case r == '\'' && opens:
			b.WriteRune('‘')
		case r == '\'':
			b.WriteRune('’')
		default:
			b.WriteRune(r)
		}
		prev = r
	}
	return b.String()
}

var typed = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "—", "---", "–", "--", "…", "...", "\u00a0", " ")

var plainLetters = strings.NewReplacer("æ", "ae", "Æ", "AE", "œ", "oe", "Œ", "OE", "ß", "ss", "ø", "o", "Ø", "O",
	"đ", "d", "Đ", "D", "ł", "l", "Ł", "L", "þ", "th", "Þ", "Th", "ð", "d", "Ð", "D")

func toASCII(s string) string {
	s = plainLetters.Replace(typed.Replace(s))
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	if out, _, err := transform.String(t, s); err == nil {
		return out
	}
	return s
}
