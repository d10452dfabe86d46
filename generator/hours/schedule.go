// Package hours reads opening hours the way people write them
//
//	Mo-Fr 09:00-12:30,13:30-17:00; We off; PH off; 2026-12-24 - 2027-01-01 off
//
// and says when that is, day by day or in words. It knows no time zone, no list of
// public holidays and no clock: which day it is, and whether that is a holiday,
// is said by whoever asks. Words in other languages than English are brought by the
// caller, see Words.
//
// Start reading at Schedule and Parse; Describe groups the days for
// showing, Sentence puts them in words.
package hours

import (
	"slices"
	"time"
)

// A Schedule says when somebody answers. It is plain data. The zero Schedule
// says nothing: no day has hours.
type Schedule struct {
	Rules []Rule // as written, in order
}

// A Rule gives hours to some days. The days are those that one of Days or Holidays
// names, within one of Dates. Without Days and Holidays it is every day, without Dates
// it is at any time of any year. A rule without Spans says that nobody is there.
type Rule struct {
	Days     []Day       // Monday first, each once; never all seven without Holidays
	Holidays bool        // public holidays
	Dates    []DateRange // as written
	Spans    []Span      // by time; they don't overlap
}

// A Span is a time of a day, in minutes from its midnight: 0 <= Open < 1440 and
// Open < Close < Open+1440, or 0 to 1440 for all day. Close is over 1440 if it goes past midnight.
type Span struct {
	Open, Close int
}

// Day is a day of the week, from Monday (0) to Sunday (6).
type Day int

// The days of the week.
const (
	Monday Day = iota
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
	Sunday
)

// A Date is a day of the calendar. Unlike a time.Time it is plain data.
type Date struct {
	Year, Month, Day int
}

// DateOf is the date that t shows in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

// A DateRange goes from one date to another, both included.
type DateRange struct {
	From, To Date
}

func (d Date) time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// Weekday is the day of the week of the date.
func (d Date) Weekday() Day { return Day(d.time().Weekday()+6) % 7 }

// Next is the following date.
func (d Date) Next() Date { return DateOf(d.time().AddDate(0, 0, 1)) }

// Before reports whether d comes before e.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

func (r DateRange) holds(d Date) bool { return !d.Before(r.From) && !r.To.Before(d) }

// On returns the hours that begin on a date, which may be a public holiday; none
// if nobody is there. Hours from the evening before that go past midnight are not
// among them.
//
// If several rules speak of the day, the one that names it most closely counts: a
// date before a public holiday before a day of the week, wherever they stand. Among
// rules of the same sort the later replaces the earlier one.
func (s Schedule) On(date Date, holiday bool) []Span {
	var spans []Span
	best := none
	for _, r := range s.Rules {
		if f := r.fit(date, holiday); f != none && f >= best {
			best, spans = f, r.Spans
		}
	}
	return slices.Clone(spans)
}

// How closely a rule names a day.
type fit int

const (
	none fit = iota
	byWeekday
	byHoliday
	byDate
)

func (r Rule) fit(date Date, holiday bool) fit {
	if len(r.Dates) > 0 && !slices.ContainsFunc(r.Dates, func(d DateRange) bool { return d.holds(date) }) {
		return none
	}
	onHoliday := r.Holidays && holiday
	if !onHoliday && !r.onWeekday(date.Weekday()) {
		return none
	}
	switch {
	case len(r.Dates) > 0:
		return byDate
	case onHoliday:
		return byHoliday
	}
	return byWeekday
}

func (r Rule) onWeekday(day Day) bool {
	return len(r.Days) == 0 && !r.Holidays || slices.Contains(r.Days, day)
}

// Covers reports whether there are any hours that begin on the date.
func Covers(s Schedule, date Date, holiday bool) bool {
	return len(s.On(date, holiday)) > 0
}

// OpenDays returns the days that have hours in an ordinary week, Monday first.
func (s Schedule) OpenDays() []Day {
	var days []Day
	for day := range Sunday + 1 {
		if r := s.weekday(day); r != nil && len(r.Spans) > 0 {
			days = append(days, day)
		}
	}
	return days
}

// weekday is the rule for a day in an ordinary week, or nil.
func (s Schedule) weekday(day Day) *Rule {
	for i := len(s.Rules) - 1; i >= 0; i-- {
		if r := &s.Rules[i]; len(r.Dates) == 0 && r.onWeekday(day) {
			return r
		}
	}
	return nil
}

// Ahead returns the schedule without the dates that are over on the given date:
// last year's Christmas is not worth showing.
func (s Schedule) Ahead(date Date) Schedule {
	over := func(d DateRange) bool { return d.To.Before(date) }
	var ahead Schedule
	for _, r := range s.Rules {
		if len(r.Dates) > 0 {
			r.Dates = slices.DeleteFunc(slices.Clone(r.Dates), over)
			if len(r.Dates) == 0 {
				continue
			}
		}
		ahead.Rules = append(ahead.Rules, r)
	}
	return ahead
}

// Thresholds returns the dates on which Ahead changes, in order, each once: the day
// after each end.
func (s Schedule) Thresholds() []Date {
	var dates []Date
	for _, r := range s.Rules {
		for _, d := range r.Dates {
			dates = append(dates, d.To.Next())
		}
	}
	slices.SortFunc(dates, func(a, b Date) int { return a.time().Compare(b.time()) })
	return slices.Compact(dates)
}
