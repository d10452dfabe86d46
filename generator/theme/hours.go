package theme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"kith/generator/hours"
	"kith/generator/view"
)

// hours says when somebody answers: the schedule in words, with the place
// whose time it is, then the person's own note.
func (w *words) hours(h *view.Hours) (string, error) {
	if h == nil {
		return "", nil
	}
	var said string
	if h.Schedule != nil {
		said = hours.Sentence(*h.Schedule, w.hoursWords())
	}
	if said != "" {
		key := "hours"
		if h.Place != "" {
			key = "hours-in"
		}
		sentence, err := w.say(key, map[string]any{"hours": said, "place": h.Place})
		if err != nil {
			return "", err
		}
		said = sentence
	}
	if first, size := utf8.DecodeRuneInString(said); size > 0 {
		said = w.upper(string(first)) + said[size:]
	}
	return strings.TrimSpace(said + " " + h.Note), nil
}

// clock is what a script needs to say who is in, and when that is where the
// reader is: hours.js has the form. It is empty where no hours are known.
func (w *words) clock(c view.Contact) (string, error) {
	h := c.Hours
	if h == nil || h.Schedule == nil || len(h.Schedule.Rules) == 0 {
		return "", nil
	}
	say := make(map[string]string, len(w.tables["here"]))
	for key, text := range w.tables["here"] {
		say[key] = strings.ReplaceAll(text, "{name}", c.Person.KnownAs)
	}
	times := map[string]string{}
	keys := map[string]string{"time": "time-12", "hour": "time-12-hour", "am": "time-am", "pm": "time-pm", "noon": "time-noon", "midnight": "time-midnight"}
	if w.texts["clock"].forms["other"] == "24" {
		keys = map[string]string{"time": "time", "hour": "time-hour"}
	}
	for as, key := range keys {
		times[as] = w.texts[key].forms["other"]
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // the template escapes it for its attribute
	err := enc.Encode(struct {
		Zone  string            `json:"zone"`
		Rules string            `json:"rules"`
		Off   []string          `json:"off,omitempty"`
		Until string            `json:"until,omitempty"`
		Say   map[string]string `json:"say"`
		Times map[string]string `json:"times"`
	}{h.Zone, h.Schedule.String(), h.Off, h.Until, say, times})
	return strings.TrimSpace(b.String()), err
}

// hoursWords is what this language says for hours. A language without its own
// words for days says them in English, as everything else it lacks.
func (w *words) hoursWords() hours.Words {
	out := hours.English()
	if days := w.lists["days"]; len(days) == len(out.Weekdays) {
		copy(out.Weekdays[:], days)
	}
	for key, to := range map[string]*string{
		"hours-every-day": &out.EveryDay, "hours-holidays": &out.Holidays, "hours-closed": &out.Closed,
		"hours-all-day": &out.AllDay, "hours-always": &out.Always,
	} {
		if t, ok := w.texts[key]; ok {
			*to = t.forms["other"]
		}
	}
	out.And, out.Comma, out.Stop = w.between("list-and"), w.between("list-comma"), w.between("list-semicolon")
	out.Days = func(first, last string) string { return w.put("hours-days", "a", first, "b", last) }
	out.Span = func(s hours.Span) string {
		return w.put("hours-span", "a", w.timeOfDay(s.Open), "b", w.timeOfDay(s.Close))
	}
	out.Date = func(d hours.Date) string {
		said, err := w.date(view.Date{Year: d.Year, Month: d.Month, Day: d.Day, ISO: fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)})
		if err != nil {
			return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
		}
		return said
	}
	return out
}

// timeOfDay writes a time, in minutes from midnight, as the language does: "8am",
// "8 h 30", "20:15". The midnight that ends a day is 24:00 where the clock has
// 24 hours.
func (w *words) timeOfDay(minute int) string {
	if w.texts["clock"].forms["other"] == "24" {
		if minute > 24*60 {
			minute -= 24 * 60
		}
		h, m := minute/60, minute%60
		key := "time"
		if m == 0 {
			key = "time-hour"
		}
		return w.put(key, "h", fmt.Sprint(h), "hh", fmt.Sprintf("%02d", h), "m", fmt.Sprintf("%02d", m))
	}
	h, m := minute/60%24, minute%60
	half := "time-am"
	if h >= 12 {
		half = "time-pm"
	}
	key := "time-12"
	switch {
	case h == 0 && m == 0:
		key = "time-midnight"
	case h == 12 && m == 0:
		key = "time-noon"
	case m == 0:
		key = "time-12-hour"
	}
	return w.put(key, "h", fmt.Sprint((h+11)%12+1), "m", fmt.Sprintf("%02d", m), "half", w.texts[half].forms["other"])
}

// put is say for words of the theme's own, with gaps and their values by
// turns.
func (w *words) put(key string, gaps ...string) string {
	s := w.texts[key].forms["other"]
	for i := 0; i+1 < len(gaps); i += 2 {
		s = strings.Replace(s, "{"+gaps[i]+"}", gaps[i+1], 1)
	}
	return s
}
