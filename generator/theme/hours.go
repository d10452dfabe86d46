package theme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

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
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // the template escapes it for its attribute
	err := enc.Encode(struct {
		Zone  string            `json:"zone"`
		Rules string            `json:"rules"`
		Off   []string          `json:"off,omitempty"`
		Until string            `json:"until,omitempty"`
		Say   map[string]string `json:"say"`
	}{h.Zone, h.Schedule.String(), h.Off, h.Until, say})
	return strings.TrimSpace(b.String()), err
}

// hoursWords is what this language says for hours. A language without its own
// words for days says them in English, as everything else it lacks.
func (w *words) hoursWords() hours.Words {
	out := hours.English()
	if days := w.lists["days"]; len(days) == len(out.Days) {
		copy(out.Days[:], days)
	}
	for key, to := range map[string]*string{
		"hours-every-day": &out.EveryDay, "hours-holidays": &out.Holidays, "hours-closed": &out.Closed,
		"hours-all-day": &out.AllDay, "hours-always": &out.Always,
	} {
		if t, ok := w.texts[key]; ok {
			*to = t.forms["other"]
		}
	}
	out.To, out.And = w.between("hours-to"), w.between("list-and")
	out.Comma, out.Stop = w.between("list-comma"), w.between("list-semicolon")
	clock := hours.Clock12
	if w.texts["clock"].forms["other"] == "24" {
		clock = hours.Clock24
	}
	out.Span = func(s hours.Span) string { return clock(s.Open) + out.To + clock(s.Close) }
	out.Date = func(d hours.Date) string {
		said, err := w.date(view.Date{Year: d.Year, Month: d.Month, Day: d.Day, ISO: fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)})
		if err != nil {
			return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
		}
		return said
	}
	return out
}
