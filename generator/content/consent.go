package content

import (
	"fmt"
	"strings"

	"kith/generator/diag"
	"kith/generator/model"
)

// consentCovers are the things one can agree to.
var consentCovers = []string{"name", "photo", "quote", "voice", "email", "phone", "story", "company", "place"}

// consent reads what somebody agreed to. Without the day it was given, or
// without what it covers, it covers nothing, and the finding says so.
func (r reader) consent(key string) *model.Consent {
	m := r.Map.Map(key)
	if m == nil {
		return nil
	}
	in := r.in(m)
	c := &model.Consent{
		Given: in.day("given"), By: in.str("by"), Until: in.day("until"),
		Withdrawn: in.day("withdrawn"), AskedBy: in.person("asked_by"), ReviewBy: in.day("review_by"),
	}
	_, at := in.Date("review_by")
	c.ReviewByAt = at.Pos
	_, at = in.Date("until")
	c.UntilAt = at.Pos
	for _, t := range in.Enums("covers", consentCovers...) {
		c.Covers = append(c.Covers, t.Value)
	}
	if in.lacks("given") {
		r.bad("bad-consent", r.at(key), "this consent doesn't say when it was given, so it covers nothing yet",
			"add given: with the day they agreed")
	}
	if in.lacks("covers") {
		r.bad("bad-consent", r.at(key), "this consent doesn't say what it covers, so it covers nothing yet",
			"add covers: with what they agreed to: name, photo, quote, voice, email, phone, story, company or place")
	}
	if before(c.Until, c.Given) {
		_, t := in.Date("until")
		in.bad("bad-status", t, "this consent ends before it was given", "look at the two dates: "+c.Given.String()+" and "+c.Until.String())
	}
	if in.endUnclear() {
		c.Withdrawn = c.Given
	}
	return c
}

// endUnclear reports whether a consent says that it ends in a way that can't
// be read. It has ended then, whatever [check] makes of the finding.
func (r reader) endUnclear() bool {
	unclear := r.Faulty("withdrawn") || r.Faulty("until")
	if !unclear && r.Has("withdrawn") && r.lacks("withdrawn") {
		r.bad("bad-consent", r.at("withdrawn"), "withdrawn is empty: since when? Until that is clear, this consent covers nothing",
			"write the day, as in withdrawn: 2026-11-20, or take the line out")
		return true
	}
	for _, key := range r.Keys() {
		near := diag.Nearest(key.Value, []diag.Candidate{{ID: "withdrawn"}, {ID: "until"}})
		unclear = unclear || len(near) > 0 && near[0] != key.Value || strings.HasPrefix(key.Value, "withdrawn_")
	}
	return unclear
}

// strayConsent reports lines of a consent that slipped out of it, for want of
// the spaces in front. Whoever wrote withdrawn: at the margin meant it.
func (r reader) strayConsent(c *model.Consent) *model.Consent {
	for _, key := range []string{"given", "covers", "until", "withdrawn"} {
		if !r.Has(key) {
			continue
		}
		r.Tree(key) // so that it is told once
		ends := key == "withdrawn" || key == "until" && c != nil
		message := fmt.Sprintf("%s stands by itself, but it belongs to consent:", diag.Quote(key))
		if ends {
			message += ". Until that is clear, nothing is covered"
		}
		r.bad("bad-consent", r.at(key), message, "put it below consent:, with two spaces in front, or between its braces")
		switch {
		case ends && c == nil:
			c = &model.Consent{}
		case ends:
			c.Withdrawn = c.Given
		}
	}
	return c
}

// closeConsent ends the consent of an outsider whose record says something
// that Kith does not understand: it may be the word that takes it back.
func closeConsent(rec *model.Record, list *diag.List) {
	p := rec.Person
	if p == nil || p.Consent == nil || p.Relation == "" || p.Relation == "staff" {
		return
	}
	for _, t := range rec.Unknown {
		if key, ok := strings.CutPrefix(t.Value, "consent."); ok {
			p.Consent.Withdrawn = p.Consent.Given
			list.Add("bad-consent", t.Pos, t.Len, fmt.Sprintf("a consent has no field %s, so nothing is covered until that is clear", diag.Quote(key)),
				"a consent that was taken back has withdrawn: with the day; anything else can go under params:")
		}
	}
}
