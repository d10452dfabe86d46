package content

import "kith/generator/model"

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
	return c
}
