package meta

import (
	"cmp"
	"fmt"
	"time"
)

// Precision says how much of a date was given.
type Precision uint8

// A date~ may be a whole year or month.
const (
	PrecisionDay Precision = iota
	PrecisionMonth
	PrecisionYear
)

// Date is a day of the calendar as somebody wrote it, perhaps with a time.
// It is plain data and comparable; the zero Date is none. Month and Day are 0
// where Precision leaves them out.
type Date struct {
	Year, Month, Day     int
	Hour, Minute, Second int8
	HasTime              bool
	// HasZone says that OffsetMinutes (east of UTC) was given. Without it,
	// the time is the site's.
	HasZone       bool
	OffsetMinutes int16
	Precision     Precision
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d.Year == 0 }

// String writes the date in the form it is read in.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	switch d.Precision {
	case PrecisionYear:
		return fmt.Sprintf("%04d", d.Year)
	case PrecisionMonth:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	s := d.ISO()
	if !d.HasTime {
		return s
	}
	s += fmt.Sprintf("T%02d:%02d:%02d", d.Hour, d.Minute, d.Second)
	switch {
	case !d.HasZone:
	case d.OffsetMinutes == 0:
		s += "Z"
	default:
		sign, o := '+', d.OffsetMinutes
		if o < 0 {
			sign, o = '-', -o
		}
		s += fmt.Sprintf("%c%02d:%02d", sign, o/60, o%60)
	}
	return s
}

// ISO writes the day alone, the first one of a loose date.
func (d Date) ISO() string {
	if d.IsZero() {
		return ""
	}
	d = d.First()
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare orders dates by the day as written, then by the time; a date
// without a time comes first. It is 0 for equal moments of one written day.
func (d Date) Compare(e Date) int {
	return cmp.Or(
		cmp.Compare(d.Days(), e.Days()),
		cmp.Compare(d.seconds(), e.seconds()),
	)
}

func (d Date) seconds() int {
	if !d.HasTime {
		return -1 << 30
	}
	return (int(d.Hour)*60+int(d.Minute)-int(d.OffsetMinutes))*60 + int(d.Second)
}

// OnDay returns the date without its time. A loose one becomes its first day.
func (d Date) OnDay() Date {
	d = d.First()
	return Date{Year: d.Year, Month: d.Month, Day: d.Day}
}

// First returns the first day of a loose date, and other dates as they are.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	d.Month, d.Day, d.Precision = max(d.Month, 1), max(d.Day, 1), PrecisionDay
	return d
}

// Last returns the last day of a loose date, and other dates as they are.
func (d Date) Last() Date {
	switch {
	case d.IsZero():
		return d
	case d.Precision == PrecisionYear:
		return Date{Year: d.Year, Month: 12, Day: 31}
	case d.Precision == PrecisionMonth:
		return Date{Year: d.Year, Month: d.Month, Day: daysIn(d.Year, d.Month)}
	}
	return d
}

// Days counts from 1970-01-01, which is 0; the zero Date is far before all
// others. The difference of two is how many days they are apart.
func (d Date) Days() int {
	if d.IsZero() {
		return -1 << 30
	}
	d = d.First()
	// Howard Hinnant's days_from_civil: years start in March, so that a
	// leap day is the last of its year.
	y, m := d.Year, d.Month
	if m <= 2 {
		y--
	}
	era := y / 400 // years are positive
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d.Day - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

// FromDays is the inverse of Days.
func FromDays(n int) Date {
	t := time.Unix(int64(n)*86400, 0).UTC()
	return DateOf(t)
}

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return FromDays(d.Days() + n)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Weekday(((d.Days()+4)%7 + 7) % 7)
}

// DateOf returns the day of a moment, in the moment's own zone.
func DateOf(t time.Time) Date {
	y, m, day := t.Date()
	return Date{Year: y, Month: int(m), Day: day}
}

// Time returns the moment, at midnight if no time was given. Where no zone
// was given it is taken in loc.
func (d Date) Time(loc *time.Location) time.Time {
	if d.HasZone {
		loc = time.FixedZone("", int(d.OffsetMinutes)*60)
	}
	d = d.First()
	return time.Date(d.Year, time.Month(d.Month), d.Day, int(d.Hour), int(d.Minute), int(d.Second), 0, loc)
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(year, month int) int {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
