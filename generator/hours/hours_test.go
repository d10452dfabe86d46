package hours_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kith/generator/hours"
)

func must(t *testing.T, s string) hours.Schedule {
	t.Helper()
	sched, err := hours.Parse(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return sched
}

func day(s string) hours.Date {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return hours.DateOf(t)
}

func TestOn(t *testing.T) {
	const spec = "Mo-Fr 09:00-12:30,13:30-17:00; We off; PH off; 2026-12-24 - 2027-01-01 off"
	tests := []struct {
		text, date string // a date with * is a public holiday
		want       string
	}{
		{spec, "2026-11-23", "09:00-12:30,13:30-17:00"}, // a Monday
		{spec, "2026-11-25", "off"},                     // Wednesday
		{spec, "2026-11-28", "off"},                     // Saturday
		{spec, "2026-11-23*", "off"},
		{spec, "2026-12-23", "off"}, // Wednesday
		{spec, "2026-12-24", "off"},
		{spec, "2027-01-01", "off"}, // a Friday
		{spec, "2027-01-04", "09:00-12:30,13:30-17:00"},
		{"PH off; 2026-12-24 off; 2026-12-01 - 2026-12-31 Mo-Fr 10:00-12:00; Mo-Su 9:00-17:00", "2026-12-25*", "10:00-12:00"},
		{"PH off; Mo-Su 9:00-17:00", "2026-11-23*", "off"},             // the order doesn't matter
		{"2026-11-23 off; Mo-Su 9:00-17:00", "2026-11-23", "off"},      // between sorts of rules
		{"Mo 9:00-17:00; Mo 8:00-10:00", "2026-11-23", "08:00-10:00"},  // but within one
		{"2026-11-01 - 2026-11-30 Sa 9:00-12:00", "2026-11-23", "off"}, // not a Saturday
		{"2026-11-01 - 2026-11-30 Sa 9:00-12:00", "2026-11-28", "09:00-12:00"},
		{"2026-11-01 - 2026-11-30 Sa 9:00-12:00", "2026-12-05", "off"},
		{"Fr-Mo 18:00-2:00", "2026-11-22", "18:00-02:00"},
		{"Fr-Mo 18:00-2:00", "2026-11-24", "off"},
		{"Sa,Su,PH 10:00-11:00; Mo-Fr 9:00-17:00", "2026-11-23*", "10:00-11:00"},
		{"24/7", "2026-11-23", "00:00-24:00"},
		{"2028-02-29 off; 24/7", "2028-02-29", "off"},
	}
	for _, test := range tests {
		date, holiday := strings.CutSuffix(test.date, "*")
		var got []string
		for _, s := range must(t, test.text).On(day(date), holiday) {
			got = append(got, hours.Clock24(s.Open)+"-"+hours.Clock24(s.Close))
		}
		if len(got) == 0 {
			got = []string{"off"}
		}
		if strings.Join(got, ",") != test.want {
			t.Errorf("%q on %s: %v, want %s", test.text, test.date, got, test.want)
		}
		if hours.Covers(must(t, test.text), day(date), holiday) == (test.want == "off") {
			t.Errorf("%q on %s: Covers doesn't agree", test.text, test.date)
		}
	}
}

func TestSpellings(t *testing.T) {
	const want = "Mo-Fr 08:00-12:00,13:00-17:00; We off"
	for _, text := range []string{
		want, "  mo-fr 8:00-12:00 , 13:00-17:00 ;we OFF; ", "Mo - Fr 8:00 – 12:00,13:00 – 17:00;;We closed",
		"monday-friday: 13:00-17:00,8:00-12:00\n; wed. off", "Mo,Tu,We,Th,Fr 08:00-12:00,13:00-17:00; We off",
		"Fr,Mo-Th 08:00-12:00, 13:00-17:00; We off",
	} {
		if got := must(t, text).String(); got != want {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

func TestMistakes(t *testing.T) {
	tests := []struct{ text, at, msg, hint string }{
		{"", "", "no hours", "Mo-Fr"},
		{" ; ", "", "no hours", "Mo-Fr"},
		{"Mo-Fr", "", "not which hours", "09:00-17:00"},
		{"Mo-Fr 9am-5pm", "9am", "not a time", "09:00"},
		{"Mo-Fr 9:00am-5pm", "am", "not needed", "17:00"},
		{"Mo-Fr 9-17", "9", "not a time", "09:00"},
		{"Mo-Fr 9.30-17.00", "9.30", "not a time", "09:00"},
		{"Mo-Fr 09:00", "09:00", "not when it ends", "09:00-17:00"},
		{"Mo-Fr 09:00-", "", "missing after the dash", "09:00-17:00"},
		{"Mo-Fr 09:00-25:00", "25:00", "not a time of the day", "24:00"},
		{"Mo-Fr 09:60-10:00", "09:60", "not a time of the day", ""},
		{"Mo-Fr 09:00-09:00", "09:00", "ends when it begins", "00:00-24:00"},
		{"Mo 24:00-08:00", "24:00", "end of a day", "00:00"},
		{"Mo 09:00-13:00,12:00-17:00", "12:00", "overlap", "join"},
		{"Mo 09:00-13:00 14:00-17:00", "14:00", "one time too many", "comma"},
		{"Mo 09:00-13:00, Tu 14:00-17:00", "Tu", "begins a new rule", `";"`},
		{"Mo-Freitag 09:00-17:00", "Freitag", "not a day", "Mo Tu We"},
		{"Di off", "Di", "not a day", "Mo Tu We"},
		{"Mo- off", "off", "not a day", ""},
		{"SH off", "SH", "school holidays", "dates"},
		{"2026-02-30 off", "2026-02-30", "calendar", ""},
		{"2026-12-24 - 2026-12-01 off", "2026-12-24", "before they begin", "earlier"},
		{"2026-12-24 - 26 off", "26", "missing after the dash", "in full"},
		{"24.12.2026 off", "24.12.2026", "not a time or a date", "2026-12-24"},
		{"Mo 10:00+", "+", "doesn't fit", ""},
		{"ask me", "ask", "not a day", ""},
	}
	for _, test := range tests {
		_, err := hours.Parse(test.text)
		var errs hours.Errors
		if !errors.As(err, &errs) || len(errs) != 1 {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		e := errs[0]
		if !strings.HasPrefix(test.text[e.Offset:], test.at) || !strings.Contains(e.Msg, test.msg) || !strings.Contains(e.Hint, test.hint) {
			t.Errorf("%q: at %q: %v", test.text, test.text[e.Offset:], err)
		}
	}
	// All mistakes are told in one go, and what is right is still read.
	sched, err := hours.Parse("Mo 9; Tu 10:00-11:00; Xx off")
	var errs hours.Errors
	if !errors.As(err, &errs) || len(errs) != 2 || errs[1].Offset != 22 || sched.String() != "Tu 10:00-11:00" {
		t.Errorf("%v, %v", err, sched)
	}
}

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"Tu-Sa 8:00-16:00": "Tuesday to Saturday, 8am to 4pm",
		"Mo-Fr 09:00-12:30,13:30-17:00; We off; PH off; 2026-12-24 - 2027-01-01 off": "Monday, Tuesday, Thursday and Friday, 9am to 12:30pm and 1:30pm to 5pm; " +
			"Wednesday and public holidays closed; 24 December 2026 to 1 January 2027 closed",
		"Sa-Mo 10:00-12:00; Tu-Th 12:00-0:00":     "Tuesday to Thursday, noon to midnight; Saturday to Monday, 10am to noon",
		"24/7":                                    "day and night, every day",
		"Mo-Su,PH 9:00-10:00":                     "every day, 9am to 10am",
		"9:00-10:00; PH off":                      "every day, 9am to 10am; public holidays closed",
		"Fr 18:00-2:00; Sa 0:00-24:00":            "Friday, 6pm to 2am; Saturday, all day",
		"PH 10:00-11:00":                          "public holidays, 10am to 11am",
		"2026-12-24,2026-12-31 Mo,PH 9:00-12:05":  "24 December 2026 and 31 December 2026, Monday and public holidays, 9am to 12:05pm",
		"2026-12-24 off; 2026-12-24 0:30-1:00":    "24 December 2026, 12:30am to 1am",
		"off":                                     "every day closed",
		"Mo-Fr 9:00-17:00; We 9:00-12:00; Fr off": "Monday, Tuesday and Thursday, 9am to 5pm; Wednesday, 9am to noon; Friday closed",
	} {
		if got := hours.Sentence(must(t, text), hours.English()); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
	if got := hours.Sentence(hours.Schedule{}, hours.English()); got != "" {
		t.Errorf("nothing is said as %q", got)
	}
}

func TestDescribe(t *testing.T) {
	got := hours.Describe(must(t, "Mo-Fr 9:00-17:00; We off; PH off"))
	want := []hours.Line{
		{Days: []hours.DayRange{{hours.Monday, hours.Tuesday}, {hours.Thursday, hours.Friday}}, Spans: []hours.Span{{540, 1020}}},
		{Days: []hours.DayRange{{hours.Wednesday, hours.Wednesday}}, Holidays: true},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if days := must(t, "Mo-Fr 9:00-17:00; We off; 2026-12-24 Su 9:00-10:00").OpenDays(); !slices.Equal(days, []hours.Day{0, 1, 3, 4}) {
		t.Errorf("open on %v", days)
	}
}

func TestAhead(t *testing.T) {
	s := must(t, "Mo 9:00-17:00; 2026-12-31 off; 2026-12-24 - 2026-12-26, 2027-04-02 off")
	for date, want := range map[string]string{
		"2026-12-26": s.String(),
		"2026-12-27": "Mo 09:00-17:00; 2026-12-31 off; 2027-04-02 off",
		"2027-01-01": "Mo 09:00-17:00; 2027-04-02 off",
		"2027-04-03": "Mo 09:00-17:00",
	} {
		if got := s.Ahead(day(date)).String(); got != want {
			t.Errorf("on %s: %s", date, got)
		}
	}
	if got := s.Thresholds(); !slices.Equal(got, []hours.Date{day("2026-12-27"), day("2027-01-01"), day("2027-04-03")}) {
		t.Errorf("thresholds %v", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"Mo-Fr 09:00-12:30,13:30-17:00; We off; PH off; 2026-12-24 - 2027-01-01 off", "24/7", "sa-mo 18:00–2:00",
		"Mo,We,PH: 8:00-9:00", "9am", "2026-13-01 off", "Mo-Su,PH 00:00-24:00", ";;", "é 24:00-0:00", "2026-01-01 Mo-Su,PH 24/7",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := hours.Parse(text)
		if err != nil {
			var errs hours.Errors
			if !errors.As(err, &errs) || len(errs) == 0 {
				t.Fatalf("%T", err)
			}
			last := 0
			for _, e := range errs {
				if e.Offset < last || e.Offset > len(text) || e.Msg == "" {
					t.Errorf("%+v in %q", e, text)
				}
				if utf8.ValidString(text) && e.Offset < len(text) && !utf8.RuneStart(text[e.Offset]) {
					t.Errorf("%+v is inside a character", e)
				}
			}
			return
		}
		again, err := hours.Parse(s.String())
		if err != nil || !reflect.DeepEqual(s, again) {
			t.Errorf("%q is %q, and read again %q, %v", text, s, again, err)
		}
		if hours.Sentence(s, hours.English()) == "" {
			t.Errorf("%q has no words", text)
		}
		for _, r := range s.Rules {
			for i, a := range r.Spans {
				if a.Open < 0 || a.Open >= 1440 || a.Close <= a.Open || a.Close > a.Open+1440 || i > 0 && a.Open < r.Spans[i-1].Close {
					t.Errorf("%q has hours %v", text, r.Spans)
				}
			}
			for _, d := range r.Dates {
				s.On(d.From, true)
			}
		}
	})
}
