package meta

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"kith/generator/diag"
)

// DateError says why a text is no date and what was probably meant.
type DateError struct{ Message, Hint string }

// Error returns both in one line.
func (e *DateError) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}

const dateForm = "write the day itself, as in 2026-11-14"

// ParseDate reads 2026-11-14, or with a time 2026-11-14 18:27 or
// 2026-11-14T18:27:00+02:00. A loose date may also be 2026-11 or 2026.
func ParseDate(s string, loose bool) (Date, *DateError) {
	s = strings.TrimSpace(s)
	p := dateParser{rest: s}
	d, ok := p.day(loose)
	if ok && p.rest != "" {
		ok = d.Precision == PrecisionDay && p.time(&d)
	}
	if !ok || p.rest != "" {
		return Date{}, wrongForm(s, loose)
	}
	if err := d.check(); err != nil {
		return Date{}, err
	}
	return d, nil
}

type dateParser struct{ rest string }

// digits takes exactly n digits.
func (p *dateParser) digits(n int) (int, bool) {
	if len(p.rest) < n || !allDigits(p.rest[:n]) {
		return 0, false
	}
	x, _ := strconv.Atoi(p.rest[:n])
	p.rest = p.rest[n:]
	return x, true
}

func (p *dateParser) sign(any string) bool {
	if p.rest == "" || !strings.Contains(any, p.rest[:1]) {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *dateParser) day(loose bool) (d Date, ok bool) {
	if d.Year, ok = p.digits(4); !ok {
		return d, false
	}
	if p.rest == "" && loose {
		d.Precision = PrecisionYear
		return d, true
	}
	if !p.sign("-") {
		return d, false
	}
	if d.Month, ok = p.digits(2); !ok {
		return d, false
	}
	if p.rest == "" && loose {
		d.Precision = PrecisionMonth
		return d, true
	}
	if !p.sign("-") {
		return d, false
	}
	d.Day, ok = p.digits(2)
	return d, ok
}

func (p *dateParser) twoDigits() (int8, bool) {
	n, ok := p.digits(2)
	return int8(n), ok
}

// time reads what follows the day: " 18:27", "T18:27:00.5Z", " 18:27 +0200".
func (p *dateParser) time(d *Date) (ok bool) {
	if !p.sign("Tt ") {
		return false
	}
	p.rest = strings.TrimLeft(p.rest, " ")
	d.HasTime = true
	if d.Hour, ok = p.twoDigits(); !ok || !p.sign(":") {
		return false
	}
	if d.Minute, ok = p.twoDigits(); !ok {
		return false
	}
	if p.sign(":") {
		if d.Second, ok = p.twoDigits(); !ok {
			return false
		}
		if p.sign(".") { // fractions are dropped: programs write them, nobody reads them
			n := len(p.rest)
			p.rest = strings.TrimLeft(p.rest, "0123456789")
			if n == len(p.rest) {
				return false
			}
		}
	}
	p.rest = strings.TrimLeft(p.rest, " ")
	if p.rest == "" {
		return true
	}
	d.HasZone = true
	if p.sign("Zz") {
		return true
	}
	west := strings.HasPrefix(p.rest, "-")
	if !p.sign("+-") {
		return false
	}
	hours, ok := p.digits(2)
	if !ok {
		return false
	}
	minutes := 0
	if p.rest != "" {
		p.sign(":")
		if minutes, ok = p.digits(2); !ok {
			return false
		}
	}
	if hours > 14 || minutes > 59 {
		return false
	}
	d.OffsetMinutes = int16(hours*60 + minutes)
	if west {
		d.OffsetMinutes = -d.OffsetMinutes
	}
	return true
}

// check holds a date against the calendar.
func (d Date) check() *DateError {
	switch {
	case d.Year == 0:
		return &DateError{"there is no year 0000", dateForm}
	case d.Precision == PrecisionYear:
		return nil
	case d.Month == 0 || d.Month > 12:
		e := &DateError{fmt.Sprintf("there is no month %02d", d.Month), dateForm}
		if d.Precision == PrecisionDay && d.Month <= 31 && d.Month > 0 && d.Day >= 1 && d.Day <= 12 {
			e.Hint = meant(d.Year, d.Day, d.Month)
		}
		return e
	case d.Precision == PrecisionMonth:
		return nil
	case d.Day == 0 || d.Day > daysIn(d.Year, d.Month):
		return &DateError{fmt.Sprintf("%s %d has %d days", time.Month(d.Month), d.Year, daysIn(d.Year, d.Month)), ""}
	case d.Hour > 23 || d.Minute > 59 || d.Second > 59:
		return &DateError{fmt.Sprintf("there is no time %02d:%02d:%02d", d.Hour, d.Minute, d.Second), "hours go from 00 to 23"}
	}
	return nil
}

func meant(year, month, day int) string {
	return fmt.Sprintf("did you mean %04d-%02d-%02d?", year, month, day)
}

// wrongForm says how a date written some other way would have to look.
func wrongForm(s string, loose bool) *DateError {
	e := &DateError{diag.Quote(s) + " is not a date", dateForm}
	form := s
	if i := strings.IndexAny(s, "tT "); i >= 8 && strings.Contains(s[i:], ":") {
		// The time is a matter of its own.
		if _, err := ParseDate(s[:i], false); err == nil {
			e.Message = diag.Quote(s) + " has a time that cannot be read"
			e.Hint = "times look like " + s[:i] + " 18:27 or " + s[:i] + "T18:27:00+02:00"
			return e
		}
		form = s[:i]
	}
	words := strings.FieldsFunc(strings.ToLower(form), func(r rune) bool { return strings.ContainsRune(" ,./-", r) })
	if len(words) == 1 && len(words[0]) == 8 && allDigits(words[0]) {
		w := words[0]
		words = []string{w[:4], w[4:6], w[6:]}
	}
	var n [3]int
	month := -1 // which of the words is the name of a month
	for i, w := range words {
		if i > 2 {
			return e
		}
		w = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(w, "st"), "nd"), "rd"), "th")
		if allDigits(w) && len(w) <= 4 {
			n[i], _ = strconv.Atoi(w)
			continue
		}
		if n[i] = monthOf(words[i]); n[i] == 0 || month >= 0 {
			return e
		}
		month = i
	}
	switch {
	case len(words) == 2 && len(words[0]) == 4 && n[1] >= 1 && n[1] <= 12 && !loose:
		e.Message, e.Hint = diag.Quote(s)+" lacks the day", fmt.Sprintf("write it as in %04d-%02d-01", n[0], n[1])
	case len(words) == 1 && len(words[0]) == 4 && n[0] > 0 && !loose:
		e.Message, e.Hint = diag.Quote(s)+" lacks the month and the day", fmt.Sprintf("write it as in %04d-11-14", n[0])
	case len(words) == 2 && loose && month >= 0 && n[1-month] > 31:
		e.Hint = fmt.Sprintf("did you mean %04d-%02d?", n[1-month], n[month])
	case len(words) == 2 && loose && month < 0 && n[1] > 31 && n[0] >= 1 && n[0] <= 12:
		e.Hint = fmt.Sprintf("did you mean %04d-%02d?", n[1], n[0])
	case len(words) == 3:
		e.guess(n, month, len(words[0]) == 4)
	}
	return e
}

// guess proposes the date that three numbers probably mean.
func (e *DateError) guess(n [3]int, month int, yearFirst bool) {
	year, a, b := n[2], n[0], n[1]
	if yearFirst {
		year, a, b = n[0], n[2], n[1]
	} else if year < 100 {
		year += 2000
	}
	if month == 0 {
		a, b = b, a // November 14, 2026
	}
	right := func(m, d int) bool { return m >= 1 && m <= 12 && d >= 1 && year > 0 && d <= daysIn(year, m) }
	switch {
	case month == 2 || year > 9999:
	case right(b, a) && right(a, b) && a != b && month < 0 && !yearFirst:
		e.Hint = fmt.Sprintf("did you mean %04d-%02d-%02d or %04d-%02d-%02d?", year, b, a, year, a, b)
	case right(b, a):
		e.Hint = meant(year, b, a)
	case right(a, b) && month < 0:
		e.Hint = meant(year, a, b)
	}
}

func monthOf(word string) int {
	if len(word) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); strings.HasPrefix(name, word) || word == "sept" && m == time.September {
			return int(m)
		}
	}
	return 0
}
