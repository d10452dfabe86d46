package hours

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// An Error is one thing in the text that we don't understand.
type Error struct {
	Offset int    // in bytes, where in the text it is
	Msg    string // what is wrong
	Hint   string // what to write instead; may be empty
}

func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + ": " + e.Hint
}

// Errors are all that is wrong with a text, at least one, in the order of the text.
type Errors []*Error

func (e Errors) Error() string {
	all := make([]string, len(e))
	for i, one := range e {
		all[i] = one.Error()
	}
	return strings.Join(all, "; ")
}

const example = "Mo-Fr 09:00-17:00; We off"

// Parse reads hours: rules separated by ";", each naming days (Mo-Fr, PH for public
// holidays, dates), then times or "off". "24/7" is always. Small letters, English
// names of days, 8:00 for 08:00 and spaces anywhere are fine. A time of closing before that of
// opening is on the next day. An error is an Errors; then the Schedule holds what was
// understood.
func Parse(s string) (Schedule, error) {
	p := &parser{tokens: scan(s)}
	var sched Schedule
	for p.peek().kind != end {
		if p.skip(semicolon) {
			continue
		}
		if rule, ok := p.rule(); ok {
			sched.Rules = append(sched.Rules, rule)
		} else {
			for p.peek().kind != semicolon && p.peek().kind != end {
				p.next()
			}
		}
	}
	if len(sched.Rules) == 0 && len(p.errs) == 0 {
		p.fail(p.peek(), "there are no hours here", "write them like "+example)
	}
	if len(p.errs) > 0 {
		return sched, p.errs
	}
	return sched, nil
}

type parser struct {
	tokens []token
	at     int
	errs   Errors
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != end {
		p.at++
	}
	return t
}

func (p *parser) skip(k kind) bool {
	if p.peek().kind != k {
		return false
	}
	p.next()
	return true
}

func (p *parser) fail(t token, msg, hint string) bool {
	p.errs = append(p.errs, &Error{t.offset, msg, hint})
	return false
}

// rule reads days, then times.
func (p *parser) rule() (r Rule, ok bool) {
	var days [7]bool
	for {
		t := p.peek()
		switch t.kind {
		case comma, colon:
			p.next()
		case date:
			if !p.dates(&r) {
				return r, false
			}
		case word:
			switch name := strings.ToLower(strings.TrimSuffix(t.text, ".")); name {
			case "off", "closed":
				p.next()
				r.setDays(days)
				return r, p.ruleEnds()
			case "ph":
				p.next()
				r.Holidays = true
			default:
				if !p.days(&days) {
					return r, false
				}
			}
		case always:
			p.next()
			r.setDays(days)
			r.Spans = []Span{{0, 24 * 60}}
			return r, p.ruleEnds()
		case clock:
			r.setDays(days)
			return r, p.spans(&r) && p.ruleEnds()
		case semicolon, end:
			return r, p.fail(t, "it says which days but not which hours", "add hours such as 09:00-17:00, or off")
		default:
			return r, p.misfit(t)
		}
	}
}

// setDays notes the days. All seven need no naming, unless public holidays are
// named as well: without dates, that makes the rule count on them.
func (r *Rule) setDays(set [7]bool) {
	all := set == [7]bool{true, true, true, true, true, true, true}
	if all && (!r.Holidays || len(r.Dates) > 0) {
		r.Holidays = false
		return
	}
	for day, is := range set {
		if is {
			r.Days = append(r.Days, Day(day))
		}
	}
}

func (p *parser) ruleEnds() bool {
	switch t := p.peek(); t.kind {
	case semicolon, end:
		return true
	case word, date, always:
		return p.fail(t, fmt.Sprintf("%q begins a new rule", t.text), `put ";" between rules: `+example)
	case comma:
		p.next()
		return p.ruleEnds()
	default:
		return p.misfit(t)
	}
}

// days reads a day or a range of days.
func (p *parser) days(set *[7]bool) bool {
	first, ok := p.day()
	if !ok {
		return false
	}
	last := first
	if p.skip(dash) {
		if last, ok = p.day(); !ok {
			return false
		}
	}
	for day := first; ; day = (day + 1) % 7 {
		set[day] = true
		if day == last {
			return true
		}
	}
}

var dayNames = [7][]string{
	{"mo", "mon", "monday"},
	{"tu", "tue", "tues", "tuesday"},
	{"we", "wed", "wednesday"},
	{"th", "thu", "thur", "thurs", "thursday"},
	{"fr", "fri", "friday"},
	{"sa", "sat", "saturday"},
	{"su", "sun", "sunday"},
}

func (p *parser) day() (Day, bool) {
	t := p.next()
	if t.kind == word {
		name := strings.ToLower(strings.TrimSuffix(t.text, "."))
		for day, names := range dayNames {
			if slices.Contains(names, name) {
				return Day(day), true
			}
		}
		if name == "sh" {
			return 0, p.fail(t, "school holidays aren't known here", "name their dates: 2026-07-13 - 2026-08-21 off")
		}
	}
	if t.kind == end || t.kind == semicolon {
		return 0, p.fail(t, "a day is missing after the dash", "days are Mo Tu We Th Fr Sa Su, and PH for public holidays")
	}
	return 0, p.fail(t, fmt.Sprintf("%q is not a day", t.text), "days are Mo Tu We Th Fr Sa Su, and PH for public holidays")
}

// dates reads a date or a range of dates.
func (p *parser) dates(r *Rule) bool {
	first := p.peek()
	from, ok := p.date()
	if !ok {
		return false
	}
	to := from
	if p.skip(dash) {
		if t := p.peek(); t.kind != date {
			return p.fail(t, "a date is missing after the dash", "write both in full: 2026-12-24 - 2027-01-01")
		}
		if to, ok = p.date(); !ok {
			return false
		}
	}
	if to.Before(from) {
		return p.fail(first, "the dates end before they begin", "the earlier date comes first")
	}
	r.Dates = append(r.Dates, DateRange{from, to})
	return true
}

func (p *parser) date() (Date, bool) {
	t := p.next()
	var d Date
	// The scanner let nothing else through than three numbers.
	_, _ = fmt.Sscanf(t.text, "%d-%d-%d", &d.Year, &d.Month, &d.Day)
	if d.Year < 1 || DateOf(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)) != d {
		return d, p.fail(t, t.text+" is not in the calendar", "dates are year-month-day, such as 2026-12-24")
	}
	return d, true
}

// spans reads times of the day, separated by commas.
func (p *parser) spans(r *Rule) bool {
	for {
		t := p.peek()
		s, ok := p.span()
		if !ok {
			return false
		}
		for _, other := range r.Spans {
			if s.Open < other.Close && other.Open < s.Close {
				return p.fail(t, "these hours overlap others of the same rule", "join them into one")
			}
		}
		r.Spans = append(r.Spans, s)
		// A comma that no time follows is for ruleEnds to explain.
		if p.peek().kind != comma || p.tokens[p.at+1].kind != clock {
			break
		}
		p.next()
	}
	slices.SortFunc(r.Spans, func(a, b Span) int { return a.Open - b.Open })
	return true
}

func (p *parser) span() (s Span, ok bool) {
	opening := p.peek()
	if s.Open, ok = p.clock(); !ok {
		return s, false
	}
	if t := p.peek(); !p.skip(dash) {
		if t.kind == semicolon || t.kind == end || t.kind == comma {
			return s, p.fail(opening, "it says when it begins, but not when it ends", "write both: "+opening.text+"-17:00")
		}
		return s, p.misfit(t)
	}
	if t := p.peek(); t.kind != clock {
		if t.kind == semicolon || t.kind == end || t.kind == comma {
			return s, p.fail(t, "a time is missing after the dash", "write both: "+opening.text+"-17:00")
		}
		return s, p.misfit(t)
	}
	if s.Close, ok = p.clock(); !ok {
		return s, false
	}
	switch {
	case s.Open == 24*60:
		return s, p.fail(opening, "24:00 is the end of a day", "the next day begins at 00:00")
	case s.Open == s.Close:
		return s, p.fail(opening, "it ends when it begins", "for the whole day write 00:00-24:00")
	case s.Close < s.Open: // so until 00:00 is the same as until 24:00
		s.Close += 24 * 60
	}
	return s, true
}

// clock reads a time as minutes from midnight.
func (p *parser) clock() (int, bool) {
	t := p.next()
	var h, m int
	_, _ = fmt.Sscanf(t.text, "%d:%d", &h, &m)
	if m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, p.fail(t, t.text+" is not a time of the day", "times go from 00:00 to 24:00")
	}
	return h*60 + m, true
}

// misfit reports a token that fits nowhere in particular.
func (p *parser) misfit(t token) bool {
	switch t.kind {
	case number:
		return p.fail(t, fmt.Sprintf("%q is not a time or a date", t.text), "times are written 09:00 or 17:30, dates 2026-12-24")
	case clock:
		return p.fail(t, fmt.Sprintf("%q is one time too many", t.text), "put a comma between hours: 09:00-12:00,13:00-17:00")
	case dash:
		return p.fail(t, "this dash joins nothing", "write days like Mo-Fr and hours like 09:00-17:00")
	case word:
		if name := strings.ToLower(t.text); name == "am" || name == "pm" || name == "uhr" || name == "h" {
			return p.fail(t, fmt.Sprintf("%q is not needed", t.text), "times go from 00:00 to 24:00: 5pm is 17:00")
		}
		return p.fail(t, fmt.Sprintf("%q doesn't fit here", t.text), "write hours like "+example)
	}
	return p.fail(t, fmt.Sprintf("%q doesn't fit here", t.text), "write hours like "+example)
}
