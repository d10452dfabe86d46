package meta

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct {
		in    string
		loose bool
		want  string
	}{
		{"2026-11-14", false, "2026-11-14"},
		{"2026-11-14T18:27:00Z", false, "2026-11-14T18:27:00Z"},
		{"2026-11-14 18:27", false, "2026-11-14T18:27:00"},
		{"2026-11-14T18:27:00+02:00", false, "2026-11-14T18:27:00+02:00"},
		{"2026-11-14 18:27:09.123 -0530", false, "2026-11-14T18:27:09-05:30"},
		{"2024-02-29", false, "2024-02-29"},
		{"2026", true, "2026"},
		{"2026-11", true, "2026-11"},
		{"0001-01-01", false, "0001-01-01"},
	} {
		d, err := ParseDate(c.in, c.loose)
		if err != nil || d.String() != c.want {
			t.Errorf("%s = %s, %v; want %s", c.in, d, err, c.want)
		}
	}
}

func TestBadDates(t *testing.T) {
	for _, c := range []struct {
		in    string
		loose bool
		want  string
	}{
		{"2026-02-30", false, "February 2026 has 28 days"},
		{"2000-02-30", false, "February 2000 has 29 days"},
		{"1900-02-29", false, "February 1900 has 28 days"},
		{"2026-04-31", false, "April 2026 has 30 days"},
		{"2026-13-01", false, "there is no month 13; did you mean 2026-01-13?"},
		{"2026-00-01", false, "there is no month 00; " + dateForm},
		{"0000-01-01", false, "there is no year 0000; " + dateForm},
		{"yesterday", false, `"yesterday" is not a date; ` + dateForm},
		{"14.11.2026", false, `"14.11.2026" is not a date; did you mean 2026-11-14?`},
		{"11/14/2026", false, `"11/14/2026" is not a date; did you mean 2026-11-14?`},
		{"03/04/2026", false, `"03/04/2026" is not a date; did you mean 2026-04-03 or 2026-03-04?`},
		{"04/04/26", false, `"04/04/26" is not a date; did you mean 2026-04-04?`},
		{"2026/11/14", false, `"2026/11/14" is not a date; did you mean 2026-11-14?`},
		{"2026-1-4", false, `"2026-1-4" is not a date; did you mean 2026-01-04?`},
		{"20261114", false, `"20261114" is not a date; did you mean 2026-11-14?`},
		{"14 November 2026", false, `"14 November 2026" is not a date; did you mean 2026-11-14?`},
		{"Nov 14th, 2026", false, `"Nov 14th, 2026" is not a date; did you mean 2026-11-14?`},
		{"2026-11", false, `"2026-11" lacks the day; write it as in 2026-11-01`},
		{"2026", false, `"2026" lacks the month and the day; write it as in 2026-11-14`},
		{"November 2026", true, `"November 2026" is not a date; did you mean 2026-11?`},
		{"11/2026", true, `"11/2026" is not a date; did you mean 2026-11?`},
		{"2026-11-14T25:00", false, "there is no time 25:00:00; hours go from 00 to 23"},
		{"2026-11-14 6:27pm", false, `"2026-11-14 6:27pm" has a time that cannot be read; times look like 2026-11-14 18:27 or 2026-11-14T18:27:00+02:00`},
	} {
		d, err := ParseDate(c.in, c.loose)
		if err == nil || err.Error() != c.want || !d.IsZero() {
			t.Errorf("%s: %v (%s), want %s", c.in, err, d, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	start := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := 0; n < 3652059; n += 1 + n%97 {
		now := start.AddDate(0, 0, n)
		d := DateOf(now)
		if int64(d.Days())*86400 != now.Unix() || FromDays(d.Days()) != d || d.Weekday() != now.Weekday() {
			t.Fatalf("%s: %d", d, d.Days())
		}
	}
}

func TestCompare(t *testing.T) {
	order := []string{
		"0001-01-01", "2025-12-31", "2026", "2026-01-01T00:30:00+02:00", "2026-01-01T00:10:00Z",
		"2026-01-01T23:59", "2026-01-02", "2026-11", "2026-11-02", "9999-12-31",
	}
	for i := range order {
		for j := range order {
			a, _ := ParseDate(order[i], true)
			b, _ := ParseDate(order[j], true)
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%s and %s: %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestLoose(t *testing.T) {
	year, _ := ParseDate("2024", true)
	month, _ := ParseDate("2024-02", true)
	if year.First().String() != "2024-01-01" || year.Last().String() != "2024-12-31" || month.Last().String() != "2024-02-29" || month.OnDay().String() != "2024-02-01" {
		t.Error(year.First(), year.Last(), month.Last(), month.OnDay())
	}
	if d := month.Last().AddDays(1); d.String() != "2024-03-01" {
		t.Error(d)
	}
}
