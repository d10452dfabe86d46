package content

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"kith/generator/diag"
	"kith/generator/hours"
	"kith/generator/meta"
	"kith/generator/model"
	"kith/generator/phone"
)

// availability reads when somebody answers.
func (r reader) availability() model.Availability {
	a := model.Availability{Zone: r.zone("timezone"), ReplyWithin: r.span("reply_within")}
	t := r.Text("hours")
	if t.Value == "" {
		return a
	}
	a.Text = t.Value
	s, err := hours.Parse(t.Value)
	if err != nil {
		r.badHours(t, err)
		return a
	}
	a.Schedule = &s
	return a
}

func (r reader) badHours(t meta.Text, err error) {
	var all hours.Errors
	if !errors.As(err, &all) {
		r.bad("bad-hours", t, "these hours can't be read: "+err.Error(), hoursHint)
		return
	}
	for _, one := range all {
		from := min(max(one.Offset, 0), len(t.Value))
		n := len(t.Value) - from
		if i := strings.IndexAny(t.Value[from:], "; ,"); i >= 0 {
			n = i
		}
		pos, length := t.Part(from, n)
		r.list.Add("bad-hours", pos, length, "these hours can't be read: "+one.Msg, or(one.Hint, hoursHint))
	}
}

const hoursHint = "hours look like this: Mo-Fr 09:00-12:30,13:30-17:00; We off"

// zone reads an IANA time zone.
func (r reader) zone(key string) string {
	t := r.Text(key)
	if t.Value == "" {
		return ""
	}
	if !r.isZone(t.Value) {
		hint := "take the nearest large city, such as Europe/London or America/Sao_Paulo"
		if near := r.nearestZone(t.Value); near != "" {
			hint = "did you mean " + near + "?"
		}
		r.bad("bad-timezone", t, fmt.Sprintf("I don't know a time zone %s", diag.Quote(t.Value)), hint)
		return ""
	}
	return t.Value
}

// isZone knows the time zones. It is stricter than the library, which takes
// "Local" (the machine's own) and, on some machines, europe/london.
func (d *Decoder) isZone(name string) bool {
	area, city, ok := strings.Cut(name, "/")
	if name != "UTC" && (!ok || !startsUpper(area) || !startsUpper(city)) {
		return false
	}
	if _, known := d.zones.Load(name); known {
		return true
	}
	if _, err := time.LoadLocation(name); err != nil {
		return false
	}
	d.zones.Store(name, true)
	return true
}

// nearestZone finds the zone of somebody who wrote a city, or blanks.
func (d *Decoder) nearestZone(name string) string {
	words := strings.FieldsFunc(name[strings.LastIndexByte(name, '/')+1:], func(r rune) bool { return r == ' ' || r == '_' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
	}
	city := strings.Join(words, "_")
	if area, _, ok := strings.Cut(name, "/"); ok && d.isZone(area+"/"+city) {
		return area + "/" + city
	}
	for _, area := range [...]string{"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian"} {
		if d.isZone(area + "/" + city) {
			return area + "/" + city
		}
	}
	return ""
}

func startsUpper(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

// span reads a length of time, such as "2 working days".
func (r reader) span(key string) string {
	t := r.Text(key)
	if t.Value == "" {
		return ""
	}
	span, ok := Span(t.Value)
	if !ok {
		r.bad("bad-span", t, fmt.Sprintf("I can't tell how long %s is", diag.Quote(t.Value)),
			"write a number and a unit: minutes, hours, days, working days or weeks, as in 2 working days")
		return ""
	}
	return span
}

var numbers = map[string]string{
	"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
	"six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}

var units = map[string]string{
	"minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute",
	"hour": "hour", "hours": "hour", "h": "hour",
	"day": "day", "days": "day",
	"working day": "working day", "working days": "working day",
	"business day": "working day", "business days": "working day",
	"workday": "working day", "workdays": "working day",
	"week": "week", "weeks": "week", "month": "month", "months": "month",
}

// Span reads a length of time and writes it one way: a number, a blank, and
// minute, hour, day, working day, week or month, with an s unless it is one.
func Span(s string) (string, bool) {
	words := strings.Fields(strings.ToLower(s))
	if len(words) == 1 { // "24h"
		digits := strings.TrimLeft(words[0], "0123456789")
		words = []string{words[0][:len(words[0])-len(digits)], digits}
	}
	if len(words) < 2 {
		return "", false
	}
	n, ok := numbers[words[0]]
	if !ok {
		n = strings.TrimLeft(words[0], "0")
		if n == "" || len(n) > 3 || strings.Trim(n, "0123456789") != "" {
			return "", false
		}
	}
	unit, ok := units[strings.Join(words[1:], " ")]
	if !ok {
		return "", false
	}
	if n != "1" {
		unit += "s"
	}
	return n + " " + unit, true
}

// email reads an address for letters.
func (r reader) email(key string) string { return r.emailOf(r.Text(key)) }

func (r reader) emailOf(t meta.Text) string {
	if t.Value == "" {
		return ""
	}
	address, err := phone.Mail(t.Value)
	if err != nil {
		why, hint := explain(err, "it looks like name@example.org")
		r.bad("bad-email", t, fmt.Sprintf("%s is not an email address: %s", diag.Quote(t.Value), why), hint)
		return ""
	}
	if phone.NoReply(address) {
		r.unread(t)
		return ""
	}
	return address
}

// explain takes an error of package phone apart.
func explain(err error, hint string) (why, next string) {
	var pe *phone.Error
	if !errors.As(err, &pe) {
		return err.Error(), hint
	}
	return pe.Msg, or(pe.Hint, hint)
}

// phone reads a telephone number.
func (r reader) phone(key string) *model.Phone { return r.phoneOf(r.Text(key)) }

func (r reader) phoneOf(t meta.Text) *model.Phone {
	if t.Value == "" {
		return nil
	}
	n, err := phone.Parse(t.Value, r.cfg.Country)
	if err != nil {
		why, hint := explain(err, "write it from the plus on, as in +44 1632 960121")
		r.bad("bad-phone", t, fmt.Sprintf("%s can't be anybody's number: %s", diag.Quote(t.Value), why), hint)
		return nil
	}
	if n.Unassigned {
		r.bad("unassigned-phone", t, fmt.Sprintf("no country has given out numbers like %s", diag.Quote(t.Value)),
			"ring it once to be sure; it may be a slip of the finger")
	}
	p := &model.Phone{E164: n.E164, Ext: n.Ext}
	n.Ext = ""
	p.Text = n.Display(r.cfg.Country)
	return p
}

// channelTypes are the ways to reach somebody.
var channelTypes = []string{
	"email", "phone", "sms", "whatsapp", "signal", "booking", "post", "visit",
	"textphone", "relay", "video_sign", "url",
}

// channels reads the ways to reach somebody besides email and phone.
func (r reader) channels(key string) []model.Channel {
	var out []model.Channel
	for _, item := range r.Items(key) {
		if item.Map == nil {
			r.bad("wrong-type", item.Text, fmt.Sprintf("a channel says what it is: %s alone could be anything", diag.Quote(item.Text.Value)),
				"write it as {type: booking, value: "+quoted(item.Text.Value)+"}")
			continue
		}
		if c, ok := r.in(item.Map).channel(); ok {
			out = append(out, c)
		}
	}
	return out
}

// channel reads one of them.
func (r reader) channel() (model.Channel, bool) {
	kind := r.Enum("type", channelTypes...)
	c := model.Channel{
		Type: kind.Value, Label: r.str("label"), Hours: r.availability(),
		Languages: r.languages("languages"), Note: r.str("note"), Cost: r.str("cost"),
		Shared: r.Bool("shared", false), AnsweredBy: r.people("answered_by"),
	}
	t := r.LongText("value")
	ext := r.Text("ext")
	if r.lacks("type") {
		r.bad("bad-value", r.top(), "a channel without a type: is it a phone, a booking page, a place to come to?",
			"type can be "+strings.Join(channelTypes, ", "))
	}
	if r.lacks("value") {
		r.bad("bad-value", r.top(), "a channel without a value: what does one ring, write to or open?", "add value:")
	}
	if kind.Value == "" || t.Value == "" {
		return c, false
	}
	c.Value = t.Value
	switch kind.Value {
	case "email":
		c.Value = r.emailOf(t)
		r.roleInbox(t, c.Value, c.AnsweredBy)
	case "phone", "sms", "whatsapp", "textphone":
		c.Phone = r.phoneOf(t)
	case "signal", "relay":
		// A link, a number, or for Signal a name such as ada.01.
		switch {
		case strings.Contains(t.Value, "://"):
			if !r.isURL("value", t) {
				return c, false
			}
		case strings.HasPrefix(t.Value, "+") || kind.Value == "relay":
			c.Phone = r.phoneOf(t)
			if c.Phone == nil {
				return c, false
			}
		}
	case "booking", "video_sign", "url":
		if !r.isURL("value", t) {
			return c, false
		}
	default:
		r.noTags("value", t)
	}
	if c.Phone != nil {
		c.Value = c.Phone.E164
		if ext.Value != "" {
			c.Phone.Ext = r.extension(ext)
		}
	}
	return c, c.Value != ""
}

// extension reads the digits one dials once connected.
func (r reader) extension(t meta.Text) string {
	if len(t.Value) > 12 || strings.Trim(t.Value, "0123456789*#,") != "" {
		r.bad("bad-phone", t, fmt.Sprintf("%s is not an extension", diag.Quote(t.Value)), "write the digits alone, as in 42")
		return ""
	}
	return t.Value
}
