package hours

import (
	"fmt"
	"slices"
	"strings"
)

// A Line is one thing to say about a schedule: these days, these hours. Nobody is
// there if it has no Spans. It is about every day if it names none.
type Line struct {
	Days     []DayRange
	Holidays bool
	Dates    []DateRange
	Spans    []Span
}

// A DayRange goes from one day of the week to another, both included, maybe over
// the weekend (Saturday to Monday).
type DayRange struct {
	First, Last Day
}

// Describe groups a schedule for showing: first the ordinary week, days with equal
// hours together, then the days off that the schedule names, public holidays, and
// dates as written. A day it doesn't speak of has no line.
func Describe(s Schedule) []Line {
	lines := s.week()
	lines = s.holidays(lines)
	for i, r := range s.Rules {
		again := func(later Rule) bool {
			return slices.Equal(later.Dates, r.Dates) && slices.Equal(later.Days, r.Days) && later.Holidays == r.Holidays
		}
		if len(r.Dates) > 0 && !slices.ContainsFunc(s.Rules[i+1:], again) {
			lines = append(lines, Line{ranges(r.Days), r.Holidays, r.Dates, r.Spans})
		}
	}
	return lines
}

// week has a line for each group of days with equal hours.
func (s Schedule) week() []Line {
	var lines []Line
	var groups [][]Day
	for day := range Sunday + 1 {
		r := s.weekday(day)
		if r == nil {
			continue
		}
		i := slices.IndexFunc(lines, func(l Line) bool { return slices.Equal(l.Spans, r.Spans) })
		if i < 0 {
			i = len(lines)
			lines, groups = append(lines, Line{Spans: r.Spans}), append(groups, nil)
		}
		groups[i] = append(groups[i], day)
	}
	for i, days := range groups {
		lines[i].Days = ranges(days)
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		if off := len(b.Spans) == 0; off != (len(a.Spans) == 0) {
			if off {
				return -1
			}
			return 1
		}
		if len(a.Days) == 0 || len(b.Days) == 0 {
			return 0
		}
		return int(a.Days[0].First - b.Days[0].First)
	})
	return lines
}

// holidays adds public holidays to the line with the same hours, or as one of their own.
func (s Schedule) holidays(lines []Line) []Line {
	for i := len(s.Rules) - 1; i >= 0; i-- {
		r := s.Rules[i]
		if !r.Holidays || len(r.Dates) > 0 {
			continue
		}
		same := func(l Line) bool { return slices.Equal(l.Spans, r.Spans) }
		if j := slices.IndexFunc(lines, same); j >= 0 {
			lines[j].Holidays = len(lines[j].Days) > 0 // every day has them in it
			return lines
		}
		return append(lines, Line{Holidays: true, Spans: r.Spans})
	}
	return lines
}

// ranges joins neighbours; all seven days, or none, are no ranges.
func ranges(days []Day) []DayRange {
	var list []DayRange
	for day := range Sunday + 1 {
		if !slices.Contains(days, day) || slices.Contains(days, (day+6)%7) {
			continue
		}
		last := day
		for slices.Contains(days, (last+1)%7) {
			last = (last + 1) % 7
		}
		list = append(list, DayRange{day, last})
	}
	return list
}

// Words is what a language says for hours. All fields are needed.
type Words struct {
	Weekdays [7]string // Monday first
	EveryDay string    // "every day"
	Holidays string    // "public holidays"
	Closed   string    // "closed"
	AllDay   string    // "all day"
	Always   string    // "day and night, every day"
	And      string    // " and ", before the last of a list
	Comma    string    // ", ", in a list, and between days and hours
	Stop     string    // "; ", between lines
	// Days joins the first and last of a range of days or dates.
	Days func(first, last string) string
	Span func(Span) string
	Date func(Date) string
}

// English is what English says: "Tuesday to Saturday, 8am to 4pm; Monday closed".
func English() Words {
	return Words{
		Weekdays: [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
		EveryDay: "every day",
		Holidays: "public holidays",
		Closed:   "closed",
		AllDay:   "all day",
		Always:   "day and night, every day",
		And:      " and ",
		Comma:    ", ",
		Stop:     "; ",
		Days:     func(first, last string) string { return first + " to " + last },
		Span:     func(s Span) string { return Clock12(s.Open) + " to " + Clock12(s.Close) },
		Date: func(d Date) string {
			return fmt.Sprintf("%d %s %d", d.Day, d.time().Month(), d.Year)
		},
	}
}

// Clock12 writes a time, in minutes from midnight, as 8am, 12:30pm, noon or midnight.
func Clock12(minute int) string {
	h, m := minute/60%24, minute%60
	half := "am"
	if h >= 12 {
		half = "pm"
	}
	switch {
	case h == 0 && m == 0:
		return "midnight"
	case h == 12 && m == 0:
		return "noon"
	case m == 0:
		return fmt.Sprintf("%d%s", (h+11)%12+1, half)
	}
	return fmt.Sprintf("%d:%02d%s", (h+11)%12+1, m, half)
}

// Clock24 writes a time, in minutes from midnight, as 08:00 or 16:30. The midnight that ends a day
// is 24:00.
func Clock24(minute int) string {
	if minute > 24*60 {
		minute -= 24 * 60
	}
	return fmt.Sprintf("%02d:%02d", minute/60, minute%60)
}

// Sentence puts a whole schedule in words, without a full stop; empty if it says nothing.
func Sentence(s Schedule, w Words) string {
	var lines []string
	for _, l := range Describe(s) {
		lines = append(lines, l.Words(w))
	}
	return strings.Join(lines, w.Stop)
}

// Words puts one line in words.
func (l Line) Words(w Words) string {
	when, hours := l.When(w), l.Hours(w)
	switch {
	case len(l.Spans) == 0:
		return when + " " + hours
	case allDay(l.Spans) && len(l.Days) == 0 && len(l.Dates) == 0 && !l.Holidays:
		return w.Always
	}
	return when + w.Comma + hours
}

// When puts the days of a line in words: "Monday, Wednesday to Friday and public holidays".
func (l Line) When(w Words) string {
	var days []string
	for _, r := range l.Days {
		switch {
		case r.First == r.Last:
			days = append(days, w.Weekdays[r.First])
		case (r.First+1)%7 == r.Last:
			days = append(days, w.Weekdays[r.First], w.Weekdays[r.Last])
		default:
			days = append(days, w.Days(w.Weekdays[r.First], w.Weekdays[r.Last]))
		}
	}
	if l.Holidays {
		days = append(days, w.Holidays)
	}
	var dates []string
	for _, d := range l.Dates {
		if d.From == d.To {
			dates = append(dates, w.Date(d.From))
		} else {
			dates = append(dates, w.Days(w.Date(d.From), w.Date(d.To)))
		}
	}
	switch {
	case len(days) == 0 && len(dates) == 0:
		return w.EveryDay
	case len(dates) == 0:
		return list(days, w)
	case len(days) == 0:
		return list(dates, w)
	}
	return list(dates, w) + w.Comma + list(days, w)
}

// Hours puts the times of a line in words: "9am to noon and 1pm to 5pm", "closed".
func (l Line) Hours(w Words) string {
	if len(l.Spans) == 0 {
		return w.Closed
	}
	if allDay(l.Spans) {
		return w.AllDay
	}
	var spans []string
	for _, s := range l.Spans {
		spans = append(spans, w.Span(s))
	}
	return list(spans, w)
}

func allDay(spans []Span) bool {
	return len(spans) == 1 && spans[0] == Span{0, 24 * 60}
}

func list(items []string, w Words) string {
	last := len(items) - 1
	if last == 0 {
		return items[0]
	}
	return strings.Join(items[:last], w.Comma) + w.And + items[last]
}

// String writes the schedule in the form that Parse reads, in its plainest spelling.
func (s Schedule) String() string {
	rules := make([]string, len(s.Rules))
	for i, r := range s.Rules {
		rules[i] = r.String()
	}
	return strings.Join(rules, "; ")
}

// String writes the rule as Parse reads it.
func (r Rule) String() string {
	var parts, days []string
	for i, d := range r.Dates {
		text := d.From.String()
		if d.From != d.To {
			text += " - " + d.To.String()
		}
		if i < len(r.Dates)-1 {
			text += ","
		}
		parts = append(parts, text)
	}
	named := ranges(r.Days)
	if len(r.Days) == 7 {
		named = []DayRange{{Monday, Sunday}}
	}
	short := func(d Day) string { return strings.ToUpper(dayNames[d][0][:1]) + dayNames[d][0][1:] }
	for _, d := range named {
		if d.First == d.Last {
			days = append(days, short(d.First))
		} else {
			days = append(days, short(d.First)+"-"+short(d.Last))
		}
	}
	if r.Holidays {
		days = append(days, "PH")
	}
	if len(days) > 0 {
		parts = append(parts, strings.Join(days, ","))
	}
	var spans []string
	for _, s := range r.Spans {
		spans = append(spans, Clock24(s.Open)+"-"+Clock24(s.Close))
	}
	switch {
	case len(spans) == 0:
		parts = append(parts, "off")
	case allDay(r.Spans) && len(parts) == 0:
		parts = append(parts, "24/7")
	default:
		parts = append(parts, strings.Join(spans, ","))
	}
	return strings.Join(parts, " ")
}

// String writes the date as 2026-12-24.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }
