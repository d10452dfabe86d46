package meta

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"kith/generator/diag"
)

// scalarOf finds the text of a field that must be a single value. ok is false
// if it is absent, empty or of another kind, which is reported.
func (m *Map) scalarOf(key, want string) (f *field, t Text, ok bool) {
	f = m.ask(key)
	if f == nil || f.value.kind == empty || f.value.kind == broken {
		return f, Text{}, false
	}
	if f.value.kind != scalar {
		m.wrong(f, &f.value, want)
		return f, Text{}, false
	}
	t = m.text(f, &f.value, false)
	return f, t, t.Value != ""
}

func (m *Map) bad(f *field, t Text, code diag.Code, message, hint string) {
	f.faulty = true
	m.src.list.Add(code, t.Pos, t.Len, message, hint)
}

// Bool reads true or false, or yes, no, on and off.
func (m *Map) Bool(key string, def bool) bool {
	f, t, ok := m.scalarOf(key, "true or false")
	if !ok {
		return def
	}
	switch strings.ToLower(t.Value) {
	case "true", "yes", "on":
		return true
	case "false", "no", "off":
		return false
	}
	m.bad(f, t, m.src.codes.kind, fmt.Sprintf("%s should be true or false, not %s", m.name(f), diag.Quote(t.Value)), "")
	return def
}

// Int reads a whole number. ok is false if there is none.
func (m *Map) Int(key string) (n int, ok bool) {
	f, t, ok := m.scalarOf(key, "a whole number")
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(strings.ReplaceAll(t.Value, "_", ""))
	if err != nil {
		m.bad(f, t, m.src.codes.kind, fmt.Sprintf("%s should be a whole number, not %s", m.name(f), diag.Quote(t.Value)), "")
		return 0, false
	}
	return n, true
}

// Float reads a number. ok is false if there is none.
func (m *Map) Float(key string) (x float64, ok bool) {
	f, t, ok := m.scalarOf(key, "a number")
	if !ok {
		return 0, false
	}
	x, err := strconv.ParseFloat(t.Value, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		hint := ""
		if strings.Count(t.Value, ",") == 1 {
			hint = "write a point: " + strings.Replace(t.Value, ",", ".", 1)
		}
		m.bad(f, t, m.src.codes.kind, fmt.Sprintf("%s should be a number, not %s", m.name(f), diag.Quote(t.Value)), hint)
		return 0, false
	}
	return x, true
}

// Enum reads one of a few words. Case and hyphens are no matter: "On leave"
// is on_leave. Another word is reported with the nearest and read as empty.
func (m *Map) Enum(key string, allowed ...string) Text {
	f, t, ok := m.scalarOf(key, "one of "+strings.Join(allowed, ", "))
	if !ok {
		return t
	}
	return m.oneOf(f, t, allowed)
}

// Enums reads a list of such words.
func (m *Map) Enums(key string, allowed ...string) []Text {
	var out []Text
	texts := m.Texts(key)
	f := m.find(key)
	for _, t := range texts {
		if t = m.oneOf(f, t, allowed); t.Value != "" {
			out = append(out, t)
		}
	}
	return out
}

func (m *Map) oneOf(f *field, t Text, allowed []string) Text {
	for _, a := range allowed {
		if a == t.Value {
			return t
		}
	}
	want := diag.Fold(t.Value)
	candidates := make([]diag.Candidate, len(allowed))
	for i, a := range allowed {
		if diag.Fold(a) == want {
			t.Value = a
			return t
		}
		candidates[i] = diag.Candidate{ID: a}
	}
	hint := diag.DidYouMean(t.Value, candidates)
	if hint == "" {
		hint = "it can be " + orList(allowed)
	}
	m.bad(f, t, m.src.codes.value, fmt.Sprintf("%s cannot be %s", m.name(f), diag.Quote(t.Value)), hint)
	t.Value = ""
	return t
}

func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// Date reads a date, with or without a time.
func (m *Map) Date(key string) (Date, Text) { return m.date(key, false) }

// DateLoose reads a date that may lack its day or month.
func (m *Map) DateLoose(key string) (Date, Text) { return m.date(key, true) }

func (m *Map) date(key string, loose bool) (Date, Text) {
	f, t, ok := m.scalarOf(key, "a date")
	if !ok {
		return Date{}, t
	}
	return m.dateOf(f, t, loose), t
}

func (m *Map) dateOf(f *field, t Text, loose bool) Date {
	d, err := ParseDate(t.Value, loose)
	if err != nil {
		m.bad(f, t, "bad-date", fmt.Sprintf("%s: %s", m.name(f), err.Message), err.Hint)
	}
	return d
}

// Dated is a date of a list, with its place.
type Dated struct {
	Date Date
	Text Text
}

// Dates reads a list of dates.
func (m *Map) Dates(key string) []Dated {
	var out []Dated
	texts := m.Texts(key)
	f := m.find(key)
	for _, t := range texts {
		if d := m.dateOf(f, t, false); !d.IsZero() {
			out = append(out, Dated{d, t})
		}
	}
	return out
}
